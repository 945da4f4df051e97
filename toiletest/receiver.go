package toiletest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// patience bounds how long a test waits for a webhook.
const patience = 20 * time.Second

// maxWebhook bounds the body of a webhook that is received.
const maxWebhook = 1 << 20

// Webhook is a webhook that came, with a signature that was found good.
type Webhook struct {
	Type, Code string
	Fields     map[string]any // all members of the body
	Body       []byte
	Header     http.Header
}

// Receiver takes the webhooks of a server. It is gone when the test ends.
type Receiver struct {
	URL string // where webhooks are to be sent

	server *Server
	t      testing.TB
	mu     sync.Mutex
	came   []Webhook
	more   chan struct{} // closed when something comes, and made anew
	refuse int           // how many it still refuses
	status int           // and with what
}

// Receiver opens an address for webhooks. Each is verified as Plaid's clients do; one that is not
// signed well fails the test.
func (s *Server) Receiver() *Receiver {
	s.t.Helper()
	r := &Receiver{server: s, t: s.t, more: make(chan struct{})}
	listening := httptest.NewServer(http.HandlerFunc(r.take))
	s.t.Cleanup(listening.Close)
	r.URL = listening.URL + "/webhooks"
	return r
}

// Refuse answers the next n webhooks with a status, as if the receiver could not take them. The
// next attempt comes when the server's clock is moved forward, or in real time. They are shown by
// Next all the same.
func (r *Receiver) Refuse(n, status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refuse, r.status = n, status
}

// take is what the server's requests come to.
func (r *Receiver) take(w http.ResponseWriter, req *http.Request) {
	webhook, err := r.read(req)
	if err != nil {
		if req.Context().Err() == nil { // else the server went away
			r.t.Errorf("toiletest: a webhook: %v", err)
		}
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.came = append(r.came, webhook)
	close(r.more)
	r.more = make(chan struct{})
	if r.refuse > 0 {
		r.refuse--
		w.WriteHeader(r.status)
	}
}

func (r *Receiver) read(req *http.Request) (Webhook, error) {
	body, err := io.ReadAll(io.LimitReader(req.Body, maxWebhook))
	if err != nil {
		return Webhook{}, err
	}
	if err := r.server.VerifyWebhook(req.Context(), body, req.Header.Get("Plaid-Verification")); err != nil {
		return Webhook{}, err
	}
	w := Webhook{Body: body, Header: req.Header}
	if err := json.Unmarshal(body, &w.Fields); err != nil {
		return Webhook{}, err
	}
	w.Type, _ = w.Fields["webhook_type"].(string)
	w.Code, _ = w.Fields["webhook_code"].(string)
	return w, nil
}

// Next waits for a webhook and gives it, once: of those of a type and code that came already the
// first. One that does not come fails the test.
func (r *Receiver) Next(kind, code string) Webhook {
	r.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		webhook, ok, more := r.first(kind, code)
		if ok {
			return webhook
		}
		select {
		case <-more:
		case <-late.C:
			r.t.Fatalf("toiletest: no webhook %s %s came within %s; there are %v", kind, code, patience, r.Waiting())
		case <-r.t.Context().Done():
			r.t.Fatalf("toiletest: no webhook %s %s came before the test ended", kind, code)
		}
	}
}

// first takes the first webhook of a type and code, if there is one. more ends when another comes.
func (r *Receiver) first(kind, code string) (webhook Webhook, ok bool, more <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, webhook := range r.came {
		if webhook.Type == kind && webhook.Code == code {
			r.came = append(r.came[:i:i], r.came[i+1:]...)
			return webhook, true, r.more
		}
	}
	return Webhook{}, false, r.more
}

// Waiting lists the types and codes of those that came and were not given by Next.
func (r *Receiver) Waiting() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := []string{}
	for _, w := range r.came {
		names = append(names, w.Type+" "+w.Code)
	}
	return names
}
