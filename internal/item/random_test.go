package item_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"toile"
	"toile/internal/item"
)

// TestAnyLife leads Items through random lives and holds what is true of every Item at all times.
func TestAnyLife(t *testing.T) {
	t.Parallel()
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 4))
		some := func() []string {
			return slices.DeleteFunc(slices.Clone(offer), func(string) bool { return random.IntN(3) > 0 })
		}
		now := start
		it := offering(item.Wishes{Products: some(), Optional: some(), Consented: some()}, some()...)
		it.Limited = random.IntN(2) == 0
		broken := false
		for range 60 {
			switch random.IntN(6) {
			case 0:
				terms := item.Terms{LoginDays: random.IntN(40), ConsentDays: random.IntN(40)}
				it.LogIn(it.Login, terms, now)
				broken = false
			case 1:
				it.Break("ITEM_LOGIN_REQUIRED", now)
			case 2:
				it.Grant(item.Wishes{Products: some(), Consented: some()})
			case 3:
				if p := offer[random.IntN(len(offer))]; it.Allows(p) == nil {
					it.Use(p)
				}
			default:
				now = now.Add(time.Duration(random.IntN(20*24)) * time.Hour)
			}
			seen := it.At(now)
			fails := seen.Failure() != nil
			if broken && !fails {
				t.Fatalf("seed %d: an Item repaired itself", seed)
			}
			broken = fails
			checkLife(t, seed, seen, now)
		}
	}
}

func checkLife(t *testing.T, seed uint64, seen item.Item, now time.Time) {
	t.Helper()
	v := seen.WithConsent()
	if again := seen.At(now).Failure(); (v.Error == nil) != (again == nil) {
		t.Fatalf("seed %d: the Item shows %v and fails with %v", seed, v.Error, again)
	}
	for _, p := range v.BilledProducts {
		if slices.Contains(v.AvailableProducts, p) || !slices.Contains(v.Products, p) {
			t.Fatalf("seed %d: %s is billed, available %v, products %v", seed, p, v.AvailableProducts, v.Products)
		}
	}
	for _, p := range v.Products {
		if !slices.Contains(v.ConsentedProducts, p) || seen.Allows(string(p)) != nil {
			t.Fatalf("seed %d: the Item has %s and may not show it", seed, p)
		}
	}
	for _, list := range [][]toile.Products{v.Products, v.ConsentedProducts, v.BilledProducts, v.AvailableProducts} {
		if sorted := slices.Sorted(slices.Values(list)); len(slices.Compact(sorted)) != len(list) {
			t.Fatalf("seed %d: a product stands twice in %v", seed, list)
		}
	}
	status, _ := seen.Status(now).Investments.Get()
	came, _ := status.LastSuccessfulUpdate.Get()
	if failed, _ := status.LastFailedUpdate.Get(); came.After(now) || failed.After(now) || !failed.IsZero() && (v.Error == nil || failed.Before(came.Time)) {
		t.Fatalf("seed %d: data came in %v, failed %v, at %v with %v", seed, came, failed, now, v.Error)
	}
}
