package app

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"toile/internal/webhook"
)

// TestTransactionsAreTold follows an Item for 40 days: what its webhooks tell is what /transactions/sync tells at the same
// instants, no less and no more.
func TestTransactionsAreTold(t *testing.T) {
	t.Parallel()
	for _, username := range []string{"user_good", "user_transactions_dynamic"} {
		t.Run(username, func(t *testing.T) {
			t.Parallel()
			eachEngine(t, func(t *testing.T, database func() string) {
				w := tells(t, begin(t, database()), username, hook, "transactions")
				w.want()
				w.advance(t, 10*time.Second)
				newest := do(w, (*App).TransactionsGet, `{"access_token":"$ACCESS","start_date":"2020-01-01","end_date":"2030-01-01"}`).TotalTransactions
				w.advance(t, 50*time.Second)
				w.want(fmt.Sprint("10s TRANSACTIONS INITIAL_UPDATE new_transactions:", newest), fmt.Sprint("1m0s TRANSACTIONS HISTORICAL_UPDATE new_transactions:", len(w.sync().Added)-newest))
				w.advance(t, aDay-time.Minute)
				busy := 0
				for range 40 {
					if len(w.wantSynced().Added) > 0 {
						busy++
					}
					w.advance(t, aDay/2)
					if username != "user_good" {
						do(w, (*App).TransactionsRefresh, `{"access_token":"$ACCESS"}`)
						if len(w.wantSynced().Removed) > 0 {
							busy++
						}
					}
					w.advance(t, aDay/2)
				}
				if busy < 10 {
					t.Errorf("something new was told on %d days", busy)
				}
			})
		})
	}
}

// What a caller makes happen is told at once, on a clock that stands still, too, and nothing twice.
func TestChangesAreTold(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_transactions_dynamic", hook, "transactions")
	refresh := func() { do(w, (*App).TransactionsRefresh, `{"access_token":"$ACCESS"}`) }
	create := func() {
		do(w, (*App).SandboxTransactionsCreate, `{"access_token":"$ACCESS","transactions":[{"date_transacted":"2026-02-27","date_posted":"2026-03-01","amount":1,"description":"Tea"}]}`)
	}
	refresh() // nothing is there yet
	w.want()
	w.advance(t, time.Minute)
	if len(w.deliveries()) != 2 {
		t.Error("the feed is told in other than two webhooks")
	}
	create()
	w.want("1m0s TRANSACTIONS DEFAULT_UPDATE new_transactions:1") // nobody has called /transactions/sync
	w.sync()
	for range 3 {
		refresh()
		resp := w.wantSynced()
		if len(resp.Added) == 0 || len(resp.Removed) == 0 || len(resp.Modified) == 0 {
			t.Errorf("a refresh brought %d, %d and %d", len(resp.Added), len(resp.Modified), len(resp.Removed))
		}
		create()
		w.wantSynced()
	}
	w.advance(t, time.Hour)
	if err := w.MoveClock(t.Context(), ClockMove{Now: new(noon.Add(-59 * time.Minute))}); err != nil {
		t.Fatal(err)
	}
	create()
	w.advance(t, 2*time.Hour)
	w.want("-59m0s TRANSACTIONS DEFAULT_UPDATE new_transactions:1", "-59m0s TRANSACTIONS SYNC_UPDATES_AVAILABLE historical_update_complete:true initial_update_complete:true")
}

// An Item that was not linked for transactions has them, and its webhooks, from the first call on.
func TestSyncFirst(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", hook, "auth")
	w.advance(t, 3*aDay)
	w.want()
	w.sync()
	w.want()
	w.advance(t, 2*time.Minute)
	w.want("72h0m10s TRANSACTIONS INITIAL_UPDATE new_transactions:16",
		"72h0m10s TRANSACTIONS SYNC_UPDATES_AVAILABLE historical_update_complete:false initial_update_complete:true",
		"72h1m0s TRANSACTIONS HISTORICAL_UPDATE new_transactions:32",
		"72h1m0s TRANSACTIONS SYNC_UPDATES_AVAILABLE historical_update_complete:true initial_update_complete:true")
}

// Without delays all is told in the transaction of the call, in as many parts.
func TestToldAtOnce(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.delays = delays{}
	w := tells(t, a, "user_good", hook, "transactions", "investments", "liabilities")
	held := do(w, (*App).InvestmentsHoldingsGet, `{"access_token":"$ACCESS"}`).Holdings
	traded := do(w, (*App).InvestmentsTransactionsGet, `{"access_token":"$ACCESS","start_date":"2020-01-01","end_date":"2030-01-01"}`).TotalInvestmentTransactions
	w.want("0s TRANSACTIONS INITIAL_UPDATE new_transactions:16", "0s TRANSACTIONS HISTORICAL_UPDATE new_transactions:32",
		fmt.Sprintf("0s HOLDINGS DEFAULT_UPDATE new_holdings:%d updated_holdings:0", len(held)),
		fmt.Sprintf("0s INVESTMENTS_TRANSACTIONS HISTORICAL_UPDATE cancelled_investments_transactions:0 new_investments_transactions:%d", traded),
		"0s LIABILITIES DEFAULT_UPDATE account_ids_with_new_liabilities:[3333 7777 8888] account_ids_with_updated_liabilities:map[]")
}

// A back end hears of an Item before it hears what comes in of it, also where that is at once.
func TestAddedBeforeTold(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.delays = delays{}
	w := &told{person: newPerson(t, a, "ann"), t: t}
	s := w.sit(t, w.token(t, hostedAsked+`"products":["transactions"]`))
	s.links(t, "user_good")
	all := w.deliveries()
	slices.SortFunc(all, func(a, b webhook.Delivery) int { return a.MadeAt.Compare(b.MadeAt) })
	if got := codes(all); got != "ITEM_ADD_RESULT INITIAL_UPDATE HISTORICAL_UPDATE SESSION_FINISHED EVENTS" {
		t.Error(got)
	}
}
