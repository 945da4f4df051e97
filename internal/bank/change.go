package bank

import (
	"slices"
	"time"
)

// Change is what a caller did to the data of an Item: a refresh, or transactions of its own. Only
// a dynamic customer takes any notice ([Customer.Dynamic]).
type Change struct {
	Number  int       `json:"number"` // counts from 1 within the Item
	At      time.Time `json:"at"`
	Refresh bool      `json:"refresh,omitempty"`
	Created []Created `json:"created,omitempty"`
}

// Created is a transaction that a caller made (/sandbox/transactions/create). It is pending until
// the morning of the day of its posting, when that lies ahead.
type Created struct {
	Account     int    `json:"account"`
	Amount      Money  `json:"amount"`
	Transacted  Date   `json:"transacted"`
	Posted      Date   `json:"posted"`
	Description string `json:"description"`
}

// moment gives when what the change causes is told: at one instant later changes come after
// earlier ones, and all of them after what time alone did.
func (c *Change) moment() Moment { return Moment{c.At, c.Number} }

// inOrder gives the changes with instants that never go back: one that was made when the clock
// had been set back counts as made when the one before it was, or the Item. Otherwise it would
// come before what a caller has been told already, and be lost to it.
func inOrder(changes []Change, since time.Time) []Change {
	sorted := slices.IsSortedFunc(changes, func(a, b Change) int { return a.At.Compare(b.At) })
	if len(changes) == 0 || sorted && !changes[0].At.Before(since) {
		return changes
	}
	ordered := slices.Clone(changes)
	for i := range ordered {
		if ordered[i].At.Before(since) {
			ordered[i].At = since
		}
		since = ordered[i].At
	}
	return ordered
}

// created tells of what callers made on an account, or on all of them (0).
func (p *pass) created(account int) {
	for i := range p.Changes {
		change := &p.Changes[i]
		for j, c := range change.Created {
			if account == 0 || c.Account == account {
				made := listed{account: c.Account, amount: c.Amount, transacted: c.Transacted, posted: c.Posted, description: c.Description}
				p.listed(&made, keyOf(createdStream, int64(change.Number*maxCreated+j), false), change.moment())
			}
		}
	}
}
