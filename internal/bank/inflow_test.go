package bank

import (
	"math/rand/v2"
	"testing"
	"time"
)

// debtor is a customer with a credit card (1) and a loan (2), on which this recurs.
func debtor(since time.Time, streams ...stream) *Ledger {
	return &Ledger{Since: since, Customer: &Customer{noise: 1, streams: streams, Books: []Book{
		{Account: Account{Number: 1, Type: "credit"}, Stated: Balance{Current: new(Cents(124567))}},
		{Account: Account{Number: 2, Type: "loan"}, Stated: Balance{Current: new(Cents(6526200))}},
	}}}
}

// TestInflowIncome is money on a day of each month.
func TestInflowIncome(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	l := debtor(since, inflowIncome(1, Cents(512525), lastDay, "DIRECT DEPOSIT PLAID INC"))
	rows := l.Transactions(DateOf(since)-60, DateOf(since), since)
	if len(rows) != 2 || rows[0].Date.String() != "2026-02-28" || rows[1].Date.String() != "2026-01-31" {
		t.Fatalf("%+v", rows)
	}
	if row := rows[0]; row.Amount != Cents(-512525) || row.Description != "DIRECT DEPOSIT PLAID INC" || row.Account != 1 {
		t.Errorf("%+v", row)
	}
}

// TestInflowBalance is a card of which each statement is paid in full: what is owed at the end of
// the statement's day, whether the Item was made before it or after it.
func TestInflowBalance(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 6))
		since := time.Date(2026, time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), 0, 0, 0, time.UTC)
		statementDay, payDay := randomDay(r), randomDay(r)
		l := debtor(since,
			stream{account: 1, rule: sometimes{400}, amount: Cents(5000), spread: Cents(4900), authorized: 2, pending: true},
			inflowBalance(1, statementDay, payDay, "AUTOPAY"))
		now := since.AddDate(1, 0, 0)
		for _, row := range l.History(DateOf(since)+1, now) {
			if row.Description != "AUTOPAY" {
				continue
			}
			months, _ := row.Date.month()
			statement := inMonth(months, statementDay)
			if statement >= row.Date {
				statement = inMonth(months-1, statementDay)
			}
			owed := *l.Balance(1, (statement + 1).Time().Add(-1)).Current
			if -row.Amount != owed {
				t.Fatalf("seed %d: %s was paid on %v for the statement of %v, which was %s (Item of %v)", seed, row.Amount, row.Date, statement, owed, since)
			}
		}
		if rows := l.Transactions(DateOf(since)-365, DateOf(now), now); len(rows) < 300 {
			t.Fatalf("seed %d: %d rows", seed, len(rows))
		}
	}
}

// TestInflowInterest is a loan on which interest comes and is paid: the debt stays as it is.
func TestInflowInterest(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	l := debtor(since, inflowInterest(2, 15, 1, 0.06, "STUDENT LOAN PAYMENT")...)
	rows := l.Transactions(DateOf(since), DateOf(since)+90, since.AddDate(0, 0, 90))
	want := []struct {
		on, description string
		amount          Money
	}{
		{"2026-06-01", "STUDENT LOAN PAYMENT", Cents(-32631)}, {"2026-05-15", "INTEREST CHARGE", Cents(32631)},
		{"2026-05-01", "STUDENT LOAN PAYMENT", Cents(-32631)}, {"2026-04-15", "INTEREST CHARGE", Cents(32631)},
		{"2026-04-01", "STUDENT LOAN PAYMENT", Cents(-32631)}, {"2026-03-15", "INTEREST CHARGE", Cents(32631)},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows: %+v", len(rows), rows)
	}
	for i, w := range want {
		if row := rows[i]; row.Date.String() != w.on || row.Description != w.description || row.Amount != w.amount {
			t.Errorf("%v %s %s, want %+v", row.Date, row.Description, row.Amount, w)
		}
	}
	for _, days := range []int{-200, 0, 3, 25, 700} {
		at := since.AddDate(0, 0, days)
		if got := *l.Balance(2, at).Current; got != Cents(6526200) && got != Cents(6526200+32631) {
			t.Errorf("%s is owed after %d days", got, days)
		}
	}
}

// TestSettlementsOfNothing pays and charges nothing where nothing is owed.
func TestSettlementsOfNothing(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	l := debtor(since, append(inflowInterest(1, 15, 1, 0.2, "INTEREST"), inflowBalance(2, 15, 1, "BALANCE"))...)
	l.Books[0].Stated.Current, l.Books[1].Stated.Current = nil, new(Cents(-500))
	if rows := l.History(0, since.AddDate(1, 0, 0)); len(rows) != 0 {
		t.Errorf("%+v", rows)
	}
}
