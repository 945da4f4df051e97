package wire

import "time"

// isDate reports whether s is a calendar date in the form YYYY-MM-DD.
func isDate(s []byte) bool {
	_, _, _, ok := parseDate(s)
	return ok
}

func parseDate(s []byte) (year, month, day int, ok bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return 0, 0, 0, false
	}
	year, month, day = digits(s[:4]), digits(s[5:7]), digits(s[8:])
	ok = year >= 0 && 1 <= month && month <= 12 && 1 <= day && day <= daysIn(year, month)
	return year, month, day, ok
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// digits reads a short decimal number, -1 if s is none.
func digits(s []byte) int {
	n := 0
	for _, c := range s {
		if c < '0' || '9' < c {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// parseTime reads RFC 3339. time.Parse would do, but it also takes single-digit hours and a comma before the
// fraction, which other clients refuse.
func parseTime(s []byte) (t time.Time, fraction int, ok bool) {
	if len(s) < len("2006-01-02T15:04:05Z") || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return time.Time{}, 0, false
	}
	year, month, day, ok := parseDate(s[:10])
	hour, minute, second := digits(s[11:13]), digits(s[14:16]), digits(s[17:19])
	if !ok || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return time.Time{}, 0, false
	}
	rest := s[19:]
	nanos := 0
	if rest[0] == '.' {
		for rest = rest[1:]; fraction < len(rest) && '0' <= rest[fraction] && rest[fraction] <= '9'; fraction++ {
			if fraction < 9 {
				nanos = nanos*10 + int(rest[fraction]-'0')
			}
		}
		if fraction == 0 {
			return time.Time{}, 0, false
		}
		rest = rest[fraction:]
		fraction = min(fraction, 9)
		for i := fraction; i < 9; i++ {
			nanos *= 10
		}
	}
	offset, ok := parseOffset(rest)
	if !ok {
		return time.Time{}, 0, false
	}
	t = time.Date(year, time.Month(month), day, hour, minute, second, nanos, time.UTC)
	return t.Add(-offset), fraction, true
}

func parseOffset(s []byte) (time.Duration, bool) {
	if len(s) == 1 && s[0] == 'Z' {
		return 0, true
	}
	if len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':' {
		return 0, false
	}
	hour, minute := digits(s[1:3]), digits(s[4:])
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return 0, false
	}
	offset := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	if s[0] == '-' {
		offset = -offset
	}
	return offset, true
}

// AppendTime appends t in UTC as an RFC 3339 string with the given number of digits in the fraction.
func AppendTime(b []byte, t time.Time, fraction int) []byte {
	t = t.UTC()
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	b = append(b, '"')
	b = appendDigits(b, year, 4)
	b = append(b, '-')
	b = appendDigits(b, int(month), 2)
	b = append(b, '-')
	b = appendDigits(b, day, 2)
	b = append(b, 'T')
	b = appendDigits(b, hour, 2)
	b = append(b, ':')
	b = appendDigits(b, minute, 2)
	b = append(b, ':')
	b = appendDigits(b, second, 2)
	if fraction = min(max(fraction, 0), 9); fraction > 0 {
		nanos := t.Nanosecond()
		for i := fraction; i < 9; i++ {
			nanos /= 10
		}
		b = append(b, '.')
		b = appendDigits(b, nanos, fraction)
	}
	return append(b, 'Z', '"')
}

// appendDigits appends the last width decimal digits of n.
func appendDigits(b []byte, n, width int) []byte {
	var zeros = [...]byte{'0', '0', '0', '0', '0', '0', '0', '0', '0'}
	b = append(b, zeros[:width]...)
	for i := len(b) - 1; n > 0 && width > 0; i, width = i-1, width-1 {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return b
}
