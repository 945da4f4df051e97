package wire

import (
	"bytes"
	"encoding/json"
	"unicode/utf16"
	"unicode/utf8"
)

// scanString reads the string at hand, whose opening quote is the current byte, and returns its text. The text
// is valid until the next call.
func (d *Decoder) scanString() []byte {
	d.nul = false
	d.pos++
	from := d.pos
	i := from + plainBytes(d.data[from:])
	if i < len(d.data) && d.data[i] == '"' {
		d.pos = i + 1
		return d.data[from:i]
	}
	return d.scanHardString(from, i)
}

// scanHardString goes on at i, the first byte of a string that is not plain.
func (d *Decoder) scanHardString(from, i int) []byte {
	text := d.scratch[:0]
	escaped := false
	copied := from // data before it is in text, if escaped
	for i < len(d.data) {
		c := d.data[i]
		switch {
		case plain[c]:
			i++
		case c == '"':
			d.pos = i + 1
			if !escaped {
				return d.data[from:i]
			}
			text = append(text, d.data[copied:i]...)
			d.scratch = text
			return text
		case c == '\\':
			escaped = true
			text = append(text, d.data[copied:i]...)
			var n int
			if text, n = d.unescape(text, i); n == 0 {
				return nil
			}
			i += n
			copied = i
		case c < ' ':
			d.pos = i
			d.fail("control character in a string")
			return nil
		default:
			r, n := utf8.DecodeRune(d.data[i:])
			if r == utf8.RuneError && n == 1 {
				d.pos = i
				d.fail("invalid UTF-8")
				return nil
			}
			i += n
		}
	}
	d.pos = i
	d.fail("unexpected end of a string")
	return nil
}

// unescape appends the character that the escape at i stands for and returns the escape's length, 0 if it is
// none.
func (d *Decoder) unescape(text []byte, i int) ([]byte, int) {
	d.pos = i
	if i+1 >= len(d.data) {
		d.fail("unexpected end of a string")
		return text, 0
	}
	switch c := d.data[i+1]; c {
	case '"', '\\', '/':
		return append(text, c), 2
	case 'b':
		return append(text, '\b'), 2
	case 'f':
		return append(text, '\f'), 2
	case 'n':
		return append(text, '\n'), 2
	case 'r':
		return append(text, '\r'), 2
	case 't':
		return append(text, '\t'), 2
	case 'u':
		r := d.hex4(i + 2)
		switch {
		case r < 0:
			d.fail("invalid escape")
			return text, 0
		case r == 0:
			d.nul = true
		case utf16.IsSurrogate(r):
			low := rune(-1)
			if i+7 < len(d.data) && d.data[i+6] == '\\' && d.data[i+7] == 'u' {
				low = d.hex4(i + 8)
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
				d.fail("lone surrogate")
				return text, 0
			}
			return utf8.AppendRune(text, r), 12
		}
		return utf8.AppendRune(text, r), 6
	}
	d.fail("invalid escape")
	return text, 0
}

// hex4 reads four hexadecimal digits at i, -1 if there are none.
func (d *Decoder) hex4(i int) rune {
	if i+4 > len(d.data) {
		return -1
	}
	var r rune
	for _, c := range d.data[i : i+4] {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return -1
		}
		r = r<<4 | rune(c)
	}
	return r
}

// scanNumber reads the number at hand; whole is false if it has a fraction or an exponent.
func (d *Decoder) scanNumber() (text []byte, whole bool) {
	from, i := d.pos, d.pos
	digits := func() bool {
		at := i
		for i < len(d.data) && '0' <= d.data[i] && d.data[i] <= '9' {
			i++
		}
		return i > at
	}
	if i < len(d.data) && d.data[i] == '-' {
		i++
	}
	if i < len(d.data) && d.data[i] == '0' {
		i++
	} else if !digits() {
		d.fail("invalid number")
		return nil, false
	}
	whole = true
	if i < len(d.data) && d.data[i] == '.' {
		whole = false
		i++
		if !digits() {
			d.fail("invalid number")
			return nil, false
		}
	}
	if i < len(d.data) && (d.data[i] == 'e' || d.data[i] == 'E') {
		whole = false
		i++
		if i < len(d.data) && (d.data[i] == '+' || d.data[i] == '-') {
			i++
		}
		if !digits() {
			d.fail("invalid number")
			return nil, false
		}
	}
	d.pos = i
	return d.data[from:i], whole
}

