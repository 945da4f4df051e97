package item_test

import (
	"slices"
	"testing"
	"time"

	"toile"
	"toile/internal/item"
)

// offering gives an Item at an institution that offers these products, of a person who agreed to
// what they were asked.
func offering(w item.Wishes, products ...string) item.Item {
	it := linked(item.Terms{LoginDays: 30})
	it.Available, it.Limited = products, true
	it.Grant(w)
	return it
}

var offer = []string{
	"assets", "auth", "balance", "identity", "income_verification", "investments", "liabilities",
	"recurring_transactions", "statements", "transactions", "transfer",
}

// TestWhatAnItemMayShow is the rule for every endpoint.
func TestWhatAnItemMayShow(t *testing.T) {
	t.Parallel()
	asked := item.Wishes{Products: []string{"transactions"}, Optional: []string{"auth", "investments_auth"}, Consented: []string{"liabilities"}}
	for _, test := range []struct {
		product, code string
		changes       bool // its first use changes the Item
	}{
		{"", "", false},
		{"balance", "", false},
		{"transactions", "", false},
		{"auth", "", true},        // optional: billed now
		{"liabilities", "", true}, // agreed to for later
		{"recurring_transactions", "", true},
		{"identity", "ADDITIONAL_CONSENT_REQUIRED", false},
		{"investments", "ADDITIONAL_CONSENT_REQUIRED", false},
		{"transfer", "ADDITIONAL_CONSENT_REQUIRED", false},
		{"statements", "PRODUCT_NOT_ENABLED", false},
		{"income_verification", "PRODUCT_NOT_ENABLED", false},
		{"investments_auth", "PRODUCTS_NOT_SUPPORTED", false},
		{"signal", "PRODUCTS_NOT_SUPPORTED", false},
	} {
		it := offering(asked, offer...)
		err, _ := it.Allows(test.product).(*toile.Error)
		if test.code != "" {
			if err == nil || err.ErrorCode != test.code {
				t.Errorf("%s: %v, want %s", test.product, err, test.code)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.product, err)
		}
		if changed := it.Use(test.product); changed != test.changes {
			t.Errorf("%s: its first use changes the Item: %t", test.product, changed)
		}
		if it.Use(test.product) {
			t.Errorf("%s: its second use changes the Item", test.product)
		}
		if test.product != "" && test.product != "balance" && !slices.Contains(it.View().BilledProducts, toile.Products(test.product)) {
			t.Errorf("%s: used, and not billed: %v", test.product, it.View().BilledProducts)
		}
	}
}

// TestLists checks how the lists of products go together, whatever was asked and used.
func TestLists(t *testing.T) {
	t.Parallel()
	for _, w := range []item.Wishes{
		{Products: []string{"transactions"}},
		{Products: []string{"balance"}},
		{Products: []string{"auth", "statements"}, Optional: []string{"identity", "signal"}},
		{Products: []string{"assets"}, Consented: []string{"investments", "auth"}},
	} {
		it := offering(w, offer...)
		it.Use("identity")
		v := it.WithConsent()
		for _, p := range v.BilledProducts {
			if slices.Contains(v.AvailableProducts, p) || !slices.Contains(v.Products, p) || p == "balance" {
				t.Errorf("%v: %s is billed beside products %v and available %v", w, p, v.Products, v.AvailableProducts)
			}
		}
		for _, p := range v.Products {
			if !slices.Contains(v.ConsentedProducts, p) {
				t.Errorf("%v: nobody agreed to %s", w, p)
			}
		}
		if len(v.BilledProducts)+len(v.AvailableProducts) != len(offer) {
			t.Errorf("%v: billed %v and available %v are not all of %v", w, v.BilledProducts, v.AvailableProducts, offer)
		}
		if len(v.ConsentedDataScopes) == 0 || len(v.ConsentedUseCases) == 0 {
			t.Errorf("%v: scopes %v, uses %v", w, v.ConsentedDataScopes, v.ConsentedUseCases)
		}
	}
}

// TestStatus follows the updates of an Item through a break and its repair.
func TestStatus(t *testing.T) {
	t.Parallel()
	it := offering(item.Wishes{Products: []string{"transactions", "investments"}}, offer...)
	status := func(after time.Duration) (came, failed time.Time) {
		now := start.Add(after)
		s, _ := it.At(now).Status(now).Investments.Get()
		last, _ := s.LastSuccessfulUpdate.Get()
		bad, _ := s.LastFailedUpdate.Get()
		return last.Time, bad.Time
	}
	check := func(name string, after time.Duration, wantCame, wantFailed time.Time) {
		t.Helper()
		if came, failed := status(after); !came.Equal(wantCame) || !failed.Equal(wantFailed) {
			t.Errorf("%s: came in %v, failed %v; want %v, %v", name, came, failed, wantCame, wantFailed)
		}
	}
	check("at once", 0, start, time.Time{})
	check("within the day", 23*time.Hour, start, time.Time{})
	check("two days on", 53*time.Hour, start.Add(2*day), time.Time{})
	check("broken by time", 31*day+time.Hour, start.Add(29*day), start.Add(31*day))
	it.Break("ITEM_LOGIN_REQUIRED", start.Add(25*time.Hour))
	check("just broken", 26*time.Hour, start.Add(day), time.Time{})
	check("broken", 50*time.Hour, start.Add(day), start.Add(2*day))
	it.LogIn(it.Login, item.Terms{LoginDays: 30}, start.Add(51*time.Hour))
	check("repaired", 52*time.Hour, start.Add(51*time.Hour), time.Time{})
}

// TestTransactionsComeInLater follows the updates of a feed.
func TestTransactionsComeInLater(t *testing.T) {
	t.Parallel()
	it := offering(item.Wishes{Products: []string{"transactions"}}, offer...)
	last := func(after time.Duration) time.Time {
		now := start.Add(after)
		s, _ := it.At(now).Status(now).Transactions.Get()
		came, _ := s.LastSuccessfulUpdate.Get()
		return came.Time
	}
	if got := last(time.Hour); !got.IsZero() {
		t.Errorf("nobody asked, and they came in at %v", got)
	}
	it.AskTransactions(item.History{}, item.SandboxDelays, start)
	ready := start.Add(item.SandboxDelays.Initial)
	for after, want := range map[time.Duration]time.Time{
		item.SandboxDelays.Initial - 1: {}, item.SandboxDelays.Initial: ready, 25 * time.Hour: ready.Add(day),
	} {
		if got := last(after); !got.Equal(want) {
			t.Errorf("after %v: %v, want %v", after, got, want)
		}
	}
	it.LogIn(it.Login, item.Terms{LoginDays: 30}, start.Add(12*time.Hour))
	if got := last(25 * time.Hour); !got.Equal(start.Add(12 * time.Hour)) {
		t.Errorf("after a login: %v", got)
	}
}
