package store

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/gofrs/flock"
)

// Options are what may be chosen when a store is opened.
type Options struct {
	CacheBytes int64        // for session lists; 0 means 128 MiB, less than 0 none
	Logger     *slog.Logger // nil means none
}

// Store keeps the records of one server.
type Store struct {
	readers *pool
	writers *pool // the same as readers when the database is in memory
	group   group
	cache   *cache
	lock    *flock.Flock // nil in memory
	log     *slog.Logger
	commits atomic.Uint64
	trouble atomic.Bool // a transaction failed for a reason that was not its function's
	closing sync.Once
}

const (
	defaultCacheBytes = 128 << 20
	inMemory          = ":memory:"
)

// Open opens the database at a path and makes it when it is not there. ":memory:" is a
// new database that lives as long as the store.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if opts.CacheBytes == 0 {
		opts.CacheBytes = defaultCacheBytes
	}
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Store{cache: newCache(max(opts.CacheBytes, 0)), log: opts.Logger}
	if path == inMemory {
		return s, s.openMemory(ctx)
	}
	if err := s.openFile(ctx, path); err != nil {
		return nil, err
	}
	return s, nil
}

// readerCount bounds how many read at the same time.
func readerCount() int { return min(max(4, 2*runtime.GOMAXPROCS(0)), 16) }

// View runs fn in a transaction that reads: it sees one state of the database, however
// long it takes. It must not call Update, nor View, nor SessionList.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	c, err := s.reader(ctx)
	if err != nil {
		return err
	}
	t := &Tx{ctx: ctx, conn: c, readOnly: true}
	defer func() {
		t.conn = nil
		s.done(c)
	}()
	return fn(t)
}

// Ping says whether the store can be used: a record can be read and the writer is free.
// After a write that failed because of the disk it writes, to find out if that is over.
func (s *Store) Ping(ctx context.Context) error {
	trouble := s.trouble.Load()
	err := s.Update(ctx, func(t *Tx) error {
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

// Close waits for those who read and write, brings the file into its final form and lets
// go of it. A second Close does nothing.
func (s *Store) Close() (err error) {
	s.closing.Do(func() { err = s.close() })
	return err
}
