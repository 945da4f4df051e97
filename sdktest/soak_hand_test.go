package sdktest

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"syscall"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// What a caller may have to put up with.
const (
	answeredWithin  = time.Minute      // each single attempt
	succeedsWithin  = 30 * time.Second // all attempts of a call together
	pauseAfterBreak = 20 * time.Millisecond
)

// hand is a caller of all servers of a soak. Its calls go round among them.
type hand struct {
	*soak
	next int
}

func (s *soak) newHand(n int) *hand { return &hand{s, n} }

// asking is a call of a server. It gives the response, if there was one.
type asking func(*caller) (*http.Response, error)

// reply is what became of a call in the end.
type reply struct {
	code    string // of the error that it was refused with, empty when it succeeded
	unknown int    // attempts before, which may have done what they were asked
	lost    bool   // it was given up
}

// insist makes a call at one server after the other until it is answered by anything but a broken
// connection or a 5xx.
func (h *hand) insist(what string, call asking) (r reply) {
	begin := time.Now()
	for time.Since(begin) < succeedsWithin {
		p := h.posts[h.next%len(h.posts)]
		h.next++
		code, end := h.attempt(what, p, call)
		switch end {
		case replied:
			h.noteWait(begin, time.Now())
			r.code = code
			return r
		case broken:
			r.unknown++
		}
		time.Sleep(pauseAfterBreak)
	}
	h.t.Errorf("%s has not succeeded for %s", what, succeedsWithin)
	r.lost = true
	return r
}

// must is insist for a call that nothing speaks against.
func (h *hand) must(what string, call asking) (succeeded bool) {
	r := h.insist(what, call)
	if r.code != "" {
		h.t.Errorf("%s is refused with %s", what, r.code)
	}
	return r.code == "" && !r.lost
}

// ending is how an attempt ended.
type ending int

const (
	replied   ending = iota // with a success or a refusal
	broken                  // nobody knows what it did
	unreached               // it did nothing
)

// attempt makes a call once. That it is not answered has to have a reason: the server was killed, or the
// database on its way.
func (s *soak) attempt(what string, p *post, call asking) (code string, end ending) {
	life, begin := p.life.Load(), time.Now()
	limited := *p.caller
	var cancel context.CancelFunc
	limited.ctx, cancel = context.WithTimeout(s.t.Context(), answeredWithin)
	defer cancel()
	resp, err := call(&limited)
	over := time.Now()
	if resp == nil {
		if !p.wasKilled(life) {
			s.t.Errorf("%s: nobody killed the server, and it broke off after %s: %v", what, over.Sub(begin), err)
		}
		if errors.Is(err, syscall.ECONNREFUSED) {
			return "", unreached
		}
		return "", broken
	}
	s.once("request_id", resp.Header.Get("Plaid-Request-ID"))
	if resp.StatusCode < 300 {
		if err != nil {
			s.t.Errorf("%s: the answer cannot be read: %v", what, err)
		}
		return "", replied
	}
	var e plaid.PlaidError
	if err := json.NewDecoder(resp.Body).Decode(&e); err != nil || e.ErrorCode == "" {
		s.t.Errorf("%s: %d without a Plaid error: %v", what, resp.StatusCode, err)
	}
	if resp.StatusCode < 500 {
		return e.ErrorCode, replied
	}
	s.failed.Add(1)
	if e.ErrorType != plaid.PLAIDERRORTYPE_API_ERROR || s.turnOf(begin, over) == nil {
		s.t.Errorf("%s: answered %d %s %s after %s, from %s on", what, resp.StatusCode, e.ErrorType, e.ErrorCode,
			over.Sub(begin), begin.Format(time.TimeOnly))
	}
	return "", broken
}
