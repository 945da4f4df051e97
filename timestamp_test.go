package toile_test

import (
	"encoding/json"
	"testing"
	"time"

	"toile"
)

func TestTimestampPrecision(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 22, 1, 2, 3, 456789012, time.FixedZone("", 3600))
	for _, c := range []struct {
		got  toile.Timestamp
		want string
	}{
		{toile.Seconds(at), "2026-11-22T00:02:03Z"},
		{toile.Micros(at), "2026-11-22T00:02:03.456789Z"},
		{toile.Nanos(at), "2026-11-22T00:02:03.456789012Z"},
		{toile.Micros(at.Truncate(time.Second)), "2026-11-22T00:02:03.000000Z"},
		{toile.Timestamp{}, "0001-01-01T00:00:00Z"},
	} {
		if c.got.String() != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
	if !toile.Nanos(at).Equal(toile.Timestamp{Time: at}) {
		t.Error("one instant is not equal to itself in another precision")
	}
}

// What is read is written again in the same precision, in UTC.
func TestTimestampText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2026-01-02T03:04:05Z":                "2026-01-02T03:04:05Z",
		"2026-01-02T03:04:05.1Z":              "2026-01-02T03:04:05.1Z",
		"2026-01-02T03:04:05.123000Z":         "2026-01-02T03:04:05.123000Z",
		"2026-01-02T03:04:05.123456789123Z":   "2026-01-02T03:04:05.123456789Z",
		"2024-02-29T23:59:59-00:30":           "2024-03-01T00:29:59Z",
		"2026-01-02T03:04:05.000000001+05:30": "2026-01-01T21:34:05.000000001Z",
	} {
		var ts toile.Timestamp
		if err := json.Unmarshal([]byte(`"`+in+`"`), &ts); err != nil || ts.String() != want {
			t.Errorf("%s becomes %s (%v), want %s", in, ts, err, want)
		}
		std, err := time.Parse(time.RFC3339Nano, in)
		if err != nil || !std.Equal(ts.Time) {
			t.Errorf("%s: package time reads %s (%v)", in, std, err)
		}
	}
	for _, in := range []string{
		"", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02 03:04:05Z", "2026-01-02T3:04:05Z", "2026-01-02T03:04:05,5Z",
		"2026-01-02T03:04:05.Z", "2026-01-02T24:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-02T03:04:05z",
		"2026-01-02T03:04:05+0100", "2026-01-02T03:04:05+24:00", "2026-01-02T03:04:60Z", "2026-01-02T03:04:05ZZ", "2026-00-02T03:04:05Z",
	} {
		var ts toile.Timestamp
		if err := json.Unmarshal([]byte(`"`+in+`"`), &ts); err == nil {
			t.Errorf("%q is taken as %s", in, ts)
		}
	}
}
