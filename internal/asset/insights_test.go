package asset_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/asset"
)

func ptr[T any](v T) *T { return &v }

// moved is a transaction of a report by hand.
func moved(date string, amount float64, category, description string) toile.AssetReportTransaction {
	t := toile.AssetReportTransaction{Date: date, Amount: amount, OriginalDescription: &description, ISOCurrencyCode: ptr("USD"), TransactionID: "t"}
	if primary, detailed, ok := strings.Cut(category, "/"); ok {
		t.CreditCategory = toile.Some(toile.CreditCategory{Primary: primary, Detailed: primary + "_" + detailed})
	}
	return t
}

func held(date string, current float64) toile.HistoricalBalance {
	return toile.HistoricalBalance{Date: date, Current: current, ISOCurrencyCode: ptr("USD")}
}

// byHand is a report of 60 days before April 30, from March 1, of a checking account and a credit card. All
// that is expected of it below was added up by hand.
func byHand() toile.AssetReport {
	checking := toile.AccountAssets{
		AccountID: "a", Type: "depository", Subtype: ptr(toile.AccountSubtype("checking")), Balances: toile.AssetReportAccountBalance{ISOCurrencyCode: ptr("USD")},
		Transactions: []toile.AssetReportTransaction{
			moved("2026-04-28", -2000, "INCOME/SALARY", "ACME PAYROLL"),
			moved("2026-04-20", 35, "BANK_PENALTIES/CASH_ADVANCE_AND_OVERDRAFT_FEES", "OVERDRAFT FEE"),
			moved("2026-04-15", 300, "LOAN_PAYMENTS/PERSONAL_LOAN_PAYMENT", "UPSTART LOAN"),
			moved("2026-04-10", 150, "LOAN_PAYMENTS/CREDIT_CARD_PAYMENT", "CARD PAYMENT"),
			moved("2026-04-05", 1000, "RENT_AND_UTILITIES/RENT", "RENT"),
			moved("2026-04-04", 50, "ENTERTAINMENT/CASINOS_AND_GAMBLING", "DRAFTKINGS"),
			moved("2026-04-02", 100, "TRANSFER_OUT/SAVINGS", "TO SAVINGS"),
			moved("2026-03-28", -2000, "INCOME/SALARY", "ACME PAYROLL"),
			moved("2026-03-20", -500, "LOAN_DISBURSEMENTS/PERSONAL", "UPSTART LOAN"),
			moved("2026-03-10", -1000, "TRANSFER_IN/CHECKING", "FROM SAVINGS"),
			moved("2026-03-06", 30, "BANK_PENALTIES/INSUFFICIENT_AND_LATE_FEES", "NSF FEE"),
			moved("2026-03-05", 1000, "RENT_AND_UTILITIES/RENT", "RENT"),
			moved("2026-03-04", 20, "ENTERTAINMENT/CASINOS_AND_GAMBLING", "BOVADA"),
			moved("2026-03-03", 25, "ENTERTAINMENT/CASINOS_AND_GAMBLING", "BOVADA"),
			{Date: "2026-03-03", Amount: 70000, ISOCurrencyCode: ptr("JPY"), OriginalDescription: ptr("HOTEL"), TransactionID: "t"}, // left out: another currency
		},
		HistoricalBalances: []toile.HistoricalBalance{
			held("2026-04-30", 900), held("2026-04-22", 10), held("2026-04-21", -5), held("2026-04-20", -40),
			held("2026-04-19", 5), held("2026-03-07", 1), held("2026-03-06", -30.5), held("2026-03-05", 0),
		},
	}
	card := toile.AccountAssets{
		AccountID: "b", Type: "credit", Subtype: ptr(toile.AccountSubtype("credit card")), Balances: toile.AssetReportAccountBalance{ISOCurrencyCode: ptr("USD")},
		Transactions: []toile.AssetReportTransaction{
			moved("2026-04-10", -150, "LOAN_PAYMENTS/CREDIT_CARD_PAYMENT", "PAYMENT"),
			moved("2026-04-09", 80, "", "Whole Foods Market"), // groceries, as its description says
			moved("2026-03-09", 40, "DINING/DINING", "BISTRO"),
			moved("2026-03-08", -15, "GENERAL_MERCHANDISE/SUPERSTORES", "REFUND"), // comes in and is no income
		},
		HistoricalBalances: []toile.HistoricalBalance{held("2026-03-09", -60)}, // of a debt: below zero is no danger
	}
	return toile.AssetReport{
		DateGenerated: toile.Seconds(time.Date(2026, 4, 30, 15, 0, 0, 0, time.UTC)), DaysRequested: 60,
		Items: []toile.AssetReportItem{{ItemID: "i", Accounts: []toile.AccountAssets{checking, card}}},
	}
}

