package bank

// rule says on which days a stream occurs. Occurrences are numbered in the order of their days,
// and any number may be asked for: also one before 1970, which is negative.
type rule interface {
	// first gives the number of the first occurrence on a day or after it.
	first(Date) int64
	// day gives the day of an occurrence, and whether there is one of that number at all. The day
	// is given even where there is none, so that a walk knows when to end.
	day(noise, int64) (Date, bool)
}

// everyDays occurs each so many days (1 or more), counted from an anchor. Weekly and biweekly pay
// is such a rule, with the weekday of its anchor.
type everyDays struct {
	days   int
	anchor Date
}

func (r everyDays) first(d Date) int64 { return -floorDiv(int64(r.anchor-d), int64(r.days)) }

func (r everyDays) day(_ noise, n int64) (Date, bool) { return r.anchor + Date(n)*Date(r.days), true }

// weekdays occurs on some days of each week: weekdays{time.Tuesday: true, time.Friday: true}. Every
// day has a number, its own.
type weekdays [7]bool

func (r weekdays) first(d Date) int64 { return int64(d) }

func (r weekdays) day(_ noise, n int64) (Date, bool) { return Date(n), r[Date(n).weekday()] }

// count gives the number of its days in a week.
func (r weekdays) count() (n int64) {
	for _, on := range r {
		if on {
			n++
		}
	}
	return n
}

// lastDay as the day of a month is its last, however long it is.
const lastDay = 31

// monthly occurs on one day of each month, or on its last day where the month is shorter.
// Occurrences are numbered like months, from January 1970.
type monthly struct{ on int }

func (r monthly) first(d Date) int64 {
	months, _ := d.month()
	if inMonth(months, r.on) < d {
		months++
	}
	return int64(months)
}

func (r monthly) day(_ noise, n int64) (Date, bool) { return inMonth(int(n), r.on), true }

// around gives the last occurrence on a day or before it, and the first one after it.
func (r monthly) around(d Date) (last, next Date) {
	n := int(r.first(d + 1))
	return inMonth(n-1, r.on), inMonth(n, r.on)
}

// twiceMonthly occurs on two days of each month, such as the 15th and lastDay. The first is before
// the second, and 27 at most, so that February has both.
type twiceMonthly struct{ on, then int }

func (r twiceMonthly) first(d Date) int64 {
	months, _ := d.month()
	n := int64(months) * 2
	for inMonth(int(floorDiv(n, 2)), r.of(n)) < d {
		n++
	}
	return n
}

func (r twiceMonthly) day(_ noise, n int64) (Date, bool) {
	return inMonth(int(floorDiv(n, 2)), r.of(n)), true
}

// of gives the day of the month of an occurrence.
func (r twiceMonthly) of(n int64) int {
	if n&1 == 0 {
		return r.on
	}
	return r.then
}

// sometimes occurs on so many days of a thousand, drawn by the noise. Every day has a number, its
// own.
type sometimes struct{ perThousand int64 }

func (r sometimes) first(d Date) int64 { return int64(d) }

func (r sometimes) day(n noise, number int64) (Date, bool) {
	return Date(number), n.at(number).below(1000) < r.perThousand
}
