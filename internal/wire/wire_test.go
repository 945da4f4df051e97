package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"toile/internal/wire"
)

// raw is any JSON value.
type raw json.RawMessage

func (r *raw) DecodeJSON(d *wire.Decoder) { *r = raw(d.Raw()) }

// FuzzRaw holds the scanner against encoding/json: both take the same texts, but for what encoding/json lets
// pass and this package does not, and both make the same of them.
func FuzzRaw(f *testing.F) {
	for _, s := range []string{
		`{"a":[1,-0.5e+3,true,false,null,"x\u00e9\ud83d\ude00\n"],"b":{}}`, ` [ ] `, `"\ud800"`, `{"a":1,"a":2}`, `01`, `1.`, `-`, `"` + "\xff" + `"`, "\x00",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var got raw
		err := wire.Unmarshal(text, &got)
		if valid := json.Valid(text); !valid {
			if !errors.Is(err, wire.ErrNotJSON) {
				t.Fatalf("%q is taken, or its error is %v", text, err)
			}
			return
		}
		if err != nil {
			why := err.Error()
			switch {
			case !utf8.Valid(text) && strings.HasSuffix(why, "invalid UTF-8"):
			case strings.HasSuffix(why, "lone surrogate"), strings.Contains(why, "duplicate key"), strings.HasSuffix(why, "nested too deeply"):
			default:
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		var want bytes.Buffer
		if err := json.Compact(&want, text); err != nil || !bytes.Equal(want.Bytes(), got) {
			t.Fatalf("%q becomes %q, want %q", text, got, want.Bytes())
		}
	})
}

// text is a string.
type text string

func (s *text) DecodeJSON(d *wire.Decoder) { *s = text(d.String()) }

// FuzzString holds both directions of strings against encoding/json.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "plain", "é", "\x00\x1f\"\\/\u2028<&>", "\xff\xfe", "\xed\xa0\x80", "😀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		encoded := wire.AppendString(nil, s)
		var std string
		if err := json.Unmarshal(encoded, &std); err != nil {
			t.Fatalf("%q becomes %q: %v", s, encoded, err)
		}
		if want := string([]rune(s)); std != want {
			t.Fatalf("%q becomes %q, which encoding/json reads as %q", s, encoded, std)
		}
		theirs, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var ours text
		if err := wire.Unmarshal(theirs, &ours); err != nil || string(ours) != std {
			t.Fatalf("%q is read as %q, %v", theirs, ours, err)
		}
	})
}

func TestStringsOfResponsesShareTheBody(t *testing.T) {
	var s text
	body := []byte(`  "a string of some length"  `)
	if n := testing.AllocsPerRun(100, func() {
		if err := wire.Unmarshal(body, &s); err != nil || s != "a string of some length" {
			t.Fatal(s, err)
		}
	}); n > 1 {
		t.Errorf("%v allocations, want the one of the body", n)
	}
	body[3] = 'X'
	if s != "a string of some length" {
		t.Error("the string changes with the buffer that it was read from")
	}
}

func TestAppendFloat(t *testing.T) {
	t.Parallel()
	for f, want := range map[float64]string{
		0: "0", 90: "90", -1.5: "-1.5", 1234567.89: "1234567.89", 1e20: "100000000000000000000", 1e21: "1e+21", 1e-7: "1e-07",
		math.Inf(1): "null", math.NaN(): "null",
	} {
		if got := string(wire.AppendFloat(nil, f)); got != want {
			t.Errorf("%v becomes %s, want %s", f, got, want)
		}
	}
}

// day is a string that a strict reader takes for a date only.
type day string

func (s *day) DecodeJSON(d *wire.Decoder) { *s = day(d.Date()) }

func TestDates(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"2024-02-29": true, "2026-02-29": false, "2026-1-01": false, "2026-01-00": false, "2026-13-01": false, "20260101": false, "": false,
		"2026-01-01T": false, "2026-01-0x": false, "0000-01-01": true,
	} {
		var got day
		problems, err := wire.UnmarshalStrict([]byte(`"`+s+`"`), &got)
		if err != nil || string(got) != s || problems.Empty() != want {
			t.Errorf("%q is read as %q with %+v (%v)", s, got, problems, err)
		}
	}
}

// Strings are scanned eight bytes at a time; no byte may hide at any place.
func TestEveryByteAtEveryPlace(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 17; n++ {
		for at := range n {
			for c := range 256 {
				b := bytes.Repeat([]byte("a"), n)
				b[at] = byte(c)
				encoded := wire.AppendString(nil, string(b))
				var std string
				if err := json.Unmarshal(encoded, &std); err != nil || std != string([]rune(string(b))) {
					t.Fatalf("%q becomes %q, %v", b, encoded, err)
				}
				bare := append(append([]byte{'"'}, b...), '"')
				var ours text
				if err := wire.Unmarshal(bare, &ours); (err == nil) != (json.Valid(bare) && utf8.Valid(bare)) {
					t.Fatalf("%q: %v", bare, err)
				}
			}
		}
	}
}
