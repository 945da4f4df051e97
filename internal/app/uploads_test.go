package app_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/document"
	"toile/toiletest"
)

// The JSON forms of documents that the sandbox takes (facts link 7).
const (
	stubForm = `{"paystub":{"employer":{"name":"Heartland Toy Company"},"employee":{"name":"Chip Hazard"},` +
		`"pay_period_details":{"start_date":"2026-02-01","end_date":"2026-02-14","pay_date":"2026-02-14"},` +
		`"net_pay":{"current_amount":499.28,"ytd_amount":1000}},` +
		`"single_document_risk_signals":{"risk_summary":{"risk_score":70},"risk_signals":[` +
		`{"type":"MASKING","has_fraud_risk":true,"actual_value":"2.00","expected_value":"25.09","page_number":1,"institution_metadata":{"item_id":"testItemID"}},` +
		`{"type":"METADATA_DATES_OUTSIDE_WINDOW","has_fraud_risk":true,"signal_description":"Creation date and modification date do not match","page_number":0}]}}`
	formForm   = `{"w2":{"tax_year":"2025","employee":{"name":"Chip Hazard"}},"ocr_status":"SUCCESS"}`
	blurred    = `{"ocr_status":"ERROR_PROCESSING"}`
	unexamined = `{"risk_signals_status":"ERROR_PROCESSING"}`
	password   = `{"risk_signals_status":"PASSWORD_PROTECTED"}`
	virus      = `{"risk_signals_status":"VIRUS_DETECTED"}`
)

// file is a document of somebody who says what it is.
func file(kind document.Kind, name, content string) toiletest.Document {
	return toiletest.Document{Kind: kind, Name: name, Content: []byte(content)}
}

const bothParsings = `"parsing_config":["ocr","risk_signals"]`

// uploading makes a link token for documents, with more members of payroll_income.
func (w world) uploading(t *testing.T, payroll ...string) (linkToken string) {
	t.Helper()
	payroll = append([]string{`"flow_types":["payroll_document_income"]`}, payroll...)
	return w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER","products":["income_verification"],"income_verification":{`+
		`"income_source_types":["payroll"],"payroll_income":{`+strings.Join(payroll, ",")+`}}}`)["link_token"].(string)
}

// upload sends documents through Link and gives the Item that was made of them.
func (w world) upload(t *testing.T, linkToken string, documents ...toiletest.Document) (itemID string) {
	t.Helper()
	result := w.FinishLink(linkToken, toiletest.Script{Documents: documents})
	if result.Status != "SUCCESS" {
		t.Fatalf("Link with documents ended with %+v", result)
	}
	return result.ItemIDs[0]
}

// statements reads the bank statements of the world's user.
func (w world) statements(t *testing.T) []toile.CreditBankStatementUploadItem {
	t.Helper()
	resp, err := w.Client.CreditBankStatementsUploadsGet(t.Context(), toile.CreditBankStatementsUploadsGetRequest{UserID: &w.userID})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Items
}

// risks reads the risk signals of the world's user.
func (w world) risks(t *testing.T) []toile.PayrollRiskSignalsItem {
	t.Helper()
	resp, err := w.Client.CreditPayrollIncomeRiskSignalsGet(t.Context(), toile.CreditPayrollIncomeRiskSignalsGetRequest{UserID: &w.userID})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Items
}

