package app_test

import (
	"testing"
	"time"
)

// TestFireIncomeWebhook holds that the webhook says what it was asked to say.
func TestFireIncomeWebhook(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.Receiver()
	const path = "/sandbox/income/fire_webhook"
	for _, test := range []struct{ body, code, key, value string }{
		{`"webhook_code":"INCOME_VERIFICATION","verification_status":"VERIFICATION_STATUS_PROCESSING_FAILED"`, "INCOME_VERIFICATION", "verification_status", "VERIFICATION_STATUS_PROCESSING_FAILED"},
		{`"webhook_code":"INCOME_VERIFICATION"`, "INCOME_VERIFICATION", "verification_status", "VERIFICATION_STATUS_PROCESSING_COMPLETE"},
		{`"webhook_code":"USER_INCOME_VERIFICATION"`, "USER_INCOME_VERIFICATION", "verification_status", "VERIFICATION_STATUS_PROCESSING_COMPLETE"},
		{`"webhook_code":"INCOME_VERIFICATION_RISK_SIGNALS"`, "INCOME_VERIFICATION_RISK_SIGNALS", "risk_signals_status", "RISK_SIGNALS_PROCESSING_COMPLETE"},
		{`"webhook_code":"USER_INCOME_VERIFICATION_RISK_SIGNALS"`, "USER_INCOME_VERIFICATION_RISK_SIGNALS", "risk_signals_status", "RISK_SIGNALS_PROCESSING_COMPLETE"},
	} {
		w.post(t, path, `{"item_id":"some item","user_id":"some user","webhook":"`+hooks.URL+`",`+test.body+`}`)
		told := hooks.Next("INCOME", test.code)
		if told.Fields["item_id"] != "some item" || told.Fields["user_id"] != "some user" || told.Fields[test.key] != test.value {
			t.Errorf("%s told %v", test.body, told.Fields)
		}
	}
	for body, code := range map[string]string{
		`{"item_id":"i","webhook":"http://127.0.0.1:1/","webhook_code":"INCOME"}`:                                           "INVALID_FIELD",
		`{"item_id":"i","webhook":"","webhook_code":"INCOME_VERIFICATION"}`:                                                 "INVALID_FIELD",
		`{"item_id":"","webhook":"http://127.0.0.1:1/","webhook_code":"INCOME_VERIFICATION"}`:                               "INVALID_FIELD",
		`{"item_id":"i","webhook":"x y","webhook_code":"INCOME_VERIFICATION"}`:                                              "INVALID_FIELD",
		`{"item_id":"i","webhook_code":"INCOME_VERIFICATION"}`:                                                              "MISSING_FIELDS",
		`{"item_id":"i","webhook":"http://127.0.0.1:1/","webhook_code":"INCOME_VERIFICATION","verification_status":"DONE"}`: "INVALID_FIELD",
	} {
		w.refuses(t, path, body, code)
	}
}

// TestLegacyPayroll holds that a legacy user is told in the older codes.
func TestLegacyPayroll(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.Receiver()
	legacy := w.post(t, "/user/create", `{"client_user_id":"old"}`)
	token := legacy["user_token"].(string)
	w.exchange(t, w.post(t, "/sandbox/public_token/create", `{"institution_id":"ins_135842","initial_products":["income_verification"],"user_token":"`+token+`",
		"options":{"webhook":"`+hooks.URL+`","income_verification":{"income_source_types":["payroll"]}}}`)["public_token"].(string))
	if told := hooks.Next("INCOME", "INCOME_VERIFICATION"); told.Fields["item_id"] != w.item || told.Fields["user_id"] != legacy["user_id"] {
		t.Errorf("told %v", told.Fields)
	}
	if items := w.post(t, "/credit/payroll_income/get", `{"user_token":"`+token+`"}`)["items"].([]any); len(items) != 1 {
		t.Errorf("the items are %v", items)
	}
	w.post(t, "/sandbox/item/reset_login", `{"access_token":"$ACCESS"}`)
	if status := w.post(t, "/credit/payroll_income/refresh", `{"user_token":"`+token+`"}`)["verification_refresh_status"]; status != "USER_PRESENCE_REQUIRED" {
		t.Errorf("a refresh after reset_login: %v", status)
	}
	hooks.Next("INCOME", "INCOME_VERIFICATION_REFRESH_RECONNECT_NEEDED")
	w.Advance(time.Minute)
}
