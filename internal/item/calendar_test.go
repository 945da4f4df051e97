package item_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"toile/internal/bank"
	"toile/internal/item"
)

// earning gives an Item of which something new comes in.
func earning(terms item.Terms) item.Item {
	it := linked(terms)
	it.Products = []string{"investments"}
	return it
}

// watched gives an Item with a webhook whose transactions were asked for at once.
func watched(terms item.Terms, delays item.Delays) item.Item {
	it := earning(terms)
	it.Told = start
	it.AskTransactions(item.History{}, delays, start)
	return it
}

// tell tells all that time brought about by an instant.
func tell(it *item.Item, now time.Time) []item.Moment {
	all := it.Moments(now)
	for _, m := range all {
		it.Tell(m)
	}
	return all
}

// spell writes moments as what they are and when after the start.
func spell(all []item.Moment) string {
	words := []string{}
	for _, m := range all {
		after := m.At.Sub(start)
		words = append(words, fmt.Sprintf("%s %dd%s", m.What, after/day, after%day))
	}
	return strings.Join(words, ", ")
}

func TestMoments(t *testing.T) {
	t.Parallel()
	soon := item.SandboxDelays
	for _, test := range []struct {
		name  string
		it    item.Item
		after time.Duration // since the start
		want  string
		next  time.Duration // since the start; 0 for never
	}{
		{"at the start", watched(item.Terms{LoginDays: 30}, soon), 0, "", 10 * time.Second},
		{"at once", watched(item.Terms{LoginDays: 30}, item.Delays{}), 0, "initial 0d0s, historical 0d0s", day},
		{"before the first", watched(item.Terms{}, soon), 10*time.Second - 1, "", 10 * time.Second},
		{"with the first", watched(item.Terms{}, soon), 10 * time.Second, "initial 0d10s", time.Minute},
		{"an hour", watched(item.Terms{}, soon), time.Hour, "initial 0d10s, historical 0d1m0s", day},
		{"some days", watched(item.Terms{}, soon), 5*day + time.Hour, "initial 0d10s, historical 0d1m0s, daily 5d0s", 6 * day},
		{"a day to the instant", watched(item.Terms{}, soon), 5 * day, "initial 0d10s, historical 0d1m0s, daily 5d0s", 6 * day},
		{"the login", watched(item.Terms{LoginDays: 30}, soon), 40 * day, "initial 0d10s, historical 0d1m0s, daily 29d0s, login needed 30d0s", 0},
		{"the last day", earning(item.Terms{LoginDays: 30}), 29*day + 1, "daily 29d0s", 30 * day},
		{"one day", earning(item.Terms{LoginDays: 1}), 10 * day, "login needed 1d0s", 0},
		{"the consent", earning(item.Terms{ConsentDays: 90}), 100 * day, "daily 82d0s, consent ends 83d0s, daily 89d0s, login needed 90d0s", 0},
		{"both", earning(item.Terms{LoginDays: 30, ConsentDays: 90}), 31 * day, "daily 29d0s, login needed 30d0s", 83 * day},
		{"both, later", earning(item.Terms{LoginDays: 30, ConsentDays: 90}), 84 * day, "daily 29d0s, login needed 30d0s, consent ends 83d0s", 0},
		{"a short consent", earning(item.Terms{ConsentDays: 7}), 6*day + 1, "daily 6d0s", 7 * day},
		{"broken", broken(earning(item.Terms{LoginDays: 30}), 90*time.Minute), 60 * day, "", 0},
		{"broken later", broken(earning(item.Terms{LoginDays: 30}), 3*day+time.Hour), 60 * day, "daily 3d0s", 0},
		{"broken with a consent", broken(earning(item.Terms{ConsentDays: 90}), time.Hour), 0, "", 83 * day},
		{"before it was made", earning(item.Terms{LoginDays: 30}), -1000 * day, "", day},
		{"nothing comes in", linked(item.Terms{ConsentDays: 90}), 100 * day, "consent ends 83d0s, login needed 90d0s", 0},
		{"documents", item.Item{CreatedAt: start}, 1000 * day, "", 0},
		{"an old record", item.Item{InstitutionID: "ins_109508", Products: []string{"liabilities"}, CreatedAt: start}, 2 * day, "daily 2d0s", 3 * day},
		{"200 years", earning(item.Terms{}), 73000 * day, "daily 73000d0s", 73001 * day},
	} {
		now := start.Add(test.after)
		if got := spell(test.it.Moments(now)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		tell(&test.it, now)
		if again := test.it.Moments(now); len(again) > 0 {
			t.Errorf("%s: then again %s", test.name, spell(again))
		}
		next, ok := test.it.NextMoment(now)
		if ok != (test.next > 0) || ok && next.Sub(start) != test.next {
			t.Errorf("%s: the next comes %s after the start, %t, want %s", test.name, next.Sub(start), ok, test.next)
		}
	}
	var nothing item.Item
	if all := nothing.Moments(start); len(all) > 0 {
		t.Errorf("an empty record: %v", all)
	}
	nothing.InstitutionID, nothing.Products = "ins_109508", []string{"investments"}
	tell(&nothing, start)
	if next, ok := nothing.NextMoment(start); ok && !next.After(start) {
		t.Errorf("a record of the year 1 goes on at %s", next)
	}
}

func broken(it item.Item, after time.Duration) item.Item {
	it.Break("ITEM_LOGIN_REQUIRED", start.Add(after))
	return it
}

// TestSkip holds that what was before there was a webhook is not told, and what comes then is.
func TestSkip(t *testing.T) {
	t.Parallel()
	it := watched(item.Terms{LoginDays: 30}, item.SandboxDelays)
	it.Skip(start.Add(30 * time.Second))
	if got := spell(it.Moments(start.Add(day))); got != "historical 0d1m0s, daily 1d0s" {
		t.Error(got)
	}
	// At once and at one instant: whoever has a webhook already hears of it.
	asked := earning(item.Terms{})
	asked.Skip(start)
	asked.AskTransactions(item.History{}, item.Delays{}, start)
	if got := spell(tell(&asked, start)); got != "initial 0d0s, historical 0d0s" {
		t.Error(got)
	}
	asked.Skip(start)
	if got := spell(asked.Moments(start)); got != "" {
		t.Error(got)
	}
}

// TestLoginBeginsTheCalendarAgain repairs Items late, early and after the clock was turned back.
func TestLoginBeginsTheCalendarAgain(t *testing.T) {
	t.Parallel()
	terms := item.Terms{LoginDays: 30, ConsentDays: 90}
	for name, repaired := range map[string]time.Duration{"late": 40 * day, "early": 10 * day, "at the same instant": 0, "in the past": -100 * day} {
		it := watched(terms, item.SandboxDelays)
		tell(&it, start.Add(35*day))
		at := start.Add(repaired)
		it.LogIn(it.Login, terms, at)
		got := []string{}
		for _, m := range tell(&it, at.Add(100*day)) {
			got = append(got, fmt.Sprintf("%s %dd", m.What, m.At.Sub(at)/day))
		}
		if want := "daily 29d, login needed 30d, consent ends 83d"; strings.Join(got, ", ") != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	// A clock that is turned back tells nothing twice.
	it := watched(terms, item.SandboxDelays)
	tell(&it, start.Add(20*day))
	if got := spell(tell(&it, start.Add(2*day))); got != "" {
		t.Errorf("turned back: %s", got)
	}
	if next, ok := it.NextMoment(start.Add(2 * day)); !ok || !next.Equal(start.Add(21*day)) {
		t.Errorf("turned back, the next is %s after the start", next.Sub(start))
	}
}

// TestStepsTellOnce holds, for any Item, that telling in small steps and in one tells the same, in order and once, but for
// the days; and that who wakes at every NextMoment tells each moment at its instant.
func TestStepsTellOnce(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 7))
		it := watched(item.Terms{LoginDays: r.IntN(40), ConsentDays: r.IntN(120)}, item.Delays{Initial: ofDay(r), Historical: ofDay(r)})
		if r.IntN(4) == 0 {
			it.Break("ITEM_LOGIN_REQUIRED", start.Add(ofDay(r)))
		}
		end := start.Add(time.Duration(r.Int64N(int64(150 * day))))
		large, small, woken := it, it, it
		want := tell(&large, end)
		steps := []item.Moment{}
		for now := start; now.Before(end); now = now.Add(1 + ofDay(r)) {
			steps = append(steps, tell(&small, now)...)
		}
		steps = append(steps, tell(&small, end)...)
		if spell(bare(steps)) != spell(bare(want)) || !inOrder(steps) || !inOrder(want) || twice(steps) {
			t.Fatalf("seed %d: in steps %s\nat once %s", seed, spell(steps), spell(want))
		}
		wakes := tell(&woken, start)
		for now, ok := woken.NextMoment(start); ok && !now.After(end); now, ok = woken.NextMoment(now) {
			told := tell(&woken, now)
			if len(told) == 0 {
				t.Fatalf("seed %d: woken for nothing %s after the start", seed, now.Sub(start))
			}
			for _, m := range told {
				if !m.At.Equal(now) {
					t.Fatalf("seed %d: NextMoment skipped %s", seed, spell(told))
				}
			}
			wakes = append(wakes, told...)
		}
		for _, m := range append(slices.Clone(want), steps...) {
			if !slices.Contains(wakes, m) {
				t.Fatalf("seed %d: NextMoment leads past %s", seed, spell([]item.Moment{m}))
			}
		}
	}
}

// ofDay gives a part of a day, often none.
func ofDay(r *rand.Rand) time.Duration {
	return time.Duration(r.IntN(3)) * time.Duration(r.Int64N(int64(day)))
}

// bare leaves the days out.
func bare(all []item.Moment) []item.Moment {
	return slices.DeleteFunc(slices.Clone(all), func(m item.Moment) bool { return m.What == item.Daily })
}

func inOrder(all []item.Moment) bool {
	return slices.IsSortedFunc(all, func(a, b item.Moment) int { return a.At.Compare(b.At) })
}

func twice(all []item.Moment) bool {
	for n, m := range all {
		if slices.Contains(all[:n], m) {
			return true
		}
	}
	return false
}

func BenchmarkCalendar(b *testing.B) {
	it := watched(item.Terms{LoginDays: 30, ConsentDays: 90}, item.SandboxDelays)
	it.Login = bank.Login{Username: "user_good"}
	for b.Loop() {
		it.Moments(start)
		it.NextMoment(start)
	}
}
