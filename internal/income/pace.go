package income

import (
	"slices"

	"toile"
	"toile/internal/bank"
)

// payFrequencies says how the frequencies of recurring transactions are called where they are pay.
var payFrequencies = map[toile.RecurringTransactionFrequency]toile.CreditBankIncomePayFrequency{
	toile.RecurringTransactionFrequencyWeekly:      toile.CreditBankIncomePayFrequencyWeekly,
	toile.RecurringTransactionFrequencyBiweekly:    toile.CreditBankIncomePayFrequencyBiweekly,
	toile.RecurringTransactionFrequencySemiMonthly: toile.CreditBankIncomePayFrequencySemiMonthly,
	toile.RecurringTransactionFrequencyMonthly:     toile.CreditBankIncomePayFrequencyMonthly,
}

// rhythm is a pay frequency that is kept loosely: the days between two payments, and the mean of
// them, which alone tells every two weeks from twice a month.
type rhythm struct {
	frequency           toile.CreditBankIncomePayFrequency
	least, most         bank.Date
	meanLeast, meanMost float64
}

var rhythms = []rhythm{
	{toile.CreditBankIncomePayFrequencyWeekly, 5, 9, 6, 8},
	{toile.CreditBankIncomePayFrequencyBiweekly, 11, 17, 13, 14.6},
	{toile.CreditBankIncomePayFrequencySemiMonthly, 10, 20, 14.6, 16.4},
	{toile.CreditBankIncomePayFrequencyMonthly, 24, 38, 27, 34},
}

// The limits of what is a pace.
const (
	dailyDays   = 5    // at least so many days for DAILY
	dailyGap    = 2    // and fewer days between them on the mean
	rhythmDays  = 3    // at least so many days for a pace that is kept loosely
	rhythmShare = 0.75 // of the days must lie on it
	lastDays    = 6    // so many of the last days are looked at where all keep none
	weekdayDays = 5    // at least so many days for the day of the week to tell two weeks from half a month
	oneWeekday  = 0.75 // of the days, from which on it is two weeks
	noWeekday   = 0.45
	pause       = 60 // days after which pay begins anew: a season, a job between two others
)

// frequencyOf tells how often something comes that came on some days.
func frequencyOf(days []bank.Date) toile.CreditBankIncomePayFrequency {
	whole := rhythmOf(days)
	if len(days) <= lastDays || whole == toile.CreditBankIncomePayFrequencyDaily {
		return whole
	}
	last := days[len(days)-lastDays:]
	if f, ok := bank.Pace(last); ok && paysIn(payFrequencies[f]) != paysIn(whole) {
		return byWeekday(payFrequencies[f], last)
	}
	return whole
}

// paysIn gives about how many times somebody is paid in a month, for what the last days alone tell for sure.
func paysIn(f toile.CreditBankIncomePayFrequency) int {
	switch f {
	case toile.CreditBankIncomePayFrequencyWeekly:
		return 4
	case toile.CreditBankIncomePayFrequencyBiweekly, toile.CreditBankIncomePayFrequencySemiMonthly:
		return 2
	case toile.CreditBankIncomePayFrequencyMonthly:
		return 1
	}
	return 0
}

// byWeekday tells what comes every two weeks from what comes twice a month by the day of the week,
// which a missed payday does not change as it changes the mean.
func byWeekday(f toile.CreditBankIncomePayFrequency, days []bank.Date) toile.CreditBankIncomePayFrequency {
	if f != toile.CreditBankIncomePayFrequencyBiweekly && f != toile.CreditBankIncomePayFrequencySemiMonthly || len(days) < weekdayDays {
		return f
	}
	var on [7]int
	for _, d := range days {
		on[((d%7)+7)%7]++
	}
	switch share := float64(slices.Max(on[:])) / float64(len(days)); {
	case share >= oneWeekday:
		return toile.CreditBankIncomePayFrequencyBiweekly
	case share <= noWeekday:
		return toile.CreditBankIncomePayFrequencySemiMonthly
	}
	return f
}

func rhythmOf(days []bank.Date) toile.CreditBankIncomePayFrequency {
	n := len(days)
	if n < 2 {
		return toile.CreditBankIncomePayFrequencyUnknown
	}
	if span := days[n-1] - days[0]; n >= dailyDays && span < dailyGap*bank.Date(n-1) {
		return toile.CreditBankIncomePayFrequencyDaily
	}
	if strict, ok := bank.Pace(days); ok {
		if f, pay := payFrequencies[strict]; pay {
			return byWeekday(f, days)
		}
		return toile.CreditBankIncomePayFrequencyUnknown // once a year
	}
	best, most := toile.CreditBankIncomePayFrequencyUnknown, 0
	for _, r := range rhythms {
		if on := r.on(days); on > most {
			best, most = r.frequency, on
		}
	}
	return byWeekday(best, days)
}

// on gives how many of the days lie on the rhythm: 0 when these are too few of them.
func (r rhythm) on(days []bank.Date) int {
	if len(days) == 2 && days[1]-days[0] >= r.least && days[1]-days[0] <= r.most && float64(days[1]-days[0]) >= r.meanLeast && r.least > 20 {
		return 2 // months are of many lengths
	}
	w := r.longest(days)
	mean := float64(w.span) / float64(max(w.steps, 1))
	if w.days < rhythmDays || w.steps < rhythmDays-1 || float64(w.days) < rhythmShare*float64(len(days)) || w.missed*3 > w.days || (len(days)-w.days+w.missed)*2 > w.days || mean < r.meanLeast || mean > r.meanMost {
		return 0
	}
	return w.days
}

// walk goes from payday to payday.
type walk struct {
	days   int       // it has set foot on
	missed int       // paydays without pay, and pauses
	steps  int       // of one pace, the missed ones included
	span   bank.Date // that these took
}

// better prefers the walk with more days, then the one that misses fewer.
func (w walk) better(o walk) bool {
	return w.days > o.days || w.days == o.days && w.missed < o.missed
}

// longest finds the longest walk over days that steps by the rhythm. It may miss a payday, and begin anew
// after a pause; days in between, on which something else was paid, it leaves out.
func (r rhythm) longest(days []bank.Date) walk {
	walks := make([]walk, len(days))
	var best, before walk // before: the best that ended a pause ago
	rested := 0
	for i, d := range days {
		for ; rested < i && days[rested] < d-pause; rested++ {
			if walks[rested].better(before) {
				before = walks[rested]
			}
		}
		w := walk{days: 1}
		if before.days > 0 {
			w = walk{before.days + 1, before.missed + 1, before.steps, before.span}
		}
		for j := i - 1; j >= 0 && d-days[j] <= 2*r.most; j-- {
			next, gap := walks[j], d-days[j]
			switch {
			case gap >= r.least && gap <= r.most:
				next.steps++
			case gap >= 2*r.least:
				next.steps += 2
				next.missed++
			default:
				continue
			}
			next.days++
			next.span += gap
			if next.better(w) {
				w = next
			}
		}
		walks[i] = w
		if w.better(best) {
			best = w
		}
	}
	return best
}
