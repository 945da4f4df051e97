package sdktest

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestWebhooksOutliveKill kills the server as soon as it has answered a call that fires a webhook, before anybody
// took that: a later one delivers it.
func TestWebhooksOutliveKill(t *testing.T) {
	t.Parallel()
	const kills = 6
	w := crewOf(t, 1)
	f := floodOf(w.any())
	f.calm = true
	f.deaf.Store(true)
	for n := range kills {
		f.fire(n, w.any)
		w.kill()
	}
	f.listening.CloseClientConnections() // what those who were killed have sent
	f.deaf.Store(false)
	f.until("all here", w.any(), f.whole)
}

// TestWebhooksOfRefusals refuses sessions of Link at their very end, when their Item was made and its webhook was
// written down: none of these is sent, also by the next server. Those that were written after them are.
func TestWebhooksOfRefusals(t *testing.T) {
	t.Parallel()
	const many = 10
	flags := []string{"--database", database(t), "--client-id", us.clientID, "--secret", us.secret}
	s := startFor(t, flags...)
	c := ask(t, s, us)
	p := &paths{came: map[string]bool{}, more: make(chan struct{}, 10000)}
	listening := httptest.NewServer(p)
	t.Cleanup(listening.Close)
	refuse := func(n int) {
		token := payrollToken(c.upgradedUser())
		token.SetWebhook(fmt.Sprint(listening.URL, "/refused/", n))
		status, answer := c.tryLink(c.linkToken(token), object{"flow": "payroll", "abandon_at": "income"})
		if says, _ := answer["error_message"].(string); status != http.StatusBadRequest || !strings.Contains(says, "came to its end") {
			t.Fatalf("the session is answered %d %v", status, answer)
		}
	}
	take := func(n int) {
		token := payrollToken(c.upgradedUser())
		token.SetWebhook(fmt.Sprint(listening.URL, "/taken/", n))
		c.link(c.linkToken(token), object{"flow": "payroll"})
	}
	for n := range many {
		refuse(n)
		take(n)
	}
	p.until(t, many)
	refuse(many)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	c = ask(t, startFor(t, flags...), us)
	take(many)
	p.until(t, many+1)
	for _, row := range c.webhooks(nil) {
		if url, _ := row["url"].(string); strings.Contains(url, "/refused/") {
			t.Errorf("of a session that was refused the server keeps\n%s", spell(row))
		}
	}
}

// paths is a receiver that tells to which of its paths webhooks came.
type paths struct {
	mu   sync.Mutex
	came map[string]bool
	more chan struct{}
}

func (p *paths) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.came[r.URL.Path] = true
	p.more <- struct{}{}
}

// until waits until webhooks came to so many paths, of which none is to be of a session that was refused.
func (p *paths) until(t *testing.T, many int) {
	t.Helper()
	for late := time.After(hookPatience); ; {
		p.mu.Lock()
		came := slices.Sorted(maps.Keys(p.came))
		p.mu.Unlock()
		if len(came) > 0 && strings.HasPrefix(came[0], "/refused") { // which is first in order
			t.Fatalf("webhooks came to %v", came)
		}
		if len(came) == many {
			return
		}
		select {
		case <-p.more:
		case <-late:
			t.Fatalf("after %s webhooks came to %v only", hookPatience, came)
		}
	}
}
