package sdktest

import (
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"toile/internal/pgtest"
)

// When connections are cut, and when the standby takes over: some time after all is well, and again when a
// new standby has been made and there is time for another switch.
const (
	cutEvery     = 200 * time.Millisecond
	switchAfter  = 3 * time.Second
	switchAnew   = 40 * time.Second // what a new standby and another switch need
	soakDatabase = "soak"
)

// outages are the ways in which the primary goes, in turns: how it is stopped, and how long it takes until
// somebody promotes the standby. The last is longer than a server tries.
var outages = []struct {
	mode  string
	delay time.Duration
}{{"immediate", 0}, {"fast", 0}, {"immediate", 18 * time.Second}}

// switches are the PostgreSQL servers of a soak and what became of them.
type switches struct {
	mu               sync.Mutex
	primary, standby *pgtest.Cluster
	turns            []*turn
}

// turn is a switch from the primary to the standby.
type turn struct {
	mode       string // in which the primary was stopped
	begin, end time.Time
	longest    time.Duration // that a call took which was made before the end and answered after the begin
}

// meets reports whether something happened during the turn.
func (t *turn) meets(begin, end time.Time) bool {
	return (t.end.IsZero() || begin.Before(t.end)) && end.After(t.begin)
}

// startPostgres starts a primary that loses nothing, and its standby.
func (s *soak) startPostgres() {
	var err error
	if s.primary, err = pgtest.Start(s.t.Context(), pgtest.Options{}); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { s.close(s.primary) })
	if err := s.primary.Create(s.t.Context(), soakDatabase); err != nil {
		s.t.Fatal(err)
	}
	if s.standby, err = s.primary.Standby(s.t.Context()); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { s.close(s.standby) })
}

func (s *soak) close(c *pgtest.Cluster) {
	if c == nil {
		return
	}
	if err := c.Close(); err != nil {
		s.t.Errorf("closing PostgreSQL: %v", err)
	}
}

// url names the primary and the standby, whichever is which when it is used.
func (s *soak) url() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	hosts := host(s.primary)
	if s.standby != nil {
		hosts += "," + host(s.standby)
	}
	const options = "target_session_attrs=read-write&sslmode=disable&connect_timeout=2"
	return fmt.Sprintf("postgres://toile@%s/%s?%s", hosts, soakDatabase, options)
}

func host(c *pgtest.Cluster) string {
	address, err := url.Parse(c.URL(soakDatabase))
	if err != nil {
		panic(err) // pgtest wrote it
	}
	return address.Host
}

// switchOver stops the primary and has the standby take over, as often as there is time.
func (s *soak) switchOver() {
	for n := 0; ; n++ {
		time.Sleep(switchAfter)
		outage := outages[n%len(outages)]
		if err := s.switchOnce(outage.mode, outage.delay); err != nil {
			s.t.Errorf("switching to the standby: %v", err)
			return
		}
		if !s.running() || time.Until(s.until) < switchAnew {
			return
		}
		if err := s.renewStandby(); err != nil {
			s.t.Errorf("making a new standby: %v", err)
			return
		}
	}
}

func (s *soak) switchOnce(mode string, delay time.Duration) error {
	now := &turn{mode: mode, begin: time.Now()}
	s.mu.Lock()
	s.turns = append(s.turns, now)
	s.mu.Unlock()
	if err := s.primary.Stop(mode); err != nil {
		return err
	}
	time.Sleep(delay)
	if err := s.standby.Promote(s.t.Context()); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now.end = time.Now()
	return nil
}

// renewStandby gives the new primary a standby, and waits until every server knows where it is, which it
// learns when it is killed and started again.
func (s *soak) renewStandby() error {
	old := s.primary
	standby, err := s.standby.Standby(s.t.Context())
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.primary, s.standby = s.standby, standby
	s.mu.Unlock()
	for _, p := range s.posts {
		// A server that is being started may have been told the old addresses.
		for life := p.life.Load(); p.life.Load() < life+3 && s.running(); {
			time.Sleep(killEvery / 10)
		}
	}
	return old.Close()
}

// cutConnections has the primary cut off what the servers are doing there, between all else.
func (s *soak) cutConnections() {
	for s.running() {
		time.Sleep(cutEvery)
		primary, err := pgx.Connect(s.t.Context(), s.url())
		if err != nil {
			continue // while there is none
		}
		done, err := primary.Exec(s.t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE application_name = 'toile' AND state <> 'idle'`)
		if err == nil {
			s.cuts.Add(done.RowsAffected())
		}
		primary.Close(s.t.Context())
	}
}

// turnOf finds the switch during which something happened, if there was one.
func (s *soak) turnOf(begin, end time.Time) *turn {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, turn := range s.turns {
		if turn.meets(begin, end) {
			return turn
		}
	}
	return nil
}

// noteWait notes how long a caller had to wait.
func (s *soak) noteWait(begin, end time.Time) {
	if turn := s.turnOf(begin, end); turn != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		turn.longest = max(turn.longest, end.Sub(begin))
	}
}
