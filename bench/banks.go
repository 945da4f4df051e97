package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

const (
	// askedItems are the few Items that are read before all are.
	askedItems = 1000
	// bankStep is after how many Items whoever waits is told.
	bankStep = 20_000
	// bankPatience is when making or reading Items stops, however many are left.
	bankPatience = 150 * time.Second
	// bankRounds and bankRound are how often each request is measured, and for how long at a time.
	bankRounds = 3
	bankRound  = 700 * time.Millisecond
)

// bankReport is what was found out about the simulated banks.
type bankReport struct {
	made, read   int     // Items
	perSec       float64 // of them made
	fileMB       int64
	transactions int // of the pages of all
	load         [2]string
	footprints   []footprint
	measured     []bankRequest
}

// footprint is what the server has in memory after something.
type footprint struct {
	after string
	memory
}

// runBanks measures what the Items of a file cost in memory, and how long their transactions take.
func (p plan) runBanks(ctx context.Context, out *os.File, machine string) (err error) {
	p.database = filepath.Join(p.folder(), "bench-banks.db")
	if err := p.removeBanks(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.removeBanks()) }()
	if err := pinSelf(ctx); err != nil {
		return err
	}
	runtime.GOMAXPROCS(1) // the load has one CPU
	began := time.Now()
	r := bankReport{load: [2]string{loadAverage()}}
	var tokens []string
	err = p.withBanks(ctx, func(srv *process) (err error) {
		if err = r.weigh(srv, "start on an empty file"); err != nil {
			return err
		}
		making := time.Now()
		if tokens, err = importItems(ctx, srv, p.items, making.Add(bankPatience)); err != nil {
			return err
		}
		r.made, r.perSec = len(tokens), float64(len(tokens))/time.Since(making).Seconds()
		return r.weigh(srv, fmt.Sprintf("%s Items were made", thousands(len(tokens))))
	})
	if err != nil {
		return fmt.Errorf("making Items: %w", err)
	}
	if err := r.weighFile(p.database); err != nil {
		return err
	}
	err = p.withBanks(ctx, func(srv *process) error { return r.measure(ctx, srv, tokens) })
	if err != nil {
		return err
	}
	r.load[1] = loadAverage()
	progress("measured for %s", time.Since(began).Round(time.Second))
	return r.print(out, machine)
}

// measure reads the Items of a server that was just started, and then some logins' two years.
func (r *bankReport) measure(ctx context.Context, srv *process, tokens []string) error {
	if err := r.weigh(srv, "start on the file with them"); err != nil {
		return err
	}
	few := sample(tokens, min(askedItems, len(tokens)))
	if _, _, err := readItems(ctx, srv, few, time.Now().Add(bankPatience)); err != nil {
		return fmt.Errorf("reading Items: %w", err)
	}
	if err := r.weigh(srv, fmt.Sprintf("a page of each of %s Items", thousands(len(few)))); err != nil {
		return err
	}
	var err error
	if r.read, r.transactions, err = readItems(ctx, srv, tokens, time.Now().Add(bankPatience)); err != nil {
		return fmt.Errorf("reading Items: %w", err)
	}
	if err := r.weigh(srv, fmt.Sprintf("a page of each of %s Items", thousands(r.read))); err != nil {
		return err
	}
	if r.measured, err = measureBanks(ctx, srv, bankRounds, bankRound); err != nil {
		return fmt.Errorf("two years: %w", err)
	}
	return r.weigh(srv, "the requests below")
}

// withBanks runs a server on the file, whose Items have their transactions at once.
func (p plan) withBanks(ctx context.Context, do func(srv *process) error) (err error) {
	srv, err := p.startServer(ctx, p.database, "--delays", "none")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.stop()) }()
	if err := srv.answers(get); err != nil {
		return err
	}
	return do(srv)
}

// removeBanks removes the file of Items, which is made anew each time.
func (p plan) removeBanks() error {
	lock := os.Remove(p.database + ".lock")
	if errors.Is(lock, os.ErrNotExist) {
		lock = nil
	}
	return errors.Join(p.removeDatabase(), lock)
}

// weigh looks at the server's memory, a while after what was asked of it last.
func (r *bankReport) weigh(srv *process, after string) error {
	time.Sleep(settle)
	m, err := srv.memory()
	r.footprints = append(r.footprints, footprint{after, m})
	progress("after %s: %.0f MB resident, %.0f MB of it not the file's pages", after, m.residentMB, m.ownMB)
	return err
}

func (r *bankReport) weighFile(database string) error {
	info, err := os.Stat(database)
	if err == nil {
		r.fileMB = info.Size() >> 20
	}
	return err
}

// loadAverage gives how many processes wanted a CPU in the last minute.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	last, _, _ := strings.Cut(string(text), " ")
	return last
}
