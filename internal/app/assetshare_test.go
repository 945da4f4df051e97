package app_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// The clients with which reports are shared here.
const (
	lenderID, lenderSecret     = "00c11e4700c11e4700c11e47", "005ec4e7005ec4e7005ec4e7005ec4"
	strangerID, strangerSecret = "11c11e4711c11e4711c11e47", "115ec4e7115ec4e7115ec4e7115ec4"
)

// sharing is a server with a report and two clients beside its owner.
type sharing struct {
	*toiletest.Server
	access           string
	lender, stranger *toile.Client
	report           *toile.AssetReportCreateResponse
}

func newSharing(t *testing.T) sharing {
	t.Helper()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon),
		toiletest.Clients(map[string]string{lenderID: lenderSecret, strangerID: strangerSecret}))
	s := sharing{Server: srv, access: bankItem(t, srv, nil, toile.ProductsAssets)}
	s.lender = toile.NewClient(lenderID, lenderSecret, toile.WithBaseURL(srv.URL))
	s.stranger = toile.NewClient(strangerID, strangerSecret, toile.WithBaseURL(srv.URL))
	s.report = s.order(t)
	return s
}

// order makes another report.
func (s sharing) order(t *testing.T) *toile.AssetReportCreateResponse {
	t.Helper()
	created := ordered(t, s.Client, 7, nil, s.access)
	s.Advance(time.Second)
	return created
}

// answer calls an operation that must succeed, and gives a text of its answer.
func answer(t *testing.T, c *toile.Client, path, body, member string) string {
	t.Helper()
	got, err := c.Do(t.Context(), path, json.RawMessage(body))
	if err != nil {
		t.Fatalf("%s %s: %v", path, body, err)
	}
	var members map[string]any
	if err := json.Unmarshal(got, &members); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(members[member])
}

// denied calls operations that must all fail with a code.
func denied(t *testing.T, c *toile.Client, code, body string, paths ...string) {
	t.Helper()
	for _, path := range paths {
		if e := refused(t, c, path, body); e.ErrorCode != code || e.HTTPStatus() != 400 {
			t.Errorf("%s %s was refused with %v, want %s", path, body, e, code)
		}
	}
}

func copyToken(token string) string { return fmt.Sprintf(`{"audit_copy_token":%q}`, token) }

