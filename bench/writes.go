package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// writeResult is how fast new users are made, each on disk before its answer.
type writeResult struct {
	floor  time.Duration // of one write of a page that stays
	rounds map[int][]figures
}

// measureWrites makes users in a copy of the filled file.
func (p plan) measureWrites(ctx context.Context) (r writeResult, err error) {
	scratch := p.database + ".writes"
	defer func() {
		for _, suffix := range []string{"", "-wal", "-shm", ".lock"} {
			os.Remove(scratch + suffix)
		}
	}()
	if err := copyFile(p.database, scratch); err != nil {
		return r, err
	}
	srv, err := p.startServer(ctx, scratch)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, srv.stop()) }()
	if err := srv.answers(get); err != nil {
		return r, err
	}
	r.rounds = map[int][]figures{}
	var floors []time.Duration
	for round := range p.rounds {
		floor, err := diskFloor(p.folder())
		if err != nil {
			return r, err
		}
		floors = append(floors, floor)
		for _, connections := range connections {
			prefix := fmt.Sprintf("new-%d-%d-", round, connections)
			f, err := createLoad(connections, p.seconds, prefix).put(ctx, p.folder(), srv)
			if err != nil {
				return r, err
			}
			r.rounds[connections] = append(r.rounds[connections], f)
			progress("writes, %d connections, round %d: %.0f/s, p50 %s, CPU %s; one page to disk %s",
				connections, round+1, f.perSec, f.p50, f.cpuEach, floor)
		}
	}
	r.floor = median(floors)
	return r, nil
}

// diskFloor gives the median time of writing one page over an old one and having it on disk,
// as a commit does at least. O_DSYNC is a write and an fdatasync.
func diskFloor(folder string) (floor time.Duration, err error) {
	const page, pages, writes = 4096, 256, 200
	path := filepath.Join(folder, "bench-floor")
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_TRUNC|syscall.O_DSYNC, 0o600)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(path)) }()
	if _, err := f.Write(make([]byte, page*pages)); err != nil {
		return 0, err
	}
	took := make([]time.Duration, writes)
	text := make([]byte, page)
	for n := range took {
		text[0] = byte(n)
		began := time.Now()
		if _, err := f.WriteAt(text, int64(n%pages)*page); err != nil {
			return 0, err
		}
		took[n] = time.Since(began)
	}
	return median(took), nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	return toFile(to, func(out io.Writer) error {
		_, err := io.Copy(out, in)
		return err
	})
}
