package bank

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"toile"
	"toile/internal/enrich"
)

// Recurring is a stream as somebody finds it who knows nothing but the transactions: those of one
// account, with one payer or payee, in one direction, that come at a steady pace.
type Recurring struct {
	Account      int
	Transactions []Transaction // by date; at least two
	Frequency    toile.RecurringTransactionFrequency
	Status       toile.TransactionStreamStatus
	Active       bool
	Next         Date // when the next one is expected; zero when none is
}

// First and Last give the ends of the stream.
func (r Recurring) First() Transaction { return r.Transactions[0] }
func (r Recurring) Last() Transaction  { return r.Transactions[len(r.Transactions)-1] }

// Average gives the mean of the amounts, rounded to cents.
func (r Recurring) Average() Money {
	sum := Money(0)
	for _, t := range r.Transactions {
		sum += t.Amount
	}
	return (sum / Money(len(r.Transactions))).Cents()
}

// pace is a frequency: how many days may lie between two transactions, how many on the mean, and
// how many days one may be late before the stream is over.
type pace struct {
	frequency           toile.RecurringTransactionFrequency
	least, most         Date
	meanLeast, meanMost float64
	grace               Date
}

// paces are tried in this order. What comes every two weeks and what comes twice a month differ in
// their mean alone: 14 days and 15.2.
var paces = []pace{
	{toile.RecurringTransactionFrequencyWeekly, 5, 9, 6, 8, 3},
	{toile.RecurringTransactionFrequencyBiweekly, 12, 16, 13, 14.6, 4},
	{toile.RecurringTransactionFrequencySemiMonthly, 10, 20, 14.6, 16, 5},
	{toile.RecurringTransactionFrequencyMonthly, 25, 36, 27, 33, 7},
	{toile.RecurringTransactionFrequencyAnnually, 350, 380, 355, 376, 30},
}

// The rules of steadiness: the share of the gaps that must keep the pace, and how far the amounts
// of a short stream may lie apart, in hundredths of the greater. They are ours: the real ones are
// not published.
const (
	steadyShare  = 0.8
	shortStream  = 4
	amountSpread = 20
	matureAfter  = 3 // transactions, or two a year apart (schema TransactionStreamStatus)
)

// Streams finds what recurs in transactions, as of a day. Pending ones and those that were taken
// back do not count. The streams are in the order of their accounts and payers.
func Streams(all []Transaction, today Date) []Recurring {
	payers := map[incoming]string{}
	rows := make([]recurringRow, 0, len(all))
	for i := range all {
		t := &all[i]
		if t.Pending || !t.Removed.IsZero() || t.Amount == 0 {
			continue
		}
		text := incoming{t.Description, t.Amount < 0}
		payer, known := payers[text]
		if !known {
			payer = text.party()
			payers[text] = payer
		}
		rows = append(rows, recurringRow{payer, t})
	}
	slices.SortFunc(rows, func(a, b recurringRow) int {
		return cmp.Or(a.compareGroup(b), cmp.Compare(a.t.Date, b.t.Date), cmp.Compare(a.t.Key, b.t.Key))
	})
	var found []Recurring
	for start := 0; start < len(rows); {
		var group []Transaction
		end := start
		for ; end < len(rows) && rows[end].compareGroup(rows[start]) == 0; end++ {
			group = append(group, *rows[end].t)
		}
		found = append(found, streamsOf(group, today)...)
		start = end
	}
	return found
}

// recurringRow is a transaction with who was paid or who paid.
type recurringRow struct {
	payer string
	t     *Transaction
}

// compareGroup orders rows by what all transactions of a stream have in common.
func (r recurringRow) compareGroup(o recurringRow) int {
	return cmp.Or(cmp.Compare(r.t.Account, o.t.Account), cmp.Compare(r.payer, o.payer),
		cmp.Compare(sign(r.t.Amount), sign(o.t.Amount)), cmp.Compare(r.t.Currency, o.t.Currency))
}

func sign(m Money) int { return cmp.Compare(m, 0) }

// incoming is a description of money that comes in or goes out.
type incoming struct {
	description string
	in          bool
}

