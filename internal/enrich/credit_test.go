package enrich_test

import (
	"testing"

	"toile/internal/enrich"
)

// TestCreditCategory reads descriptions, each of which is of the kind that the category's name says.
func TestCreditCategory(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		description string
		in          bool
		want        enrich.Credit
	}{
		{"Overdraft fee", false, enrich.Credit{Primary: "BANK_PENALTIES", Detailed: "BANK_PENALTIES_CASH_ADVANCE_AND_OVERDRAFT_FEES"}},
		{"NSF fee", false, enrich.Credit{Primary: "BANK_PENALTIES", Detailed: "BANK_PENALTIES_INSUFFICIENT_AND_LATE_FEES"}},
		{"McDonald's", false, enrich.Credit{Primary: "DINING", Detailed: "DINING_DINING"}},
		{"Starbucks", false, enrich.Credit{Primary: "DINING", Detailed: "DINING_COFFEE"}},
		{"Whole Foods Market", false, enrich.Credit{Primary: "FOOD_RETAIL", Detailed: "FOOD_RETAIL_GROCERIES"}},
		{"PURCHASE WM SUPERCENTER #1700", false, enrich.Credit{Primary: "GENERAL_MERCHANDISE", Detailed: "GENERAL_MERCHANDISE_SUPERSTORES"}},
		{"Plaid Direct Dep", true, enrich.Credit{Primary: "INCOME", Detailed: "INCOME_SALARY"}},
		{"Mortgage Payment", false, enrich.Credit{Primary: "LOAN_PAYMENTS", Detailed: "LOAN_PAYMENTS_MORTGAGE_AND_AUTO"}},
		{"bank interest payment", true, enrich.Credit{Primary: "INTEREST_PAYMENTS", Detailed: "INTEREST_PAYMENTS_INTEREST_RECEIVED"}},
		{"IRS TREAS 310 TAX REF", true, enrich.Credit{Primary: "TAX_REFUND", Detailed: "TAX_REFUND_TAX_REFUND"}},
		{"ZELLE FROM JANE DOE", true, enrich.Credit{Primary: "TRANSFER_IN", Detailed: "TRANSFER_IN_TRANSFER_IN_FROM_APPS"}},
		{"ATM WITHDRAWAL 000123", false, enrich.Credit{Primary: "TRANSFER_OUT", Detailed: "TRANSFER_OUT_CHECKS_AND_ATM"}},
		{"Uber 072515 SF**POOL**", false, enrich.Credit{Primary: "TRAVEL_AND_TRANSPORTATION", Detailed: "TRAVEL_AND_TRANSPORTATION_TAXIS_AND_RIDE_SHARES"}},
		{"DRAFTKINGS DEPOSIT 555", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"FANDUEL", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"BETMGM", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"CAESARS SPORTSBOOK NJ", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"PRIZEPICKS", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"BOVADA", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"POKERSTARS", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"KALSHI INC", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"RIVERBOAT SPORTSBOOK", false, enrich.Credit{Primary: "ENTERTAINMENT", Detailed: "ENTERTAINMENT_CASINOS_AND_GAMBLING"}},
		{"Quux Emporium", false, enrich.Credit{Primary: "GENERAL_MERCHANDISE", Detailed: "GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE"}},
	} {
		if got := enrich.Of(test.description, test.in, checking).Credit(); got != test.want {
			t.Errorf("%s: got %+v", test.description, got)
		}
	}
}

// TestCreditOfAll holds that each personal finance category of version 2 leads to a credit category.
func TestCreditOfAll(t *testing.T) {
	t.Parallel()
	for _, c := range enrich.Categories {
		if credit := (enrich.Enriched{V2: &c}).Credit(); c.In("2") && (credit.Primary == "" || credit.Detailed == "") {
			t.Errorf("%s has no credit category", c.Detailed)
		}
	}
}
