package income_test

import (
	"testing"

	"toile/internal/bank"
	"toile/internal/income"
)

// BenchmarkFind finds the income in two years of busy accounts: some 1,500 rows.
func BenchmarkFind(b *testing.B) {
	ledger, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_bank_income", Password: "pass_good"}, now, nil)
	if err != nil {
		b.Fatal(err)
	}
	all := ledger.Transactions(today-730, today, now)
	b.Run("persona", func(b *testing.B) { findAgain(b, ledger.Books, all) })
	l := lived(1)
	for len(l.rows) < 1500 {
		l.noise(2)
	}
	b.Run("varied", func(b *testing.B) { findAgain(b, l.books, l.rows) })
}

func findAgain(b *testing.B, books []bank.Book, all []bank.Transaction) {
	window := bank.Period{To: today}
	b.ReportAllocs()
	for b.Loop() {
		if len(income.Find(books, all, window)) == 0 {
			b.Fatal("nothing found")
		}
	}
	b.ReportMetric(float64(len(all)), "rows")
}
