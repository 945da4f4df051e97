package sdktest

import (
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// script is a run of calls. In a body $a.b stands for a member of an answer before, by the step's name.
var script = []struct{ name, path, body string }{
	{"legacy", "/user/create", `{"client_user_id":"ann"}`},
	{"upgraded", "/user/create", `{"client_user_id":"bob","with_upgraded_user":true,"identity":{"name":{"given_name":"Bob","family_name":"Stone"}}}`},
	{"bob", "/user/get", `{"user_id":"$upgraded.user_id"}`},
	{"refused", "/user/create", `{"client_user_id":"ann"}`},
	{"token", "/link/token/create", `{"client_name":"x","language":"en","country_codes":["US"],"user":{"client_user_id":"ann"},"user_token":"$legacy.user_token",
		"products":["income_verification"],"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":90}}}`},
	{"linked", "/toile/link", `{"link_token":"$token.link_token","username":"user_bank_income"}`},
	{"left", "/toile/link", `{"link_token":"$token.link_token","exit":{"at":"credentials","error_code":"ITEM_LOCKED"}}`},
	{"sandbox", "/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["auth"],"user_id":"$upgraded.user_id"}`},
	{"access", "/item/public_token/exchange", `{"public_token":"$sandbox.public_token"}`},
	{"item", "/item/get", `{"access_token":"$access.access_token"}`},
	{"more", "/item/public_token/create", `{"access_token":"$access.access_token"}`},
	{"renewed", "/item/access_token/invalidate", `{"access_token":"$access.access_token"}`},
	{"clock", "/toile/clock", `{"advance_seconds":3600}`},
	{"late", "/toile/link", `{"link_token":"$token.link_token"}`},
	{"sessions", "/credit/sessions/get", `{"user_token":"$legacy.user_token"}`},
	{"others", "/credit/sessions/get", `{"user_id":"$upgraded.user_id"}`},
	{"shown", "/link/token/get", `{"link_token":"$token.link_token"}`},
	{"unknown", "/no/such/route", `{}`},
}

// perform runs the script on a server of its own and gives each answer with its headers' request_id.
func perform(t *testing.T, flags ...string) []string {
	t.Helper()
	flags = append(flags, "--database", filepath.Join(t.TempDir(), "toile.db"), "--client-id", us.clientID, "--secret", us.secret)
	c := ask(t, startFor(t, flags...), us)
	said := map[string]object{}
	var answers []string
	for _, call := range script {
		body := call.body
		for name, answer := range said {
			for key, value := range answer {
				if text, is := value.(string); is {
					body = strings.ReplaceAll(body, "$"+name+"."+key, text)
				}
			}
		}
		r, err := http.NewRequestWithContext(malformed(c.ctx), http.MethodPost, c.url+call.path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("PLAID-CLIENT-ID", us.clientID)
		r.Header.Set("PLAID-SECRET", us.secret)
		resp, err := c.http.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		answer := object{}
		if err := json.Unmarshal(text, &answer); err != nil {
			t.Fatal(err)
		}
		said[call.name] = answer
		answers = append(answers, call.name+" "+resp.Status+" "+resp.Header.Get("Plaid-Request-ID")+"\n"+string(text))
	}
	return answers
}

// TestRepeatable gets the same bytes from the same seed, time and calls, and others from another seed.
func TestRepeatable(t *testing.T) {
	t.Parallel()
	const now = "2026-05-04T12:00:00Z"
	first := perform(t, "--seed", "apple", "--now", now)
	second := perform(t, "--seed", "apple", "--now", now)
	other := perform(t, "--seed", "pear", "--now", now)
	for i, call := range script {
		want := call.name != "refused" && call.name != "unknown"
		if status := strings.Contains(first[i], call.name+" 20"); status != want {
			t.Errorf("unexpected: %s", first[i])
		}
		if first[i] != second[i] {
			t.Errorf("the second run differs:\n%s\n%s", first[i], second[i])
		}
		if first[i] == other[i] {
			t.Errorf("another seed makes no difference: %s", first[i])
		}
	}
	unseeded := perform(t, "--now", now)
	if again := perform(t, "--now", now); unseeded[0] == again[0] {
		t.Errorf("two servers without a seed make the same user: %s", unseeded[0])
	}
}

// TestHealthChecks must not change what a seeded server answers: how often somebody looks is chance.
func TestHealthChecks(t *testing.T) {
	t.Parallel()
	var ids [2]any
	for i := range ids {
		s := startFor(t, "--database", ":memory:", "--seed", "apple", "--client-id", us.clientID, "--secret", us.secret)
		for range i * 3 {
			if err := s.ready(); err != nil {
				t.Fatal(err)
			}
		}
		c := ask(t, s, us)
		_, answer := c.post(c.ctx, "/user/get", "application/json", `{"user_id":"`+unknownUserID+`"}`, us)
		ids[i] = answer["request_id"]
	}
	if ids[0] != ids[1] {
		t.Errorf("after three more looks at /readyz the request_id is %s, not %s", ids[1], ids[0])
	}
}
