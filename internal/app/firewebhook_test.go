package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/toiletest"
)

// hooked links an Item with products, whose webhooks come to a receiver.
func (w *world) hooked(t *testing.T, institution string, products ...string) *toiletest.Receiver {
	t.Helper()
	hooks := w.Receiver()
	w.sandbox(t, institution, products...)
	w.post(t, "/item/webhook/update", `{"access_token":"$ACCESS","webhook":"`+hooks.URL+`"}`)
	hooks.Next("ITEM", "WEBHOOK_UPDATE_ACKNOWLEDGED")
	return hooks
}

// fields are those of a webhook besides what each has and the Item's.
func (w world) fields(t *testing.T, told toiletest.Webhook) map[string]any {
	t.Helper()
	if told.Fields["item_id"] != w.item && told.Type != "ASSETS" || told.Fields["environment"] != "sandbox" {
		t.Errorf("%s %s is about %v", told.Type, told.Code, told.Fields)
	}
	for _, key := range []string{"item_id", "environment", "webhook_type", "webhook_code"} {
		delete(told.Fields, key)
	}
	return told.Fields
}

// TestFireItemWebhook fires each webhook there is: it comes with its fields, which are true of the Item.
func TestFireItemWebhook(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	hooks := w.hooked(t, "ins_109508", "auth", "transactions", "investments", "liabilities", "assets")
	ids := map[string]string{} // of accounts, by their names
	var taking, owing, recurring []string
	for _, a := range w.post(t, "/accounts/get", `{"access_token":"$ACCESS"}`)["accounts"].([]any) {
		account := a.(map[string]any)
		accountID := account["account_id"].(string)
		ids[account["name"].(string)] = accountID
		if account["type"] == "depository" || account["type"] == "credit" {
			recurring = append(recurring, accountID)
		}
	}
	for _, n := range w.post(t, "/auth/get", `{"access_token":"$ACCESS"}`)["numbers"].(map[string]any)["ach"].([]any) {
		taking = append(taking, n.(map[string]any)["account_id"].(string))
	}
	for _, name := range []string{"Plaid Credit Card", "Plaid Student Loan", "Plaid Mortgage"} {
		owing = append(owing, ids[name])
	}
	holdings := len(w.post(t, "/investments/holdings/get", `{"access_token":"$ACCESS"}`)["holdings"].([]any))
	trades := w.post(t, "/investments/transactions/get", `{"access_token":"$ACCESS","start_date":"2024-01-01","end_date":"2026-03-01"}`)["total_investment_transactions"]
	added := w.post(t, "/transactions/get", `{"access_token":"$ACCESS","start_date":"2026-02-28","end_date":"2026-03-01"}`)["total_transactions"]
	report := w.post(t, "/asset_report/create", `{"access_tokens":["$ACCESS"],"days_requested":10}`)["asset_report_id"]

	each := func(accountIDs []string, what ...any) any {
		all := map[string]any{}
		for _, accountID := range accountIDs {
			all[accountID] = what
		}
		return all
	}
	list := func(texts []string) (all []any) {
		for _, text := range texts {
			all = append(all, text)
		}
		return all
	}
	shown := func(kind toile.ErrorType, like *toile.Error) any {
		return map[string]any{
			"error_type": string(kind), "error_code": like.ErrorCode, "error_message": like.ErrorMessage, "display_message": nil, "status": 400.0,
		}
	}
	for _, test := range []struct {
		kind, code string
		usual      bool // without a type it is this one
		want       map[string]any
	}{
		{"TRANSACTIONS", "DEFAULT_UPDATE", true, map[string]any{"new_transactions": added, "error": nil}},
		{"AUTH", "DEFAULT_UPDATE", false, map[string]any{
			"account_ids_with_new_auth": []any{}, "account_ids_with_updated_auth": each(taking, "ACCOUNT_NUMBER", "ROUTING_NUMBER"), "error": nil,
		}},
		{"HOLDINGS", "DEFAULT_UPDATE", false, map[string]any{"user_id": w.userID, "new_holdings": 0.0, "updated_holdings": float64(holdings), "error": nil}},
		{"INVESTMENTS_TRANSACTIONS", "DEFAULT_UPDATE", false, map[string]any{
			"user_id": w.userID, "new_investments_transactions": trades, "cancelled_investments_transactions": 0.0, "error": nil,
		}},
		{"LIABILITIES", "DEFAULT_UPDATE", false, map[string]any{
			"user_id": w.userID, "account_ids_with_new_liabilities": []any{}, "account_ids_with_updated_liabilities": each(owing, "last_payment_amount"), "error": nil,
		}},
		{"TRANSACTIONS", "SYNC_UPDATES_AVAILABLE", true, map[string]any{
			"user_id": w.userID, "initial_update_complete": true, "historical_update_complete": true,
		}},
		{"TRANSACTIONS", "RECURRING_TRANSACTIONS_UPDATE", true, map[string]any{"account_ids": list(recurring)}},
		{"AUTH", "SMS_MICRODEPOSITS_VERIFICATION", true, map[string]any{"account_id": taking[0], "status": "MANUALLY_VERIFIED"}},
		{"ITEM", "NEW_ACCOUNTS_AVAILABLE", true, map[string]any{"user_id": w.userID, "error": nil}},
		{"ITEM", "LOGIN_REPAIRED", true, map[string]any{"user_id": w.userID}},
		{"ITEM", "AUTHORIZATION_GRANTED", true, map[string]any{"user_id": w.userID}},
		{"ITEM", "PENDING_DISCONNECT", true, map[string]any{"user_id": w.userID, "reason": "INSTITUTION_MIGRATION", "disconnect_time": "2026-03-08T12:00:00Z"}},
		{"ITEM", "USER_PERMISSION_REVOKED", true, map[string]any{"user_id": w.userID, "error": shown(toile.ErrorTypeItemError, toile.ErrUserPermissionRevoked())}},
		{"ITEM", "USER_ACCOUNT_REVOKED", true, map[string]any{"user_id": w.userID, "account_id": ids["Plaid Checking"]}},
		{"ASSETS", "PRODUCT_READY", true, map[string]any{"user_id": w.userID, "asset_report_id": report, "report_type": "FULL"}},
		{"ASSETS", "ERROR", true, map[string]any{
			"user_id": w.userID, "asset_report_id": report, "error": shown(toile.ErrorTypeAssetReportError, toile.ErrAssetReportDataUnavailable()),
		}},
		{"ITEM", "ERROR", false, map[string]any{"user_id": w.userID, "error": shown(toile.ErrorTypeItemError, toile.ErrItemLoginRequired())}},
	} {
		bodies := []string{fmt.Sprintf(`{"access_token":"$ACCESS","webhook_type":%q,"webhook_code":%q}`, test.kind, test.code)}
		if test.usual {
			bodies = append(bodies, fmt.Sprintf(`{"access_token":"$ACCESS","webhook_code":%q}`, test.code))
		}
		for _, body := range bodies {
			if answer := w.post(t, "/sandbox/item/fire_webhook", body); answer["webhook_fired"] != true {
				t.Errorf("%s answered %v", body, answer)
			}
			got := w.fields(t, hooks.Next(test.kind, test.code))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got)\n%s", body, diff)
			}
			last := w.post(t, "/item/get", `{"access_token":"$ACCESS"}`)["status"].(map[string]any)["last_webhook"]
			if diff := cmp.Diff(map[string]any{"sent_at": "2026-03-01T12:00:00Z", "code_sent": test.code}, last); diff != "" {
				t.Errorf("after %s the Item shows (-want +got)\n%s", body, diff)
			}
		}
	}
	if w.post(t, "/item/get", `{"access_token":"$ACCESS"}`)["item"].(map[string]any)["error"] != nil {
		t.Error("the Item is broken")
	}
	if waiting := hooks.Waiting(); len(waiting) > 0 {
		t.Errorf("there came, too, %v", waiting)
	}
}

