package credit_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/bank"
	"toile/internal/credit"
	"toile/internal/document"
	"toile/internal/item"
)

// read gives what a JSON document says.
func read(t *testing.T, text string) bank.IncomeDocument {
	t.Helper()
	d, err := bank.ParseIncomeDocument([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// shown gives what is sent, as any client reads it.
func shown(t *testing.T, view interface{ AppendJSON([]byte) []byte }) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(view.AppendJSON(nil), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func parsed(t *testing.T, text string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatal(err)
	}
	return value
}

var meta = toile.CreditDocumentMetadata{Name: "paystub.pdf", DocumentType: new("PAYSTUB"), Status: new("PROCESSING_COMPLETE")}

// TestPayStub holds that a stub has the form of the API: every member that it requires, null where the
// stub says nothing, and what it says only once wherever it belongs.
func TestPayStub(t *testing.T) {
	t.Parallel()
	stub := read(t, `{"paystub":{
		"employer":{"name":"Heartland Toy Company"},"employee":{"name":"Chip Hazard","marital_status":"single"},
		"pay_period_details":{"end_date":"2026-08-22","gross_earnings":1000.39,"check_amount":499.28,"pay_frequency":"PAY_FREQUENCY_SEMIMONTHLY",
			"distribution_breakdown":[{"mask":"1223","current_amount":499.28,"currency":"XBT"}]},
		"earnings":{"breakdown":[{"canonical_description":"PAID TIME OFF","current_amount":5,"hours":2.5,"rate":2}],"total":{"hours":25,"ytd_amount":3000.39}},
		"deductions":{"breakdown":[{"description":"401K","current_amount":200.15,"ytd_amount":1000.15}]},
		"net_pay":{"description":"TOTAL NET PAY","ytd_amount":1500}}}`).Paystub
	nowhere := `{"street":null,"city":null,"region":null,"postal_code":null,"country":null}`
	usd := `"iso_currency_code":"USD","unofficial_currency_code":null`
	want := `{"document_id":"d","document_metadata":{"name":"paystub.pdf","document_type":"PAYSTUB","status":"PROCESSING_COMPLETE","download_url":null},
		"employer":{"name":"Heartland Toy Company","address":` + nowhere + `},
		"employee":{"name":"Chip Hazard","marital_status":"SINGLE","address":` + nowhere + `,"taxpayer_id":{"id_type":null,"id_mask":null}},
		"earnings":{"breakdown":[{"canonical_description":"PAID_TIME_OFF","description":null,"current_amount":5,"ytd_amount":null,"hours":2.5,"rate":2,` + usd + `}],
			"total":{"current_amount":1000.39,"ytd_amount":3000.39,"hours":25,` + usd + `}},
		"deductions":{"breakdown":[{"description":"401K","current_amount":200.15,"ytd_amount":1000.15,` + usd + `}],"total":{"current_amount":null,"ytd_amount":null,` + usd + `}},
		"net_pay":{"description":"TOTAL NET PAY","current_amount":499.28,"ytd_amount":1500,` + usd + `},
		"pay_period_details":{"start_date":null,"end_date":"2026-08-22","pay_date":null,"pay_frequency":"SEMI_MONTHLY","gross_earnings":1000.39,"pay_amount":499.28,` + usd + `,
			"distribution_breakdown":[{"account_name":null,"bank_name":null,"type":null,"mask":"1223","current_amount":499.28,"iso_currency_code":null,"unofficial_currency_code":"XBT"}]}}`
	view := credit.PayStub(*stub, "d", meta)
	if diff := cmp.Diff(parsed(t, want), shown(t, &view)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestEmptyForms holds that forms that say nothing have every member that the API requires.
func TestEmptyForms(t *testing.T) {
	t.Parallel()
	w2 := credit.W2Form(bank.W2{}, "d", meta)
	if members := shown(t, &w2).(map[string]any); len(members) != 23 || members["tax_year"] != nil || len(members["box_12"].([]any)) != 0 {
		t.Errorf("the W-2 has %d members: %v", len(members), members)
	}
	form := credit.Form1099(bank.Form1099{}, "d", meta)
	members := shown(t, &form).(map[string]any)
	if len(members) != 52 || members["form_1099_type"] != "FORM_1099_TYPE_UNKNOWN" {
		t.Errorf("the 1099 has %d members: %v", len(members), members)
	}
	for name, value := range members {
		if _, amount := value.(float64); amount {
			t.Errorf("%s is %v", name, value)
		}
	}
}

// TestForm1099 holds that every amount of a form goes where it came from.
func TestForm1099(t *testing.T) {
	t.Parallel()
	text := `{"form_1099_type":"FORM_1099_TYPE_K","tax_year":"2025","rents":1,"royalties":2,"other_income":3,"federal_income_tax_withheld":4,"fishing_boat_proceeds":5,
		"medical_and_healthcare_payments":6,"nonemployee_compensation":7,"substitute_payments_in_lieu_of_dividends_or_interest":8,
		"payer_made_direct_sales_of_5000_or_more_of_consumer_products_to_buyer":"CHECKED","crop_insurance_proceeds":9,"excess_golden_parachute_payments":10,
		"gross_proceeds_paid_to_an_attorney":11,"section_409a_deferrals":12,"section_409a_income":13,"state_tax_withheld":14,"state_tax_withheld_lower":15,
		"payer_state_number":"a","payer_state_number_lower":"b","state_income":16,"state_income_lower":17,"transactions_reported":"Payment card","pse_name":"c",
		"pse_telephone_number":"d","gross_amount":18,"card_not_present_transaction":19,"merchant_category_code":"e","number_of_payment_transactions":"f",
		"january_amount":20,"february_amount":21,"march_amount":22,"april_amount":23,"may_amount":24,"june_amount":25,"july_amount":26,"august_amount":27,
		"september_amount":28,"october_amount":29,"november_amount":30,"december_amount":31,"primary_state":"g","secondary_state":"h","primary_state_id":"i",
		"secondary_state_id":"j","primary_state_income_tax":32,"secondary_state_income_tax":33,
		"recipient":{"name":"k","tin":"l","account_number":"m","facta_filing_requirement":"CHECKED","second_tin_exists":"NOT CHECKED",
			"address":{"street":"n","city":"o","region":"p","postal_code":"q","country":"r"}},
		"payer":{"name":"s","tin":"t","telephone_number":"u","address":{"street":"1","city":"2","region":"3","postal_code":"4","country":"5"}},
		"filer":{"name":"v","tin":"w","type":"Other Third Party","address":{"street":"6","city":"7","region":"8","postal_code":"9","country":"0"}}}`
	view := credit.Form1099(*read(t, `{"form_1099":`+text+`}`).Form1099, "d", meta)
	got := shown(t, &view).(map[string]any)
	delete(got, "document_id")
	delete(got, "document_metadata")
	if diff := cmp.Diff(parsed(t, text), any(got)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestDocuments holds how documents stand in the answer: each in the list of its kind, of no account, also
// those in which nothing could be read.
func TestDocuments(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	upload := func(id string, r document.Reading) credit.Upload {
		return credit.Upload{ID: id, Name: id + ".pdf", ReadyAt: at, Reading: r}
	}
	stub := &bank.Paystub{PayFrequency: "WEEKLY", Gross: new(bank.Cents(100))}
	uploads := []credit.Upload{
		upload("stub", document.Reading{Kind: document.Paystub, Paystub: stub}),
		upload("bad", document.Reading{Kind: document.Paystub, Error: "blurred"}),
		upload("w2", document.Reading{Kind: document.W2, W2: &bank.W2{TaxYear: "2025"}}),
		upload("k", document.Reading{Kind: document.Form1099, Form1099: &bank.Form1099{Type: bank.Form1099K}}),
		upload("i20", document.Reading{Kind: document.I20}),
	}
	view := credit.Documents(item.Item{ID: "i"}, uploads, []string{"u1", "u2", "u3", "u4", "u5"})
	if len(view.Accounts) != 1 || view.Accounts[0].AccountID != nil || *view.Accounts[0].PayFrequency != "WEEKLY" || !view.UpdatedAt.Time.Equal(at) {
		t.Errorf("the accounts are %+v, updated %v", view.Accounts, view.UpdatedAt)
	}
	papers := view.PayrollIncome[0]
	if papers.AccountID != nil || len(papers.PayStubs) != 2 || len(papers.W2s) != 1 || len(papers.Form1099s) != 1 || len(papers.I20s) != 1 {
		t.Fatalf("the papers are %+v", papers)
	}
	bad := papers.PayStubs[1]
	if *bad.DocumentID != "bad" || *bad.DocumentMetadata.Status != "DOCUMENT_ERROR" || bad.DocumentMetadata.ErrorMessage.Or("") != "blurred" ||
		*bad.DocumentMetadata.DownloadURL != "u2" || bad.NetPay.CurrentAmount != nil {
		t.Errorf("the bad document is %+v", bad)
	}
	if kind := *papers.Form1099s[0].DocumentMetadata.DocumentType; kind != "US_TAX_1099_K" {
		t.Errorf("the 1099 is a %s", kind)
	}
	if (credit.Upload{Reading: document.Reading{Kind: document.BankStatement}}).TellsOfPay() || !uploads[0].TellsOfPay() {
		t.Error("bank statements tell of pay, or stubs do not")
	}
}
