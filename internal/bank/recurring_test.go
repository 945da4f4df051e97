package bank_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/bank"
)

// paid makes transactions of one amount on days.
func paid(description string, amount float64, days ...string) []bank.Transaction {
	var list []bank.Transaction
	for _, day := range days {
		date, err := bank.ParseDate(day)
		if err != nil {
			panic(err)
		}
		list = append(list, bank.Transaction{Key: bank.Key(date) + 1, Account: 1, Amount: bank.MoneyOf(amount), Date: date, Description: description})
	}
	return list
}

// every makes so many transactions on days that lie steps apart, the last one on a day.
func every(description string, last string, n int, steps ...bank.Date) []bank.Transaction {
	list := paid(description, 10, last)
	for i := range n - 1 {
		t := list[0]
		t.Date -= steps[i%len(steps)]
		t.Key++
		list = append([]bank.Transaction{t}, list...)
	}
	return list
}

func TestStreams(t *testing.T) {
	t.Parallel()
	pending := paid("Gym", 30, "2026-01-10", "2026-02-10", "2026-03-10")
	pending[2].Pending = true
	for name, test := range map[string]struct {
		transactions []bank.Transaction
		today        string
		want         string // frequency status next, of each
	}{
		"weekly":                 {every("Cleaner", "2026-03-06", 9, 7), "2026-03-10", "WEEKLY MATURE 2026-03-13"},
		"every two weeks":        {every("ACME PAYROLL", "2026-03-06", 9, 14), "2026-03-10", "BIWEEKLY MATURE 2026-03-20"},
		"twice a month":          {paid("ACME PAYROLL", -10, "2025-12-15", "2025-12-31", "2026-01-15", "2026-01-30", "2026-02-13", "2026-02-27"), "2026-03-01", "SEMI_MONTHLY MATURE 2026-03-15"},
		"on a day of the month":  {paid("Rent", 900, "2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"), "2026-03-10", "MONTHLY MATURE 2026-04-01"},
		"on its last day":        {paid("Interest", -1, "2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28"), "2026-03-10", "MONTHLY MATURE 2026-03-31"},
		"every 30 days":          {every("Interest", "2026-03-06", 9, 30), "2026-03-10", "MONTHLY MATURE 2026-04-05"},
		"with numbers":           {append(paid("PAY 0001", -10, "2026-01-05", "2026-02-05"), paid("pay 0002", -11, "2026-03-05")...), "2026-03-10", "MONTHLY MATURE 2026-04-05"},
		"one payer, two ways":    {append(paid("ACME CORP DIRECT DEP 0105", -10, "2026-01-05", "2026-02-05"), paid("DIRECT DEPOSIT ACME", -11, "2026-03-05")...), "2026-03-10", "MONTHLY MATURE 2026-04-05"},
		"two pays of one payer":  {append(paid("ACME PAYROLL", -10, "2026-01-05", "2026-02-05", "2026-03-05"), paid("ACME PENSION", -10, "2026-01-19", "2026-02-19")...), "2026-03-10", "MONTHLY MATURE 2026-04-05, MONTHLY EARLY_DETECTION 2026-03-19"},
		"a year apart":           {paid("Insurance", 400, "2025-02-20", "2026-02-20"), "2026-03-10", "ANNUALLY MATURE 2027-02-20"},
		"twice so far":           {paid("Gym", 30, "2026-01-20", "2026-02-20"), "2026-03-10", "MONTHLY EARLY_DETECTION 2026-03-20"},
		"twice and no more":      {paid("Gym", 30, "2025-01-20", "2025-02-20"), "2026-03-10", "MONTHLY TOMBSTONED -"},
		"over":                   {paid("Gym", 30, "2025-01-20", "2025-02-20", "2025-03-20"), "2026-03-10", "MONTHLY MATURE -"},
		"late, not yet over":     {paid("Gym", 30, "2025-12-05", "2026-01-05", "2026-02-05"), "2026-03-08", "MONTHLY MATURE 2026-03-08"},
		"a pending one":          {pending, "2026-03-10", "MONTHLY EARLY_DETECTION 2026-03-10"},
		"two things at one shop": {append(paid("APPLE.COM/BILL", 0.99, "2025-12-03", "2026-01-03", "2026-02-03", "2026-03-03"), paid("APPLE.COM/BILL", 9.99, "2025-12-04", "2026-01-04", "2026-02-04", "2026-03-04")...), "2026-03-10", "MONTHLY MATURE 2026-04-03, MONTHLY MATURE 2026-04-04"},
		"in and out":             {append(paid("Ann", 10, "2026-01-03", "2026-02-03", "2026-03-03"), paid("Ann", -10, "2026-01-03", "2026-02-03", "2026-03-03")...), "2026-03-10", "MONTHLY MATURE 2026-04-03, MONTHLY MATURE 2026-04-03"},
		"no pace":                {every("Coffee", "2026-03-06", 12, 1, 3, 40, 2, 19, 5), "2026-03-10", ""},
		"all on one day":         {paid("Coffee", 3, "2026-03-06", "2026-03-06", "2026-03-06"), "2026-03-10", ""},
		"two amounts":            {append(paid("Shop", 3, "2026-01-06"), paid("Shop", 90, "2026-02-06")...), "2026-03-10", ""},
		"once":                   {paid("Shop", 3, "2026-01-06"), "2026-03-10", ""},
		"nothing":                {nil, "2026-03-10", ""},
	} {
		today, err := bank.ParseDate(test.today)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range bank.Streams(test.transactions, today) {
			next := "-"
			if r.Next != 0 {
				next = r.Next.String()
			}
			if r.Active != (r.Next != 0) || r.First().Date > r.Last().Date {
				t.Errorf("%s: %+v", name, r)
			}
			got = append(got, fmt.Sprintf("%s %s %s", r.Frequency, r.Status, next))
		}
		if text := strings.Join(got, ", "); text != test.want {
			t.Errorf("%s: %s, want %s", name, text, test.want)
		}
	}
}

// What the sandbox's users do every month is found as such: all of user_good, and a salary twice a
// month.
func TestStreamsOfUsers(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for username, want := range map[string]map[toile.RecurringTransactionFrequency]int{
		"user_good":                 {toile.RecurringTransactionFrequencyMonthly: 14, toile.RecurringTransactionFrequencySemiMonthly: 1},
		"user_transactions_dynamic": {toile.RecurringTransactionFrequencyMonthly: 5, toile.RecurringTransactionFrequencySemiMonthly: 1},
	} {
		ledger, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: username, Password: "pass_good"}, since, nil)
		if err != nil {
			t.Fatal(err)
		}
		today := bank.DateOf(since)
		got := map[toile.RecurringTransactionFrequency]int{}
		for _, r := range bank.Streams(ledger.Transactions(today-179, today, since), today) {
			got[r.Frequency]++
			if r.Status != toile.TransactionStreamStatusMature || !r.Active {
				t.Errorf("%s: %s is %s", username, r.Last().Description, r.Status)
			}
		}
		for frequency, n := range want {
			if got[frequency] != n {
				t.Errorf("%s: %v, want %v", username, got, want)
			}
		}
	}
}
