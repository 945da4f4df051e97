package product

import (
	"toile"
	"toile/internal/bank"
)

// Recurring lists the streams of payments that the Item's whole history shows. It waits for all of
// the history: half of it would show other streams.
func (s Source) Recurring(req *toile.TransactionsRecurringGetRequest) (*toile.TransactionsRecurringGetResponse, error) {
	accounts, err := s.accountsIn("account_ids", req.AccountIDs)
	if err != nil {
		return nil, err
	}
	feed := s.Item.Feed
	if feed.Status(s.Now) != toile.TransactionsUpdateStatusHistoricalUpdateComplete {
		return nil, toile.ErrProductNotReady()
	}
	var version *toile.PersonalFinanceCategoryVersion
	if req.Options != nil {
		version = req.Options.PersonalFinanceCategoryVersion
	}
	page := s.page(toile.Optional[bool]{}, version)
	on := setOf(accounts)
	updated := feed.HistoricalAt
	all, streams := s.streams()
	for i := range all {
		if told := s.told(&all[i]).At; told.After(updated) {
			updated = told
		}
	}
	resp := &toile.TransactionsRecurringGetResponse{UpdatedDatetime: toile.Seconds(updated), PersonalFinanceCategoryVersion: &page.taxonomy}
	for _, r := range streams {
		if !on.has(r.Account) {
			continue
		}
		if r.First().Amount < 0 {
			resp.InflowStreams = append(resp.InflowStreams, page.stream(r))
		} else {
			resp.OutflowStreams = append(resp.OutflowStreams, page.stream(r))
		}
	}
	return resp, nil
}

// streams gives the Item's whole history, and what recurs in it.
func (s Source) streams() ([]bank.Transaction, []bank.Recurring) {
	today := bank.DateOf(s.Now)
	all := s.Ledger.Transactions(s.Item.Feed.From, today, s.Now)
	return all, bank.Streams(all, today)
}

// stream shows what recurs.
func (p *page) stream(r bank.Recurring) toile.TransactionStream {
	first, last := r.First(), r.Last()
	latest := p.transaction(&last)
	view := toile.TransactionStream{
		AccountID: latest.AccountID, StreamID: p.IDs.Item("transaction stream", p.Item.ID, int64(first.Key)),
		Description: last.Description, MerchantName: latest.MerchantName.Value, PersonalFinanceCategory: latest.PersonalFinanceCategory,
		FirstDate: first.Date.String(), LastDate: last.Date.String(), PredictedNextDate: toile.Null[string](),
		Frequency: r.Frequency, Status: r.Status, IsActive: r.Active,
		AverageAmount: amountOf(r.Average(), latest), LastAmount: amountOf(last.Amount, latest),
	}
	if r.Next != 0 {
		view.PredictedNextDate = toile.Some(r.Next.String())
	}
	for _, t := range r.Transactions {
		view.TransactionIDs = append(view.TransactionIDs, p.TransactionID(t.Key))
	}
	return view
}

// amountOf gives an amount in the currency of a transaction.
func amountOf(amount bank.Money, like toile.Transaction) toile.TransactionStreamAmount {
	return toile.TransactionStreamAmount{
		Amount: new(amount.Float()), ISOCurrencyCode: toile.OrNull(like.ISOCurrencyCode), UnofficialCurrencyCode: toile.OrNull(like.UnofficialCurrencyCode),
	}
}
