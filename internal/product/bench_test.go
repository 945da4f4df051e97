package product_test

import (
	"fmt"
	"testing"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/product"
)

// twoYears is an Item with two years of history, all of it there.
func twoYears(b *testing.B, username string) product.Source {
	b.Helper()
	login := bank.Login{InstitutionID: "ins_109508", Username: username, Password: "pass_good"}
	ledger, err := bank.New("bench").Ledger(login, noon, nil)
	if err != nil {
		b.Fatal(err)
	}
	s := product.Source{Ledger: ledger, Now: noon.Add(time.Hour), IDs: id.New("bench")}
	s.Item = item.Item{ID: "an item", InstitutionID: login.InstitutionID, Login: login, CreatedAt: noon, Products: []string{"transactions"}}
	s.Item.AskTransactions(item.History{Days: 730}, item.SandboxDelays, noon)
	for _, book := range ledger.Books {
		s.Item.Accounts = append(s.Item.Accounts, item.Account{ID: s.IDs.Item("account", s.Item.ID, int64(book.Number)), Account: book.Account})
	}
	return s
}

// BenchmarkPage reads pages of two years of transactions, by both ways, and what recurs in them.
func BenchmarkPage(b *testing.B) {
	for _, username := range []string{"user_good", "user_transactions_dynamic"} {
		s := twoYears(b, username)
		for _, count := range []int{1, 100, 500} {
			b.Run(fmt.Sprintf("sync/%s/%d", username, count), func(b *testing.B) {
				req, n := &toile.TransactionsSyncRequest{Count: &count}, 0
				b.ReportAllocs()
				for b.Loop() {
					resp, err := s.Sync(req)
					if err != nil {
						b.Fatal(err)
					}
					n = len(resp.Added)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/1e3/float64(b.N)/float64(n), "µs/transaction")
			})
			b.Run(fmt.Sprintf("get/%s/%d", username, count), func(b *testing.B) {
				req, n := &toile.TransactionsGetRequest{StartDate: "2020-01-01", EndDate: "2030-01-01", Options: &toile.TransactionsGetRequestOptions{Count: &count}}, 0
				b.ReportAllocs()
				for b.Loop() {
					resp, err := s.Transactions(req)
					if err != nil {
						b.Fatal(err)
					}
					n = len(resp.Transactions)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/1e3/float64(b.N)/float64(n), "µs/transaction")
			})
		}
		b.Run("nothing new/"+username, func(b *testing.B) {
			resp, err := s.Sync(&toile.TransactionsSyncRequest{Count: new(500)})
			if err != nil {
				b.Fatal(err)
			}
			req := &toile.TransactionsSyncRequest{Cursor: &resp.NextCursor}
			b.ReportAllocs()
			for b.Loop() {
				if resp, err := s.Sync(req); err != nil || len(resp.Added) > 0 {
					b.Fatal(resp, err)
				}
			}
		})
		b.Run("recurring/"+username, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Recurring(&toile.TransactionsRecurringGetRequest{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMutation goes on with a pagination of ten thousand transactions after as many others that
// the caller knew were posted: whether any of the one are among the other is found in one walk.
func BenchmarkMutation(b *testing.B) {
	const many, rows = 1000, 10
	s := twoYears(b, "user_transactions_dynamic")
	today := bank.DateOf(s.Now)
	create := func(posted bank.Date) {
		for range many {
			change := bank.Change{Number: len(s.Ledger.Changes) + 1, At: s.Now}
			for range rows {
				change.Created = append(change.Created, bank.Created{Account: 1, Amount: bank.Cents(100), Description: "Tea", Transacted: today, Posted: posted})
			}
			s.Ledger.Changes = append(s.Ledger.Changes, change)
		}
	}
	sync := func(cursor string) *toile.TransactionsSyncResponse {
		resp, err := s.Sync(&toile.TransactionsSyncRequest{Cursor: &cursor})
		if err != nil {
			b.Fatal(err)
		}
		return resp
	}
	create(today + 1)
	known := sync("now").NextCursor
	create(today)
	s.Now = s.Now.Add(time.Minute)
	first := sync(known)
	s.Now = s.Now.Add(24 * time.Hour)
	b.ReportAllocs()
	for b.Loop() {
		if resp := sync(first.NextCursor); len(resp.Added) == 0 || !resp.HasMore {
			b.Fatalf("%d added", len(resp.Added))
		}
	}
}
