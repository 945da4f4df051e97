package app

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"toile"
)

// TestStreamsAreTold tells of what recurs from the first time on that somebody asked for it, of the accounts on which it does.
func TestStreamsAreTold(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", hook, "transactions")
	recurring := func() map[string]string { // what recurs, by account, but for when more is expected
		resp, shown := do(w, (*App).TransactionsRecurringGet, `{"access_token":"$ACCESS"}`), map[string]string{}
		for _, stream := range slices.Concat(resp.InflowStreams, resp.OutflowStreams) {
			stream.PredictedNextDate = toile.Null[string]()
			shown[stream.AccountID] += string(stream.AppendJSON(nil))
		}
		return shown
	}
	w.advance(t, 20*aDay)
	for _, d := range w.deliveries() {
		if d.Code == "RECURRING_TRANSACTIONS_UPDATE" {
			t.Errorf("nobody asked, and it is sent %s", d.Body)
		}
	}
	shown, times := recurring(), 0
	for range 30 {
		w.advance(t, aDay)
		all := w.deliveries()
		var want, got []any
		now := recurring()
		for _, account := range do(w, (*App).AccountsGet, `{"access_token":"$ACCESS"}`).Accounts {
			if now[account.AccountID] != shown[account.AccountID] {
				want = append(want, account.AccountID)
			}
		}
		for _, d := range all {
			if d.Code == "RECURRING_TRANSACTIONS_UPDATE" {
				got = w.fields(d)["account_ids"].([]any)
				times++
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("of the accounts %v something recurs in another way, told are %v", want, got)
		}
		shown = now
	}
	if times < 5 {
		t.Errorf("it was told %d times", times)
	}
}

// TestWealthIsTold follows investments and debts: first all of them, a while after the linking, then what changed, each day or
// when somebody asks.
func TestWealthIsTold(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", hook, "investments", "liabilities")
	traded := func() int {
		return do(w, (*App).InvestmentsTransactionsGet, `{"access_token":"$ACCESS","start_date":"2020-01-01","end_date":"2030-01-01"}`).TotalInvestmentTransactions
	}
	const debts = "LIABILITIES DEFAULT_UPDATE account_ids_with_new_liabilities:[%s] account_ids_with_updated_liabilities:map[%s]"
	held := len(do(w, (*App).InvestmentsHoldingsGet, `{"access_token":"$ACCESS"}`).Holdings)
	do(w, (*App).InvestmentsRefresh, `{"access_token":"$ACCESS"}`) // nothing is told of yet
	w.want()
	w.advance(t, time.Hour)
	known := traded()
	w.want(fmt.Sprintf("1m30s HOLDINGS DEFAULT_UPDATE new_holdings:%d updated_holdings:0", held),
		fmt.Sprintf("1m30s INVESTMENTS_TRANSACTIONS HISTORICAL_UPDATE cancelled_investments_transactions:0 new_investments_transactions:%d", known),
		"1m30s "+fmt.Sprintf(debts, "3333 7777 8888", ""))
	w.advance(t, aDay)
	for _, d := range w.deliveries() {
		if d.Type == "LIABILITIES" && w.line(d) != "24h0m0s "+fmt.Sprintf(debts, "", "8888:[last_payment_date]") {
			t.Errorf("of the payment is told %s", w.line(d))
		}
	}
	asked, daily := 0, 0
	known = traded()
	for day := range 40 {
		before := time.Duration(4+day%2*10) * time.Hour // in the morning, before noon or before trades are told
		w.advance(t, aDay-before)
		do(w, (*App).InvestmentsRefresh, `{"access_token":"$ACCESS"}`)
		asked += w.trades(t, w.now(t), "DEFAULT_UPDATE")
		do(w, (*App).InvestmentsRefresh, `{"access_token":"$ACCESS"}`)
		w.want()
		w.advance(t, before)
		daily += w.trades(t, w.now(t).Add(-time.Hour), "DEFAULT_UPDATE")
	}
	if there := traded(); asked+daily != there-known || asked == 0 || daily == 0 {
		t.Errorf("%d trades were told on request and %d daily, there are %d more", asked, daily, there-known)
	}
}

// trades takes what is sent and gives how many new trades it tells of, all of it at an instant.
func (w *told) trades(t *testing.T, at time.Time, code string) (n int) {
	t.Helper()
	for _, d := range w.deliveries() {
		if !d.At.Equal(at) {
			t.Errorf("at %s is told %s", d.At, d.Body)
		}
		if d.Type == "INVESTMENTS_TRANSACTIONS" && d.Code == code {
			n += int(w.fields(d)["new_investments_transactions"].(float64))
		}
	}
	return n
}

func (w *told) now(t *testing.T) time.Time {
	t.Helper()
	now, _, err := w.Clock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return now
}

// A product that is first used later is told of with the next daily check.
func TestUsedLaterIsTold(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", hook, "auth")
	w.advance(t, time.Hour)
	do(w, (*App).LiabilitiesGet, `{"access_token":"$ACCESS"}`)
	w.want()
	w.advance(t, aDay)
	w.want("24h0m0s LIABILITIES DEFAULT_UPDATE account_ids_with_new_liabilities:[3333 7777 8888] account_ids_with_updated_liabilities:map[]")
	do(w, (*App).InvestmentsRefresh, `{"access_token":"$ACCESS"}`)
	if all := w.deliveries(); len(all) != 2 {
		t.Errorf("the first use of investments is told in %d webhooks", len(all))
	}
}

// TestStatementsAreTold tells when statements are there that somebody asked for, with the bytes that Plaid sends.
func TestStatementsAreTold(t *testing.T) {
	t.Parallel()
	w := tells(t, begin(t, place(t)), "user_good", hook, "auth", "statements")
	refresh := func() {
		do(w, (*App).StatementsRefresh, `{"access_token":"$ACCESS","start_date":"2025-11-01","end_date":"2026-01-31"}`)
	}
	refresh()
	w.want()
	w.advance(t, time.Second)
	all := w.deliveries()
	if len(all) != 1 {
		t.Fatalf("%d webhooks are sent", len(all))
	}
	want := "{\n  \"environment\": \"sandbox\",\n  \"item_id\": \"" + w.itemID +
		"\",\n  \"result\": \"SUCCESS\",\n  \"webhook_code\": \"STATEMENTS_REFRESH_COMPLETE\",\n  \"webhook_type\": \"STATEMENTS\"\n}"
	if got := all[0].Body; got != want {
		t.Errorf("sent is\n%s\nwant\n%s", got, want)
	}
	if item := do(w, (*App).ItemGet, `{"access_token":"$ACCESS"}`); item.Item.Error != nil {
		t.Error(item.Item.Error)
	}
	refresh()
	do(w, (*App).ItemRemove, `{"access_token":"$ACCESS"}`)
	w.advance(t, time.Minute)
	for _, d := range w.deliveries() {
		if d.Type == "STATEMENTS" {
			t.Errorf("of a removed Item is told %s", d.Body)
		}
	}
}
