package bank_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"toile/internal/bank"
)

// goodCalendar is the table of facts link 5.6, row by row: account, day of the cycle, amount,
// description.
var goodCalendar = []struct {
	account     int
	day         bank.Date
	amount      string
	description string
}{
	{4, 0, "2078.50", "AUTOMATIC PAYMENT - THANK"},
	{4, 0, "500.00", "KFC"},
	{4, 0, "500.00", "Madison Bicycle Shop"},
	{4, 1, "500.00", "Tectra Inc"},
	{4, 6, "500.00", "United Airlines"},
	{4, 19, "78.50", "Touchstone Climbing"},
	{1, 4, "6.33", "Uber 072515 SF**POOL**"},
	{1, 17, "89.40", "SparkFun"},
	{1, 18, "12.00", "McDonald's"},
	{1, 18, "4.33", "Starbucks"},
	{1, 19, "-500.00", "United Airlines"},
	{1, 21, "5.40", "Uber 063015 SF**POOL**"},
	{2, 16, "-4.22", "INTRST PYMNT"},
	{2, 21, "25.00", "CREDIT CARD 3333 PAYMENT *//"},
	{3, 20, "1000.00", "CD DEPOSIT .INITIAL."},
	{5, 20, "5850.00", "ACH Electronic CreditGUSTO PAY 123456"},
}

func ledgerOf(t *testing.T, w *bank.World, username string, since time.Time, changes ...bank.Change) *bank.Ledger {
	t.Helper()
	ledger, err := w.Ledger(bank.Login{InstitutionID: "ins_109508", Username: username, Password: "pass_good"}, since, changes)
	if err != nil {
		t.Fatal(err)
	}
	return ledger
}

// TestGoodCalendar holds that user_good does what the facts' calendar says, in every 30 days of
// any time, and nothing else.
func TestGoodCalendar(t *testing.T) {
	t.Parallel()
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 7))
		since := time.Date(1990+r.IntN(100), time.Month(1+r.IntN(12)), 1+r.IntN(28), 12, 0, 0, 0, time.UTC)
		ledger := ledgerOf(t, bank.New(fmt.Sprint(seed)), "user_good", since)
		to := bank.DateOf(since)
		from := to - 29 - bank.Date(r.IntN(700))
		rows := ledger.Transactions(from, from+29, since)
		found := map[int]int{}
		for _, row := range rows {
			cycle := (row.Date%30 + 30) % 30
			for i, want := range goodCalendar {
				if row.Account == want.account && cycle == want.day && row.Amount.String() == want.amount && row.Description == want.description {
					found[i]++
				}
			}
			if row.Authorized != row.Date-1 || row.Pending || row.Replaces != 0 || !row.Removed.IsZero() || !row.Changed.IsZero() {
				t.Fatalf("seed %d: %+v", seed, row)
			}
		}
		if len(rows) != len(goodCalendar) || len(found) != len(goodCalendar) {
			t.Fatalf("seed %d: %d rows and %d of the calendar from %v on", seed, len(rows), len(found), from)
		}
	}
}

// TestGoodCounts counts what user_good does in two years, and what it does to the balances.
func TestGoodCounts(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ledger := ledgerOf(t, world, "user_good", since)
	today := bank.DateOf(since)
	if n := len(ledger.Transactions(today-729, today, since)); n < 384 || n > 400 {
		t.Errorf("%d transactions in 730 days", n)
	}
	for _, later := range []time.Duration{-90, -30, 0, 30, 90} {
		want := bank.MoneyOf(110) + bank.Money(later/30)*bank.MoneyOf(382.54)
		if got := *ledger.Balance(1, since.Add(later*24*time.Hour)).Current; got != want {
			t.Errorf("checking is at %s after %d days, want %s", got, later, want)
		}
	}
}

// TestSameWorld holds that a world tells the same on every call, in every process and to every
// Item of a login, and that another seed draws another one.
func TestSameWorld(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	now := since.Add(40 * 24 * time.Hour)
	changes := []bank.Change{{Number: 1, At: since.Add(time.Hour), Refresh: true}, {Number: 2, At: since.Add(50 * time.Hour), Refresh: true}}
	rows := func(seed string) []bank.Transaction {
		return ledgerOf(t, bank.New(seed), "user_transactions_dynamic", since, changes...).History(0, now)
	}
	if !reflect.DeepEqual(rows("a"), rows("a")) {
		t.Error("the same world tells two things")
	}
	if reflect.DeepEqual(rows("a"), rows("b")) {
		t.Error("two worlds tell the same")
	}
	one := ledgerOf(t, world, "user_good", since)
	other := ledgerOf(t, world, "user_good", since.Add(10*time.Hour))
	if from := bank.DateOf(now) - 30; len(one.Transactions(from, from+30, now)) != 16 {
		t.Error("user_good has not 16 transactions")
	} else {
		for i, row := range one.Transactions(from, from+30, now) {
			if also := other.Transactions(from, from+30, now)[i]; row.Key != also.Key || row.Date != also.Date || row.Amount != also.Amount {
				t.Errorf("one Item has %+v, another %+v", row, also)
			}
		}
	}
}

// TestUnknownAccounts asks for what is not there.
func TestUnknownAccounts(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ledger := ledgerOf(t, world, "user_transactions_dynamic", since,
		bank.Change{Number: 1, At: since, Created: []bank.Created{{Account: 99, Amount: bank.Cents(1), Transacted: 0, Posted: 1 << 20}}})
	for _, number := range []int{-1, 0, len(ledger.Books) + 1, 1 << 40} {
		if b := ledger.Balance(number, since); b != (bank.Balance{}) {
			t.Errorf("account %d has %+v", number, b)
		}
	}
	ledger.History(-1<<31, since)
	ledger.Transactions(1<<30, -1<<31, since)
}
