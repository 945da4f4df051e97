package bank

import "toile"

// ParsePeriod reads the days from start_date to end_date of a request. The prefix names the object
// that has them: "options.statements.", or nothing.
func ParsePeriod(prefix, start, end string) (p Period, err error) {
	if p.From, err = ParseDate(start); err != nil {
		return p, toile.ErrInvalidField(prefix + "start_date must be a date of the form YYYY-MM-DD")
	}
	if p.To, err = ParseDate(end); err != nil {
		return p, toile.ErrInvalidField(prefix + "end_date must be a date of the form YYYY-MM-DD")
	}
	if p.From > p.To {
		return p, toile.ErrInvalidField(prefix + "start_date must not be after " + prefix + "end_date")
	}
	return p, nil
}
