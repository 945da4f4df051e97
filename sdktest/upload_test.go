package sdktest

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestUploads uploads documents and reads what is in them with the official client, as its documentation
// tells to: by the addresses that the answers name, each once.
func TestUploads(t *testing.T) {
	t.Parallel()
	c := ask(t, startFor(t, "--database", database(t), "--delays", "none", "--client-id", us.clientID, "--secret", us.secret), us)
	u := c.legacyUser()
	request := documentToken(u)
	request.IncomeVerification.PayrollIncome.SetParsingConfig([]plaid.IncomeVerificationDocParsingConfig{plaid.INCOMEVERIFICATIONDOCPARSINGCONFIG_OCR})
	linked := c.link(c.linkToken(request), object{"documents": forms()})

	read := *plaid.NewCreditBankStatementsUploadsGetRequest(u.token)
	read.SetOptions(plaid.CreditBankStatementsUploadsGetRequestOptions{ItemIds: &linked.ItemIDs})
	statements := ok(c.CreditBankStatementsUploadsGet(c.ctx).CreditBankStatementsUploadsGetRequest(read).Execute())(t)
	if n := len(statements.Items); n != 1 || len(statements.Items[0].BankStatements) != 2 {
		t.Fatalf("%d Items with statements: %s", n, spell(statements))
	}
	for i, want := range []string{"PROCESSING_COMPLETE", "DOCUMENT_ERROR"} {
		document := statements.Items[0].BankStatements[i].DocumentMetadata
		same(t, "the status", document.Status.Get(), want)
		same(t, "the file", c.unpack(document.GetDownloadUrl()), list{document.Name})
		resp, err := http.Get(document.GetDownloadUrl())
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		same(t, "the second time", resp.StatusCode, http.StatusBadRequest)
	}

	risks := *plaid.NewCreditPayrollIncomeRiskSignalsGetRequest()
	risks.SetUserToken(u.token)
	shown := ok(c.CreditPayrollIncomeRiskSignalsGet(c.ctx).CreditPayrollIncomeRiskSignalsGetRequest(risks).Execute())(t)
	same(t, "signals that nobody asked for", len(shown.Items[0].VerificationRiskSignals), 0)
	ok(c.examine(u).Execute())(t)
	shown = ok(c.CreditPayrollIncomeRiskSignalsGet(c.ctx).CreditPayrollIncomeRiskSignalsGetRequest(risks).Execute())(t)
	signals := shown.Items[0].VerificationRiskSignals[0]
	same(t, "the documents", len(signals.SingleDocumentRiskSignals), len(forms()))
	same(t, "the score", signals.SingleDocumentRiskSignals[0].RiskSummary.RiskScore.Get(), 70)
	same(t, "the documents that contradict each other", len(signals.MultiDocumentRiskSignals), 1)

	stranger := user{token: *ok(c.UserCreate(c.ctx).UserCreateRequest(*plaid.NewUserCreateRequest("stranger")).Execute())(t).UserToken}
	risks.SetUserToken(stranger.token)
	refused(c.CreditBankStatementsUploadsGet(c.ctx).CreditBankStatementsUploadsGetRequest(*plaid.NewCreditBankStatementsUploadsGetRequest(stranger.token)).Execute())(
		t, 400, "INCOME_VERIFICATION_ERROR", "INCOME_VERIFICATION_NOT_FOUND")
	refused(c.CreditPayrollIncomeRiskSignalsGet(c.ctx).CreditPayrollIncomeRiskSignalsGetRequest(risks).Execute())(
		t, 400, "INCOME_VERIFICATION_ERROR", "INCOME_VERIFICATION_NOT_FOUND")
	refused(c.examine(stranger).Execute())(
		t, 400, "INCOME_VERIFICATION_ERROR", "INCOME_VERIFICATION_NOT_FOUND")
}

// examine asks for the risk signals of a user's documents. The typed client has only maps of maps for that
// (its RequestBody), so that what it has to say is put in on the way.
func (c *caller) examine(u user) plaid.ApiCreditPayrollIncomeParsingConfigUpdateRequest {
	ctx := edited(c.ctx, func(body object) { body["user_token"], body["parsing_config"] = u.token, list{"risk_signals"} })
	return c.CreditPayrollIncomeParsingConfigUpdate(ctx).RequestBody(map[string]map[string]any{})
}

// unpack fetches an archive and gives the names of its files.
func (c *caller) unpack(url string) (names list) {
	c.t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		c.t.Fatalf("%d %.200s: %v", resp.StatusCode, body, err)
	}
	for _, file := range archive.File {
		names = append(names, file.Name)
	}
	return names
}
