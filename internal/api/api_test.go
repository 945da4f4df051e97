package api_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"toile/internal/pgtest"
	"toile/internal/server"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// ask sends one request to a server and gives its status and its answer's members.
type request struct {
	method, path, body string
	header             map[string]string
}

func (q request) send(t testing.TB, h http.Handler) (int, map[string]any, http.Header) {
	t.Helper()
	r := httptest.NewRequest(q.method, q.path, strings.NewReader(q.body))
	r.RemoteAddr, r.Host = "127.0.0.1:4711", "127.0.0.1:8643"
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("PLAID-CLIENT-ID", server.DevelopmentClientID)
	r.Header.Set("PLAID-SECRET", server.DevelopmentSecret)
	for name, value := range q.header {
		if value == "" {
			r.Header.Del(name)
			continue
		}
		if name == "RemoteAddr" {
			r.RemoteAddr = value
			continue
		}
		if name == "Host" {
			r.Host = value
			continue
		}
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	text, err := io.ReadAll(w.Result().Body)
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatalf("%s %s %q answered %d %q: %v", q.method, q.path, clip(q.body), w.Code, text, err)
	}
	return w.Code, members, w.Result().Header
}

func clip(s string) string { return s[:min(len(s), 200)] }

func open(t testing.TB) *server.Server {
	t.Helper()
	s, err := server.Open(t.Context(), server.Config{Database: pgtest.Chosen(t), Seed: t.Name()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	s := open(t)
	const noToken = "access-sandbox-00000000-0000-4000-8000-000000000000"
	deep := strings.Repeat(`{"user":`, 10_000)
	tests := []struct {
		name    string
		request request
		status  int
		code    string
		message string // a part of it
	}{
		{"unknown route", request{path: "/item/gets", body: `{}`}, 404, "NOT_FOUND", "not found"},
		{"a trailing slash is another route", request{path: "/item/get/", body: `{}`}, 404, "NOT_FOUND", ""},
		{"the root", request{method: "GET", path: "/"}, 404, "NOT_FOUND", ""},
		{"wrong method", request{method: "GET", path: "/item/get"}, 404, "NOT_FOUND", ""},
		{"another wrong method", request{method: "DELETE", path: "/item/get"}, 404, "NOT_FOUND", ""},
		{"no content type", request{path: "/item/get", body: `{}`, header: map[string]string{"Content-Type": ""}}, 400, "INVALID_HEADERS", "Content-Type"},
		{"wrong content type", request{path: "/item/get", body: `{}`, header: map[string]string{"Content-Type": "text/plain"}}, 400, "INVALID_BODY", ""},
		{"a form", request{path: "/item/get", body: `a=b`, header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}, 400, "INVALID_BODY", ""},
		{"unknown version", request{path: "/item/get", body: `{}`, header: map[string]string{"Plaid-Version": "2031-01-01"}}, 400, "INVALID_FIELD", "Plaid-Version"},
		{"empty body", request{path: "/item/get"}, 400, "INVALID_BODY", "body could not be parsed as JSON"},
		{"not JSON", request{path: "/item/get", body: `access_token=x`}, 400, "INVALID_BODY", ""},
		{"cut off", request{path: "/item/get", body: `{"access_token":"`}, 400, "INVALID_BODY", ""},
		{"two values", request{path: "/item/get", body: `{}{}`}, 400, "INVALID_BODY", ""},
		{"an array", request{path: "/item/get", body: `[]`}, 400, "", ""},
		{"a number", request{path: "/item/get", body: `1`}, 400, "", ""},
		{"null is an empty body", request{path: "/item/get", body: `null`}, 400, "MISSING_FIELDS", "access_token"},
		{"too large for the clock", request{path: "/toile/clock", body: `{"now":"` + strings.Repeat("x", 1<<20) + `"}`}, 400, "INVALID_BODY", "1048576"},
		{"not too large for Link", request{path: "/toile/link", body: `{"link_token":"` + strings.Repeat("x", 1<<20) + `"}`}, 400, "INVALID_LINK_TOKEN", ""},
		{"too large", request{path: "/item/get", body: `{"access_token":"` + strings.Repeat("x", 1<<20) + `"}`}, 400, "INVALID_BODY", "1048576"},
		{"nested without end", request{path: "/link/token/create", body: deep}, 400, "INVALID_BODY", ""},
		{"nested arrays without end", request{path: "/link/token/create", body: `{"products":` + strings.Repeat("[", 100_000)}, 400, "INVALID_BODY", ""},
		{"duplicate keys", request{path: "/item/get", body: `{"access_token":"a","access_token":"b"}`}, 400, "INVALID_BODY", ""},
		{"a NUL byte", request{path: "/item/get", body: "{\"access_token\":\"a\x00\"}"}, 400, "INVALID_BODY", ""},
		{"an escaped NUL", request{path: "/item/get", body: `{"access_token":"a\u0000"}`}, 400, "INVALID_FIELD", "access_token"},
		{"invalid UTF-8", request{path: "/item/get", body: "{\"access_token\":\"\xff\xfe\"}"}, 400, "INVALID_BODY", ""},
		{"half a surrogate", request{path: "/item/get", body: `{"access_token":"\ud800"}`}, 400, "INVALID_BODY", ""},
		{"missing key", request{path: "/item/get", body: `{}`}, 400, "MISSING_FIELDS", "the following required fields are missing: access_token"},
		{"missing keys", request{path: "/link/token/create", body: `{"user":{}}`}, 400, "MISSING_FIELDS", "user.client_user_id"},
		{"unknown key", request{path: "/item/get", body: `{"access_token":"x","extra":1}`}, 400, "UNKNOWN_FIELDS", "the following fields are not recognized by this endpoint: extra"},
		{"unknown nested key", request{path: "/link/token/create", body: `{"user":{"client_user_id":"u","nick":1}}`}, 400, "UNKNOWN_FIELDS", "user.nick"},
		{"wrong type", request{path: "/item/get", body: `{"access_token":1}`}, 400, "INVALID_FIELD", "access_token"},
		{"null for what is needed", request{path: "/item/get", body: `{"access_token":null}`}, 400, "", "access_token"},
		{"unknown enum value", request{path: "/sandbox/public_token/create", body: `{"institution_id":"ins_109508","initial_products":["gold"]}`}, 400, "INVALID_FIELD", "initial_products[0]"},
		{"too short", request{path: "/user/create", body: `{"client_user_id":""}`}, 400, "INVALID_FIELD", "client_user_id"},
		{"too long", request{path: "/user/create", body: `{"client_user_id":"` + strings.Repeat("x", 129) + `"}`}, 400, "INVALID_FIELD", "client_user_id"},
		{"malformed token", request{path: "/item/get", body: `{"access_token":"mine"}`}, 400, "INVALID_ACCESS_TOKEN", "access-<environment>-<identifier>"},
		{"unknown token", request{path: "/item/get", body: `{"access_token":"` + noToken + `"}`}, 400, "INVALID_ACCESS_TOKEN", "could not find matching access token"},
		{"no keys", request{path: "/item/get", body: `{}`, header: map[string]string{"PLAID-CLIENT-ID": "", "PLAID-SECRET": ""}}, 400, "MISSING_FIELDS", "client_id, secret"},
		{"no secret", request{path: "/item/get", body: `{}`, header: map[string]string{"PLAID-SECRET": ""}}, 400, "MISSING_FIELDS", "secret"},
		{"malformed client_id", request{path: "/item/get", body: `{}`, header: map[string]string{"PLAID-CLIENT-ID": "'x'"}}, 400, "INVALID_FIELD", "client_id must be a properly formatted, non-empty string"},
		{"malformed secret", request{path: "/item/get", body: `{"secret":""}`}, 400, "INVALID_FIELD", "secret must be a properly formatted, non-empty string"},
		{"wrong secret", request{path: "/item/get", body: `{"secret":"000000000000000000000000000000"}`}, 400, "INVALID_API_KEYS", "invalid client_id or secret provided"},
		{"keys come before fields", request{path: "/item/get", body: `{"secret":"000000000000000000000000000000","extra":1}`}, 400, "INVALID_API_KEYS", ""},
		{"a key of the wrong type", request{path: "/item/get", body: `{"client_id":7}`}, 400, "INVALID_FIELD", "client_id"},
		{"both handles", request{path: "/credit/sessions/get", body: `{"user_id":"usr_00000000000000","user_token":"user-sandbox-00000000-0000-4000-8000-000000000000"}`}, 400, "INVALID_FIELD", "user_token"},
		{"no handle", request{path: "/credit/sessions/get", body: `{}`}, 400, "MISSING_FIELDS", "user_token"},
		{"unknown user_token", request{path: "/credit/sessions/get", body: `{"user_token":"user-sandbox-00000000-0000-4000-8000-000000000000"}`}, 400, "INVALID_USER_TOKEN", "could not find matching user token"},
		{"a user_id as user_token", request{path: "/credit/sessions/get", body: `{"user_token":"usr_00000000000000"}`}, 400, "INVALID_USER_TOKEN", ""},
		{"unknown user_id", request{path: "/credit/sessions/get", body: `{"user_id":"usr_00000000000000"}`}, 400, "USER_NOT_FOUND", ""},
		{"malformed user_id", request{path: "/credit/sessions/get", body: `{"user_id":"ann"}`}, 400, "INVALID_USER_ID", ""},
		{"control: unknown member", request{path: "/toile/link", body: `{"exit":{"when":1}}`}, 400, "UNKNOWN_FIELDS", "exit.when"},
		{"control: another case", request{path: "/toile/link", body: `{"LINK_TOKEN":"x"}`}, 400, "UNKNOWN_FIELDS", "LINK_TOKEN"},
		{"control: wrong type", request{path: "/toile/link", body: `{"mfa":"1234"}`}, 400, "INVALID_FIELD", "mfa must be an array"},
		{"control: duplicate keys", request{path: "/toile/link", body: `{"link_token":"x","link_token":"y"}`}, 400, "INVALID_BODY", ""},
		{"control: invalid UTF-8", request{path: "/toile/link", body: "{\"password\":\"\xff\"}"}, 400, "INVALID_BODY", ""},
		{"control: an escaped NUL", request{path: "/toile/link", body: `{"password":"\u0000"}`}, 400, "INVALID_FIELD", "password"},
		{"control: not JSON", request{path: "/toile/link", body: `link`}, 400, "INVALID_BODY", ""},
		{"control: no time", request{path: "/toile/clock", body: `{"now":"noon"}`}, 400, "INVALID_FIELD", "now"},
		{"control: unknown route", request{path: "/toile/secrets", body: `{}`}, 404, "NOT_FOUND", ""},
		{"control: unknown link token", request{path: "/toile/link", body: `{"link_token":"x"}`}, 400, "INVALID_LINK_TOKEN", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.request.method == "" {
				test.request.method = "POST"
			}
			status, members, header := test.request.send(t, s)
			if status != test.status || test.code != "" && members["error_code"] != test.code {
				t.Errorf("got %d %v, want %d %s", status, members, test.status, test.code)
			}
			if message := fmt.Sprint(members["error_message"]); !strings.Contains(message, test.message) {
				t.Errorf("got message %q, want %q in it", message, test.message)
			}
			checkError(t, members, header)
		})
	}
}

var requestID = regexp.MustCompile(`^[0-9A-Za-z]{15}$`)

// checkError checks what every error has (facts api 2.1).
func checkError(t testing.TB, members map[string]any, header http.Header) {
	t.Helper()
	for _, name := range []string{"display_message", "documentation_url", "error_code", "error_message", "error_type", "request_id", "suggested_action"} {
		if _, ok := members[name]; !ok {
			t.Errorf("the error has no %s: %v", name, members)
		}
	}
	id, _ := members["request_id"].(string)
	if !requestID.MatchString(id) || header["Plaid-Request-ID"][0] != id {
		t.Errorf("request_id %q in the body and %q in the header", id, header["Plaid-Request-ID"])
	}
	if got := header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		t.Errorf("Content-Type %q", got)
	}
}

