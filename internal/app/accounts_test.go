package app_test

import (
	"strings"
	"testing"
	"time"

	"toile/toiletest"
)

// accounts gives the accounts of an answer by their masks.
func accounts(answer map[string]any) map[string]map[string]any {
	byMask := map[string]map[string]any{}
	for _, account := range answer["accounts"].([]any) {
		account := account.(map[string]any)
		byMask[account["mask"].(string)] = account
	}
	return byMask
}

// TestAccountIDs asks each endpoint for some of the accounts.
func TestAccountIDs(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.sandbox(t, "ins_109508", "auth", "identity")
	all := accounts(w.post(t, "/accounts/get", own))
	if len(all) != 14 {
		t.Errorf("%d accounts", len(all))
	}
	checking, card := all["0000"]["account_id"].(string), all["3333"]["account_id"].(string)
	some := func(ids ...string) string {
		return `{"access_token":"$ACCESS","options":{"account_ids":["` + strings.Join(ids, `","`) + `"]}}`
	}
	for _, path := range []string{"/accounts/get", "/accounts/balance/get", "/auth/get", "/identity/get"} {
		got := accounts(w.post(t, path, some(checking, checking)))
		if len(got) != 1 || got["0000"] == nil {
			t.Errorf("%s: asked for one account, got %v", path, got)
		}
		w.refuses(t, path, some(strings.Repeat("x", 37)), "INVALID_ACCOUNT_ID")
		w.refuses(t, path, some(checking, strings.Repeat("x", 37)), "INVALID_ACCOUNT_ID")
		for _, malformed := range []string{"", "nothing", strings.Repeat("x", 36), strings.Repeat("-", 37), strings.Repeat("x", 5000)} {
			w.refuses(t, path, some(checking, malformed), "INVALID_FIELD")
		}
		w.refuses(t, path, `{"access_token":"$ACCESS","options":{"count":1}}`, "UNKNOWN_FIELDS")
	}
	w.refuses(t, "/auth/get", some(card), "NO_AUTH_ACCOUNTS")
	if both := accounts(w.post(t, "/auth/get", some(card, checking))); len(both) != 1 {
		t.Errorf("numbers of a card: %v", both)
	}
}

// TestNumbersAndOwners reads user_good's (facts link 5.5).
func TestNumbersAndOwners(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.sandbox(t, "ins_109508", "auth", "identity")
	auth := w.post(t, "/auth/get", own)
	numbers := auth["numbers"].(map[string]any)
	if ach := numbers["ach"].([]any); len(ach) != 3 || len(accounts(auth)) != 3 {
		t.Errorf("numbers of %d accounts: %v", len(ach), ach)
	}
	first := numbers["ach"].([]any)[0].(map[string]any)
	if first["account"] != "1111222233330000" || first["routing"] != "011401533" || first["wire_routing"] != "021000021" {
		t.Errorf("the checking account has %v", first)
	}
	for _, other := range []string{"eft", "international", "bacs"} {
		if list, ok := numbers[other].([]any); !ok || len(list) != 0 {
			t.Errorf("%s: %v", other, numbers[other])
		}
	}
	for mask, account := range accounts(w.post(t, "/identity/get", own)) {
		owner := account["owners"].([]any)[0].(map[string]any)
		if words(owner["names"])[0] != "Alberta Bobbeth Charleson" || len(owner["emails"].([]any)) != 3 || len(owner["addresses"].([]any)) != 2 {
			t.Errorf("%s belongs to %v", mask, owner)
		}
		want := "personal"
		if mask == "9999" {
			want = "business"
		}
		balances := account["balances"].(map[string]any)
		if account["holder_category"] != want || account["persistent_account_id"] != nil || balances["iso_currency_code"] != "USD" || balances["unofficial_currency_code"] != nil {
			t.Errorf("%s: %v", mask, account)
		}
	}
}

