package sdktest

import (
	"testing"
	"time"

	"toile"
	"toile/internal/webhook"
)

// toldOtherwise lists in what our webhooks knowingly differ from the schemas and examples of the official file.
// Nothing else may.
var toldOtherwise = []tolerance{
	{"", notice, "/user_id: left out", "optional: about Items that have no user"},
	{"LINK EVENTS", notice, "/environment: unknown", "official by 1.729.1; the example has it already"},
	{"LINK SESSION_FINISHED", notice, "/public_token: not in the example", "in the schema, for older clients"},
	{"LINK SESSION_FINISHED", notice, "/user_id: not in the example", "in the schema"},
	{"ITEM ERROR", notice, "/error/display_message: left out", "the example is of an OAuth connection: other logins have none to show"},
	{"ITEM ERROR", notice, "/error/error_code_reason: left out", "only of OAuth connections"},
	{"ASSETS PRODUCT_READY", notice, "/user_id: not in the example", "in the schema"},
	{"ASSETS ERROR", notice, "/user_id: not in the example", "in the schema"},
	{"ASSETS ERROR", notice, "/error/request_id: left out", "only in answers: no request failed"},
	{"ASSETS ERROR", notice, "/error/causes: not in the example", "the example's error has none; of this one the message speaks of them"},
	{"ASSETS ERROR", notice, "/error/status: not in the example", "errors in webhooks have one, as those of ITEM do"},
}

// TestWritten holds every webhook that toile can write against the official file.
func TestWritten(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 5, 4, 12, 0, 0, 123456789, time.UTC)
	item, nobodys := webhook.Whose{ItemID: "item", UserID: "user"}, webhook.Whose{ItemID: "item"}
	fresh := webhook.Whose{ItemID: "item", UserID: "user", New: true}
	session := webhook.LinkSession{LinkToken: "link-sandbox-1", ID: "session", UserID: "user"}
	changed := map[string][]string{"account": {"ACCOUNT_NUMBER"}}
	for _, m := range []webhook.Message{
		webhook.SessionFinished(session, "SUCCESS", []string{"public-sandbox-1", "public-sandbox-2"}),
		webhook.SessionFinished(webhook.LinkSession{LinkToken: "link-sandbox-1", ID: "session"}, "EXITED", nil),
		webhook.ItemAdded(session, "public-sandbox-1"),
		webhook.LinkEvents(session, []toile.LinkEvent{{EventName: "OPEN", EventID: "event", Timestamp: toile.Seconds(at).String()}}),
		webhook.LinkEvents(session, nil),
		webhook.ItemError(item, toile.ErrItemLoginRequired()), webhook.ItemError(nobodys, toile.ErrItemLoginRequired()),
		webhook.LoginRepaired(item), webhook.PendingExpiration(item, at),
		webhook.PendingDisconnect(item, webhook.InstitutionMigration, at), webhook.PendingDisconnect(nobodys, webhook.InstitutionTokenExpiration, at),
		webhook.NewAccountsAvailable(item), webhook.UserPermissionRevoked(item, toile.ErrUserPermissionRevoked()), webhook.UserAccountRevoked(item, "account"),
		webhook.UpdateAcknowledged("item", "https://example.com/?a=1&b=2"),
		webhook.SyncUpdatesAvailable(item, true, false), webhook.InitialUpdate("item", 19), webhook.HistoricalUpdate("item", 231),
		webhook.TransactionsUpdate("item", 3), webhook.TransactionsRemoved("item", []string{"one"}), webhook.TransactionsRemoved("item", nil),
		webhook.RecurringUpdate("item", []string{"account"}),
		webhook.AuthUpdate("item", []string{"account"}, changed), webhook.AuthUpdate("item", nil, nil),
		webhook.SMSMicrodepositsVerification("item", "account", "MANUALLY_VERIFIED"),
		webhook.HoldingsUpdate(item, 19, 0), webhook.InvestmentsUpdate(item, 16, 0), webhook.InvestmentsHistorical(item, 16, 0),
		webhook.LiabilitiesUpdate(item, []string{"account"}, map[string][]string{"account": {"past_amount_due"}}), webhook.LiabilitiesUpdate(item, nil, nil),
		webhook.StatementsRefreshed("item", "SUCCESS"),
		webhook.AssetsReady("report", "user", "FULL"), webhook.AssetsReady("report", "", "FAST"), webhook.AssetsError("report", "user", toile.ErrAssetReportDataUnavailable()),
		webhook.IncomeVerification(item, webhook.IncomeComplete), webhook.IncomeVerification(fresh, webhook.IncomeFailed),
		webhook.IncomeRiskSignals(item), webhook.IncomeRiskSignals(fresh), webhook.IncomeReconnect(item), webhook.IncomeReconnect(fresh),
		webhook.BankIncomeUpdate("user"), webhook.BankIncomeRefreshed("user", "SUCCESS"),
	} {
		body, err := m.Body()
		if err != nil {
			t.Errorf("%s %s: %v", m.Type, m.Code, err)
			continue
		}
		what, problems := examine(body)
		for _, problem := range problems {
			t.Errorf("%s: %s", what, problem)
		}
		if len(problems) > 0 {
			t.Logf("%s", body)
		}
	}
}