// skip reads any value and checks all of it.
func (d *Decoder) skip() {
	switch c := d.peek(); {
	case c == '"':
		if d.scanString(); d.nul && d.strict {
			d.invalid(noNUL)
		}
	case c == '{':
		if !d.enter() {
			return
		}
		var keys KeySet
		for {
			key, ok := d.NextKey()
			if !ok {
				return
			}
			if d.nul && d.strict {
				d.invalid(noNUL)
			}
			keys.first(d, key)
			d.skip()
		}
	case c == '[':
		if !d.BeginArray() {
			return
		}
		for d.NextElement() {
			d.skip()
		}
	case c == 't':
		d.literal("true")
	case c == 'f':
		d.literal("false")
	case c == 'n':
		d.literal("null")
	case c == '-' || '0' <= c && c <= '9':
		d.scanNumber()
	case c == 0 && d.pos >= len(d.data):
		d.fail("unexpected end")
	default:
		d.fail("unexpected character")
	}
}

// noNUL is why a string with a NUL character is refused: no text column of any database takes one.
const noNUL = "must not contain a NUL character"

// Raw reads any value and returns a compact copy of it.
func (d *Decoder) Raw() json.RawMessage {
	d.space()
	from := d.pos
	d.skip()
	if d.err != nil {
		return nil
	}
	raw := d.data[from:d.pos]
	if bytes.ContainsAny(raw, " \n\t\r") {
		var b bytes.Buffer
		if json.Compact(&b, raw) == nil {
			return b.Bytes()
		}
	}
	return bytes.Clone(raw)
}

// RawObject reads an object without a schema of its own.
func (d *Decoder) RawObject() json.RawMessage {
	if c := d.peek(); c == '{' || c == 'n' && !d.strict {
		return d.Raw()
	}
	d.wrongType("an object")
	return nil
}

// KeySet remembers the unknown keys of one object.
type KeySet struct {
	few  [][]byte
	many map[string]struct{}
}

const fewKeys = 8

func (s *KeySet) first(d *Decoder, key []byte) {
	if s.many != nil {
		if _, ok := s.many[string(key)]; ok {
			d.duplicate()
		}
		s.many[string(key)] = struct{}{}
		return
	}
	for _, k := range s.few {
		if bytes.Equal(k, key) {
			d.duplicate()
			return
		}
	}
	s.few = append(s.few, bytes.Clone(key))
	if len(s.few) > fewKeys {
		s.many = make(map[string]struct{}, 2*fewKeys)
		for _, k := range s.few {
			s.many[string(k)] = struct{}{}
		}
		s.few = nil
	}
}

// Unknown skips the member of a key that the schema does not have.
func (d *Decoder) Unknown(keys *KeySet, key []byte) {
	if d.strict && d.err == nil {
		d.problems.Unknown = add(d.problems.Unknown, d.Path())
	}
	keys.first(d, key)
	d.skip()
}

// Extra keeps the member of a key that the schema does not have in extra.
func (d *Decoder) Extra(extra *map[string]json.RawMessage, key []byte) {
	if _, ok := (*extra)[string(key)]; ok {
		d.duplicate()
		return
	}
	if d.strict && d.err == nil {
		d.problems.Unknown = add(d.problems.Unknown, d.Path())
	}
	name := string(key)
	raw := d.Raw()
	if d.err != nil {
		return
	}
	if *extra == nil {
		*extra = make(map[string]json.RawMessage)
	}
	(*extra)[name] = raw
}

// NextName reads the next key of an object that becomes the map m.
func NextName[V any](d *Decoder, m map[string]V) (string, bool) {
	key, ok := d.NextKey()
	if !ok {
		return "", false
	}
	if _, ok := m[string(key)]; ok {
		d.duplicate()
		return "", false
	}
	return string(key), true
}
