package bank_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"toile/internal/bank"
)

// form1099Text has every field of a form.
const form1099Text = `{
	"form_1099_type": "FORM_1099_TYPE_K", "tax_year": 2025, "federal_income_tax_withheld": 1.01,
	"recipient": {"name": "Chip Hazard", "tin": "XXX-XX-7512", "account_number": 45678, "facta_filing_requirement": "CHECKED", "second_tin_exists": "NOT CHECKED",
		"address": {"street": "411 N Hollywood Way", "city": "Burbank", "region": "CA", "postal_code": "91505", "country": "US"}},
	"payer": {"name": "Globotech", "tin": "12-3456789", "telephone_number": "(123) 456-7890",
		"address": {"street": "1 Globe Way", "city": "Burbank", "region": "CA", "postal_code": "91505", "country": "US"}},
	"filer": {"name": "Globotech Payments", "tin": "12-3456788", "type": "Electronic Payment Facilitator (EPF)",
		"address": {"street": "2 Globe Way", "city": "Burbank", "region": "CA", "postal_code": "91505", "country": "US"}},
	"rents": 2.01, "royalties": 2.02, "other_income": 2.03, "fishing_boat_proceeds": 2.04, "medical_and_healthcare_payments": 2.05,
	"nonemployee_compensation": 2.06, "substitute_payments_in_lieu_of_dividends_or_interest": 2.07,
	"payer_made_direct_sales_of_5000_or_more_of_consumer_products_to_buyer": "CHECKED", "crop_insurance_proceeds": 2.08,
	"excess_golden_parachute_payments": 2.09, "gross_proceeds_paid_to_an_attorney": 2.1, "section_409a_deferrals": 2.11, "section_409a_income": 2.12,
	"state_tax_withheld": 3.01, "state_tax_withheld_lower": 3.02, "payer_state_number": "CA 1", "payer_state_number_lower": "NV 2",
	"state_income": 3.03, "state_income_lower": 3.04,
	"transactions_reported": "Payment card", "pse_name": "Settlers", "pse_telephone_number": "(123) 456-7891", "gross_amount": 78,
	"card_not_present_transaction": 12.5, "merchant_category_code": 4121, "number_of_payment_transactions": 250,
	"january_amount": 1, "february_amount": 2, "march_amount": 3, "april_amount": 4, "may_amount": 5, "june_amount": 6, "july_amount": 7,
	"august_amount": 8, "september_amount": 9, "october_amount": 10, "november_amount": 11, "december_amount": 12,
	"primary_state": "CA", "secondary_state": "NV", "primary_state_id": "CA 3", "secondary_state_id": "NV 4",
	"primary_state_income_tax": 4.01, "secondary_state_income_tax": 4.02}`

func payrollOf(t *testing.T, config string) []bank.PayrollAccount {
	t.Helper()
	l, err := world.Ledger(bank.Login{InstitutionID: "ins_135842", Username: "user_custom", Password: config}, customSince, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l.Payroll(customSince)
}

// TestCustom1099 holds that every field of a form is read, each into a place of its own.
func TestCustom1099(t *testing.T) {
	t.Parallel()
	accounts := payrollOf(t, `{"override_accounts":[{"type":"payroll","income":{"form_1099s":[`+form1099Text+`]}}]}`)
	if len(accounts) != 1 || len(accounts[0].Form1099s) != 1 || accounts[0].Employer != "Globotech" || accounts[0].Type != "CONTRACTOR" {
		t.Fatalf("the accounts are %+v", accounts)
	}
	seen := map[string]string{}
	fillsAll(t, reflect.ValueOf(accounts[0].Form1099s[0]), "form", seen)
	if form := accounts[0].Form1099s[0]; form.Type != bank.Form1099K || form.TaxYear != "2025" || form.Processed.Months[11].String() != "12.00" || form.States.SecondaryIncomeTax.String() != "4.02" {
		t.Errorf("the form is %+v", form)
	}
}

// fillsAll holds that nothing within a value is empty, and that no amount stands twice.
func fillsAll(t *testing.T, v reflect.Value, path string, seen map[string]string) {
	t.Helper()
	switch {
	case v.IsZero():
		t.Errorf("%s is empty", path)
	case v.Kind() == reflect.Pointer:
		amount := fmt.Sprint(v.Elem().Interface())
		if other, twice := seen[amount]; twice {
			t.Errorf("%s and %s are both %s", path, other, amount)
		}
		seen[amount] = path
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "Primary" || v.Type() != reflect.TypeFor[bank.Address]() { // which papers do not say
				fillsAll(t, v.Field(i), path+"."+name, seen)
			}
		}
	case v.Kind() == reflect.Array:
		for i := range v.Len() {
			fillsAll(t, v.Index(i), fmt.Sprint(path, i), seen)
		}
	}
}

