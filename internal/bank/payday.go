package bank

import "time"

// schedule is when an employment pays: each so many days, or by the calendar. It is the rule of
// the deposits too. No pay date lies on a weekend: such are moved to the Friday before, unless
// they are counted in days.
type schedule struct {
	days   int  // 7 and 14, or 0 by the calendar
	anchor Date // a pay date, where it counts in days
	lag    Date // days from the end of a period to its pay date, where it counts in days
	half   bool // twice a month instead of once
}

var (
	weekly      = schedule{days: 7, anchor: 1, lag: 6}  // on Fridays, for the week that ended on Saturday
	biweekly    = schedule{days: 14, anchor: 8, lag: 6} // on every other Friday
	semimonthly = schedule{half: true}                  // on the 15th and on the last day
	monthlyPay  = schedule{}                            // on the last day
)

// perYear is the number of pay dates by which yearly amounts are divided.
func (s schedule) perYear() int64 {
	switch {
	case s.days == 7:
		return 52
	case s.days == 14:
		return 26
	case s.half:
		return 24
	}
	return 12
}

// frequency writes the schedule as the API has it.
func (s schedule) frequency() string {
	return map[int64]string{52: "WEEKLY", 26: "BIWEEKLY", 24: "SEMI_MONTHLY", 12: "MONTHLY"}[s.perYear()]
}

// period gives the days between which a pay is earned, the last one its pay date unless a
// weekend or a lag moves it.
func (s schedule) period(k int64) (start, end Date) {
	if s.days > 0 {
		end = s.anchor + Date(k)*Date(s.days) - s.lag
		return end - Date(s.days) + 1, end
	}
	if !s.half {
		return inMonth(int(k), 1), inMonth(int(k), lastDay)
	}
	if months := int(floorDiv(k, 2)); k&1 == 0 {
		return inMonth(months, 1), inMonth(months, 15)
	} else {
		return inMonth(months, 16), inMonth(months, lastDay)
	}
}

// payDate gives the pay date of a number.
func (s schedule) payDate(k int64) Date {
	_, end := s.period(k)
	if s.days > 0 {
		return end + s.lag
	}
	switch end.weekday() {
	case time.Saturday:
		return end - 1
	case time.Sunday:
		return end - 2
	}
	return end
}

func (s schedule) first(d Date) int64 {
	if s.days > 0 {
		return everyDays{s.days, s.anchor}.first(d)
	}
	months, _ := d.month()
	k := int64(months)
	if s.half {
		k *= 2
	}
	for s.payDate(k) < d {
		k++
	}
	return k
}

func (s schedule) day(_ noise, k int64) (Date, bool) { return s.payDate(k), true }

// yearOf gives the year of a pay date, in which its pay is taxed.
func (s schedule) yearOf(k int64) int { return s.payDate(k).Time().Year() }

// bonus reports whether a pay date is the first in the last month of a quarter.
func (s schedule) bonus(k int64) bool {
	now, _ := s.payDate(k).month()
	before, _ := s.payDate(k - 1).month()
	return now%3 == 2 && before != now
}

// bonusdays are the pay dates of a schedule on which bonuses are paid.
type bonusdays struct{ schedule }

func (r bonusdays) day(_ noise, k int64) (Date, bool) { return r.payDate(k), r.bonus(k) }
