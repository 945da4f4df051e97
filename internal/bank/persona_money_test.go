package bank_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"toile/internal/bank"
)

// TestPersonasKeepTheirMoney looks at the balances of each persona through five years.
func TestPersonasKeepTheirMoney(t *testing.T) {
	t.Parallel()
	for i, p := range personas {
		w := bank.New(seeds[i%len(seeds)])
		start := someTimes(1, uint64(100+i))[0]
		for day := range 5 * 365 {
			at := start.Add(time.Duration(day) * 24 * time.Hour)
			for _, book := range personaLedger(t, w, "ins_109508", p.username, at).Books {
				current := book.Stated.Current.Float()
				low, high := 0.0, 65_000.0
				if book.Type == "depository" && book.Number == 1 {
					low = p.lowest
				}
				if book.Stated.Limit != nil {
					high = book.Stated.Limit.Float() / 2
				}
				if current < low || current > high {
					t.Fatalf("%s with seed %q: account %s is at %.2f on %s", p.username, seeds[i%len(seeds)], book.Mask, current, at.Format(time.DateOnly))
				}
			}
		}
	}
}

// TestOwnTransfersMeet holds that what goes from one account of a persona to another comes there
// on the same day, and that the deposits behind each income that Link shows exist.
func TestOwnTransfersMeet(t *testing.T) {
	t.Parallel()
	for i, p := range personas {
		w := bank.New(seeds[i%len(seeds)])
		for _, now := range someTimes(2, uint64(200+i)) {
			l := personaLedger(t, w, "ins_109508", p.username, now)
			sums, seen := map[string]bank.Money{}, 0
			for _, row := range l.Transactions(bank.DateOf(now)-730, bank.DateOf(now), now) {
				if row.Amount%bank.Cents(1) != 0 || row.Amount == 0 {
					t.Errorf("%s: %s of %s", p.username, row.Description, row.Amount)
				}
				for _, kind := range []string{"Online Transfer", "AUTO"} {
					if strings.HasPrefix(row.Description, kind) || kind == "AUTO" && strings.Contains(row.Description, "AUTOPAY") {
						sums[kind+row.Date.String()] += row.Amount
						seen++
					}
				}
			}
			for key, sum := range sums {
				if sum != 0 {
					t.Errorf("%s: %s leaves %s", p.username, key, sum)
				}
			}
			if len(l.Books) > 1 && seen == 0 {
				t.Errorf("%s: nothing goes between the accounts", p.username)
			}
		}
	}
}

// TestCardsArePaidInFull holds that what is paid for a card is what was owed when its bill was made.
func TestCardsArePaidInFull(t *testing.T) {
	t.Parallel()
	for i, p := range personas {
		for _, now := range someTimes(3, uint64(500+i)) {
			l := personaLedger(t, bank.New(seeds[i%len(seeds)]), "ins_109508", p.username, now)
			later := now.Add(60 * 24 * time.Hour)
			rows := l.Transactions(bank.DateOf(now), bank.DateOf(later), later)
			for _, book := range l.Books {
				if book.Type != "credit" {
					continue
				}
				bill := l.Bill(book.Number, now)
				if bill.NextDue-bill.Issued > 31 {
					continue // it was paid, and the next one is to come
				}
				paid := slices.ContainsFunc(rows, func(row bank.Transaction) bool {
					return row.Account == book.Number && row.Date == bill.NextDue && row.Amount == -*bill.Balance
				})
				if !paid || bill.PaidOn == 0 {
					t.Errorf("%s: the bill of %s over %s was not paid on %s", p.username, bill.Issued, bill.Balance, bill.NextDue)
				}
			}
		}
	}
}

// TestFeesAreDeserved holds that a persona pays for an overdraft on days after its account was
// below zero, and never else.
func TestFeesAreDeserved(t *testing.T) {
	t.Parallel()
	for i, now := range someTimes(4, 9) {
		l := personaLedger(t, bank.New(seeds[i]), "ins_109508", "user_credit_profile_poor", now)
		fees, in, out := 0, bank.Money(0), bank.Money(0)
		for _, row := range l.Transactions(bank.DateOf(now)-730, bank.DateOf(now), now) {
			if strings.Contains(row.Description, "ITEM FEE") {
				fees++
				if before := l.Balance(row.Account, row.Date.Time()); *before.Current >= 0 {
					t.Errorf("a fee on %s, before which the account was at %s", row.Date, before.Current)
				}
			}
			if row.Account == 1 && !strings.HasPrefix(row.Description, "Online Transfer") {
				in, out = in+max(-row.Amount, 0), out+max(row.Amount, 0)
			}
		}
		if fees < 12 {
			t.Errorf("%d fees in two years", fees)
		}
		if out < in {
			t.Errorf("%s came in and only %s went out", in, out)
		}
	}
}
