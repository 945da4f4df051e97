package courier_test

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"toile/internal/app"
	"toile/internal/courier"
	"toile/internal/pgtest"
	"toile/internal/store"
	"toile/internal/webhook"
)

// throughProxy counts what came to the proxy of these tests, which takes every webhook.
var throughProxy atomic.Int64

func TestMain(m *testing.M) {
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { throughProxy.Add(1) }))
	os.Setenv("HTTP_PROXY", proxy.URL)
	net.DefaultResolver = courier.Hosts // no test asks a name server
	os.Exit(pgtest.Main(m))
}

// post is a server's database and operations, with a courier when the test has started one.
type post struct {
	*app.App
	store  *store.Store
	t      testing.TB
	log    *strings.Builder // under mu
	mu     sync.Mutex
	stop   func()
	answer time.Duration // that receivers have to answer
}

func open(t testing.TB, database string) *post {
	t.Helper()
	s, err := store.Open(t.Context(), database, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := app.Start(context.WithoutCancel(t.Context()), s, app.Settings{Seed: "tests", Real: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	p := &post{App: a, store: s, t: t, log: &strings.Builder{}, stop: func() {}, answer: 2 * time.Second}
	t.Cleanup(func() {
		p.stop()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// Write keeps the log.
func (p *post) Write(line []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.Write(line)
}

func (p *post) logged() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.log.String()
}

// patient gives receivers so long that whatever waits for the end of that fails its test, on a slow machine, too.
func (p *post) patient() *post {
	p.answer = time.Hour
	return p
}

// start runs a courier until stop, or the end of the test.
func (p *post) start(set ...func(*courier.Config)) *post {
	p.begin(set...)
	return p
}

func (p *post) begin(set ...func(*courier.Config)) *courier.Courier {
	ctx, cancel := context.WithCancel(context.WithoutCancel(p.t.Context()))
	config := courier.Config{App: p.App, Now: time.Now, Log: slog.New(slog.NewTextHandler(p, nil))}
	for _, set := range set {
		set(&config)
	}
	c := courier.New(config)
	c.AnswerWithin(p.answer)
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.Run(ctx)
	}()
	p.stop = sync.OnceFunc(func() {
		cancel()
		<-done
	})
	return c
}

// tell leaves n webhooks for an address, whose codes count from 0, and wakes the courier.
func (p *post) tell(url string, n int) {
	p.t.Helper()
	p.write(url, n)
	p.move(0)
}

func (p *post) write(url string, n int) {
	p.t.Helper()
	err := p.store.Update(p.t.Context(), func(tx *store.Tx) error {
		for i := range n {
			code := fmt.Sprint(i)
			d, err := webhook.New(url+code, "client", url, webhook.Message{Type: "TEST", Code: code})
			d.MadeAt = time.Now()
			if err == nil {
				err = tx.CreateWebhook(d)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *post) move(by time.Duration) {
	p.t.Helper()
	if err := p.MoveClock(p.t.Context(), app.ClockMove{Advance: by}); err != nil {
		p.t.Fatal(err)
	}
}

// kept reads what is kept of the n-th webhook for an address.
func (p *post) kept(url string, n int) (d webhook.Delivery) {
	p.t.Helper()
	err := p.store.View(p.t.Context(), func(tx *store.Tx) (err error) {
		d, err = tx.Webhook(fmt.Sprint(url, n))
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return d
}

// receiver answers webhooks as a function says, and counts them by code.
type receiver struct {
	*httptest.Server
	mu    sync.Mutex
	codes map[string]int
	came  chan http.Header
}

func receive(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) *receiver {
	t.Helper()
	r := &receiver{codes: map[string]int{}, came: make(chan http.Header, 1000)}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body := make([]byte, 1000)
		n, _ := req.Body.Read(body)
		_, code, _ := strings.Cut(string(body[:n]), `"webhook_code": "`)
		code, _, _ = strings.Cut(code, `"`)
		r.mu.Lock()
		r.codes[code]++
		r.mu.Unlock()
		answer(w, req)
		r.came <- req.Header
	}))
	t.Cleanup(r.Close)
	return r
}

// times counts how often each code came.
func (r *receiver) times() map[string]int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return maps.Clone(r.codes)
}

func takes(http.ResponseWriter, *http.Request) {}

// next waits until a webhook was answered.
func (r *receiver) next(t *testing.T) http.Header {
	t.Helper()
	select {
	case header := <-r.came:
		return header
	case <-time.After(20 * time.Second):
		t.Fatalf("nothing came within 20 seconds; %v came before", r.times())
		return nil
	}
}

// until waits for a webhook to be kept as a test wants it.
func (p *post) until(url string, n int, fits func(webhook.Delivery) bool) webhook.Delivery {
	p.t.Helper()
	for limit := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
		if d := p.kept(url, n); fits(d) {
			return d
		} else if time.Now().After(limit) {
			p.t.Fatalf("it is kept as %+v; logged is\n%s", d, p.logged())
		}
	}
}

func attempts(n int) func(webhook.Delivery) bool {
	return func(d webhook.Delivery) bool { return len(d.Attempts) == n }
}

func place(t *testing.T) string {
	t.Helper()
	if url := pgtest.Chosen(t); url != "" {
		return url
	}
	return filepath.Join(t.TempDir(), "toile.db")
}

func TestDelivered(t *testing.T) {
	t.Parallel()
	p, r := open(t, place(t)).start(), receive(t, takes)
	p.tell(r.URL, 30)
	for range 30 {
		header := r.next(t)
		if header.Get("Content-Type") != "application/json" || strings.Count(header.Get("Plaid-Verification"), ".") != 2 {
			t.Errorf("headers %v", header)
		}
	}
	for n := range 30 {
		d := p.until(r.URL, n, attempts(1))
		if d.State != webhook.Delivered || d.Attempts[0].Status != 200 || d.Attempts[0].Took <= 0 || time.Since(d.Attempts[0].At) > time.Minute {
			t.Errorf("%d is kept as %+v", n, d)
		}
		if times := r.times()[fmt.Sprint(n)]; times != 1 {
			t.Errorf("%d came %d times", n, times)
		}
	}
	p.stop() // which waits for the last line
	if log := p.logged(); strings.Count(log, "webhook delivered") != 30 || strings.Contains(log, "environment") {
		t.Errorf("logged is\n%s", log)
	}
}

// Who answers anything but 200 gets it again, signed anew; another address is never told.
func TestNotTaken(t *testing.T) {
	t.Parallel()
	elsewhere := receive(t, takes)
	for name, answer := range map[string]func(w http.ResponseWriter, r *http.Request){
		"error":      func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"no content": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(204) },
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		},
		"hangs up": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"headers without end": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("A", strings.Repeat("a", 1<<20))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := open(t, place(t)).start()
			var mu sync.Mutex
			first := true
			r := receive(t, func(w http.ResponseWriter, req *http.Request) {
				mu.Lock()
				fails := first
				first = false
				mu.Unlock()
				if fails {
					answer(w, req)
				}
			})
			p.tell(r.URL, 1)
			d := p.until(r.URL, 0, attempts(1))
			if d.State != webhook.Waiting || d.Attempts[0].Status == 200 || d.Attempts[0].Status == 0 && d.Attempts[0].Error == "" {
				t.Errorf("it is kept as %+v", d.Attempts)
			}
			p.move(30 * time.Second)
			d = p.until(r.URL, 0, attempts(2))
			if d.State != webhook.Delivered || r.times()["0"] != 2 {
				t.Errorf("after another attempt it is kept as %+v", d)
			}
		})
	}
	t.Cleanup(func() {
		if len(elsewhere.times()) > 0 {
			t.Error("a redirect was followed")
		}
	})
}

// What cannot be reached at all is tried again, too, and what it says is kept.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	p := open(t, place(t)).start()
	closed := httptest.NewServer(nil)
	closed.Close()
	untrusted := httptest.NewTLSServer(http.HandlerFunc(takes))
	untrusted.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	defer untrusted.Close()
	for _, url := range []string{closed.URL, untrusted.URL, "http://%zz"} {
		p.tell(url, 1)
		if d := p.until(url, 0, attempts(1)); d.State != webhook.Waiting || d.Attempts[0].Error == "" {
			t.Errorf("%s is kept as %+v", url, d)
		}
	}
}

