package asset_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/asset"
	"toile/internal/gen/official"
)

// example gives the report of the official example, of Anna B Charleston.
func example(t *testing.T) toile.AssetReport {
	t.Helper()
	body, err := official.Example("../../sdktest", "/asset_report/get")
	if err != nil {
		t.Fatal(err)
	}
	var answer toile.AssetReportGetResponse
	if err := json.Unmarshal(body, &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Report
}

// tree gives a value as JSON has it.
func tree(t *testing.T, value any) map[string]any {
	t.Helper()
	body, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var at map[string]any
	if err := json.Unmarshal(body, &at); err != nil {
		t.Fatal(err)
	}
	return at
}

// at goes down a tree by keys and places.
func at(t *testing.T, node any, path string) any {
	t.Helper()
	for key := range strings.SplitSeq(path, ".") {
		switch one := node.(type) {
		case map[string]any:
			node = one[key]
		case []any:
			node = one[int(key[0]-'0')]
		default:
			t.Fatalf("there is no %s", path)
		}
	}
	return node
}

// TestFreddieMacExample holds the official report in both forms against what a reader of it writes.
func TestFreddieMacExample(t *testing.T) {
	t.Parallel()
	report := example(t)
	old, current := tree(t, asset.FreddieMac(report, "a-sandbox-x")), tree(t, asset.FreddieMacReports(report, "a-sandbox-x"))
	const assets = "SERVICES.SERVICE.VERIFICATION_OF_ASSET"
	const response = ".VERIFICATION_OF_ASSET_RESPONSE.ASSETS.ASSET.1."
	for path, want := range map[string]any{
		"SchemaVersion": 1.0,
		"DEAL.LOANS.LOAN.LOAN_IDENTIFIERS.LOAN_IDENTIFIER":                                         map[string]any{"LoanIdentifier": "client_report_id_1221", "LoanIdentifierType": "LenderLoan"},
		"DEAL.PARTIES.PARTY.0.INDIVIDUAL.NAME":                                                     map[string]any{"FirstName": "Anna", "LastName": "Charleston"},
		"DEAL.PARTIES.PARTY.0.ROLES.ROLE.ROLE_DETAIL.PartyRoleType":                                "Borrower",
		"DEAL.PARTIES.PARTY.0.TAXPAYER_IDENTIFIERS.TAXPAYER_IDENTIFIER":                            map[string]any{"TaxpayerIdentifierType": "SocialSecurityNumber", "TaxpayerIdentifierValue": "111-22-1234"},
		"DEAL." + assets + ".REPORTING_INFORMATION":                                                map[string]any{"ReportingInformationIdentifier": "a-sandbox-x"},
		"DEAL.SERVICES.SERVICE.STATUSES.STATUS":                                                    map[string]any{"StatusCode": "success", "StatusDescription": nil},
		"DEAL." + assets + response + "ASSET_DETAIL.AssetAccountIdentifier":                        "0000",
		"DEAL." + assets + response + "ASSET_DETAIL.AssetUniqueIdentifier":                         report.Items[0].Accounts[1].AccountID,
		"DEAL." + assets + response + "ASSET_DETAIL.AssetAvailableBalanceAmount":                   100.0,
		"DEAL." + assets + response + "ASSET_DETAIL.AssetCurrentBalanceAmount":                     110.0,
		"DEAL." + assets + response + "ASSET_DETAIL.AssetType":                                     "CheckingAccount",
		"DEAL." + assets + response + "ASSET_DETAIL.AssetAsOfDate":                                 "2023-03-30",
		"DEAL." + assets + response + "ASSET_DETAIL.AssetDaysRequestedCount":                       90.0,
		"DEAL." + assets + response + "ASSET_OWNERS.ASSET_OWNER.0.AssetOwnerText":                  "Alberta Bobbeth Charleson",
		"DEAL." + assets + response + "ASSET_HOLDER.NAME.FullName":                                 "First Platypus Bank",
		"DEAL." + assets + ".VERIFICATION_OF_ASSET_RESPONSE.ASSETS.ASSET.0.ASSET_DETAIL.AssetType": "MoneyMarketFund",
	} {
		if diff := cmp.Diff(want, at(t, old, path)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", path, diff)
		}
		newer := strings.Replace(path, assets+".", assets+".0.", 1)
		switch path {
		case "SchemaVersion":
			want = 2.4
		case "DEAL.LOANS.LOAN.LOAN_IDENTIFIERS.LOAN_IDENTIFIER":
			want = []any{want}
		case "DEAL.PARTIES.PARTY.0.INDIVIDUAL.NAME":
			want = map[string]any{"FirstName": "Anna", "MiddleName": "B", "LastName": "Charleston"}
		case "DEAL." + assets + ".REPORTING_INFORMATION":
			want = map[string]any{
				"ReportDateTime": "2023-03-30T18:27:37Z", "ReportIdentifierType": "ReportID",
				"ReportingInformationIdentifier": report.AssetReportID, "ReportingInformationParentIdentifier": "a-sandbox-x",
			}
		}
		if diff := cmp.Diff(want, at(t, current, newer)); diff != "" {
			t.Errorf("newer %s: (-want +got)\n%s", path, diff)
		}
	}
}

// TestFreddieMacTransactions holds how the directions, dates, names and categories are told, under
// the key that each form has for descriptions.
func TestFreddieMacTransactions(t *testing.T) {
	t.Parallel()
	report := toile.AssetReport{Items: []toile.AssetReportItem{{InstitutionName: "Bank", Accounts: []toile.AccountAssets{{
		AccountID: "a", Type: "depository", Subtype: ptr(toile.AccountSubtype("savings")),
		Transactions: []toile.AssetReportTransaction{
			{TransactionID: "1", Amount: 12.5, Date: "2026-04-02", DateTransacted: toile.Some("2026-04-01T10:00:00Z"), OriginalDescription: ptr("McDonald's"), MerchantName: toile.Some("McDonald's")},
			{TransactionID: "2", Amount: -2000, Date: "2026-04-03", OriginalDescription: ptr("ACME PAYROLL")},
			{TransactionID: "3", Amount: -500, Date: "2026-04-04", OriginalDescription: ptr("United Airlines **** REFUND ****")},
			{TransactionID: "4", Amount: 80, Date: "2026-04-05", OriginalDescription: ptr("CHECK 1234"), CheckNumber: toile.Some("1234")},
			{TransactionID: "5", Amount: 3, Date: "2026-04-05", OriginalDescription: ptr("ATM FEE")},
			{TransactionID: "6", Amount: 300, Date: "2026-04-05", OriginalDescription: ptr("Student Loan Repayment")},
		},
	}}}}}
	want := []string{
		`12.5 Debit 2026-04-01 2026-04-02 FastFood by <nil> to McDonald's (<nil>)`,
		`2000 Credit 2026-04-03 2026-04-03 Paycheck by Acme to <nil> (<nil>)`,
		`500 Credit 2026-04-04 2026-04-04 Reimbursement by United Airlines to <nil> (<nil>)`,
		`80 Debit 2026-04-05 2026-04-05 Check by <nil> to <nil> (check)`,
		`3 Debit 2026-04-05 2026-04-05 ATMFee by <nil> to <nil> (<nil>)`,
		`300 Debit 2026-04-05 2026-04-05 Student Loan by <nil> to <nil> (<nil>)`,
	}
	const path = ".VERIFICATION_OF_ASSET_RESPONSE.ASSETS.ASSET.0.ASSET_TRANSACTIONS.ASSET_TRANSACTION"
	for form, list := range map[string]any{
		"ASSET_TRANSACTION_DESCRIPTON":  at(t, tree(t, asset.FreddieMac(report, "")), "DEAL.SERVICES.SERVICE.VERIFICATION_OF_ASSET"+path),
		"ASSET_TRANSACTION_DESCRIPTION": at(t, tree(t, asset.FreddieMacReports(report, "")), "DEAL.SERVICES.SERVICE.VERIFICATION_OF_ASSET.0"+path),
	} {
		for i, one := range list.([]any) {
			d := at(t, one, "ASSET_TRANSACTION_DETAIL").(map[string]any)
			if got := told(d); got != want[i] {
				t.Errorf("%d is %s\nwant %s", i, got, want[i])
			}
			if got := at(t, one, form+".0.AssetTransactionDescription"); got != *report.Items[0].Accounts[0].Transactions[i].OriginalDescription {
				t.Errorf("%d is described as %v", i, got)
			}
		}
	}
}

func told(d map[string]any) string {
	return strings.Join([]string{
		plain(d["AssetTransactionAmount"]), plain(d["AssetTransactionType"]), plain(d["AssetTransactionDate"]), plain(d["AssetTransactionPostDate"]), plain(d["AssetTransactionCategoryType"]),
		"by", plain(d["AssetTransactionPaidByName"]), "to", plain(d["AssetTransactionPaidToName"]), "(" + plain(d["AssetTransactionTypeAdditionalDescription"]) + ")",
	}, " ")
}

func plain(value any) string {
	if value == nil {
		return "<nil>"
	}
	text, _ := json.Marshal(value)
	return strings.Trim(string(text), `"`)
}

// TestFreddieMacHoldings adds up holdings by hand: stocks 100 + 50, bonds 30, coins 7, cash 20.
func TestFreddieMacHoldings(t *testing.T) {
	t.Parallel()
	holdings := &toile.AssetReportInvestments{Transactions: []toile.AssetReportInvestmentTransaction{
		{InvestmentTransactionID: "d", Amount: -4, Date: "2026-04-01", Name: "DIV", Type: "cash", Subtype: "qualified dividend"},
		{InvestmentTransactionID: "b", Amount: 40, Date: "2026-04-02", Name: "BUY", Type: "buy", Subtype: "buy"},
	}}
	for kind, value := range map[string]float64{"equity": 100, "etf": 50, "fixed income": 30, "cryptocurrency": 7, "cash": 20} {
		holdings.Securities = append(holdings.Securities, toile.AssetReportInvestmentSecurity{SecurityID: kind, Type: &kind, Name: &kind})
		holdings.Holdings = append(holdings.Holdings, toile.AssetReportInvestmentHolding{SecurityID: kind, InstitutionValue: value, InstitutionPrice: value, Quantity: 1, ISOCurrencyCode: ptr("USD")})
	}
	report := toile.AssetReport{Items: []toile.AssetReportItem{{Accounts: []toile.AccountAssets{{
		AccountID: "a", Type: "investment", Subtype: ptr(toile.AccountSubtype("401k")), Investments: holdings, Balances: toile.AssetReportAccountBalance{Current: ptr(207.0), MarginLoanAmount: ptr(10.0)},
	}}}}}
	one := at(t, tree(t, asset.FreddieMacReports(report, "")), "DEAL.SERVICES.SERVICE.VERIFICATION_OF_ASSET.0.VERIFICATION_OF_ASSET_RESPONSE.ASSETS.ASSET.0")
	for path, want := range map[string]any{
		"ASSET_DETAIL.AssetType": "Investment", "ASSET_DETAIL.AssetStocksBalanceAmount": 150.0, "ASSET_DETAIL.AssetBondsBalanceAmount": 30.0,
		"ASSET_DETAIL.AssetCryptoBalanceAmount": 7.0, "ASSET_DETAIL.AssetOtherBalanceAmount": 0.0, "ASSET_DETAIL.AssetCashBalanceAmount": 20.0, "ASSET_DETAIL.AssetAvailableCashBalanceAmount": 20.0,
		"ASSET_DETAIL.AssetHoldingBalanceAmount": 180.0, "ASSET_DETAIL.AssetHoldingBalanceNetMarginAmount": 170.0, "ASSET_DETAIL.AssetMarginAmountBalance": 10.0,
		"ASSET_DETAIL.AssetRetirementIndicator": "true", "ASSET_DETAIL.AssetEmployerSponsoredIndicator": "true", "ASSET_DETAIL.AssetAvailableBalanceAmount": 207.0,
		"ASSET_TRANSACTIONS.ASSET_TRANSACTION.0.ASSET_TRANSACTION_DETAIL.AssetInvestmentTransactionType": "Dividends",
		"ASSET_TRANSACTIONS.ASSET_TRANSACTION.0.ASSET_TRANSACTION_DETAIL.AssetTransactionType":           "Credit",
		"ASSET_TRANSACTIONS.ASSET_TRANSACTION.1.ASSET_TRANSACTION_DETAIL.AssetInvestmentTransactionType": "Buy",
	} {
		if got := at(t, one, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	if held := at(t, one, "ASSET_HOLDINGS.ASSET_HOLDING").([]any); len(held) != 5 {
		t.Errorf("%d holdings", len(held))
	}
}

// TestFreddieMacBorrowers names who borrows where the report has no user, or one without a social
// security number.
func TestFreddieMacBorrowers(t *testing.T) {
	t.Parallel()
	owners := []toile.Owner{{Names: []string{"Alberta Bobbeth Charleson", "Cher"}}, {Names: []string{"Alberta Bobbeth Charleson"}}}
	report := toile.AssetReport{Items: []toile.AssetReportItem{{Accounts: []toile.AccountAssets{{Owners: owners}, {Owners: owners}}}}}
	parties := at(t, tree(t, asset.FreddieMacReports(report, "")), "DEAL.PARTIES.PARTY").([]any)
	if len(parties) != 2 {
		t.Fatalf("%d parties", len(parties))
	}
	if diff := cmp.Diff(map[string]any{"FirstName": "Alberta", "MiddleName": "Bobbeth", "LastName": "Charleson"}, at(t, parties[0], "INDIVIDUAL.NAME")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]any{"FirstName": "", "MiddleName": "", "LastName": "Cher"}, at(t, parties[1], "INDIVIDUAL.NAME")); diff != "" {
		t.Error(diff)
	}
	report.User = toile.AssetReportUser{LastName: toile.Some("Doe"), SSN: toile.Some("912-78-1234")}
	parties = at(t, tree(t, asset.FreddieMacReports(report, "")), "DEAL.PARTIES.PARTY").([]any)
	if got := at(t, parties[0], "TAXPAYER_IDENTIFIERS.TAXPAYER_IDENTIFIER.TaxpayerIdentifierType"); got != "IndividualTaxpayerIdentificationNumber" || len(parties) != 1 {
		t.Errorf("%d parties, the first has a %v", len(parties), got)
	}
}
