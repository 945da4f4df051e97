package app_test

import (
	"encoding/json"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"toile/internal/pgtest"
	"toile/toiletest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

func TestLinkTokenRules(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, body := range []string{
		`{$LINK,"products":["auth"],"user":{"client_user_id":"x"}}`,
		`{$LINK,"products":["auth"],"user_id":"$USER"}`,
		`{$LINK,"products":["auth"],"user_id":"$LEGACY"}`,
		`{$LINK,"products":["auth"],"user":{"client_user_id":"x"},"user_token":"$LEGACY"}`,
		`{$LINK,"products":["income_verification"],"user_id":"$USER",$BANK}`,
		`{$LINK,"products":["income_verification","auth"],"user_id":"$USER",$BANK}`,
		`{$LINK,"products":["income_verification"],"user_id":"$USER","income_verification":{"income_source_types":["payroll"]}}`,
		`{$LINK,"products":["income_verification"],"user_id":"$USER","income_verification":{"income_source_types":["payroll"],"payroll_income":{"flow_types":["payroll_document_income"]}}}`,
		`{$LINK,"products":["employment"],"user_id":"$USER","employment":{"employment_source_types":["bank"],"bank_employment":{"days_requested":30}}}`,
		`{$LINK,"products":["auth"],"optional_products":["identity"],"required_if_supported_products":["liabilities"],"user_id":"$USER"}`,
		`{$LINK,"user":{"client_user_id":"x"},"access_token":"$ACCESS"}`,
		`{$LINK,"products":[],"user":{"client_user_id":"x"},"access_token":"$ACCESS"}`,
		`{$LINK,"products":["assets"],"user":{"client_user_id":"x"},"access_token":"$ACCESS"}`,
		`{$LINK,"user_id":"$USER","update":{"item_ids":["$ITEM"]}}`,
		`{$LINK,"products":["auth"],"user_id":"$USER","redirect_uri":"http://localhost:3000/oauth"}`,
		`{$LINK,"products":["auth"],"user_id":"$USER","institution_id":"ins_109511","enable_multi_item_link":true}`,
	} {
		made := w.post(t, "/link/token/create", body)
		if !strings.HasPrefix(made["link_token"].(string), "link-sandbox-") || made["expiration"] == nil {
			t.Errorf("%s made %v", body, made)
		}
	}
	for _, test := range []struct{ body, code, message string }{
		{`{$LINK,"products":["auth"]}`, "MISSING_FIELDS", "user"},
		{`{$LINK,"products":["auth"],"user_token":"$LEGACY"}`, "MISSING_FIELDS", "user"},
		{`{$LINK,"products":["auth"],"user_token":"$LEGACY","user_id":"$USER"}`, "INVALID_FIELD", "not both"},
		{`{$LINK,"user_id":"$USER"}`, "INVALID_FIELD", "products"},
		{`{$LINK,"products":[],"optional_products":["auth"],"user_id":"$USER"}`, "INVALID_FIELD", "products"},
		{`{$LINK,"products":["balance"],"user_id":"$USER"}`, "INVALID_PRODUCT", `["balance"]`},
		{`{$LINK,"products":["auth"],"optional_products":["auth"],"user_id":"$USER"}`, "INVALID_FIELD", "optional_products"},
		{`{$LINK,"products":["auth"],"optional_products":["identity"],"additional_consented_products":["identity"],"user_id":"$USER"}`, "INVALID_FIELD", "additional_consented_products"},
		{`{"client_name":"c","language":"tlh","country_codes":["US"],"products":["auth"],"user_id":"$USER"}`, "INVALID_FIELD", "language"},
		{`{"client_name":"c","language":"en","country_codes":[],"products":["auth"],"user_id":"$USER"}`, "INVALID_FIELD", "country_codes"},
		{`{"client_name":"c","language":"en","country_codes":["XX"],"products":["auth"],"user_id":"$USER"}`, "INVALID_FIELD", "country_codes[0]"},
		{`{"client_name":"","language":"en","country_codes":["US"],"products":["auth"],"user_id":"$USER"}`, "INVALID_FIELD", "client_name"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","webhook":"ftp://example.com"}`, "INVALID_FIELD", "webhook"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","webhook":"not a url"}`, "INVALID_FIELD", "webhook"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","redirect_uri":""}`, "INVALID_FIELD", "OAuth redirect URI must be configured in the developer dashboard"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","redirect_uri":"https://example.com/?a=b"}`, "INVALID_FIELD", "query"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","redirect_uri":"http://example.com/"}`, "INVALID_FIELD", "redirect_uri"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","institution_id":"ins_0"}`, "INVALID_INSTITUTION", ""},
		{`{$LINK,"products":["auth"],"user":{"client_user_id":"x"},"enable_multi_item_link":true}`, "INVALID_FIELD", "enable_multi_item_link"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","hosted_link":{"url_lifetime_seconds":0}}`, "INVALID_FIELD", "hosted_link.url_lifetime_seconds"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","hosted_link":{"url_lifetime_seconds":-1}}`, "INVALID_FIELD", "hosted_link.url_lifetime_seconds"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","hosted_link":{"url_lifetime_seconds":1814401}}`, "INVALID_FIELD", "21 days"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","hosted_link":{"url_lifetime_seconds":1.5}}`, "INVALID_FIELD", "url_lifetime_seconds"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","hosted_link":{"delivery_method":"pigeon"}}`, "INVALID_FIELD", "delivery_method"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","hosted_link":{"is_mobile_app":"yes"}}`, "INVALID_FIELD", "is_mobile_app"},
		{`{$LINK,"products":["auth"],"user_id":"$USER","hosted_link":{"completion_redirect":"https://a.example"}}`, "UNKNOWN_FIELDS", "completion_redirect"},
		{`{$LINK,"products":["income_verification"],"user_id":"$USER"}`, "MISSING_FIELDS", "income_verification"},
		{`{$LINK,"products":["income_verification"],"user":{"client_user_id":"x"},$BANK}`, "INVALID_FIELD", "/user/create"},
		{`{$LINK,"products":["income_verification"],"user_id":"$USER","income_verification":{"income_source_types":["bank","payroll"]}}`, "INVALID_FIELD", "exactly one"},
		{`{$LINK,"products":["income_verification"],"user_id":"$USER","income_verification":{"income_source_types":["bank"]}}`, "MISSING_FIELDS", "income_verification.bank_income"},
		{`{$LINK,"products":["income_verification"],"user_id":"$USER","income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":0}}}`, "INVALID_FIELD", "days_requested"},
		{`{$LINK,"products":["income_verification"],"user_id":"$USER","income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":732}}}`, "INVALID_FIELD", "days_requested"},
		{`{$LINK,"products":["income_verification","auth"],"user_id":"$USER","income_verification":{"income_source_types":["payroll"]}}`, "INVALID_FIELD", "payroll"},
		{`{$LINK,"products":["employment"],"user_id":"$USER"}`, "MISSING_FIELDS", "employment"},
		{`{$LINK,"user":{"client_user_id":"x"},"access_token":"access-sandbox-00000000-0000-4000-8000-000000000000"}`, "INVALID_ACCESS_TOKEN", ""},
		{`{$LINK,"products":["auth"],"user":{"client_user_id":"x"},"access_token":"$ACCESS"}`, "INVALID_FIELD", "update mode"},
		{`{$LINK,"user_id":"$USER","update":{"user":true}}`, "INVALID_FIELD", "no Item that needs an update"},
		{`{$LINK,"user_id":"$USER","update":{"item_ids":["nothing"]}}`, "INVALID_FIELD", "item_ids"},
		{`{$LINK,"user":{"client_user_id":"x"},"update":{"user":true}}`, "MISSING_FIELDS", "user_token"},
	} {
		e := refused(t, w.Client, "/link/token/create", w.fill(test.body))
		if e.ErrorCode != test.code || !strings.Contains(e.ErrorMessage, test.message) {
			t.Errorf("%s was refused with %v, want %s %q", test.body, e, test.code, test.message)
		}
	}
}

