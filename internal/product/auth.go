package product

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// Auth gives the answer about the numbers by which money is sent to accounts: those that have any,
// and their numbers by the network that uses them.
func (s Source) Auth(accountIDs []string) (*toile.AuthGetResponse, error) {
	accounts, err := s.Accounts(accountIDs)
	if err == nil && s.Item.Verification(s.Now) == item.Verifying {
		err = toile.ErrProductNotReady()
	}
	if err != nil {
		return nil, err
	}
	resp := &toile.AuthGetResponse{Item: s.Item.View()}
	var numbered []item.Account
	for _, account := range accounts {
		book, _ := s.Ledger.Book(account.Number)
		if s.addNumbers(&resp.Numbers, account.ID, book.Numbers) {
			numbered = append(numbered, account)
		}
	}
	if len(numbered) == 0 {
		return nil, toile.ErrNoAuthAccounts()
	}
	resp.Accounts = s.View(numbered)
	return resp, nil
}

// addNumbers adds the numbers of an account and reports whether it has any.
func (s Source) addNumbers(to *toile.AuthGetNumbers, accountID string, n bank.Numbers) (added bool) {
	if n.Account != "" && n.Routing != "" {
		ach := toile.NumbersACH{AccountID: accountID, Account: n.Account, Routing: n.Routing, WireRouting: toile.NonEmpty(n.WireRouting)}
		ach.IsTokenizedAccountNumber = new(s.Institution.Tokenized)
		ach.CanTransferIn, ach.CanTransferOut = toile.Some(true), toile.Some(true)
		to.ACH, added = append(to.ACH, ach), true
	}
	if n.Account != "" && n.EFTInstitution != "" {
		eft := toile.NumbersEFT{AccountID: accountID, Account: n.Account, Institution: n.EFTInstitution, Branch: n.EFTBranch}
		to.Eft, added = append(to.Eft, eft), true
	}
	if n.IBAN != "" {
		to.International, added = append(to.International, toile.NumbersInternational{AccountID: accountID, IBAN: n.IBAN, BIC: n.BIC}), true
	}
	if n.Account != "" && n.SortCode != "" {
		to.Bacs, added = append(to.Bacs, toile.NumbersBACS{AccountID: accountID, Account: n.Account, SortCode: n.SortCode}), true
	}
	return added
}
