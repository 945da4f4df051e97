package web_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"toile"
	"toile/internal/server"
	"toile/toiletest"
)

// logged gives a server that writes into a log.
func logged(t *testing.T, log *bytes.Buffer) *toiletest.Server {
	t.Helper()
	return serving(t, server.Config{Seed: t.Name(), Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
}

// serving gives a server that was made in a certain way.
func serving(t *testing.T, config server.Config) *toiletest.Server {
	t.Helper()
	opened, err := server.Open(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	listening := httptest.NewServer(opened)
	t.Cleanup(func() {
		listening.Close()
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	s := &toiletest.Server{URL: listening.URL, ClientID: server.DevelopmentClientID, Secret: server.DevelopmentSecret}
	s.Client = toile.NewClient(s.ClientID, s.Secret, toile.WithBaseURL(s.URL))
	return s
}

// TestLog leaves a line for each request, without what grants access and what was typed.
func TestLog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	w := opened(t, logged(t, &log), nil)
	key, page := w.data("key"), w.at
	w.press("#aut-button")
	w.press("#aut-ins_109508")
	w.press("#aut-button", login("somebody", "s3cret"))
	w.on("credentials")
	requestID := w.header.Get("Plaid-Request-Id")
	w.post(page, url.Values{"action": {"finish"}, "turn": {w.data("turn")}})
	w.get("/link/s/" + strings.ToUpper(key))
	w.get("/link/v2/stable/link.html?token=link-sandbox-1234&origin=no")
	w.send(http.MethodPost, "/link/s/"+key+"?token="+key, "text/plain", nil)
	text := log.String()
	for _, secret := range []string{key, strings.ToUpper(key), "link-sandbox-", "somebody", "s3cret", key[len("visit-sandbox-"):]} {
		if strings.Contains(text, secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
	for _, line := range []string{
		`path=/link/open status=303`, `path=/link/s/ status=200`, `path=/link/item/create status=303`, `path=/link/s/ status=404`,
		`path=/link/v2/stable/link.html status=422`, `path=/link/s/ status=415`, `request_id=` + requestID + ` path=/link/s/`,
	} {
		if !regexp.MustCompile(regexp.QuoteMeta(line)).MatchString(text) {
			t.Errorf("the log has no line with %s:\n%s", line, text)
		}
	}
}
