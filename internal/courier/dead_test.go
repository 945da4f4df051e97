package courier_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"toile/internal/courier"
	"toile/internal/webhook"
)

// A receiver that never answers keeps no other waiting, however much waits for it.
func TestDeadReceiver(t *testing.T) {
	t.Parallel()
	p := open(t, place(t)).patient().start()
	release := make(chan struct{})
	dead := receive(t, func(http.ResponseWriter, *http.Request) { <-release })
	defer close(release)
	live := receive(t, takes)
	p.tell(dead.URL, 200)
	p.tell(live.URL, 100)
	for range 100 {
		live.next(t)
	}
	if n := len(dead.times()); n > 8 {
		t.Errorf("%d are under way to the dead one", n)
	}
}

// However many are dead, whoever is well is served: the dead do not use up the room.
func TestManyDeadReceivers(t *testing.T) {
	t.Parallel()
	p, alone := open(t, place(t)).start(), open(t, place(t)).start()
	dead, release := []*receiver{}, make(chan struct{})
	defer close(release)
	for range 200 {
		r := receive(t, func(http.ResponseWriter, *http.Request) { <-release })
		dead = append(dead, r)
		p.write(r.URL, 20)
	}
	p.keepsUp(alone, "while the dead have their first attempts")
	for _, r := range dead { // after the first attempts one at a time
		p.until(r.URL, 0, func(d webhook.Delivery) bool { return len(d.Attempts) > 0 || len(r.times()) > 8 })
	}
	p.keepsUp(alone, "later")
	for _, r := range dead {
		if n := len(r.times()); n > 8+8 { // eight at first, then one in 2 s
			t.Errorf("%d came to a dead one", n)
		}
	}
}

// keepsUp sends webhooks to somebody who is well, and as many from a server that has nothing else to do, at the same time:
// here it may take somewhat longer, but not until dead ones were given up.
func (p *post) keepsUp(alone *post, when string) {
	p.t.Helper()
	const many = 300
	var took [2]time.Duration
	var both sync.WaitGroup
	begun := time.Now()
	for i, from := range []*post{p, alone} {
		var came atomic.Int64
		all := make(chan struct{})
		live := receive(p.t.(*testing.T), func(http.ResponseWriter, *http.Request) {
			if came.Add(1) == many {
				close(all)
			}
		})
		from.tell(live.URL, many)
		both.Go(func() {
			select {
			case <-all:
			case <-time.After(20 * time.Second):
			}
			took[i] = time.Since(begun)
		})
	}
	both.Wait()
	p.t.Logf("%s the one who is well had all after %s, and beside nobody after %s", when, took[0], took[1])
	if took[0] > 3*took[1]+p.answer/2 {
		p.t.Errorf("%s the one who is well waited", when)
	}
}

// crowd is many receivers behind one address, who are told apart by their names.
type crowd struct {
	port  string
	mu    sync.Mutex
	under map[string]int // way now, by host
	most  map[string]int // that were
	all   atomic.Int64   // that are under way
	peak  int64
}

// gather opens receivers that answer as a function says.
func gather(t *testing.T, answer func(r *http.Request)) *crowd {
	c := &crowd{under: map[string]int{}, most: map[string]int{}}
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		c.count(r.Host, 1)
		defer c.count(r.Host, -1)
		answer(r)
	}))
	t.Cleanup(s.Close)
	_, c.port, _ = net.SplitHostPort(s.Listener.Addr().String())
	return c
}

func (c *crowd) count(host string, by int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.under[host] += by
	c.most[host] = max(c.most[host], c.under[host])
	c.peak = max(c.peak, c.all.Add(int64(by)))
}

func (c *crowd) url(name string, n int) string {
	return fmt.Sprintf("http://%s%d.localhost:%s", name, n, c.port)
}

func localOnly(c *courier.Config) { c.LocalOnly = true }

// Receivers that turn slow with much to come do not use up the room together: whoever comes then is served.
func TestManySlowReceivers(t *testing.T) {
	t.Parallel()
	const slow, live = 150, 20
	release, arrived := make(chan struct{}), make(chan string, 10_000)
	var answered sync.Map
	c := gather(t, func(r *http.Request) {
		arrived <- r.Host
		if _, before := answered.LoadOrStore(r.Host, true); before {
			<-release
		}
	})
	defer close(release)
	p := open(t, place(t)).patient().start(localOnly)
	for n := range slow {
		p.write(c.url("slow", n), 10)
	}
	p.move(0)
	late := time.After(20 * time.Second)
	for c.all.Load() < 700 {
		select {
		case <-arrived:
		case <-late:
			t.Fatalf("%d are under way after 20 seconds", c.all.Load())
		}
	}
	well := receive(t, takes)
	_, port, _ := net.SplitHostPort(well.Listener.Addr().String())
	for n := range live {
		p.tell(fmt.Sprintf("http://live%d.localhost:%s", n, port), 10)
	}
	for range 10 * live {
		well.next(t)
	}
}

// What is under way is bounded, and so are the goroutines for it, of which none is left in the end. It runs by itself.
func TestGoroutines(t *testing.T) {
	const many, mostAtATime, mostEach = 1200, 1024, 8
	database := place(t) // whose server has goroutines that stay
	before := runtime.NumGoroutine()
	t.Run("under load", func(t *testing.T) {
		release, arrived := make(chan struct{}), make(chan struct{}, 4*many)
		c := gather(t, func(*http.Request) {
			arrived <- struct{}{}
			<-release
		})
		p := open(t, database).patient().start(localOnly)
		idle := runtime.NumGoroutine()
		for n := range many {
			p.write(c.url("slow", n), 2)
		}
		p.move(0)
		for still := false; !still || c.all.Load() < 768; { // which never answered
			select {
			case <-arrived:
			case <-time.After(200 * time.Millisecond): // where there were no bound more would come
				still = true
			case <-t.Context().Done():
				t.Fatalf("%d are under way", c.all.Load())
			}
		}
		if each := float64(runtime.NumGoroutine()-idle) / float64(c.all.Load()); each > 8 { // two of the lane's, and both ends of the connection
			t.Errorf("there are %.1f goroutines for each that is under way", each)
		}
		close(release)
		for n := range many {
			p.until(c.url("slow", n), 1, attempts(1))
		}
		p.stop()
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.peak > mostAtATime {
			t.Errorf("%d were under way at a time", c.peak)
		}
		for host, n := range c.most {
			if n > mostEach {
				t.Errorf("%d were under way to %s", n, host)
			}
		}
	})
	for limit := time.Now().Add(20 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(limit) {
			all := make([]byte, 1<<20)
			t.Fatalf("there were %d goroutines and are\n%s", before, all[:runtime.Stack(all, true)])
		}
	}
}
