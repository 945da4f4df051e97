package bank

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// texts reads an array of strings that are not empty.
func (o object) texts(key string) (list []string) {
	o.elements(key, func(path string, value any) {
		text := o.textOf(path, value)
		if strings.TrimSpace(text) == "" {
			o.fail(path, "must not be empty")
		}
		list = append(list, text)
	})
	return list
}

// text reads a string.
func (o object) text(key string) string {
	value, there := o.member(key)
	if !there {
		return ""
	}
	return o.textOf(o.at(key), value)
}

func (o object) textOf(path string, value any) string {
	text, ok := value.(string)
	switch {
	case !ok:
		o.fail(path, "must be a string")
	case strings.ContainsRune(text, 0):
		o.fail(path, "must not contain a NUL character")
	}
	return text
}

// label reads a string that may be written as a number, true or false.
func (o object) label(key string) string {
	switch value, _ := o.member(key); value := value.(type) {
	case json.Number:
		return value.String()
	case bool:
		return strconv.FormatBool(value)
	}
	return o.text(key)
}

// numeral reads a label that is empty or has a form.
func (o object) numeral(key string, form *regexp.Regexp, reason string) string {
	label := o.label(key)
	if label != "" && !form.MatchString(label) {
		o.refuse(key, reason)
	}
	return label
}

// word reads a string that is one of some.
func (o object) word(key string, words ...string) string {
	word := o.text(key)
	if _, there := o.member(key); there && !slices.Contains(words, word) {
		o.refuse(key, "must be one of "+strings.Join(words, ", "))
	}
	return word
}

// matching reads a string that has a form.
func (o object) matching(key string, form *regexp.Regexp, reason string) string {
	text := o.text(key)
	if _, there := o.member(key); there && !form.MatchString(text) {
		o.refuse(key, reason)
	}
	return text
}

// truth reads true or false; nil where it is not said.
func (o object) truth(key string) *bool {
	value, there := o.member(key)
	truth, ok := value.(bool)
	switch {
	case !there:
		return nil
	case !ok:
		o.refuse(key, "must be true or false")
	}
	return &truth
}

// is reads true or false; false where it is not said.
func (o object) is(key string) bool {
	truth := o.truth(key)
	return truth != nil && *truth
}

// number reads a number as it is given; nil where there is none.
func (o object) number(key string) *float64 {
	value, there := o.member(key)
	text, ok := value.(json.Number)
	if !there {
		return nil
	}
	if !ok {
		o.refuse(key, "must be a number")
		return nil
	}
	number, err := text.Float64()
	if err != nil || math.Abs(number) > maxUnits {
		o.refuse(key, fmt.Sprintf("must be a number from -%d to %[1]d", int64(maxUnits)))
		return nil
	}
	return &number
}

// money reads an amount.
func (o object) money(key string) *Money {
	number := o.number(key)
	if number == nil {
		return nil
	}
	m, err := ExactMoney(*number)
	if err != nil {
		o.refuse(key, err.Error())
	}
	return &m
}

// rounded reads an amount, to the nearest millionth: rates and costs come with as many decimals as
// a division gave them.
func (o object) rounded(key string) *Money {
	number := o.number(key)
	if number == nil {
		return nil
	}
	return new(MoneyOf(*number))
}

// price reads an amount that is not negative.
func (o object) price(key string) *Money {
	m := o.money(key)
	if m != nil && *m < 0 {
		o.refuse(key, "must not be negative")
	}
	return m
}

// size reads a number that is not negative, such as a rate or hours.
func (o object) size(key string) *float64 {
	number := o.number(key)
	if number != nil && *number < 0 {
		o.refuse(key, "must not be negative")
	}
	return number
}

// whole reads a whole number between two; nil where there is none.
func (o object) whole(key string, least, most int) *int {
	number := o.number(key)
	if number == nil {
		return nil
	}
	if *number != math.Trunc(*number) || *number < float64(least) || *number > float64(most) {
		o.refuse(key, fmt.Sprintf("must be a whole number from %d to %d", least, most))
		return nil
	}
	return new(int(*number))
}

// date reads a day of the calendar; nil where there is none.
func (o object) date(key string) *Date {
	text := o.text(key)
	if _, there := o.member(key); !there {
		return nil
	}
	d, err := ParseDate(text)
	if err != nil {
		o.refuse(key, "must be a date of the form YYYY-MM-DD")
	}
	return &d
}

// currency reads the code of a currency.
func (o object) currency(key string) string {
	code := o.text(key)
	if _, there := o.member(key); there && !isCurrency(code) {
		o.refuse(key, "must be a currency code of three capital letters, such as USD")
	}
	return code
}
