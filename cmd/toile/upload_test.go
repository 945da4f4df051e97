package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// TestLinkUploads uploads files from the command line: one by its name, one with its kind, one of a kind alone.
func TestLinkUploads(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.AtOnce())
	user, err := srv.Client.UserCreate(t.Context(), toile.UserCreateRequest{ClientUserID: "ann", WithUpgradedUser: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	token, err := srv.Client.LinkTokenCreate(t.Context(), toile.LinkTokenCreateRequest{
		ClientName: "x", Language: "en", CountryCodes: []toile.CountryCode{"US"}, UserID: &user.UserID,
		Products: toile.Some([]toile.Products{toile.ProductsIncomeVerification}), IncomeVerification: &toile.LinkTokenCreateRequestIncomeVerification{
			IncomeSourceTypes: []toile.IncomeVerificationSourceType{toile.IncomeVerificationSourceTypePayroll},
			PayrollIncome: &toile.LinkTokenCreateRequestIncomeVerificationPayrollIncome{
				ParsingConfig: toile.Some([]toile.IncomeVerificationDocParsingConfig{"risk_signals"}),
			},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	form := filepath.Join(t.TempDir(), "form.json")
	if err := os.WriteFile(form, []byte(`{"ocr_status":"ERROR_PROCESSING"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := run(t.Context(), "link", "--url="+srv.URL, token.LinkToken, "--document="+form, "--document=w2="+form, "--document=1099")
	if err != nil || !strings.Contains(text, `"SUCCESS"`) {
		t.Fatal(text, err)
	}
	risks, err := srv.Client.CreditPayrollIncomeRiskSignalsGet(t.Context(), toile.CreditPayrollIncomeRiskSignalsGetRequest{UserID: &user.UserID})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range risks.Items[0].VerificationRiskSignals[0].SingleDocumentRiskSignals {
		got = append(got, *s.DocumentReference.DocumentName+" "+string(s.DocumentReference.DocumentType.Or("")))
	}
	if got, want := strings.Join(got, ", "), "form.json PAYSLIP, form.json TAX_FORM, 1099.pdf TAX_FORM"; got != want {
		t.Errorf("uploaded %s, want %s", got, want)
	}
	if _, err := run(t.Context(), "link", "--url="+srv.URL, token.LinkToken, "--document=absent.pdf"); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("a file that is not there: %v", err)
	}
}
