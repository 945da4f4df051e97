package bank

import (
	"math/rand/v2"
	"testing"
)

// TestBalancesFollowTransactions holds that a balance moves by what is posted and by nothing else,
// forwards and backwards across the making of the Item, and that what is available stays apart
// from it by what pending transactions hold.
func TestBalancesFollowTransactions(t *testing.T) {
	t.Parallel()
	eachRandom(t, 400, func(t *testing.T, r *rand.Rand, l *Ledger) {
		early, late := around(r, l), around(r, l)
		if late.Before(early) {
			early, late = late, early
		}
		until := late
		if l.Since.After(until) {
			until = l.Since
		}
		all := told(l, until)
		for _, book := range l.Books {
			var posted, heldEarly, heldLate Money
			for _, row := range all {
				switch {
				case row.Account != book.Number:
				case row.Pending:
					if stands(row, latest(early)) {
						heldEarly += row.Amount
					}
					if stands(row, latest(late)) {
						heldLate += row.Amount
					}
				default:
					posted += amountBy(row, latest(late)) - amountBy(row, latest(early))
				}
			}
			sign := Money(-1)
			if book.Type == "credit" || book.Type == "loan" {
				sign = 1
			}
			before, after := l.Balance(book.Number, early), l.Balance(book.Number, late)
			if len(book.routine) > 0 { // it is what is held there that is worth something
				continue
			}
			if got, want := *after.Current-*before.Current, sign*posted; got != want {
				t.Errorf("%s moved by %s from %v to %v, but %s was posted (Item of %v)", book.Type, got, early, late, want, l.Since)
			}
			if (before.Available == nil) != (book.Stated.Available == nil) || (after.Available == nil) != (book.Stated.Available == nil) {
				t.Errorf("%s: %v and %v are available, %v was stated", book.Type, before.Available, after.Available, book.Stated.Available)
			}
			if before.Available == nil || after.Available == nil {
				continue
			}
			if got, want := *after.Available-*before.Available, -posted-heldLate+heldEarly; got != want {
				t.Errorf("%s: what is available moved by %s from %v to %v, want %s (Item of %v)", book.Type, got, early, late, want, l.Since)
			}
			if after.Limit != book.Stated.Limit {
				t.Errorf("the limit moved to %s", after.Limit)
			}
		}
	})
}

// TestBalancesAreAsStated holds that an Item finds the stated balances when it is made, whatever
// happened before, unless a caller changed something at that very instant; and that what is available
// at any instant is what was stated, less what was posted since and all that is pending then.
func TestBalancesAreAsStated(t *testing.T) {
	t.Parallel()
	pending := 0
	eachRandom(t, 300, func(t *testing.T, r *rand.Rand, l *Ledger) {
		at := around(r, l)
		until := at
		if l.Since.After(until) {
			until = l.Since
		}
		all, made := told(l, until), Moment{At: l.Since}
		for _, book := range l.Books {
			if len(book.routine) > 0 {
				continue
			}
			var posted, held Money
			for _, row := range all {
				switch {
				case row.Account != book.Number:
				case !row.Pending:
					posted += amountBy(row, latest(at)) - amountBy(row, made)
				case stands(row, latest(at)):
					held += row.Amount
				}
			}
			if at.Equal(l.Since) && held != 0 {
				pending++
			}
			b := l.Balance(book.Number, at)
			if stated := book.Stated.Available; (stated == nil) != (b.Available == nil) || stated != nil && *b.Available != *stated-posted-held {
				t.Errorf("%s has %s available at %s, want %s less %s that was posted and %s that is pending (Item of %s)",
					book.Type, b.Available, at, stated, posted, held, l.Since)
			}
			if b := l.Balance(book.Number, l.Since); len(l.Changes) == 0 && !same(b.Current, book.Stated.Current) {
				t.Errorf("%s is at %s when it is linked, but %s was stated", book.Type, b.Current, book.Stated.Current)
			}
		}
	})
	if pending < 10 {
		t.Errorf("only on %d accounts something is pending when they are linked", pending)
	}
}

func same(a, b *Money) bool { return a == b || a != nil && b != nil && *a == *b }

// stands is whether a transaction stood at a moment, written anew.
func stands(row Transaction, m Moment) bool {
	return row.Added.Compare(m) <= 0 && (row.Removed.IsZero() || row.Removed.Compare(m) > 0)
}

// amountBy is the amount of a posted transaction at a moment, zero before it was posted.
func amountBy(row Transaction, m Moment) Money {
	if row.Added.Compare(m) > 0 {
		return 0
	}
	if !row.Changed.IsZero() && row.Changed.Compare(m) > 0 {
		return row.Amount - growth
	}
	return row.Amount
}
