package enrich_test

import (
	"testing"

	"toile/internal/enrich"
)

// TestIncomeCategory reads deposits as custom users and banks write them.
func TestIncomeCategory(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ description, name, category string }{
		{"Plaid Direct Dep", "Plaid", "SALARY"},
		{"DIRECT DEPOSIT PLAID INC", "Plaid Inc", "SALARY"},
		{"ACME CORP DES:PAYROLL ID:XXXX1234 INDN:JOHN SMITH CO ID:9876 PPD", "Acme Corp", "SALARY"},
		{"ACH Electronic CreditGUSTO PAY 123456", "Creditgusto", "SALARY"},
		{"Social Security Administration", "Social Security Administration", "RETIREMENT"},
		{"SSA TREAS 310 XXSOC SEC PPD ID: 9031736042", "Social Security Administration", "RETIREMENT"},
		{"Uber Payment", "Uber", "GIG_ECONOMY"},
		{"Uber Payout", "Uber", "GIG_ECONOMY"},
		{"Lyft Payment", "Lyft", "GIG_ECONOMY"},
		{"LYFT", "Lyft", "GIG_ECONOMY"},
		{"Self Payout From Business", "Self Payout Business", "OTHER"},
		{"INTRST PYMNT", "Intrst Pymnt", "BANK_INTEREST"},
		{"bank interest payment", "Bank Interest", "BANK_INTEREST"},
		{"ZELLE FROM JANE DOE", "Zelle", "TRANSFER_FROM_APPLICATION"},
		{"VENMO CASHOUT PPD ID: 5264681992", "Venmo", "TRANSFER_FROM_APPLICATION"},
		{"IRS TREAS 310 TAX REF", "Internal Revenue Service", "TAX_REFUND"},
		{"TAX REFUND", "Tax", "TAX_REFUND"},
		{"CA EDD UI BENEFIT", "Ca Edd Ui Benefit", "UNEMPLOYMENT"},
		{"STATE CHILD SUPPORT", "State Child Support", "CHILD_SUPPORT"},
		{"VACP TREAS 310 XXVA BENEF", "Department of Veterans Affairs", "MILITARY"},
		{"DFAS-CLEVELAND SALARY", "Defense Finance and Accounting Service", "SALARY"},
		{"SSDI BENEFIT", "Social Security Administration", "LONG_TERM_DISABILITY"},
		{"AIRBNB PAYMENTS", "Airbnb", "RENTAL"},
		{"Tartan Apartments rent", "Tartan Apartments", "RENTAL"},
		{"ATM CASH DEPOSIT", "Cash", "CASH_DEPOSIT"},
		{"MOBILE DEPOSIT", "Mobile", "CASH_DEPOSIT"},
		{"DWP COST OF LIVING", "Dwp Cost Of Living", "BENEFIT_OTHER"},
		{"United Airlines **** REFUND ****", "", ""},
		{"Uber Trip REFUND", "", ""},
		{"Amazon.com", "", ""},
		{"ONLINE TRANSFER FROM SAV 1234", "", ""},
		{"zzz", "", ""},
		{"", "", ""},
	} {
		name, category, ok := enrich.Income(test.description)
		if name != test.name || category != test.category || ok != (test.category != "") {
			t.Errorf("%q: got %q %q %v, want %q %q", test.description, name, category, ok, test.name, test.category)
		}
	}
}
