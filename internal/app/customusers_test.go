package app_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"toile"
	"toile/toiletest"
)

const annConfig = `{"override_accounts":[{"starting_balance":12.34,"meta":{"name":"Ann's","mask":"77"},"transactions":[]}]}`

func (w world) accounts(t *testing.T, accessToken string) []toile.AccountBase {
	t.Helper()
	got, err := w.Client.AccountsGet(t.Context(), toile.AccountsGetRequest{AccessToken: accessToken})
	if err != nil {
		t.Fatal(err)
	}
	return got.Accounts
}

func isAnns(accounts []toile.AccountBase) bool {
	return len(accounts) == 1 && accounts[0].Name == "Ann's" && *accounts[0].Mask == "77" && *accounts[0].Balances.Current == 12.34
}

// TestCustomUsers logs in with a configuration and with the name of one that is kept, at Link and
// without it.
func TestCustomUsers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if got := w.accounts(t, w.linked(t, "user_custom", annConfig)); !isAnns(got) {
		t.Errorf("user_custom has %+v", got)
	}
	w.SaveCustomUser("ann", annConfig)
	early := w.linked(t, "ann", "anything")
	if got := w.accounts(t, early); !isAnns(got) {
		t.Errorf("ann has %+v", got)
	}
	made := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)
	result := w.FinishLink(made["link_token"].(string), toiletest.Script{Part: toiletest.Part{Username: "ann"}})
	if result.Status != "SUCCESS" || !isAnns(w.accounts(t, w.exchanged(t, result.PublicTokens[0]).access)) {
		t.Errorf("Link ended with %+v", result)
	}
	w.SaveCustomUser("ann", `{}`)
	if got := w.accounts(t, w.linked(t, "ann", "anything")); len(got) < 3 || isAnns(got) {
		t.Errorf("the new ann has %+v", got)
	}
	w.post(t, "/toile/custom_users/remove", `{"username":"ann"}`)
	if e := refused(t, w.Client, "/sandbox/public_token/create", sandboxAs("ann", "x")); e.ErrorCode != "INVALID_CREDENTIALS" {
		t.Errorf("a removed custom user: %v", e)
	}
	if got := w.accounts(t, early); !isAnns(got) {
		t.Errorf("what was linked changed to %+v", got)
	}
}

// TestCustomMistakes holds that a mistake in a configuration is told in the same words wherever it
// is met: at Link as an error of the session, on the credentials pane.
func TestCustomMistakes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct{ config, want string }{
		{`{"override_accounts":[{"transactions":[{},{},{"amount":"5"}]}]}`, "override_accounts[0].transactions[2].amount must be a number"},
		{`{"override_accounts":[{"type":"credit","meta":{"limit":-1}}]}`, "override_accounts[0].meta.limit must not be negative"},
		{"secret", "the password of user_custom must be a JSON object: line 1, column 1: invalid character 's' looking for beginning of value"},
		{`{"override_accounts":null,"force_error":"ITEM_LOCKED"}`, "the account is locked. prompt the user to visit the institution's site and unlock their account"},
		{`{"recaptcha":"bad"}`, "the provided captcha was not solved correctly"},
	} {
		if e := refused(t, w.Client, "/sandbox/public_token/create", sandboxAs("user_custom", test.config)); e.ErrorMessage != test.want || e.HTTPStatus() != 400 {
			t.Errorf("%s: refused with %v, want %s", test.config, e, test.want)
		}
		made := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)
		result := w.FinishLink(made["link_token"].(string), toiletest.Script{Part: toiletest.Part{Username: "user_custom", Password: test.config}})
		if result.Status != "EXITED" || result.Error == nil || result.Error.ErrorMessage != test.want || result.Error.DocumentationURL == nil {
			t.Errorf("%s: Link ended with %+v, %v", test.config, result, result.Error)
		}
		// The person is still at the credentials and can mend them.
		made = w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)
		result = w.FinishLink(made["link_token"].(string), toiletest.Script{Part: toiletest.Part{Username: "user_custom", Password: annConfig,
			Before: []toiletest.Credentials{{Password: `{"seed":7}`}}}})
		if result.Status != "SUCCESS" {
			t.Errorf("%s: mended, Link ended with %+v", test.config, result)
		}
	}
	long := `{"seed":"` + strings.Repeat("a", 128<<10) + `"}`
	if e := refused(t, w.Client, "/sandbox/public_token/create", sandboxAs("user_custom", long)); e.ErrorMessage != "options.override_password must be at most 131072 bytes" {
		t.Errorf("a long password was refused with %v", e)
	}
}

// TestCustomChallenge answers the questions of a configuration.
func TestCustomChallenge(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const config = `{"mfa":{"type":"selections","selection_rounds":2},"seed":"x"}`
	for _, test := range []struct {
		answers []string
		status  string
	}{
		{[]string{"answer_0_0_0", "answer_0_1_0", "answer_1_0_0", "answer_1_1_0"}, "SUCCESS"},
		{[]string{"answer_0_0_0", "answer_0_1_1"}, "EXITED"},
	} {
		made := w.post(t, "/link/token/create", `{$LINK,"products":["auth"],"user_id":"$USER"}`)
		result := w.FinishLink(made["link_token"].(string), toiletest.Script{Part: toiletest.Part{Username: "user_custom", Password: config, MFA: test.answers}})
		if result.Status != test.status {
			t.Errorf("%q: Link ended with %+v", test.answers, result)
		}
	}
	if e := refused(t, w.Client, "/sandbox/public_token/create", sandboxAs("user_custom", config)); e.ErrorCode != "INVALID_MFA" {
		t.Errorf("without Link: %v", e)
	}
}

