package product

import (
	"cmp"
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
)

// fromNow is the cursor of a caller who knows everything already (facts api 3.6).
const fromNow = "now"

// defaultCount is how many transactions a page has when the caller does not say.
const defaultCount = 100

// Sync tells what changed in an Item's transactions since a cursor, a page at a time. All pages of
// one pagination show the same state, the one at the first page's instant; when a transaction of it
// changes meanwhile, the caller must begin again where the pagination began (facts api 3.6).
func (s Source) Sync(req *toile.TransactionsSyncRequest) (*toile.TransactionsSyncResponse, error) {
	options := req.Options
	if options == nil {
		options = &toile.TransactionsSyncRequestOptions{}
	}
	account, err := s.syncAccount(options.AccountID)
	if err != nil {
		return nil, err
	}
	text := ""
	if req.Cursor != nil {
		text = *req.Cursor
	}
	from := cursor{account: account}
	if text != "" && text != fromNow {
		if from, err = s.parseCursor(text, account); err != nil {
			return nil, err
		}
	}
	here := s.here(account, latestOf(from.known, from.target))
	status := s.Item.Feed.Status(here.at)
	switch {
	case status == toile.TransactionsUpdateStatusNotReady:
		return &toile.TransactionsSyncResponse{TransactionsUpdateStatus: status}, nil
	case text == fromNow:
		from.known = here
		return &toile.TransactionsSyncResponse{TransactionsUpdateStatus: status, NextCursor: from.text(s)}, nil
	}
	run := from
	if !run.paging() {
		run.target = here
	}
	list := s.updates(run.known, run.target)
	if run.place > 0 && s.mutated(list, run.target, here) {
		return nil, toile.ErrTransactionsSyncMutation()
	}
	count := defaultCount
	if req.Count != nil {
		count = *req.Count
	}
	told := pageOf(list, run.place, count)
	resp := s.page(options.IncludeOriginalDescription, options.PersonalFinanceCategoryVersion).sync(told)
	resp.TransactionsUpdateStatus = s.Item.Feed.Status(run.target.at)
	if run.place += len(told); run.place < len(list) {
		resp.HasMore, resp.NextCursor = true, run.text(s)
	} else if resp.NextCursor = text; len(list) > 0 || text == "" { // where nothing happened, the cursor stays
		resp.NextCursor = cursor{account: account, known: run.target}.text(s)
	}
	return resp, nil
}

// syncAccount gives the number of the account that the updates are asked of; zero for all.
func (s Source) syncAccount(accountID *string) (int, error) {
	if accountID == nil {
		return 0, nil
	}
	if !id.IsItem(*accountID) {
		return 0, toile.ErrInvalidField("options.account_id must be a properly formatted, non-empty account_id")
	}
	accounts, err := s.Accounts([]string{*accountID})
	if err != nil {
		return 0, err
	}
	return accounts[0].Number, nil
}

func latestOf(a, b position) position {
	if b.at.After(a.at) {
		return b
	}
	return a
}

// mutated reports whether a transaction that a pagination tells of was changed or taken back since
// the state that it shows, or is on an account that is not shared any more, or if the bank's data
// are other ones now.
func (s Source) mutated(run []update, target, here position) bool {
	if target.is(here) {
		return false
	}
	if target.accounts&^here.accounts != 0 || target.config != here.config {
		return true
	}
	told := make(map[bank.Key]bool, len(run))
	for _, u := range run {
		if u.kind != removed {
			told[u.t.Key] = true
		}
	}
	return slices.ContainsFunc(s.updates(target, here), func(u update) bool { return u.kind != added && told[u.t.Key] })
}

// pageOf gives some updates from a place on, in the order of their moments. Those of one moment
// are in the order of their days.
func pageOf(list []update, place, count int) []update {
	slices.SortFunc(list, func(a, b update) int {
		if order := a.when.Compare(b.when); order != 0 {
			return order
		}
		if a.t.Date != b.t.Date {
			return int(a.t.Date - b.t.Date)
		}
		return cmp.Compare(a.t.Key, b.t.Key)
	})
	place = min(max(place, 0), len(list))
	return list[place:min(place+count, len(list))]
}

// sync shows updates.
func (p *page) sync(updates []update) *toile.TransactionsSyncResponse {
	var counts [3]int
	for _, u := range updates {
		counts[u.kind]++
	}
	resp := &toile.TransactionsSyncResponse{
		Added: make([]toile.Transaction, 0, counts[added]), Modified: make([]toile.Transaction, 0, counts[modified]),
		Removed: make([]toile.RemovedTransaction, 0, counts[removed]),
	}
	var on accountSet
	for _, u := range updates {
		on |= 1 << u.t.Account
		switch u.kind {
		case added:
			resp.Added = append(resp.Added, p.transaction(u.t))
		case modified:
			resp.Modified = append(resp.Modified, p.transaction(u.t))
		case removed:
			resp.Removed = append(resp.Removed, toile.RemovedTransaction{
				TransactionID: p.TransactionID(u.t.Key), AccountID: p.accountID(u.t.Account),
			})
		}
	}
	resp.Accounts = p.View(slices.DeleteFunc(slices.Clone(p.Item.Accounts), func(a item.Account) bool { return !on.has(a.Number) }))
	return resp
}

// accountID gives the id of an account that the Item shares.
func (s Source) accountID(number int) string {
	for _, account := range s.Item.Accounts {
		if account.Number == number {
			return account.ID
		}
	}
	return ""
}
