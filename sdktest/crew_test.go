package sdktest

import (
	"math/rand/v2"
	"sync"
	"testing"
)

// crew is servers on one database that are killed, the oldest first.
type crew struct {
	t     *testing.T
	flags []string
	mu    sync.RWMutex
	on    []duty
}

// duty is a server that is there, and its caller.
type duty struct {
	*caller
	server *server
}

// crewOf starts so many servers on a database of their own.
func crewOf(t *testing.T, many int, flags ...string) *crew {
	t.Helper()
	w := &crew{t: t, flags: append(flags, "--database", database(t), "--client-id", us.clientID, "--secret", us.secret)}
	for range many {
		w.on = append(w.on, w.hire())
	}
	return w
}

// hire starts one more server.
func (w *crew) hire() duty {
	w.t.Helper()
	s := startFor(w.t, w.flags...)
	return duty{ask(w.t, s, us), s}
}

// any gives the caller of one of the servers, nil where nobody is there. While the only one is killed and
// started again it waits.
func (w *crew) any() *caller {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if len(w.on) == 0 {
		return nil
	}
	return w.on[rand.N(len(w.on))].caller
}

// kill ends the oldest server where it stands. Where it was the only one the next takes its place before anybody
// sees that.
func (w *crew) kill() {
	w.t.Helper()
	w.mu.Lock()
	oldest := w.on[0]
	w.on = w.on[1:]
	alone := len(w.on) == 0
	if alone {
		defer w.mu.Unlock()
	} else {
		w.mu.Unlock() // the others go on meanwhile
	}
	if err := oldest.server.kill(); err != nil {
		w.t.Fatal(err)
	}
	if alone {
		w.on = append(w.on, w.hire())
	}
}

// join adds a server.
func (w *crew) join() {
	w.t.Helper()
	d := w.hire()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.on = append(w.on, d)
}
