package product

import (
	"time"

	"toile"
	"toile/internal/item"
)

// Balances gives the answer about the money on accounts. An oldest instant matters where the bank
// does not tell balances as they are now: there a caller has to say how old they may be
// (facts api 3.5).
func (s Source) Balances(accountIDs []string, oldest *time.Time) (*toile.AccountsGetResponse, error) {
	accounts, err := s.Accounts(accountIDs)
	if err == nil {
		err = s.freshEnough(accounts, oldest)
	}
	if err != nil {
		return nil, err
	}
	return &toile.AccountsGetResponse{Accounts: s.View(accounts), Item: s.Item.View()}, nil
}

func (s Source) freshEnough(accounts []item.Account, oldest *time.Time) error {
	for _, account := range accounts {
		book, _ := s.Ledger.Book(account.Number)
		if !s.isStale(book) {
			continue
		}
		if oldest == nil {
			return toile.ErrInvalidField("options.min_last_updated_datetime must be given for the accounts of this institution that are not depository")
		}
		if newest := s.Item.Updated(s.Now); newest.Before(*oldest) {
			return toile.ErrLastUpdatedDatetimeOutOfRange(toile.Seconds(newest))
		}
	}
	return nil
}
