// Package bank is the simulated world behind Link: institutions, the logins that work at them, and
// what is found behind a login.
//
// Everything is a pure function of the world's seed, the login and the time, so nothing of it is
// stored. [World.Institution], [World.Search] and [World.Login] are what Link asks. Behind a login
// stands a [Customer]: people, their accounts as [Book]s, what recurs on them as streams (stream.go,
// with a rule for its days, rule.go), and what a custom user lists (custom*.go). Streams run on the
// calendar for ever; each of their occurrences is computed without those before it.
//
// A [Ledger] is a customer as one Item sees it: since its making, and with what callers changed.
// One walk (pass.go) tells the life of each transaction, and the balances follow from the same
// streams. Personas live from what an employment pays them (employer.go, paystub.go), so that a stub's
// net pay is the deposit on the account. Investments, debts and statements are in trade.go,
// liability.go and statement.go. A customer is read only; the last ones that were asked for are kept
// (known.go).
//
// The institutions, logins, passwords and answers are those of the sandbox (facts link 5 and 6);
// docs/people.md and docs/institutions.md list them.
package bank

import (
	"time"

	"toile"
)

// World answers what Link and the Items ask of the banks. What differs from seed to seed is drawn
// by noise; the database keeps the seed from its first day, so that it stays the same over restarts.
type World struct {
	seed  string
	known known // the customers that were asked for last
}

// New gives the world that belongs to a seed.
func New(seed string) *World { return &World{seed: seed} }

// Login is what a person types at an institution. Both words are part of the simulated
// world and no secret of anyone.
type Login struct {
	InstitutionID string `json:"institution_id"`
	Username      string `json:"username"`
	Password      string `json:"password"`
	Config        string `json:"config,omitempty"` // of a named custom user, as it was when it logged in
}

// Outcome is what a login leads to. Exactly one of its members is set.
type Outcome struct {
	Error     *toile.Error
	Challenge *Challenge
	Found     *Found
}

// Found is what Link learns when a login works.
type Found struct {
	Accounts []Account `json:"accounts,omitempty"`
	Paystubs int       `json:"paystubs,omitempty"` // at a payroll provider
	W2s      int       `json:"w2s,omitempty"`
}

// Ledger gives what is behind a login that worked, as an Item sees it that was made at an instant
// and whose data callers changed since then. An error says that the login no longer leads anywhere.
func (w *World) Ledger(l Login, since time.Time, changes []Change) (*Ledger, error) {
	c, err := w.customer(l)
	if err != nil {
		return nil, err
	}
	return &Ledger{Customer: c.at(since), Since: since, Changes: inOrder(changes, since)}, nil
}
