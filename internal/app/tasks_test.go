package app

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"toile/internal/pgtest"
	"toile/internal/store"
)

// Work is done when the clock has come to its instant and not earlier, oldest first, as of that
// instant, before the move of the clock answers.
func TestTasksInOrder(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.waits(t, 3*time.Second, noting, "third")
	a.waits(t, time.Second, noting, "first")
	a.waits(t, time.Second, noting, "second")
	a.waits(t, time.Hour, noting, "late")
	for _, step := range []struct {
		move time.Duration
		want string
	}{
		{0, ""},
		{time.Second - time.Microsecond, ""},
		{time.Microsecond, "first@1s second@1s"},
		{10 * time.Second, "first@1s second@1s third@3s"},
		{24 * time.Hour, "first@1s second@1s third@3s late@1h0m0s"},
		{24 * time.Hour, "first@1s second@1s third@3s late@1h0m0s"},
	} {
		a.advance(t, step.move)
		if got := a.meta(t, "notes"); got != step.want {
			t.Errorf("after %s more: %q, want %q", step.move, got, step.want)
		}
	}
}

// Work that is due already is done in the transaction that leaves it, and undone with it.
func TestTaskDueAlready(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.must(t, func(c call) error {
		if err := c.later(c.at, noting, "now"); err != nil {
			return err
		}
		notes, err := c.Meta("notes")
		if notes != "now@0s" {
			t.Errorf("in the transaction: %q", notes)
		}
		return err
	})
	fails := errors.New("the operation fails")
	for _, after := range []time.Duration{-time.Second, time.Second} {
		err := a.update(t.Context(), Caller{}, func(c call) error {
			return errors.Join(c.later(noon.Add(after), noting, "undone"), fails)
		})
		if !errors.Is(err, fails) {
			t.Error(err)
		}
	}
	a.advance(t, time.Minute)
	if got := a.meta(t, "notes"); got != "now@0s" {
		t.Errorf("notes %q", got)
	}
}