// TestDocumentsAreReadLater waits for what was read in documents, and for their examination after that.
func TestDocumentsAreReadLater(t *testing.T) {
	t.Parallel()
	w := still(t)
	const statements, risks, user = "/credit/bank_statements/uploads/get", "/credit/payroll_income/risk_signals/get", `{"user_id":"$USER"}`
	w.refuses(t, statements, user, "INCOME_VERIFICATION_NOT_FOUND")
	w.refuses(t, risks, user, "INCOME_VERIFICATION_NOT_FOUND")

	webhooks := w.Receiver()
	token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER","webhook":"`+webhooks.URL+`","products":["income_verification"],"income_verification":{`+
		`"income_source_types":["payroll"],"payroll_income":{"parsing_config":["risk_signals","ocr"]}}}`)["link_token"].(string)
	itemID := w.upload(t, token, toiletest.Document{Kind: document.BankStatement})
	w.refuses(t, statements, user, "PRODUCT_NOT_READY")
	w.refuses(t, risks, user, "PRODUCT_NOT_READY")

	w.Advance(time.Second)
	if came := webhooks.Next("INCOME", "USER_INCOME_VERIFICATION"); came.Fields["item_id"] != itemID {
		t.Errorf("the webhook is %s, want the Item %s", came.Body, itemID)
	}
	if items := w.statements(t); len(items) != 1 || items[0].ItemID != itemID {
		t.Errorf("the statements are those of %+v", items)
	}
	w.refuses(t, risks, user, "PRODUCT_NOT_READY")

	w.Advance(time.Second)
	if came := webhooks.Next("INCOME", "USER_INCOME_VERIFICATION_RISK_SIGNALS"); came.Fields["item_id"] != itemID {
		t.Errorf("the webhook is %s, want the Item %s", came.Body, itemID)
	}
	if items := w.risks(t); len(items) != 1 || len(items[0].VerificationRiskSignals) != 1 {
		t.Errorf("the risks are those of %+v", items)
	}
	for _, itemIDs := range []string{`["` + itemID + `"]`, `[]`} {
		w.post(t, statements, `{"user_id":"$USER","options":{"item_ids":`+itemIDs+`}}`)
	}
	w.refuses(t, statements, `{"user_id":"$USER","options":{"item_ids":["another"]}}`, "INVALID_FIELD")
}

// TestDocumentsThatSayWhatBecomesOfThem uploads the sandbox's JSON forms.
func TestDocumentsThatSayWhatBecomesOfThem(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	w.upload(t, w.uploading(t, bothParsings),
		file("", "stub.json", stubForm), file("", "w2.json", formForm), file(document.BankStatement, "blurred.json", blurred),
		file("", "unexamined.json", unexamined), file("", "password.json", password), file("", "virus.json", virus))

	var got []string
	signals := w.risks(t)[0].VerificationRiskSignals[0]
	for _, s := range signals.SingleDocumentRiskSignals {
		kind := s.DocumentReference.DocumentType.Or("")
		got = append(got, strings.Join([]string{*s.DocumentReference.DocumentName, string(*s.DocumentReference.Status), string(kind)}, " "))
		if complete := *s.DocumentReference.Status == "PROCESSING_COMPLETE"; s.RiskSummary.RiskScore != nil && !complete {
			t.Errorf("%s was not examined and has the score %v", *s.DocumentReference.DocumentName, *s.RiskSummary.RiskScore)
		}
	}
	want := []string{
		"stub.json PROCESSING_COMPLETE PAYSLIP", "w2.json PROCESSING_COMPLETE TAX_FORM", "blurred.json PROCESSING_COMPLETE BANK_STATEMENT",
		"unexamined.json PROCESSING_ERROR PAYSLIP", "password.json PASSWORD_PROTECTED PAYSLIP", "virus.json VIRUS_DETECTED PAYSLIP",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the documents: (-want +got)\n%s", diff)
	}
	first := signals.SingleDocumentRiskSignals[0]
	if score := *first.RiskSummary.RiskScore; score != 70 {
		t.Errorf("the pay stub has the score %v", score)
	}
	text := string(first.RiskSignals[0].AppendJSON(nil))
	if want := `{"actual_value":"2.00","expected_value":"25.09","field":null,"has_fraud_risk":true,"institution_metadata":{"item_id":"testItemID"},` +
		`"page_number":1,"signal_description":null,"type":"MASKING"}`; text != want {
		t.Errorf("the first signal is %s\nwant %s", text, want)
	}
	statement := w.statements(t)[0].BankStatements[0]
	if m := statement.DocumentMetadata; *m.Status != "DOCUMENT_ERROR" || m.ErrorMessage.Or("") == "" || *m.DocumentType != "BANK_STATEMENT" {
		t.Errorf("what cannot be read is described as %s", m.AppendJSON(nil))
	}
	if len(statement.Transactions)+len(statement.BankAccounts) > 0 {
		t.Errorf("what cannot be read says %+v", statement)
	}
}

