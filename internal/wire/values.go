package wire

import (
	"encoding/base64"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// NoLimit stands for a maximum that a schema does not set.
const NoLimit = -1

// String reads a string.
func (d *Decoder) String() string {
	text, ok := d.stringText()
	if !ok {
		return ""
	}
	return d.own(text)
}

// stringText reads a string as a view that is valid until the next call.
func (d *Decoder) stringText() ([]byte, bool) {
	if d.peek() != '"' {
		d.wrongType("a string")
		return nil, false
	}
	text := d.scanString()
	if d.err != nil {
		return nil, false
	}
	if d.nul && d.strict {
		d.invalid(noNUL)
		return nil, false
	}
	return text, true
}

// own returns the text of the string just read for keeps.
func (d *Decoder) own(text []byte) string {
	if d.text != "" && len(text) > 0 {
		// Without escapes the text ends at the closing quote, the byte before pos.
		if end := d.pos - 1; end >= len(text) && &d.data[end-len(text)] == &text[0] {
			return d.text[end-len(text) : end]
		}
	}
	return string(text)
}

// StringLen reads a string of min to max characters.
func (d *Decoder) StringLen(min, max int) string {
	text, ok := d.stringText()
	if !ok {
		return ""
	}
	if d.strict {
		d.checkLen(utf8.RuneCount(text), min, max)
	}
	return d.own(text)
}

func (d *Decoder) checkLen(n, min, max int) {
	switch {
	case n < min && min == 1:
		d.invalid("must be a non-empty string")
	case n < min:
		d.invalid("must have at least " + strconv.Itoa(min) + " characters")
	case max != NoLimit && n > max:
		d.invalid("must have at most " + strconv.Itoa(max) + " characters")
	}
}

// StringIn reads a string that is one of values.
func (d *Decoder) StringIn(values []string) string {
	text, ok := d.stringText()
	if !ok {
		return ""
	}
	for _, v := range values {
		if v == string(text) {
			return v
		}
	}
	if d.strict {
		d.invalid(oneOf(values))
	}
	return d.own(text)
}

// maxListed bounds the values that a message lists.
const maxListed = 60

func oneOf(values []string) string {
	if len(values) > maxListed {
		return "is not a supported value"
	}
	return "must be one of the following: " + strings.Join(values, ", ")
}

// StringMatch reads a string that a regular expression matches.
func (d *Decoder) StringMatch(pattern string) string {
	text, ok := d.stringText()
	if !ok {
		return ""
	}
	if d.strict && !compiled(pattern).Match(text) {
		d.invalid("must match " + pattern)
	}
	return d.own(text)
}

// patterns holds the compiled patterns of the schemas, of which there are a handful.
var patterns sync.Map

func compiled(pattern string) *regexp.Regexp {
	if re, ok := patterns.Load(pattern); ok {
		return re.(*regexp.Regexp)
	}
	re := regexp.MustCompile(pattern)
	patterns.Store(pattern, re)
	return re
}

// Date reads a string of the form YYYY-MM-DD.
func (d *Decoder) Date() string {
	text, ok := d.stringText()
	if !ok {
		return ""
	}
	if d.strict && !isDate(text) {
		d.invalid("must be a date in the form YYYY-MM-DD")
	}
	return d.own(text)
}

// Time reads an RFC 3339 date and time and returns it in UTC with the number of digits of its fraction.
func (d *Decoder) Time() (t time.Time, digits int) {
	text, ok := d.stringText()
	if !ok {
		return time.Time{}, 0
	}
	t, digits, ok = parseTime(text)
	if !ok {
		d.invalid("must be a date and time in the form YYYY-MM-DDThh:mm:ssZ")
	}
	return t, digits
}

// Base64 reads bytes that stand in a string, empty ones as such.
func (d *Decoder) Base64() []byte {
	text, ok := d.stringText()
	if !ok {
		return nil
	}
	content := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, err := base64.StdEncoding.Decode(content, text)
	if err != nil {
		d.invalid("must be base64")
	}
	return content[:n]
}

// Int reads an integer.
func (d *Decoder) Int() int {
	n, _ := d.int()
	return n
}

// IntRange reads an integer between min and max.
func (d *Decoder) IntRange(min, max int) int {
	n, ok := d.int()
	if ok && d.strict {
		switch {
		case n < min:
			d.invalid("must be at least " + strconv.Itoa(min))
		case n > max:
			d.invalid("must be at most " + strconv.Itoa(max))
		}
	}
	return n
}

func (d *Decoder) int() (int, bool) {
	c := d.peek()
	if c != '-' && (c < '0' || '9' < c) {
		d.wrongType("an integer")
		return 0, false
	}
	text, whole := d.scanNumber()
	if d.err != nil {
		return 0, false
	}
	if whole {
		if n, err := strconv.Atoi(string(text)); err == nil {
			return n, true
		}
	}
	d.invalid("must be an integer")
	return 0, false
}

// Float reads a number.
func (d *Decoder) Float() float64 {
	f, _ := d.float()
	return f
}

// FloatRange reads a number between min and max.
func (d *Decoder) FloatRange(min, max float64) float64 {
	f, ok := d.float()
	if ok && d.strict {
		switch {
		case f < min:
			d.invalid("must be at least " + strconv.FormatFloat(min, 'g', -1, 64))
		case f > max:
			d.invalid("must be at most " + strconv.FormatFloat(max, 'g', -1, 64))
		}
	}
	return f
}

func (d *Decoder) float() (float64, bool) {
	c := d.peek()
	if c != '-' && (c < '0' || '9' < c) {
		d.wrongType("a number")
		return 0, false
	}
	text, _ := d.scanNumber()
	if d.err != nil {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		d.invalid("is out of range")
		return 0, false
	}
	return f, true
}

// Bool reads a boolean.
func (d *Decoder) Bool() bool {
	switch d.peek() {
	case 't':
		d.literal("true")
		return d.err == nil
	case 'f':
		d.literal("false")
		return false
	}
	d.wrongType("a boolean")
	return false
}

// Items checks the length of the array just read.
func (d *Decoder) Items(n, min, max int) {
	if !d.strict || d.err != nil {
		return
	}
	switch {
	case n < min && min == 1:
		d.invalid("must be a non-empty array")
	case n < min:
		d.invalid("must have at least " + strconv.Itoa(min) + " items")
	case max != NoLimit && n > max:
		d.invalid("must have at most " + strconv.Itoa(max) + " items")
	}
}

// Properties checks the number of members of the map just read.
func (d *Decoder) Properties(n, max int) {
	if d.strict && d.err == nil && n > max {
		d.invalid("must have at most " + strconv.Itoa(max) + " properties")
	}
}

// Unique checks that the items of the array just read differ.
func Unique[T comparable](d *Decoder, items []T) {
	if !d.strict || d.err != nil {
		return
	}
	seen := make(map[T]struct{}, len(items))
	for _, v := range items {
		if _, ok := seen[v]; ok {
			d.invalid("must have unique items")
			return
		}
		seen[v] = struct{}{}
	}
}