// TestAnotherClientSeesNothing checks that what belongs to one client looks to another as if
// it did not exist, to the letter.
func TestAnotherClientSeesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)["link_token"].(string)
	public := w.post(t, "/item/public_token/create", `{"access_token":"$ACCESS"}`)["public_token"].(string)
	const nobody = "00000000-0000-4000-8000-000000000000"
	for _, test := range []struct{ path, body, own, unknown string }{
		{"/user/get", `{"user_id":"%"}`, w.userID, "usr_00000000000000"},
		{"/user/update", `{"user_id":"%"}`, w.userID, "usr_00000000000000"},
		{"/user/remove", `{"user_token":"%"}`, w.legacy, "user-sandbox-" + nobody},
		{"/user/items/get", `{"user_id":"%"}`, w.userID, "usr_00000000000000"},
		{"/credit/sessions/get", `{"user_token":"%"}`, w.legacy, "user-sandbox-" + nobody},
		{"/credit/sessions/get", `{"user_id":"%"}`, w.userID, "usr_00000000000000"},
		{"/link/token/get", `{"link_token":"%"}`, link, "link-sandbox-" + nobody},
		{"/link/token/create", `{$LINK,"products":["auth"],"user_id":"%"}`, w.userID, "usr_00000000000000"},
		{"/link/token/create", `{$LINK,"user":{"client_user_id":"x"},"access_token":"%"}`, w.access, "access-sandbox-" + nobody},
		{"/item/public_token/exchange", `{"public_token":"%"}`, public, "public-sandbox-" + nobody},
		{"/item/public_token/create", `{"access_token":"%"}`, w.access, "access-sandbox-" + nobody},
		{"/item/get", `{"access_token":"%"}`, w.access, "access-sandbox-" + nobody},
		{"/item/remove", `{"access_token":"%"}`, w.access, "access-sandbox-" + nobody},
		{"/item/webhook/update", `{"access_token":"%","webhook":"http://localhost"}`, w.access, "access-sandbox-" + nobody},
		{"/item/access_token/invalidate", `{"access_token":"%"}`, w.access, "access-sandbox-" + nobody},
		{"/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["auth"],"user_token":"%"}`, w.legacy, "user-sandbox-" + nobody},
	} {
		own := refused(t, w.other, test.path, strings.Replace(w.fill(test.body), "%", test.own, 1))
		unknown := refused(t, w.other, test.path, strings.Replace(w.fill(test.body), "%", test.unknown, 1))
		own.RequestID, unknown.RequestID = nil, nil
		if got, want := string(own.AppendJSON(nil)), string(unknown.AppendJSON(nil)); got != want {
			t.Errorf("%s: another client's is told apart:\n%s\n%s", test.path, got, want)
		}
	}
	// And nothing was changed by trying.
	w.post(t, "/item/public_token/exchange", `{"public_token":"`+public+`"}`)
	w.post(t, "/item/get", `{"access_token":"$ACCESS"}`)
	w.post(t, "/user/get", `{"user_id":"$USER"}`)
	w.post(t, "/credit/sessions/get", `{"user_token":"$LEGACY"}`)
}

