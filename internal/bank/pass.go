package bank

import (
	"cmp"
	"time"
)

// pass is one walk over what happens on a customer's accounts.
type pass struct {
	*Ledger
	from Date      // what is dated earlier may be left out
	now  time.Time // what is told later is left out
	hear func(Transaction)
}

// each calls hear for what happens on an account, or on all of them (0): for every transaction
// dated from a day on of which the bank has told by an instant, and perhaps for earlier ones. The
// moments are the bank's own: they do not know when the Item was made.
func (l *Ledger) each(account int, from Date, now time.Time, hear func(Transaction)) {
	p := pass{Ledger: l, from: l.oldest(from), now: now, hear: hear}
	p.recurring(account)
	p.named(account)
	p.settling(account)
}

// recurring tells of what recurs, but for settlements.
func (p *pass) recurring(account int) {
	for i := range p.streams {
		if s := &p.streams[i]; s.settles == nil && (account == 0 || s.account == account) {
			p.stream(s, i+1)
		}
	}
}

// settling tells of settlements, whose amounts follow from all the rest.
func (p *pass) settling(account int) {
	for i := range p.streams {
		if s := &p.streams[i]; s.settles != nil && (account == 0 || s.account == account) {
			p.settlements(s, i+1)
		}
	}
}

// named tells of what is named one by one: by a custom user, by a caller, by a refresh. It tells
// of all of that, however long ago.
func (p *pass) named(account int) {
	for i := range p.Customer.listed {
		if l := &p.Customer.listed[i]; account == 0 || l.account == account {
			// The bank tells of it at once: what is dated later is pending until then (facts link 6.2).
			p.listed(l, keyOf(listedStream, l.name, false), Moment{At: earlier(morning(min(l.transacted, l.posted)), p.Since)})
		}
	}
	if p.dynamic {
		p.created(account)
		p.refreshed(account)
	}
}

// The numbers below which the keys of listed and of created transactions stand, and those of what
// a refresh brings. Streams have smaller ones.
const (
	listedStream    = 1 << 20
	createdStream   = 1 << 21
	refreshedStream = createdStream + 1
	maxCreated      = 16 // in one change
)

// listed is a transaction that someone named one by one.
type listed struct {
	account            int
	amount             Money
	currency           string
	transacted, posted Date
	description        string
	name               int64 // among the listed ones of the customer
}

// listed tells of a listed transaction, of which the bank knows from a moment on.
func (p *pass) listed(l *listed, key Key, told Moment) {
	p.tell(&Transaction{
		Key: key, Account: l.account, Amount: l.amount, Currency: l.currency,
		Date: l.posted, Authorized: l.transacted, Description: l.description,
	}, told, Moment{At: morning(l.posted)})
}

// tell makes a transaction heard as it stands now: as pending from a moment on, and as posted
// from another on. It comes as it will stand once it is posted, and is changed.
func (p *pass) tell(t *Transaction, told, posted Moment) {
	if told.At.After(p.now) {
		return
	}
	if posted.Compare(told) <= 0 { // it never was pending
		t.Added = told
		p.hear(*t)
		return
	}
	replaced := !posted.At.After(p.now)
	pending := *t
	pending.Key, pending.Pending, pending.Added, pending.Date = t.Key|1, true, told, cmp.Or(t.Authorized, t.Date)
	pending.Amount, pending.Changed, pending.grown = t.Amount-t.grown, Moment{}, 0
	if replaced {
		pending.Removed = posted
	}
	p.hear(pending)
	if replaced {
		t.Replaces, t.Added = pending.Key, posted
		p.hear(*t)
	}
}
