package toile

import (
	"time"

	"toile/internal/wire"
)

// Timestamp is an instant in UTC together with the precision in which it is written: the API gives some times
// in seconds, some in microseconds and some in nanoseconds (facts api 1.5).
type Timestamp struct {
	time.Time
	digits int // of the fraction of a second
}

// Seconds returns t cut to seconds.
func Seconds(t time.Time) Timestamp { return Timestamp{t.UTC().Truncate(time.Second), 0} }

// Micros returns t cut to microseconds; they are always written.
func Micros(t time.Time) Timestamp { return Timestamp{t.UTC().Truncate(time.Microsecond), 6} }

// Nanos returns t in nanoseconds, all nine digits of them.
func Nanos(t time.Time) Timestamp { return Timestamp{t.UTC().Truncate(1), 9} }

// Equal reports whether t and u are the same instant, in whatever precision.
func (t Timestamp) Equal(u Timestamp) bool { return t.Time.Equal(u.Time) }

// String returns t as it is written in JSON.
func (t Timestamp) String() string {
	b := t.AppendJSON(nil)
	return string(b[1 : len(b)-1])
}

// AppendJSON appends t as an RFC 3339 string.
func (t *Timestamp) AppendJSON(b []byte) []byte { return wire.AppendTime(b, t.Time, t.digits) }

// DecodeJSON reads t from d.
func (t *Timestamp) DecodeJSON(d *wire.Decoder) { t.Time, t.digits = d.Time() }

// MarshalJSON implements json.Marshaler.
func (t Timestamp) MarshalJSON() ([]byte, error) { return t.AppendJSON(nil), nil }

// UnmarshalJSON implements json.Unmarshaler.
func (t *Timestamp) UnmarshalJSON(b []byte) error { return wire.Unmarshal(b, t) }