// TestFireItemWebhookTrue fires webhooks about Items with less, that are broken, or whose consent ends.
func TestFireItemWebhookTrue(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.hooked(t, "ins_10", "transactions")
	w.post(t, "/sandbox/item/fire_webhook", `{"access_token":"$ACCESS","webhook_code":"PENDING_DISCONNECT"}`)
	if got := hooks.Next("ITEM", "PENDING_DISCONNECT").Fields; got["reason"] != "INSTITUTION_TOKEN_EXPIRATION" || got["disconnect_time"] != "2027-03-01T12:00:00Z" {
		t.Errorf("told %v", got)
	}
	w.post(t, "/sandbox/item/fire_webhook", `{"access_token":"$ACCESS","webhook_code":"SYNC_UPDATES_AVAILABLE"}`)
	if got := hooks.Next("TRANSACTIONS", "SYNC_UPDATES_AVAILABLE").Fields; got["initial_update_complete"] != false || got["historical_update_complete"] != false {
		t.Errorf("told %v", got)
	}
	w.Advance(10 * time.Second)
	w.post(t, "/sandbox/item/fire_webhook", `{"access_token":"$ACCESS","webhook_code":"SYNC_UPDATES_AVAILABLE"}`)
	if got := hooks.Next("TRANSACTIONS", "SYNC_UPDATES_AVAILABLE").Fields; got["initial_update_complete"] != true || got["historical_update_complete"] != false {
		t.Errorf("told %v", got)
	}
	w.Advance(366 * day) // the login ran out before the consent
	w.post(t, "/sandbox/item/fire_webhook", `{"access_token":"$ACCESS","webhook_type":"ITEM","webhook_code":"ERROR"}`)
	hooks.Next("ITEM", "ERROR")
}

