package product

import (
	"fmt"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
)

// stale is the institution that tells new balances of deposits only, and says how old each is
// (spec, AccountBalance).
const stale = "ins_128026"

// Accounts gives those of the Item's accounts that a caller asks for by id, all when it asks for
// none, in the order of the bank.
func (s Source) Accounts(ids []string) ([]item.Account, error) {
	return s.accountsIn("options.account_ids", ids)
}

// accountsIn is Accounts for a field of another name.
func (s Source) accountsIn(field string, ids []string) ([]item.Account, error) {
	if len(ids) == 0 {
		return s.Item.Accounts, nil
	}
	wanted := map[string]bool{}
	for i, accountID := range ids {
		if !id.IsItem(accountID) {
			return nil, toile.ErrInvalidField(fmt.Sprintf("%s[%d] must be a properly formatted, non-empty account_id", field, i))
		}
		wanted[accountID] = true
	}
	var chosen []item.Account
	for _, account := range s.Item.Accounts {
		if wanted[account.ID] {
			chosen = append(chosen, account)
			delete(wanted, account.ID)
		}
	}
	if len(wanted) > 0 {
		return nil, toile.ErrInvalidAccountID()
	}
	return chosen, nil
}

// View shows accounts as every endpoint does.
func (s Source) View(accounts []item.Account) []toile.AccountBase {
	views := make([]toile.AccountBase, 0, len(accounts))
	for _, account := range accounts {
		views = append(views, s.account(account))
	}
	return views
}

func (s Source) account(a item.Account) toile.AccountBase {
	book, _ := s.Ledger.Book(a.Number)
	view := toile.AccountBase{
		AccountID: a.ID, Name: a.Name, Mask: toile.NonEmpty(a.Mask), OfficialName: toile.NonEmpty(a.OfficialName),
		Type: toile.AccountType(a.Type), Subtype: subtype(a.Subtype), Balances: s.balance(book),
	}
	if book.HolderCategory != "" {
		view.HolderCategory = toile.Some(toile.AccountHolderCategory(book.HolderCategory))
	}
	if a.Type == "depository" {
		view.APY = toile.OrNull(book.APY)
		if s.Institution.Tokenized {
			view.PersistentAccountID = new(s.persistentID(a.Number))
		}
	}
	if status := s.Item.Verification(s.Now); status != "" && book.Numbers.Account != "" {
		view.VerificationStatus = &status
		if len(book.Owners) > 0 && len(book.Owners[0].Names) > 0 {
			view.VerificationName = &book.Owners[0].Names[0]
		}
	}
	return view
}

func subtype(s string) *toile.AccountSubtype {
	if s == "" {
		return nil
	}
	return new(toile.AccountSubtype(s))
}

// balance shows what the bank says now about the money on an account, or what it said last.
func (s Source) balance(book bank.Book) toile.AccountBalance {
	at := s.Now
	if s.isStale(book) {
		at = s.Item.Updated(s.Now)
	}
	balance := s.Ledger.Balance(book.Number, at)
	view := toile.AccountBalance{Available: balance.Available.OrNil(), Current: balance.Current.OrNil(), Limit: balance.Limit.OrNil()}
	view.ISOCurrencyCode, view.UnofficialCurrencyCode = currency(book, "")
	if s.Item.InstitutionID == stale {
		view.LastUpdatedDatetime = toile.Some(toile.Seconds(at))
	}
	return view
}

// isStale reports whether the bank tells the balance of an account once a day only.
func (s Source) isStale(book bank.Book) bool {
	return s.Item.InstitutionID == stale && book.Type != "depository"
}

// persistentID names an account the same in every Item of whoever it belongs to.
func (s Source) persistentID(number int) string {
	const size = 56 // facts api 1.4
	return s.IDs.Hex("persistent account", s.Item.InstitutionID+"/"+s.Item.Login.Username, int64(number))[:size]
}

// Currency gives the two codes of the currency of a transaction, of which exactly one is null.
func (s Source) Currency(t *bank.Transaction) (iso, unofficial *string) {
	book, _ := s.Ledger.Book(t.Account)
	return currency(book, t.Currency)
}

// currency gives the two codes of which exactly one is null: of the account's currency, or of
// another.
func currency(book bank.Book, other string) (iso, unofficial *string) {
	switch {
	case other != "":
		return bank.Codes(other)
	case book.Unofficial:
		return nil, &book.Currency
	}
	return &book.Currency, nil
}
