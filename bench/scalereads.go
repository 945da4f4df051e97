package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"toile"
)

// scaleResult is what servers of an engine did over some connections.
type scaleResult struct {
	engine               string
	servers, connections int
	rounds               []figures
}

// measureScaleReads asks servers for users for whom they were not asked before.
func (p plan) measureScaleReads(ctx context.Context, e engine) (results []scaleResult, err error) {
	for _, connections := range connections {
		found, err := p.readRounds(ctx, e, connections)
		if err != nil {
			return nil, err
		}
		results = append(results, found...)
	}
	return results, nil
}

const (
	readSeconds = 1
	readHand    = 40_000 // more users than a server answers for in that time
)

// readRounds has fleets of each size take turns in random order.
func (p plan) readRounds(ctx context.Context, e engine, connections int) ([]scaleResult, error) {
	results := make([]scaleResult, len(e.fleets))
	users := newDeck(e.large.readers)
	wakers := e.large.wakers()
	each := min(readHand, (len(users.users)-wakers)/len(e.fleets))
	for at := 0; at < p.rounds; {
		// One life of the servers: until everybody was asked for.
		err := p.withFleet(ctx, e.large, e.fleets[len(e.fleets)-1], func(servers fleet) error {
			users.shuffle()
			if _, err := call(ctx, servers, servers.share(16), asks(users.draw(wakers))); err != nil {
				return err
			}
			for first := at; at < p.rounds && (at == first || users.left() >= each*len(e.fleets)); at++ {
				for _, i := range rand.Perm(len(e.fleets)) {
					some := servers[:e.fleets[i]]
					f, err := p.readOnce(ctx, e, some, some.share(connections), users.draw(each))
					if err != nil {
						return err
					}
					results[i].engine, results[i].servers, results[i].connections = e.name, len(some), some.share(connections)
					results[i].add("reads", at, f)
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return results, nil
}

func (p plan) readOnce(ctx context.Context, e engine, servers fleet, connections int, users []string) (figures, error) {
	list := filepath.Join(p.folder(), "bench-hand.users")
	if err := os.WriteFile(list, []byte(strings.Join(users, "\n")+"\n"), 0o644); err != nil {
		return figures{}, err
	}
	l := load{toile.CreditSessionsGet.Path(), connections, readSeconds, []string{"sessions", list, "1", "0", strconv.Itoa(len(users))}}
	f, err := e.withDatabaseCPU(func() (figures, error) { return l.put(ctx, p.folder(), servers...) })
	if err == nil && e.cached && f.requests > len(users) {
		err = errors.New("somebody was asked for twice: take more users (-scale-users)")
	}
	return f, err
}

func (r *scaleResult) add(what string, round int, f figures) {
	r.rounds = append(r.rounds, f)
	progress("%s, %s, round %d: %.0f/s, p50 %s; CPU %s, PostgreSQL's %s, the load's %s",
		what, r, round+1, f.perSec, f.p50, f.cpuEach, f.databaseCPUEach, f.loadCPUEach)
}

func (r *scaleResult) String() string {
	return fmt.Sprintf("%d of %s, %d connections", r.servers, r.engine, r.connections)
}
