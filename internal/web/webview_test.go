package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"toile"
	"toile/toiletest"
)

// webviewKeys are the parameters of each address by which an app hears of Link in a webview (facts link 1.9).
var webviewKeys = map[string][]string{
	"connected": {"public_token", "institution_id", "institution_name", "accounts", "link_session_id", "transfer_status"},
	"exit": {
		"status", "error_type", "error_code", "error_message", "error_display_message", "display_message", "institution_id", "institution_name",
		"link_session_id", "request_id",
	},
	"event": {
		"event_name", "account_number_mask", "error_type", "error_code", "error_message", "exit_status", "institution_id", "institution_name",
		"institution_search_query", "is_update_mode", "match_reason", "mfa_type", "routing_number", "selection", "view_name", "timestamp", "link_session_id", "request_id",
	},
}

// read reads such an address, which must have each parameter once.
func read(t *testing.T, address, kind string) url.Values {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "plaidlink" || u.Host != kind {
		t.Fatalf("%q is no address of %s", address, kind)
	}
	values := u.Query()
	for _, key := range webviewKeys[kind] {
		if len(values[key]) != 1 {
			t.Errorf("%s has %q for %s", address, values[key], key)
		}
	}
	if len(values) != len(webviewKeys[kind]) {
		t.Errorf("%s has other parameters than %q", address, webviewKeys[kind])
	}
	return values
}

func inWebview(t *testing.T, srv *toiletest.Server, token string) *hostedPerson {
	t.Helper()
	return invited(t, srv, "/link/v2/stable/link.html?isWebview=true&token="+token)
}

// TestWebview tells the app of each event and of success by addresses.
func TestWebview(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	token := linkToken(t, srv, nil)
	p := inWebview(t, srv, token)
	if sources := p.sources("form-action"); !slices.Contains(sources, "plaidlink:") {
		t.Errorf("forms may lead to %q", sources)
	}
	p.linkBank()
	var addresses []string
	if err := json.Unmarshal([]byte(p.data("app-events")), &addresses); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, address := range addresses {
		names = append(names, read(t, address, "event").Get("event_name"))
	}
	if got := strings.Join(names, " "); !strings.HasPrefix(got, "OPEN TRANSITION_VIEW") || !strings.HasSuffix(got, "HANDOFF") {
		t.Errorf("the app hears %s", got)
	}
	connected := read(t, attr(p.find("#aut-button"), "href"), "connected")
	session := sessionsOf(t, srv, token)[0]
	var accounts []struct {
		ID   string `json:"_id"`
		Meta struct{ Name, Number string }
		Type string
	}
	if err := json.Unmarshal([]byte(connected.Get("accounts")), &accounts); err != nil {
		t.Fatal(err)
	}
	linked := session.Results.Value.ItemAddResults[0]
	if connected.Get("public_token") != linked.PublicToken || connected.Get("institution_id") != "ins_109508" || connected.Get("link_session_id") != session.LinkSessionID {
		t.Errorf("the app is told %v of %+v", connected, session)
	}
	if len(accounts) != 1 || accounts[0].ID != toile.OrZero(linked.Accounts[0].ID) || accounts[0].Meta.Name == "" || accounts[0].Meta.Number == "" || accounts[0].Type == "" {
		t.Errorf("the app is told of the accounts %+v", accounts)
	}
}

// TestWebviewLeft leads to the app whoever leaves, with where they were.
func TestWebviewLeft(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	p := inWebview(t, srv, linkToken(t, srv, nil))
	p.press("#aut-button")
	p.press("#aut-button")
	p.press("#aut-ins_109508")
	p.leave()
	exit := read(t, p.left, "exit")
	if exit.Get("status") != "requires_credentials" || exit.Get("institution_id") != "ins_109508" || exit.Get("error_code") != "" || exit.Get("request_id") == "" {
		t.Errorf("the app is told %v", exit)
	}
}

// TestWebviewRefused tells the app of a link token that opens nothing, and leaves the page without markup of a stranger's.
func TestWebviewRefused(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	p := inWebview(t, srv, url.QueryEscape(`link-sandbox-"><script>alert(1)</script>`))
	if strings.Contains(p.text, "<script>alert") {
		t.Error(p.text)
	}
	p.press("#aut-button")
	exit := read(t, p.left, "exit")
	if p.status != http.StatusSeeOther || exit.Get("error_code") != "INVALID_LINK_TOKEN" || exit.Get("error_type") != "INVALID_INPUT" {
		t.Errorf("%d: the app is told %v", p.status, exit)
	}
}
