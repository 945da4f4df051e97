package toile_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"toile"
)

// answer starts a server that sends one body and notes what it was asked.
func answer(t *testing.T, status int, body string) (url string, asked *http.Request, sent *string) {
	t.Helper()
	asked, sent = &http.Request{}, new(string)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		*asked, *sent = *r, string(b)
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(srv.Close)
	return srv.URL, asked, sent
}

func TestClientCall(t *testing.T) {
	t.Parallel()
	url, asked, sent := answer(t, 200, `{"sessions":[{"link_session_id":"s"}],"request_id":"r"}`)
	c := toile.NewClient("id", "secret", toile.WithBaseURL(url+"/"), toile.WithHeader("X-Test", "1"))
	resp, err := c.CreditSessionsGet(t.Context(), toile.CreditSessionsGetRequest{UserToken: new("user-sandbox-1")})
	if err != nil {
		t.Fatal(err)
	}
	if resp.RequestID != "r" || len(resp.Sessions) != 1 || *resp.Sessions[0].LinkSessionID != "s" {
		t.Errorf("response is %+v", resp)
	}
	if asked.Method != "POST" || asked.URL.Path != "/credit/sessions/get" || *sent != `{"user_token":"user-sandbox-1"}` {
		t.Errorf("asked %s %s %s", asked.Method, asked.URL.Path, *sent)
	}
	for key, want := range map[string]string{
		"PLAID-CLIENT-ID": "id", "PLAID-SECRET": "secret", "Plaid-Version": "2020-09-14", "Content-Type": "application/json", "X-Test": "1",
	} {
		if got := asked.Header.Get(key); got != want {
			t.Errorf("header %s is %q, want %q", key, got, want)
		}
	}
}

func TestClientError(t *testing.T) {
	t.Parallel()
	sent := toile.ErrItemNotFound()
	url, _, _ := answer(t, 418, string(sent.AppendResponse(nil, "r")))
	_, err := toile.NewClient("id", "s3cr3t", toile.WithBaseURL(url)).ItemGet(t.Context(), toile.ItemGetRequest{AccessToken: "t0k3n"})
	var e *toile.Error
	if !errors.As(err, &e) || !errors.Is(err, sent) {
		t.Fatalf("error is %v", err)
	}
	if e.HTTPStatus() != 418 || e.RequestID == nil || *e.RequestID != "r" {
		t.Errorf("status %d, request_id %v", e.HTTPStatus(), e.RequestID)
	}
	if s := err.Error(); !strings.HasPrefix(s, "/item/get: ") || strings.Contains(s, "s3cr3t") || strings.Contains(s, "t0k3n") {
		t.Errorf("the text is %s", s)
	}
}

// Something that is not the API has answered.
func TestClientForeignAnswer(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"<html>Bad Gateway</html>", `{"message":"no"}`, "", strings.Repeat("x", 1<<20)} {
		url, _, _ := answer(t, 502, body)
		_, err := toile.NewClient("id", "secret", toile.WithBaseURL(url)).Do(t.Context(), "/item/get", map[string]string{"a": "b"})
		var h *toile.HTTPError
		if !errors.As(err, &h) || h.StatusCode != 502 || len(err.Error()) > 500 {
			t.Errorf("%.30s: error is %.600v", body, err)
		}
	}
	url, _, _ := answer(t, 200, "<html>")
	_, err := toile.NewClient("id", "secret", toile.WithBaseURL(url)).UserGet(t.Context(), toile.UserGetRequest{UserID: "usr_1"})
	if err == nil || !strings.Contains(err.Error(), "/user/get: decoding the response: invalid JSON at byte 0") {
		t.Errorf("error is %v", err)
	}
}

func TestClientDo(t *testing.T) {
	t.Parallel()
	url, asked, sent := answer(t, 200, `{"x":1}`)
	c := toile.NewClient("id", "secret", toile.WithBaseURL(url))
	got, err := c.Do(t.Context(), "/any/path", json.RawMessage(`{"a": 1}`))
	if err != nil || string(got) != `{"x":1}` || asked.URL.Path != "/any/path" || *sent != `{"a": 1}` {
		t.Errorf("got %s, %v for %s %s", got, err, asked.URL.Path, *sent)
	}
}
