package app_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
	"toile/toiletest"
)

// TestStatementsComeBack downloads statements as PDF from a bank, uploads them, and reads the bank's
// transactions out of them.
func TestStatementsComeBack(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	options := as("user_bank_income", new(180))
	options.Statements = toile.Some(toile.SandboxPublicTokenCreateRequestOptionsStatements{StartDate: "2025-12-01", EndDate: "2026-02-28"})
	access := bankItem(t, w.Server, options, toile.ProductsTransactions, toile.ProductsStatements)
	list, err := w.Client.StatementsList(t.Context(), toile.StatementsListRequest{AccessToken: access})
	if err != nil {
		t.Fatal(err)
	}
	account := list.Accounts[0]
	if len(account.Statements) != 3 {
		t.Fatalf("there are %d statements, want 3", len(account.Statements))
	}
	var files []toiletest.Document
	for _, statement := range account.Statements {
		pdf, err := w.Client.StatementsDownload(t.Context(), toile.StatementsDownloadRequest{AccessToken: access, StatementID: statement.StatementID})
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, toiletest.Document{Name: statement.StatementID + ".pdf", Content: pdf.Content})
	}
	token := w.uploading(t, bothParsings)
	w.upload(t, token, files...)
	if sessions := w.post(t, "/credit/sessions/get", `{"user_id":"$USER"}`)["sessions"].([]any); !strings.Contains(string(encoded(t, sessions)), `"num_bank_statements_uploaded":3`) {
		t.Errorf("what was uploaded as pay stubs counts as %s", encoded(t, sessions))
	}

	type row struct {
		Date, Description string
		Amount            float64
	}
	var got, want []row
	accounts := map[string]bool{}
	var closed *float64 // by the statement before
	for _, s := range slices.Backward(w.statements(t)[0].BankStatements) {
		for _, t := range s.Transactions {
			got = append(got, row{*t.Date, *t.OriginalDescription, *t.Amount})
		}
		shown := s.BankAccounts[0]
		accounts[*shown.AccountID] = true
		if *shown.BankName != "First Platypus Bank" || *shown.AccountType != "CHECKING" || *shown.AccountNumber != "0000" || *shown.Owner.Name != "Rosalind Tweedy" || *shown.Owner.Address.City != "Columbus" {
			t.Errorf("the account is %s", shown.AppendJSON(nil))
		}
		period := shown.Periods[0]
		if closed != nil && *period.StartingBalance != *closed {
			t.Errorf("the statement of %s begins with %v and not with %v", *period.StartDate, *period.StartingBalance, *closed)
		}
		closed = period.EndingBalance
	}
	if len(accounts) != 1 {
		t.Errorf("three statements of one account are of %d", len(accounts))
	}
	resp, err := w.Client.TransactionsGet(t.Context(), toile.TransactionsGetRequest{
		AccessToken: access, StartDate: "2025-12-01", EndDate: "2026-02-28",
		Options: &toile.TransactionsGetRequestOptions{AccountIDs: []string{account.AccountID}, Count: new(500), IncludeOriginalDescription: toile.Some(true)},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, t := range resp.Transactions {
		if !t.Pending {
			want = append(want, row{t.Date, t.OriginalDescription.Or(""), t.Amount})
		}
	}
	order := func(a, b row) int { return strings.Compare(a.Date+a.Description, b.Date+b.Description) }
	slices.SortFunc(got, order)
	slices.SortFunc(want, order)
	if diff := cmp.Diff(want, got); diff != "" || len(want) < 20 {
		t.Errorf("the %d transactions come back otherwise: (-bank +upload)\n%s", len(want), diff)
	}
	signals := w.risks(t)[0].VerificationRiskSignals[0]
	for _, s := range signals.SingleDocumentRiskSignals {
		if len(s.RiskSignals) > 0 || *s.RiskSummary.RiskScore >= 20 {
			t.Errorf("an honest statement is shown as %s", s.AppendJSON(nil))
		}
	}
	if len(signals.MultiDocumentRiskSignals) > 0 {
		t.Errorf("honest statements contradict each other: %s", signals.AppendJSON(nil))
	}
}

// TestForgeriesShow uploads a pay stub, the same one changed later, and one of the same pay with other numbers.
func TestForgeriesShow(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	ledger, err := bank.New("a worker").Ledger(bank.Login{InstitutionID: "ins_109508", Username: "user_yuppie"}, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	stub := ledger.Paystubs(bank.DateOf(noon)-60, bank.DateOf(noon))[0]
	honest, err := document.WritePaystub(stub)
	if err != nil {
		t.Fatal(err)
	}
	changed := regexp.MustCompile(`/ModDate \(D:\d{4}`).ReplaceAll(honest, []byte("/ModDate (D:2031"))
	if bytes.Equal(changed, honest) {
		t.Fatal("the file says nothing of its modification")
	}
	richer := stub
	richer.EarningsTotal.Current = new(*stub.EarningsTotal.Current + bank.MoneyOf(1000))
	forged, err := document.WritePaystub(richer)
	if err != nil {
		t.Fatal(err)
	}
	w.upload(t, w.uploading(t, bothParsings),
		toiletest.Document{Name: "honest.pdf", Content: honest}, toiletest.Document{Name: "changed.pdf", Content: changed}, toiletest.Document{Name: "richer.pdf", Content: forged})
	signals := w.risks(t)[0].VerificationRiskSignals[0]
	singles := signals.SingleDocumentRiskSignals
	if honest := singles[0]; len(honest.RiskSignals) > 0 || *honest.RiskSummary.RiskScore >= 20 {
		t.Errorf("the honest stub is shown as %s", honest.AppendJSON(nil))
	}
	if changed := singles[1]; len(changed.RiskSignals) == 0 || !strings.HasPrefix(*changed.RiskSignals[0].Type, "METADATA_DATES") || *changed.RiskSummary.RiskScore < 20 {
		t.Errorf("the changed stub is shown as %s", changed.AppendJSON(nil))
	}
	var between []string
	for _, m := range signals.MultiDocumentRiskSignals {
		for _, s := range m.RiskSignals {
			between = append(between, *m.DocumentReferences[0].DocumentName+", "+*m.DocumentReferences[1].DocumentName+": "+*s.Field)
		}
	}
	want := []string{"honest.pdf, richer.pdf: gross earnings", "changed.pdf, richer.pdf: gross earnings"}
	if diff := cmp.Diff(want, between); diff != "" {
		t.Errorf("between the documents: (-want +got)\n%s", diff)
	}
	income := w.post(t, "/credit/payroll_income/get", `{"user_id":"$USER"}`)
	if text := string(encoded(t, income)); strings.Count(text, `"document_type":"PAYSTUB"`) != 3 || !strings.Contains(text, stub.Employer.Name) {
		t.Errorf("the stubs come back as %s", text)
	}
}

func encoded(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
