package app_test

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"toile"
	"toile/internal/item"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// TestChangesAtOnce refreshes an Item and makes transactions on it from many sides while others read. Each
// change is kept once, and a reader misses none, though the clock stands still.
func TestChangesAtOnce(t *testing.T) {
	t.Parallel()
	const sides, times = 6, 5
	srv, access := dynamicItem(t)
	begun := syncAll(t, srv, access, "")
	var wg sync.WaitGroup
	for range sides {
		wg.Go(func() {
			for range times {
				_, err := srv.Client.SandboxTransactionsCreate(t.Context(), toile.SandboxTransactionsCreateRequest{
					AccessToken:  access,
					Transactions: []toile.CustomSandboxTransaction{{DateTransacted: "2026-03-01", DatePosted: "2026-03-01", Amount: 1, Description: "At once"}},
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	seen, cursor := map[string]bool{}, begun.NextCursor
	for len(seen) < sides*times && !t.Failed() {
		resp, err := srv.Client.TransactionsSync(t.Context(), toile.TransactionsSyncRequest{AccessToken: access, Cursor: &cursor})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range resp.Added {
			if seen[u.TransactionID] {
				t.Errorf("told twice: %s", u.TransactionID)
			}
			seen[u.TransactionID] = true
		}
		cursor = resp.NextCursor
	}
	wg.Wait()
	if n := len(syncAll(t, srv, access, "").Added); n != len(begun.Added)+sides*times {
		t.Errorf("%d transactions at the end, %d at first", n, len(begun.Added))
	}
}

// TestManyChanges fills an Item with as many changes as it takes, each as large as one can be. Making
// another does not read those before it: the last take no longer than the first.
func TestManyChanges(t *testing.T) {
	t.Parallel()
	const most, some = item.MaxChanges, 100
	srv, access := dynamicItem(t)
	row := toile.CustomSandboxTransaction{DateTransacted: "2026-03-01", DatePosted: "2026-03-01", Amount: 1, Description: strings.Repeat("a", 200)}
	req := toile.SandboxTransactionsCreateRequest{AccessToken: access, Transactions: slices.Repeat([]toile.CustomSandboxTransaction{row}, 10)}
	took := make([]time.Duration, 0, most)
	for range most {
		begun := time.Now()
		if _, err := srv.Client.SandboxTransactionsCreate(t.Context(), req); err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(begun))
	}
	_, err := srv.Client.SandboxTransactionsCreate(t.Context(), req)
	wantCode(t, err, "INVALID_FIELD")
	median := func(some []time.Duration) time.Duration {
		slices.Sort(some)
		return some[len(some)/2]
	}
	if first, last := median(took[:some]), median(took[most-some:]); last > 4*first+10*time.Millisecond {
		t.Errorf("the first changes took %v each, the last %v", first, last)
	}
	row.Description += "a"
	req = toile.SandboxTransactionsCreateRequest{AccessToken: bankItem(t, srv, as("user_transactions_dynamic", nil), toile.ProductsTransactions), Transactions: []toile.CustomSandboxTransaction{row}}
	_, err = srv.Client.SandboxTransactionsCreate(t.Context(), req)
	wantCode(t, err, "INVALID_FIELD")
}

// TestCursorOutlivesServer goes on, with another server and another clock, in the middle of a pagination.
func TestCursorOutlivesServer(t *testing.T) {
	t.Parallel()
	database := pgtest.Chosen(t)
	if database == "" {
		database = filepath.Join(t.TempDir(), "toile.db")
	}
	open := func(t *testing.T) *toiletest.Server {
		return toiletest.New(t, toiletest.Database(database), toiletest.Seed("outlive"), toiletest.At(noon), toiletest.AtOnce())
	}
	var access, cursor string
	seen := map[string]bool{}
	page := func(t *testing.T, srv *toiletest.Server) bool {
		resp, err := srv.Client.TransactionsSync(t.Context(), toile.TransactionsSyncRequest{AccessToken: access, Cursor: &cursor, Count: new(20)})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range resp.Added {
			if seen[u.TransactionID] {
				t.Errorf("told twice: %s", u.TransactionID)
			}
			seen[u.TransactionID] = true
		}
		cursor = resp.NextCursor
		return resp.HasMore
	}
	t.Run("first", func(t *testing.T) {
		srv := open(t)
		access = bankItem(t, srv, as("user_good", nil), toile.ProductsTransactions)
		if !page(t, srv) {
			t.Error("there is one page")
		}
	})
	t.Run("second", func(t *testing.T) {
		srv := open(t)
		srv.Advance(20 * 24 * time.Hour)
		for page(t, srv) {
		}
		if len(seen) != 48 {
			t.Errorf("the pagination told of %d", len(seen))
		}
		for page(t, srv) {
		}
		all, err := srv.Client.TransactionsGet(t.Context(), toile.TransactionsGetRequest{AccessToken: access, StartDate: "2020-01-01", EndDate: "2030-01-01"})
		if err != nil || all.TotalTransactions != len(seen) || len(seen) <= 48 {
			t.Errorf("%d of %d are known, %v", len(seen), all.TotalTransactions, err)
		}
	})
}
