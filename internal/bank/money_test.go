package bank_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"toile/internal/bank"
)

func TestExactMoney(t *testing.T) {
	t.Parallel()
	for units, want := range map[float64]string{
		0: "0.00", math.Copysign(0, -1): "0.00", 110: "110.00", 2078.5: "2078.50", -4.22: "-4.22", 23631.9805: "23631.9805", 0.000001: "0.000001",
		-0.1: "-0.10", 1e3: "1000.00", 12.5e-1: "1.25", 0.30000000000000004: "", 0.0000001: "", 1_000_000_000.01: "", 1e300: "",
		math.Inf(1): "", math.Inf(-1): "", math.NaN(): "",
	} {
		got, err := bank.ExactMoney(units)
		if (err == nil) != (want != "") || err == nil && got.String() != want {
			t.Errorf("%v is %v (%v), want %q", units, got, err, want)
		}
	}
}

func TestRounding(t *testing.T) {
	t.Parallel()
	for from, want := range map[float64]string{
		0.005: "0.01", -0.005: "-0.01", 0.004999: "0.00", -0.004999: "0.00", 1.994999: "1.99", 1.995: "2.00", 7_000_000_000.125: "7000000000.13",
	} {
		if got := bank.MoneyOf(from).Cents().String(); got != want {
			t.Errorf("%v is %s, want %s", from, got, want)
		}
	}
}

// TestEndsOfMoney takes the amounts at the ends of what an int64 holds.
func TestEndsOfMoney(t *testing.T) {
	t.Parallel()
	for m, want := range map[bank.Money][3]string{
		math.MinInt64:     {"-9223372036854.775808", "-9223372036854.77", "9223372036854.775807"},
		math.MinInt64 + 1: {"-9223372036854.775807", "-9223372036854.77", "9223372036854.775807"},
		math.MaxInt64:     {"9223372036854.775807", "9223372036854.77", "9223372036854.775807"},
	} {
		if got := [3]string{m.String(), m.Cents().String(), m.Abs().String()}; got != want {
			t.Errorf("%d is %v, want %v", int64(m), got, want)
		}
	}
}

// TestMoneyIsExact holds that every amount of hundredths comes back from the wire as it went, and
// that its text is the amount.
func TestMoneyIsExact(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		m := bank.Cents(r.Int64N(2e11) - 1e11)
		if r.IntN(2) == 0 {
			m = bank.Money(r.Int64N(2e12) - 1e12)
		}
		wire, err := json.Marshal(m.Float())
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{string(wire), m.String()} {
			units, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			if back, err := bank.ExactMoney(units); err != nil || back != m {
				t.Fatalf("%d went as %s and came back as %d (%v)", m, text, back, err)
			}
		}
		if whole := bank.Cents(int64(m.Cents()) / 10_000); whole != m.Cents() || (m-whole).Abs() > 5_000 {
			t.Fatalf("%s is rounded to %s", m, m.Cents())
		}
	}
}

func FuzzExactMoney(f *testing.F) {
	for _, units := range []float64{0, -1.5, 23631.9805, 1e9, 1e-6, 0.1234567, math.NaN(), math.Inf(1), math.MaxFloat64} {
		f.Add(units)
	}
	f.Fuzz(func(t *testing.T, units float64) {
		m, err := bank.ExactMoney(units)
		if err != nil {
			return
		}
		if m.Float() != units || m.Abs() > bank.MoneyOf(1e9) {
			t.Errorf("%v was taken as %s, which is %v", units, m, m.Float())
		}
		text, err := strconv.ParseFloat(m.String(), 64)
		if back, notExact := bank.ExactMoney(text); err != nil || notExact != nil || back != m {
			t.Errorf("%s comes back as %s (%v, %v)", m, back, err, notExact)
		}
	})
}

func FuzzParseDate(f *testing.F) {
	for _, text := range []string{"1970-01-01", "1969-12-31", "2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "2026-1-2"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := bank.ParseDate(text)
		if err != nil {
			return
		}
		if d.String() != text || bank.DateOf(d.Time()) != d || bank.DateOf(d.Time().Add(-1)) != d-1 {
			t.Errorf("%q is day %d, which is %v", text, d, d)
		}
	})
}

func TestDates(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bank.Date{"1970-01-01": 0, "1969-12-31": -1, "2000-03-01": 11017, "0001-01-01": -719162} {
		d, err := bank.ParseDate(text)
		if err != nil || d != want || d.String() != text {
			t.Errorf("%s is day %d (%v), want %d", text, d, err, want)
		}
	}
	for _, text := range strings.Fields("2023-02-29 2026-13-01 2026-1-2 20260102 2026-01-02T00:00:00Z -001-01-01 10000-01-01") {
		if d, err := bank.ParseDate(text); err == nil {
			t.Errorf("%s is read as %v", text, d)
		}
	}
	if got := fmt.Sprint(bank.NewDate(2026, 2, 30), bank.NewDate(1969, 12, 31)); got != "2026-03-02 1969-12-31" {
		t.Error(got)
	}
}
