package bank_test

import (
	"errors"
	"testing"
	"time"

	"toile"
	"toile/internal/bank"
)

// FuzzCustom holds for any text: it is refused with a sentence that begins with what the text is
// called or with a path in it, or it makes a customer whose accounts, balances and transactions
// can be read at any time.
func FuzzCustom(f *testing.F) {
	for _, text := range customFiles(f) {
		f.Add(text)
	}
	for _, text := range []string{
		"", "{}", "[]", "null", `{"override_accounts":[{}]}`, `{"seed":"a\u0000"}`, `{"override_accounts":[{"starting_balance":1e400}]}`,
		`{"override_accounts":[{"transactions":[{"amount":-0,"date_posted":"0000-01-01"},{"amount":1e12,"date_transacted":"9999-12-31"}]}]}`,
		`{"override_accounts":[{"type":"credit","meta":{"limit":0},"inflow_model":{"type":"monthly-balance-payment","payment_day_of_month":"last"}}]}`,
		`{"override_accounts":[{"type":"loan","liability":{"nominal_apr":1e12},"starting_balance":-1e12,"inflow_model":{"type":"monthly-interest-only-payment"}}]}`,
		`{"override_accounts":[{"holdings":[{"institution_price":1e12,"quantity":1e12}]}],"mfa":{"type":"selections"}}`,
		`{"override_accounts":[{"currency":"BTC","numbers":{"account":"1"},"meta":{"name":"\ud800"}}],"recaptcha":"bad","force_error":"PLAID_ERROR"}`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: text}
		if err := mistake(text); err != nil {
			var told *toile.Error
			if !errors.As(err, &told) || told.ErrorCode != "INVALID_FIELD" || told.ErrorMessage == "" {
				t.Fatalf("refused with %v", err)
			}
			if outcome := world.Login(l, nil); outcome.Error == nil || outcome.Error.ErrorMessage != told.ErrorMessage {
				t.Fatalf("refused with %v, but logged in to %+v", err, outcome)
			}
			return
		}
		outcome := world.Login(l, nil)
		if n := set(outcome.Error != nil) + set(outcome.Challenge != nil) + set(outcome.Found != nil); n != 1 {
			t.Fatalf("%d outcomes: %+v", n, outcome)
		}
		since := time.Date(2026, 2, 28, 23, 59, 59, 0, time.UTC)
		ledger, err := world.Ledger(l, since, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, book := range ledger.Books {
			if book.Number != i+1 || book.Name == "" || book.Type == "" || book.Subtype == "" || book.Mask == "" || len(book.Owners) != 1 {
				t.Fatalf("account %d is %+v", i, book)
			}
			at := ledger.Balance(book.Number, since)
			if *at.Current != *book.Stated.Current {
				t.Fatalf("account %d is at %v when linked, want %v", i, at.Current, book.Stated.Current)
			}
		}
		ledger.Trades(0, 1<<20, since)
		for _, book := range ledger.Books {
			ledger.Positions(book.Number, since)
			if bill := ledger.Bill(book.Number, since); book.Liability != nil && bill.NextDue <= bank.DateOf(since) {
				t.Fatalf("the next payment of account %d is due on %s", book.Number, bill.NextDue)
			}
		}
		for _, now := range []time.Time{since.AddDate(0, -3, 0), since, since.AddDate(0, 3, 0)} {
			keys := map[bank.Key]bool{}
			for _, row := range ledger.History(bank.DateOf(now)-60, now) {
				if keys[row.Key] || row.Account < 1 || row.Account > len(ledger.Books) || row.Description == "" || row.Added.At.After(now) && row.Added.At.After(since) {
					t.Fatalf("at %s: %+v", now, row)
				}
				keys[row.Key] = true
			}
		}
	})
}

func set(is bool) int {
	if is {
		return 1
	}
	return 0
}
