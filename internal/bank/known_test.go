package bank_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"toile/internal/bank"
)

// TestMemoryIsBounded asks for four times as many custom logins as are kept, half of them with long
// configurations, and holds that what stays in memory does not grow with them. The same login then
// still leads to the same customer.
func TestMemoryIsBounded(t *testing.T) {
	w, since := bank.New("bounded"), time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	before, asked := heap(), 0
	for i := range 4_000 {
		login := distinct(i, 50+i%2*50_000)
		asked += len(login.Password)
		if _, err := w.Ledger(login, since, nil); err != nil {
			t.Fatal(err)
		}
	}
	if kept := heap() - before; kept > 64<<20 || asked < 90<<20 {
		t.Errorf("%d MB are kept of %d MB", kept>>20, asked>>20)
	}
	for i := range 2_000 {
		one, err := w.Ledger(distinct(i, 50), since, nil)
		if err != nil {
			t.Fatal(err)
		}
		if two, err := w.Ledger(distinct(i, 50), since, nil); err != nil || one.Customer != two.Customer {
			t.Fatalf("login %d was read twice in a row (%v)", i, err)
		}
	}
}

// TestLoginsAtOnce asks for the same and for other customers from many sides at once.
func TestLoginsAtOnce(t *testing.T) {
	t.Parallel()
	w, since := bank.New("at once"), time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	var group sync.WaitGroup
	for side := range 8 {
		group.Go(func() {
			for i := range 2000 {
				login := distinct((i*7+side)%1500, 20)
				if i%3 == 0 {
					login = bank.Login{InstitutionID: fmt.Sprint("ins_", i%5), Username: "user_good", Password: fmt.Sprint(i)}
				}
				if i%100 == 0 { // whose sums are kept, too
					login.Username = "user_credit_profile_poor"
				}
				ledger, err := w.Ledger(login, since, nil)
				if err != nil || len(ledger.Books) == 0 {
					t.Errorf("%+v: %v", login, err)
					return
				}
				ledger.History(bank.DateOf(since)-30, since)
			}
		})
	}
	group.Wait()
}
