package bank

import (
	"cmp"
	"time"
)

// Transaction is one movement of money as the bank tells it at an instant. In a record it has what a
// statement shows of it.
type Transaction struct {
	Key         Key    `json:"-"`
	Account     int    `json:"-"`                     // number of the account
	Amount      Money  `json:"amount,omitempty"`      // positive when money leaves the account
	Currency    string `json:"currency,omitempty"`    // where it is not the account's: such a one moves no balance
	Date        Date   `json:"date,omitempty"`        // posted; while pending, when it happened
	Authorized  Date   `json:"-"`                     // when it happened; zero where the bank does not say
	Description string `json:"description,omitempty"` // as the bank writes it
	Pending     bool   `json:"-"`
	Replaces    Key    `json:"-"` // the pending transaction that this one is the posting of; zero without one

	Added   Moment `json:"-"` // when the bank began to tell of it
	Changed Moment `json:"-"` // when the bank last changed what it tells; zero if it never did
	Removed Moment `json:"-"` // when the bank stopped telling of it; zero while it stands

	grown Money // how much of the amount came with the change
}

// amountAt gives the amount with which it stood at a moment: zero when it did not.
func (t *Transaction) amountAt(m Moment) Money {
	switch {
	case t.Added.Compare(m) > 0, !t.Removed.IsZero() && t.Removed.Compare(m) <= 0:
		return 0
	case t.grown != 0 && t.Changed.Compare(m) > 0:
		return t.Amount - t.grown
	}
	return t.Amount
}

// foreign reports whether it is in another currency than its account. At which rate the account
// would be charged nobody says, so balances leave it out.
func (t *Transaction) foreign() bool { return t.Currency != "" }

// newer orders transactions by their dates; those of one date by when they were told, and then by
// their keys, the first one last.
func (t *Transaction) newer(o *Transaction) int {
	if t.Date != o.Date {
		return int(t.Date - o.Date)
	}
	return cmp.Or(t.Added.Compare(o.Added), cmp.Compare(o.Key, t.Key))
}

// Key names a transaction among those of its customer, the same on every call. Zero names none.
type Key int64

// keyOf makes a key of a stream's number, from 1, an occurrence on it, and whether it is pending.
func keyOf(stream int, occurrence int64, pending bool) Key {
	k := Key(stream)<<40 | Key(occurrence&(1<<38-1))<<1
	if pending {
		k |= 1
	}
	return k
}

// Moment is a place in the order of what happens to a customer's data: by time, and at one
// instant what the n-th change of a caller did after what time alone did (0).
type Moment struct {
	At     time.Time
	Change int
}

// IsZero reports whether nothing happened.
func (m Moment) IsZero() bool { return m.At.IsZero() }

// Compare orders moments.
func (m Moment) Compare(o Moment) int {
	if order := m.At.Compare(o.At); order != 0 {
		return order
	}
	return cmp.Compare(m.Change, o.Change)
}
