package product

import (
	"toile"
	"toile/internal/bank"
)

// page shows the transactions of one answer.
type page struct {
	Source
	original bool // with the bank's own descriptions
	taxonomy toile.PersonalFinanceCategoryVersion
	drafts   map[draft]*toile.Transaction
}

// draft names what transactions have in common that differ in amount and date alone: all that
// follows from the description is worked out once for them.
type draft struct {
	account               int
	description, currency string
	in                    bool // money comes in
}

// page begins an answer. Whoever became a client after December 2025 has the second taxonomy, and
// nobody became one here before (facts api 3.6).
func (s Source) page(original toile.Optional[bool], version *toile.PersonalFinanceCategoryVersion) *page {
	p := &page{
		Source: s, original: original.Or(false), taxonomy: toile.PersonalFinanceCategoryVersionV2, drafts: map[draft]*toile.Transaction{},
	}
	if version != nil {
		p.taxonomy = *version
	}
	return p
}

// transaction shows a transaction as every endpoint does.
func (p *page) transaction(t *bank.Transaction) (view toile.Transaction) {
	view = *p.draft(t)
	view.TransactionID, view.Amount, view.Date = p.TransactionID(t.Key), t.Amount.Float(), t.Date.String()
	view.Pending, view.PendingTransactionID = t.Pending, p.pendingID(t)
	if t.Authorized != 0 {
		view.AuthorizedDate = new(t.Authorized.String())
	}
	if p.Institution.Abroad() { // such banks give times, if only of the day
		view.Datetime = new(toile.Seconds(t.Date.Time()))
		if t.Authorized != 0 {
			view.AuthorizedDatetime = new(toile.Seconds(t.Authorized.Time()))
		}
	}
	return view
}

// draft gives what a transaction shares with those like it. It is read only.
func (p *page) draft(t *bank.Transaction) *toile.Transaction {
	key := draft{t.Account, t.Description, t.Currency, t.Amount < 0}
	if known := p.drafts[key]; known != nil {
		return known
	}
	book, _ := p.Ledger.Book(t.Account)
	view := &toile.Transaction{
		AccountID: p.accountID(t.Account),
		Category:  toile.Null[[]string](), CategoryID: toile.Null[string](), // the sandbox gives these up (facts link 5.6)
	}
	view.ISOCurrencyCode, view.UnofficialCurrencyCode = currency(book, t.Currency)
	if p.original {
		view.OriginalDescription = toile.Some(t.Description)
	}
	p.enrich(view, t, book.Account)
	p.drafts[key] = view
	return view
}

// pendingID names the pending transaction that one is the posting of, if the Item was told of it.
func (s Source) pendingID(t *bank.Transaction) *string {
	wasTold := t.Authorized >= s.Item.Feed.From && t.Added.At.After(s.Item.Feed.Ready(t.Authorized))
	if t.Replaces == 0 || !wasTold {
		return nil
	}
	return new(s.TransactionID(t.Replaces))
}
