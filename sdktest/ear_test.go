package sdktest

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// ear is a receiver that takes every webhook. What it heard is checked when nothing more is under way, so that a
// server is asked for keys only then.
type ear struct {
	url   string
	mu    sync.Mutex
	heard []sent
	more  chan struct{}
	over  bool // what came is checked: its server is gone
}

// sent is a webhook as it came over the wire.
type sent struct {
	body      []byte
	signature string
}

// listen opens an ear.
func listen(t *testing.T) *ear {
	e := &ear{more: make(chan struct{}, 1)}
	listening := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("a webhook came as %s of %q: %v", r.Method, r.Header.Get("Content-Type"), err)
		}
		e.mu.Lock()
		e.heard = append(e.heard, sent{body, r.Header.Get("Plaid-Verification")})
		e.mu.Unlock()
		select {
		case e.more <- struct{}{}:
		default:
		}
	}))
	t.Cleanup(listening.Close)
	e.url = listening.URL + "/hook"
	return e
}

// hook gives an address for webhooks. Whatever came there is checked at the end of the test at the latest.
func (c *caller) hook() string {
	if c.ear != nil {
		return c.ear.url
	}
	c.ear = listen(c.t)
	late := *c // may ask when the test is over
	late.ctx = context.WithoutCancel(c.ctx)
	c.t.Cleanup(func() {
		if !late.t.Failed() && !late.ear.over {
			late.ear.check(&late)
		}
	})
	return c.ear.url
}

// hearOut checks what came, before the server is stopped.
func (c *caller) hearOut() {
	c.t.Helper()
	if c.ear != nil {
		c.ear.check(c)
		c.ear.over = true
	}
}

// check waits until the server has nothing more to say, and holds what came against the recipe and the official file.
// It gives the bodies by type and code, each once, because webhooks may come twice, and forgets them.
func (e *ear) check(c *caller) (bodies map[string]map[string]bool) {
	c.t.Helper()
	e.quiet(c)
	e.mu.Lock()
	defer e.mu.Unlock()
	bodies = map[string]map[string]bool{}
	for _, h := range e.heard {
		if err := c.verify(h.body, h.signature); err != nil {
			c.t.Errorf("a webhook: %v\n%s", err, h.body)
		}
		webhook, problems := examine(h.body)
		for _, problem := range problems {
			c.t.Errorf("%s: %s\n%.3000s", webhook, problem, h.body)
		}
		if bodies[webhook] == nil {
			bodies[webhook] = map[string]bool{}
		}
		bodies[webhook][string(h.body)] = true
	}
	e.heard = nil
	return bodies
}

// quiet waits until no webhook waits to be sent to the ear.
func (e *ear) quiet(c *caller) {
	c.t.Helper()
	late := time.After(hookPatience)
	for {
		waiting := c.waiting(e.url)
		if waiting == 0 {
			return
		}
		select {
		case <-e.more:
		case <-time.After(20 * time.Millisecond): // what came is not written down yet
		case <-late:
			c.t.Fatalf("%d webhooks still wait after %s", waiting, hookPatience)
		}
	}
}

// waiting counts the webhooks that wait to be sent to an address.
func (c *caller) waiting(url string) int {
	c.t.Helper()
	return len(c.webhooks(object{"state": "waiting", "url": url}))
}

// webhooks lists those that a server keeps and that are asked for.
func (c *caller) webhooks(query object) (all []object) {
	c.t.Helper()
	for before := any(""); ; {
		status, page := c.control("/toile/webhooks/list", merged(query, object{"limit": 500, "before": before}))
		if status != http.StatusOK {
			c.t.Fatalf("the list is answered %d %v", status, page)
		}
		for _, row := range page["webhooks"].(list) {
			all = append(all, row.(object))
		}
		if before = page["before"]; before == "" {
			return all
		}
	}
}