func TestCredentialsMayComeFromEitherPlace(t *testing.T) {
	t.Parallel()
	s := open(t)
	id, secret := server.DevelopmentClientID, server.DevelopmentSecret
	none := map[string]string{"PLAID-CLIENT-ID": "", "PLAID-SECRET": ""}
	wrong := map[string]string{"PLAID-CLIENT-ID": "ffffffffffffffffffffffff", "PLAID-SECRET": "ffffffffffffffffffffffffffffff"}
	for i, q := range []request{
		{body: `{"client_user_id":"%d"}`},
		{body: `{"client_user_id":"%d","client_id":"` + id + `","secret":"` + secret + `"}`, header: none},
		{body: `{"client_user_id":"%d","client_id":"` + id + `","secret":"` + secret + `"}`, header: wrong},
		{body: `{"client_user_id":"%d","client_id":"` + id + `"}`, header: map[string]string{"PLAID-CLIENT-ID": ""}},
		{body: `{"client_user_id":"%d","secret":null}`},
	} {
		q.method, q.path, q.body = "POST", "/user/create", fmt.Sprintf(q.body, i)
		if status, members, _ := q.send(t, s); status != 200 || members["user_token"] == nil {
			t.Errorf("%s with %v answered %d %v", q.body, q.header, status, members)
		}
	}
}

