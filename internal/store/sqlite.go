package store

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync/atomic"

	"github.com/gofrs/flock"

	"toile/internal/id"
)

const inMemory = ":memory:"

// sqliteDB is the engine that keeps everything in one file, or in memory, and has it for
// itself.
type sqliteDB struct {
	readers *pool
	writers *pool // the same as readers when the database is in memory
	group   group
	lock    *flock.Flock // nil in memory
	log     *slog.Logger
	commits atomic.Uint64
	trouble atomic.Bool          // a transaction failed for a reason that was not its function's
	changed func(users []id.Key) // told of a commit before its callers are
}

// openSQLite opens the database at a path and makes it when it is not there.
func openSQLite(ctx context.Context, path string, log *slog.Logger, changed func([]id.Key)) (*sqliteDB, error) {
	s := &sqliteDB{log: log, changed: changed}
	if path == inMemory {
		return s, s.openMemory(ctx)
	}
	return s, s.openFile(ctx, path)
}

// readerCount bounds how many read at the same time.
func readerCount() int { return min(max(4, 2*runtime.GOMAXPROCS(0)), 16) }

// read is view: to see one state costs nothing here.
func (s *sqliteDB) read(ctx context.Context, fn func(conn) error) error { return s.view(ctx, fn) }

func (s *sqliteDB) view(ctx context.Context, fn func(conn) error) error {
	c, err := s.reader(ctx)
	if err != nil {
		return err
	}
	defer s.done(c)
	return fn(c)
}

// ping finds out whether the writer is free, and whether a trouble with the disk is over.
func (s *sqliteDB) ping(ctx context.Context) error {
	trouble := s.trouble.Load()
	err := s.update(ctx, func(t *Tx) error {
		if _, err := t.Meta("ping"); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if trouble {
			return t.SetMeta("ping", "after trouble")
		}
		return nil
	})
	if err == nil && trouble {
		s.trouble.Store(false)
	}
	return err
}

func (*sqliteDB) shared() bool { return false }