// TestAuditCopy shares a report with an auditor, until the copy or the report is removed.
func TestAuditCopy(t *testing.T) {
	t.Parallel()
	s := newSharing(t)
	read := []string{"/asset_report/audit_copy/get", "/asset_report/audit_copy/pdf/get"}
	create := func(auditor string) string {
		return answer(t, s.Client, "/asset_report/audit_copy/create", fmt.Sprintf(`{"asset_report_token":%q%s}`, s.report.AssetReportToken, auditor), "audit_copy_token")
	}
	for _, auditor := range []string{"", "an auditor", "a/b", strings.Repeat("a", 129)} {
		denied(t, s.Client, "INVALID_FIELD", fmt.Sprintf(`{"asset_report_token":%q,"auditor_id":%q}`, s.report.AssetReportToken, auditor), "/asset_report/audit_copy/create")
	}
	token := create(`,"auditor_id":"` + lenderID + `"`)
	if !regexp.MustCompile(`^a-sandbox-[a-z2-7]{26}$`).MatchString(token) {
		t.Errorf("an audit copy token is %s", token)
	}
	original := reportText(t, s.Client, "/asset_report/get", byToken(s.report.AssetReportToken))
	for _, reader := range []*toile.Client{s.lender, s.Client} {
		if got := reportText(t, reader, read[0], copyToken(token)); got != original {
			t.Error("an audit copy is not the report")
		}
		file, err := reader.AssetReportAuditCopyPDFGet(t.Context(), toile.AssetReportAuditCopyPDFGetRequest{AuditCopyToken: token})
		if err != nil || !strings.HasPrefix(string(file.Content), "%PDF-") {
			t.Errorf("the file of an audit copy is %.20q, %v", file.Content, err)
		}
	}
	const unknown = "a-sandbox-aaaaaaaaaaaaaaaaaaaaaaaaaa"
	for _, text := range []string{unknown, strings.ToUpper(unknown[10:]), "a-sandbox-", "", s.report.AssetReportToken} {
		denied(t, s.Client, "INVALID_AUDIT_COPY_TOKEN", copyToken(text), append(read, "/asset_report/audit_copy/remove", "/credit/audit_copy_token/remove")...)
	}
	denied(t, s.stranger, "INVALID_AUDIT_COPY_TOKEN", copyToken(token), append(read, "/asset_report/audit_copy/remove")...)
	denied(t, s.lender, "INVALID_AUDIT_COPY_TOKEN", copyToken(token), "/asset_report/audit_copy/remove")
	denied(t, s.lender, "INVALID_FIELD", byToken(s.report.AssetReportToken), "/asset_report/get", "/asset_report/remove")
	denied(t, s.lender, "INVALID_PARENT", byToken(s.report.AssetReportToken), "/asset_report/audit_copy/create", "/asset_report/refresh")

	other, open := create(`,"auditor_id":"fannie_mae"`), create("")
	denied(t, s.lender, "INVALID_AUDIT_COPY_TOKEN", copyToken(other), read...)
	reportText(t, s.stranger, read[0], copyToken(open)) // who has it may read
	if removed := answer(t, s.Client, "/asset_report/audit_copy/remove", copyToken(token), "removed"); removed != "true" {
		t.Errorf("removed is %s", removed)
	}
	denied(t, s.lender, "INVALID_AUDIT_COPY_TOKEN", copyToken(token), read...)
	denied(t, s.Client, "INVALID_AUDIT_COPY_TOKEN", copyToken(token), "/asset_report/audit_copy/remove")
	reportText(t, s.Client, read[0], copyToken(other))
	answer(t, s.Client, "/asset_report/remove", byToken(s.report.AssetReportToken), "removed")
	denied(t, s.Client, "INVALID_AUDIT_COPY_TOKEN", copyToken(other), read...)
	denied(t, s.Client, "INVALID_FIELD", byToken(s.report.AssetReportToken), "/asset_report/get", "/asset_report/remove")
}

// TestCreditAuditCopyToken makes audit copies for whoever has them, and puts other reports behind them.
func TestCreditAuditCopyToken(t *testing.T) {
	t.Parallel()
	s := newSharing(t)
	second := s.order(t)
	shared := func(tokens ...string) string { return `"report_tokens":["` + strings.Join(tokens, `","`) + `"]` }
	for _, test := range []struct{ body, code string }{
		{`{"report_tokens":[]}`, "INVALID_FIELD"},
		{`{}`, "MISSING_FIELDS"},
		{`{` + shared(s.report.AssetReportToken, second.AssetReportToken) + `}`, "INVALID_FIELD"},
		{`{` + shared("voe-token") + `}`, "INVALID_FIELD"},
		{`{` + shared("assets-sandbox-00000000-0000-4000-8000-000000000000") + `}`, "INVALID_PARENT"},
	} {
		denied(t, s.Client, test.code, test.body, "/credit/audit_copy_token/create")
	}
	token := answer(t, s.Client, "/credit/audit_copy_token/create", `{`+shared(s.report.AssetReportToken)+`}`, "audit_copy_token")
	read := func() string { return reportText(t, s.lender, "/asset_report/audit_copy/get", copyToken(token)) }
	if !strings.Contains(read(), s.report.AssetReportID) {
		t.Error("the audit copy is of another report")
	}
	update := fmt.Sprintf(`{"audit_copy_token":%q,%s}`, token, shared(second.AssetReportToken))
	denied(t, s.lender, "INVALID_AUDIT_COPY_TOKEN", update, "/credit/audit_copy_token/update")
	if updated := answer(t, s.Client, "/credit/audit_copy_token/update", update, "updated"); updated != "true" {
		t.Errorf("updated is %s", updated)
	}
	if !strings.Contains(read(), second.AssetReportID) {
		t.Error("the audit copy still is of the first report")
	}
	answer(t, s.Client, "/credit/audit_copy_token/remove", copyToken(token), "removed")
	denied(t, s.lender, "INVALID_AUDIT_COPY_TOKEN", copyToken(token), "/asset_report/audit_copy/get")
	denied(t, s.Client, "INVALID_AUDIT_COPY_TOKEN", update, "/credit/audit_copy_token/update")
	reportText(t, s.Client, "/asset_report/get", byToken(second.AssetReportToken))
}

