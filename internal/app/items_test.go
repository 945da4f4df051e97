package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"toile/toiletest"
)

// shown gives the Item as /item/get has it.
func (w world) shown(t *testing.T) map[string]any {
	t.Helper()
	return w.post(t, "/item/get", `{"access_token":"$ACCESS"}`)["item"].(map[string]any)
}

func words(list any) (words []string) {
	if list, ok := list.([]any); ok {
		for _, word := range list {
			words = append(words, word.(string))
		}
	}
	return words
}

const own = `{"access_token":"$ACCESS"}`

// TestALoginLastsThirtyDays follows an Item until it needs a login, and through its repair.
func TestALoginLastsThirtyDays(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.sandbox(t, "ins_109508", "auth", "transactions")
	w.Advance(30*day - time.Second)
	w.post(t, "/auth/get", own)
	w.Advance(time.Second)
	for _, path := range []string{"/accounts/get", "/accounts/balance/get", "/auth/get", "/identity/get"} {
		w.refuses(t, path, own, "ITEM_LOGIN_REQUIRED")
	}
	if failure, _ := w.shown(t)["error"].(map[string]any); failure["error_code"] != "ITEM_LOGIN_REQUIRED" || failure["documentation_url"] == nil {
		t.Errorf("the Item shows the error %v", failure)
	}
	listed := w.post(t, "/user/items/get", `{"user_id":"$USER"}`)["items"].([]any)
	if listed[0].(map[string]any)["error"] == nil {
		t.Error("the user's list does not show the error")
	}
	// By the user, the Item that needs it is found. Then it works, for 30 days.
	token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER","update":{"user":true}}`)["link_token"].(string)
	if result := w.FinishLink(token, toiletest.Script{}); result.Status != "SUCCESS" || result.ItemIDs[0] != w.item {
		t.Fatalf("update mode ended with %+v", result)
	}
	if failure := w.shown(t)["error"]; failure != nil {
		t.Errorf("after the repair: %v", failure)
	}
	w.Advance(30*day - time.Second)
	w.post(t, "/accounts/get", own)
	w.Advance(time.Second)
	w.refuses(t, "/accounts/get", own, "ITEM_LOGIN_REQUIRED")
}

