package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"toile/internal/pgtest"
)

// How the delivery of webhooks is measured.
const (
	hookRounds   = 2 // of ten receivers with and without a dead one, which take turns; of the others one
	hookSeconds  = 2 * time.Second
	hookPace     = 300 // a second, where it is measured how late they come
	hookPatience = 90 * time.Second
	hookSample   = 20 * time.Millisecond // between two looks at the server's memory
)

// hookCase is a kind of receivers.
type hookCase struct {
	name    string
	manners []manner
}

// hookCases are those that are measured.
func hookCases() []hookCase {
	ten := slices.Repeat([]manner{takes}, 10)
	return []hookCase{
		{"one receiver", []manner{takes}},
		{"ten receivers", ten},
		{"ten, one of them dead", append(slices.Clone(ten[1:]), dead)},
		{"one that refuses all", []manner{refuses}},
	}
}

// hookResult is what was measured with a kind of receivers, in one round.
type hookResult struct {
	fired, during, drained float64 // a second: calls answered, webhooks that came meanwhile, and of a backlog
	share                  float64 // of those fired for whoever is alive that came meanwhile
	each                   float64 // of the backlog, to each receiver that is alive
	late50, late99         time.Duration
	cpuEach, loadEach      time.Duration // for each of the backlog: the server's, and this program's
	databaseEach           time.Duration // PostgreSQL's
	before, peak           memory
}

// hookPlace is a database on which the delivery of webhooks is measured.
type hookPlace struct {
	name    string
	backlog int
	fresh   func(ctx context.Context) (database string, err error)
	cluster *cluster // nil for a file
}

// runWebhooks measures how fast webhooks are delivered, and what memory that takes.
func (p plan) runWebhooks(ctx context.Context, out *os.File, machine string) (err error) {
	p.database = filepath.Join(p.folder(), "bench-webhooks.db")
	if err := pinSelf(ctx); err != nil {
		return err
	}
	runtime.GOMAXPROCS(1) // the load has one CPU
	began := time.Now()
	r := webhookReport{load: [2]string{loadAverage()}}
	file := hookPlace{name: "SQLite", backlog: p.webhooks, fresh: func(context.Context) (string, error) { return p.database, p.removeBanks() }}
	defer func() { err = errors.Join(err, p.removeBanks()) }()
	if err := p.measureHooks(ctx, file, &r); err != nil {
		return fmt.Errorf("SQLite: %w", err)
	}
	if err := p.measurePostgresHooks(ctx, &r); err != nil {
		return fmt.Errorf("PostgreSQL: %w", err)
	}
	r.load[1] = loadAverage()
	progress("measured for %s", time.Since(began).Round(time.Second))
	return r.print(out, machine)
}

// measurePostgresHooks measures on a PostgreSQL of its own, where one is installed.
func (p plan) measurePostgresHooks(ctx context.Context, r *webhookReport) (err error) {
	if _, err := pgtest.Programs(); err != nil {
		progress("PostgreSQL is left out: %s", err)
		return nil
	}
	folder := filepath.Join(p.folder(), "bench-webhooks.pg")
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	c, err := startCluster(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.stop(), os.RemoveAll(folder), os.RemoveAll(folder+".log")) }()
	made := 0
	return p.measureHooks(ctx, hookPlace{name: "PostgreSQL", backlog: p.webhooks / 8, cluster: c, fresh: func(ctx context.Context) (string, error) {
		made++
		database := fmt.Sprint("webhooks_", made)
		return c.databaseURL(database), c.query(ctx, "postgres", "CREATE DATABASE "+database)
	}}, r)
}

// measureHooks measures all kinds of receivers, by turns.
func (p plan) measureHooks(ctx context.Context, place hookPlace, r *webhookReport) error {
	cases := hookCases()
	found := make([][]hookResult, len(cases))
	for round := range hookRounds {
		for i, kind := range cases {
			if round > 0 && len(kind.manners) == 1 {
				continue
			}
			result, err := p.measureHookCase(ctx, place, kind)
			if err != nil {
				return fmt.Errorf("%s: %w", kind.name, err)
			}
			found[i] = append(found[i], result)
			progress("%s, %s, round %d: %.0f/s fired, %.0f/s delivered meanwhile; backlog %.0f/s, %s µs of the server's CPU each; %.0f MB of its own at most",
				place.name, kind.name, round+1, result.fired, result.during, result.drained, micros(result.cpuEach), result.peak.ownMB)
		}
	}
	for i, kind := range cases {
		r.rows = append(r.rows, webhookRow{place, kind, found[i]})
	}
	return nil
}

// measureHookCase measures a kind of receivers with a database and a server that have seen nothing yet.
func (p plan) measureHookCase(ctx context.Context, place hookPlace, kind hookCase) (result hookResult, err error) {
	database, err := place.fresh(ctx)
	if err != nil {
		return result, err
	}
	srv, err := p.startServer(ctx, database)
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, srv.stop()) }()
	if err := srv.answers(get); err != nil {
		return result, err
	}
	to, err := openReceivers(kind.manners...)
	if err != nil {
		return result, err
	}
	defer to.close()
	time.Sleep(settle)
	if result.before, err = srv.memory(); err != nil {
		return result, err
	}
	watched := srv.watchMemory()
	err = (&hookLoad{srv: srv, to: to, place: place}).measure(ctx, &result)
	result.peak = watched()
	if err != nil {
		err = fmt.Errorf("%w\n%s", err, srv.lastLines())
	}
	return result, err
}

// watchMemory looks at the server's memory again and again, until it is asked for the most.
func (p *process) watchMemory() (most func() memory) {
	end, peak := make(chan struct{}), make(chan memory)
	go func() {
		var m memory
		for {
			select {
			case <-end:
				peak <- m
				return
			case <-time.After(hookSample):
			}
			if now, err := p.memory(); err == nil {
				m = memory{max(m.residentMB, now.residentMB), max(m.ownMB, now.ownMB)}
			}
		}
	}()
	return func() memory {
		close(end)
		return <-peak
	}
}
