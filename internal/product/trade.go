package product

import (
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// Trades answers /investments/transactions/get: a page of what was traded on the accounts of the
// Item, newest first. They are there at once, so that async_update changes nothing.
func (s Source) Trades(req *toile.InvestmentsTransactionsGetRequest) (*toile.InvestmentsTransactionsGetResponse, error) {
	period, err := bank.ParsePeriod("", req.StartDate, req.EndDate)
	if err != nil {
		return nil, err
	}
	options := req.Options
	if options == nil {
		options = &toile.InvestmentsTransactionsGetRequestOptions{}
	}
	accounts, err := s.investors(options.AccountIDs, toile.ErrNoInvestmentAccounts)
	if err != nil {
		return nil, err
	}
	count, offset := defaultCount, 0
	if options.Count != nil {
		count = *options.Count
	}
	if options.Offset != nil {
		offset = *options.Offset
	}
	trades := s.tradesOf(accounts, period)
	resp := &toile.InvestmentsTransactionsGetResponse{
		Item: s.Item.View(), Accounts: s.investmentView(accounts), TotalInvestmentTransactions: len(trades), IsInvestmentsFallbackItem: new(false),
	}
	start := min(offset, len(trades))
	resp.InvestmentTransactions, resp.Securities = s.showTrades(trades[start:min(start+count, len(trades))])
	return resp, nil
}

// Traded shows what was traded on some accounts in a period, newest first, and the securities of it.
func (s Source) Traded(accounts []item.Account, period bank.Period) ([]toile.InvestmentTransaction, []toile.Security) {
	return s.showTrades(s.tradesOf(accounts, period))
}

// tradesOf gives the trades on some accounts.
func (s Source) tradesOf(accounts []item.Account, period bank.Period) []bank.Trade {
	on := setOf(accounts)
	return slices.DeleteFunc(s.Ledger.Trades(period.From, period.To, s.Now), func(t bank.Trade) bool { return !on.has(t.Account) })
}

// showTrades shows trades, and the securities of them.
func (s Source) showTrades(trades []bank.Trade) ([]toile.InvestmentTransaction, []toile.Security) {
	views, met := make([]toile.InvestmentTransaction, 0, len(trades)), []bank.Security(nil)
	for _, t := range trades {
		views = append(views, s.trade(t))
		if t.Security != nil {
			met = append(met, *t.Security)
		}
	}
	return views, s.securities(met)
}

func (s Source) trade(t bank.Trade) toile.InvestmentTransaction {
	book, _ := s.Ledger.Book(t.Account)
	view := toile.InvestmentTransaction{
		InvestmentTransactionID: s.IDs.Item("investment transaction", s.Item.ID, int64(t.Key)), CancelTransactionID: toile.Null[string](),
		AccountID: s.accountID(t.Account), Date: t.Date.String(), Name: t.Name, Quantity: float64(t.Quantity), Amount: t.Amount.Float(), Price: t.Price,
		Fees: t.Fees.OrNil(), Type: toile.InvestmentTransactionType(t.Type), Subtype: toile.InvestmentTransactionSubtype(t.Subtype),
		TransactionDatetime: toile.Null[toile.Timestamp](),
	}
	if t.Security != nil {
		view.SecurityID = new(s.SecurityID(*t.Security))
	}
	if !t.At.IsZero() {
		view.TransactionDatetime = toile.Some(toile.Seconds(t.At))
	}
	view.ISOCurrencyCode, view.UnofficialCurrencyCode = currency(book, t.Currency)
	return view
}