// TestRelay shares a report with another client, who reads it with keys of its own and has it made anew.
func TestRelay(t *testing.T) {
	t.Parallel()
	s := newSharing(t)
	hooks := s.Receiver()
	tokens := fmt.Sprintf(`"report_tokens":[%q]`, s.report.AssetReportToken)
	for _, test := range []struct{ body, code string }{
		{`{` + tokens + `}`, "MISSING_FIELDS"},
		{`{` + tokens + `,"secondary_client_id":""}`, "INVALID_FIELD"},
		{`{` + tokens + `,"secondary_client_id":"` + lenderID + `","webhook":"no url"}`, "INVALID_FIELD"},
		{`{"report_tokens":["a"],"secondary_client_id":"` + lenderID + `"}`, "INVALID_FIELD"},
	} {
		denied(t, s.Client, test.code, test.body, "/credit/relay/create")
	}
	token := answer(t, s.Client, "/credit/relay/create", fmt.Sprintf(`{%s,"secondary_client_id":%q,"webhook":%q}`, tokens, lenderID, hooks.URL), "relay_token")
	body := fmt.Sprintf(`{"relay_token":%q,"report_type":"asset"}`, token)
	read := []string{"/credit/relay/get", "/credit/relay/pdf/get"}
	for _, c := range []*toile.Client{s.Client, s.stranger} {
		denied(t, c, "INVALID_FIELD", body, append(read, "/credit/relay/refresh")...)
	}
	for _, text := range []string{"", "credit-relay", "credit-relay-sandbox-00000000-0000-4000-8000-000000000000", s.report.AssetReportToken} {
		denied(t, s.lender, "INVALID_FIELD", fmt.Sprintf(`{"relay_token":%q,"report_type":"asset"}`, text), append(read, "/credit/relay/refresh")...)
		denied(t, s.Client, "INVALID_FIELD", fmt.Sprintf(`{"relay_token":%q}`, text), "/credit/relay/remove")
	}
	denied(t, s.lender, "INVALID_FIELD", fmt.Sprintf(`{"relay_token":%q,"report_type":"income"}`, token), read...)

	original := reportText(t, s.Client, "/asset_report/get", byToken(s.report.AssetReportToken))
	for range 2 {
		if got := reportText(t, s.lender, read[0], body); got != original {
			t.Error("what was relayed is not the report")
		}
	}
	if hook := hooks.Next("ASSETS", "PRODUCT_READY"); hook.Fields["asset_report_id"] != s.report.AssetReportID {
		t.Errorf("the webhook about the reading says %s", hook.Body)
	}
	asFile := answer(t, s.Client, "/credit/relay/create", fmt.Sprintf(`{%s,"secondary_client_id":%q,"webhook":%q}`, tokens, lenderID, hooks.URL), "relay_token")
	for range 2 {
		if _, err := s.lender.CreditRelayPDFGet(t.Context(), toile.CreditRelayPDFGetRequest{RelayToken: asFile, ReportType: "asset"}); err != nil {
			t.Error(err)
		}
	}
	if hook := hooks.Next("ASSETS", "PRODUCT_READY"); hook.Fields["asset_report_id"] != s.report.AssetReportID {
		t.Errorf("the webhook about the reading of the file says %s", hook.Body)
	}
	file, err := s.lender.CreditRelayPDFGet(t.Context(), toile.CreditRelayPDFGetRequest{RelayToken: token, ReportType: "asset"})
	if err != nil || !strings.HasPrefix(string(file.Content), "%PDF-") {
		t.Errorf("the file of a relay is %.20q, %v", file.Content, err)
	}
	s.Advance(day)
	fresh, err := s.lender.CreditRelayRefresh(t.Context(), toile.CreditRelayRefreshRequest{RelayToken: token, ReportType: "asset", Webhook: toile.Some(hooks.URL)})
	if err != nil || fresh.RelayToken != token || *fresh.AssetReportID == s.report.AssetReportID {
		t.Fatalf("a refreshed relay is %+v, %v", fresh, err)
	}
	denied(t, s.lender, "PRODUCT_NOT_READY", body, read...)
	s.Advance(time.Second)
	if hook := hooks.Next("ASSETS", "PRODUCT_READY"); hook.Fields["asset_report_id"] != *fresh.AssetReportID {
		t.Errorf("the webhook about the refreshed report says %s", hook.Body)
	}
	if got := reportText(t, s.lender, read[0], body); !strings.Contains(got, *fresh.AssetReportID) || !strings.Contains(got, "2026-03-02T") {
		t.Errorf("after the refresh the relay has %.300s", got)
	}
	denied(t, s.lender, "INVALID_FIELD", fmt.Sprintf(`{"relay_token":%q}`, token), "/credit/relay/remove")
	answer(t, s.Client, "/credit/relay/remove", fmt.Sprintf(`{"relay_token":%q}`, token), "removed")
	denied(t, s.lender, "INVALID_FIELD", body, append(read, "/credit/relay/refresh")...)
	reportText(t, s.Client, "/asset_report/get", byToken(s.report.AssetReportToken))
	if more := hooks.Waiting(); len(more) > 0 {
		t.Errorf("more webhooks came: %v", more)
	}
}

