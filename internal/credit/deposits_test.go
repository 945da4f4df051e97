package credit_test

import (
	"testing"

	"toile/internal/bank"
	"toile/internal/credit"
	"toile/internal/document"
)

// TestPayNearTheEnds holds a pay against a statement near whose ends it comes.
func TestPayNearTheEnds(t *testing.T) {
	t.Parallel()
	const first, last = bank.Date(20727), bank.Date(20757)
	for _, test := range []struct {
		name        string
		paid, came  bank.Date
		amount      float64
		description string
		seen        string // of the amounts that the conflict names
		derived     string
	}{
		{"another amount at the end", last - 1, last - 1, 1111.11, "PLATYPUS MANUFACTURING PAYROLL", "1599.02", "1111.11"},
		{"another amount at the beginning", first, first, 1111.11, "PLATYPUS MANUFACTURING PAYROLL", "1599.02", "1111.11"},
		{"another amount before the pay date", last + 1, last, 1111.11, "Platypus Manufacturing", "1599.02", "1111.11"},
		{"another amount in the middle", first + 15, first + 15, 1111.11, "PLATYPUS MANUFACTURING PAYROLL", "1599.02", "1111.11"},
		{"another employer in the middle", first + 15, first + 15, 1111.11, "TWILL ROBOTICS", "1599.02", ""},
		{"another employer at the end", last - 1, last - 1, 1111.11, "TWILL ROBOTICS", "", ""},
		{"an earlier pay", last - 1, last - 15, 1111.11, "PLATYPUS MANUFACTURING PAYROLL", "", ""},
		{"the pay at the end", last - 1, last, 1599.02, "DEPOSIT", "", ""},
	} {
		amount := bank.MoneyOf(1599.02)
		stub := bank.Paystub{PayDate: test.paid, Distribution: []bank.Distribution{{Mask: "0000", Current: &amount}}}
		stub.Employer.Name = "Platypus Manufacturing"
		statement := bank.Statement{From: first, To: last, Transactions: []bank.Transaction{
			{Date: test.came, Amount: -bank.MoneyOf(test.amount), Description: test.description},
		}}
		statement.Book.Mask = "0000"
		got := credit.Conflicts([]credit.Upload{paper(document.Reading{Statement: &statement}), paper(document.Reading{Paystub: &stub})})
		if test.seen == "" {
			if len(got) > 0 {
				t.Errorf("%s: %+v", test.name, got[0].Signals)
			}
			continue
		}
		if len(got) != 1 || len(got[0].Signals) != 1 || got[0].Signals[0].Expected != test.seen || got[0].Signals[0].Actual != test.derived {
			t.Errorf("%s: %+v, want %s seen and %s derived", test.name, got, test.seen, test.derived)
		}
	}
}
