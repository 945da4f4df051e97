package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"toile"
	"toile/internal/server"
)

const (
	// fillSeed makes handles follow from names, so that a fill that was cut off finds the
	// users whom it had made and not yet listed.
	fillSeed = "bench"
	// fillStep is how many users are made before they are listed.
	fillStep = 10_000
)

var errUnfinished = errors.New("its users are not all listed")

// fill makes what is missing of the database: every record comes from the operations that a
// caller would use, called in this process by many at a time, so that they share commits. It
// takes as long as the one who writes needs of a CPU; the disk waits for it.
func (p plan) fill(ctx context.Context) (err error) {
	if err := os.MkdirAll(p.folder(), 0o755); err != nil {
		return err
	}
	if _, err := os.Stat(p.database); errors.Is(err, fs.ErrNotExist) {
		if err := p.removeDatabase(); err != nil { // a list of users of whom nothing is left
			return err
		}
	}
	users, err := p.listedUsers()
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	opened, err := server.Open(ctx, server.Config{Database: p.database, Seed: fillSeed})
	if err != nil {
		return fmt.Errorf("%w (remove %s to begin anew)", err, p.userList())
	}
	defer func() { err = errors.Join(err, opened.Close()) }()
	client := toile.NewClient(server.DevelopmentClientID, server.DevelopmentSecret,
		toile.WithHTTPClient(&http.Client{Transport: inProcess{opened}}))
	began, first, person := time.Now(), len(users), mendUser
	for at := first; at < p.users; at += fillStep {
		more, err := fillUsers(ctx, client, at, min(fillStep, p.users-at), person)
		if err == nil {
			err = p.listUsers(more)
		}
		if err != nil {
			return err
		}
		person = fillUser // what was cut off is mended
		p.showFilling(first, at+len(more), time.Since(began))
	}
	return nil
}

func (p plan) showFilling(first, done int, took time.Duration) {
	each := took / time.Duration(done-first)
	progress("filling %s: %d of %d users, %.0f sessions/s, %s left", p.database, done, p.users,
		sessionsPerUser/each.Seconds(), (time.Duration(p.users-done) * each).Round(time.Second))
}

func fillUsers(ctx context.Context, client *toile.Client, first, count int, person func(context.Context, *toile.Client, int) (string, error)) ([]string, error) {
	const callers = 256
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	users := make([]string, count)
	var next atomic.Int64
	var work sync.WaitGroup
	for range callers {
		work.Go(func() {
			for n := int(next.Add(1)) - 1; n < count && ctx.Err() == nil; n = int(next.Add(1)) - 1 {
				var err error
				if users[n], err = person(ctx, client, first+n); err != nil {
					cancel(fmt.Errorf("user %d: %w", first+n, err))
				}
			}
		})
	}
	work.Wait()
	return users, context.Cause(ctx)
}

// removeDatabase removes the file and all that belongs to it.
func (p plan) removeDatabase() error {
	for _, suffix := range []string{"", "-wal", "-shm", ".users"} {
		if err := os.Remove(p.database + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// listedUsers reads the handles of the users who are complete. It leaves out a line that was
// cut off.
func (p plan) listedUsers() ([]string, error) {
	text, err := os.ReadFile(p.userList())
	if err != nil {
		return nil, err
	}
	whole := bytes.LastIndexByte(text, '\n') + 1
	if whole < len(text) {
		err = os.Truncate(p.userList(), int64(whole))
	}
	return strings.Fields(string(text[:whole])), err
}

// listUsers adds handles to the list.
func (p plan) listUsers(users []string) (err error) {
	f, err := os.OpenFile(p.userList(), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = f.WriteString(strings.Join(users, "\n") + "\n")
	return err
}
