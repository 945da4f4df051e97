package app

import (
	"context"
	"time"

	"toile/internal/credit"
	"toile/internal/item"
	"toile/internal/link"
)

// readDocuments looks into the files of a script before a transaction waits for it, and for nobody who
// has no link token.
func (a *App) readDocuments(ctx context.Context, linkToken string, script link.Script) (link.Script, error) {
	if len(script.Documents) == 0 {
		return script, nil
	}
	var now time.Time
	err := a.view(ctx, Caller{}, func(c call) error {
		_, err := c.linkToken(linkToken, c.LinkToken)
		now = c.at
		return err
	})
	if err != nil {
		return script, err
	}
	return script.Read(ctx, a.world, now)
}

// addDocuments keeps what a person uploaded for a new Item, and what was read in it.
func (c call) addDocuments(it item.Item, files []*link.Upload) error {
	var due parsed
	for _, file := range files {
		u := credit.Upload{
			ID: file.ID, ItemID: it.ID, ClientID: it.ClientID, Name: file.Name, Size: file.Size, UploadedAt: c.at, Reading: file.Reading,
		}
		due.add(c.parse(it, &u))
		if err := c.CreateDocument(u, file.Content); err != nil {
			return err
		}
	}
	return c.tellWhenParsed(it, due)
}

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
