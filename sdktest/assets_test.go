package sdktest

import (
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestLenders shares a report with a second client, who reads it with keys of its own, and with nobody else.
func TestLenders(t *testing.T) {
	owner := here(t)
	lender := ask(t, shared, them)
	access := owner.open(platypus, login("user_good", "pass_good"), "assets")
	request := plaid.NewAssetReportCreateRequest(30)
	request.SetAccessTokens([]string{access})
	created := ok(owner.AssetReportCreate(t.Context()).AssetReportCreateRequest(*request).Execute())(t)
	token := created.AssetReportToken
	get := plaid.AssetReportGetRequest{AssetReportToken: &token}
	report := owner.awaitReport(get)
	refused(lender.AssetReportGet(t.Context()).AssetReportGetRequest(get).Execute())(t, 400, "INVALID_INPUT", "INVALID_FIELD")

	copying := plaid.NewAssetReportAuditCopyCreateRequest(token)
	copying.SetAuditorId(them.clientID)
	copied := ok(owner.AssetReportAuditCopyCreate(t.Context()).AssetReportAuditCopyCreateRequest(*copying).Execute())(t).AuditCopyToken
	audit := *plaid.NewAssetReportAuditCopyGetRequest(copied)
	if got := ok(lender.AssetReportAuditCopyGet(t.Context()).AssetReportAuditCopyGetRequest(audit).Execute())(t); got.Report.AssetReportId != report.Report.AssetReportId {
		t.Errorf("the audit copy is of %s, want %s", got.Report.AssetReportId, report.Report.AssetReportId)
	}
	refused(lender.AssetReportAuditCopyRemove(t.Context()).AssetReportAuditCopyRemoveRequest(*plaid.NewAssetReportAuditCopyRemoveRequest(copied)).Execute())(t, 400, "INVALID_INPUT", "INVALID_AUDIT_COPY_TOKEN")
	ok(owner.AssetReportAuditCopyRemove(t.Context()).AssetReportAuditCopyRemoveRequest(*plaid.NewAssetReportAuditCopyRemoveRequest(copied)).Execute())(t)
	refused(lender.AssetReportAuditCopyGet(t.Context()).AssetReportAuditCopyGetRequest(audit).Execute())(t, 400, "INVALID_INPUT", "INVALID_AUDIT_COPY_TOKEN")

	relaying := plaid.NewCreditRelayCreateRequest([]string{token}, them.clientID)
	relay := ok(owner.CreditRelayCreate(t.Context()).CreditRelayCreateRequest(*relaying).Execute())(t).RelayToken
	if !strings.HasPrefix(relay, "credit-relay-sandbox-") {
		t.Errorf("a relay token is %s", relay)
	}
	relayed := *plaid.NewCreditRelayGetRequest(relay, plaid.REPORTTYPE_ASSET)
	refused(owner.CreditRelayGet(t.Context()).CreditRelayGetRequest(relayed).Execute())(t, 400, "INVALID_INPUT", "INVALID_FIELD")
	if got := ok(lender.CreditRelayGet(t.Context()).CreditRelayGetRequest(relayed).Execute())(t); got.Report.AssetReportId != report.Report.AssetReportId {
		t.Errorf("the relay is of %s, want %s", got.Report.AssetReportId, report.Report.AssetReportId)
	}
	fresh := ok(lender.CreditRelayRefresh(t.Context()).CreditRelayRefreshRequest(*plaid.NewCreditRelayRefreshRequest(relay, plaid.REPORTTYPE_ASSET)).Execute())(t)
	if fresh.RelayToken != relay || fresh.GetAssetReportId() == report.Report.AssetReportId {
		t.Errorf("a refreshed relay is %+v", fresh)
	}
	ok(owner.CreditRelayRemove(t.Context()).CreditRelayRemoveRequest(*plaid.NewCreditRelayRemoveRequest(relay)).Execute())(t)
	refused(lender.CreditRelayGet(t.Context()).CreditRelayGetRequest(relayed).Execute())(t, 400, "INVALID_INPUT", "INVALID_FIELD")
}

// awaitReport reads a report as plaid-go's own test does: again and again until it is ready.
func (c *caller) awaitReport(request plaid.AssetReportGetRequest) plaid.AssetReportGetResponse {
	c.t.Helper()
	for {
		answer, resp, err := c.AssetReportGet(c.ctx).AssetReportGetRequest(request).Execute()
		if e, _ := plaid.ToPlaidError(err); err == nil || e.ErrorCode != "PRODUCT_NOT_READY" {
			return ok(answer, resp, err)(c.t)
		}
	}
}
