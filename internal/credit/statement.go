package credit

import (
	"strings"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
	"toile/internal/item"
)

// BankStatement shows what was read in a bank statement that a person uploaded. The account has an id
// that names it in no other place; statements of one account share it.
func BankStatement(u Upload, accountID, url string) toile.CreditBankStatementUploadObject {
	view := toile.CreditBankStatementUploadObject{DocumentID: &u.ID, DocumentMetadata: Metadata(u, url)}
	s := u.Reading.Statement
	if s == nil {
		return view
	}
	for _, t := range s.Transactions {
		view.Transactions = append(view.Transactions, toile.CreditBankStatementUploadTransaction{
			Amount: new(t.Amount.Float()), Date: t.Date.OrNil(), OriginalDescription: toile.NonEmpty(t.Description), AccountID: &accountID,
		})
	}
	view.BankAccounts = []toile.CreditBankStatementUploadBankAccount{{
		Name: toile.NonEmpty(s.Book.Name), BankName: toile.NonEmpty(u.Reading.Bank), AccountType: toile.NonEmpty(strings.ToUpper(s.Book.Subtype)),
		AccountNumber: toile.NonEmpty(s.Book.Mask), AccountID: &accountID, Owner: owner(s.Book),
		Periods: []toile.CreditBankStatementUploadBankAccountPeriod{{
			StartDate: s.From.OrNil(), EndDate: s.To.OrNil(), StartingBalance: new(s.Opening.Float()), EndingBalance: new(s.Closing.Float()),
		}},
	}}
	return view
}

// ReadStatements gives an Item of uploaded bank statements that were read.
func ReadStatements(it item.Item, statements []toile.CreditBankStatementUploadObject, at time.Time) toile.CreditBankStatementUploadItem {
	return toile.CreditBankStatementUploadItem{
		ItemID: it.ID, BankStatements: statements, UpdatedAt: new(toile.Seconds(at)),
		Status: &toile.PayrollItemStatus{ProcessingStatus: toile.Some(document.Complete)},
	}
}

// UnreadStatements gives an Item whose bank statements are being read.
func UnreadStatements(it item.Item) toile.CreditBankStatementUploadItem {
	return toile.CreditBankStatementUploadItem{ItemID: it.ID, Status: &toile.PayrollItemStatus{ProcessingStatus: toile.Some(processing)}}
}

// StatementAccount tells the accounts of statements apart, as far as statements do.
func StatementAccount(u Upload) string {
	if u.Reading.Statement == nil {
		return u.ID
	}
	book := u.Reading.Statement.Book
	return strings.Join([]string{u.Reading.Bank, book.Subtype, book.Mask, book.Name}, "\x00")
}

// owner is whom a statement is addressed to.
func owner(b bank.Book) (view toile.CreditBankStatementUploadAccountOwner) {
	if len(b.Owners) == 0 {
		return view
	}
	first := b.Owners[0]
	if len(first.Names) > 0 {
		view.Name = toile.NonEmpty(strings.Join(first.Names, ", "))
	}
	for i, a := range first.Addresses {
		if a.Primary || i == 0 {
			view.Address = toile.CreditBankStatementUploadAccountOwnerAddress{
				City: toile.NonEmpty(a.City), Country: toile.NonEmpty(a.Country), PostalCode: toile.NonEmpty(a.PostalCode),
				Region: toile.NonEmpty(a.Region), Street: toile.NonEmpty(a.Street),
			}
		}
	}
	return view
}
