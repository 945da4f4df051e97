package app

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"toile/internal/pgtest"
	"toile/internal/store"
)

// The tests of work in the background stand beside the code: no operation leaves exactly the work
// that they need.

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// place gives a database that is empty: a file, or one of the PostgreSQL that was chosen.
func place(t *testing.T) string {
	t.Helper()
	if url := pgtest.Chosen(t); url != "" {
		return url
	}
	return filepath.Join(t.TempDir(), "toile.db")
}

// begin starts an App on a database. Its clock stands still at noon if the database is new. The
// store is closed when the test ends, if the test has not.
func begin(t testing.TB, database string) *App {
	t.Helper()
	s, err := store.Open(t.Context(), database, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	a, err := Start(t.Context(), s, Settings{Seed: "tests", Now: &noon, Real: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	a.moreWork = works()
	return a
}

func (a *App) must(t testing.TB, fn func(call) error) {
	t.Helper()
	if err := a.update(t.Context(), Caller{}, fn); err != nil {
		t.Fatal(err)
	}
}

func (a *App) advance(t testing.TB, by time.Duration) {
	t.Helper()
	if err := a.MoveClock(t.Context(), ClockMove{Advance: by}); err != nil {
		t.Fatal(err)
	}
}

// waits puts work off, from noon.
func (a *App) waits(t *testing.T, after time.Duration, kind, subject string) {
	t.Helper()
	a.must(t, func(c call) error { return c.later(noon.Add(after), kind, subject) })
}

// meta reads a setting that work leaves behind, empty without.
func (a *App) meta(t *testing.T, key string) (value string) {
	t.Helper()
	err := a.view(t.Context(), Caller{}, func(c call) (err error) {
		value, err = c.Meta(key)
		return err
	})
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		t.Fatal(err)
	}
	return value
}

// The kinds of work of the tests.
const (
	noting   = "test note"    // writes down the subject and the instant
	chaining = "test chain"   // notes, and leaves as many more of its kind, a second apart, as the subject says
	counting = "test count"   // counts how often it was done
	failing  = "test fail"    // writes, then fails as often as the test says
	holding  = "test hold"    // counts, when the test lets it
	again    = "test again"   // puts itself off until three
	missing  = "test missing" // fails as if a record were not there
)

// What the work of the tests hangs on, by subject.
var (
	failures sync.Map // *int, how often it still fails
	holds    sync.Map // *hold
)

// hold lets a test wait for work, and work for a test.
type hold struct{ begun, end on }

type on chan struct{}

// works are the kinds of work of the tests.
func works() map[string]work {
	tasks := map[string]work{}
	tasks[noting] = func(c call, subject string) error { return c.note(subject) }
	tasks[chaining] = func(c call, subject string) error {
		n, err := strconv.Atoi(subject)
		if err == nil && n > 0 {
			err = c.later(c.at.Add(time.Second), chaining, strconv.Itoa(n-1))
		}
		return errors.Join(err, c.note(subject))
	}
	tasks[counting] = call.count
	tasks[failing] = func(c call, subject string) error {
		if err := c.note(subject); err != nil {
			return err
		}
		left, _ := failures.Load(subject)
		if *left.(*int) > 0 {
			*left.(*int)--
			return errors.New("it cannot be done")
		}
		return nil
	}
	tasks[holding] = func(c call, subject string) error {
		h, _ := holds.Load(subject)
		close(h.(hold).begun)
		<-h.(hold).end
		return c.count(subject)
	}
	tasks[again] = func(c call, subject string) error {
		if c.at.Sub(noon) < 3*time.Second {
			if err := c.later(c.at.Add(time.Second), again, subject); err != nil {
				return err
			}
		}
		return c.note(subject)
	}
	tasks[missing] = func(c call, subject string) error {
		_, err := c.Item("none")
		return errors.Join(err, c.note(subject))
	}
	return tasks
}

// note adds to the setting "notes" what was done and when.
func (c call) note(subject string) error {
	before, err := c.LockMeta("notes")
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return c.SetMeta("notes", strings.TrimSpace(before+" "+subject+"@"+c.at.Sub(noon).String()))
}

// count counts a subject's work in a setting of its own.
func (c call) count(subject string) error {
	before, err := c.LockMeta("count " + subject)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	n, _ := strconv.Atoi(before)
	return c.SetMeta("count "+subject, strconv.Itoa(n+1))
}

// raised reports whether a signal was given, and takes it.
func raised(s <-chan struct{}) bool {
	select {
	case <-s:
		return true
	default:
		return false
	}
}

// run does what is due now.
func (a *App) runDue(ctx context.Context) error {
	_, err := a.RunTasks(ctx)
	return err
}
