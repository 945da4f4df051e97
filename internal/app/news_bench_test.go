package app

import (
	"testing"

	"toile/internal/item"
	"toile/internal/product"
)

// everything is all of which something comes in.
var everything = []string{"transactions", "investments", "liabilities"}

// BenchmarkDaily looks once a day for what is new of one Item, with everything that is told of.
func BenchmarkDaily(b *testing.B) {
	for _, username := range []string{"user_good", "user_transactions_dynamic"} {
		b.Run(username, func(b *testing.B) {
			a := begin(b, b.TempDir()+"/toile.db")
			w := tells(b, a, username, hook, everything...)
			w.sync()
			w.advance(b, aDay)
			w.deliveries()
			do(w, (*App).TransactionsRecurringGet, `{"access_token":"$ACCESS"}`)
			var it item.Item
			var source product.Source
			a.must(b, func(c call) (err error) {
				if it, err = c.Item(w.itemID); err == nil {
					c.at = c.at.Add(aDay)
					source, err = c.sourceOf(it)
				}
				return err
			})
			b.ReportAllocs()
			for b.Loop() {
				ledger, err := a.world.Ledger(it.Login, it.CreatedAt, nil)
				if err != nil {
					b.Fatal(err)
				}
				s := product.Join(it, source.Institution, ledger, source.Now, a.dataIDs)
				s.TransactionNews(it.News.Transactions)
				s.StreamNews(it.News.Streams, s.Streams())
				s.InvestmentNews(it.News.Investments)
				if _, _, err := s.LiabilityNews(it.News.Liabilities); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkMonth moves the clock by 30 days over a hundred Items with webhooks, and does what is due then.
func BenchmarkMonth(b *testing.B) {
	const many = 100
	a := begin(b, b.TempDir()+"/toile.db")
	var items []*told
	for n := range many {
		username := "user_good"
		if n%2 == 1 {
			username = "user_transactions_dynamic"
		}
		items = append(items, tells(b, a, username, hook, everything...))
	}
	for _, w := range items {
		w.sync()
	}
	a.advance(b, aDay)
	items[0].deliveries()
	sent := 0
	for b.Loop() {
		a.advance(b, 30*aDay)
		if err := a.runDue(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		sent += len(items[0].deliveries())
		b.StartTimer()
	}
	b.ReportMetric(float64(sent)/float64(b.N), "webhooks/op")
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/many, "ms/Item")
}

// BenchmarkSync reads what is new of an Item, as a client does that has read it all.
func BenchmarkSync(b *testing.B) {
	w := tells(b, begin(b, b.TempDir()+"/toile.db"), "user_good", "", "transactions")
	w.advance(b, aDay)
	w.sync()
	b.ReportAllocs()
	for b.Loop() {
		w.sync()
	}
}