// TestRiskSignalsAreAskedFor reads those of documents for which nobody asked, and asks.
func TestRiskSignalsAreAskedFor(t *testing.T) {
	t.Parallel()
	w := still(t)
	older := w.upload(t, w.uploading(t), file("", "stub.json", stubForm))
	newer := w.upload(t, w.uploading(t, `"parsing_config":["risk_signals"]`), toiletest.Document{Kind: document.BankStatement})
	w.Advance(2 * time.Second)
	shown := func() (list []string) {
		for _, it := range w.risks(t) {
			line := map[string]string{older: "older", newer: "newer"}[it.ItemID]
			for range it.VerificationRiskSignals {
				line += " examined"
			}
			list = append(list, line)
		}
		return list
	}
	if diff := cmp.Diff([]string{"older", "newer examined"}, shown()); diff != "" {
		t.Errorf("the risks: (-want +got)\n%s", diff)
	}
	const update = "/credit/payroll_income/parsing_config/update"
	w.refuses(t, "/credit/bank_statements/uploads/get", `{"user_id":"$USER"}`, "INCOME_VERIFICATION_NOT_FOUND") // nobody asked that they be read
	w.post(t, update, `{"user_id":"$USER","parsing_config":["ocr"]}`)
	w.refuses(t, "/credit/bank_statements/uploads/get", `{"user_id":"$USER"}`, "PRODUCT_NOT_READY")
	w.Advance(time.Second)
	if items := w.statements(t); items[0].ItemID != newer {
		t.Errorf("the statements are those of %s", items[0].ItemID)
	}
	w.post(t, update, `{"user_id":"$USER","item_id":"`+older+`","parsing_config":["ocr","risk_signals"]}`)
	if s := w.risks(t)[0].VerificationRiskSignals[0].SingleDocumentRiskSignals[0]; *s.DocumentReference.Status != "PROCESSING" || len(s.RiskSignals) > 0 {
		t.Errorf("beside what was examined stands %s", s.AppendJSON(nil))
	}
	w.Advance(2 * time.Second)
	if diff := cmp.Diff([]string{"older examined", "newer examined"}, shown()); diff != "" {
		t.Errorf("the risks: (-want +got)\n%s", diff)
	}

	w.refuses(t, update, `{"user_id":"$USER","parsing_config":[]}`, "INVALID_FIELD")
	w.refuses(t, update, `{"user_id":"$USER","parsing_config":["guess"]}`, "INVALID_FIELD")
	w.refuses(t, update, `{"user_id":"$USER","item_id":"`+older+`x","parsing_config":["ocr"]}`, "INVALID_FIELD")
	w.userID = w.post(t, "/user/create", `{"client_user_id":"another","with_upgraded_user":true}`)["user_id"].(string)
	w.refuses(t, update, `{"user_id":"$USER","parsing_config":["ocr"]}`, "INCOME_VERIFICATION_NOT_FOUND")
}

