package app_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"toile"
	"toile/toiletest"
)

// TestBankIncomeNamesNothingTwice holds that the words of a script are names or keys on offer.
func TestBankIncomeNamesNothingTwice(t *testing.T) {
	t.Parallel()
	w := still(t)
	token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER",`+incomeAsked+`}`)["link_token"].(string)
	for _, sources := range []string{`["Lottery"]`, `["Tartan Apartments","Tartan Apartments"]`, `[""]`} {
		body := `{"link_token":"` + token + `","username":"user_bank_income","income_sources":` + sources + `}`
		if e := refused(t, w.Client, "/toile/link", body); e.ErrorCode != "INVALID_FIELD" {
			t.Errorf("%s: %v", sources, e)
		}
	}
	w.refuses(t, "/credit/bank_income/get", `{"user_id":"$USER"}`, "INCOME_VERIFICATION_NOT_FOUND")
}

// TestReportsDoNotChange holds that a report is the same for the same seed, and the same ever after.
func TestReportsDoNotChange(t *testing.T) {
	t.Parallel()
	get := func(w world) string {
		answer, err := w.Client.Do(t.Context(), "/credit/bank_income/get", json.RawMessage(w.fill(`{"user_id":"$USER"}`)))
		if err != nil {
			t.Fatal(err)
		}
		report, _, _ := strings.Cut(string(answer), `"request_id"`)
		return report
	}
	session := part(toiletest.Part{Username: "user_bank_income"})
	w, again := still(t, toiletest.Seed("one")), still(t, toiletest.Seed("one"))
	w.goes(t, incomeAsked, session)
	again.goes(t, incomeAsked, session)
	first := get(w)
	if first != get(again) || len(first) < 10_000 {
		t.Errorf("two runs of one seed have reports of %d and %d bytes that differ", len(first), len(get(again)))
	}
	w.Advance(45 * day)
	if get(w) != first {
		t.Error("the report changed when the clock moved on")
	}
	w.goes(t, incomeAsked, session)
	reports := w.bankIncome(t, 2)
	if len(reports) != 2 || *reports[0].BankIncomeID == *reports[1].BankIncomeID || !reports[0].GeneratedTime.After(reports[1].GeneratedTime.Time) {
		t.Error("the newest report is not the first of two")
	}
}

// TestBankIncomeWarnings tells what became of Items whose income is not in the report, and why.
func TestBankIncomeWarnings(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name     string
		part     toiletest.Part
		sources  int
		warnings string
	}{
		{"nothing comes in", toiletest.Part{Username: "user_good"}, 0, "DATA_UNAVAILABLE NO_ACCOUNTS"},
		{"it is not income", toiletest.Part{Username: "user_bank_income", Income: "none"}, 0, ""},
		{"the server breaks", toiletest.Part{Username: "user_bank_income", Income: "fail"}, 0, "TRANSACTIONS_UNAVAILABLE INTERNAL_SERVER_ERROR"},
		{"a bank that does not know its customers", toiletest.Part{Username: "user_credit_profile_good", InstitutionID: "ins_109510", Accounts: []string{"0000"}}, 2, "IDENTITY_UNAVAILABLE ITEM_NOT_SUPPORTED"},
		{"all is well", toiletest.Part{Username: "user_credit_profile_good", Accounts: []string{"0000"}}, 2, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			w := still(t)
			result := w.goes(t, incomeAsked, part(test.part))
			report := w.newest(t)
			if len(report.Items) != 1 || len(report.Items[0].BankIncomeSources) != test.sources || *report.BankIncomeSummary.IncomeSourcesCount != test.sources {
				t.Errorf("got %s, want %d sources", report.AppendJSON(nil), test.sources)
			}
			if got := warningsOf(report.Warnings); got != test.warnings {
				t.Errorf("warnings %q, want %q", got, test.warnings)
			}
			for _, warning := range report.Warnings {
				if warning.Cause.ItemID != result.ItemIDs[0] || warning.Cause.ErrorMessage == "" {
					t.Errorf("the cause is %+v", *warning.Cause)
				}
			}
			if owners := report.Items[0].BankIncomeAccounts; test.sources > 0 && (len(owners) != 1 || len(owners[0].Owners) == 0 != strings.HasPrefix(test.warnings, "IDENTITY")) {
				t.Errorf("the owners are %+v", owners)
			}
		})
	}
}

