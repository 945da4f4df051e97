package document

import (
	"math"
	"strconv"
	"strings"
	"time"

	"toile/internal/bank"
)

// slot is one place of a document for a value: the label in front of it, what the API calls it, and
// the value that is written there or read into it. Writing, reading and the seal all go by the same
// slots, so that they cannot disagree.
type slot struct {
	label string
	name  string // as facts api 3.9 has it
	width int    // in twelfths of the page
	right bool   // aligned so
	text  func() string
	take  func(text string) bool // reports whether the text is what it should be
}

// shown gives the value as it stands in a box of so many twelfths: one that would fill the page is
// cut.
func (s slot) shown(width int) string {
	const most = 100 // characters in a twelfth: up to 25 lines of the widest
	text := s.text()
	if len(text) <= most {
		return text
	}
	if runes := []rune(text); len(runes) > most*width {
		return string(runes[:most*width-1]) + "…"
	}
	return text
}

// word is a slot for text.
func word(label, name string, width int, value *string) slot {
	return slot{label, name, width, false, func() string { return *value }, func(text string) bool {
		*value = text
		return true
	}}
}

// sum is a slot for an amount, nil where nothing is said.
func sum(label, name string, width int, value **bank.Money) slot {
	return optional(label, name, width, value, amount, amountOf)
}

// size is a slot for a number that is no amount, such as hours.
func size(label, name string, width int, value **float64) slot {
	return optional(label, name, width, value, func(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }, func(text string) (float64, bool) {
		n, err := strconv.ParseFloat(text, 64)
		return n, err == nil && !math.IsInf(n, 0) && !math.IsNaN(n)
	})
}

func optional[T any](label, name string, width int, value **T, write func(T) string, read func(string) (T, bool)) slot {
	return slot{label, name, width, true, func() string {
		if *value == nil {
			return ""
		}
		return write(**value)
	}, func(text string) bool {
		if *value = nil; text == "" {
			return true
		}
		one, ok := read(text)
		if ok {
			*value = &one
		}
		return ok
	}}
}

// paperDate is how documents write a day.
const paperDate = "01/02/2006"

// day is a slot for a day, zero where nothing is said.
func day(label, name string, width int, value *bank.Date) slot {
	return dayAs(paperDate, label, name, width, value)
}

// dayAs is one that is written in a form of its own.
func dayAs(form, label, name string, width int, value *bank.Date) slot {
	return slot{label, name, width, false, func() string {
		if *value == 0 {
			return ""
		}
		return value.Time().Format(form)
	}, func(text string) bool {
		if *value = 0; text == "" {
			return true
		}
		read, ok := dayOf(form, text)
		*value = read
		return ok
	}}
}

// dayOf reads a day, zero where it is none.
func dayOf(form, text string) (bank.Date, bool) {
	t, err := time.Parse(form, text)
	if err != nil {
		return 0, false
	}
	return bank.DateOf(t), true
}

// number is a slot for the number of a document, zero where it has none.
func number(label, name string, width int, value *int64) slot {
	return slot{label, name, width, false, func() string {
		if *value == 0 {
			return ""
		}
		return strconv.FormatInt(*value, 10)
	}, func(text string) bool {
		n, err := strconv.ParseInt(text, 10, 64)
		if *value = n; err != nil {
			*value = 0
		}
		return err == nil || text == ""
	}}
}

// amountOf reads an amount as documents write it: 1,234.50 or -0.0125.
func amountOf(text string) (bank.Money, bool) {
	digits, negative := strings.CutPrefix(strings.ReplaceAll(text, ",", ""), "-")
	whole, part, _ := strings.Cut(digits, ".")
	if whole == "" || len(whole) > 13 || len(part) > 6 || strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	units, err := strconv.ParseInt(whole+part+strings.Repeat("0", 6-len(part)), 10, 64)
	if negative {
		units = -units
	}
	return bank.Money(units), err == nil
}
