package toiletest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"
)

// patience bounds how long a test waits for a webhook.
const patience = 20 * time.Second

// Webhook is a webhook that came, with a signature that was found good.
type Webhook struct {
	Type, Code string
	Fields     map[string]any // all members of the body
	Body       []byte
	Header     http.Header
}

// arrival is a webhook that came, and whether the test was given it.
type arrival struct {
	Webhook
	given bool
}

// Receiver takes the webhooks of a server. It is gone when the test ends.
type Receiver struct {
	URL string // where webhooks are to be sent; with anything behind it they come as well

	host   string // what URL begins with
	server *Server
	t      testing.TB
	mu     sync.Mutex
	came   []arrival
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
	r.host, r.URL = listening.URL, listening.URL+"/webhooks"
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
	r.came = append(r.came, arrival{Webhook: webhook})
	close(r.more)
	r.more = make(chan struct{})
	if r.refuse > 0 {
		r.refuse--
		w.WriteHeader(r.status)
	}
}

func (r *Receiver) read(req *http.Request) (Webhook, error) {
	genuine, err := r.server.verifier.Read(req)
	if err != nil {
		return Webhook{}, err
	}
	w := Webhook{Type: genuine.Type, Code: genuine.Code, Body: genuine.Body, Header: req.Header}
	return w, json.Unmarshal(w.Body, &w.Fields)
}

// Next waits for a webhook and gives it, once: of those of a type and code that came already the
// first. One that does not come fails the test.
func (r *Receiver) Next(kind, code string) Webhook {
	r.t.Helper()
	return r.wait(kind+" "+code, func(w Webhook) bool { return w.Type == kind && w.Code == code })
}

// NextThat waits for a webhook that fits and gives it, once: of those that came already the first. One that does not
// come fails the test.
func (r *Receiver) NextThat(fits func(Webhook) bool) Webhook {
	r.t.Helper()
	return r.wait("that fits", fits)
}

func (r *Receiver) wait(what string, fits func(Webhook) bool) (webhook Webhook) {
	r.t.Helper()
	found := r.until(func() bool {
		i := slices.IndexFunc(r.came, func(a arrival) bool { return !a.given && fits(a.Webhook) })
		if i >= 0 {
			r.came[i].given, webhook = true, r.came[i].Webhook
		}
		return i >= 0
	})
	if !found {
		r.t.Fatalf("toiletest: no webhook %s came within %s; there are %v", what, patience, r.Waiting())
	}
	return webhook
}

// until waits until something is so, which can change when a webhook comes. It gives up when the test has no patience
// any more or ends.
func (r *Receiver) until(so func() bool) bool {
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		r.mu.Lock()
		done, more := so(), r.more
		r.mu.Unlock()
		if done {
			return true
		}
		select {
		case <-more:
		case <-late.C:
			return false
		case <-r.t.Context().Done():
			return false
		}
	}
}

// Waiting lists the types and codes of those that came and were not given by Next or NextThat.
func (r *Receiver) Waiting() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := []string{}
	for _, a := range r.came {
		if !a.given {
			names = append(names, a.Type+" "+a.Code)
		}
	}
	return names
}
