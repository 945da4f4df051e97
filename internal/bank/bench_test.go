package bank_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"toile/internal/bank"
)

// benchSince is when the Items of the benches are made, benchNow two years later.
var (
	benchSince = time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC)
	benchNow   = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
)

// benchUsers are the logins of the benches: the standard one, the one that moves, the personas of
// the most transactions and of the most that follow from others.
var benchUsers = []string{"user_good", "user_transactions_dynamic", "user_prism_3", "user_credit_profile_poor"}

func eachBenchUser(b *testing.B, run func(b *testing.B, ledger func(since time.Time) *bank.Ledger)) {
	for _, username := range benchUsers {
		login := bank.Login{InstitutionID: "ins_109508", Username: username, Password: "pass_good"}
		b.Run(username, func(b *testing.B) {
			b.ReportAllocs()
			run(b, func(since time.Time) *bank.Ledger {
				ledger, err := world.Ledger(login, since, nil)
				if err != nil {
					b.Fatal(err)
				}
				return ledger
			})
		})
	}
}

// perTransaction reports what one of so many transactions took in each round.
func perTransaction(b *testing.B, transactions int) {
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(max(transactions, 1)), "µs/transaction")
	b.ReportMetric(float64(transactions), "transactions")
}

// BenchmarkTwoYears builds what happened in the two years before an Item was made.
func BenchmarkTwoYears(b *testing.B) {
	eachBenchUser(b, func(b *testing.B, ledger func(time.Time) *bank.Ledger) {
		today, built := bank.DateOf(benchNow), 0
		for b.Loop() {
			built = len(ledger(benchNow).History(today-730, benchNow))
		}
		perTransaction(b, built)
	})
}

// BenchmarkTwoYearsSorted is the same as /transactions/get asks for it.
func BenchmarkTwoYearsSorted(b *testing.B) {
	eachBenchUser(b, func(b *testing.B, ledger func(time.Time) *bank.Ledger) {
		today, built := bank.DateOf(benchNow), 0
		for b.Loop() {
			built = len(ledger(benchNow).Transactions(today-730, today, benchNow))
		}
		perTransaction(b, built)
	})
}

// BenchmarkMonthAfterTwoYears builds the last 30 days of an Item that is two years old.
func BenchmarkMonthAfterTwoYears(b *testing.B) {
	eachBenchUser(b, func(b *testing.B, ledger func(time.Time) *bank.Ledger) {
		today, built := bank.DateOf(benchNow), 0
		for b.Loop() {
			built = len(ledger(benchSince).History(today-29, benchNow))
		}
		perTransaction(b, built)
	})
}

// BenchmarkBalances reads the balances of all accounts of an Item: when it is made, and two years
// later.
func BenchmarkBalances(b *testing.B) {
	eachBenchUser(b, func(b *testing.B, ledger func(time.Time) *bank.Ledger) {
		for _, at := range []time.Time{benchSince, benchNow} {
			b.Run(fmt.Sprintf("after%dyears", at.Year()-benchSince.Year()), func(b *testing.B) {
				b.ReportAllocs()
				l := ledger(benchSince)
				for b.Loop() {
					for number := range l.Books {
						l.Balance(number+1, at)
					}
				}
			})
		}
	})
}

// BenchmarkHundredThousandItems asks once for the balances and the last 30 days of 100,000 Items
// with as many logins, and reports what memory stays for them.
func BenchmarkHundredThousandItems(b *testing.B) {
	const items = 100_000
	var kept, built int
	for b.Loop() {
		w := bank.New("a hundred thousand")
		before := heap()
		for i := range items {
			ledger, err := w.Ledger(distinct(i, 200), benchNow, nil)
			if err != nil {
				b.Fatal(err)
			}
			built += len(ledger.History(bank.DateOf(benchNow)-29, benchNow))
		}
		kept = heap() - before
		runtime.KeepAlive(w)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/items, "µs/item")
	b.ReportMetric(float64(kept)/items, "B-kept/item")
	b.ReportMetric(float64(kept)/(1<<20), "MB-kept")
}

// distinct gives a custom login of its own, with a configuration of about so many bytes.
func distinct(i, size int) bank.Login {
	config := fmt.Sprintf(`{"version":"2","seed":"%0*d","override_accounts":[{"type":"depository","subtype":"checking","starting_balance":100}]}`, size, i)
	return bank.Login{InstitutionID: "ins_109508", Username: "user_custom", Password: config}
}

// heap gives the bytes that are reachable.
func heap() int {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

// BenchmarkManyRefreshes reads the last 30 days of an Item that was refreshed 1,000 times.
func BenchmarkManyRefreshes(b *testing.B) {
	login := bank.Login{InstitutionID: "ins_109508", Username: "user_transactions_dynamic", Password: "x"}
	var at []time.Time
	for i := range 1000 {
		at = append(at, benchSince.Add(time.Duration(i)*time.Hour))
	}
	changes, now, built := refreshed(at...), at[999], 0
	b.ReportAllocs()
	for b.Loop() {
		ledger, err := world.Ledger(login, benchSince, changes)
		if err != nil {
			b.Fatal(err)
		}
		built = len(ledger.History(bank.DateOf(now)-29, now))
	}
	perTransaction(b, built)
}
