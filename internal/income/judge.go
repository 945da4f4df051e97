package income

import (
	"slices"
	"strconv"

	"toile"
	"toile/internal/bank"
	"toile/internal/enrich"
)

// The rules by which a payer whose descriptions say nothing pays income (see the package).
const (
	twiceSpread = 20 // hundredths of the greater by which two deposits may differ
	oftenTimes  = 3  // deposits without a pace
	oftenGap    = 45 // days between them on the mean, at most
	oftenSpan   = 28 // days from the first to the last, at least
	wagesTimes  = 3  // deposits of a company at a pace, to be wages
	wagesSpread = 30 // hundredths by which three quarters of these may differ from the middle one
)

// stream makes a stream of the deposits of one payer, which are sorted by date, unless they are no
// income or none lies in the window.
func (f *finder) stream(group []*deposit, window bank.Period) (Stream, bool) {
	from, to := 0, 0
	for to = 0; to < len(group) && group[to].t.Date <= window.To; to++ {
		if group[to].t.Date < window.From {
			from = to + 1
		}
	}
	if from >= to {
		return Stream{}, false
	}
	group = group[:to] // what comes after the window is not known in it
	frequency := frequencyIn(group, from)
	category, ok := judge(group, frequency)
	if !ok {
		return Stream{}, false
	}
	first := group[0]
	s := Stream{
		Key:     strconv.Itoa(first.t.Account) + "|" + first.currency() + "|" + first.payer + "|" + first.kind,
		Account: first.t.Account, Currency: first.currency(), Category: category, Frequency: frequency,
		Transactions: make([]bank.Transaction, 0, to-from),
	}
	s.Name, s.Description = mostly(group[from:])
	for _, d := range group[from:] {
		s.Transactions = append(s.Transactions, *d.t)
	}
	return s, true
}

// frequencyIn tells how often a group comes: by the deposits from one on, or by all where these are
// too few.
func frequencyIn(group []*deposit, from int) toile.CreditBankIncomePayFrequency {
	if days := daysOf(group[from:]); len(days) >= rhythmDays {
		if f := frequencyOf(days); f != toile.CreditBankIncomePayFrequencyUnknown {
			return f
		}
	}
	return frequencyOf(daysOf(group))
}

// daysOf gives the days on which a group came.
func daysOf(group []*deposit) []bank.Date {
	days := make([]bank.Date, 0, len(group))
	for i := range group {
		if d := group[i].t.Date; len(days) == 0 || days[len(days)-1] != d {
			days = append(days, d)
		}
	}
	return days
}

// judge tells which income a group is, if it is any.
func judge(group []*deposit, frequency toile.CreditBankIncomePayFrequency) (category toile.CreditBankIncomeCategory, ok bool) {
	company, stated, likely := false, "", ""
	for i := range group {
		in := group[i].in
		company = company || in.Company
		switch in.Standing {
		case enrich.Stated:
			stated = weightier(stated, in.Income)
		case enrich.Likely:
			likely = in.Income
		}
	}
	switch {
	case stated != "":
		return toile.CreditBankIncomeCategory(stated), true
	case !recurs(group, frequency):
		return "", false
	case likely != "":
		return toile.CreditBankIncomeCategory(likely), true
	case company && len(group) >= wagesTimes && paid(frequency) && level(group) && group[0].book.HolderCategory != "business":
		return toile.CreditBankIncomeCategorySalary, true
	}
	return toile.CreditBankIncomeCategoryOther, true
}

// weightier gives the income that a stream is where its descriptions say several: wages before
// gigs before what is neither.
func weightier(a, b string) string {
	for _, income := range [...]string{"SALARY", "GIG_ECONOMY"} {
		if a == income || b == income {
			return income
		}
	}
	return b
}

// paid reports whether wages come so often.
func paid(frequency toile.CreditBankIncomePayFrequency) bool {
	return frequency != toile.CreditBankIncomePayFrequencyUnknown && frequency != toile.CreditBankIncomePayFrequencyDaily
}

// level reports whether most amounts lie around the one in the middle, as wages do whose hours
// vary.
func level(group []*deposit) bool {
	amounts := make([]bank.Money, len(group))
	for i := range group {
		amounts[i] = group[i].t.Amount.Abs()
	}
	slices.Sort(amounts)
	middle, around := amounts[len(amounts)/2], 0
	for _, m := range amounts {
		if (m - middle).Abs() <= middle/100*wagesSpread {
			around++
		}
	}
	return around*4 >= len(amounts)*3
}

// recurs reports whether a group comes again and again: at a pace, or often.
func recurs(group []*deposit, frequency toile.CreditBankIncomePayFrequency) bool {
	days := daysOf(group)
	if len(days) < 2 {
		return false
	}
	if frequency != toile.CreditBankIncomePayFrequencyUnknown {
		return len(days) > 2 || alike(group)
	}
	span := days[len(days)-1] - days[0]
	return len(days) >= oftenTimes && span >= oftenSpan && span <= oftenGap*bank.Date(len(days)-1)
}

// alike reports whether the amounts lie close together.
func alike(group []*deposit) bool { return within(group, twiceSpread) }

// within reports whether the amounts differ by no more than some hundredths of the greatest.
func within(group []*deposit, spread bank.Money) bool {
	least, most := group[0].t.Amount.Abs(), group[0].t.Amount.Abs()
	for i := range group {
		least, most = min(least, group[i].t.Amount.Abs()), max(most, group[i].t.Amount.Abs())
	}
	return most-least <= most/100*spread
}

// mostly gives the name and the description that most deposits have, of several the newest.
func mostly(group []*deposit) (name, description string) {
	names, descriptions := map[string]int{}, map[string]int{}
	for i := len(group) - 1; i >= 0; i-- {
		d := group[i]
		if names[d.in.Name]++; name == "" || names[d.in.Name] > names[name] {
			name = d.in.Name
		}
		if descriptions[d.t.Description]++; description == "" || descriptions[d.t.Description] > descriptions[description] {
			description = d.t.Description
		}
	}
	return name, description
}
