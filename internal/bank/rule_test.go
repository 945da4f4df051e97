package bank

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestRulesCountInOrder holds that a rule's occurrences lie in the order of their numbers, and that
// the first on a day or after it is what it says.
func TestRulesCountInOrder(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 5))
		rule, from := randomRule(r), Date(r.IntN(100_000)-50_000)
		n := rule.first(from)
		on, _ := rule.day(1, n)
		before, _ := rule.day(1, n-1)
		after, _ := rule.day(1, n+1)
		if on < from || before >= from || after <= on {
			t.Fatalf("seed %d: %#v from %v on: %v, %v, %v", seed, rule, from, before, on, after)
		}
	}
}

// TestWeekdays holds the days of the week against the calendar's.
func TestWeekdays(t *testing.T) {
	t.Parallel()
	for d := Date(-800_000); d < 800_000; d += 37 {
		if got, want := d.weekday(), d.Time().Weekday(); got != want {
			t.Fatalf("%v is a %v, want a %v", d, got, want)
		}
	}
}

// TestRuleDays writes down what rules give for a stretch of time.
func TestRuleDays(t *testing.T) {
	t.Parallel()
	from := NewDate(2024, time.January, 30)
	for _, test := range []struct {
		rule rule
		want []string
	}{
		{monthly{1}, []string{"2024-02-01", "2024-03-01", "2024-04-01"}},
		{monthly{lastDay}, []string{"2024-01-31", "2024-02-29", "2024-03-31"}},
		{monthly{30}, []string{"2024-01-30", "2024-02-29", "2024-03-30"}},
		{twiceMonthly{15, lastDay}, []string{"2024-01-31", "2024-02-15", "2024-02-29"}},
		{twiceMonthly{1, 16}, []string{"2024-02-01", "2024-02-16", "2024-03-01"}},
		{everyDays{14, NewDate(2026, time.January, 2)}, []string{"2024-02-02", "2024-02-16", "2024-03-01"}},
		{weekdays{time.Tuesday: true, time.Friday: true}, []string{"2024-01-30", "2024-02-02", "2024-02-06"}},
		{sometimes{1000}, []string{"2024-01-30", "2024-01-31", "2024-02-01"}},
		{sometimes{0}, nil},
	} {
		var got []string
		for n := test.rule.first(from); len(got) < len(test.want); n++ {
			if on, there := test.rule.day(0, n); there {
				got = append(got, on.String())
			}
		}
		for i, want := range test.want {
			if got[i] != want {
				t.Errorf("%#v: %v, want %v", test.rule, got, test.want)
			}
		}
	}
	for n := sometimes.first(sometimes{}, from); n < int64(from)+1000; n++ {
		if on, there := (sometimes{0}).day(0, n); there {
			t.Errorf("never is on %v", on)
		}
	}
}

// TestMonths holds months against the calendar of package time.
func TestMonths(t *testing.T) {
	t.Parallel()
	for months := -24_000; months < 24_000; months++ {
		want := time.Date(1970, time.Month(1+months), 1, 0, 0, 0, 0, time.UTC)
		if got := firstOf(months).Time(); !got.Equal(want) {
			t.Fatalf("month %d begins on %v, want %v", months, got, want)
		}
		if got, want := inMonth(months, lastDay).Time(), want.AddDate(0, 1, -1); !got.Equal(want) {
			t.Fatalf("month %d ends on %v, want %v", months, got, want)
		}
		if m, on := inMonth(months, 17).month(); m != months || on != 17 {
			t.Fatalf("the 17th of month %d is the %dth of %d", months, on, m)
		}
	}
}