// written gives what stands at a path of a value's JSON, as JSON.
func written(t *testing.T, insights toile.Optional[toile.AccountInsights], path string) string {
	t.Helper()
	body, err := json.Marshal(insights.Or(toile.AccountInsights{}))
	if err != nil {
		t.Fatal(err)
	}
	var at any
	if err := json.Unmarshal(body, &at); err != nil {
		t.Fatal(err)
	}
	for key := range strings.SplitSeq(path, ".") {
		switch node := at.(type) {
		case map[string]any:
			at = node[key]
		case []any:
			at = node[int(key[0]-'0')]
		}
	}
	text, err := json.Marshal(at)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestInsightsByHand(t *testing.T) {
	t.Parallel()
	given := byHand()
	report := asset.WithInsights(given)
	if !given.Insights.IsAbsent() || !given.Items[0].Accounts[0].AccountInsights.IsAbsent() {
		t.Error("the given report was changed")
	}
	// March and April are the calendar months; the income is 2 * 2000 + 1000 = 5000.
	for path, want := range map[string]string{
		"risk.bank_penalties.amount":                                             `65`,
		"risk.bank_penalties.iso_currency_code":                                  `"USD"`,
		"risk.bank_penalties.unofficial_currency_code":                           `null`,
		"risk.bank_penalties.transactions_count":                                 `2`,
		"risk.bank_penalties.monthly_average.amount":                             `32.5`,
		"risk.bank_penalties.days_since_last_occurrence":                         `10`,
		"risk.bank_penalties.percentage_of_income":                               `1.3`,
		"risk.bank_penalties.category_details.0.id":                              `"BANK_PENALTIES_CASH_ADVANCE_AND_OVERDRAFT_FEES"`,
		"risk.bank_penalties.category_details.0.amount":                          `35`,
		"risk.bank_penalties.category_details.1.amount":                          `30`,
		"risk.bank_penalties.monthly_summaries.0":                                `{"end_date":"2026-03-31","start_date":"2026-03-01","total_amount":{"amount":30,"iso_currency_code":"USD","unofficial_currency_code":null}}`,
		"risk.bank_penalties.monthly_summaries.1":                                `{"end_date":"2026-04-30","start_date":"2026-04-01","total_amount":{"amount":35,"iso_currency_code":"USD","unofficial_currency_code":null}}`,
		"risk.gambling.amount":                                                   `95`,
		"risk.gambling.top_merchants":                                            `["DraftKings","Bovada"]`,
		"risk.gambling.percentage_of_income":                                     `1.9`,
		"risk.gambling.days_since_last_occurrence":                               `26`,
		"risk.loan_disbursements.amount":                                         `500`,
		"risk.loan_disbursements.top_providers":                                  `["UPSTART LOAN"]`,
		"risk.loan_disbursements.percentage_of_income":                           `10`,
		"risk.loan_payments.amount":                                              `450`,
		"risk.loan_payments.transactions_count":                                  `2`,
		"risk.loan_payments.monthly_average.amount":                              `225`,
		"risk.loan_payments.category_details.0.id":                               `"LOAN_PAYMENTS_PERSONAL_LOAN_PAYMENT"`,
		"risk.negative_balance.days_with_negative_balance":                       `3`,
		"risk.negative_balance.days_since_last_occurrence":                       `9`,
		"risk.negative_balance.minimum_balance.amount":                           `-40`,
		"risk.negative_balance.occurrences.0.start_date":                         `"2026-03-06"`,
		"risk.negative_balance.occurrences.0.end_date":                           `"2026-03-06"`,
		"risk.negative_balance.occurrences.1":                                    `{"end_date":"2026-04-21","minimum_balance":{"amount":-40,"iso_currency_code":"USD","unofficial_currency_code":null},"start_date":"2026-04-20"}`,
		"affordability.income.total_income.amount":                               `5000`,
		"affordability.income.income_excluding_transfers":                        `{"amount":4000,"iso_currency_code":"USD","unofficial_currency_code":null}`,
		"affordability.income.transfers_in.amount":                               `1000`,
		"affordability.expenditure.total_expenditure.amount":                     `2830`, // 2710 on the account and 120 on the card
		"affordability.expenditure.essential_expenditure":                        essentialByHand,
		"affordability.expenditure.non_essential_expenditure.amount":             `135`, // 95 gambled and 40 at table
		"affordability.expenditure.non_essential_expenditure.transactions_count": `4`,
		"affordability.expenditure.other.amount":                                 `65`,
		"affordability.expenditure.transfers_out.amount":                         `100`,
		"affordability.expenditure.transfers_out.percentage_of_income":           `2`,
		"affordability.expenditure.cash_flow.amount":                             `2835`, // in 5500 + 165, out 2830
		"affordability.expenditure.outlier_transactions.transactions_count":      `0`,
		"affordability.expenditure.outlier_transactions.total_amount.amount":     `0`,
	} {
		if got := written(t, report.Insights, path); got != want {
			t.Errorf("%s is %s, want %s", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"affordability.expenditure.total_expenditure.amount":               `120`,
		"affordability.expenditure.total_expenditure.percentage_of_income": `-1`, // there is no income on the card
		"affordability.expenditure.total_expenditure.top_categories.0.id":  `"FOOD_RETAIL"`,
		"affordability.expenditure.cash_flow.amount":                       `45`,
		"risk.negative_balance.days_with_negative_balance":                 `0`,
		"risk.negative_balance.days_since_last_occurrence":                 `null`,
		"risk.negative_balance.minimum_balance":                            `null`,
		"risk.negative_balance.occurrences":                                `[]`,
		"risk.gambling.days_since_last_occurrence":                         `null`,
		"risk.gambling.top_merchants":                                      `[]`,
	} {
		if got := written(t, report.Items[0].Accounts[1].AccountInsights, path); got != want {
			t.Errorf("of the card: %s is %s, want %s", path, got, want)
		}
	}
}

// essentialByHand: two rents of 1000, loan payments of 450 and 80 of groceries; 2530 of 5000.
const essentialByHand = `{"amount":2530,"iso_currency_code":"USD","monthly_average":{"amount":1265,"iso_currency_code":"USD","unofficial_currency_code":null},` +
	`"percentage_of_income":50.6,"top_categories":[` +
	`{"amount":2000,"id":"RENT_AND_UTILITIES","iso_currency_code":"USD","monthly_average":{"amount":1000,"iso_currency_code":"USD","unofficial_currency_code":null},"transactions_count":2,"unofficial_currency_code":null},` +
	`{"amount":450,"id":"LOAN_PAYMENTS","iso_currency_code":"USD","monthly_average":{"amount":225,"iso_currency_code":"USD","unofficial_currency_code":null},"transactions_count":2,"unofficial_currency_code":null},` +
	`{"amount":80,"id":"FOOD_RETAIL","iso_currency_code":"USD","monthly_average":{"amount":40,"iso_currency_code":"USD","unofficial_currency_code":null},"transactions_count":1,"unofficial_currency_code":null}],` +
	`"transactions_count":5,"unofficial_currency_code":null}`

// TestOutliers finds the one payment that is far from the others, and no transfer.
func TestOutliers(t *testing.T) {
	t.Parallel()
	report := byHand()
	account := &report.Items[0].Accounts[0]
	account.Transactions = []toile.AssetReportTransaction{
		moved("2026-04-01", 5000, "TRANSFER_OUT/SAVINGS", "TO SAVINGS"), moved("2026-04-02", 900, "MEDICAL/DENTAL_AND_VISION", "DENTIST"),
	}
	for _, amount := range []float64{10, 12, 14, 16, 18, 20, 22} {
		account.Transactions = append(account.Transactions, moved("2026-04-03", amount, "DINING/DINING", "LUNCH"))
	}
	// Eight payments: the quartiles are 12 and 20, so 20 + 3 * 8 = 44 is the limit.
	insights := asset.WithInsights(report).Items[0].Accounts[0].AccountInsights
	if got := written(t, insights, "affordability.expenditure.outlier_transactions.total_amount.amount"); got != "900" {
		t.Errorf("outliers of %s, want 900", got)
	}
	if got := written(t, insights, "affordability.expenditure.outlier_transactions.top_categories.0.id"); got != `"MEDICAL"` {
		t.Errorf("the outlier is %s", got)
	}
	account.Transactions = account.Transactions[:8] // seven payments tell nothing
	if got := written(t, asset.WithInsights(report).Insights, "affordability.expenditure.outlier_transactions.transactions_count"); got != "0" {
		t.Errorf("%s outliers among seven payments", got)
	}
}

// TestInsightsOfNothing holds that there are insights without accounts, transactions and currencies.
func TestInsightsOfNothing(t *testing.T) {
	t.Parallel()
	for _, report := range []toile.AssetReport{{}, {Items: []toile.AssetReportItem{{Accounts: []toile.AccountAssets{{Type: "investment"}}}}}} {
		insights := asset.WithInsights(report).Insights
		if got := written(t, insights, "risk.loan_payments.amount"); got != "0" {
			t.Errorf("loan payments of %s", got)
		}
		if got := written(t, insights, "affordability.expenditure.cash_flow.iso_currency_code"); got != "null" {
			t.Errorf("a currency %s of nothing", got)
		}
	}
}
