package bank_test

import (
	"strings"
	"testing"

	"toile/internal/bank"
)

// TestIncomeDocuments reads documents in the form of JSON, right and wrong.
func TestIncomeDocuments(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, text, mistake string }{
		{"nothing", `{}`, ""},
		{"only a status", `{"ocr_status": "ERROR_PROCESSING"}`, ""},
		{"a virus", `{"risk_signals_status": "VIRUS_DETECTED"}`, ""},
		{"a stub", `{"paystub": {"employer": {"name": "Serge"}, "pay_period_details": {"check_amount": 12.5}}}`, ""},
		{"a form", `{"form_1099": {"form_1099_type": "FORM_1099_TYPE_K", "may_amount": 3}}`, ""},
		{"no JSON", `%PDF-1.4`, "the document must be a JSON object"},
		{"broken off", `{"w2": {`, "the document must be a JSON object"},
		{"a list", `[]`, "the document must be a JSON object"},
		{"unknown", `{"payslip": {}}`, "payslip is not a known field"},
		{"unknown within", `{"w2": {"wages": 1}}`, "w2.wages is not a known field"},
		{"two at once", `{"paystub": {"net_pay": {"ytd_amount": 1}}, "w2": {"tax_year": 2023}}`, "only one of paystub, w2 and form_1099"},
		{"a status of ours", `{"ocr_status": "DONE"}`, "ocr_status must be one of SUCCESS"},
		{"another status of ours", `{"risk_signals_status": "BAD"}`, "risk_signals_status must be one of"},
		{"too risky", `{"single_document_risk_signals": {"risk_summary": {"risk_score": 101}}}`, "single_document_risk_signals.risk_summary.risk_score must be a number from 0 to 100"},
		{"less than no risk", `{"single_document_risk_signals": {"risk_summary": {"risk_score": -1}}}`, "risk_score must not be negative"},
		{"a page and a half", `{"single_document_risk_signals": {"risk_signals": [{"type": "FONT", "page_number": 1.5}]}}`, "risk_signals[0].page_number must be a whole number"},
		{"far too many", `{"single_document_risk_signals": {"risk_signals": [` + strings.Repeat(`{"type":"FONT"},`, 200) + `null]}}`, "at most 100 elements"},
		{"a negative box", `{"form_1099": {"rents": -1}}`, "form_1099.rents must not be negative"},
		{"far too long", `{"ocr_status": "` + strings.Repeat("x", 1<<18) + `"}`, "at most 131072 bytes"},
	} {
		_, err := bank.ParseIncomeDocument([]byte(test.text))
		if test.mistake == "" && err != nil || test.mistake != "" && (err == nil || !strings.Contains(err.Error(), test.mistake)) {
			t.Errorf("%s: %v, want %q", test.name, err, test.mistake)
		}
	}
}

// TestSampleDocument reads a document with everything in it.
func TestSampleDocument(t *testing.T) {
	t.Parallel()
	d, err := bank.ParseIncomeDocument([]byte(`{
		"paystub": {
			"employee": {"name": "Serge Seam", "taxpayer_id": {"id_type": "SSN", "id_mask": "7512"}},
			"employer": {"name": "Selvedge Tailors"},
			"pay_period_details": {"start_date": "2026-08-06", "end_date": "2026-08-22", "pay_day": "2026-08-22", "check_amount": 499.28},
			"earnings": {"breakdown": [{"canonical_description": "REGULAR_PAY", "current_amount": 699.43, "hours": 25}]},
			"deductions": {"total": {"current_amount": 200.15}}
		},
		"single_document_risk_signals": {
			"risk_summary": {"risk_score": 70},
			"risk_signals": [
				{"type": "MASKING", "actual_value": "2.00", "expected_value": 25.09, "field": null, "has_fraud_risk": true, "page_number": 1,
					"institution_metadata": {"item_id": "the item"}},
				{"type": "METADATA_DATES_OUTSIDE_WINDOW", "signal_description": "Dates do not match", "page_number": 0, "institution_metadata": null}
			]
		},
		"ocr_status": "SUCCESS", "risk_signals_status": "SUCCESS"}`))
	if err != nil {
		t.Fatal(err)
	}
	if d.Paystub == nil || *d.Paystub.PayAmount != bank.Cents(49928) || d.Paystub.PayDate != bank.NewDate(2026, 8, 22) || d.Paystub.Employee.TaxpayerMask != "7512" {
		t.Errorf("the stub is %+v", d.Paystub)
	}
	if d.Score == nil || *d.Score != 70 || d.Reading != "SUCCESS" || d.Risk != "SUCCESS" || d.W2 != nil || d.Form1099 != nil || len(d.Signals) != 2 {
		t.Fatalf("read %+v", d)
	}
	first, second := d.Signals[0], d.Signals[1]
	if first.Type != "MASKING" || first.Actual != "2.00" || first.Expected != "25.09" || !*first.FraudRisk || *first.Page != 1 || first.ItemID != "the item" {
		t.Errorf("the first signal is %+v", first)
	}
	if second.FraudRisk != nil || *second.Page != 0 || second.Description != "Dates do not match" || second.ItemID != "" {
		t.Errorf("the second signal is %+v", second)
	}
}
