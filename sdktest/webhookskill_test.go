package sdktest

import (
	"maps"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
)

// How many webhooks are under way while servers are killed, and how the calls that fire them and the kills are
// spread.
const (
	floodSize    = 1000
	floodFirers  = 8
	killsOnWay   = 3   // while webhooks are fired
	underWayMost = 64  // webhooks for one receiver that a server has claimed and not settled
	lastKillFrom = 100 // attempts after all were fired, and as many more at most
)

// TestWebhooksUnderKills kills the server again and again while a thousand webhooks are under way to a receiver
// that fails half of the time: each that a call was answered for arrives, and none that nobody fired.
func TestWebhooksUnderKills(t *testing.T) {
	t.Parallel()
	w := crewOf(t, 1)
	f := floodOf(w.any())
	f.underKills(w, w.kill)
}

// TestWebhooksFromAnother has two servers on a database, of which one is killed and replaced again and again, and
// in the end one delivers what is left of both.
func TestWebhooksFromAnother(t *testing.T) {
	onlyOn(t, postgresql)
	t.Parallel()
	w := crewOf(t, 2)
	f := floodOf(w.any())
	kills := 0
	f.underKills(w, func() {
		w.kill()
		if kills++; kills <= killsOnWay {
			w.join()
		}
	})
}

// underKills fires webhooks while servers are killed, and sees that they arrive.
func (f *flood) underKills(w *crew, kill func()) {
	f.t.Helper()
	var fired atomic.Int64
	var firers sync.WaitGroup
	for range floodFirers {
		firers.Go(func() {
			for n := fired.Add(1); n <= floodSize && !f.t.Failed(); n = fired.Add(1) {
				f.fire(int(n), w.any)
			}
		})
	}
	for n := range killsOnWay {
		moment := (2*n+1)*floodSize/(2*killsOnWay+1) + rand.N(floodSize/(2*killsOnWay+1))
		f.until("at the moment of a kill", nil, func() bool { return f.attempts >= moment })
		kill()
	}
	firers.Wait()
	f.mu.Lock()
	moment := f.attempts + lastKillFrom + rand.N(lastKillFrom)
	f.mu.Unlock()
	f.until("at the moment of the last kill", w.any(), func() bool { return f.attempts >= moment })
	f.mu.Lock()
	f.calm = true // and what is held ends with its server
	f.mu.Unlock()
	kill()
	f.until("all here", w.any(), f.whole)
	f.count(killsOnWay + 1)
	f.listed(w.any())
}

// listed sees that the server keeps each webhook that came, with the bytes that came, and none that nobody fired.
func (f *flood) listed(c *caller) {
	f.t.Helper()
	f.mu.Lock()
	fired, taken := maps.Clone(f.fired), maps.Clone(f.taken)
	f.mu.Unlock()
	kept := map[string]bool{}
	for _, row := range c.webhooks(nil) {
		body, _ := row["body"].(string)
		if _, known := fired[body]; !known || kept[body] {
			f.t.Errorf("the server lists, fired %v and listed before %v:\n%s", known, kept[body], body)
		}
		kept[body] = true
	}
	for body := range taken {
		if !kept[body] {
			f.t.Errorf("the server does not list what came:\n%s", body)
		}
	}
}

// count holds what came against what was fired.
func (f *flood) count(kills int) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	var answered, unsure, again, refused int
	for body, was := range f.fired {
		switch {
		case was:
			answered++
		case f.taken[body] > 0:
			unsure++
		}
		again += max(0, f.taken[body]-1)
		refused += f.refused[body]
	}
	if answered != floodSize {
		f.t.Errorf("%d calls were answered, %d were made", answered, floodSize)
	}
	if most := kills * underWayMost; again > most {
		f.t.Errorf("%d webhooks came again that were taken, at most %d were claimed when a server was killed", again, most)
	}
	if half := f.attempts / 2; refused < half*3/4 || refused > half*5/4 {
		f.t.Errorf("%d of %d attempts were refused, which is not half", refused, f.attempts)
	}
	f.t.Logf("%d webhooks, and %d of calls that were cut off, came in %d attempts, of which %d were refused; %d came again after %d kills",
		answered, unsure, f.attempts, refused, again, kills)
}
