package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
)

// readKind is whom the requests of a round are about.
type readKind struct {
	name   string
	target float64 // of the ratio at 16 connections
}

// readResult is one kind of read over one number of connections. Its rounds stand in pairs.
type readResult struct {
	kind        readKind
	connections int
	toile, bare []figures
}

// ratio is the median over the rounds of how many requests toile answered for each that the
// bare handler did.
func (r readResult) ratio() float64 {
	ratios := make([]float64, len(r.toile))
	for i := range r.toile {
		ratios[i] = r.toile[i].perSec / r.bare[i].perSec
	}
	return median(ratios)
}

// measureReads compares toile and the bare handler.
func (p plan) measureReads(ctx context.Context, users []string) (results []readResult, err error) {
	toile, err := p.startServer(ctx, p.database)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, toile.stop()) }()
	if err := toile.answers(get); err != nil {
		return nil, err
	}
	answer, size, err := p.captureAnswer(toile.url, users[0])
	if err != nil {
		return nil, err
	}
	bare, err := p.startPeer(ctx, answer)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, bare.stop()) }()
	if err := bare.answers(get); err != nil {
		return nil, err
	}
	progress("reads: an answer has %d bytes", size)

	again, err := p.measureAgain(ctx, toile, bare)
	if err != nil {
		return nil, err
	}
	if err := toile.stop(); err != nil { // the others need the database
		return nil, err
	}
	first, err := p.measureFirst(ctx, answer)
	return append(first, again...), err
}

// measureAgain asks for users who have been asked for before.
func (p plan) measureAgain(ctx context.Context, toile, bare *process) (results []readResult, err error) {
	kind := readKind{"asked again", 0.85}
	const seed = 1
	users := min(p.warm, p.users)
	if err := p.warmFile(); err != nil {
		return nil, err
	}
	for _, srv := range []*process{toile, bare} {
		if _, err := p.sessionsLoad(16, p.seconds, seed, 0, users).put(ctx, p.folder(), srv); err != nil {
			return nil, err
		}
	}
	for _, connections := range connections {
		r := readResult{kind: kind, connections: connections}
		for round := range p.rounds {
			l := p.sessionsLoad(connections, p.seconds, seed, 0, users)
			toileFigures, bareFigures, err := inTurns(
				func() (figures, error) { return l.put(ctx, p.folder(), toile) },
				func() (figures, error) { return l.put(ctx, p.folder(), bare) })
			if err != nil {
				return nil, err
			}
			r.add(round, toileFigures, bareFigures)
		}
		results = append(results, r)
	}
	return results, nil
}

// measureFirst asks for users for whom this process of the server was not asked before. Each
// round has a new process, which other users have asked for a while.
func (p plan) measureFirst(ctx context.Context, answer string) (results []readResult, err error) {
	kind := readKind{"not asked before", 0.6}
	for _, connections := range connections {
		r := readResult{kind: kind, connections: connections}
		for round := range p.rounds {
			seed := rand.Uint32()
			toileFigures, bareFigures, err := inTurns(
				func() (figures, error) {
					if err := p.warmFile(); err != nil {
						return figures{}, err
					}
					srv, err := p.startServer(ctx, p.database)
					f, err := p.putFirst(ctx, srv, err, connections, seed)
					if err == nil && f.requests > p.users-p.wakers() {
						err = errors.New("somebody was asked for twice: fill the file with more users (-users)")
					}
					return f, err
				},
				func() (figures, error) {
					srv, err := p.startPeer(ctx, answer)
					return p.putFirst(ctx, srv, err, connections, seed)
				})
			if err != nil {
				return nil, err
			}
			r.add(round, toileFigures, bareFigures)
		}
		results = append(results, r)
	}
	return results, nil
}

// wakers is how many users are asked for before the others are.
func (p plan) wakers() int { return p.users / 4 }

// putFirst loads a server that was just started, and stops it. The figures are of users who
// come after the wakers in the order that the seed gives.
func (p plan) putFirst(ctx context.Context, srv *process, err error, connections int, seed uint32) (f figures, _ error) {
	if err != nil {
		return f, err
	}
	const seconds = 1
	if err = srv.answers(get); err == nil {
		_, err = p.sessionsLoad(16, seconds, seed, 0, p.wakers()).put(ctx, p.folder(), srv)
	}
	if err == nil {
		f, err = p.sessionsLoad(connections, seconds, seed, p.wakers(), p.users-p.wakers()).put(ctx, p.folder(), srv)
	}
	return f, errors.Join(err, srv.stop())
}

// inTurns runs both in random order.
func inTurns(toile, bare func() (figures, error)) (toileFigures, bareFigures figures, err error) {
	var err1, err2 error
	if rand.IntN(2) == 0 {
		toileFigures, err1 = toile()
		bareFigures, err2 = bare()
	} else {
		bareFigures, err2 = bare()
		toileFigures, err1 = toile()
	}
	return toileFigures, bareFigures, errors.Join(err1, err2)
}

func (r *readResult) add(round int, toile, bare figures) {
	r.toile, r.bare = append(r.toile, toile), append(r.bare, bare)
	progress("users %s, %d connections, round %d: %.0f/s, bare %.0f/s, %.2f; CPU %s, bare %s",
		r.kind.name, r.connections, round+1, toile.perSec, bare.perSec, toile.perSec/bare.perSec, toile.cpuEach, bare.cpuEach)
}

// folder is where files are kept beside the database.
func (p plan) folder() string { return filepath.Dir(p.database) }
