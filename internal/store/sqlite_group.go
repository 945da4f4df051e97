package store

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"toile/internal/id"
)

var errAbandoned = errors.New("store: a function of the same transaction ended its goroutine")

// groupLimit bounds how many functions share a transaction.
const groupLimit = 256

// group is the queue of those who wait to write. The one who leads takes what has
// gathered, runs it in one transaction, and makes the first of those who came meanwhile
// the next leader. So nothing runs when nobody writes.
type group struct {
	mu      sync.Mutex
	waiting []*call
	led     bool
}

// call is one caller of Update.
type call struct {
	ctx   context.Context
	fn    func(*Tx) error
	err   error
	lists []id.Key  // as in Tx
	wake  chan bool // true: lead; false: it is done
	leads bool      // under the group's lock: it was asked to lead
}

// update runs fn together with those of others who write at the same time.
func (s *sqliteDB) update(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := &call{ctx: ctx, fn: fn, wake: make(chan bool, 1)}
	lead := s.group.join(c)
	if !lead {
		select {
		case lead = <-c.wake:
		case <-ctx.Done():
			if s.group.leave(c) {
				return ctx.Err()
			}
			lead = <-c.wake
		}
	}
	if lead {
		s.lead(c)
	}
	return c.err
}

// join puts a caller into the queue and says whether it leads.
func (g *group) join(c *call) (lead bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting = append(g.waiting, c)
	lead, g.led = !g.led, true
	return lead
}

// leave takes a caller out of the queue, unless its turn has come.
func (g *group) leave(c *call) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.Index(g.waiting, c)
	if i < 0 || c.leads {
		return false
	}
	g.waiting = slices.Delete(g.waiting, i, i+1)
	return true
}

// take gives the callers of the next transaction.
func (g *group) take() []*call {
	g.mu.Lock()
	defer g.mu.Unlock()
	n := min(len(g.waiting), groupLimit)
	batch := slices.Clone(g.waiting[:n])
	g.waiting = slices.Delete(g.waiting, 0, n)
	return batch
}

// pass makes the first in the queue the leader.
func (g *group) pass() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.waiting) == 0 {
		g.led = false
		return
	}
	g.waiting[0].leads = true
	g.waiting[0].wake <- true
}

// lead runs the next transaction for everybody in it.
func (s *sqliteDB) lead(self *call) {
	// A leader always waits for the connection, its own context notwithstanding: others
	// hang on it, and those before it are bounded.
	w, err := s.writers.take(context.Background())
	// Those whom the last commit woke may want to write again: one look around doubles the
	// size of a group on a single processor.
	runtime.Gosched()
	batch := s.group.take()
	ran := false
	defer func() {
		if !ran { // a function ended this goroutine
			err = errAbandoned
			w.broken = err
		}
		if err != nil {
			fail(batch, err)
		}
		s.committed()
		for _, c := range batch {
			s.changed(c.lists)
		}
		for _, c := range batch {
			if c != self {
				c.wake <- false
			}
		}
		if w != nil {
			s.trim(w)
			s.writers.give(w)
		}
		s.group.pass()
	}()
	if err == nil {
		err = run(w, batch)
	}
	if err != nil {
		s.trouble.Store(true)
	}
	ran = true
}

// run runs the functions in one transaction, first in the hope that none fails. If one
// does after it has written, all start anew, each behind a savepoint. An error is the
// connection's or the disk's, and everybody's.
func run(w *sqliteConn, batch []*call) error {
	wrote, undo, err := attempt(w, batch, false)
	if err == nil && undo {
		_, err = w.exec("ROLLBACK")
		if err == nil && len(batch) == 1 {
			return nil
		}
		if err == nil {
			wrote, _, err = attempt(w, batch, true)
		}
	}
	if err == nil {
		err = finish(w, wrote)
	}
	return err
}

// finish ends a transaction. One that wrote nothing does not trouble the disk.
func finish(w *sqliteConn, wrote bool) error {
	end := "ROLLBACK"
	if wrote {
		end = "COMMIT"
	}
	_, err := w.exec(end)
	return err
}

// attempt runs the functions. It says whether something is to be committed, and, without
// savepoints, whether something is there that must not be. An error is the connection's.
func attempt(w *sqliteConn, batch []*call, savepoints bool) (wrote, undo bool, err error) {
	if _, err := w.exec("BEGIN IMMEDIATE"); err != nil {
		return false, false, err
	}
	for _, c := range batch {
		if savepoints {
			if _, err := w.exec("SAVEPOINT one"); err != nil {
				return false, false, err
			}
		}
		t := &Tx{ctx: c.ctx, conn: w}
		c.err = t.run(c.fn)
		c.lists = t.lists
		failed := c.err != nil && t.wrote
		switch {
		case w.broken != nil:
			return false, false, w.broken
		case failed && !savepoints:
			return false, true, nil
		case failed:
			_, err = w.exec("ROLLBACK TO one")
		default:
			wrote = wrote || t.wrote
		}
		if err == nil && savepoints {
			_, err = w.exec("RELEASE one")
		}
		if err != nil {
			return false, false, err
		}
	}
	return wrote, false, nil
}

func fail(batch []*call, err error) {
	for _, c := range batch {
		c.err = err
	}
}