func TestTakesWhatRealClientsSend(t *testing.T) {
	t.Parallel()
	s := open(t)
	for _, header := range []map[string]string{
		{"Content-Type": "application/json; charset=utf-8"},
		{"Content-Type": "Application/JSON"},
		{"Accept": "application/pdf"},
		{"Accept": "text/html;q=0.1"},
		{"Plaid-Version": "2018-05-22"},
	} {
		q := request{method: "POST", path: "/link/token/create", header: header, body: `{"client_name":"a client with a name of more than thirty characters","language":"en","country_codes":["US"],
			"products":["auth"],"access_token":null,"webhook":"http://127.0.0.1:4000/hook","user":{"client_user_id":"some one: else","ssn":"1","phone_number_verified_time":"2020-01-01T00:00:00Z"}}`}
		if status, members, _ := q.send(t, s); status != 200 {
			t.Errorf("%v: got %d %v", header, status, members)
		}
	}
	for _, webhook := range []string{"examplewebhook.com", "http://localhost:1/x", "https://example.com/a?b=c"} {
		q := request{method: "POST", path: "/sandbox/public_token/create",
			body: `{"institution_id":"ins_109508","initial_products":["auth"],"options":{"webhook":"` + webhook + `"}}`}
		if status, members, _ := q.send(t, s); status != 200 {
			t.Errorf("%s: got %d %v", webhook, status, members)
		}
	}
}

