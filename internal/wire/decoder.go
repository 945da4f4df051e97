package wire

import (
	"bytes"
	"errors"
	"strconv"
	"sync"
	"unicode/utf8"
)

// Decoder reads one JSON value. Get one from NewDecoder or NewStrictDecoder, call Finish when the value is
// read and Release when nothing of it is needed any more. After an error every method returns at once with a
// zero value, so that only Finish needs a look.
type Decoder struct {
	data    []byte
	text    string // lenient only: a copy of data that the decoded strings share
	pos     int
	strict  bool
	first   bool // the next key or element is the first of its object or array
	nul     bool // the string read last holds a NUL character
	depth   int
	path    [MaxDepth + 1]step
	scratch []byte // unescaped text of the string read last

	problems Problems
	err      error
}

// step is one level of the path: a key, as its place in data, or an index.
type step struct {
	from, to int // data[from:to] is the key between its quotes; from < 0 for an index, which is in to
}

var decoders = sync.Pool{New: func() any { return new(Decoder) }}

// NewDecoder returns a lenient decoder.
func NewDecoder(data []byte) *Decoder {
	d := decoders.Get().(*Decoder)
	d.data = data
	// Strings of a response share one copy of the body: one allocation instead of one for each string. A
	// server keeps single strings of a request for long, so strict decoders copy each of them.
	d.text = string(data)
	return d
}

// NewStrictDecoder returns a decoder that collects Problems.
func NewStrictDecoder(data []byte) *Decoder {
	d := decoders.Get().(*Decoder)
	d.data, d.strict = data, true
	return d
}

// Release gives the decoder back for reuse.
func (d *Decoder) Release() {
	d.data, d.text, d.pos, d.strict, d.first, d.nul, d.depth = nil, "", 0, false, false, false, 0
	d.problems, d.err = Problems{}, nil
	if cap(d.scratch) > maxScratch {
		d.scratch = nil
	}
	decoders.Put(d)
}

// maxScratch bounds what a decoder at rest holds on to.
const maxScratch = 4 << 10

// Finish reports the first error, after a look at what follows the value.
func (d *Decoder) Finish() error {
	if d.err == nil {
		if d.space(); d.pos < len(d.data) {
			d.fail("data after the value")
		}
	}
	return d.err
}

// Problems returns what a strict decoder has collected so far.
func (d *Decoder) Problems() Problems { return d.problems }

// fail makes err a SyntaxError at the current position and moves to the end, where every loop stops.
func (d *Decoder) fail(reason string) {
	if d.err == nil {
		d.err = &SyntaxError{Offset: d.pos, Reason: reason}
	}
	d.pos = len(d.data)
}

// invalid reports a value that the schema forbids: a problem when strict, an error otherwise.
func (d *Decoder) invalid(reason string) {
	if d.err != nil {
		return
	}
	if !d.strict {
		d.err = &TypeError{Path: d.Path(), Reason: reason}
		d.pos = len(d.data)
		return
	}
	path := d.Path()
	if path == "" {
		path = "body"
	}
	d.problems.Invalid = add(d.problems.Invalid, path+" "+reason)
}

// wrongType skips the value at hand and reports that it should have been another.
func (d *Decoder) wrongType(want string) {
	null := d.peek() == 'n'
	d.skip()
	if null && !d.strict {
		return
	}
	d.invalid("must be " + want)
}

// space skips white space.
func (d *Decoder) space() {
	for d.pos < len(d.data) {
		switch d.data[d.pos] {
		case ' ', '\n', '\t', '\r':
			d.pos++
		default:
			return
		}
	}
}

// peek returns the first byte of the next token, 0 at the end.
func (d *Decoder) peek() byte {
	if d.pos < len(d.data) && d.data[d.pos] > ' ' {
		return d.data[d.pos]
	}
	d.space()
	if d.pos < len(d.data) {
		return d.data[d.pos]
	}
	return 0
}

// Null reads null if that is the next value.
func (d *Decoder) Null() bool {
	if d.peek() != 'n' {
		return false
	}
	d.literal("null")
	return true
}

func (d *Decoder) nullIsEmptyObject() {
	if d.peek() == 'n' && string(bytes.Trim(d.data, " \n\t\r")) == "null" {
		d.data, d.pos = []byte("{}"), 0
	}
}

func (d *Decoder) literal(word string) {
	if len(d.data)-d.pos < len(word) || string(d.data[d.pos:d.pos+len(word)]) != word {
		d.fail("unknown literal")
		return
	}
	d.pos += len(word)
}

