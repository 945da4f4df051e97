package product

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// depositoryTrust are the numbers of the institution at the Depository Trust Company: those of the
// official example.
var depositoryTrust = []string{"1111", "2222", "3333"}

// InvestmentsAuth gives the answer about what is needed to move investments to another institution.
func (s Source) InvestmentsAuth(accountIDs []string) (*toile.InvestmentsAuthGetResponse, error) {
	accounts, err := s.investors(accountIDs, toile.ErrNoInvestmentAuthAccounts)
	if err != nil {
		return nil, err
	}
	resp := &toile.InvestmentsAuthGetResponse{
		Accounts: s.investmentView(accounts), Item: s.Item.View(),
		DataSources: toile.InvestmentsAuthDataSources{
			Numbers: new(toile.DataSources("INSTITUTION")), Owners: new(toile.DataSources("INSTITUTION")), Holdings: new(toile.DataSources("INSTITUTION")),
		},
	}
	resp.Holdings, resp.Securities = s.Held(accounts)
	for _, account := range accounts {
		book, _ := s.Ledger.Book(account.Number)
		owner := toile.InvestmentsAuthOwner{AccountID: new(account.ID), Names: []string{}}
		for _, o := range book.Owners {
			owner.Names = append(owner.Names, o.Names...)
		}
		resp.Owners = append(resp.Owners, owner)
		if account.Type == "investment" {
			addTransferNumbers(&resp.Numbers, account, book)
		}
		if account.Subtype == "401k" {
			resp.AccountDetails401k = append(resp.AccountDetails401k, s.plan(account))
		}
	}
	return resp, nil
}

// addTransferNumbers adds the number under which an account is known to the network that moves what
// it holds: the plan's for a 401k, ATON in Canada, ACATS elsewhere.
func addTransferNumbers(to *toile.InvestmentsAuthGetNumbers, account item.Account, book bank.Book) {
	number := book.Numbers.Account
	if number == "" {
		number = "TR" + account.Mask
	}
	switch {
	case account.Subtype == "401k":
		to.Retirement401k = append(to.Retirement401k, toile.NumbersRetirement401k{AccountID: account.ID, Plan: new("PLAN" + account.Mask), Account: &number})
	case book.Currency == "CAD":
		to.Aton = append(to.Aton, toile.NumbersATON{AccountID: account.ID, Account: number})
	default:
		to.Acats = append(to.Acats, toile.NumbersACATS{AccountID: account.ID, Account: number, DtcNumbers: depositoryTrust})
	}
}

// plan tells of a 401k what was paid in and what it cost.
func (s Source) plan(account item.Account) toile.InvestmentsAuthAccountDetails401k {
	today := bank.DateOf(s.Now)
	var paid toile.InvestmentsAuth401kContributionDetails
	var fees toile.InvestmentsAuth401kFeeDetails
	var last []bank.Trade // contributions of the newest day that has any
	var feesPaid, month, half, year bank.Money
	for _, t := range s.tradesOf([]item.Account{account}, bank.Period{From: today - 364, To: today}) {
		switch {
		case t.Type == "fee":
			fees.AccountFeeCount12m++
			feesPaid += t.Amount
		case t.Type == "cash" && t.Subtype == "contribution":
			if len(last) == 0 || last[0].Date == t.Date {
				last = append(last, t)
			}
			paid.ContributionCount12m++
			year += t.Amount.Abs()
			if t.Date > today-182 {
				paid.ContributionCount6m++
				half += t.Amount.Abs()
			}
			if t.Date > today-30 {
				paid.ContributionCount1m++
				month += t.Amount.Abs()
			}
		}
	}
	fees.AccountFeeAmount12m = feesPaid.Float()
	paid.ContributionAmount1m, paid.ContributionAmount6m, paid.ContributionAmount12m = month.Float(), half.Float(), year.Float()
	paid.LastContributionTransactions, _ = s.showTrades(last)
	return toile.InvestmentsAuthAccountDetails401k{AccountID: new(account.ID), FeeDetails: &fees, ContributionDetails: &paid}
}
