package app

import (
	"time"

	"toile"
	"toile/internal/credit"
	"toile/internal/item"
)

// state says how far an Item is of which an answer tells.
type state int

const (
	absent  state = iota // it has nothing of what is asked for
	waiting              // it will have
	ready
)

// readyOnes shows those of some Items that have what is asked for. While some wait the others are shown
// already; if there are no others the answer is that it is too early.
func readyOnes[T any](items []item.Item, show func(item.Item) (T, state, error)) ([]T, error) {
	all, most := []T{}, absent
	for _, it := range items {
		shown, s, err := show(it)
		if err != nil {
			return nil, err
		}
		if most = max(most, s); s != absent {
			all = append(all, shown)
		}
	}
	switch most {
	case absent:
		return nil, toile.ErrIncomeVerificationNotFound()
	case waiting:
		return nil, toile.ErrIncomeProductNotReady()
	}
	return all, nil
}

// documents are those of an Item that an answer is made of.
type documents struct {
	uploads []credit.Upload // in the order of their uploading
	waiting bool            // one of them is not ready
}

// documentsOf gives the documents of an Item that are ready at some time, and whether one of them still
// is not.
func (c call) documentsOf(it item.Item, at func(credit.Upload) time.Time) (d documents, err error) {
	if it.InstitutionID != "" {
		return d, nil
	}
	all, err := c.Documents(it.ID)
	for _, u := range all {
		if ready := at(u); !ready.IsZero() {
			d.uploads, d.waiting = append(d.uploads, u), d.waiting || ready.After(c.at)
		}
	}
	return d, err
}

// payRead, statementRead and examined say when a document of a kind shows what was found in it; zero
// for never.
func payRead(u credit.Upload) (at time.Time) {
	if u.TellsOfPay() {
		at = u.ReadyAt
	}
	return at
}

func statementRead(u credit.Upload) (at time.Time) {
	if !u.TellsOfPay() {
		at = u.ReadyAt
	}
	return at
}

func examined(u credit.Upload) time.Time { return u.RisksAt }