// TestReportsOfARemovedUser removes a user: nobody reads any report about them, in whatever way.
func TestReportsOfARemovedUser(t *testing.T) {
	t.Parallel()
	s := newSharing(t)
	user, err := s.Client.UserCreate(t.Context(), toile.UserCreateRequest{ClientUserID: "gone"})
	if err != nil {
		t.Fatal(err)
	}
	public, err := s.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{
		InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsAssets}, UserToken: user.UserToken,
	})
	if err != nil {
		t.Fatal(err)
	}
	exchanged, err := s.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: public.PublicToken})
	if err != nil {
		t.Fatal(err)
	}
	about := &toile.AssetReportCreateRequestOptions{User: &toile.AssetReportUser{SSN: toile.Some("123-45-6789")}}
	made := ordered(t, s.Client, 7, about, exchanged.AccessToken)
	s.Advance(time.Second)
	waiting := ordered(t, s.Client, 7, about, exchanged.AccessToken)
	token := fmt.Sprintf(`"asset_report_token":%q`, made.AssetReportToken)
	audited := answer(t, s.Client, "/asset_report/audit_copy/create", `{`+token+`}`, "audit_copy_token")
	relay := answer(t, s.Client, "/credit/relay/create", fmt.Sprintf(`{"report_tokens":[%q],"secondary_client_id":%q}`, made.AssetReportToken, lenderID), "relay_token")
	relayed := fmt.Sprintf(`{"relay_token":%q,"report_type":"asset"}`, relay)
	if got := reportText(t, s.Client, "/asset_report/get", `{`+token+`}`); !strings.Contains(got, "123-45-6789") {
		t.Fatal("the report does not say what it was told")
	}
	reportText(t, s.lender, "/asset_report/audit_copy/get", copyToken(audited))
	reportText(t, s.lender, "/credit/relay/get", relayed)

	if _, err := s.Client.UserRemove(t.Context(), toile.UserRemoveRequest{UserToken: user.UserToken}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // before the waiting one is due, and after
		for _, report := range []*toile.AssetReportCreateResponse{made, waiting} {
			denied(t, s.Client, "INVALID_FIELD", byToken(report.AssetReportToken), "/asset_report/get", "/asset_report/pdf/get", "/asset_report/remove")
		}
		denied(t, s.lender, "INVALID_AUDIT_COPY_TOKEN", copyToken(audited), "/asset_report/audit_copy/get", "/asset_report/audit_copy/pdf/get")
		denied(t, s.lender, "INVALID_FIELD", relayed, "/credit/relay/get", "/credit/relay/pdf/get", "/credit/relay/refresh")
		s.Advance(time.Minute)
	}
	reportText(t, s.Client, "/asset_report/get", byToken(s.report.AssetReportToken)) // nobody's report stays
}