// TestKeptCustomUsers saves, lists, reads and removes custom users, of each client its own.
func TestKeptCustomUsers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct{ path, body, code, want string }{
		{"save", `{"config":{}}`, "MISSING_FIELDS", "username"},
		{"save", `{"username":"ann"}`, "MISSING_FIELDS", "config"},
		{"save", `{"username":"user_good","config":{}}`, "INVALID_FIELD", "username: user_good is a user of the sandbox itself"},
		{"save", `{"username":"user_prism_3","config":{}}`, "INVALID_FIELD", "username: user_prism_3 is a user of the sandbox itself"},
		{"save", `{"username":" ann","config":{}}`, "INVALID_FIELD", "username must be at most"},
		{"save", `{"username":"a\nb","config":{}}`, "INVALID_FIELD", "username must be at most"},
		{"save", `{"username":"` + strings.Repeat("a", 129) + `","config":{}}`, "INVALID_FIELD", "username must be at most"},
		{"save", `{"username":"ann","config":[]}`, "INVALID_FIELD", "config must be a JSON object: it is an array"},
		{"save", `{"username":"ann","config":"{\"seed\":}"}`, "INVALID_FIELD", "config must be a JSON object: line 1, column 9: invalid character '}'"},
		{"save", `{"username":"ann","config":{"override_accounts":[{"currency":"$"}]}}`, "INVALID_FIELD", "override_accounts[0].currency must be a currency code"},
		{"save", `{"username":"ann","config":{"seed":"` + strings.Repeat("a", 128<<10) + `"}}`, "INVALID_FIELD", "config must be at most 131072 bytes of JSON"},
		{"save", `{"username":"ann","config":{},"client_id":"a/b"}`, "INVALID_FIELD", "client_id must be"},
		{"get", `{"username":"nobody"}`, "INVALID_FIELD", "keeps no custom user of that name"},
		{"remove", `{"username":"nobody"}`, "INVALID_FIELD", "keeps no custom user of that name"},
		{"list", `{"user":"nobody"}`, "UNKNOWN_FIELDS", "user"},
	} {
		if e := refused(t, w.Client, "/toile/custom_users/"+test.path, test.body); e.ErrorCode != test.code || !strings.Contains(e.ErrorMessage, test.want) {
			t.Errorf("%s %.80s was refused with %v, want %s %s", test.path, test.body, e, test.code, test.want)
		}
	}
	w.post(t, "/toile/custom_users/save", `{"username":"bob","config":{"seed":"b"}}`)
	w.post(t, "/toile/custom_users/save", `{"username":"ann","config":"{\"seed\": \"a\"}"}`)
	if got := w.post(t, "/toile/custom_users/get", `{"username":"ann"}`)["config"]; got != `{"seed": "a"}` {
		t.Errorf("ann is %v", got)
	}
	if got := w.post(t, "/toile/custom_users/get", `{"username":"bob"}`)["config"]; got != `{"seed":"b"}` {
		t.Errorf("bob is %v", got)
	}
	names := func(answer map[string]any) (names []string) {
		for _, name := range answer["usernames"].([]any) {
			names = append(names, name.(string))
		}
		return names
	}
	if got := names(w.post(t, "/toile/custom_users/list", `{}`)); !slices.Equal(got, []string{"ann", "bob"}) {
		t.Errorf("the users are %q", got)
	}
	if e := refused(t, w.other, "/toile/custom_users/get", `{"username":"ann"}`); e.ErrorCode != "INVALID_FIELD" {
		t.Errorf("another client's user: %v", e)
	}
	if e := refused(t, w.other, "/sandbox/public_token/create", sandboxAs("ann", "x")); e.ErrorCode != "INVALID_CREDENTIALS" {
		t.Errorf("another client's user logs in: %v", e)
	}
	if got := names(w.post(t, "/toile/custom_users/remove", `{"username":"ann"}`)); !slices.Equal(got, []string{"bob"}) {
		t.Errorf("the users are %q", got)
	}
}

// TestMostCustomUsers saves from many sides as many custom users as a client may keep, and more: it
// keeps that many.
func TestMostCustomUsers(t *testing.T) {
	t.Parallel()
	const most, sides, more = 1000, 8, 5
	w := newWorld(t)
	var kept atomic.Int32
	var wg sync.WaitGroup
	for side := range sides {
		wg.Go(func() {
			for n := range most/sides + more {
				body := fmt.Sprintf(`{"username":"user %d of side %d","config":{}}`, n, side)
				_, err := w.Client.Do(t.Context(), "/toile/custom_users/save", json.RawMessage(body))
				if err == nil {
					kept.Add(1)
				} else if !strings.Contains(err.Error(), "at most 1000 custom users") {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if names := w.post(t, "/toile/custom_users/list", `{}`)["usernames"].([]any); len(names) != most || kept.Load() != most {
		t.Errorf("%d are kept, %d were taken", len(names), kept.Load())
	}
	w.post(t, "/toile/custom_users/save", `{"username":"`+w.post(t, "/toile/custom_users/list", `{}`)["usernames"].([]any)[0].(string)+`","config":{}}`)
}
