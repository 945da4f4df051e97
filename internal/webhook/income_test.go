package webhook_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile/internal/webhook"
)

// TestIncome writes the webhooks of income for users of both generations, and for nobody.
func TestIncome(t *testing.T) {
	t.Parallel()
	legacy, fresh, nobody := webhook.Whose{ItemID: "i", UserID: "u"}, webhook.Whose{ItemID: "i", UserID: "u", New: true}, webhook.Whose{ItemID: "i"}
	both := func(key, value string) map[string]any {
		return map[string]any{"item_id": "i", "user_id": "u", key: value}
	}
	const complete = "VERIFICATION_STATUS_PROCESSING_COMPLETE"
	for _, test := range []struct {
		got    webhook.Message
		code   string
		fields map[string]any
	}{
		{webhook.IncomeVerification(legacy, webhook.IncomeComplete), "INCOME_VERIFICATION", both("verification_status", complete)},
		{webhook.IncomeVerification(fresh, webhook.IncomeComplete), "USER_INCOME_VERIFICATION", both("verification_status", complete)},
		{webhook.IncomeVerification(nobody, webhook.IncomeFailed), "INCOME_VERIFICATION",
			map[string]any{"item_id": "i", "verification_status": "VERIFICATION_STATUS_PROCESSING_FAILED"}},
		{webhook.IncomeRiskSignals(legacy), "INCOME_VERIFICATION_RISK_SIGNALS", both("risk_signals_status", "RISK_SIGNALS_PROCESSING_COMPLETE")},
		{webhook.IncomeRiskSignals(fresh), "USER_INCOME_VERIFICATION_RISK_SIGNALS", both("risk_signals_status", "RISK_SIGNALS_PROCESSING_COMPLETE")},
		{webhook.IncomeReconnect(legacy), "INCOME_VERIFICATION_REFRESH_RECONNECT_NEEDED", map[string]any{"user_id": "u"}},
		{webhook.IncomeReconnect(fresh), "USER_INCOME_VERIFICATION_REFRESH_RECONNECT_NEEDED", map[string]any{"user_id": "u"}},
	} {
		if want := (webhook.Message{Type: "INCOME", Code: test.code, Fields: test.fields}); !cmp.Equal(test.got, want) {
			t.Error(cmp.Diff(want, test.got))
		}
	}
}
