package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"toile/internal/id"
	"toile/internal/pgtest"
	"toile/internal/store"
	"toile/internal/user"
)

// cutter stands between a store and PostgreSQL and cuts connections off at a commit, or falls
// silent.
type cutter struct {
	url    string
	reach  atomic.Bool // a commit that is cut off reaches the server; its answer never comes back
	armed  atomic.Int64
	cuts   atomic.Int64
	silent atomic.Bool // nothing comes through any more, and nobody is told
	closed atomic.Bool // no new connection is taken
}

// newCutter listens in front of a database.
func newCutter(t *testing.T, database string) *cutter {
	t.Helper()
	address, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	server := address.Host
	address.Host = listener.Addr().String()
	c := &cutter{url: address.String()}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go c.relay(client, server)
		}
	}()
	return c
}

func (c *cutter) relay(client net.Conn, address string) {
	defer client.Close()
	server, err := net.Dial("tcp", address)
	if err != nil || c.closed.Load() {
		return
	}
	defer server.Close()
	var deaf atomic.Bool
	go func() {
		defer client.Close()
		copyUntil(client, server, func([]byte) bool {
			c.hush()
			return deaf.Load()
		})
	}()
	copyUntil(server, client, func(sent []byte) bool {
		c.hush()
		if !bytes.Contains(sent, []byte("COMMIT\x00")) || c.armed.Add(-1) < 0 {
			return false
		}
		c.cuts.Add(1)
		if c.reach.Load() {
			deaf.Store(true)
			server.Write(sent)
			time.Sleep(20 * time.Millisecond) // the server should read it before the end of the connection
		}
		return true
	})
}

// hush waits while the cutter is silent.
func (c *cutter) hush() {
	for c.silent.Load() {
		time.Sleep(10 * time.Millisecond)
	}
}

// copyUntil relays what is read until cut says so.
func copyUntil(to, from net.Conn, cut func([]byte) bool) {
	buffer := make([]byte, 64<<10)
	for {
		n, err := from.Read(buffer)
		if err != nil || cut(buffer[:n]) {
			return
		}
		if _, err := to.Write(buffer[:n]); err != nil {
			return
		}
	}
}

// TestLostCommit loses answers to commits that happened and commits that never came: each
// write happens once.
func TestLostCommit(t *testing.T) {
	t.Parallel()
	for _, reach := range []bool{false, true} {
		t.Run(fmt.Sprintf("reaches the server %v", reach), func(t *testing.T) {
			t.Parallel()
			c := newCutter(t, pgtest.Database(t))
			c.reach.Store(reach)
			s := open(t, c.url, store.Options{})
			const writes = 40
			var work sync.WaitGroup
			for n := range writes {
				work.Go(func() {
					if n%4 == 0 {
						c.armed.Add(1)
					}
					err := s.Update(t.Context(), func(tx *store.Tx) error {
						if _, err := tx.Next("writes"); err != nil {
							return err
						}
						_, err := tx.CreateUser(newUser(n))
						return err
					})
					if err != nil {
						t.Error(err)
					}
				})
			}
			work.Wait()
			c.armed.Store(0)
			update(t, s, func(tx *store.Tx) error {
				n, err := tx.Next("writes")
				if n != writes+1 {
					t.Errorf("%d writes happened, want %d", n-1, writes)
				}
				return err
			})
			if c.cuts.Load() == 0 {
				t.Error("no commit was cut off")
			}
		})
	}
}

// TestUnknownOutcome loses the answer to a commit and the database with it: the write is not run
// again, for it may have happened.
func TestUnknownOutcome(t *testing.T) {
	t.Parallel()
	c := newCutter(t, pgtest.Database(t))
	s := open(t, c.url, store.Options{})
	c.reach.Store(true)
	c.armed.Store(1)
	runs := 0
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		runs++
		c.closed.Store(true)
		_, err := tx.CreateUser(newUser(1))
		return err
	})
	wantErr(t, err, store.ErrUnknownOutcome)
	if runs != 1 {
		t.Errorf("it ran %d times", runs)
	}
	c.closed.Store(false)
	view(t, s, func(tx *store.Tx) error {
		_, err := tx.User(newUser(1).Key)
		return err
	})
}