// TestPayrollUpdateMode repairs the login at a payroll provider through a link token for payroll income.
func TestPayrollUpdateMode(t *testing.T) {
	t.Parallel()
	w := still(t)
	token := func(payroll string) string {
		return `{$LINK,"user_id":"$USER","products":["income_verification"],"income_verification":{"income_source_types":["payroll"],"payroll_income":{` + payroll + `}}}`
	}
	const create = "/link/token/create"
	w.refuses(t, create, token(`"is_update_mode":true`), "INVALID_FIELD")
	first := w.FinishLink(w.post(t, create, token(`"flow_types":["payroll_digital_income"]`))["link_token"].(string), toiletest.Script{})
	broken := w.exchanged(t, first.PublicTokens[0])
	broken.post(t, "/sandbox/item/reset_login", `{"access_token":"$ACCESS"}`)
	for _, payroll := range []string{`"is_update_mode":true`, `"is_update_mode":true,"item_id_to_update":"` + broken.item + `"`} {
		result := w.FinishLink(w.post(t, create, token(payroll))["link_token"].(string), toiletest.Script{})
		if result.Status != "SUCCESS" || result.ItemIDs[0] != broken.item {
			t.Errorf("%s ended with %+v, want the Item %s", payroll, result, broken.item)
		}
	}
	if got := broken.post(t, "/item/get", `{"access_token":"$ACCESS"}`)["item"].(map[string]any); got["error"] != nil {
		t.Errorf("the Item is repaired and has the error %v", got["error"])
	}
	w.refuses(t, create, token(`"is_update_mode":true,"item_id_to_update":"x"`), "INVALID_FIELD")
}

// TestRemovedDocuments removes Items and users with what was uploaded for them.
func TestRemovedDocuments(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	result := w.FinishLink(w.uploading(t), toiletest.Script{Documents: []toiletest.Document{{Kind: document.BankStatement}}})
	item := w.exchanged(t, result.PublicTokens[0])
	url := *w.statements(t)[0].BankStatements[0].DocumentMetadata.DownloadURL
	item.post(t, "/item/remove", `{"access_token":"$ACCESS"}`)
	fetchRefused(t, url)
	w.refuses(t, "/credit/bank_statements/uploads/get", `{"user_id":"$USER"}`, "INCOME_VERIFICATION_NOT_FOUND")

	w.upload(t, w.uploading(t), toiletest.Document{Kind: document.BankStatement})
	url = *w.statements(t)[0].BankStatements[0].DocumentMetadata.DownloadURL
	w.post(t, "/user/remove", `{"user_id":"$USER"}`)
	fetchRefused(t, url)
}

// TestUploadsAreBounded sends more than Link takes.
func TestUploadsAreBounded(t *testing.T) {
	t.Parallel()
	w := still(t)
	run := func(documents ...toiletest.Document) string {
		body, err := json.Marshal(map[string]any{"link_token": w.uploading(t), "documents": documents})
		if err != nil {
			t.Fatal(err)
		}
		return refused(t, w.Client, "/toile/link", string(body)).ErrorMessage
	}
	many := make([]toiletest.Document, 51)
	if message := run(many...); !strings.Contains(message, "documents must be at most 50") {
		t.Errorf("51 documents: %s", message)
	}
	large := toiletest.Document{Content: append([]byte("%PDF-"), make([]byte, 8200<<10)...)}
	if message := run(large, large, large, large); !strings.Contains(message, "at most 33554432 bytes together") {
		t.Errorf("32.8 MB of documents: %s", message)
	}
	if message := run(large, large, large, large, large, large); !strings.Contains(message, "body must be at most") {
		t.Errorf("49 MB of documents: %s", message)
	}
	e := refused(t, w.Client, "/toile/link", `{"link_token":"x","documents":[{"content":"no base64!"}]}`)
	if !strings.Contains(e.ErrorMessage, "documents[0].content must be base64") {
		t.Errorf("a content that is no base64: %v", e)
	}
	result := w.FinishLink(w.uploading(t), toiletest.Script{Documents: []toiletest.Document{{Content: append([]byte("%PDF-"), make([]byte, document.MaxSize)...)}}})
	if result.Status != "EXITED" || result.Error == nil || result.Error.ErrorCode != "INCOME_VERIFICATION_UPLOAD_ERROR" {
		t.Errorf("a file that is too large: %+v", result)
	}
}