// party gives what stays the same in the descriptions of one payer or payee: who pays for what, as
// income is found by it, where a description tells that, else its words without numbers, signs and case.
func (i incoming) party() string {
	if i.in {
		if read := enrich.In(i.description); read.Payer != "" && read.Standing != enrich.Never {
			return read.Payer + "\x00" + read.Income
		}
	}
	words := strings.FieldsFunc(strings.ToUpper(i.description), func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 {
		return i.description
	}
	return strings.Join(words, " ")
}

// streamsOf finds the streams among the transactions with one payer, which are sorted by date: one
// of them all, or one for each amount, as somebody has who pays for two things at one shop.
func streamsOf(group []Transaction, today Date) []Recurring {
	if r, ok := recurringOf(group, today); ok {
		return []Recurring{r}
	}
	byAmount := slices.Clone(group)
	slices.SortStableFunc(byAmount, func(a, b Transaction) int { return cmp.Compare(a.Amount.Abs(), b.Amount.Abs()) })
	var found []Recurring
	for start := 0; start < len(byAmount); {
		end := start + 1
		for end < len(byAmount) && near(byAmount[start].Amount, byAmount[end].Amount) {
			end++
		}
		if part := byAmount[start:end]; len(part) < len(group) {
			slices.SortFunc(part, func(a, b Transaction) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Key, b.Key)) })
			if r, ok := recurringOf(part, today); ok {
				found = append(found, r)
			}
		}
		start = end
	}
	return found
}

// near reports whether an amount is at most a little more than another.
func near(less, more Money) bool { return (more.Abs()-less.Abs())*100 <= more.Abs()*amountSpread }

// recurringOf makes a stream of transactions that keep a pace.
func recurringOf(group []Transaction, today Date) (Recurring, bool) {
	var days []Date
	for _, t := range group {
		if len(days) == 0 || days[len(days)-1] != t.Date {
			days = append(days, t.Date)
		}
	}
	if len(days) < 2 || len(days) < shortStream && !alike(group) {
		return Recurring{}, false
	}
	p, ok := paceOf(days)
	if !ok {
		return Recurring{}, false
	}
	r := Recurring{Account: group[0].Account, Transactions: group, Frequency: p.frequency}
	next := p.next(days)
	if r.Active = today <= next+p.grace; r.Active {
		r.Next = max(next, today)
	}
	switch {
	case len(days) >= matureAfter || p.frequency == toile.RecurringTransactionFrequencyAnnually:
		r.Status = toile.TransactionStreamStatusMature
	case r.Active:
		r.Status = toile.TransactionStreamStatusEarlyDetection
	default:
		r.Status = toile.TransactionStreamStatusTombstoned
	}
	return r, true
}

// alike reports whether the amounts lie close together.
func alike(group []Transaction) bool {
	byAmount := func(a, b Transaction) int { return cmp.Compare(a.Amount.Abs(), b.Amount.Abs()) }
	return near(slices.MinFunc(group, byAmount).Amount, slices.MaxFunc(group, byAmount).Amount)
}

// Pace gives the frequency with which something came on two days or more, in their order: that of
// the first pace that they keep. What keeps none has none.
func Pace(days []Date) (frequency toile.RecurringTransactionFrequency, ok bool) {
	if len(days) < 2 {
		return "", false
	}
	p, ok := paceOf(days)
	return p.frequency, ok
}

func paceOf(days []Date) (pace, bool) {
	if i := slices.IndexFunc(paces, func(p pace) bool { return p.keeps(days) }); i >= 0 {
		return paces[i], true
	}
	return pace{}, false
}

// keeps reports whether days are so far apart as the pace wants.
func (p pace) keeps(days []Date) bool {
	gaps, within := len(days)-1, 0
	for i := range gaps {
		if gap := days[i+1] - days[i]; gap >= p.least && gap <= p.most {
			within++
		}
	}
	mean := float64(days[gaps]-days[0]) / float64(gaps)
	return float64(within) >= steadyShare*float64(gaps) && mean >= p.meanLeast && mean <= p.meanMost
}

// next gives the day after the last at which the pace goes on.
func (p pace) next(days []Date) Date {
	last := days[len(days)-1]
	switch p.frequency {
	case toile.RecurringTransactionFrequencyWeekly:
		return last + 7
	case toile.RecurringTransactionFrequencyBiweekly:
		return last + 14
	case toile.RecurringTransactionFrequencyAnnually:
		months, on := last.month()
		return inMonth(months+12, on)
	case toile.RecurringTransactionFrequencyMonthly:
		return nextMonthly(days)
	}
	if len(days) < 3 {
		return last + 15
	}
	var every2nd []Date // the other of the two days of a month
	for i := len(days) % 2; i < len(days)-1; i += 2 {
		every2nd = append(every2nd, days[i])
	}
	return max(nextMonthly(every2nd), last+1)
}

// nextMonthly goes on with days of months: on the same day of the next month if they were about the
// same days so far, else after as long as lay between the last two.
func nextMonthly(days []Date) Date {
	last := days[len(days)-1]
	months, on := last.month()
	first, latest := on, on
	for _, d := range days {
		_, dayOfMonth := d.month()
		first, latest = min(first, dayOfMonth), max(latest, dayOfMonth)
	}
	if len(days) > 1 && latest-first > 4 {
		return last + last - days[len(days)-2]
	}
	return inMonth(months+1, latest)
}