// enter goes one level down; the byte at hand is the opening bracket.
func (d *Decoder) enter() bool {
	if d.depth >= MaxDepth {
		d.fail("nested too deeply")
		return false
	}
	d.pos++
	d.depth++
	d.first = true
	return true
}

func (d *Decoder) leave() {
	d.pos++
	d.depth--
	d.first = false
}

// separator moves to the next key or element and reports whether there is one before the closing bracket.
func (d *Decoder) separator(closing byte) bool {
	c := d.peek()
	if c == closing {
		d.leave()
		return false
	}
	if d.first {
		d.first = false
		if c == 0 {
			d.fail("unexpected end")
			return false
		}
		return true
	}
	if c != ',' {
		if c == 0 {
			d.fail("unexpected end")
		} else {
			d.fail("expected a comma or a closing bracket")
		}
		return false
	}
	d.pos++
	if d.peek() == closing {
		d.fail("comma before a closing bracket")
		return false
	}
	return true
}

// BeginObject enters an object. If the value is none, that is reported, the value is skipped and the answer
// is false.
func (d *Decoder) BeginObject() bool {
	if d.peek() == '{' {
		return d.enter()
	}
	d.wrongType("an object")
	return false
}

// NextKey reads the next key of an object and the colon after it. The key is valid until the next call of
// any method. It leaves the object and returns false when there is no key left.
func (d *Decoder) NextKey() ([]byte, bool) {
	if !d.separator('}') {
		return nil, false
	}
	if d.peek() != '"' {
		d.fail("expected a key")
		return nil, false
	}
	from := d.pos + 1
	key := d.scanString()
	d.path[d.depth] = step{from, d.pos - 1}
	if d.peek() != ':' {
		d.fail("expected a colon")
		return nil, false
	}
	d.pos++
	return key, true
}

// BeginArray enters an array, as BeginObject does an object.
func (d *Decoder) BeginArray() bool {
	if d.peek() == '[' {
		if !d.enter() {
			return false
		}
		d.path[d.depth] = step{-1, -1}
		return true
	}
	d.wrongType("an array")
	return false
}

// NextElement moves to the next element of an array. It leaves the array and returns false when there is none.
func (d *Decoder) NextElement() bool {
	if !d.separator(']') {
		return false
	}
	d.path[d.depth].to++
	return true
}

// First marks bit in seen, the keys met so far, and reports whether it was clear. A key that comes twice is an
// error: two parsers could disagree about such a text.
func (d *Decoder) First(seen *uint64, bit uint) bool {
	if *seen&(1<<bit) != 0 {
		d.duplicate()
		return false
	}
	*seen |= 1 << bit
	return d.err == nil
}

func (d *Decoder) duplicate() { d.fail("duplicate key " + strconv.Quote(d.Path())) }

// Strict reports whether the decoder collects problems.
func (d *Decoder) Strict() bool { return d.strict }

// Missing reports that the object just read lacks a required key.
func (d *Decoder) Missing(key string) {
	if d.err != nil {
		return
	}
	if path := d.Path(); path != "" {
		key = path + "." + key
	}
	d.problems.Missing = add(d.problems.Missing, key)
}

// maxPathKey bounds what a path shows of a key, which may be as long as the body.
const maxPathKey = 64

// Path returns the dotted path of the value at hand: user.address.city, country_codes[0].
func (d *Decoder) Path() string {
	var b []byte
	for _, s := range d.path[1 : d.depth+1] {
		if s.from < 0 {
			b = append(b, '[')
			b = strconv.AppendInt(b, int64(s.to), 10)
			b = append(b, ']')
			continue
		}
		if len(b) > 0 {
			b = append(b, '.')
		}
		key := d.keyText(s)
		if len(key) > maxPathKey {
			key = key[:maxPathKey]
			for !utf8.ValidString(key) {
				key = key[:len(key)-1]
			}
			key += "…"
		}
		b = append(b, key...)
	}
	return string(b)
}

func (d *Decoder) keyText(s step) string {
	raw := d.data[s.from:s.to]
	k := Decoder{data: d.data, pos: s.from - 1}
	if text := k.scanString(); k.err == nil {
		return string(text)
	}
	return string(raw)
}

// ErrNotJSON matches every SyntaxError.
var ErrNotJSON = errors.New("not JSON")

// Is makes errors.Is(err, ErrNotJSON) true.
func (e *SyntaxError) Is(target error) bool { return target == ErrNotJSON }