func TestUserGenerations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if again := w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true,"identity":{"name":{"given_name":"Ann","family_name":"Ash"}}}`); again["user_id"] != w.userID || again["user_token"] != nil {
		t.Errorf("the new generation's create is not idempotent: %v", again)
	}
	w.post(t, "/user/update", `{"user_id":"$USER","identity":{"emails":[{"data":"ann@example.com","primary":true}]}}`)
	identity := w.post(t, "/user/get", `{"user_id":"$USER"}`)["identity"].(map[string]any)
	if identity["name"].(map[string]any)["given_name"] != "Ann" || len(identity["emails"].([]any)) != 1 {
		t.Errorf("an update replaces what it does not name: %v", identity)
	}
	if upgraded := w.post(t, "/user/create", `{"client_user_id":"old","with_upgraded_user":true}`); upgraded["user_id"] != w.legacy {
		t.Errorf("a legacy user in the new generation: %v", upgraded)
	}
	for _, test := range []struct{ path, body, code string }{
		{"/user/create", `{"client_user_id":"old"}`, "INVALID_FIELD"},
		{"/user/create", `{"client_user_id":"new"}`, "INVALID_FIELD"},
		{"/user/create", `{"client_user_id":"x","identity":{"name":{"given_name":"A","family_name":"B"}}}`, "INVALID_FIELD"},
		{"/user/create", `{"client_user_id":"x","with_upgraded_user":true,"identity":{"emails":[{"data":"nobody","primary":true}]}}`, "INVALID_USER_IDENTITY_DATA"},
		{"/user/create", `{"client_user_id":"x","with_upgraded_user":true,"identity":{"phone_numbers":[{"data":"+15555555555","primary":true}]}}`, "INVALID_USER_IDENTITY_DATA"},
		{"/user/create", `{"client_user_id":"x","with_upgraded_user":true,"identity":{"name":{"given_name":" ","family_name":"B"}}}`, "INVALID_USER_IDENTITY_DATA"},
		{"/user/create", `{"client_user_id":"x","with_upgraded_user":true,"identity":{"date_of_birth":"31/01/1990"}}`, "INVALID_USER_IDENTITY_DATA"},
		{"/user/create", `{"client_user_id":"x","with_upgraded_user":true,"identity":{"addresses":[{"country":"US","city":"Ames","primary":true}]}}`, "INVALID_USER_IDENTITY_DATA"},
		{"/user/update", `{"user_token":"$LEGACY","identity":{"name":{"given_name":"A","family_name":"B"}}}`, "INVALID_FIELD"},
		{"/user/get", `{"user_id":"old"}`, "INVALID_USER_ID"},
	} {
		e := refused(t, w.Client, test.path, w.fill(test.body))
		if e.ErrorCode != test.code || (e.ErrorCode == "INVALID_USER_IDENTITY_DATA") != (e.HTTPStatus() == 403) {
			t.Errorf("%s was refused with %v (%d), want %s", test.body, e, e.HTTPStatus(), test.code)
		}
	}
	// Removed: the new one may come again as somebody else, the legacy one may not.
	w.post(t, "/user/remove", `{"user_id":"$USER"}`)
	w.post(t, "/user/remove", `{"user_token":"$LEGACY"}`)
	for _, test := range []struct{ path, body, code string }{
		{"/user/get", `{"user_id":"$USER"}`, "USER_NOT_FOUND"},
		{"/credit/sessions/get", `{"user_id":"$USER"}`, "USER_NOT_FOUND"},
		{"/credit/sessions/get", `{"user_token":"$LEGACY"}`, "INVALID_USER_TOKEN"},
		{"/item/get", `{"access_token":"$ACCESS"}`, "ITEM_NOT_FOUND"},
		{"/user/create", `{"client_user_id":"old"}`, "INVALID_FIELD"},
	} {
		if e := refused(t, w.Client, test.path, w.fill(test.body)); e.ErrorCode != test.code {
			t.Errorf("after removal %s was refused with %v, want %s", test.body, e, test.code)
		}
	}
	if again := w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`); again["user_id"] == w.userID {
		t.Error("a removed user came back")
	}
}

func TestARemovedUsersLinkTokenOpensNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)["link_token"].(string)
	w.post(t, "/user/remove", `{"user_id":"$USER"}`)
	if e := refused(t, w.Client, "/toile/link", `{"link_token":"`+link+`"}`); e.ErrorCode != "INVALID_LINK_TOKEN" {
		t.Error(e)
	}
}

// TestARefusedScriptLeavesNothing checks that what a script says wrong is not half done.
func TestARefusedScriptLeavesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)["link_token"].(string)
	before := len(w.post(t, "/credit/sessions/get", `{"user_id":"$USER"}`)["sessions"].([]any))
	for _, script := range []string{
		`"institution_id":"ins_0"`, `"accounts":["4711"]`, `"exit":{"at":"nowhere"}`, `"exit":{"error_code":"OOPS"}`, `"exit":{"status":"bored"}`,
		`"exit":{"at":"documents"}`, `"documents":[{"kind":"w2"}]`, `"items":[{}]`, `"abandon_at":"mfa"`, `"abandon_at":"x"`,
		`"income":"none"`, `"income_sources":["x"]`, `"employment":"fail"`, `"employers":["x"]`, `"flow":"documents"`, `"mfa":["1234"]`,
		`"exit":{"at":"mfa"},"abandon_at":"accounts"`, `"income":"maybe"`, `"employment":"none"`, `"items":[{"income":"x"}]`, `"password":"mfa_questions_1_2","mfa":["answer_0_0"]` + `,"accounts":[1]`,
	} {
		refused(t, w.Client, "/toile/link", `{"link_token":"`+link+`",`+script+`}`)
	}
	if got := w.post(t, "/link/token/get", `{"link_token":"`+link+`"}`); got["link_sessions"] != nil {
		t.Errorf("refused scripts left %v", got["link_sessions"])
	}
	if after := len(w.post(t, "/credit/sessions/get", `{"user_id":"$USER"}`)["sessions"].([]any)); after != before {
		t.Errorf("refused scripts left %d sessions", after-before)
	}
}

