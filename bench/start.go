package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// startResult is how long a server takes to its first answer and what it then has in memory.
type startResult struct {
	first        []time.Duration
	idle, loaded memory
}

const (
	settle   = time.Second     // from the first answer to the look at the memory
	loadTime = 3 * time.Second // before the second look
)

// measureStart starts servers on the filled file, whose pages the system has in memory, and
// asks each for the sessions of a user until it answers.
func (p plan) measureStart(ctx context.Context, users []string) (r startResult, err error) {
	for n := range p.starts {
		if err := p.startOnce(ctx, &r, users, n == p.starts-1); err != nil {
			return r, err
		}
	}
	progress("start: %s", r.first)
	return r, nil
}

func (p plan) startOnce(ctx context.Context, r *startResult, users []string, last bool) (err error) {
	if err := p.warmFile(); err != nil {
		return err
	}
	handle := users[rand.IntN(len(users))]
	began := time.Now()
	srv, err := p.startServer(ctx, p.database)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.stop()) }()
	err = srv.answers(func(url string) error {
		_, err := askSessions(url, handle)
		return err
	})
	if err != nil {
		return err
	}
	r.first = append(r.first, time.Since(began))
	if !last {
		return nil
	}
	time.Sleep(settle)
	if r.idle, err = srv.memory(); err != nil {
		return err
	}
	l := p.sessionsLoad(16, int(loadTime.Seconds()), rand.Uint32(), 0, p.users)
	if _, err := l.put(ctx, p.folder(), srv); err != nil {
		return err
	}
	r.loaded, err = srv.memory()
	return err
}
