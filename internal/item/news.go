package item

import (
	"time"

	"toile"
)

// News is how far the webhooks have told of what comes in of an Item's products.
type News struct {
	Synced       bool      `json:"synced,omitempty"`      // /transactions/sync was called: from then on there is a webhook for it (spec, SyncUpdatesAvailableWebhook)
	Transactions Known     `json:"transactions,omitzero"` // what was told of them
	Recurring    bool      `json:"recurring,omitempty"`   // /transactions/recurring/get was called, likewise
	Streams      []Streams `json:"streams,omitempty"`     // what was told of what recurs
	ProductsAt   time.Time `json:"products_at,omitzero"`  // when investments and debts are told of that the Item was linked for
	Investments  Known     `json:"investments,omitzero"`  // what was told of holdings and trades
	Liabilities  Known     `json:"liabilities,omitzero"`  // and of debts
	IncomeAt     time.Time `json:"income_at,omitzero"`    // up to when changes of bank income were told
}

// Known is a state of what an Item shows: as it was at an instant, after so many changes of callers, on the accounts that
// were shared. Zero is nothing at all.
type Known struct {
	At       time.Time `json:"at"`
	Changes  int       `json:"changes,omitempty"`
	Accounts uint64    `json:"accounts,omitempty"` // a bit for the number of each
	Config   uint32    `json:"config,omitempty"`   // a sum of the custom user's configuration
}

// Streams sums up what recurs on an account: another sum, and something of it changed.
type Streams struct {
	AccountID string `json:"account_id"`
	Sum       uint32 `json:"sum"`
}

// HasTransactions reports whether the Item has transactions and the bank was asked for them.
func (i Item) HasTransactions() bool { return i.Feed.Asked() && i.Has(toile.ProductsTransactions) }

// HasNews reports whether something new comes in of the Item day by day: transactions, investments or debts. Nothing does of
// identities, account numbers or pay.
func (i Item) HasNews() bool {
	return i.HasTransactions() || i.Has(toile.ProductsInvestments) || i.Has(toile.ProductsLiabilities)
}

// hasDays reports whether the Item is looked at day by day: also one whose deposits may be income, of which some clients want
// to hear.
func (i Item) hasDays() bool {
	return i.HasNews() || i.Has(toile.ProductsIncomeVerification) && i.InstitutionID != ""
}
