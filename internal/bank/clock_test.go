package bank_test

import (
	"fmt"
	"testing"
	"time"

	"toile/internal/bank"
)

// clockLogins are people of every kind.
func clockLogins() []bank.Login {
	const holdings = `{"override_accounts":[{"type":"investment","subtype":"brokerage","starting_balance":1000,
		"holdings":[{"quantity":3,"institution_price":0.011,"cost_basis":7,"security":{"ticker_symbol":"AAPL"}}]}]}`
	const debts = `{"seed":"debts","override_accounts":[
		{"type":"credit","subtype":"credit card","starting_balance":500,"meta":{"limit":1000},
			"inflow_model":{"type":"monthly-balance-payment","payment_day_of_month":5,"statement_day_of_month":20}},
		{"type":"loan","subtype":"student","starting_balance":9000,
			"inflow_model":{"type":"monthly-interest-only-payment","payment_day_of_month":"last","statement_day_of_month":28}},
		{"type":"loan","subtype":"mortgage","starting_balance":1000000000},
		{"type":"depository","subtype":"checking","transactions":[{"date_posted":"0001-01-01","amount":1000000000},{"date_posted":"9999-12-31","amount":-1}],
			"inflow_model":{"type":"monthly-income","income_amount":100000000,"payment_day_of_month":"last"}}]}`
	logins := []bank.Login{
		{InstitutionID: "ins_109508", Username: "user_good"}, {InstitutionID: "ins_109508", Username: "user_transactions_dynamic"},
		{InstitutionID: "ins_135842", Username: "user_good"}, {InstitutionID: "ins_116834", Username: "user_good"},
		{InstitutionID: "ins_109508", Username: "user_custom", Password: holdings},
		{InstitutionID: "ins_109508", Username: "user_custom", Password: debts}, {InstitutionID: "ins_109508", Username: "user_custom", Password: `{}`},
	}
	for _, p := range personas {
		logins = append(logins, bank.Login{InstitutionID: "ins_109508", Username: p.username})
	}
	return logins
}

// TestAnyClock holds that whatever a bank is asked at whatever instant is answered, long before an
// Item was made and long after, and that what is answered has a size.
func TestAnyClock(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	instants := []time.Time{since.Add(-1), since, since.Add(1), since.AddDate(0, 0, -2), since.AddDate(0, 0, 3), since.AddDate(-1, 0, 0)}
	for _, year := range []int{1970, 1999, 2012, 2023, 2038, 2100, 2200} {
		instants = append(instants, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(year, 2, 28, 23, 59, 59, 0, time.UTC))
	}
	for i, login := range clockLogins() {
		t.Run(fmt.Sprint(i, login.Username), func(t *testing.T) {
			t.Parallel()
			login.Password = orPass(login.Password)
			changes := []bank.Change{{Number: 1, At: since.Add(time.Hour), Refresh: true}}
			ledger, err := bank.New("seed").Ledger(login, since, changes)
			if err != nil {
				t.Fatal(err)
			}
			for _, at := range instants {
				for _, book := range ledger.Books {
					for _, m := range amountsAt(ledger, book, at) {
						if m != nil && (m.Abs() > bank.MoneyOf(1e12) || m.Cents().Abs() > bank.MoneyOf(1e12) || m.String() == "") {
							t.Errorf("at %s account %d (%s) has an amount of %s", at, book.Number, book.Subtype, m)
						}
					}
					for _, p := range ledger.Positions(book.Number, at) {
						if p.CostBasis != nil && (*p.CostBasis < 0 || *p.CostBasis > bank.MoneyOf(200_000)) {
							t.Errorf("at %s %v of %s cost %s", at, p.Quantity, p.Security.Name, p.CostBasis)
						}
					}
				}
				today := bank.DateOf(at)
				ledger.History(today-40, at)
				ledger.Trades(today-40, today, at)
				ledger.Paystubs(today-40, today)
				ledger.Payroll(at)
				ledger.W2s(at.Year() - 1)
			}
		})
	}
}

// TestCostsBeforeTheItem holds that what a position cost before the trades that were taken back is not
// known, and what it cost after others is.
func TestCostsBeforeTheItem(t *testing.T) {
	t.Parallel()
	since := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	ledger := goodLedger(t, "seed", since)
	stated, before, after := ledger.Positions(7, since), ledger.Positions(7, since.AddDate(-1, 0, 0)), ledger.Positions(7, since.AddDate(1, 0, 0))
	untouched := 0
	for i, p := range before {
		switch name := p.Security.Name; {
		case stated[i].CostBasis == nil || after[i].CostBasis == nil:
			t.Errorf("%s has no cost when the Item is made, or a year later", name)
		case p.CostBasis != nil && *p.CostBasis != *stated[i].CostBasis:
			t.Errorf("%s cost %s a year before the Item, %s when it was made", name, p.CostBasis, stated[i].CostBasis)
		case p.CostBasis != nil:
			untouched++
		}
	}
	if untouched == 0 || untouched > 5 {
		t.Errorf("%d of %d positions have a cost a year before the Item", untouched, len(before))
	}
}

// amountsAt gives the amounts that are told of an account at an instant.
func amountsAt(ledger *bank.Ledger, book bank.Book, at time.Time) []*bank.Money {
	balance, bill := ledger.Balance(book.Number, at), ledger.Bill(book.Number, at)
	all := []*bank.Money{balance.Current, balance.Available, balance.Limit, bill.Balance, bill.Paid}
	for _, p := range ledger.Positions(book.Number, at) {
		all = append(all, p.CostBasis, new(p.Value()), p.VestedValue())
	}
	today := bank.DateOf(at)
	for _, month := range bank.StatementMonths(bank.Period{From: today - 62, To: today}, at) {
		if s, ok := ledger.Statement(book.Number, month); ok {
			all = append(all, &s.Opening, &s.Closing)
		}
	}
	return all
}

func orPass(password string) string {
	if password == "" {
		return "pass_good"
	}
	return password
}
