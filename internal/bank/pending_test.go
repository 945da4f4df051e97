package bank_test

import (
	"fmt"
	"testing"
	"time"

	"toile/internal/bank"
)

// TestPendingAtLinking takes custom users with something pending when they are linked: it is held
// from what is available, until it is posted and the balance moves instead.
func TestPendingAtLinking(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	const row = `"transactions":[{"date_transacted":"2026-11-20","date_posted":"2026-11-22","amount":%s,"description":"x"}]`
	for account, want := range map[string][2]string{ // current and available at linking and three days later
		`"type":"credit","subtype":"credit card","starting_balance":100,"meta":{"limit":1000},` + fmt.Sprintf(row, "50"): {"100.00 850.00", "150.00 850.00"},
		`"starting_balance":10,` + fmt.Sprintf(row, "7"):                                                                 {"10.00 3.00", "3.00 3.00"},
		`"starting_balance":10,` + fmt.Sprintf(row, "-7"):                                                                {"10.00 17.00", "17.00 17.00"},
		`"starting_balance":10,"force_available_balance":4,` + fmt.Sprintf(row, "7"):                                     {"10.00 4.00", "3.00 4.00"},
		`"starting_balance":10,"has_null_available_balance":true,` + fmt.Sprintf(row, "7"):                               {"10.00 <nil>", "3.00 <nil>"},
	} {
		login := bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: `{"override_accounts":[{` + account + `}]}`}
		ledger, err := world.Ledger(login, since, nil)
		if err != nil {
			t.Fatalf("%s: %v", account, err)
		}
		for i, at := range []time.Time{since, since.AddDate(0, 0, 3)} {
			b := ledger.Balance(1, at)
			if got := fmt.Sprint(b.Current, b.Available); got != want[i] {
				t.Errorf("%s: at %s it is %s, want %s", account, at, got, want[i])
			}
		}
	}
}

// TestForeignTransactions holds that a custom user's transactions in another currency are shown as they
// are given, and move no balance, debt or statement, whether they are pending or posted.
func TestForeignTransactions(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	const rows = `"starting_balance":110,"transactions":[{"date_transacted":"2026-11-10","date_posted":"2026-11-11","amount":60,"currency":"JPY","description":"x"},
		{"date_transacted":"2026-11-20","date_posted":"2026-11-22","amount":50,"currency":"JPY","description":"y"},
		{"date_transacted":"2026-11-20","date_posted":"2026-11-22","amount":5,"currency":"USD","description":"z"}]`
	login := bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: `{"override_accounts":[{` + rows + `},
		{"type":"credit","inflow_model":{"type":"monthly-balance-payment","statement_day_of_month":25,"payment_day_of_month":1},` + rows + `}]}`}
	ledger, err := world.Ledger(login, since, nil)
	if err != nil {
		t.Fatal(err)
	}
	for number, want := range map[int][4]string{1: {"110.00", "110.00", "105.00", "105.00"}, 2: {"110.00", "110.00", "115.00", "0.00"}} {
		for i, days := range []int{-15, 0, 3, 12} {
			if got := ledger.Balance(number, since.AddDate(0, 0, days)).Current; got.String() != want[i] {
				t.Errorf("account %d is at %s after %d days, want %s", number, got, days, want[i])
			}
		}
		statement, _ := ledger.Statement(number, (2026-1970)*12+10)
		if s := statement; len(s.Transactions) != 3 || s.Opening != bank.Cents(11000) || (s.Closing-s.Opening).Abs() != bank.Cents(500) {
			t.Errorf("the statement of account %d goes from %s to %s with %+v", number, s.Opening, s.Closing, s.Transactions)
		}
	}
	if b := ledger.Balance(1, since); b.Available.String() != "105.00" {
		t.Errorf("%s are available", b.Available)
	}
	foreign := 0
	for _, row := range ledger.Transactions(0, 1<<20, since.AddDate(0, 0, 3)) {
		if row.Currency == "JPY" && (row.Amount == bank.Cents(5000) || row.Amount == bank.Cents(6000)) {
			foreign++
		}
	}
	if foreign != 4 {
		t.Errorf("%d transactions are in JPY", foreign)
	}
}

// TestDynamicAvailable holds that what is available to user_transactions_dynamic is what it owns less
// what is pending, for as long as it was 10 less when nothing was.
func TestDynamicAvailable(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	ledger := ledgerOf(t, world, dynamicUser, since, refreshed(since, since.Add(time.Hour), since.Add(50*time.Hour))...)
	held := 0
	for hours := range 200 {
		at := since.Add(time.Duration(hours) * time.Hour)
		var pending bank.Money
		for _, row := range ledger.Transactions(0, 1<<20, at) {
			if row.Account == 1 && row.Pending {
				pending += row.Amount
				held++
			}
		}
		b := ledger.Balance(1, at)
		if want := *b.Current - bank.Cents(1000) - pending; *b.Available != want {
			t.Errorf("after %d hours %s are available of %s, of which %s are pending", hours, b.Available, b.Current, pending)
		}
	}
	if held == 0 {
		t.Error("nothing ever was pending")
	}
}
