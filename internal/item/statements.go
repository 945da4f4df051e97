package item

import (
	"cmp"
	"fmt"
	"slices"

	"toile"
	"toile/internal/bank"
)

// Bounds on the statements of an Item.
const (
	maxStatementDays    = 731 // that one request asks for: two years (spec, StatementsRefreshRequest)
	maxStatementPeriods = 50  // that lie apart
	firstStatementDays  = 730 // before the Item was made, where nobody asked for a period
)

// StatementPeriod reads the days between which statements are asked for. The prefix names the object
// that has them.
func StatementPeriod(prefix, start, end string) (bank.Period, error) {
	p, err := bank.ParsePeriod(prefix, start, end)
	if err == nil && p.To-p.From > maxStatementDays {
		err = toile.ErrInvalidField(prefix + "end_date must be at most two years after " + prefix + "start_date")
	}
	return p, err
}

// StatementPeriods gives the periods whose statements the Item has: those that were asked for, or two
// years where statements were added without a word about it, as the Sandbox allows.
func (i Item) StatementPeriods() []bank.Period {
	if len(i.Statements) > 0 || !i.Has(toile.ProductsStatements) {
		return i.Statements
	}
	made := bank.DateOf(i.CreatedAt)
	return []bank.Period{{From: made - firstStatementDays, To: made}}
}

// AddStatements lets the Item have the statements of a period, too. Periods that touch become one.
func (i *Item) AddStatements(p bank.Period) error {
	all := append(slices.Clone(i.StatementPeriods()), p)
	slices.SortFunc(all, func(a, b bank.Period) int { return cmp.Compare(a.From, b.From) })
	joined := all[:1]
	for _, next := range all[1:] {
		if last := &joined[len(joined)-1]; next.From <= last.To+1 {
			last.To = max(last.To, next.To)
		} else {
			joined = append(joined, next)
		}
	}
	if len(joined) > maxStatementPeriods {
		return toile.ErrInvalidField(fmt.Sprintf("start_date: an Item has the statements of at most %d periods that lie apart", maxStatementPeriods))
	}
	i.Statements = joined
	return nil
}
