package app_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// lastWebhook is what the world's Item shows of the webhook that was sent last.
func (w world) lastWebhook(t *testing.T) any {
	t.Helper()
	return w.post(t, "/item/get", `{"access_token":"$ACCESS"}`)["status"].(map[string]any)["last_webhook"]
}

// updated runs update mode.
func (w *world) updated(t *testing.T, more string) {
	t.Helper()
	w.link(t, `"access_token":"$ACCESS"`+more, toiletest.Part{})
}

// itemError is the error that a webhook says an Item is in.
func itemError(t *testing.T, told toiletest.Webhook) (code, reason string) {
	t.Helper()
	failure, ok := told.Fields["error"].(map[string]any)
	if !ok || failure["error_type"] != "ITEM_ERROR" || failure["status"] != 400.0 || failure["error_message"] == "" {
		t.Fatalf("the webhook is %s", told.Body)
	}
	reason, _ = failure["error_code_reason"].(string)
	return failure["error_code"].(string), reason
}

// TestItemErrors breaks an Item in each way there is: its webhook says so, once, and again when it is broken anew.
func TestItemErrors(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.hooked(t, "ins_117650", "auth")
	w.post(t, "/sandbox/item/reset_login", `{"access_token":"$ACCESS"}`)
	told := hooks.Next("ITEM", "ERROR")
	if code, reason := itemError(t, told); code != "ITEM_LOGIN_REQUIRED" || reason != "" || told.Fields["item_id"] != w.item || told.Fields["user_id"] != w.userID {
		t.Errorf("told %s", told.Body)
	}
	if diff := cmp.Diff(map[string]any{"sent_at": "2026-03-01T12:00:00Z", "code_sent": "ERROR"}, w.lastWebhook(t)); diff != "" {
		t.Errorf("the Item shows (-want +got)\n%s", diff)
	}
	w.post(t, "/sandbox/user/reset_login", `{"user_id":"$USER"}`)
	itemError(t, hooks.Next("ITEM", "ERROR"))
	w.Advance(31 * day) // of a broken Item nothing is told
	w.updated(t, "")
	w.Advance(30*day - time.Second)
	if waiting := hooks.Waiting(); len(waiting) > 0 {
		t.Errorf("before the login runs out there came %v", waiting)
	}
	w.Advance(time.Second)
	if code, reason := itemError(t, hooks.Next("ITEM", "ERROR")); code != "ITEM_LOGIN_REQUIRED" || reason != "" {
		t.Errorf("after thirty days: %s, %s", code, reason)
	}
	if diff := cmp.Diff(map[string]any{"sent_at": "2026-05-01T12:00:00Z", "code_sent": "ERROR"}, w.lastWebhook(t)); diff != "" {
		t.Errorf("the Item shows (-want +got)\n%s", diff)
	}
	w.updated(t, "") // and the consent of 90 days begins again
	w.Advance(365 * day)
	itemError(t, hooks.Next("ITEM", "ERROR"))
	if got := hooks.Next("ITEM", "PENDING_EXPIRATION").Fields["consent_expiration_time"]; got != "2026-07-30T12:00:00Z" {
		t.Errorf("the consent ends at %v", got)
	}
	if waiting := hooks.Waiting(); len(waiting) > 0 {
		t.Errorf("there came, too, %v", waiting)
	}
}

// TestConsentEnds lets consents end where Items are in Europe and in America.
func TestConsentEnds(t *testing.T) {
	t.Parallel()
	for institution, test := range map[string]struct {
		days   int
		code   string
		fields map[string]any
	}{
		"ins_117650": {90, "PENDING_EXPIRATION", map[string]any{"consent_expiration_time": "2026-05-30T12:00:00Z"}},
		"ins_902001": {180, "PENDING_EXPIRATION", map[string]any{"consent_expiration_time": "2026-08-28T12:00:00Z"}},
		"ins_10":     {365, "PENDING_DISCONNECT", map[string]any{"disconnect_time": "2027-03-01T12:00:00Z", "reason": "INSTITUTION_TOKEN_EXPIRATION"}},
	} {
		t.Run(institution, func(t *testing.T) {
			t.Parallel()
			w := still(t, toiletest.LoginDays(0))
			hooks := w.hooked(t, institution, "balance")
			w.Advance(time.Duration(test.days-7)*day - time.Second)
			if waiting := hooks.Waiting(); len(waiting) > 0 {
				t.Errorf("too early there came %v", waiting)
			}
			w.Advance(time.Second)
			got := w.fields(t, hooks.Next("ITEM", test.code))
			want := map[string]any{"user_id": w.userID}
			maps.Copy(want, test.fields)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			w.Advance(7 * day)
			if code, reason := itemError(t, hooks.Next("ITEM", "ERROR")); code != "ITEM_LOGIN_REQUIRED" || reason != "OAUTH_CONSENT_EXPIRED" {
				t.Errorf("at the end: %s, %s", code, reason)
			}
			w.Advance(1000 * day)
			if waiting := hooks.Waiting(); len(waiting) > 0 {
				t.Errorf("there came, too, %v", waiting)
			}
		})
	}
}

