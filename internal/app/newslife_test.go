package app

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/store"
)

// Nothing comes in while an Item is in an error; a login brings all of it.
func TestToldAfterRepair(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", hook, "transactions")
	w.advance(t, 20*time.Second)
	w.want("10s TRANSACTIONS INITIAL_UPDATE new_transactions:16")
	do(w, (*App).SandboxItemResetLogin, `{"access_token":"$ACCESS"}`)
	w.advance(t, 3*aDay)
	if all := w.deliveries(); len(all) != 1 || all[0].Code != "ERROR" {
		t.Errorf("of an Item in an error %d webhooks are sent", len(all))
	}
	w.update("", link.Part{})
	repaired := w.deliveries()
	w.advance(t, time.Hour)
	w.want()
	var codes []string
	for _, d := range repaired {
		if d.Type == "TRANSACTIONS" {
			codes = append(codes, w.line(d))
		}
	}
	if want := []string{fmt.Sprint("72h0m20s TRANSACTIONS HISTORICAL_UPDATE new_transactions:", len(w.sync().Added)-16)}; !slices.Equal(codes, want) {
		t.Errorf("after the repair %v are sent, want %v", codes, want)
	}
}

// Other accounts that are chosen later are told of as a new Item's are (spec, InitialUpdateWebhook).
func TestChosenAccountsAreTold(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", hook, "transactions", "liabilities")
	w.sync()
	w.advance(t, time.Hour)
	w.deliveries()
	w.sync()
	const chosen = `,"update":{"account_selection_enabled":true}`
	of := func(kind string) (lines []string) {
		for _, d := range w.deliveries() {
			if d.Type == kind {
				lines = append(lines, w.line(d))
			}
		}
		slices.Sort(lines)
		return lines
	}
	w.update(chosen, link.Part{Accounts: []string{"0000"}})
	const complete = "1h0m0s TRANSACTIONS SYNC_UPDATES_AVAILABLE historical_update_complete:true initial_update_complete:true"
	want := []string{"1h0m0s TRANSACTIONS HISTORICAL_UPDATE new_transactions:0", "1h0m0s TRANSACTIONS INITIAL_UPDATE new_transactions:0", complete}
	if got := of("TRANSACTIONS"); !slices.Equal(got, want) {
		t.Errorf("with fewer accounts: %v", got)
	}
	w.update(chosen, link.Part{Accounts: []string{"0000", "1111", "3333"}})
	newest, older := 0, 0
	for _, u := range do(w, (*App).TransactionsGet, `{"access_token":"$ACCESS","start_date":"2020-01-01","end_date":"2030-01-01"}`).Transactions {
		switch {
		case w.names[u.AccountID] == "0000":
		case u.Date > "2026-01-30":
			newest++
		default:
			older++
		}
	}
	want = []string{fmt.Sprint("1h0m0s TRANSACTIONS HISTORICAL_UPDATE new_transactions:", older), fmt.Sprint("1h0m0s TRANSACTIONS INITIAL_UPDATE new_transactions:", newest), complete}
	if got := of("TRANSACTIONS"); !slices.Equal(got, want) || newest == 0 || older == 0 {
		t.Errorf("with more accounts: %v, want %v", got, want)
	}
	w.update(chosen, link.Part{Accounts: []string{"0000", "3333", "8888"}})
	if got := of("LIABILITIES"); len(got) != 1 || !strings.Contains(got[0], "new_liabilities:[8888]") {
		t.Errorf("of the debts: %v", got)
	}
}

// What came in before there was a webhook is not told, neither then nor later.
func TestWebhookLater(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", "", "transactions", "investments", "liabilities")
	w.sync()
	w.advance(t, 40*aDay+time.Hour)
	do(w, (*App).TransactionsRecurringGet, `{"access_token":"$ACCESS"}`)
	w.sync()
	w.want()
	set := func(hook string) {
		do(w, (*App).ItemWebhookUpdate, fmt.Sprintf(`{"access_token":"$ACCESS","webhook":%q}`, hook))
		for _, d := range w.deliveries() {
			if d.Type != "ITEM" {
				t.Errorf("when a webhook is set %s is sent", d.Body)
			}
		}
	}
	for range 2 {
		set(hook)
		told := 0
		wait := 23 * time.Hour // to the instant of the day at which news are told
		for range 10 {
			w.advance(t, wait)
			wait = aDay
			for _, d := range w.deliveries() {
				if d.Type == "TRANSACTIONS" && d.Code == "DEFAULT_UPDATE" {
					told += int(w.fields(d)["new_transactions"].(float64))
				}
				if d.Code == "HISTORICAL_UPDATE" || d.Code == "INITIAL_UPDATE" || strings.Contains(d.Body, "new_liabilities\": [\n") {
					t.Errorf("what was there before is told: %s", d.Body)
				}
			}
		}
		if there := len(w.sync().Added); told != there || told == 0 {
			t.Errorf("%d are told, %d there", told, there)
		}
		set("")
		w.advance(t, 10*aDay+time.Hour)
		w.want()
		w.sync()
	}
}