// TestFireItemWebhookRefused fires what cannot be fired.
func TestFireItemWebhookRefused(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.hooked(t, "ins_109508", "auth")
	const path = "/sandbox/item/fire_webhook"
	for _, test := range []struct{ body, code string }{
		{`"webhook_code":"DEFAULT_UPDATE"`, "SANDBOX_PRODUCT_NOT_ENABLED"},
		{`"webhook_code":"DEFAULT_UPDATE","webhook_type":"HOLDINGS"`, "SANDBOX_PRODUCT_NOT_ENABLED"},
		{`"webhook_code":"PRODUCT_READY"`, "SANDBOX_PRODUCT_NOT_ENABLED"},
		{`"webhook_code":"ERROR"`, "SANDBOX_PRODUCT_NOT_ENABLED"},
		{`"webhook_code":"DEFAULT_UPDATE","webhook_type":"ITEM"`, "INVALID_FIELD"},
		{`"webhook_code":"LOGIN_REPAIRED","webhook_type":"AUTH"`, "INVALID_FIELD"},
		{`"webhook_code":"PENDING_EXPIRATION"`, "INVALID_FIELD"},
		{`"webhook_code":""`, "INVALID_FIELD"},
		{`"webhook_code":"ERROR","webhook_type":"LINK"`, "INVALID_FIELD"},
		{`"webhook_type":"ITEM"`, "MISSING_FIELDS"},
	} {
		w.refuses(t, path, `{"access_token":"$ACCESS",`+test.body+`}`, test.code)
	}
	if e := w.refuses(t, path, `{"access_token":"$ACCESS","webhook_code":"ERROR","webhook_type":"AUTH"}`, "INVALID_FIELD"); e.ErrorMessage != "webhook_type must be ASSETS or ITEM for webhook_code ERROR" {
		t.Errorf("refused with %q", e.ErrorMessage)
	}
	w.refuses(t, path, `{"access_token":"access-sandbox-00000000-0000-4000-8000-000000000000","webhook_code":"LOGIN_REPAIRED"}`, "INVALID_ACCESS_TOKEN")
	payroll := w
	payroll.exchange(t, w.post(t, "/sandbox/public_token/create", `{"institution_id":"ins_135842","initial_products":["income_verification"],"user_id":"$USER",
		"options":{"webhook":"`+hooks.URL+`","income_verification":{"income_source_types":["payroll"]}}}`)["public_token"].(string))
	payroll.refuses(t, path, `{"access_token":"$ACCESS","webhook_code":"USER_ACCOUNT_REVOKED"}`, "INVALID_FIELD")
	w.post(t, "/item/webhook/update", `{"access_token":"$ACCESS","webhook":null}`)
	w.refuses(t, path, `{"access_token":"$ACCESS","webhook_code":"LOGIN_REPAIRED"}`, "SANDBOX_WEBHOOK_INVALID")
	hooks.Next("INCOME", "USER_INCOME_VERIFICATION")
	if waiting := slices.Clone(hooks.Waiting()); len(waiting) > 0 {
		t.Errorf("there came %v", waiting)
	}
}