// A receiver may say when it wants it again.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{
		"3600": time.Hour, "": 0, "soon": 0, "-5": 0, "99999999999": 1 << 30 * time.Second,
		time.Now().Add(time.Hour).UTC().Format(http.TimeFormat):  time.Hour,
		time.Now().Add(-time.Hour).UTC().Format(http.TimeFormat): 0,
	} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			p := open(t, place(t)).start()
			r := receive(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Retry-After", value)
				w.WriteHeader(http.StatusTooManyRequests)
			})
			p.tell(r.URL, 1)
			got := p.until(r.URL, 0, attempts(1)).Attempts[0].RetryAfter
			if got > want || got < want-time.Minute {
				t.Errorf("Retry-After %q is %s, want %s", value, got, want)
			}
		})
	}
}

// A receiver that answers again after it was silent gets all that waits.
func TestReceiverComesBack(t *testing.T) {
	t.Parallel()
	p := open(t, place(t)).start()
	var asleep atomic.Bool
	asleep.Store(true)
	release := make(chan struct{})
	r := receive(t, func(http.ResponseWriter, *http.Request) {
		if asleep.Load() {
			<-release
		}
	})
	p.tell(r.URL, 50)
	p.until(r.URL, 0, attempts(1))
	asleep.Store(false)
	close(release)
	p.move(30 * time.Second) // for those that came before
	for n := range 50 {
		d := p.until(r.URL, n, func(d webhook.Delivery) bool { return d.State == webhook.Delivered || len(d.Attempts) > 0 })
		if d.State != webhook.Delivered {
			p.move(30 * time.Second)
			p.until(r.URL, n, func(d webhook.Delivery) bool { return d.State == webhook.Delivered })
		}
	}
}

