package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"toile/internal/server"
)

// profiledCommand makes this program the server, with what the binary has, and a profile of
// where its CPU's time goes. The product has no such thing.
const profiledCommand = "profiled"

func runProfiled(ctx context.Context, args []string) (err error) {
	flags := flag.NewFlagSet(profiledCommand, flag.ContinueOnError)
	addr := flags.String("addr", "", "address to listen on")
	database := flags.String("database", "", "database file")
	path := flags.String("profile", "", "file for the CPU profile; .allocs beside it has the allocations")
	if err := flags.Parse(args); err != nil {
		return err
	}
	log := server.NewLogWriter(os.Stderr)
	defer log.Close()
	config := server.Config{Database: *database, Log: slog.New(server.NewTextLog(log, slog.LevelInfo))}
	opened, err := server.Open(ctx, config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	f, err := os.Create(*path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pprof.StartCPUProfile(f); err != nil {
		return err
	}
	listening, err := opened.Listen(*addr, nil)
	if err != nil {
		return err
	}
	select {
	case err = <-listening.Done:
	case <-ctx.Done():
		err = listening.Stop(ctx)
	}
	pprof.StopCPUProfile()
	return errors.Join(err, writeAllocations(*path+".allocs"))
}

func writeAllocations(path string) error {
	return toFile(path, func(w io.Writer) error {
		runtime.GC()
		return pprof.Lookup("allocs").WriteTo(w, 0)
	})
}

func toFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return write(f)
}

// profileLoads writes one profile for each kind of load, over 16 connections.
func (p plan) profileLoads(ctx context.Context, users []string) error {
	scratch := p.database + ".writes"
	if err := copyFile(p.database, scratch); err != nil {
		return err
	}
	defer func() {
		for _, suffix := range []string{"", "-wal", "-shm", ".lock"} {
			os.Remove(scratch + suffix)
		}
	}()
	for _, part := range []struct {
		name, database string
		load           load
	}{
		{"first", p.database, p.sessionsLoad(16, 1, 1, 0, len(users))},
		{"again", p.database, p.sessionsLoad(16, 5, 1, 0, min(p.warm, len(users)))},
		{"writes", scratch, createLoad(64, 5, "profiled-")},
	} {
		if !p.wants(part.name) {
			continue
		}
		l := part.load
		err := p.profileOne(ctx, part.name, part.database, func(srv *process) (figures, error) { return l.put(ctx, p.folder(), srv) })
		if err != nil {
			return err
		}
	}
	return nil
}

// profileOne writes the profile of a server on a database under some load.
func (p plan) profileOne(ctx context.Context, name, database string, put func(*process) (figures, error)) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	path := p.profile + "-" + name + ".pprof"
	srv, err := startProcess(ctx, filepath.Join(p.folder(), "bench.log"), func(addr string) []string {
		return []string{self, profiledCommand, "-addr", addr, "-database", database, "-profile", path}
	})
	if err != nil {
		return err
	}
	var f figures
	if err = srv.answers(get); err == nil {
		f, err = put(srv)
	}
	if err := errors.Join(err, srv.stop()); err != nil {
		return err
	}
	progress("%s: %.0f/s, CPU %s each", path, f.perSec, f.cpuEach)
	return nil
}

// profileScale writes one profile for reads and one for sessions on an engine.
func (p plan) profileScale(ctx context.Context, e engine) error {
	const count = 100_000
	err := p.profileOne(ctx, e.name+"-reads", e.large.database, func(srv *process) (figures, error) {
		return call(ctx, fleet{srv}, 16, asks(hand(e.large.readers, count)))
	})
	if err != nil {
		return err
	}
	return p.profileOne(ctx, e.name+"-sessions", e.large.database, func(srv *process) (figures, error) {
		return call(ctx, fleet{srv}, 16, sessions(e.large.writers, time.Now().Add(sessionsWarm)))
	})
}
