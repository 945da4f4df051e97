package asset

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/enrich"
)

// draft names what transactions have in common that differ in amount and date alone.
type draft struct {
	account               int
	description, currency string
	in                    bool
}

// transactions shows those of the days of the report, newest first. What follows from descriptions
// beside the credit category is told with insights only.
func (b *builder) transactions(accountID string, moves []bank.Transaction) []toile.AssetReportTransaction {
	views := make([]toile.AssetReportTransaction, 0, len(moves))
	for i := range moves {
		t := &moves[i]
		if t.Date < b.first() {
			break
		}
		view := *b.draft(accountID, t)
		view.TransactionID, view.Amount, view.Date, view.Pending = b.source.TransactionID(t.Key), t.Amount.Float(), t.Date.String(), t.Pending
		if t.Authorized != 0 {
			view.DateTransacted = toile.Some(t.Authorized.String())
		}
		if t.Replaces != 0 && t.Added.At.After(b.source.Item.CreatedAt) {
			view.PendingTransactionID = toile.Some(b.source.TransactionID(t.Replaces))
		}
		views = append(views, view)
	}
	return views
}

// draft gives what a transaction shares with those like it. It is read only.
func (b *builder) draft(accountID string, t *bank.Transaction) *toile.AssetReportTransaction {
	key := draft{t.Account, t.Description, t.Currency, t.Amount < 0}
	if known := b.drafts[key]; known != nil {
		return known
	}
	book, _ := b.source.Ledger.Book(t.Account)
	e := enrich.Of(t.Description, t.Amount < 0, enrich.Account{Type: book.Type, Subtype: book.Subtype})
	category := e.Credit()
	view := &toile.AssetReportTransaction{
		AccountID: accountID, OriginalDescription: new(t.Description),
		CreditCategory: toile.Some(toile.CreditCategory{Primary: category.Primary, Detailed: category.Detailed}),
	}
	if e.CheckNumber != "" {
		view.CheckNumber = toile.Some(e.CheckNumber)
	}
	view.ISOCurrencyCode, view.UnofficialCurrencyCode = b.source.Currency(t)
	b.drafts[key] = view
	return view
}
