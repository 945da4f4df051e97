package app

import (
	"context"
	"errors"
	"time"

	"toile"
	"toile/internal/credit"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/store"
)

// DownloadPath is where documents are fetched, in front of the token that stands for some.
const DownloadPath = "/documents/"

// downloadLife is how long an address of documents can be used (spec, CreditDocumentMetadata).
const downloadLife = 2 * time.Minute

// downloads gives what makes the addresses of documents that an answer shows. Every answer has
// addresses of its own.
func (c call) downloads() (addressOf func(it item.Item, documentID string) string, err error) {
	origin, err := c.Origin.Address()
	return func(it item.Item, documentID string) string {
		d := credit.Download{ItemID: it.ID, DocumentID: documentID, RequestID: c.RequestID, ExpiresAt: c.at.Add(downloadLife)}
		return origin + DownloadPath + d.Token(c.seal)
	}, err
}

// FetchDocument gives an archive of the document that a token stands for, and uses the token up. Of
// several that do so at once, one gets it.
func (a *App) FetchDocument(ctx context.Context, token string) ([]byte, error) {
	d, found, err := a.documentOf(ctx, token)
	if err != nil {
		return nil, err
	}
	err = a.update(ctx, Caller{}, func(c call) error {
		if err := c.UseDownload(id.KeyOf(token), d.ExpiresAt); err != nil {
			return err
		}
		return c.RemoveDownloads(c.at)
	})
	if errors.Is(err, store.ErrExists) { // an engine may find that out only when it commits
		err = toile.ErrIncomeVerificationDocumentNotFound()
	}
	if err != nil {
		return nil, err
	}
	return pack(d.ExpiresAt.Add(-downloadLife), found)
}

// PeekDocument gives what FetchDocument would, and leaves the token as it is.
func (a *App) PeekDocument(ctx context.Context, token string) ([]byte, error) {
	d, found, err := a.documentOf(ctx, token)
	if err != nil {
		return nil, err
	}
	return pack(d.ExpiresAt.Add(-downloadLife), found)
}

// documentOf gives the document that a token stands for. A token that was used, is over or never was is
// not told from one whose document is gone.
func (a *App) documentOf(ctx context.Context, token string) (d credit.Download, found file, err error) {
	d, ok := credit.ReadDownload(a.seal, token)
	if !ok {
		return d, found, toile.ErrIncomeVerificationDocumentNotFound()
	}
	return d, found, a.view(ctx, Caller{}, func(c call) error {
		used, err := c.DownloadUsed(id.KeyOf(token))
		if err == nil && (used || !c.at.Before(d.ExpiresAt)) {
			err = store.ErrNotFound
		}
		if err != nil {
			return notFound(err)
		}
		it, err := c.Item(d.ItemID)
		if err == nil && it.Removed {
			err = store.ErrNotFound
		}
		if err == nil {
			found, err = c.documentFile(it, d.DocumentID)
		}
		return notFound(err)
	})
}

// file is a document to be packed. Papers of payroll providers are drawn only then, when no
// transaction is open any more.
type file struct {
	name    string
	content func() ([]byte, error)
}

// pack gives an archive of files, made at an instant.
func pack(at time.Time, files ...file) ([]byte, error) {
	packed := newArchive(at)
	for _, f := range files {
		content, err := f.content()
		if err == nil {
			err = packed.add(f.name, content)
		}
		if err != nil {
			return nil, err
		}
	}
	return packed.bytes()
}

// notFound says of a record that is not there that the document is not.
func notFound(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return toile.ErrIncomeVerificationDocumentNotFound()
	}
	return err
}

// documentFile gives a document of an Item as a file. It gives store.ErrNotFound where there is none.
func (c call) documentFile(it item.Item, documentID string) (file, error) {
	if c.atPayroll(it) {
		return c.payrollFile(it, documentID)
	}
	uploads, err := c.Documents(it.ID)
	if err != nil {
		return file{}, err
	}
	for _, u := range uploads {
		if u.ID == documentID {
			content, err := c.DocumentContent(u.ID)
			return file{u.Name, func() ([]byte, error) { return content, nil }}, err
		}
	}
	return file{}, store.ErrNotFound
}

// payrollFile gives a paper of a payroll provider as a file.
func (c call) payrollFile(it item.Item, documentID string) (file, error) {
	payroll, err := c.payroll(it)
	if err != nil {
		return file{}, err
	}
	for _, paper := range payroll.Papers() {
		if paper.DocumentID == documentID {
			return file{paper.Name, paper.Content}, nil
		}
	}
	return file{}, store.ErrNotFound
}
