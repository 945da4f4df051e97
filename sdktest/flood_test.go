package sdktest

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// How the receiver of a flood behaves.
const (
	mostRefusals = 4 // of one webhook; of seven attempts it takes a later one
	mostHeld     = 3 // that it never answers, at a time
	longestPause = 40 * time.Millisecond
	stillFor     = 200 * time.Millisecond // how long nothing may come before the clock is moved again
)

// flood is many webhooks that are fired at a receiver which fails half of the time, and what came of them.
type flood struct {
	t         *testing.T
	listening *httptest.Server
	key       plaid.JWKPublicKey // that signatures are held against
	deaf      atomic.Bool        // it hangs up before it looks

	mu       sync.Mutex
	changed  chan struct{}   // closed when something came, and made anew
	fired    map[string]bool // by body: whether the call that fired it was answered, not cut off
	refused  map[string]int
	taken    map[string]int
	attempts int
	held     int
	calm     bool // it holds nothing any more
}

// floodOf opens a receiver for the webhooks of a server. The key is asked for once: receivers keep it.
func floodOf(c *caller) *flood {
	f := &flood{
		t: c.t, key: c.mustKeyOf(sandboxKeyID), changed: make(chan struct{}),
		fired: map[string]bool{}, refused: map[string]int{}, taken: map[string]int{},
	}
	f.listening = httptest.NewServer(http.HandlerFunc(f.receive))
	c.t.Cleanup(f.listening.Close)
	return f
}

// keyOf gives the key that the receiver keeps.
func (f *flood) keyOf(kid string) (plaid.JWKPublicKey, error) {
	if kid != f.key.Kid {
		return plaid.JWKPublicKey{}, fmt.Errorf("the key %s is another than %s", kid, f.key.Kid)
	}
	return f.key, nil
}

// receive looks at a webhook and answers it in one of many ways, half of which are no success.
func (f *flood) receive(w http.ResponseWriter, r *http.Request) {
	if f.deaf.Load() {
		panic(http.ErrAbortHandler)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // its server was killed
	}
	if err := checkWebhook(body, r.Header.Get("Plaid-Verification"), time.Now, f.keyOf); err != nil {
		f.t.Errorf("a webhook: %v\n%s", err, body)
	}
	takes, holds := f.note(string(body))
	switch {
	case holds:
		<-r.Context().Done()
		f.mu.Lock()
		f.held--
		f.mu.Unlock()
	case takes:
		pause(r)
	default:
		fail(w, r)
	}
}

// note counts a webhook that came, and decides what becomes of it.
func (f *flood) note(body string) (takes, holds bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, fired := f.fired[body]; !fired {
		f.t.Errorf("a webhook came that nobody fired:\n%s", body)
	}
	f.attempts++
	takes = f.refused[body] == mostRefusals || rand.N(2) == 0
	holds = !takes && !f.calm && f.held < mostHeld && rand.N(10) == 0
	if holds {
		f.held++
	}
	if takes {
		f.taken[body]++
	} else {
		f.refused[body]++
	}
	close(f.changed)
	f.changed = make(chan struct{})
	return takes, holds
}

// pause lets one of a few wait, no longer than its server lives.
func pause(r *http.Request) {
	if rand.N(4) > 0 {
		return
	}
	select {
	case <-time.After(rand.N(longestPause)):
	case <-r.Context().Done():
	}
}

// fail answers with anything but a success.
func fail(w http.ResponseWriter, r *http.Request) {
	pause(r)
	switch rand.N(6) {
	case 0:
		w.WriteHeader(http.StatusInternalServerError)
	case 1:
		w.WriteHeader(http.StatusNoContent)
	case 2:
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	case 3:
		w.Header().Set("Retry-After", "7200")
		w.WriteHeader(http.StatusTooManyRequests)
	case 4:
		panic(http.ErrAbortHandler) // hangs up
	case 5:
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			io.WriteString(conn, "HTTP/1.1 20") // hangs up half way
			conn.Close()
		}
	}
}

// floodBody is a body as a receiver is to get it: written with keys in order, and nothing escaped that need
// not be.
func floodBody(fields object) string {
	fields["environment"], fields["webhook_type"] = "sandbox", "INCOME"
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	encoder.Encode(fields)
	return strings.TrimSuffix(text.String(), "\n")
}

// fire makes a server send the n-th webhook, and again under another name as often as the call is cut off.
func (f *flood) fire(n int, at func() *caller) {
	for call := 0; ; call++ {
		who := fmt.Sprintf(`person %d & <Zoë> "%d"`, n, call)
		fields := object{"user_id": who, "webhook_code": "BANK_INCOME_REFRESH_UPDATE"}
		about := plaid.NewSandboxBankIncomeWebhookFireRequestWebhookFields(who)
		if n%2 == 1 {
			fields["webhook_code"], fields["result"] = "BANK_INCOME_REFRESH_COMPLETE", "FAILURE"
			about.SetBankIncomeRefreshCompleteResult(plaid.BANKINCOMEREFRESHCOMPLETERESULT_FAILURE)
		}
		body := floodBody(fields)
		f.mu.Lock()
		f.fired[body] = false // it may come before the answer
		f.mu.Unlock()
		request := plaid.NewSandboxBankIncomeFireWebhookRequest(plaid.SandboxBankIncomeWebhookFireRequestWebhookCode(fields["webhook_code"].(string)), *about)
		request.SetWebhookOverride(fmt.Sprint(f.listening.URL, "/", n))
		c := at()
		if c == nil {
			return // the test has failed
		}
		_, resp, err := c.SandboxBankIncomeFireWebhook(c.ctx).SandboxBankIncomeFireWebhookRequest(*request).Execute()
		switch {
		case err == nil:
			f.mu.Lock()
			f.fired[body] = true
			f.mu.Unlock()
			return
		case resp != nil:
			f.t.Errorf("webhook %d is refused: %s", n, reason(resp, err))
			return
		}
	}
}

// until waits for something to be so of what came. Where a caller is given, its server's clock is moved whenever
// nothing comes any more: what waits for another attempt is due then.
func (f *flood) until(what string, c *caller, so func() bool) {
	f.t.Helper()
	late := time.After(hookPatience)
	for {
		f.mu.Lock()
		done, changed := so(), f.changed
		f.mu.Unlock()
		if done {
			return
		}
		if f.t.Failed() {
			f.t.FailNow() // there may be many like what was found
		}
		select {
		case <-changed:
		case <-time.After(stillFor):
			if c != nil {
				c.advance(4 * hour)
			}
		case <-late:
			f.mu.Lock()
			defer f.mu.Unlock()
			f.t.Fatalf("after %s: not %s; %d attempts came for %d webhooks", hookPatience, what, f.attempts, len(f.taken))
		}
	}
}

// whole says that each webhook was taken whose call was answered. The lock is held.
func (f *flood) whole() bool {
	for body, answered := range f.fired {
		if answered && f.taken[body] == 0 {
			return false
		}
	}
	return true
}
