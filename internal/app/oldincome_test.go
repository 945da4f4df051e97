package app_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"toile"
)

// TestOldIncome reads the deprecated endpoints as the official suites do: with an Item that has no user.
func TestOldIncome(t *testing.T) {
	t.Parallel()
	w := still(t)
	public := w.post(t, "/sandbox/public_token/create", `{"institution_id":"ins_135842","initial_products":["income_verification"]}`)["public_token"].(string)
	w.exchange(t, public)
	stubs, err := w.Client.IncomeVerificationPaystubsGet(t.Context(), toile.IncomeVerificationPaystubsGetRequest{AccessToken: toile.Some(w.access)})
	if err != nil || len(stubs.Paystubs) != 2 || len(stubs.DocumentMetadata) != 2 || !stubs.Error.IsAbsent() {
		t.Fatalf("stubs: %v, %+v", err, stubs)
	}
	stub, file := stubs.Paystubs[0], stubs.DocumentMetadata[0]
	if *file.DocID != stub.DocID || *file.DocType != toile.DocTypeDocumentTypePaystub || file.Status.Or("") != "DOCUMENT_STATUS_PROCESSING_COMPLETE" ||
		stub.Earnings.Breakdown[0].CanonicalDescription.Or("") != toile.EarningsBreakdownCanonicalDescriptionRegularPay || stub.Employee.MaritalStatus.Or("") != "single" ||
		stub.PayPeriodDetails.PayFrequency.Or("") != toile.PayPeriodDetailsPayFrequencyPayFrequencyBiweekly || !near(stub.PayPeriodDetails.CheckAmount.Or(0), stub.NetPay.CurrentAmount.Or(1)) {
		t.Errorf("the stub is %+v of %+v", stub, file)
	}
	forms, err := w.Client.IncomeVerificationTaxformsGet(t.Context(), toile.IncomeVerificationTaxformsGetRequest{AccessToken: toile.Some(w.access)})
	if err != nil || len(forms.Taxforms) != 1 || len(forms.DocumentMetadata) != 1 || !forms.Error.IsAbsent() || forms.Taxforms[0].W2.TaxYear.Or("") != "2025" {
		t.Errorf("forms: %v, %+v", err, forms)
	}
	created := w.post(t, "/income/verification/create", `{"webhook":"https://receiver.example/hook"}`)
	if id, again := created["income_verification_id"], w.post(t, "/income/verification/create", `{"webhook":"https://receiver.example/hook"}`)["income_verification_id"]; id == "" || id == again {
		t.Errorf("created %v and %v", id, again)
	}
	w.refuses(t, "/income/verification/create", `{"webhook":""}`, "INVALID_FIELD")
	bank := w.linked(t, "user_good", "pass_good")
	for _, path := range []string{"/income/verification/paystubs/get", "/income/verification/taxforms/get"} {
		w.refuses(t, path, `{}`, "MISSING_FIELDS")
		w.refuses(t, path, `{"income_verification_id":"x"}`, "INCOME_VERIFICATION_NOT_FOUND")
		w.refuses(t, path, `{"access_token":"access-sandbox-00000000-0000-0000-0000-000000000000"}`, "INVALID_ACCESS_TOKEN")
		w.refuses(t, path, `{"access_token":"`+bank+`"}`, "PRODUCT_NOT_ENABLED")
	}
}

// TestPrechecks says what the sandbox's words find (facts api 3.9).
func TestPrechecks(t *testing.T) {
	t.Parallel()
	w := still(t)
	for _, test := range []struct{ body, current, old string }{
		{`"employer":{"name":"employer_good"}`, "HIGH", "HIGH"}, {`"employer":{"name":"employer_multi"}`, "HIGH", "HIGH"},
		{`"employer":{"name":"employer_bad"}`, "LOW", "LOW"}, {`"employer":{"name":"Plaid"}`, "UNKNOWN", "HIGH"},
		{`"employer":{"name":"Nobody & Daughters"}`, "UNKNOWN", "UNKNOWN"}, {`"employer":null`, "UNKNOWN", "UNKNOWN"},
		{`"TOKENS":["access_good"]`, "HIGH", "HIGH"}, {`"TOKENS":["x","access_bad"]`, "LOW", "LOW"}, {`"TOKENS":["x"]`, "UNKNOWN", "UNKNOWN"},
		{`"TOKENS":["access_bad","access_good"]`, "HIGH", "HIGH"}, {`"employer":{"name":"employer_bad"},"TOKENS":["access_good"]`, "LOW", "LOW"},
	} {
		current := `{"user_id":"$USER",` + strings.ReplaceAll(test.body, "TOKENS", "access_tokens") + `}`
		if got := w.post(t, "/credit/payroll_income/precheck", current)["confidence"]; got != test.current {
			t.Errorf("%s: %s, want %s", current, got, test.current)
		}
		old := w.post(t, "/income/verification/precheck", `{`+strings.ReplaceAll(test.body, "TOKENS", "transactions_access_tokens")+`}`)
		if old["confidence"] != test.old || old["precheck_id"] == "" {
			t.Errorf("%s: %v, want %s", test.body, old, test.old)
		}
	}
	w.post(t, "/credit/payroll_income/precheck", `{}`)
	w.refuses(t, "/credit/payroll_income/precheck", `{"user_token":"user-sandbox-00000000-0000-0000-0000-000000000000"}`, "INVALID_USER_TOKEN")
}

// TestOldDownload unpacks the papers of a payroll provider.
func TestOldDownload(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.link(t, payrollAsked, digital("test-good"))
	names := func(documentID toile.Optional[string]) (names []string) {
		file, err := w.Client.IncomeVerificationDocumentsDownload(t.Context(), toile.IncomeVerificationDocumentsDownloadRequest{
			AccessToken: toile.Some(w.access), DocumentID: documentID,
		})
		if err != nil {
			t.Fatal(err)
		}
		archive, err := zip.NewReader(bytes.NewReader(file.Content), int64(len(file.Content)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.File {
			opened, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			if content, err := io.ReadAll(opened); err != nil || !bytes.HasPrefix(content, []byte("%PDF-")) {
				t.Errorf("%s: %v, %.20q", f.Name, err, content)
			}
			names = append(names, f.Name)
		}
		return names
	}
	if got := strings.Join(names(toile.Null[string]()), ", "); got != "paystub.pdf, paystub (2).pdf, w_2.pdf, form_1099_k.pdf" {
		t.Errorf("the archive holds %s", got)
	}
	form := w.payroll(t).Items[0].PayrollIncome[1].Form1099s[0]
	for i, want := range []int{http.StatusOK, http.StatusBadRequest} {
		resp, err := http.Get(*form.DocumentMetadata.DownloadURL)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("the address answered %d at use %d", resp.StatusCode, i+1)
		}
	}
	if got := names(toile.OrNull(form.DocumentID)); len(got) != 1 || got[0] != "form_1099_k.pdf" {
		t.Errorf("of the 1099 alone: %v", got)
	}
	const path = "/income/verification/documents/download"
	w.refuses(t, path, `{"access_token":"$ACCESS","document_id":"none"}`, "INCOME_VERIFICATION_DOCUMENT_NOT_FOUND")
	w.refuses(t, path, `{"access_token":"`+w.linked(t, "user_good", "pass_good")+`"}`, "PRODUCT_NOT_ENABLED")
	w.refuses(t, path, `{}`, "MISSING_FIELDS")
}
