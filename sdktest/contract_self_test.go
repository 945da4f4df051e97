package sdktest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// recorder is a test that notes its failures in place of failing.
type recorder struct {
	testing.TB
	failures []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

// answering is a server's answer without a server.
type answering struct {
	status int
	body   string
}

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Body: io.NopCloser(strings.NewReader(a.body)),
		Header: http.Header{"Content-Type": {"application/json; charset=utf-8"}, "Plaid-Request-Id": {"abcdefghijklmno"}},
	}, nil
}

// TestContract sees what breaks the contract: a proof is worth what its checker is.
func TestContract(t *testing.T) {
	const id = `"request_id":"abcdefghijklmno"`
	for _, test := range []struct {
		name, path, request string
		status              int
		response            string
		failure             string // what it must say; "" where all is well
	}{
		{"all well", "/user/get", `{"user_id":"a"}`, 200, `{"user_id":"a","client_user_id":null,"created_at":"2026-01-01T00:00:00Z",` + id + `}`, ""},
		{"request without a required member", "/user/get", `{}`, 200, `{"user_id":"a","client_user_id":null,"created_at":"2026-01-01T00:00:00Z",` + id + `}`, "/user_id: missing"},
		{"request with an unknown member", "/credit/sessions/get", `{"user_token":"a","color":1}`, 200, `{` + id + `}`, "/color: unknown"},
		{"request of the newer generation", "/credit/sessions/get", `{"user_id":"a"}`, 200, `{` + id + `}`, ""},
		{"answer without a required member", "/user/get", `{"user_id":"a"}`, 200, `{"user_id":"a","client_user_id":null,` + id + `}`, "/created_at: missing"},
		{"null where none may be", "/credit/sessions/get", `{"user_token":"a"}`, 200, `{"sessions":[{"results":null}],` + id + `}`, "/sessions/*/results"},
		{"unknown member", "/credit/sessions/get", `{"user_token":"a"}`, 200, `{"sessions":[{"result":{}}],` + id + `}`, "/sessions/*/result: unknown"},
		{"unknown status", "/credit/sessions/get", `{"user_token":"a"}`, 200, `{"sessions":[{"results":{"bank_income_results":[{"status":"DONE"}]}}],` + id + `}`, "/sessions/*/results/bank_income_results/*/status"},
		{"date for a time", "/credit/sessions/get", `{"user_token":"a"}`, 200, `{"sessions":[{"session_start_time":"2026-01-01"}],` + id + `}`, "/sessions/*/session_start_time"},
		{"error without a code", "/user/get", `{"user_id":"a"}`, 400, `{"error_type":"API_ERROR","error_message":"","display_message":null,` + id + `}`, "/error_code: missing"},
		{"other request_id", "/user/get", `{"user_id":"a"}`, 200, `{"user_id":"a","client_user_id":null,"created_at":"2026-01-01T00:00:00Z","request_id":"ABCDEFGHIJKLMNO"}`, "but header"},
		{"short request_id", "/nothing", `{}`, 404, `{"request_id":"abc"}`, "want 15"},
		{"no JSON", "/nothing", `{}`, 404, `not found`, "answered no JSON"},
	} {
		t.Run(test.name, func(t *testing.T) {
			record := &recorder{TB: t}
			client := http.Client{Transport: contract{t: record, next: answering{test.status, test.response}}}
			resp, err := client.Post("http://127.0.0.1"+test.path, "application/json", bytes.NewBufferString(test.request))
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			got := strings.Join(record.failures, "\n")
			if (got == "") != (test.failure == "") || !strings.Contains(got, test.failure) {
				t.Errorf("the contract says %q, want %q", got, test.failure)
			}
		})
	}
}
