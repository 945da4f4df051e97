package item

import (
	"time"

	"toile"
	"toile/internal/bank"
)

// Feed is how the transactions of an Item come in. The bank is asked for them once; what it tells
// then is there after a while, first the newest 30 days of it, then all (facts link 5.6). From then
// on transactions come as they happen.
type Feed struct {
	AskedAt      time.Time `json:"asked_at,omitzero"` // zero while nobody asked
	From         bank.Date `json:"from,omitempty"`    // nothing dated before this day is told
	InitialAt    time.Time `json:"initial_at,omitzero"`
	HistoricalAt time.Time `json:"historical_at,omitzero"`
	Changes      int       `json:"changes,omitempty"` // numbers what callers did to the data so far
}

// Bounds of a feed.
const (
	defaultDays = 90
	maxDays     = 730
	initialDays = 30
	MaxChanges  = 500 // of the data of one Item: what they create adds up to an amount that fits (bank.Money)
)

// History says how much of the past a caller wants: so many days, or from a day on. Zero is what
// the API gives to who does not say.
type History struct {
	Days int       `json:"days,omitempty"`
	From bank.Date `json:"from,omitempty"`
}

// Delays say how long after the question the newest transactions are there, and all of them.
type Delays struct{ Initial, Historical time.Duration }

// SandboxDelays are those of the sandbox (facts link 5.6).
var SandboxDelays = Delays{Initial: 10 * time.Second, Historical: time.Minute}

// Asked reports whether the bank was asked for transactions.
func (f Feed) Asked() bool { return !f.AskedAt.IsZero() }

// AskTransactions asks the bank for the Item's transactions, if nobody did before: how much history
// there is does not change any more then.
func (i *Item) AskTransactions(h History, d Delays, now time.Time) {
	if i.Feed.Asked() {
		return
	}
	f := &i.Feed
	f.AskedAt, f.InitialAt, f.HistoricalAt = now, now.Add(d.Initial), now.Add(d.Historical)
	days := h.Days
	if days == 0 {
		days = defaultDays
	}
	f.From = bank.DateOf(now) - bank.Date(days-1)
	if h.From != 0 {
		f.From = min(max(h.From, bank.DateOf(now)-(maxDays-1)), bank.DateOf(now))
	}
}

// Ready gives when a transaction of a day that the bank knew when it was asked is there.
func (f Feed) Ready(dated bank.Date) time.Time {
	if f.Recent(dated) {
		return f.InitialAt
	}
	return f.HistoricalAt
}

// Recent reports whether a transaction of a day is among the newest, which are there first.
func (f Feed) Recent(dated bank.Date) bool { return dated > bank.DateOf(f.AskedAt)-initialDays }

// Earliest gives the first day of which transactions are there at an instant.
func (f Feed) Earliest(at time.Time) bank.Date {
	if at.Before(f.HistoricalAt) {
		return max(f.From, bank.DateOf(f.AskedAt)-(initialDays-1))
	}
	return f.From
}

// Status says how far the feed is at an instant.
func (f Feed) Status(at time.Time) toile.TransactionsUpdateStatus {
	switch {
	case !f.Asked() || at.Before(f.InitialAt):
		return toile.TransactionsUpdateStatusNotReady
	case at.Before(f.HistoricalAt):
		return toile.TransactionsUpdateStatusInitialUpdateComplete
	}
	return toile.TransactionsUpdateStatusHistoricalUpdateComplete
}
