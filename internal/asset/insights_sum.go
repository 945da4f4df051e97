package asset

import (
	"cmp"
	"math"
	"slices"

	"toile"
	"toile/internal/bank"
)

// sum adds up the sizes of the moves that a rule picks.
func (s scope) sum(picks func(move) bool) bank.Money {
	var total bank.Money
	for _, m := range s.moves {
		if picks(m) {
			total += m.amount.Abs()
		}
	}
	return total
}

func (s scope) pick(picks func(move) bool) []move {
	var list []move
	for _, m := range s.moves {
		if picks(m) {
			list = append(list, m)
		}
	}
	return list
}

func total(list []move) bank.Money {
	var sum bank.Money
	for _, m := range list {
		sum += m.amount.Abs()
	}
	return sum
}

func (c currency) official() toile.Optional[string] { return toile.OrNull(toile.NonEmpty(c.iso)) }
func (c currency) unofficially() toile.Optional[string] {
	return toile.OrNull(toile.NonEmpty(c.unofficial))
}

func (s scope) amount(m bank.Money) toile.AmountWithCurrency {
	return toile.AmountWithCurrency{Amount: toile.Some(m.Float()), ISOCurrencyCode: s.currency.official(), UnofficialCurrencyCode: s.currency.unofficially()}
}

// average divides a sum by the number of calendar months that the time touches, as the schema
// MonthlyAverage says, and rounds it to cents.
func (s scope) average(m bank.Money) toile.MonthlyAverage {
	mean := bank.Money(math.Round(float64(m) / float64(len(s.months())))).Cents()
	return toile.MonthlyAverage{Amount: toile.Some(mean.Float()), ISOCurrencyCode: s.currency.official(), UnofficialCurrencyCode: s.currency.unofficially()}
}

// months gives the calendar months of the time, the first and the last one cut to it.
func (s scope) months() []bank.Period {
	var list []bank.Period
	for from := s.window.From; from <= s.window.To; {
		day := from.Time()
		next := bank.NewDate(day.Year(), day.Month()+1, 1)
		list = append(list, bank.Period{From: from, To: min(next-1, s.window.To)})
		from = next
	}
	return list
}

// summaries gives the sum of each calendar month, of those without moves too.
func (s scope) summaries(list []move) []*toile.MonthlySummary {
	var all []*toile.MonthlySummary
	for _, month := range s.months() {
		var sum bank.Money
		for _, m := range list {
			if month.From <= m.day && m.day <= month.To {
				sum += m.amount.Abs()
			}
		}
		all = append(all, &toile.MonthlySummary{
			StartDate: toile.Some(month.From.String()), EndDate: toile.Some(month.To.String()), TotalAmount: toile.Some(s.amount(sum)),
		})
	}
	return all
}

// since gives the days from the last of some moves to the day of the report; null where there is none.
func (s scope) since(list []move) toile.Optional[int] {
	if len(list) == 0 {
		return toile.Null[int]()
	}
	last := slices.MaxFunc(list, func(a, b move) int { return cmp.Compare(a.day, b.day) })
	return toile.Some(max(int(s.window.To-last.day), 0))
}

// share gives a sum as a percentage of the income, to hundredths; -1 without an income, as the
// schemas say.
func (s scope) share(m bank.Money) toile.Optional[float64] {
	if s.income == 0 {
		return toile.Some(-1.0)
	}
	return toile.Some(math.Round(float64(m)/float64(s.income)*1e4) / 100)
}

// byCategory parts moves by a name of their category, the largest sum first.
func (s scope) byCategory(list []move, name func(move) string) []*toile.CategoryExpenses {
	groups := map[string][]move{}
	for _, m := range list {
		groups[name(m)] = append(groups[name(m)], m)
	}
	all := []*toile.CategoryExpenses{}
	for _, id := range largestFirst(groups) {
		sum := total(groups[id])
		all = append(all, &toile.CategoryExpenses{
			ID: &id, TransactionsCount: toile.Some(len(groups[id])), Amount: toile.Some(sum.Float()),
			ISOCurrencyCode: s.currency.official(), UnofficialCurrencyCode: s.currency.unofficially(), MonthlyAverage: toile.Some(s.average(sum)),
		})
	}
	return all
}

func primary(m move) string  { return m.category.Primary }
func detailed(m move) string { return m.category.Detailed }

// largestFirst orders the names of groups by their sums, and by name where those are equal.
func largestFirst(groups map[string][]move) []string {
	var names []string
	for name := range groups {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(total(groups[b]), total(groups[a])), cmp.Compare(a, b))
	})
	return names
}

// top names the three on the other side with most of some moves, the one with the largest sum
// first (schemas GamblingIndicators and LoanPaymentsIndicators).
func top(list []move) []string {
	const most = 3
	groups := map[string][]move{}
	for _, m := range list {
		if m.who != "" {
			groups[m.who] = append(groups[m.who], m)
		}
	}
	names := largestFirst(groups)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(len(groups[b]), len(groups[a])) })
	kept := map[string][]move{}
	for _, name := range names[:min(most, len(names))] {
		kept[name] = groups[name]
	}
	return append([]string{}, largestFirst(kept)...)
}