func TestControlSurfaceIsForThisMachine(t *testing.T) {
	t.Parallel()
	s := open(t)
	guarded, err := server.Open(t.Context(), server.Config{Database: pgtest.Chosen(t), ControlToken: "let me in"})
	if err != nil {
		t.Fatal(err)
	}
	defer guarded.Close()
	for _, test := range []struct {
		name   string
		server http.Handler
		header map[string]string
		status int
	}{
		{"from here", s, nil, 200},
		{"from here by IPv6", s, map[string]string{"RemoteAddr": "[::1]:99", "Host": "localhost:8643"}, 200},
		{"from elsewhere", s, map[string]string{"RemoteAddr": "192.0.2.7:99"}, 400},
		{"through a proxy", s, map[string]string{"X-Forwarded-For": "192.0.2.7"}, 400},
		{"through another", s, map[string]string{"X-Real-IP": "192.0.2.7"}, 400},
		{"through a gateway", s, map[string]string{"Via": "1.1 gateway"}, 400},
		{"from a foreign page that hides", s, map[string]string{"Sec-Fetch-Site": "cross-site"}, 400},
		{"from a foreign page", s, map[string]string{"Origin": "https://evil.example"}, 400},
		{"from a page of a rebound name", s, map[string]string{"Host": "evil.example:8643"}, 400},
		{"from a local page", s, map[string]string{"Origin": "http://localhost:3000"}, 200},
		{"guarded, without the token", guarded, nil, 400},
		{"guarded, with the bare token", guarded, map[string]string{"Authorization": "let me in"}, 400},
		{"guarded, with another", guarded, map[string]string{"Authorization": "Bearer let me"}, 400},
		{"guarded, with it, from elsewhere", guarded, map[string]string{"Authorization": "Bearer let me in", "RemoteAddr": "192.0.2.7:99"}, 200},
	} {
		q := request{method: "GET", path: "/toile/clock", header: test.header}
		if status, members, _ := q.send(t, test.server); status != test.status {
			t.Errorf("%s: got %d %v", test.name, status, members)
		}
	}
}

