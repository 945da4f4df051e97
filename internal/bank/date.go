package bank

import (
	"fmt"
	"time"
)

// Date is a calendar day, counted in days since 1970-01-01. The simulated world knows one time
// zone, UTC.
type Date int32

const day = 24 * time.Hour

// DateOf gives the day of an instant.
func DateOf(t time.Time) Date { return Date(floorDiv(t.Unix(), int64(day/time.Second))) }

// NewDate gives a day of the calendar. A day past the end of its month counts into the next.
func NewDate(year int, month time.Month, day int) Date {
	return DateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fmt.Errorf("%q is no date of the form YYYY-MM-DD", text)
	}
	return DateOf(t), nil
}

// Time gives the first instant of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d)*int64(day/time.Second), 0).UTC() }

// String writes YYYY-MM-DD.
func (d Date) String() string { return d.Time().Format(time.DateOnly) }

// OrNil writes the day, nil where it is not said.
func (d Date) OrNil() *string {
	if d == 0 {
		return nil
	}
	return new(d.String())
}

// weekday gives the day of the week.
func (d Date) weekday() time.Weekday { return time.Weekday(floorMod(int(d)+4, 7)) }

// month counts months since January 1970, and gives the day of the month.
func (d Date) month() (months, dayOfMonth int) {
	t := d.Time()
	return MonthOf(t), t.Day()
}

// MonthOf counts the months since January 1970.
func MonthOf(t time.Time) int { return (t.Year()-1970)*12 + int(t.Month()) - 1 }

// EndOfMonth gives the last day of the day's month.
func (d Date) EndOfMonth() Date {
	months, _ := d.month()
	return firstOf(months+1) - 1
}

// inMonth gives a day of a month that is counted since January 1970. A day that the month does
// not have is its last.
func inMonth(months, dayOfMonth int) Date {
	return min(firstOf(months)+Date(dayOfMonth), firstOf(months+1)) - 1
}

// firstOf gives the first day of a month that is counted since January 1970. It reckons in years
// that begin in March, so that a leap day is the last of its year and the months before it are
// alike: 153 days in five.
func firstOf(months int) Date {
	year := floorDiv(int64(months+10), 12)
	month := int64(months+10) - year*12
	year += 1969
	return Date(year*365 + floorDiv(year, 4) - floorDiv(year, 100) + floorDiv(year, 400) + (153*month+2)/5 - 719468)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return (a%b + b) % b }
