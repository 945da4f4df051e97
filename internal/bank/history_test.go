package bank

import (
	"math/rand/v2"
	"testing"
)

// byKey indexes a history and finds keys that are not unique.
func byKey(t *testing.T, all []Transaction) map[Key]Transaction {
	t.Helper()
	rows := map[Key]Transaction{}
	for _, row := range all {
		if _, twice := rows[row.Key]; twice || row.Key == 0 {
			t.Fatalf("the key %d is not unique", row.Key)
		}
		rows[row.Key] = row
	}
	return rows
}

// TestWindowIsACut holds that a history tells the same whatever day it is asked from.
func TestWindowIsACut(t *testing.T) {
	t.Parallel()
	eachRandom(t, 300, func(t *testing.T, r *rand.Rand, l *Ledger) {
		now := around(r, l)
		from := DateOf(now) - Date(r.IntN(300))
		whole, cut := byKey(t, l.History(from-Date(r.IntN(500)), now)), byKey(t, l.History(from, now))
		for key, row := range whole {
			if got, there := cut[key]; there != (row.Date >= from) || there && got != row {
				t.Errorf("from %v: %+v, in the cut %+v", from, row, got)
			}
		}
		for key, row := range cut {
			if _, there := whole[key]; !there {
				t.Errorf("%+v is in the cut only", row)
			}
		}
	})
}

// TestPendingIsReplacedOnce holds that each pending transaction either stands, or was removed at
// the moment at which exactly one posted transaction came in its place, with the same amount.
func TestPendingIsReplacedOnce(t *testing.T) {
	t.Parallel()
	eachRandom(t, 300, func(t *testing.T, r *rand.Rand, l *Ledger) {
		now := around(r, l)
		rows := byKey(t, told(l, now))
		replaced := map[Key]Transaction{}
		for _, row := range rows {
			if row.Added.IsZero() || row.Added.At.After(now) || row.Changed.At.After(now) || row.Removed.At.After(now) {
				t.Errorf("%+v knows of more than %v", row, now)
			}
			if row.Pending && row.Replaces != 0 || !row.Pending && !row.Removed.IsZero() {
				t.Errorf("no life of a transaction: %+v", row)
			}
			if row.Replaces == 0 {
				continue
			}
			if _, twice := replaced[row.Replaces]; twice {
				t.Errorf("%d is replaced twice", row.Replaces)
			}
			replaced[row.Replaces] = row
		}
		for key, row := range rows {
			posting, done := replaced[key]
			delete(replaced, key)
			switch {
			case done != (row.Pending && !row.Removed.IsZero()):
				t.Errorf("replaced by %+v: %+v", posting, row)
			case !done:
			case posting.Added != row.Removed || posting.Account != row.Account || posting.Authorized != row.Authorized:
				t.Errorf("%+v was posted as %+v", row, posting)
			case posting.Amount != row.Amount && (posting.Changed.IsZero() || posting.Amount != row.Amount+growth):
				t.Errorf("%s was posted as %s", row.Amount, posting.Amount)
			}
		}
		if len(replaced) > 0 {
			t.Errorf("what was replaced never was there: %v", replaced)
		}
	})
}

// TestLifeIsMonotone holds that who was told something once is told later only what happened
// since: at a later instant, or at the same one after another change.
func TestLifeIsMonotone(t *testing.T) {
	t.Parallel()
	eachRandom(t, 400, func(t *testing.T, r *rand.Rand, l *Ledger) {
		early, late := around(r, l), around(r, l)
		if late.Before(early) {
			early, late = late, early
		}
		if early.Before(l.Since) {
			early = l.Since
		}
		if late.Before(early) {
			late = early
		}
		// Who asks early knows of the first changes only; those made by then, and none that comes later.
		known := 0
		for known < len(l.Changes) && !l.Changes[known].At.After(early) {
			known++
		}
		asked := Moment{At: early}
		if known > 0 && r.IntN(2) == 0 && l.Changes[known-1].At.Equal(early) {
			known--
		}
		if known > 0 && l.Changes[known-1].At.Equal(early) {
			asked.Change = l.Changes[known-1].Number
		}
		was := &Ledger{Customer: l.Customer, Since: l.Since, Changes: l.Changes[:known]}
		before, after := byKey(t, was.History(-1<<20, early)), byKey(t, l.History(-1<<20, late))
		for key, row := range before {
			later, there := after[key]
			if !there {
				t.Fatalf("%+v was told, and is not known any more", row)
			}
			if later.Removed != row.Removed && (!row.Removed.IsZero() || later.Removed.Compare(asked) <= 0) {
				t.Errorf("at %v: removed at %v, later at %v", asked, row.Removed, later.Removed)
			}
			if later.Changed != row.Changed && later.Changed.Compare(asked) <= 0 {
				t.Errorf("at %v: changed at %v, later at %v", asked, row.Changed, later.Changed)
			}
			if later.Changed != row.Changed {
				later.Amount, later.grown = later.Amount-growth, 0
			}
			later.Removed, later.Changed = row.Removed, row.Changed
			if later != row {
				t.Errorf("told as %+v, later as %+v", row, later)
			}
		}
		for key, row := range after {
			if _, there := before[key]; !there && row.Added.Compare(asked) <= 0 {
				t.Errorf("at %v, %+v was not told", asked, row)
			}
		}
	})
}

// TestTransactionsAreSorted holds that those that stand are given newest first, without holes.
func TestTransactionsAreSorted(t *testing.T) {
	t.Parallel()
	eachRandom(t, 200, func(t *testing.T, r *rand.Rand, l *Ledger) {
		now := around(r, l)
		to := DateOf(now) - Date(r.IntN(30))
		from := to - Date(r.IntN(200))
		rows := l.Transactions(from, to, now)
		for i, row := range rows {
			if row.Date < from || row.Date > to || !row.Removed.IsZero() {
				t.Errorf("from %v to %v: %+v", from, to, row)
			}
			if i > 0 && (row.Date > rows[i-1].Date || row.Date == rows[i-1].Date && row.Added.Compare(rows[i-1].Added) > 0) {
				t.Errorf("%+v comes after %+v", row, rows[i-1])
			}
		}
		standing := 0
		for _, row := range byKey(t, l.History(from, now)) {
			if row.Date <= to && row.Removed.IsZero() {
				standing++
			}
		}
		if len(byKey(t, rows)) != standing {
			t.Errorf("%d of %d", len(rows), standing)
		}
	})
}
