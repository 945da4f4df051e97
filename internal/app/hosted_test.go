package app_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"toile/internal/id"
	"toile/toiletest"
)

// TestHostedLinkURL makes link tokens that are opened by an address, and checks how long each lives.
func TestHostedLinkURL(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.sandbox(t, "ins_109508", "auth")
	const products, update = `"products":["auth"]`, `"access_token":"$ACCESS"`
	shape := regexp.MustCompile(`^` + regexp.QuoteMeta(w.URL) + `/hl/[0-9a-z]{34}$`)
	for _, test := range []struct {
		kind, hosted string
		life         time.Duration
	}{
		{products, `{}`, 30 * time.Minute},
		{products, `{"delivery_method":"sms"}`, 24 * time.Hour},
		{products, `{"delivery_method":"email"}`, 7 * 24 * time.Hour},
		{products, `{"delivery_method":"email","url_lifetime_seconds":1}`, time.Second},
		{products, `{"url_lifetime_seconds":1814400,"is_mobile_app":true,"completion_redirect_uri":"myapp://done"}`, 21 * 24 * time.Hour},
		{update, `{}`, 30 * time.Minute},
		{update, `{"delivery_method":"email"}`, 30 * time.Minute},
		{update, `{"url_lifetime_seconds":60}`, time.Minute},
	} {
		made := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER",`+test.kind+`,"hosted_link":`+test.hosted+`}`)
		address, token := made["hosted_link_url"].(string), made["link_token"].(string)
		if !shape.MatchString(address) {
			t.Errorf("%s is opened at %q", test.hosted, address)
		}
		if back, ok := id.Unhosted(address[len(w.URL+"/hl/"):]); !ok || back != token {
			t.Errorf("%s opens %q, not %s", address, back, token)
		}
		if want := noon.Add(test.life).Format(time.RFC3339); made["expiration"] != want {
			t.Errorf("%s %s ends at %v, want %s", test.kind, test.hosted, made["expiration"], want)
		}
		if _, echoed := w.post(t, "/link/token/get", `{"link_token":"`+token+`"}`)["metadata"].(map[string]any)["hosted_link"]; echoed {
			t.Error("/link/token/get echoes hosted_link, which its schema does not have")
		}
	}
	if made := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER",`+products+`}`); made["hosted_link_url"] != nil {
		t.Errorf("a link token without hosted_link is opened at %v", made["hosted_link_url"])
	}
}

// TestCompletionRedirect takes addresses of the web and of apps, and none that a browser would run.
func TestCompletionRedirect(t *testing.T) {
	t.Parallel()
	w := still(t)
	body := func(address string) string {
		encoded, err := json.Marshal(address)
		if err != nil {
			t.Fatal(err)
		}
		return w.fill(`{$LINK,"user_id":"$USER","products":["auth"],"hosted_link":{"completion_redirect_uri":` + string(encoded) + `}}`)
	}
	for _, address := range []string{
		"https://example.com/done?a=b#c", "http://127.0.0.1:3000", "HTTPS://example.com", "http://[::1]:3000/", "http://localhost:3000/done",
		"myapp://", "my.app+x-1://done?x", "com.example.app:/done", "intent://done#Intent;scheme=myapp;end", "https://example.com/%3Cscript%3E",
	} {
		w.post(t, "/link/token/create", body(address))
	}
	for _, address := range []string{
		"", "/done", "//example.com/done", "example.com", "://x", "myapp:", "1app://done",
		"javascript:alert(1)", "JavaScript:alert(1)", "java\nscript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
		"blob:https://example.com/1", "about:blank", "view-source:https://example.com", "filesystem:https://example.com/x", "chrome://settings",
		"https://", "https:///done", "https:example.com", "https:\\\\example.com", "https://a;b/", "https://a b/", "https://example.com/\r\nX: y", "https://example.com/\x00", "https://example.com/é", "https://exämple.com/",
		"https://example.com/" + strings.Repeat("a", 2048), "https://example.com/%zz",
	} {
		if e := refused(t, w.Client, "/link/token/create", body(address)); e.ErrorCode != "INVALID_FIELD" || !strings.Contains(e.ErrorMessage, "completion_redirect_uri") {
			t.Errorf("%q was refused with %v", address, e)
		}
	}
}

// TestHostedRunsHeadless plays a hosted session without a browser, as any other.
func TestHostedRunsHeadless(t *testing.T) {
	t.Parallel()
	w := still(t)
	token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER","products":["auth"],"hosted_link":{}}`)["link_token"].(string)
	if result := w.FinishLink(token, toiletest.Script{}); len(result.PublicTokens) != 1 {
		t.Errorf("the session ended with %+v", result)
	}
}
