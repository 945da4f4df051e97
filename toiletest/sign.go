package toiletest

import (
	"bytes"
	"net/http"
	"time"
	"unicode/utf8"

	"toile"
)

// SignWebhook gives what the header Plaid-Verification would be if the server sent body now, so that a receiver can be
// tested alone. A body that is not UTF-8, as JSON is, fails the test.
func (s *Server) SignWebhook(body []byte) string {
	s.t.Helper()
	return s.SignOldWebhook(body, 0)
}

// SignOldWebhook gives a signature that was made a while ago, by the machine's clock. Receivers are to refuse one that
// is older than five minutes; below zero it is of the future, which they are to refuse as well.
func (s *Server) SignOldWebhook(body []byte, age time.Duration) string {
	s.t.Helper()
	if !utf8.Valid(body) {
		s.t.Fatalf("toiletest: the body of a webhook is UTF-8, which %q is not", body)
	}
	var signed struct {
		Signature string `json:"signature"`
	}
	s.control("/toile/webhooks/sign", map[string]any{"body": string(body), "age_seconds": age.Seconds()}, &signed)
	return signed.Signature
}

// WebhookRequest gives the request by which the server would send body to url now, for http.Client.Do or for a
// handler's ServeHTTP.
func (s *Server) WebhookRequest(url string, body []byte) *http.Request {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		s.t.Fatalf("toiletest: %v", err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set(toile.WebhookSignatureHeader, s.SignWebhook(body))
	return r
}

// RotateWebhookKey makes a new key that signs webhooks from now on, and gives its kid. The old key is good for a while
// yet, by the machine's clock, or with 0 not at all: what it signed is to be refused then.
func (s *Server) RotateWebhookKey(oldGoodFor time.Duration) (kid string) {
	s.t.Helper()
	var rotated struct {
		KeyID string `json:"key_id"`
	}
	s.control("/toile/webhooks/rotate_key", map[string]any{"expires_in_seconds": oldGoodFor.Seconds()}, &rotated)
	return rotated.KeyID
}