// TestLoginDays holds that Items keep what their server was told when they were linked.
func TestLoginDays(t *testing.T) {
	t.Parallel()
	never := still(t, toiletest.LoginDays(0))
	never.sandbox(t, "ins_109508", "auth")
	never.Advance(9 * 365 * day)
	never.post(t, "/accounts/get", own)

	database, seed, at := t.TempDir()+"/shared.db", toiletest.Seed("shared"), toiletest.At(noon)
	var w world
	if !t.Run("linked", func(t *testing.T) {
		w = world{Server: toiletest.New(t, toiletest.Database(database), seed, at, toiletest.LoginDays(2))}
		w.userID = w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`)["user_id"].(string)
		w.sandbox(t, "ins_109508", "auth")
	}) {
		return
	}
	t.Run("read by another server", func(t *testing.T) {
		w.Server = toiletest.New(t, toiletest.Database(database), seed, at, toiletest.LoginDays(0))
		w.Advance(2*day - time.Second)
		w.post(t, "/accounts/get", own)
		w.Advance(time.Second)
		w.refuses(t, "/accounts/get", own, "ITEM_LOGIN_REQUIRED")
		w.link(t, `"access_token":"$ACCESS"`, toiletest.Part{})
		w.Advance(1000 * day)
		w.post(t, "/accounts/get", own)
	})
}

// TestConsentRunsOut follows the consent to a bank whose country lets it end.
func TestConsentRunsOut(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.LoginDays(0))
	w.sandbox(t, "ins_117650", "auth")
	ends := w.shown(t)["consent_expiration_time"]
	if ends != "2026-05-30T12:00:00Z" { // 90 days
		t.Fatalf("the consent ends at %v", ends)
	}
	w.Advance(90*day - time.Second)
	w.post(t, "/auth/get", own)
	w.Advance(time.Second)
	if e := w.refuses(t, "/auth/get", own, "ITEM_LOGIN_REQUIRED"); e.ErrorCodeReason.Or("") != "OAUTH_CONSENT_EXPIRED" {
		t.Errorf("the reason is %v", e.ErrorCodeReason)
	}
	token := w.post(t, "/link/token/create", `{"client_name":"c","language":"en","country_codes":["GB"],"user_id":"$USER","access_token":"$ACCESS"}`)["link_token"].(string)
	if result := w.FinishLink(token, toiletest.Script{}); result.Status != "SUCCESS" {
		t.Fatalf("update mode ended with %+v", result)
	}
	if ends := w.shown(t)["consent_expiration_time"]; ends != "2026-08-28T12:00:00Z" {
		t.Errorf("renewed, the consent ends at %v", ends)
	}
	w.post(t, "/auth/get", own)
}

// TestResetLogin breaks Items and repairs them.
func TestResetLogin(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.sandbox(t, "ins_109508", "auth")
	first := w
	w.sandbox(t, "ins_109511", "auth")
	broken := func(who world) bool { return who.shown(t)["error"] != nil }
	if reset := first.post(t, "/sandbox/item/reset_login", own); reset["reset_login"] != true || !broken(first) || broken(w) {
		t.Errorf("a reset of the first answered %v and left %t, %t", reset, broken(first), broken(w))
	}
	first.refuses(t, "/auth/get", own, "ITEM_LOGIN_REQUIRED")
	first.link(t, `"access_token":"$ACCESS"`, toiletest.Part{})
	if broken(first) {
		t.Error("update mode does not repair")
	}
	for _, test := range []struct {
		body          string
		first, second bool
	}{
		{`{"user_id":"$USER","item_ids":["$ITEM"]}`, false, true},
		{`{"user_id":"$USER","item_ids":[]}`, true, true},
		{`{"user_id":"$USER","item_ids":null}`, true, true},
		{`{"user_id":"$USER"}`, true, true},
	} {
		w.post(t, "/sandbox/user/reset_login", test.body)
		if broken(first) != test.first || broken(w) != test.second {
			t.Errorf("%s left %t, %t", test.body, broken(first), broken(w))
		}
		for _, each := range []world{first, w} {
			each.link(t, `"access_token":"$ACCESS"`, toiletest.Part{})
		}
	}
	w.refuses(t, "/sandbox/user/reset_login", `{"user_id":"$USER","item_ids":["$ITEM","nothing"]}`, "INVALID_FIELD")
	w.refuses(t, "/sandbox/user/reset_login", `{}`, "MISSING_FIELDS")
	if broken(first) || broken(w) {
		t.Error("a refused reset broke something")
	}
	w.link(t, `"products":["income_verification"],"income_verification":{"income_source_types":["payroll"],"payroll_income":{"flow_types":["payroll_document_income"]}}`, toiletest.Part{})
	w.refuses(t, "/sandbox/item/reset_login", own, "INVALID_FIELD")
	w.post(t, "/item/remove", own)
	w.refuses(t, "/sandbox/item/reset_login", own, "ITEM_NOT_FOUND")
}

// TestFirstUse adds a product to an Item by using it, if that succeeds.
func TestFirstUse(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.sandbox(t, "ins_109508", "transactions")
	if billed := words(w.shown(t)["billed_products"]); !slices.Equal(billed, []string{"transactions"}) {
		t.Errorf("a new Item is billed for %v", billed)
	}
	w.post(t, "/accounts/get", own)
	w.post(t, "/accounts/balance/get", own)
	w.refuses(t, "/auth/get", `{"access_token":"$ACCESS","options":{"account_ids":["`+strings.Repeat("x", 37)+`"]}}`, "INVALID_ACCOUNT_ID")
	if billed := words(w.shown(t)["billed_products"]); len(billed) != 1 {
		t.Errorf("after a refusal the Item is billed for %v", billed)
	}
	answered := w.post(t, "/auth/get", own)["item"].(map[string]any)
	shown := w.shown(t)
	for _, item := range []map[string]any{answered, shown} {
		if billed := words(item["billed_products"]); !slices.Equal(billed, []string{"transactions", "auth"}) || slices.Contains(words(item["available_products"]), "auth") {
			t.Errorf("after its use of auth the Item is billed for %v", billed)
		}
		if item["auth_method"] != "INSTANT_AUTH" {
			t.Errorf("the numbers came in by %v", item["auth_method"])
		}
	}
}

// TestConsent holds Items to what their people agreed to in Link.
func TestConsent(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.link(t, `"products":["transactions"],"optional_products":["auth"],"required_if_supported_products":["liabilities"],"additional_consented_products":["investments"]`, toiletest.Part{})
	item := w.shown(t)
	for key, want := range map[string][]string{
		"products":              {"transactions", "liabilities", "auth"},
		"billed_products":       {"transactions", "liabilities"},
		"consented_products":    {"auth", "balance", "investments", "liabilities", "processor_payments", "recurring_transactions", "transactions", "transactions_refresh"},
		"consented_data_scopes": {"account_balance_info", "account_routing_number", "transactions", "credit_loan_info", "investments"},
	} {
		if got := words(item[key]); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", key, got, want)
		}
	}
	if len(words(item["consented_use_cases"])) == 0 {
		t.Error("the data are for nothing")
	}
	w.refuses(t, "/identity/get", own, "ADDITIONAL_CONSENT_REQUIRED")
	w.post(t, "/auth/get", own)
	// In update mode the person agrees to more.
	w.link(t, `"access_token":"$ACCESS","additional_consented_products":["identity"]`, toiletest.Part{})
	if products := words(w.shown(t)["products"]); slices.Contains(products, "identity") {
		t.Errorf("consent alone adds a product: %v", products)
	}
	w.post(t, "/identity/get", own)
	if billed := words(w.shown(t)["billed_products"]); !slices.Contains(billed, "identity") || !slices.Contains(billed, "auth") {
		t.Errorf("after their use the Item is billed for %v", billed)
	}
	w.sandbox(t, "ins_109510", "auth")
	w.refuses(t, "/identity/get", own, "PRODUCTS_NOT_SUPPORTED")
}

// TestItemImport makes an Item out of a name and a password.
func TestItemImport(t *testing.T) {
	t.Parallel()
	w := still(t)
	made := w.post(t, "/item/import", `{"products":["identity","auth"],"user_auth":{"user_id":"user_good","auth_token":"pass_good"},"options":{"webhook":"https://receiver.example/hook"}}`)
	w.access = made["access_token"].(string)
	item := w.shown(t)
	if item["institution_id"] != "ins_109508" || item["webhook"] != "https://receiver.example/hook" || !slices.Equal(words(item["billed_products"]), []string{"identity", "auth"}) {
		t.Errorf("the imported Item is %v", item)
	}
	w.post(t, "/identity/get", own)
	for _, test := range []struct{ body, code string }{
		{`{"products":["auth"],"user_auth":{"user_id":"user_good","auth_token":"wrong"}}`, "INVALID_CREDENTIALS"},
		{`{"products":["auth"],"user_auth":{"user_id":"user_good"}}`, "MISSING_FIELDS"},
		{`{"products":[],"user_auth":{"user_id":"user_good","auth_token":"pass_good"}}`, "INVALID_FIELD"},
		{`{"products":["employment"],"user_auth":{"user_id":"user_good","auth_token":"pass_good"}}`, "INVALID_PRODUCT"},
		{`{"products":["auth"],"institution_id":"ins_0","user_auth":{"user_id":"user_good","auth_token":"pass_good"}}`, "INVALID_INSTITUTION"},
		{`{"products":["auth"],"user_auth":{"user_id":"user_good","auth_token":"pass_good"},"options":{"webhook":"nowhere at all"}}`, "INVALID_FIELD"},
	} {
		w.refuses(t, "/item/import", test.body, test.code)
	}
}
