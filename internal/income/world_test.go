package income_test

import (
	"testing"
	"time"

	"toile/internal/bank"
	"toile/internal/income"
)

const hoursOfDay = 12 * time.Hour

var (
	world = bank.New("income")
	now   = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	today = bank.DateOf(now)
)

// foundBy logs in and finds the income of the last days.
func foundBy(t testing.TB, username, password string, days bank.Date) ([]income.Stream, *bank.Ledger) {
	t.Helper()
	ledger, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: username, Password: password}, now, nil)
	if err != nil {
		t.Fatal(username, err)
	}
	window := bank.Period{From: today - days, To: today}
	return income.Find(ledger.Books, ledger.Transactions(0, today, now), window), ledger
}

// find finds the income of the year before a day.
func find(ledger *bank.Ledger, all []bank.Transaction, at bank.Date) []income.Stream {
	return income.Find(ledger.Books, all, bank.Period{From: at - 365, To: at})
}
