package product_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/item"
	"toile/internal/product"
)

// TestNewsAddsUp lets the news of Items on which things happen be told beside a client that follows them: each time they say
// how many transactions the client has more, and which it lost.
func TestNewsAddsUp(t *testing.T) {
	t.Parallel()
	for name, login := range logins {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var sum product.TransactionNews
			for seed := range uint64(10) {
				r := rand.New(rand.NewPCG(seed, 11))
				l := newLinked(t, fmt.Sprint(name, seed), login, item.History{Days: 1 + r.IntN(200)})
				c := &client{linked: l, told: map[string]int{}}
				var told item.Known
				for range 20 {
					for range r.IntN(4) {
						l.happen(r)
					}
					before := c.known
					c.sync(r, false)
					var news product.TransactionNews
					news, told = l.source().TransactionNews(told)
					want := changes(before, c.known)
					got := fmt.Sprintf("%d added, %d modified, removed %v", news.Added, news.Modified, slices.Sorted(slices.Values(news.Removed)))
					if got != want {
						t.Fatalf("seed %d at %s: the news are %s, but %s", seed, l.now, got, want)
					}
					if again, same := l.source().TransactionNews(told); again.Any() || same != told {
						t.Fatalf("seed %d at %s: then they are %+v", seed, l.now, again)
					}
					sum.Added, sum.Modified, sum.Removed = sum.Added+news.Added, sum.Modified+news.Modified, append(sum.Removed, news.Removed...)
				}
			}
			if sum.Added == 0 || name == "dynamic" && (sum.Modified == 0 || len(sum.Removed) == 0) {
				t.Errorf("in all of it: %+v", sum)
			}
		})
	}
}

// changes says how what a client knows became something else.
func changes(before, after map[string]string) string {
	added, modified, removed := 0, 0, []string{}
	for id, text := range after {
		if was, known := before[id]; !known {
			added++
		} else if was != text {
			modified++
		}
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if _, still := after[id]; !still {
			removed = append(removed, id)
		}
	}
	return fmt.Sprintf("%d added, %d modified, removed %v", added, modified, removed)
}

// The newest transactions are there first, then all; both at once where there is no delay, and anew with other accounts.
func TestNewsOfFeed(t *testing.T) {
	t.Parallel()
	l := newLinked(t, "feed", logins["good"], item.History{})
	var told item.Known
	next := func(want product.TransactionNews) {
		t.Helper()
		var got product.TransactionNews
		if got, told = l.source().TransactionNews(told); !cmp.Equal(got, want) {
			t.Errorf("after %s: %+v, want %+v", l.now.Sub(noon), got, want)
		}
	}
	next(product.TransactionNews{})
	l.advance(10 * time.Second)
	next(product.TransactionNews{Initial: true, Added: 16})
	l.advance(50 * time.Second)
	next(product.TransactionNews{Historical: true, Added: 32, Early: 32})
	next(product.TransactionNews{})
	all := l.item.Accounts
	l.item.Accounts = all[:1]
	next(product.TransactionNews{Initial: true, Historical: true})
	l.item.Accounts = all
	told = item.Known{}
	next(product.TransactionNews{Initial: true, Historical: true, Added: 48, Early: 32})
}

// TestStreamNews says of a day that something recurs in another way exactly when /transactions/recurring/get shows another
// thing than a day before, but for when the next payment is expected.
func TestStreamNews(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"good", "dynamic", "gig"} {
		l := newLinked(t, "streams", logins[name], item.History{Days: 200})
		l.advance(time.Minute)
		shown, told, days := recurring(t, l), l.source().Streams(), 0
		for range 45 {
			l.advance(24 * time.Hour)
			var want []string
			now := recurring(t, l)
			for _, account := range l.item.Accounts {
				if now[account.ID] != shown[account.ID] {
					want = append(want, account.ID)
				}
			}
			streams := l.source().Streams()
			if got := l.source().StreamNews(told, streams); !slices.Equal(got, want) {
				t.Errorf("%s at %s: %v, want %v", name, l.now, got, want)
			}
			if shown, told = now, streams; len(want) > 0 {
				days++
			}
		}
		if days < 5 || days > 40 {
			t.Errorf("%s: there was something new on %d days", name, days)
		}
	}
}

// recurring gives what /transactions/recurring/get shows of each account.
func recurring(t *testing.T, l *linked) map[string]string {
	t.Helper()
	resp, err := l.source().Recurring(&toile.TransactionsRecurringGetRequest{})
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, stream := range slices.Concat(resp.InflowStreams, resp.OutflowStreams) {
		stream.PredictedNextDate = toile.Null[string]()
		texts[stream.AccountID] += string(stream.AppendJSON(nil))
	}
	return texts
}