// TestSilentHost loses a host that says nothing any more, as one without power: the other is taken.
func TestSilentHost(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	c := newCutter(t, database)
	address, err := url.Parse(c.url)
	if err != nil {
		t.Fatal(err)
	}
	other, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	address.Host += "," + other.Host
	s := open(t, address.String()+"&connect_timeout=1", store.Options{})
	writeAll := func(from int) {
		var work sync.WaitGroup
		for n := range 8 {
			work.Go(func() {
				err := s.Update(t.Context(), func(tx *store.Tx) error {
					_, err := tx.CreateUser(newUser(from + n))
					return err
				})
				if err != nil {
					t.Error(err)
				}
				if _, err := s.SessionList(t.Context(), newUser(from+n).Key); err != nil {
					t.Error(err)
				}
			})
		}
		work.Wait()
	}
	writeAll(0) // over the first host
	c.silent.Store(true)
	defer c.silent.Store(false)
	begin := time.Now()
	writeAll(100)
	if took := time.Since(begin); took > 14*time.Second {
		t.Errorf("it took %s", took)
	}
}

// TestContention has many change the same records: no change is lost.
func TestContention(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t)
	servers := []*store.Store{open(t, url, store.Options{}), open(t, url, store.Options{}), open(t, url, store.Options{})}
	users := []user.User{createUser(t, servers[0], 1), createUser(t, servers[0], 2)}
	const each = 60
	var work sync.WaitGroup
	for n := range 8 {
		work.Go(func() {
			for range each {
				err := servers[n%3].Update(t.Context(), func(tx *store.Tx) error {
					for _, u := range users {
						u, err := tx.LockUser(u.Key)
						if err != nil {
							return err
						}
						u.Incarnation++
						if err := tx.SaveUser(u); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	work.Wait()
	for _, u := range users {
		view(t, servers[1], func(tx *store.Tx) error {
			got, err := tx.User(u.Key)
			if want := u.Incarnation + 8*each; got.Incarnation != want {
				t.Errorf("%d changes are left, want %d", got.Incarnation-u.Incarnation, want-u.Incarnation)
			}
			return err
		})
	}
}

// TestDeadlock lets two transactions wait for each other: the one that the server ends runs again.
func TestDeadlock(t *testing.T) {
	t.Parallel()
	s := open(t, pgtest.Database(t), store.Options{})
	users := []user.User{createUser(t, s, 1), createUser(t, s, 2)}
	var both, work sync.WaitGroup
	both.Add(2)
	var runs atomic.Int64
	for n := range 2 {
		work.Go(func() {
			first := true
			err := s.Update(t.Context(), func(tx *store.Tx) error {
				runs.Add(1)
				if _, err := tx.LockUser(users[n].Key); err != nil {
					return err
				}
				if first {
					first = false
					both.Done()
					both.Wait()
				}
				_, err := tx.LockUser(users[1-n].Key)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	if n := runs.Load(); n < 3 || n > 6 { // one is undone, or both where the machine is slow
		t.Errorf("%d runs, want 3", n)
	}
}

// TestConflict runs a function again that found another transaction in its way.
func TestConflict(t *testing.T) {
	t.Parallel()
	s := open(t, pgtest.Database(t), store.Options{})
	runs := 0
	update(t, s, func(tx *store.Tx) error {
		n, err := tx.Next("runs")
		if runs++; err == nil && runs < 3 {
			err = fmt.Errorf("on the way: %w", store.ErrConflict)
		}
		if n != 1 {
			t.Errorf("run %d sees what run %d wrote", runs, runs-1)
		}
		return err
	})
	if runs != 3 {
		t.Errorf("it ran %d times, want 3", runs)
	}
}

// TestMigrateAtOnce starts many servers on one empty database.
func TestMigrateAtOnce(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t)
	var work sync.WaitGroup
	for range 8 {
		work.Go(func() {
			s, err := store.Open(t.Context(), url, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			err = s.Update(t.Context(), func(tx *store.Tx) error {
				_, err := tx.Next("servers")
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
}

// TestPostgresRefuses looks at databases that cannot be served.
func TestPostgresRefuses(t *testing.T) {
	t.Parallel()
	run := func(t *testing.T, url, sql string) {
		t.Helper()
		c, err := pgx.Connect(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close(t.Context())
		if _, err := c.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	migrated := func(sql string) func(t *testing.T) string {
		return func(t *testing.T) string {
			url := pgtest.Database(t)
			if err := open(t, url, store.Options{}).Close(); err != nil {
				t.Fatal(err)
			}
			run(t, url, sql)
			return url
		}
	}
	for name, test := range map[string]struct {
		database func(t *testing.T) string
		want     error
		says     string
	}{
		"newer":      {migrated(`UPDATE toile_schema SET version = 99`), store.ErrNewer, "99"},
		"incomplete": {migrated(`UPDATE toile_schema SET filling = 1`), store.ErrIncomplete, "toile db copy"},
		"foreign": {func(t *testing.T) string {
			url := pgtest.Database(t)
			run(t, url, `CREATE TABLE users (id INT)`)
			return url
		}, store.ErrForeign, "search_path"},
		"missing": {func(t *testing.T) string {
			return strings.Replace(pgtest.Database(t), "/test_", "/missing_", 1)
		}, nil, "createdb"},
		"without TLS": {func(t *testing.T) string {
			return strings.Replace(pgtest.Database(t), "sslmode=disable", "sslmode=require", 1)
		}, nil, "sslmode"},
		"unreadable": {func(*testing.T) string {
			return "postgres://ann:hunter2@localhost:x/y"
		}, nil, "URL"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			database := test.database(t)
			begin := time.Now()
			s, err := store.Open(t.Context(), database, store.Options{})
			if err == nil {
				s.Close()
				t.Fatal("it was opened")
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("it was tried for %s, and no waiting mends it", took)
			}
			if test.want != nil {
				wantErr(t, err, test.want)
			}
			if !strings.Contains(err.Error(), test.says) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("it says %q, want %q and no password in it", err, test.says)
			}
		})
	}
}

// TestURLSettings are those of the URL.
func TestURLSettings(t *testing.T) {
	t.Parallel()
	s := open(t, pgtest.Database(t)+"&statement_timeout=50&pool_max_conns=2", store.Options{})
	u := createUser(t, s, 1)
	err := s.Update(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.LockUser(u.Key); err != nil {
			return err
		}
		return s.Update(t.Context(), func(tx *store.Tx) error { // the other connection waits for the lock
			_, err := tx.LockUser(u.Key)
			return err
		})
	})
	if err == nil || !strings.Contains(err.Error(), "statement timeout") {
		t.Errorf("got %v, want a statement timeout", err)
	}
}

// TestReplica reads what may lag from the replica, and from the primary when it fails.
func TestReplica(t *testing.T) {
	t.Parallel()
	primary, replica := pgtest.Database(t), pgtest.Database(t)
	old := open(t, replica, store.Options{}) // stands in for a replica that has not heard of the newest session
	s := open(t, primary, store.Options{Replica: replica})
	u := createUser(t, s, 1)
	createUser(t, old, 1)
	update(t, s, func(tx *store.Tx) error { return tx.PutCreditSession(newSession(u, 1), []byte(`{"new":true}`)) })

	lists := func(read func(context.Context, id.Key) (store.SessionList, error)) string {
		t.Helper()
		list, err := read(t.Context(), u.Key)
		if err != nil {
			t.Fatal(err)
		}
		return string(list.JSON)
	}
	if got := lists(s.SessionListLagging); got != "[]" {
		t.Errorf("the replica was not asked: %s", got)
	}
	if got := lists(s.SessionList); got != `[{"new":true}]` {
		t.Errorf("the primary was not asked: %s", got)
	}
	broken := open(t, primary, store.Options{Replica: "postgres://nobody@127.0.0.1:1/none"})
	if got := lists(broken.SessionListLagging); got != `[{"new":true}]` {
		t.Errorf("a replica that fails is not replaced: %s", got)
	}
	err := broken.ViewLagging(t.Context(), func(tx *store.Tx) error {
		_, err := tx.User(u.Key)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestText keeps every character in text that is searched for.
func TestText(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		for n, text := range []string{"\uFFFF", "\U0010FFFF\x01", "é😀\n", `\x00`} {
			u := newUser(n)
			u.ClientUserID = text
			update(t, s, func(tx *store.Tx) error {
				_, err := tx.CreateUser(u)
				return err
			})
			view(t, s, func(tx *store.Tx) error {
				found, err := tx.UserByClientUserID(u.ClientID, text)
				if found.Key != u.Key {
					t.Errorf("%q is found as user %s, want %s", text, found.ID, u.ID)
				}
				return err
			})
			update(t, s, func(tx *store.Tx) error {
				n, err := tx.Next(strings.Repeat(text, 3000))
				if n != 1 {
					t.Errorf("the sequence of %q begins with %d", text, n)
				}
				return err
			})
		}
	})
}

// TestLease gives work to one holder at a time, and to the next when that one is late.
func TestLease(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		for _, step := range []struct {
			holder     string
			now, until int
			held       bool
		}{
			{"a", 0, 10, true}, {"b", 9, 19, false}, {"a", 9, 19, true}, {"b", 18, 30, false}, {"b", 19, 29, true},
			{"a", 20, 30, false}, {"b", 21, 21, true}, {"a", 21, 30, true},
		} {
			at := func(second int) time.Time { return start.Add(time.Duration(second) * time.Second) }
			update(t, s, func(tx *store.Tx) error {
				held, err := tx.Lease("sweep", step.holder, at(step.now), at(step.until))
				if held != step.held {
					t.Errorf("%s asks at %d: %v, want %v", step.holder, step.now, held, step.held)
				}
				return err
			})
		}
		var holders atomic.Int64
		var work sync.WaitGroup
		for n := range 16 {
			work.Go(func() {
				err := s.Update(t.Context(), func(tx *store.Tx) error {
					held, err := tx.Lease("other work", fmt.Sprint(n), start, start.Add(time.Second))
					if held {
						holders.Add(1)
					}
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		work.Wait()
		if got := holders.Load(); got != 1 {
			t.Errorf("%d hold the same work", got)
		}
	})
}

// TestClockIsShared lets transactions read the clock of the database they write to.
func TestClockIsShared(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(tx *store.Tx) error { return tx.SetMeta(store.ClockMeta, "noon") })
		view(t, s, func(tx *store.Tx) error {
			setting, now, shared, err := tx.Clock()
			if shared != s.Shared() || shared && (setting != "noon" || time.Since(now).Abs() > time.Minute) {
				t.Errorf("got %q, %s, %v", setting, now, shared)
			}
			return err
		})
	})
}

// TestSweepKeepsTheLiving marks of connections.
func TestSweepKeepsTheLiving(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		createUser(t, s, 1)
		if n, err := s.Sweep(t.Context()); n != 0 || err != nil {
			t.Errorf("%d rows were swept, %v", n, err)
		}
	})
	url := pgtest.Database(t)
	s := open(t, url, store.Options{})
	createUser(t, s, 1)
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), `UPDATE writers SET seen_at = seen_at - 86400000000 - 1`); err != nil {
		t.Fatal(err)
	}
	// The sweeper's own connection may be the one that wrote; then its mark is new again.
	n, err := s.Sweep(t.Context())
	if err != nil || n > 1 {
		t.Errorf("%d rows were swept, %v", n, err)
	}
	createUser(t, s, 2)
}

func TestClosedPostgres(t *testing.T) {
	t.Parallel()
	s := open(t, pgtest.Database(t), store.Options{})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	err := s.Update(t.Context(), func(*store.Tx) error { return errors.New("it ran") })
	wantErr(t, err, store.ErrClosed)
}