// TestSharedAccounts holds that what a person did not share is shown nowhere, and that accounts
// keep their ids when they share more.
func TestSharedAccounts(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.link(t, `"products":["auth","identity"]`, toiletest.Part{Accounts: []string{"1111", "3333"}})
	before := accounts(w.post(t, "/accounts/get", own))
	for _, path := range []string{"/accounts/get", "/accounts/balance/get", "/identity/get"} {
		if got := accounts(w.post(t, path, own)); len(got) != 2 || got["1111"] == nil || got["3333"] == nil {
			t.Errorf("%s shows %v", path, got)
		}
	}
	if got := accounts(w.post(t, "/auth/get", own)); len(got) != 1 || got["1111"] == nil {
		t.Errorf("/auth/get shows %v", got)
	}
	w.link(t, `"access_token":"$ACCESS","update":{"account_selection_enabled":true}`, toiletest.Part{Accounts: []string{"0000", "1111"}})
	after := accounts(w.post(t, "/accounts/get", own))
	if len(after) != 2 || after["1111"]["account_id"] != before["1111"]["account_id"] || after["0000"] == nil || after["0000"]["account_id"] == before["3333"]["account_id"] {
		t.Errorf("the Item had %v and has %v", before, after)
	}
	w.link(t, `"products":["auth"],"account_filters":{"credit":{"account_subtypes":["credit card"]}}`, toiletest.Part{})
	w.refuses(t, "/auth/get", own, "NO_AUTH_ACCOUNTS")
}

// TestDepositsVerify follows an account whose numbers are verified by deposits (facts link 5.4).
func TestDepositsVerify(t *testing.T) {
	t.Parallel()
	w := still(t)
	deposits := toiletest.Part{InstitutionID: "ins_109512", Password: "microdeposits_good", Accounts: []string{"0000"}}
	w.link(t, `"products":["auth"]`, deposits)
	w.refuses(t, "/auth/get", own, "PRODUCT_NOT_READY")
	status := func() any { return accounts(w.post(t, "/accounts/get", own))["0000"]["verification_status"] }
	if got := status(); got != "pending_automatic_verification" {
		t.Errorf("at first: %v", got)
	}
	w.Advance(day)
	if got := status(); got != "automatically_verified" {
		t.Errorf("after a day: %v", got)
	}
	account := accounts(w.post(t, "/auth/get", own))["0000"]
	if method := w.shown(t)["auth_method"]; method != "AUTOMATED_MICRODEPOSITS" || account["verification_name"] != "Alberta Bobbeth Charleson" {
		t.Errorf("%v of %v", method, account)
	}
	w.link(t, `"products":["auth"]`, toiletest.Part{InstitutionID: "ins_109512"})
	w.post(t, "/auth/get", own)
	if method := w.shown(t)["auth_method"]; method != "INSTANT_MATCH" {
		t.Errorf("without deposits: %v", method)
	}
}

// TestBalancesAreOfNow reads a balance before and after money moved.
func TestBalancesAreOfNow(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.sandbox(t, "ins_109508", "transactions")
	current := func(path string) any {
		return accounts(w.post(t, path, own))["0000"]["balances"].(map[string]any)["current"]
	}
	if got := current("/accounts/balance/get"); got != 110.0 {
		t.Errorf("when it is linked: %v", got)
	}
	w.Advance(20 * day)
	if cached, fresh := current("/accounts/get"), current("/accounts/balance/get"); fresh == 110.0 || cached != fresh {
		t.Errorf("after 20 days: %v, %v", cached, fresh)
	}
	w.post(t, "/accounts/balance/get", `{"access_token":"$ACCESS","options":{"min_last_updated_datetime":"2030-01-01T00:00:00Z"}}`)
	w.refuses(t, "/accounts/balance/get", `{"access_token":"$ACCESS","options":{"min_last_updated_datetime":"yesterday"}}`, "INVALID_FIELD")
	w.Advance(time.Hour)
}