func TestClock(t *testing.T) {
	t.Parallel()
	s := open(t)
	move := func(body string, status int) map[string]any {
		t.Helper()
		got, members, _ := request{method: "POST", path: "/toile/clock", body: body}.send(t, s)
		if got != status {
			t.Fatalf("%s: got %d %v", body, got, members)
		}
		return members
	}
	if at := move(`{"now":"2026-01-31T12:00:00Z"}`, 200); at["now"] != "2026-01-31T12:00:00Z" || at["frozen"] != true {
		t.Errorf("frozen: %v", at)
	}
	if at := move(`{"advance_seconds":3600.5}`, 200); at["now"] != "2026-01-31T13:00:00.5Z" {
		t.Errorf("advanced: %v", at)
	}
	if at := move(`{"real":true}`, 200); at["frozen"] != false {
		t.Errorf("running: %v", at)
	}
	for _, body := range []string{`{"advance_seconds":-1}`, `{"advance_seconds":1e300}`, `{"now":"yesterday"}`, `{"now":"0001-01-01T00:00:00Z"}`, `{"now":"9999-01-01T00:00:00Z"}`} {
		move(body, 400)
	}
}

// FuzzAdaptor holds up that no input makes a 500 and that every answer is the API's.
func FuzzAdaptor(f *testing.F) {
	s, err := server.Open(f.Context(), server.Config{Database: pgtest.Chosen(f), Seed: "fuzz"})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { s.Close() })
	_, user, _ := request{method: "POST", path: "/user/create", body: `{"client_user_id":"fuzz","with_upgraded_user":true}`}.send(f, s)
	for _, seed := range []struct{ path, body string }{
		{"/credit/sessions/get", `{"user_id":"` + user["user_id"].(string) + `"}`},
		{"/user/create", `{"client_user_id":"a","identity":{"name":{"given_name":"A","family_name":"B"},"emails":[{"data":"a@b.c","primary":true}]},"with_upgraded_user":true}`},
		{"/user/update", `{"user_id":"` + user["user_id"].(string) + `","identity":{"phone_numbers":[{"data":"+14155552671","primary":true}],"addresses":[{"country":"US","primary":true}]}}`},
		{"/link/token/create", `{"client_name":"a","language":"en","country_codes":["US"],"products":["income_verification"],"user_id":"` + user["user_id"].(string) + `","user":{"client_user_id":"x"},"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":30}},"account_filters":{"depository":{"account_subtypes":["all"]}}}`},
		{"/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["auth","transactions"],"options":{"override_username":"user_good","override_password":"mfa_device"}}`},
		{"/item/webhook/update", `{"access_token":"access-sandbox-00000000-0000-4000-8000-000000000000","webhook":null}`},
		{"/toile/link", `{"link_token":"x","mfa":["1"],"documents":[{"kind":"w2"}],"exit":{"at":"mfa"}}`},
		{"/toile/clock", `{"advance_seconds":1}`},
		{"/categories/get", `null`},
	} {
		f.Add(seed.path, []byte(seed.body))
	}
	f.Fuzz(func(t *testing.T, path string, body []byte) {
		if !strings.HasPrefix(path, "/") || strings.ContainsAny(path, " \r\n?#%") || !regexp.MustCompile(`^[ -~]*$`).MatchString(path) {
			t.Skip("no path that a request line can carry")
		}
		status, members, header := request{method: "POST", path: path, body: string(body)}.send(t, s)
		if status >= 500 {
			t.Fatalf("%s %q answered %d %v", path, body, status, members)
		}
		if status >= 400 {
			checkError(t, members, header)
		}
	})
}
