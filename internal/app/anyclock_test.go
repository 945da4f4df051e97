package app_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// TestAnyClock holds that a clock that is set to before an Item was made, or far ahead, never breaks
// anything that reads the Item: there is an answer, or an error that is the caller's.
func TestAnyClock(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon), toiletest.AtOnce(), toiletest.LoginDays(0))
	const debts = `{"override_accounts":[{"type":"credit","starting_balance":500,"meta":{"limit":1000},"inflow_model":{"type":"monthly-balance-payment"}},
		{"type":"loan","subtype":"student","inflow_model":{"type":"monthly-interest-only-payment","payment_day_of_month":"last"}},
		{"type":"investment","subtype":"ira","holdings":[{"quantity":2,"institution_price":3,"cost_basis":1}]},{"subtype":"checking"}]}`
	items := map[string]string{}
	for _, username := range []string{"user_good", "user_transactions_dynamic", "user_credit_profile_excellent", "user_custom"} {
		options := as(username, nil)
		if username == "user_custom" {
			options.OverridePassword = toile.Some(debts)
		}
		items[username] = bankItem(t, srv, options, toile.ProductsTransactions)
	}
	reads := map[string]string{
		"/accounts/get": "", "/accounts/balance/get": "", "/identity/get": "", "/auth/get": "", "/liabilities/get": "", "/transactions/sync": "",
		"/transactions/recurring/get": "", "/investments/holdings/get": "",
		"/transactions/get":             `,"start_date":"$FROM","end_date":"$TO"`,
		"/investments/transactions/get": `,"start_date":"$FROM","end_date":"$TO"`,
	}
	answered := 0
	for _, at := range []string{"1970-01-01", "1999-12-31", "2012-02-29", "2023-01-01", "2026-02-28", "2026-03-02", "2038-01-19", "2199-12-31"} {
		day, err := time.Parse(time.DateOnly, at)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := srv.Client.Do(t.Context(), "/toile/clock", json.RawMessage(`{"now":"`+at+`T00:00:00Z"}`)); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		days := strings.NewReplacer("$FROM", day.AddDate(0, 0, -60).Format(time.DateOnly), "$TO", at)
		for username, access := range items {
			for path, more := range reads {
				_, err := srv.Client.Do(t.Context(), path, json.RawMessage(`{"access_token":"`+access+`"`+days.Replace(more)+`}`))
				var refused *toile.Error
				switch {
				case err == nil:
					answered++
				case !errors.As(err, &refused) || refused.HTTPStatus() >= 500:
					t.Errorf("%s of %s at %s: %v", path, username, at, err)
				}
			}
		}
	}
	if answered < 250 {
		t.Errorf("only %d calls were answered", answered)
	}
}
