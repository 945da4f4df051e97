package app

import (
	"time"

	"toile/internal/credit"
	"toile/internal/item"
)

// parsed says when documents will have been read and examined for fraud: zero where that is nothing new.
type parsed struct{ read, examined time.Time }

// add joins what is new of several documents, and reports whether anything is of this one.
func (p *parsed) add(more parsed) (changed bool) {
	if !more.read.IsZero() {
		p.read = more.read
	}
	if !more.examined.IsZero() {
		p.examined = more.examined
	}
	return more != parsed{}
}

// parse settles when a document shows what its Item asks for, where that is not settled. What is not
// asked for any more stays as it is.
func (c call) parse(it item.Item, u *credit.Upload) (due parsed) {
	if it.Parses(item.OCR) && u.ReadyAt.IsZero() {
		u.ReadyAt = c.at.Add(c.delays.documents)
		due.read = u.ReadyAt
	}
	if it.Parses(item.RiskSignals) && u.RisksAt.IsZero() {
		u.RisksAt = c.at.Add(c.delays.documents + c.delays.risks)
		due.examined = u.RisksAt
	}
	return due
}

// tellWhenParsed sends the webhooks that say that documents were read and examined.
func (c call) tellWhenParsed(it item.Item, due parsed) error {
	if !due.read.IsZero() {
		if err := c.later(due.read, verifiedTask, it.ID); err != nil {
			return err
		}
	}
	if !due.examined.IsZero() {
		return c.later(due.examined, examinedTask, it.ID)
	}
	return nil
}
