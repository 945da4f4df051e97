package income_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"toile/internal/bank"
	"toile/internal/income"
)

// score counts what was found of what there was.
type score struct {
	streams, found, right             int // streams drawn, found, and found as drawn
	deposits, foundDeposits, rightOne int
	frequencies, rightFrequencies     int
	names, rightNames                 int
}

func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }

// group is a stream as some finder gives it.
type group struct {
	category, frequency, name string
	keys                      []bank.Key
}

// count holds what was found against a life. A stream is found as drawn when it holds more than half of the
// deposits, these make up more than half of it, and its category is that of the stream.
func (s *score) count(l *life, groups []group, categories bool, complain func(string, ...any)) {
	s.streams += len(l.truth)
	s.found += len(groups)
	taken := map[int]bool{}
	for _, t := range l.truth {
		s.deposits += t.deposits
	}
	for _, g := range groups {
		s.foundDeposits += len(g.keys)
		of := map[int]int{}
		best := 0
		for _, key := range g.keys {
			of[l.of[key]]++
			if n := l.of[key]; n != 0 && (best == 0 || of[n] > of[best]) {
				best = n
			}
		}
		if best == 0 {
			complain("found what is no income: %+v", g)
			continue
		}
		t := l.truth[best-1]
		if taken[best] || of[best]*2 <= t.deposits || of[best]*2 <= len(g.keys) || categories && g.category != t.category {
			complain("found %s %s %q with %d, which is %+v with %d of it", g.category, g.frequency, g.name, len(g.keys), t, of[best])
			continue
		}
		taken[best] = true
		s.right++
		s.rightOne += of[best]
		if t.frequency != "" {
			s.frequencies++
			if g.frequency == t.frequency {
				s.rightFrequencies++
			} else {
				complain("%q comes %s, found %s of %d", g.name, t.frequency, g.frequency, len(g.keys))
			}
		}
		s.names++
		if letters(g.name) == letters(t.name) || strings.Contains(letters(g.name), letters(t.name)) || strings.HasPrefix(letters(t.name), letters(g.name)) {
			s.rightNames++
		} else {
			complain("%q is called %q", t.name, g.name)
		}
	}
	for i, t := range l.truth {
		if !taken[i+1] {
			complain("missed %+v", t)
		}
	}
}

func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToUpper(r)
		}
		return -1
	}, text)
}

// TestFindsRandomIncome draws lives and holds how much of their income is found, and how much of what
// is found is income. A naive finder shows that the lives are not too easy.
func TestFindsRandomIncome(t *testing.T) {
	t.Parallel()
	const lives = 400
	var got, naive score
	for seed := range uint64(lives) {
		l := lived(seed)
		window := bank.Period{From: 0, To: lifeFrom + 2*lifeDays}
		got.count(l, foundIn(l, window), true, func(format string, args ...any) {
			if testing.Verbose() {
				t.Logf("life %d: "+format, append([]any{seed}, args...)...)
			}
		})
		naive.count(l, naiveGroups(l), false, func(string, ...any) {})
	}
	for _, measure := range []struct {
		what       string
		got, naive float64
	}{
		{"streams, precision", share(got.right, got.found), share(naive.right, naive.found)},
		{"streams, recall", share(got.right, got.streams), share(naive.right, naive.streams)},
		{"deposits, precision", share(got.rightOne, got.foundDeposits), share(naive.rightOne, naive.foundDeposits)},
		{"deposits, recall", share(got.rightOne, got.deposits), share(naive.rightOne, naive.deposits)},
		{"frequencies", share(got.rightFrequencies, got.frequencies), 0},
		{"names", share(got.rightNames, got.names), 0},
	} {
		t.Logf("%-20s %.4f (naive %.4f)", measure.what, measure.got, measure.naive)
		if measure.got < 0.97 {
			t.Errorf("%s is %.4f, want 0.97", measure.what, measure.got)
		}
		if measure.naive > 0.8 {
			t.Errorf("%s of the naive finder is %.4f: the lives are too easy", measure.what, measure.naive)
		}
	}
	t.Logf("%d streams with %d deposits", got.streams, got.deposits)
}

// TestFindsInAShortWindow gives the finder nothing but 120 days of each life, as somebody does who asks for no
// more. Streams of which less than three deposits lie in the window are neither asked for nor held against it.
func TestFindsInAShortWindow(t *testing.T) {
	t.Parallel()
	var got score
	for seed := range uint64(300) {
		l := lived(seed)
		window := bank.Period{From: lifeFrom + bank.Date(seed), To: lifeFrom + bank.Date(seed) + 120}
		l.narrow(window, 3)
		got.count(l, foundIn(l, window), true, func(format string, args ...any) {
			if testing.Verbose() {
				t.Logf("life %d: "+format, append([]any{seed}, args...)...)
			}
		})
	}
	for what, got := range map[string]float64{
		"streams, precision": share(got.right, got.found), "streams, recall": share(got.right, got.streams),
		"deposits, precision": share(got.rightOne, got.foundDeposits), "deposits, recall": share(got.rightOne, got.deposits),
	} {
		t.Logf("%-20s %.4f", what, got)
		if got < 0.97 {
			t.Errorf("%s is %.4f, want 0.97", what, got)
		}
	}
}

// narrow leaves out what lies outside a window, and streams with too few deposits in it.
func (l *life) narrow(window bank.Period, least int) {
	counts := map[int]int{}
	inside := func(row bank.Transaction) bool { return row.Date >= window.From && row.Date <= window.To }
	for _, row := range l.rows {
		if n := l.of[row.Key]; n != 0 && inside(row) {
			counts[n]++
		}
	}
	l.rows = slices.DeleteFunc(l.rows, func(row bank.Transaction) bool {
		n := l.of[row.Key]
		return !inside(row) || n != 0 && counts[n] < least
	})
	numbers := map[int]int{}
	var kept []truth
	for i, t := range l.truth {
		if t.deposits = counts[i+1]; t.deposits >= least {
			t.frequency = ""
			kept = append(kept, t)
			numbers[i+1] = len(kept)
		}
	}
	l.truth = kept
	for key, n := range l.of {
		l.of[key] = numbers[n]
	}
}

// foundIn gives what the finder finds in a life.
func foundIn(l *life, window bank.Period) (groups []group) {
	for _, s := range income.Find(l.books, l.rows, window) {
		g := group{category: string(s.Category), frequency: string(s.Frequency), name: s.Name}
		for _, d := range s.Transactions {
			g.keys = append(g.keys, d.Key)
		}
		groups = append(groups, g)
	}
	return groups
}

// naiveGroups takes deposits with the same letters for one stream where there are at least two, and
// does not ask what they are. So it is right about a stream whatever the category.
func naiveGroups(l *life) (groups []group) {
	index := map[string]int{}
	for _, t := range l.rows {
		if t.Amount >= 0 || t.Account == 3 {
			continue
		}
		words := string(rune(t.Account)) + letters(t.Description)
		i, known := index[words]
		if !known {
			i = len(groups)
			index[words] = i
			groups = append(groups, group{})
		}
		groups[i].keys = append(groups[i].keys, t.Key)
	}
	var kept []group
	for _, g := range groups {
		if len(g.keys) > 1 {
			kept = append(kept, g)
		}
	}
	return kept
}