// A read that leaves work becomes a write.
func TestTaskOfARead(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	for _, after := range []time.Duration{0, time.Second} {
		err := a.view(t.Context(), Caller{}, func(c call) error {
			if after == 0 && !c.writes {
				return errMustWrite
			}
			return c.later(noon.Add(after), noting, "read")
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	a.advance(t, time.Second)
	if got := a.meta(t, "notes"); got != "read@0s read@1s" {
		t.Errorf("notes %q", got)
	}
}

// Work may leave work: what is due by then is done in the same move, each as of its own instant.
func TestTaskLeavesTasks(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.waits(t, time.Second, chaining, "3")
	a.advance(t, 3*time.Second)
	if got := a.meta(t, "notes"); got != "3@1s 2@2s 1@3s" {
		t.Errorf("notes %q", got)
	}
	a.advance(t, time.Second)
	if got := a.meta(t, "notes"); got != "3@1s 2@2s 1@3s 0@4s" {
		t.Errorf("notes %q", got)
	}
	b := begin(t, place(t))
	b.waits(t, time.Second, again, "self")
	b.advance(t, time.Minute)
	if got := b.meta(t, "notes"); got != "self@1s self@2s self@3s" {
		t.Errorf("work that puts itself off: %q", got)
	}
}

// Work is known by kind and subject: leaving it again moves it.
func TestTaskIsMoved(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.waits(t, time.Second, noting, "one")
	a.waits(t, 2*time.Second, noting, "one")
	a.waits(t, time.Second, counting, "one")
	a.advance(t, time.Minute)
	if notes, count := a.meta(t, "notes"), a.meta(t, "count one"); notes != "one@2s" || count != "1" {
		t.Errorf("notes %q, count %s", notes, count)
	}
}

// The listener hears of new work after the commit, and not of what was undone, and RunTasks tells when
// to come again.
func TestTasksLeft(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	if next, err := a.RunTasks(t.Context()); next != nil || err != nil || raised(a.TasksLeft()) {
		t.Errorf("nothing is left, and it is due in %v, %v", next, err)
	}
	if a.update(t.Context(), Caller{}, func(c call) error {
		return errors.Join(c.later(noon.Add(time.Second), noting, "x"), errors.New("fails"))
	}); raised(a.TasksLeft()) {
		t.Error("work that was undone is told of")
	}
	a.waits(t, time.Minute, noting, "x")
	if !raised(a.TasksLeft()) {
		t.Error("work is not told of")
	}
	if next, err := a.RunTasks(t.Context()); next != nil || err != nil {
		t.Errorf("under a clock that stands still it is due in %v, %v", next, err)
	}
	if err := a.MoveClock(t.Context(), ClockMove{Real: true}); err != nil {
		t.Fatal(err)
	}
	if !raised(a.TasksLeft()) {
		t.Error("a move of the clock is not told of")
	}
	a.must(t, func(c call) error { return c.later(c.at.Add(time.Hour), noting, "y") })
	if next, err := a.RunTasks(t.Context()); err != nil || next == nil || *next > time.Hour || *next < 59*time.Minute {
		t.Errorf("work in an hour is due in %v, %v", next, err)
	}
}

// What fails leaves no trace, keeps nothing else waiting, and is tried again, later each time.
func TestTaskFails(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	failures.Store("fails twice", new(2))
	a.waits(t, time.Second, failing, "fails twice")
	a.waits(t, time.Second, noting, "other")
	if err := a.MoveClock(t.Context(), ClockMove{Advance: time.Second}); err == nil || !strings.Contains(err.Error(), "fails twice: it cannot be done") {
		t.Errorf("the failure is told as %v", err)
	}
	if got := a.meta(t, "notes"); got != "other@1s" {
		t.Errorf("notes %q", got)
	}
	a.advance(t, taskRetry-time.Microsecond)
	if err := a.MoveClock(t.Context(), ClockMove{Advance: time.Microsecond}); err == nil {
		t.Error("it was not tried again after a minute")
	}
	a.advance(t, 2*taskRetry-time.Microsecond)
	a.advance(t, time.Microsecond)
	if got := a.meta(t, "notes"); got != "other@1s fails twice@3m1s" {
		t.Errorf("notes %q", got)
	}
}

func TestTaskGivenUp(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	left := new(1000)
	failures.Store("fails for ever", left)
	a.waits(t, time.Second, failing, "fails for ever")
	for n := range maxFailures {
		err := a.MoveClock(t.Context(), ClockMove{Advance: 24 * time.Hour})
		if givenUp := n == maxFailures-1; err == nil || strings.Contains(err.Error(), "given up") != givenUp {
			t.Errorf("failure %d is told as %v", n+1, err)
		}
	}
	a.advance(t, 1000*time.Hour)
	if *left != 1000-maxFailures {
		t.Errorf("it was tried %d times", 1000-*left)
	}
}

// Work that a later version left, or that misses a record, fails like any other.
func TestTaskThatCannotBeDone(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.waits(t, time.Second, missing, "record")
	a.must(t, func(c call) error {
		return c.PutTask(store.Task{ID: "unknown", Due: noon.Add(time.Second), Kind: "of a later version"})
	})
	err := a.MoveClock(t.Context(), ClockMove{Advance: time.Second})
	if err == nil || !strings.Contains(err.Error(), "does not know it") || !errors.Is(err, store.ErrNotFound) {
		t.Errorf("they fail with %v", err)
	}
	a.advance(t, time.Second) // both are put off
}

// Nothing is lost when a server ends: the next one goes on.
func TestTasksAfterRestart(t *testing.T) {
	t.Parallel()
	database := place(t)
	first := begin(t, database)
	first.waits(t, time.Second, noting, "kept")
	if err := first.setClock(t.Context(), ClockMove{Advance: time.Minute}); err != nil { // and it ends before it does what is due
		t.Fatal(err)
	}
	if err := first.store.Close(); err != nil {
		t.Fatal(err)
	}
	second := begin(t, database)
	if err := second.runDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := second.meta(t, "notes"); got != "kept@1s" {
		t.Errorf("notes %q", got)
	}
}

// Of several servers on one database each piece of work is done by one, once, and when a server says
// that all is done, all is: also what another does.
func TestTasksOfServers(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]string{"file": filepath.Join(t.TempDir(), "toile.db"), "postgres": pgtest.Database(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const many = 60
			first := begin(t, database)
			servers := []*App{first, first, first}
			if name == "postgres" {
				servers = []*App{first, begin(t, database), begin(t, database)}
			}
			for n := range many {
				first.waits(t, time.Second, counting, fmt.Sprint(n))
			}
			if err := first.setClock(t.Context(), ClockMove{Advance: time.Second}); err != nil {
				t.Fatal(err)
			}
			var together sync.WaitGroup
			for _, server := range servers {
				together.Go(func() {
					if err := server.runDue(t.Context()); err != nil {
						t.Error(err)
					}
					for n := range many {
						if got := server.meta(t, fmt.Sprint("count ", n)); got != "1" {
							t.Errorf("when a server has done all, %d was done %q times", n, got)
						}
					}
				})
			}
			together.Wait()
		})
	}
}

// A move of the clock waits for what another server is just doing.
func TestMoveWaitsForTask(t *testing.T) {
	t.Parallel()
	database := pgtest.Database(t)
	first, second := begin(t, database), begin(t, database)
	h := hold{make(on), make(on)}
	holds.Store("slow", h)
	first.waits(t, time.Second, holding, "slow")
	if err := first.setClock(t.Context(), ClockMove{Advance: time.Second}); err != nil {
		t.Fatal(err)
	}
	var both sync.WaitGroup
	both.Go(func() {
		if err := first.runDue(t.Context()); err != nil {
			t.Error(err)
		}
	})
	<-h.begun
	both.Go(func() {
		if err := second.runDue(t.Context()); err != nil {
			t.Error(err)
		}
		if got := second.meta(t, "count slow"); got != "1" {
			t.Errorf("the second server was done when the work was done %q times", got)
		}
	})
	close(h.end)
	both.Wait()
}