// TestTheTokensInstitutionIsTheOneThatIsLinked checks that a person whom the token leads to a
// bank that is down does not wander off to another.
func TestTheTokensInstitutionIsTheOneThatIsLinked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for institution, status := range map[string]string{"ins_109511": "SUCCESS", "ins_132361": "EXITED", "ins_43": "EXITED"} {
		link := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER","institution_id":"`+institution+`"}`)["link_token"].(string)
		if result := w.FinishLink(link, toiletest.Script{}); result.Status != status {
			t.Errorf("%s: %+v, want %s", institution, result, status)
		}
	}
}

// TestWrongPasswordsFirst checks that what is tried before the login comes before it.
func TestWrongPasswordsFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	link := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)["link_token"].(string)
	result := w.FinishLink(link, toiletest.Script{Part: toiletest.Part{Before: []toiletest.Credentials{{Password: "wrong"}, {Password: "worse"}}}})
	sessions := w.post(t, "/credit/sessions/get", `{"user_id":"$USER"}`)["sessions"].([]any)
	if errs, _ := sessions[0].(map[string]any)["errors"].([]any); result.Status != "SUCCESS" || len(errs) != 2 {
		t.Errorf("%+v with %v", result, sessions[0])
	}
}

// TestTheClockMovesOnce moves the clock beside transactions that fail, whose neighbours are
// run again.
func TestTheClockMovesOnce(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	w := world{Server: toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(start))}
	w.userID = w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`)["user_id"].(string)
	link := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)["link_token"].(string)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				w.Client.Do(t.Context(), "/toile/link", json.RawMessage(`{"link_token":"`+link+`","accounts":["nope"]}`))
			}
		})
	}
	for range 30 {
		w.Advance(time.Second)
	}
	wg.Wait()
	if now := w.post(t, "/toile/clock", `{}`)["now"]; now != "2026-03-01T09:00:30Z" {
		t.Errorf("thirty moves of a second each led to %v", now)
	}
}

// TestNewestFirst checks the order of sessions over several link tokens, also when the clock
// stands still.
func TestNewestFirst(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	w := world{Server: toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(start))}
	w.userID = w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`)["user_id"].(string)
	var want []any
	for i := range 12 {
		if i == 6 {
			w.Advance(time.Microsecond)
		}
		link := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)["link_token"].(string)
		for range 2 {
			want = append([]any{w.FinishLink(link, toiletest.Script{}).LinkSessionID}, want...)
		}
	}
	sessions := w.post(t, "/credit/sessions/get", `{"user_id":"$USER"}`)["sessions"].([]any)
	for i, session := range sessions {
		if got := session.(map[string]any)["link_session_id"]; got != want[i] {
			t.Fatalf("session %d is %v, want %v", i, got, want[i])
		}
	}
	if len(sessions) != len(want) {
		t.Errorf("%d sessions, want %d", len(sessions), len(want))
	}
}

// TestFixedInstitution holds that a script does not name another institution than the token has.
func TestFixedInstitution(t *testing.T) {
	t.Parallel()
	w := still(t)
	for _, test := range []struct{ words, code string }{
		{`"institution_id":"ins_109509"`, "INVALID_FIELD"}, {`"institution_id":"ins_nope"`, "INVALID_FIELD"}, {`"search":"foo"`, "INVALID_FIELD"},
		{`"institution_id":"ins_109508"`, ""},
	} {
		token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER","products":["auth"],"institution_id":"ins_109508"}`)["link_token"].(string)
		script := `{"link_token":"` + token + `",` + test.words + `}`
		if test.code != "" {
			w.refuses(t, "/toile/link", script, test.code)
		} else if got := w.post(t, "/toile/link", script)["status"]; got != "SUCCESS" {
			t.Errorf("%s: Link ended with %v", test.words, got)
		}
	}
}