func warningsOf(list []toile.CreditBankIncomeWarning) string {
	var words []string
	for _, w := range list {
		words = append(words, string(*w.WarningCode)+" "+string(w.Cause.ErrorType))
	}
	return strings.Join(words, ", ")
}

// TestOneReportASession links two Items in one session, and leaves at a third.
func TestOneReportASession(t *testing.T) {
	t.Parallel()
	w := still(t)
	asked := incomeAsked + `,"enable_multi_item_link":true`
	result := w.goes(t, asked, toiletest.Script{
		Part: toiletest.Part{Username: "user_bank_income", IncomeSources: []string{"Tartan Apartments"}},
		Items: []toiletest.Part{
			{Username: "user_credit_profile_good", InstitutionID: "ins_109511", Accounts: []string{"0000"}},
			{Username: "user_credit_bonus", InstitutionID: "ins_109509"},
		},
		Exit: &toiletest.Leaving{At: "income", Item: 3},
	})
	report := w.newest(t)
	if len(w.bankIncome(t, 10)) != 1 || len(report.Items) != 2 || *report.Items[0].ItemID != result.ItemIDs[0] || *report.Items[1].ItemID != result.ItemIDs[1] {
		t.Fatalf("got %s for %+v", report.AppendJSON(nil), result)
	}
	if *report.Items[0].InstitutionID != "ins_109508" || *report.Items[1].InstitutionID != "ins_109511" || *report.BankIncomeSummary.IncomeSourcesCount != 3 {
		t.Errorf("got %s", report.AppendJSON(nil))
	}
	sum := 0.0
	for _, item := range report.Items {
		for _, source := range item.BankIncomeSources {
			sum += *source.TotalAmount
		}
	}
	if math.Abs(sum-*report.BankIncomeSummary.TotalAmount) > 0.001 {
		t.Errorf("the summary has %v, its sources %v", *report.BankIncomeSummary.TotalAmount, sum)
	}
	if got := warningsOf(report.Warnings); got != "ITEM_UNAPPROVED ACCESS_NOT_GRANTED" || slices.Contains(result.ItemIDs, report.Warnings[0].Cause.ItemID) {
		t.Errorf("the warnings are %q", got)
	}
}

// TestNoReport says which sessions leave none: those that linked nothing, and those that did not end.
func TestNoReport(t *testing.T) {
	t.Parallel()
	w := still(t)
	earner := toiletest.Part{Username: "user_bank_income"}
	for _, script := range []toiletest.Script{
		{Part: earner, Exit: &toiletest.Leaving{At: "income"}},
		{Part: earner, AbandonAt: "income"},
		{Part: toiletest.Part{Username: "user_bank_income", Before: []toiletest.Credentials{{Username: "nobody", Password: "x"}}}, AbandonAt: "accounts"},
	} {
		w.goes(t, incomeAsked, script)
		w.refuses(t, "/credit/bank_income/get", `{"user_id":"$USER"}`, "INCOME_VERIFICATION_NOT_FOUND")
	}
	w.goes(t, `"products":["auth"]`, part(earner))
	w.refuses(t, "/credit/bank_income/pdf/get", `{"user_id":"$USER"}`, "INCOME_VERIFICATION_NOT_FOUND")
}