// What is under way when a server stops is not lost: the next one sends it, at once.
func TestStop(t *testing.T) {
	t.Parallel()
	database := place(t)
	first := open(t, database).patient().start()
	release, arrived := make(chan struct{}), make(chan struct{}, 100)
	r := receive(t, func(w http.ResponseWriter, _ *http.Request) {
		arrived <- struct{}{}
		<-release
	})
	first.tell(r.URL, 20)
	for range 8 {
		<-arrived
	}
	first.stop() // which does not wait for the receiver
	if d := first.kept(r.URL, 0); len(d.Attempts) > 0 || d.State != webhook.Waiting {
		t.Errorf("what was under way is kept as %+v", d)
	}
	close(release)
	if err := first.store.Close(); err != nil {
		t.Fatal(err)
	}
	second := open(t, database).start()
	for n := range 20 {
		second.until(r.URL, n, func(d webhook.Delivery) bool { return d.State == webhook.Delivered })
	}
}

// Several servers on a database share the work, and each webhook comes once.
func TestServersShare(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	first := open(t, database)
	r := receive(t, takes)
	const many = 100
	first.tell(r.URL, many)
	for range 3 {
		open(t, database).start()
	}
	for range many {
		r.next(t)
	}
	for n := range many {
		first.until(r.URL, n, attempts(1))
	}
	for code, n := range r.times() {
		if n != 1 {
			t.Errorf("%s came %d times", code, n)
		}
	}
	if n := len(r.times()); n != many {
		t.Errorf("%d came", n)
	}
}