// TestWebhookUpdate sets, changes and clears where the webhooks of an Item go: each goes where they go then.
func TestWebhookUpdate(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.sandbox(t, "ins_109508", "auth")
	if last := w.lastWebhook(t); last != nil {
		t.Errorf("a fresh Item shows %v", last)
	}
	set := func(address string) {
		t.Helper()
		w.post(t, "/item/webhook/update", `{"access_token":"$ACCESS","webhook":`+address+`}`)
	}
	first, second := w.Receiver(), w.Receiver()
	w.Advance(40 * day) // the login has run out long ago: nobody is told later
	for _, r := range []*toiletest.Receiver{first, second, second} {
		set(`"` + r.URL + `"`)
		told := r.Next("ITEM", "WEBHOOK_UPDATE_ACKNOWLEDGED")
		if diff := cmp.Diff(map[string]any{"new_webhook_url": r.URL, "error": nil}, w.fields(t, told)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	}
	if diff := cmp.Diff(map[string]any{"sent_at": "2026-04-10T12:00:00Z", "code_sent": "WEBHOOK_UPDATE_ACKNOWLEDGED"}, w.lastWebhook(t)); diff != "" {
		t.Errorf("the Item shows (-want +got)\n%s", diff)
	}
	w.updated(t, "")
	w.Advance(10 * day)
	set("null")
	w.Advance(30 * day) // the login runs out, and nobody is told
	w.refuses(t, "/item/webhook/update", `{"access_token":"$ACCESS","webhook":"ftp://127.0.0.1/"}`, "INVALID_FIELD")
	set(`"` + first.URL + `"`)
	first.Next("ITEM", "WEBHOOK_UPDATE_ACKNOWLEDGED")
	w.updated(t, "")
	w.Advance(20 * day)
	set(`"` + second.URL + `"`)
	second.Next("ITEM", "WEBHOOK_UPDATE_ACKNOWLEDGED")
	w.Advance(10 * day)
	second.Next("ITEM", "ERROR")
	w.updated(t, "")
	w.post(t, "/item/remove", `{"access_token":"$ACCESS"}`)
	w.Advance(365 * day)
	if waiting := slices.Concat(first.Waiting(), second.Waiting()); len(waiting) > 0 {
		t.Errorf("there came, too, %v", waiting)
	}
}

// TestMovedItem moves an Item to another user: its webhooks name that one.
func TestMovedItem(t *testing.T) {
	t.Parallel()
	w := still(t)
	hooks := w.hooked(t, "ins_109508", "auth")
	other := w.post(t, "/user/create", `{"client_user_id":"other","with_upgraded_user":true}`)["user_id"].(string)
	w.post(t, "/user/items/associate", `{"user_id":"`+other+`","item_ids":["$ITEM"]}`)
	w.Advance(30 * day)
	if told := hooks.Next("ITEM", "ERROR"); told.Fields["user_id"] != other {
		t.Errorf("told %s", told.Body)
	}
}

// TestNewAccounts logs in again as a custom user who has more accounts than before: the Item's webhook says so, unless the
// person was asked to choose among them.
func TestNewAccounts(t *testing.T) {
	t.Parallel()
	const checking, savings = `{"subtype":"checking"}`, `{"subtype":"savings"}`
	for name, test := range map[string]struct {
		before, after, update string
		told                  bool
	}{
		"more":            {checking, checking + "," + savings, "", true},
		"more, and asked": {checking, checking + "," + savings, `,"update":{"account_selection_enabled":true}`, false},
		"fewer":           {checking + "," + savings, checking, "", false},
		"the same":        {checking, " " + checking, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := still(t)
			hooks := w.Receiver()
			w.SaveCustomUser("ann", `{"override_accounts":[`+test.before+`]}`)
			w.link(t, `"products":["auth"],"webhook":"`+hooks.URL+`"`, toiletest.Part{Username: "ann", Password: "x"})
			w.SaveCustomUser("ann", `{"override_accounts":[`+test.after+`]}`)
			w.Advance(day)
			if waiting := hooks.Waiting(); len(waiting) > 0 {
				t.Errorf("before a login there came %v", waiting)
			}
			w.link(t, `"access_token":"$ACCESS"`+test.update, toiletest.Part{Username: "ann", Password: "x"})
			if test.told {
				if diff := cmp.Diff(map[string]any{"user_id": w.userID, "error": nil}, w.fields(t, hooks.Next("ITEM", "NEW_ACCOUNTS_AVAILABLE"))); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			}
			w.post(t, "/sandbox/item/reset_login", `{"access_token":"$ACCESS"}`)
			hooks.Next("ITEM", "ERROR") // comes after what came before
			if waiting := hooks.Waiting(); len(waiting) > 0 {
				t.Errorf("there came, too, %v", waiting)
			}
		})
	}
}

// TestTenYears moves the clock by ten years over Items that are watched.
func TestTenYears(t *testing.T) {
	t.Parallel()
	const many = 40
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon))
	hooks := srv.Receiver()
	for n := range many {
		institution := []string{"ins_117650", "ins_109508"}[n%2]
		if _, err := srv.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{
			InstitutionID: institution, InitialProducts: []toile.Products{toile.ProductsTransactions},
			Options: &toile.SandboxPublicTokenCreateRequestOptions{Webhook: &hooks.URL},
		}); err != nil {
			t.Fatal(err)
		}
	}
	begun := time.Now()
	srv.Advance(3650 * day)
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("it took %s", took)
	} else {
		t.Logf("it took %s", took)
	}
	seen := map[any]int{}
	for range many {
		seen[hooks.Next("ITEM", "ERROR").Fields["item_id"]]++
	}
	for range many / 2 {
		hooks.Next("ITEM", "PENDING_EXPIRATION")
	}
	for itemID, times := range seen {
		if times != 1 {
			t.Errorf("of %v it was told %d times", itemID, times)
		}
	}
}
