package product

import (
	"toile"
	"toile/internal/bank"
)

// Transactions answers /transactions/get: those of a range of days, newest first, a stretch of
// them at a time.
func (s Source) Transactions(req *toile.TransactionsGetRequest) (*toile.TransactionsGetResponse, error) {
	period, err := bank.ParsePeriod("", req.StartDate, req.EndDate)
	if err != nil {
		return nil, err
	}
	options := req.Options
	if options == nil {
		options = &toile.TransactionsGetRequestOptions{}
	}
	accounts, err := s.Accounts(options.AccountIDs)
	if err != nil {
		return nil, err
	}
	feed := s.Item.Feed
	if feed.Status(s.Now) == toile.TransactionsUpdateStatusNotReady {
		return nil, toile.ErrProductNotReady()
	}
	on := setOf(accounts)
	count, offset := defaultCount, 0
	if options.Count != nil {
		count = *options.Count
	}
	if options.Offset != nil {
		offset = *options.Offset
	}
	resp := &toile.TransactionsGetResponse{Accounts: s.View(accounts), Item: s.Item.View()}
	page := s.page(options.IncludeOriginalDescription, options.PersonalFinanceCategoryVersion)
	all := s.Ledger.Transactions(max(period.From, feed.Earliest(s.Now)), period.To, s.Now)
	resp.Transactions = make([]toile.Transaction, 0, min(count, len(all)))
	for i := range all {
		if !on.has(all[i].Account) {
			continue
		}
		if n := resp.TotalTransactions; n >= offset && n-offset < count {
			resp.Transactions = append(resp.Transactions, page.transaction(&all[i]))
		}
		resp.TotalTransactions++
	}
	return resp, nil
}
