package product_test

import (
	"testing"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// TestListedInvestments shows positions and trades as they are given, whatever their sum.
func TestListedInvestments(t *testing.T) {
	t.Parallel()
	book := book(1, "investment", "brokerage", "1", "")
	book.Currency = "CAD"
	apple := bank.Security{Ticker: "AAPL", Name: "Apples", ISIN: "US0378331005", Type: "equity", ClosePrice: new(bank.MoneyOf(211.26))}
	day := bank.NewDate(2026, 2, 2)
	book.Positions = []bank.Position{
		{Security: apple, Quantity: 0.7388014749727547, Price: 0.177494362, PricedOn: day, CostBasis: new(bank.MoneyOf(1.5)), Currency: "USD"},
		{Security: bank.Security{Name: "Private paper"}, Quantity: 1, Price: 3},
		{Security: bank.Security{Ticker: "COIN", Currency: "DOGE"}, Quantity: 2, Price: 1, Currency: "DOGE"},
	}
	book.Trades = []bank.Trade{
		{Security: &apple, Date: day, Name: "old", Quantity: -47.74104242992852, Price: 27.53, Amount: bank.MoneyOf(-1314.31), Type: "sell", Subtype: "sell"},
		{Date: day + 20, Name: "new", Type: "fee", Subtype: "account fee", Amount: bank.MoneyOf(2)},
		{Date: bank.DateOf(noon) + 1, Name: "of tomorrow", Type: "fee", Subtype: "account fee"},
		{Date: bank.DateOf(noon) - 731, Name: "of long ago", Type: "fee", Subtype: "account fee"},
	}
	s := sharing(noon, book)
	held, err := s.Holdings(nil)
	if err != nil {
		t.Fatal(err)
	}
	first, second := held.Holdings[0], held.Holdings[1]
	if first.Quantity != 0.7388014749727547 || first.InstitutionPrice != 0.177494362 || *first.CostBasis != 1.5 || *first.ISOCurrencyCode != "USD" ||
		*first.InstitutionPriceAsOf.Value != "2026-02-02" {
		t.Errorf("got %+v", first)
	}
	if second.CostBasis != nil || *second.ISOCurrencyCode != "CAD" || held.Securities[1].Type != nil || held.Securities[1].ClosePrice != nil {
		t.Errorf("got %+v of %+v", second, held.Securities[1])
	}
	if coin, of := held.Holdings[2], held.Securities[2]; coin.ISOCurrencyCode != nil || *coin.UnofficialCurrencyCode != "DOGE" ||
		of.ISOCurrencyCode != nil || *of.UnofficialCurrencyCode != "DOGE" {
		t.Errorf("got %+v of %+v", coin, of)
	}
	if *held.Accounts[0].Balances.Current != 100 {
		t.Errorf("the balance is %v", *held.Accounts[0].Balances.Current)
	}
	traded, err := s.Trades(&toile.InvestmentsTransactionsGetRequest{StartDate: "2020-01-01", EndDate: "2030-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	if n := traded.TotalInvestmentTransactions; n != 2 || traded.InvestmentTransactions[0].Name != "new" || traded.InvestmentTransactions[0].SecurityID != nil {
		t.Fatalf("got %+v", traded)
	}
	sold := traded.InvestmentTransactions[1]
	if sold.Quantity != -47.74104242992852 || sold.Price != 27.53 || sold.Fees != nil || *sold.SecurityID != first.SecurityID {
		t.Errorf("got %+v", sold)
	}
	moved, err := s.InvestmentsAuth(nil)
	if err != nil || len(moved.Numbers.Aton) != 1 || len(moved.Numbers.Acats) != 0 || moved.AccountDetails401k != nil {
		t.Errorf("got %v, %+v", err, moved)
	}
}

// TestListedDebts shows debts that a file gives: their amounts as they are, their days by the day
// of linking, and nothing of what it does not say.
func TestListedDebts(t *testing.T) {
	t.Parallel()
	card, loan := book(1, "credit", "credit card", "1", ""), book(1, "loan", "student", "1", "")
	card.Liability = &bank.Liability{Credit: &bank.CreditTerms{
		Schedule: bank.Schedule{LastPayment: new(bank.MoneyOf(250))}, APRs: []bank.APR{{Type: "cash_apr", Percentage: 24.99}},
		MinimumPayment: new(bank.MoneyOf(35)), Overdue: new(true),
	}}
	loan.Liability = &bank.Liability{Student: &bank.StudentTerms{
		Rate: 4.23, Principal: new(bank.MoneyOf(45_123)), PaymentsMade: new(3), EligibleForForgiveness: bank.NewDate(2030, 1, 1),
	}}
	s := sharing(noon.AddDate(0, 0, 30), card, book(1, "depository", "checking", "1", ""), loan)
	resp, err := s.Liabilities(nil)
	if err != nil || len(resp.Accounts) != 3 || resp.Liabilities.Mortgage != nil {
		t.Fatalf("%v, %+v", err, resp)
	}
	c := resp.Liabilities.Credit[0]
	if *c.LastPaymentAmount != 250 || c.LastPaymentDate != nil || *c.MinimumPaymentAmount != 35 || !*c.IsOverdue || len(c.Aprs) != 1 ||
		c.Aprs[0].BalanceSubjectToAPR != nil || *c.LastStatementBalance != 100 {
		t.Errorf("got %+v", c)
	}
	if *c.LastStatementIssueDate != "2026-03-28" || *c.NextPaymentDueDate != "2026-04-28" { // the 31st is no day of every month
		t.Errorf("billed on %s, due on %s", *c.LastStatementIssueDate, *c.NextPaymentDueDate)
	}
	l := resp.Liabilities.Student[0]
	if l.InterestRatePercentage != 4.23 || *l.OriginationPrincipalAmount != 45_123 || l.Guarantor != nil || l.LastPaymentAmount != nil ||
		*l.PslfStatus.PaymentsMade != 3 || *l.PslfStatus.EstimatedEligibilityDate != "2030-01-01" || l.PslfStatus.PaymentsRemaining != nil {
		t.Errorf("got %+v", l)
	}
	if _, err := sharing(noon, book(1, "depository", "checking", "1", "")).Liabilities(nil); err == nil {
		t.Error("who owes nothing has liabilities")
	}
}

// TestStatementPeriodsJoin adds periods in every order.
func TestStatementPeriodsJoin(t *testing.T) {
	t.Parallel()
	var it item.Item
	for _, p := range [][2]string{{"2025-03-01", "2025-03-31"}, {"2025-01-01", "2025-01-31"}, {"2025-02-01", "2025-02-28"}, {"2024-01-01", "2024-01-01"}} {
		period, err := item.StatementPeriod("", p[0], p[1])
		if err == nil {
			err = it.AddStatements(period)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(it.Statements) != 2 || it.Statements[1].To.String() != "2025-03-31" || it.Statements[1].From.String() != "2025-01-01" {
		t.Errorf("got %v", it.Statements)
	}
	var err error
	for i := 0; i < 100 && err == nil; i++ {
		day := bank.Date(5000 + 3*i)
		err = it.AddStatements(bank.Period{From: day, To: day})
	}
	if err == nil || len(it.Statements) != 50 {
		t.Errorf("an Item has %d periods", len(it.Statements))
	}
	old := item.Item{CreatedAt: noon, Products: []string{string(toile.ProductsStatements)}}
	if err := old.AddStatements(bank.Period{From: 100, To: 200}); err != nil || len(old.Statements) != 2 {
		t.Errorf("the two years that it had went away: %v, %v", old.Statements, err)
	}
}
