package product

import (
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// Statements gives the list of the statements that the Item has, newest first.
func (s Source) Statements() *toile.StatementsListResponse {
	resp := &toile.StatementsListResponse{
		Accounts: []toile.StatementsAccount{}, InstitutionID: s.Item.InstitutionID, InstitutionName: s.Item.InstitutionName, ItemID: s.Item.ID,
	}
	months := s.statementMonths()
	for _, account := range s.issuing() {
		view := toile.StatementsAccount{
			AccountID: account.ID, AccountMask: account.Mask, AccountName: account.Name, AccountOfficialName: account.OfficialName,
			AccountSubtype: account.Subtype, AccountType: account.Type, Statements: []toile.StatementsStatement{},
		}
		for _, month := range months {
			posted := bank.PostedIn(month)
			year, inYear, _ := posted.Time().Date()
			view.Statements = append(view.Statements, toile.StatementsStatement{
				StatementID: s.statementID(account, month), DatePosted: toile.Some(posted.String()), Month: int(inYear), Year: year,
			})
		}
		resp.Accounts = append(resp.Accounts, view)
	}
	return resp
}

// Statement finds one of the Item's statements by its id.
func (s Source) Statement(statementID string) (bank.Statement, error) {
	months := s.statementMonths()
	for _, account := range s.issuing() {
		for _, month := range months {
			if s.statementID(account, month) == statementID {
				statement, _ := s.Ledger.Statement(account.Number, month)
				return statement, nil
			}
		}
	}
	return bank.Statement{}, toile.ErrInvalidField("statement_id must be that of a statement of this Item")
}

func (s Source) statementID(account item.Account, month int) string {
	return s.IDs.Item("statement", account.ID, int64(month))
}

// issuing gives the accounts that the bank makes statements of.
func (s Source) issuing() []item.Account {
	return slices.DeleteFunc(slices.Clone(s.Item.Accounts), func(a item.Account) bool {
		book, ok := s.Ledger.Book(a.Number)
		return !ok || !book.Issues()
	})
}

// statementMonths gives the months whose statements the Item has by now, newest first.
func (s Source) statementMonths() []int {
	var months []int
	for _, p := range s.Item.StatementPeriods() {
		months = append(months, bank.StatementMonths(p, s.Now)...)
	}
	slices.Sort(months)
	months = slices.Compact(months)
	slices.Reverse(months)
	return months
}
