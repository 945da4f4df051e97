package product_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// happen does something to the Item, or lets time pass.
func (l *linked) happen(r *rand.Rand) {
	switch n := r.IntN(20); {
	case n < 5:
		l.advance(time.Duration(r.IntN(40)) * time.Second)
	case n < 9:
		l.advance(time.Duration(r.IntN(72*3600)) * time.Second)
	case n < 10:
		l.advance(-time.Duration(r.IntN(48*3600)) * time.Second)
	case n < 13:
		l.change(bank.Change{Refresh: true})
	case n < 17:
		today, created := bank.DateOf(l.now), []bank.Created{}
		for range 1 + r.IntN(3) {
			transacted := today - bank.Date(r.IntN(14))
			created = append(created, bank.Created{
				Account: l.item.Accounts[0].Number, Amount: bank.Cents(int64(r.IntN(9999) - 2000)), Description: fmt.Sprint("Created ", r.IntN(50)),
				Transacted: transacted, Posted: transacted + bank.Date(r.IntN(16)),
			})
		}
		l.change(bank.Change{Created: created})
	}
}

// client follows the updates of an Item, as the API's documentation tells one to do.
type client struct {
	*linked
	account *string
	cursor  string
	told    map[string]int    // how many updates there were, by kind
	known   map[string]string // transactions as JSON, by id
}

func (c *client) request(cursor string, count int) *toile.TransactionsSyncRequest {
	return &toile.TransactionsSyncRequest{Cursor: &cursor, Count: &count, Options: &toile.TransactionsSyncRequestOptions{AccountID: c.account}}
}

// sync reads all pages, and again when it is told to.
func (c *client) sync(r *rand.Rand, busy bool) {
	c.t.Helper()
	for range 100 {
		known, cursor, err := c.pages(r, busy)
		if err == nil {
			c.known, c.cursor = known, cursor
			return
		}
		if !errors.Is(err, toile.ErrTransactionsSyncMutation()) {
			c.t.Fatal(err)
		}
		c.told["mutation"]++
		busy = busy && r.IntN(3) > 0
	}
	c.t.Fatal("a pagination never came to its end")
}

func (c *client) pages(r *rand.Rand, busy bool) (map[string]string, string, error) {
	known, cursor := map[string]string{}, c.cursor
	for id, text := range c.known {
		known[id] = text
	}
	for {
		count := 1 + r.IntN(30)
		resp, err := c.source().Sync(c.request(cursor, count))
		if err != nil {
			return nil, "", err
		}
		if n := len(resp.Added) + len(resp.Modified) + len(resp.Removed); n > count || n < count && resp.HasMore {
			c.t.Fatalf("%d updates on a page of %d, has_more %v", n, count, resp.HasMore)
		}
		if len(resp.NextCursor) > 256 || (resp.NextCursor == "") != (resp.TransactionsUpdateStatus == "NOT_READY") {
			c.t.Fatalf("cursor %q at %s", resp.NextCursor, resp.TransactionsUpdateStatus)
		}
		for _, t := range resp.Added {
			if _, twice := known[t.TransactionID]; twice {
				c.t.Errorf("added twice: %s", t.AppendJSON(nil))
			}
			known[t.TransactionID] = string(t.AppendJSON(nil))
		}
		for _, t := range resp.Modified {
			if was, there := known[t.TransactionID]; !there || was == string(t.AppendJSON(nil)) {
				c.t.Errorf("modified from %q: %s", was, t.AppendJSON(nil))
			}
			known[t.TransactionID] = string(t.AppendJSON(nil))
		}
		for _, t := range resp.Removed {
			if _, there := known[t.TransactionID]; !there {
				c.t.Errorf("removed without being there: %v", t)
			}
			delete(known, t.TransactionID)
		}
		c.told["added"] += len(resp.Added)
		c.told["modified"] += len(resp.Modified)
		c.told["removed"] += len(resp.Removed)
		cursor = resp.NextCursor
		if !resp.HasMore {
			return known, cursor, nil
		}
		if busy {
			c.happen(r)
		}
	}
}

// list reads everything by /transactions/get.
func (c *client) list() map[string]string {
	c.t.Helper()
	listed := map[string]string{}
	for {
		req := &toile.TransactionsGetRequest{StartDate: "2020-01-01", EndDate: "2040-01-01", Options: &toile.TransactionsGetRequestOptions{Offset: new(len(listed)), Count: new(77)}}
		if c.account != nil {
			req.Options.AccountIDs = []string{*c.account}
		}
		resp, err := c.source().Transactions(req)
		if errors.Is(err, toile.ErrProductNotReady()) {
			return listed
		}
		if err != nil {
			c.t.Fatal(err)
		}
		for _, t := range resp.Transactions {
			listed[t.TransactionID] = string(t.AppendJSON(nil))
		}
		if len(listed) == resp.TotalTransactions {
			return listed
		}
		if len(resp.Transactions) == 0 {
			c.t.Fatalf("%d of %d listed", len(listed), resp.TotalTransactions)
		}
	}
}

// TestSyncLosesNothing lets clients follow Items on which things happen, between the pages, too.
// What they know at the end is what is there.
func TestSyncLosesNothing(t *testing.T) {
	t.Parallel()
	for name, login := range logins {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			told := map[string]int{}
			for seed := range uint64(15) {
				r := rand.New(rand.NewPCG(seed, 7))
				l := newLinked(t, fmt.Sprint(name, seed), login, item.History{Days: 1 + r.IntN(200)})
				clients := []*client{{linked: l, told: told}, {linked: l, told: told, account: &l.item.Accounts[0].ID}}
				for range 12 {
					for range r.IntN(5) {
						l.happen(r)
					}
					for _, c := range clients {
						c.sync(r, true)
					}
				}
				l.now = l.latest // a client may know what a clock that was turned back does not show
				for _, c := range clients {
					c.sync(r, false)
					fresh := &client{linked: l, told: map[string]int{}, account: c.account}
					fresh.sync(r, false)
					listed := c.list()
					if diff := cmp.Diff(listed, fresh.known); diff != "" {
						t.Errorf("seed %d: /transactions/get and a fresh sync differ (-get +sync)\n%s", seed, diff)
					}
					if diff := cmp.Diff(listed, c.known); diff != "" {
						t.Errorf("seed %d: (-there +known)\n%s", seed, diff)
					}
				}
				if t.Failed() {
					return
				}
			}
			for _, kind := range []string{"added", "modified", "removed", "mutation"} {
				if told[kind] == 0 && (kind == "added" || name == "dynamic" || name == "custom" && kind == "removed") {
					t.Errorf("nothing was %s in all of it: %v", kind, told)
				}
			}
		})
	}
}
