package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"
)

// smallUsers is how many users the many are compared with.
const smallUsers = 1000

// engine is a kind of database that holds the same users in two sizes.
type engine struct {
	name         string
	small, large stock
	fleets       []int    // how many servers at once are measured
	asksToWarm   int      // until what a server keeps in memory no longer changes
	cached       bool     // servers keep session lists
	cluster      *cluster // nil for a file
}

// runScale measures how a database holds many users, with the engines one after the other.
func (p plan) runScale(ctx context.Context, out *os.File, machine string) (err error) {
	sqlite, err := p.prepareSQLite(ctx)
	if err != nil {
		return err
	}
	c, err := startCluster(ctx, filepath.Join(p.folder(), "bench.pg"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.stop()) }()
	postgres, err := p.preparePostgres(ctx, c)
	if err != nil {
		return err
	}
	if err := pinSelf(ctx); err != nil {
		return err
	}
	runtime.GOMAXPROCS(1) // the load has one CPU
	if p.profile != "" {
		return errors.Join(p.profileScale(ctx, sqlite), p.profileScale(ctx, postgres))
	}
	began := time.Now()
	var r scaleReport
	if err := r.weigh(p.sized(p.scaleUsers), c); err != nil {
		return err
	}
	for _, e := range []engine{sqlite, postgres} {
		if err := p.measureEngine(ctx, e, &r); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
	}
	progress("measured for %s", time.Since(began).Round(time.Second))
	return r.print(out, machine, p)
}

// prepareSQLite fills both files.
func (p plan) prepareSQLite(ctx context.Context) (e engine, err error) {
	e = engine{name: "SQLite", fleets: []int{1}, asksToWarm: 200_000, cached: true}
	if e.small, err = p.prepareFile(ctx, smallUsers); err == nil {
		e.large, err = p.prepareFile(ctx, p.scaleUsers)
	}
	return e, err
}

func (p plan) prepareFile(ctx context.Context, count int) (stock, error) {
	p = p.sized(count)
	users, err := p.prepareUsers(ctx)
	return newStock(p.database, users), err
}

// preparePostgres copies both files into databases.
func (p plan) preparePostgres(ctx context.Context, c *cluster) (e engine, err error) {
	e = engine{name: "PostgreSQL", fleets: []int{1, 3}, asksToWarm: 20_000, cluster: c}
	if e.small, err = p.prepareCopy(ctx, c, smallUsers); err == nil {
		e.large, err = p.prepareCopy(ctx, c, p.scaleUsers)
	}
	return e, err
}

func (p plan) prepareCopy(ctx context.Context, c *cluster, count int) (stock, error) {
	p = p.sized(count)
	users, err := p.listedUsers()
	if err != nil {
		return stock{}, err
	}
	database := "scale_" + strconv.Itoa(count)
	if err := c.fill(ctx, p, database, users); err != nil {
		return stock{}, fmt.Errorf("%s: %w", database, err)
	}
	return newStock(c.databaseURL(database), users), nil
}

// sized is the plan for a file with so many users, beside the usual one.
func (p plan) sized(users int) plan {
	p.database, p.users = filepath.Join(p.folder(), fmt.Sprintf("bench-scale-%d.db", users)), users
	return p
}

func (p plan) measureEngine(ctx context.Context, e engine, r *scaleReport) error {
	if err := p.warmEngine(ctx, e); err != nil {
		return fmt.Errorf("warming: %w", err)
	}
	reads, err := p.measureScaleReads(ctx, e)
	if err != nil {
		return fmt.Errorf("reads: %w", err)
	}
	growths, err := p.measureGrowth(ctx, e)
	if err != nil {
		return fmt.Errorf("growth: %w", err)
	}
	sessions, floor, err := p.measureSessions(ctx, e)
	if err != nil {
		return fmt.Errorf("sessions: %w", err)
	}
	r.reads, r.growths, r.sessions = append(r.reads, reads...), append(r.growths, growths...), append(r.sessions, sessions...)
	r.floors = append(r.floors, floor)
	return nil
}

// warmEngine brings into the system's memory what fits there, and then, last, what every user's
// sessions are read from: a disk is not what is measured.
func (p plan) warmEngine(ctx context.Context, e engine) (err error) {
	progress("%s: warming", e.name)
	if e.cluster != nil {
		err = e.cluster.warm()
	} else {
		err = copyFile(e.large.database, os.DevNull)
	}
	if err != nil {
		return err
	}
	for _, s := range []stock{e.small, e.large} {
		err := p.withFleet(ctx, s, 1, func(servers fleet) error {
			_, err := call(ctx, servers, 16, asks(s.readers))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// withDatabaseCPU adds to figures what PostgreSQL computed for each request.
func (e engine) withDatabaseCPU(measure func() (figures, error)) (figures, error) {
	if e.cluster == nil {
		return measure()
	}
	before, err := e.cluster.cpu()
	if err != nil {
		return figures{}, err
	}
	f, err := measure()
	if err != nil {
		return f, err
	}
	after, err := e.cluster.cpu()
	f.databaseCPUEach = (after - before) / time.Duration(f.requests)
	return f, err
}
