package credit

import (
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/income"
	"toile/internal/item"
	"toile/internal/product"
)

// Found is what a Link session found out about a person's income or employment at banks: all that its
// report is built from.
type Found struct {
	ReportID string
	At       time.Time // when the session ended
	Days     int       // that were asked for
	Linked   []Linked  // the Items that it linked, in their order
	Left     []string  // ids of Items that the person left before sharing them
}

// Linked is what one Item brings to a report.
type Linked struct {
	product.Source                 // the Item and its bank when the person was asked
	Status         string          // how its step ended, as package link has it
	Streams        []income.Stream // what the person ticked
	Failure        *toile.Error    // why the Item could not be read when the session ended; nil where it could
	Removed        bool            // it was ended before the session did
}

// window gives the days that a report is about: those that were asked for, up to the day on which the
// person was asked (facts api 3.9).
func (l Linked) window(days int) bank.Period {
	to := bank.DateOf(l.Now)
	return bank.Period{From: to - bank.Date(days), To: to}
}

// knowsOwners reports whether the bank tells who owns an account.
func (l Linked) knowsOwners() bool {
	return l.Institution.Supports([]string{string(toile.ProductsIdentity)})
}

// account finds the Item's account that the bank knows by a number.
func (l Linked) account(number int) item.Account {
	i := slices.IndexFunc(l.Item.Accounts, func(a item.Account) bool { return a.Number == number })
	return l.Item.Accounts[i]
}

// accounts shows the accounts to which what was ticked comes.
func (l Linked) accounts() []toile.CreditBankIncomeAccount {
	shown := []toile.CreditBankIncomeAccount{}
	for _, a := range l.Item.Accounts {
		if !slices.ContainsFunc(l.Streams, func(s income.Stream) bool { return s.Account == a.Number }) {
			continue
		}
		view := toile.CreditBankIncomeAccount{
			AccountID: a.ID, Mask: toile.NonEmpty(a.Mask), Name: a.Name, OfficialName: toile.NonEmpty(a.OfficialName),
			Subtype: toile.DepositoryAccountSubtype(a.Subtype), Type: toile.CreditBankIncomeAccountTypeDepository, Owners: []toile.Owner{},
		}
		if l.knowsOwners() {
			view.Owners = l.Owners(a.Number)
		}
		shown = append(shown, view)
	}
	return shown
}
