package toiletest

import "strings"

// All gives every webhook that came, in the order in which they came, whether Next gave it or not. Before, it does what
// is due by the server's clock, and waits until everything that the server has written for this receiver came. A webhook
// that was refused and is to come again is not waited for.
func (r *Receiver) All() []Webhook {
	r.t.Helper()
	r.settle()
	r.mu.Lock()
	defer r.mu.Unlock()
	all := []Webhook{}
	for _, a := range r.came {
		all = append(all, a.Webhook)
	}
	return all
}

// None fails the test if there is a webhook of a type and code that Next has not given. Empty texts stand for any. It
// proves it without a pause: a webhook is written down together with what it tells of, so whatever was caused by calls
// that have been answered, and by what is due by the server's clock, has come when it answers.
func (r *Receiver) None(kind, code string) {
	r.t.Helper()
	r.settle()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, a := range r.came {
		if !a.given && (kind == "" || a.Type == kind) && (code == "" || a.Code == code) {
			r.t.Errorf("toiletest: a webhook came that is not wanted: %s", a.Body)
		}
	}
}

// settle waits until what the server has written for this receiver came.
func (r *Receiver) settle() {
	r.t.Helper()
	r.server.Advance(0) // does what is due
	due := r.server.sendings(r.host)
	settled := r.until(func() bool {
		came := map[string]int{}
		for _, a := range r.came {
			came[string(a.Body)]++
		}
		for body, times := range due {
			if came[body] < times {
				return false
			}
		}
		return true
	})
	if !settled {
		r.t.Fatalf("toiletest: webhooks are still under way after %s", patience)
	}
}

// sendings counts by body how often the server has sent webhooks to a host, or is about to for the first time.
func (s *Server) sendings(host string) map[string]int {
	s.t.Helper()
	count := map[string]int{}
	query := map[string]any{"limit": 500}
	for {
		var page struct {
			Before   string
			Webhooks []struct {
				URL, Body, State string
				Attempts         []struct{ Status int }
			}
		}
		s.control("/toile/webhooks/list", query, &page)
		for _, w := range page.Webhooks {
			if !strings.HasPrefix(w.URL, host+"/") {
				continue
			}
			answered := 0
			for _, a := range w.Attempts {
				if a.Status != 0 {
					answered++
				}
			}
			if w.State == "waiting" {
				answered = max(answered, 1)
			}
			count[w.Body] += answered
		}
		if page.Before == "" {
			return count
		}
		query["before"] = page.Before
	}
}
