// Package bank is the simulated world behind Link: institutions, the logins that work at
// them, and what is found behind a login.
//
// Everything is a pure function of what is asked: the same institution, login and answers
// give the same accounts, deposits and documents, so nothing of it is stored.
// Link asks three things, and they are the seam at which this world grows:
// [World.Institution], [World.Search] and [World.Login].
//
// The institutions, logins, passwords and answers are those of the sandbox
// (facts link 5.2 to 5.5). bank stands above link, so that a session's events hold
// what the world answered as it answered it, without a second set of types between them.
package bank

import "toile"

// World answers what Link and the Items ask of the banks. Nothing that it knows so far differs
// from seed to seed; the database keeps the seed from its first day, so that what will differ
// stays the same over restarts.
type World struct {
	seed string
}

// New gives the world that belongs to a seed.
func New(seed string) *World { return &World{seed: seed} }

// Login is what a person types at an institution. Both words are part of the simulated
// world and no secret of anyone.
type Login struct {
	InstitutionID string `json:"institution_id"`
	Username      string `json:"username"`
	Password      string `json:"password"`
}

// Outcome is what a login leads to. Exactly one of its members is set.
type Outcome struct {
	Error     *toile.Error
	Challenge *Challenge
	Found     *Found
}

// Found is what Link learns when a login works.
type Found struct {
	Accounts  []Account      `json:"accounts,omitempty"`
	Income    []IncomeSource `json:"income,omitempty"`    // streams of deposits that look like income
	Employers []string       `json:"employers,omitempty"` // payers of salaries among the deposits
	Paystubs  int            `json:"paystubs,omitempty"`  // at a payroll provider
	W2s       int            `json:"w2s,omitempty"`
}

// IncomeSource is a stream of deposits that a person may confirm as income.
type IncomeSource struct {
	Name     string `json:"name"`
	Category string `json:"category"` // SALARY, GIG_ECONOMY, RENTAL, …
}
