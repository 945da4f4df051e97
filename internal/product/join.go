package product

import (
	"time"

	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
)

// Join makes the source of answers about an Item at an instant. Of the Item's accounts it keeps
// those that the bank still has, each under the number by which the bank now knows it.
func Join(it item.Item, at bank.Institution, ledger *bank.Ledger, now time.Time, ids *id.Source) Source {
	found := make([]bank.Account, 0, len(ledger.Books))
	for i := range ledger.Books {
		found = append(found, ledger.Books[i].Account)
	}
	kept := make([]item.Account, 0, len(it.Accounts))
	for i, place := range item.Match(it.Accounts, found) {
		if place >= 0 {
			account := it.Accounts[i]
			account.Number = found[place].Number
			kept = append(kept, account)
		}
	}
	it.Accounts = kept
	return Source{Item: it, Institution: at, Ledger: ledger, Now: now, IDs: ids}
}