// TestCustom1099Mistakes refuses forms that say what no form says.
func TestCustom1099Mistakes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ form, mistake string }{
		{`{"form_1099_type":"FORM_1099_TYPE_NEC"}`, "form_1099_type must be one of FORM_1099_TYPE_UNKNOWN"},
		{`{"rents":"12"}`, "rents must be a number"},
		{`{"march_amount":-1}`, "march_amount must not be negative"},
		{`{"gross_amount":1.1234567}`, "gross_amount must have at most six decimals"},
		{`{"tax_year":"25"}`, "tax_year must be a year of four digits"},
		{`{"filer":{"type":"PSE"}}`, "filer.type must be one of Payment Settlement Entity (PSE)"},
		{`{"recipient":{"facta_filing_requirement":true}}`, "recipient.facta_filing_requirement must be a string"},
		{`{"payer":{"phone":"1"}}`, "payer.phone is not a known field"},
		{`{"box_7":1}`, "box_7 is not a known field"},
	} {
		config := `{"override_accounts":[{"type":"payroll","income":{"form_1099s":[` + test.form + `]}}]}`
		_, err := world.Ledger(bank.Login{InstitutionID: "ins_135842", Username: "user_custom", Password: config}, customSince, nil)
		if want := "override_accounts[0].income.form_1099s[0]." + test.mistake; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", test.form, err, want)
		}
	}
}

// TestCustomWork holds that a payroll provider knows a custom user under their own name, also where the
// configuration says nothing of pay.
func TestCustomWork(t *testing.T) {
	t.Parallel()
	accounts := payrollOf(t, `{"override_accounts":[{"identity":{"names":["Ann Ash"],"addresses":[{"primary":true,
		"data":{"street":"1 Elm St","city":"Reno","region":"NV","postal_code":"89501","country":"US"}}]}}]}`)
	if len(accounts) != 1 || len(accounts[0].Paystubs) != 2 || len(accounts[0].W2s) != 1 {
		t.Fatalf("the accounts are %+v", accounts)
	}
	for _, stub := range accounts[0].Paystubs {
		if stub.Employee.Name != "Ann Ash" || stub.Employee.Address.City != "Reno" || *stub.NetPay.Current <= 0 || len(stub.Distribution) != 0 {
			t.Errorf("the stub is %+v", stub)
		}
	}
	given := payrollOf(t, `{"override_accounts":[{"type":"payroll","income":{"paystubs":[
		{"employer":{"name":"ACME"},"pay_period_details":{"pay_date":"2026-08-01","pay_frequency":"PAY_FREQUENCY_WEEKLY"}},
		{"employer":{"name":"ACME"},"pay_period_details":{"pay_date":"2026-08-08","pay_frequency":"PAY_FREQUENCY_BIWEEKLY"},
			"earnings":{"breakdown":[{"canonical_description":"REGULAR_PAY","rate":20,"hours":40,"current_amount":800}]}}]}},
		{"type":"payroll","income":{"w2s":[{"employer":{"name":"Other"},"tax_year":2025}]}}]}`)
	if len(given) != 2 || given[0].Employer != "ACME" || given[0].PayFrequency != "BIWEEKLY" || given[0].PayRate != "HOURLY" || given[0].PayAmount.String() != "20.00" ||
		given[0].Paystubs[0].PayDate.String() != "2026-08-08" || given[1].Employer != "Other" || given[1].Number != 2 || given[1].PayAmount != nil {
		t.Errorf("the accounts are %+v", given)
	}
}
