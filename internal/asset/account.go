package asset

import (
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// longest is the number of days that a report can go back (spec, days_requested).
const longest = 731

// account builds what a report says of an account on which so many transactions were found.
func (b *builder) account(a item.Account, have parts, moves []bank.Transaction) toile.AccountAssets {
	v := b.source.Identified(a)
	view := toile.AccountAssets{
		AccountID: v.AccountID, Name: v.Name, OfficialName: v.OfficialName, Mask: v.Mask, Type: v.Type, Subtype: v.Subtype,
		VerificationStatus: (*string)(v.VerificationStatus), PersistentAccountID: v.PersistentAccountID,
		Owners: []toile.Owner{}, OwnershipType: toile.Null[toile.OwnershipType](),
		Balances: toile.AssetReportAccountBalance{
			Available: v.Balances.Available, Current: v.Balances.Current, Limit: v.Balances.Limit,
			ISOCurrencyCode: v.Balances.ISOCurrencyCode, UnofficialCurrencyCode: v.Balances.UnofficialCurrencyCode,
			LastUpdatedDatetime: v.Balances.LastUpdatedDatetime,
		},
		Transactions: []toile.AssetReportTransaction{}, HistoricalBalances: []toile.HistoricalBalance{},
	}
	if have.owners {
		view.Owners, view.OwnershipType = v.Owners, ownership(v.HolderCategory, v.Owners)
	}
	if have.transactions {
		view.DaysAvailable = float64(b.daysAvailable(moves))
		view.Transactions = b.transactions(a.ID, moves)
		view.HistoricalBalances = b.balances(a.Number, moves)
	}
	if have.investments && a.Type == "investment" {
		view.Investments = b.investments(a)
	}
	return view
}

// ownership tells from who holds an account how it is owned. Banks do not tell of trusts.
func ownership(holder toile.Optional[toile.AccountHolderCategory], owners []toile.Owner) toile.Optional[toile.OwnershipType] {
	names := 0
	for _, owner := range owners {
		names += len(owner.Names)
	}
	switch {
	case holder.Or("") == toile.AccountHolderCategoryBusiness:
		return toile.Some(toile.OwnershipTypeAssociation)
	case names == 1:
		return toile.Some(toile.OwnershipTypeIndividual)
	case names > 1:
		return toile.Some(toile.OwnershipTypeJoint)
	}
	return toile.Null[toile.OwnershipType]()
}

// moves gives what moved on the accounts in the time that a report can go back, newest first, by the
// numbers of the accounts.
func (b *builder) moves() map[int][]bank.Transaction {
	by := map[int][]bank.Transaction{}
	all := b.source.Ledger.Transactions(b.today-longest, b.today, b.source.Now)
	for i := range all {
		by[all[i].Account] = append(by[all[i].Account], all[i])
	}
	return by
}

// first gives the first day of the report: so many days before today as were asked for.
func (b *builder) first() bank.Date { return b.today - bank.Date(b.order.Days) }

// daysAvailable counts the days since the first transaction on the account, as far as the report goes.
func (b *builder) daysAvailable(moves []bank.Transaction) int {
	if len(moves) == 0 {
		return 0
	}
	return min(int(b.today-moves[len(moves)-1].Date), b.order.Days)
}

// balances gives what was on the account at the end of each of the days before today, newest first:
// what is there now without what was posted since (schema HistoricalBalance).
func (b *builder) balances(number int, moves []bank.Transaction) []toile.HistoricalBalance {
	views := make([]toile.HistoricalBalance, 0, b.order.Days)
	book, _ := b.source.Ledger.Book(number)
	now := b.source.Ledger.Balance(number, b.source.Now).Current
	if !slices.Contains([]string{"depository", "credit"}, book.Type) || now == nil {
		return views
	}
	current := *now
	iso, unofficial := b.source.Currency(&bank.Transaction{Account: number})
	for day := b.today - 1; day >= b.first(); day-- {
		for len(moves) > 0 && moves[0].Date > day {
			current += back(&moves[0], book.Type)
			moves = moves[1:]
		}
		views = append(views, toile.HistoricalBalance{Date: day.String(), Current: current.Float(), ISOCurrencyCode: iso, UnofficialCurrencyCode: unofficial})
	}
	return views
}

// back gives by how much the balance was higher before a transaction.
func back(t *bank.Transaction, accountType string) bank.Money {
	switch {
	case t.Pending || t.Currency != "": // it moves no balance, or not yet
		return 0
	case accountType == "credit": // the balance is a debt
		return -t.Amount
	}
	return t.Amount
}
