package bank

import (
	"cmp"
	"slices"
	"time"
)

// Ledger is what happens on a customer's accounts as one Item sees it. Balances are as stated
// when the Item was made; from then on, and backwards from there, each posted transaction moves
// them and each pending one what is available.
type Ledger struct {
	*Customer
	Since   time.Time // when the Item was made
	Changes []Change  // what callers did since then, in their order; their instants never go back
}

// History gives every transaction that is dated from a day on and of which the bank has told by
// now, those included that it told of and took back. They are in no order. What was told before
// the Item was made counts as told when it was made, and what was taken back by then is left out:
// so it is, too, for a now before that.
func (l *Ledger) History(from Date, now time.Time) []Transaction {
	made := Moment{At: l.Since}
	from = l.oldest(from)
	all := make([]Transaction, 0, l.about(from, now))
	l.each(0, from, now, func(t Transaction) {
		if t.Date < from || !t.Removed.IsZero() && t.Removed.Compare(made) <= 0 || l.hides(t.Account) {
			return
		}
		if t.Added.At.Before(l.Since) {
			t.Added = made
		}
		all = append(all, t)
	})
	return all
}

// about gives about how many transactions are in a history, as far as it is no great number.
func (l *Ledger) about(from Date, now time.Time) int {
	n := len(l.listed)
	if l.dynamic {
		n += min(2+len(l.Changes), 50) * refreshedRows
	}
	for i := range l.streams {
		n += l.streams[i].about(from, now)
	}
	return min(n, 1<<14)
}

// longest is the number of days before an Item was made of which its bank knows at most. Plaid
// gives 730 days of transactions (facts api 3.6); the rest is room for what is built from them.
const longest = 3 * 366

// oldest gives a day, or the first that the bank knows of streams where that is later.
func (l *Ledger) oldest(d Date) Date {
	return max(d, DateOf(l.Since)-cmp.Or(l.reach, longest))
}

// hides reports whether the bank lists no transactions of an account.
func (l *Ledger) hides(account int) bool {
	book := l.book(account)
	return book != nil && book.NoTransactions
}

// Transactions gives those that stand now and are dated from one day to another, newest first.
func (l *Ledger) Transactions(from, to Date, now time.Time) []Transaction {
	all := slices.DeleteFunc(l.History(from, now), func(t Transaction) bool { return t.Date > to || !t.Removed.IsZero() })
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return all[j].newer(&all[i]) })
	arrange(all, order)
	return all
}

// arrange puts transactions in an order, which it uses up: first that of order[0], and so on. They
// are large, so that each is moved once only.
func arrange(all []Transaction, order []int) {
	for i := range order {
		held, at := all[i], i
		for next := order[at]; next != i; next = order[at] {
			all[at], order[at], at = all[next], at, next
		}
		all[at], order[at] = held, at
	}
}

// Late gives how many days earlier than the day on which the bank tells anything of a transaction
// that may be dated: from the last thing that it was told, a reader need not look further back. It
// has no bound where callers may change what is old.
func (c *Customer) Late() (days Date, bounded bool) {
	if c.dynamic {
		return 0, false
	}
	days = maxPending
	for i := range c.listed {
		between := c.listed[i].posted - c.listed[i].transacted
		days = max(days, between, -between)
	}
	return days + 1, true
}