// An Item without the products has no such webhooks.
func TestToldOfProductsOnly(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", hook, "auth", "identity")
	w.advance(t, 40*aDay)
	w.want()
	_, err := w.TransactionsRefresh(t.Context(), who, &toile.TransactionsRefreshRequest{AccessToken: w.access})
	if err == nil {
		t.Error("transactions are refreshed")
	}
	w.want()
}

// Whatever the clock is set to, what is due can be done, and what callers ask for.
func TestToldAtAnyClock(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	var items []*told
	for _, username := range []string{"user_good", "user_transactions_dynamic", "user_credit_profile_excellent"} {
		items = append(items, tells(t, a, username, hook, everything...))
	}
	told := 0
	for _, year := range []int{1970, 2012, 2026, 2027, 2025, 2038, 2199, 2026} {
		if err := a.MoveClock(t.Context(), ClockMove{Now: new(time.Date(year, 3, 2, 0, 0, 0, 0, time.UTC))}); err != nil {
			t.Fatal(err)
		}
		told += len(items[0].deliveries())
		for _, w := range items {
			do(w, (*App).TransactionsRefresh, `{"access_token":"$ACCESS"}`)
			do(w, (*App).InvestmentsRefresh, `{"access_token":"$ACCESS"}`)
		}
		told += len(items[0].deliveries())
	}
	if told < 20 {
		t.Errorf("in all %d webhooks are sent", told)
	}
}

// A product that is used for the first time later, of an Item of which nothing came in before or whose webhook was set later,
// is told of with the next day, all of it.
func TestUsedLater(t *testing.T) {
	t.Parallel()
	for _, linked := range []string{"auth", "transactions"} {
		t.Run(linked, func(t *testing.T) {
			t.Parallel()
			w := tells(t, begin(t, place(t)), "user_good", "", linked)
			w.advance(t, time.Hour)
			do(w, (*App).ItemWebhookUpdate, fmt.Sprintf(`{"access_token":"$ACCESS","webhook":%q}`, hook))
			if wait, err := w.RunTasks(t.Context()); linked == "auth" && (wait != nil || err != nil) {
				t.Errorf("something is to be done in %v, %v", wait, err)
			}
			w.deliveries()
			held := len(do(w, (*App).InvestmentsHoldingsGet, `{"access_token":"$ACCESS"}`).Holdings)
			w.want()
			w.advance(t, 23*time.Hour)
			want := []string{"HISTORICAL_UPDATE", fmt.Sprintf("24h0m0s HOLDINGS DEFAULT_UPDATE new_holdings:%d updated_holdings:0", held)}
			var got []string
			for _, d := range w.deliveries() {
				switch d.Type {
				case "HOLDINGS":
					got = append(got, w.line(d))
				case "INVESTMENTS_TRANSACTIONS":
					got = append(got, d.Code)
				}
			}
			if slices.Sort(got); !slices.Equal(got, []string{want[1], want[0]}) {
				t.Errorf("told %v, want %v", got, want)
			}
		})
	}
}

// An Item that an older version made, which watched none, is watched from the first start of this one on: by a task that a
// migration of the database leaves.
func TestItemsOfOldDatabases(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	w := tells(t, a, "user_good", hook, "transactions")
	w.advance(t, 40*aDay)
	w.deliveries()
	a.must(t, func(c call) error {
		it, err := c.LockItem(w.itemID)
		if err != nil {
			return err
		}
		it.News, it.Told, it.Past, it.Watch, it.Watches = item.News{}, time.Time{}, nil, time.Time{}, 0
		return errors.Join(c.SaveItem(it), c.PutTask(store.Task{ID: watchTask + " " + w.itemID + " 0", Due: time.Unix(0, 0), Kind: watchTask, Subject: w.itemID + " 0"}))
	})
	w.want()
	w.sync()
	for range 10 {
		w.advance(t, aDay)
		w.wantSynced()
	}
}
