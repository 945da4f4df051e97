package sdktest

import (
	"flag"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// soakFor is how long the soak loads its servers. What comes before and after takes about as long as the
// shortest soak.
var soakFor = flag.Duration("soak", 8*time.Second, "how long the soak loads its servers")

// How many do what in the soak.
const (
	soakServers  = 3
	soakWriters  = 6
	soakReaders  = 2
	soakCheckers = 8
)

// soak is three servers on a PostgreSQL with a synchronous standby under load, while servers are killed,
// connections are cut and the standby takes over.
type soak struct {
	t     *testing.T
	posts [soakServers]*post
	switches
	people people
	given  sync.Map // ids and request_ids that were given out
	until  time.Time

	acknowledged, kills, cuts, failed atomic.Int64
}

// TestSoak finds every acknowledged write after kills of servers and switches to the standby, and sees
// callers through them: an answer that is no success is Plaid's error with 5xx, and the same call succeeds
// soon after.
func TestSoak(t *testing.T) {
	onlyOn(t, postgresql)
	s := &soak{t: t}
	s.startPostgres()
	s.startServers()

	s.until = time.Now().Add(*soakFor)
	var load sync.WaitGroup
	load.Go(s.killServers)
	load.Go(s.switchOver)
	load.Go(s.cutConnections)
	for n := range soakWriters {
		load.Go(func() { s.newHand(n).write(fmt.Sprint("writer ", n)) })
	}
	for n := range soakReaders {
		load.Go(func() { s.newHand(n).read() })
	}
	load.Wait()
	s.check()
	t.Log(s.report())
}

// check finds all that was acknowledged.
func (s *soak) check() {
	everybody := make(chan *person)
	var checkers sync.WaitGroup
	for n := range soakCheckers {
		checkers.Go(func() {
			h := s.newHand(n)
			for p := range everybody {
				h.check(p)
			}
		})
	}
	for _, p := range s.people.all() {
		if s.t.Failed() {
			break // there may be many like those that were found
		}
		everybody <- p
	}
	close(everybody)
	checkers.Wait()
	if s.acknowledged.Load() == 0 || s.kills.Load() == 0 || len(s.turns) == 0 {
		s.t.Error("too little happened")
	}
}

func (s *soak) report() string {
	text := fmt.Sprintf("%d acknowledged writes for %d people, %d kills, %d connections cut, %d switches, %d answers with 5xx",
		s.acknowledged.Load(), len(s.people.all()), s.kills.Load(), s.cuts.Load(), len(s.turns), s.failed.Load())
	var lines strings.Builder
	for n, turn := range s.turns {
		fmt.Fprintf(&lines, "\nswitch %d, %s: the standby wrote after %s, the longest call took %s",
			n+1, turn.mode, turn.end.Sub(turn.begin).Round(time.Millisecond), turn.longest.Round(time.Millisecond))
	}
	return text + lines.String()
}

// running reports whether the load goes on. It ends early when the test has failed.
func (s *soak) running() bool { return time.Now().Before(s.until) && !s.t.Failed() }

// once notes what is given out, which must not be given twice.
func (s *soak) once(what, id string) {
	if _, twice := s.given.LoadOrStore(id, true); twice || id == "" {
		s.t.Errorf("the %s %q was given twice", what, id)
	}
}