// TestIncomeInUpdateMode adds income to an Item that was linked without.
func TestIncomeInUpdateMode(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.link(t, `"products":["auth"]`, toiletest.Part{Username: "user_bank_income", Accounts: []string{"0000"}})
	w.Advance(10 * day)
	w.link(t, incomeAsked+`,"access_token":"`+w.access+`"`, toiletest.Part{IncomeSources: []string{"Gingham Rides", "Tartan Apartments"}})
	report := w.newest(t)
	if len(report.Items) != 1 || *report.Items[0].ItemID != w.item || len(report.Items[0].BankIncomeSources) != 2 || !report.GeneratedTime.Equal(toile.Micros(noon.Add(10*day))) {
		t.Errorf("got %s", report.AppendJSON(nil))
	}
	first := *report.Items[0].BankIncomeSources[0].IncomeSourceID
	w.Advance(3 * day)
	w.link(t, incomeAsked+`,"access_token":"`+w.access+`"`, toiletest.Part{})
	again := w.newest(t).Items[0].BankIncomeSources
	if !slices.ContainsFunc(again, func(s toile.CreditBankIncomeSource) bool { return *s.IncomeSourceID == first }) {
		t.Error("a source has another id in the next report of its Item")
	}
}

// TestReportsOutliveItems holds that a report stays when its Item moves or goes, and goes with its user.
func TestReportsOutliveItems(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.link(t, incomeAsked, toiletest.Part{Username: "user_bank_income"})
	before := *w.newest(t).BankIncomeID
	other := w.post(t, "/user/create", `{"client_user_id":"other","with_upgraded_user":true}`)["user_id"].(string)
	w.post(t, "/user/items/associate", `{"user_id":"`+other+`","item_ids":["$ITEM"]}`)
	if *w.newest(t).BankIncomeID != before {
		t.Error("the report went with the Item")
	}
	w.refuses(t, "/credit/bank_income/get", `{"user_id":"`+other+`"}`, "INCOME_VERIFICATION_NOT_FOUND")
	w.post(t, "/item/remove", `{"access_token":"$ACCESS"}`)
	if *w.newest(t).BankIncomeID != before {
		t.Error("the report went when the Item did")
	}
	w.post(t, "/user/remove", `{"user_id":"$USER"}`)
	w.refuses(t, "/credit/bank_income/get", `{"user_id":"$USER"}`, "USER_NOT_FOUND")
	w.userID = w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`)["user_id"].(string)
	w.refuses(t, "/credit/bank_income/get", `{"user_id":"$USER"}`, "INCOME_VERIFICATION_NOT_FOUND")
}

// TestSeveralCurrencies links a person who is paid in three currencies, one of them unofficial.
func TestSeveralCurrencies(t *testing.T) {
	t.Parallel()
	w := still(t)
	var rows []string
	for _, pay := range []struct {
		date, currency string
		amount         float64
	}{
		{"2026-01-05", "USD", -1000.10}, {"2026-01-19", "USD", -1000.10}, {"2026-02-02", "USD", -1000.10}, {"2026-02-16", "USD", -1000.15},
		{"2026-01-12", "EUR", -500}, {"2026-02-12", "EUR", -500.5}, {"2025-12-12", "EUR", -499.5},
	} {
		rows = append(rows, fmt.Sprintf(`{"date_transacted":%q,"date_posted":%[1]q,"amount":%v,"currency":%q,"description":"PLAID PAYROLL %[3]s"}`, pay.date, pay.amount, pay.currency))
	}
	config := `{"override_accounts":[{"type":"depository","subtype":"checking","currency":"USD","transactions":[` + strings.Join(rows, ",") + `]}]}`
	w.goes(t, incomeAsked, part(toiletest.Part{Username: "user_custom", Password: config}))
	s := w.newest(t).BankIncomeSummary
	got := fmt.Sprint(*s.TotalAmount, " ", *s.ISOCurrencyCode.Value, " ", *s.IncomeTransactionsCount)
	for _, sum := range s.TotalAmounts {
		got += fmt.Sprint(" ", sum.Amount, " ", *sum.ISOCurrencyCode)
	}
	if want := "4000.45 USD 7 4000.45 USD 1500 EUR"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for i, want := range []string{"0 USD 499.5 EUR", "2000.2 USD 500 EUR", "2000.25 USD 500.5 EUR", "0 USD"} {
		var got []string
		for _, sum := range s.HistoricalSummary[i].TotalAmounts {
			got = append(got, fmt.Sprint(sum.Amount, " ", *sum.ISOCurrencyCode))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("month %d has %q, want %q", i, got, want)
		}
	}
}
