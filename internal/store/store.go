package store

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Options are what may be chosen when a store is opened.
type Options struct {
	CacheBytes int64        // for session lists; 0 means 128 MiB, less than 0 none; PostgreSQL has none
	Replica    string       // URL of PostgreSQL's read replicas, for reads that may lag; empty means none
	Logger     *slog.Logger // nil means none
}

// Store keeps the records of one server, or of several that share PostgreSQL.
type Store struct {
	engine  engine
	replica engine      // nil without
	avoided atomic.Bool // the replica, for it failed a moment ago
	cache   *cache
	log     *slog.Logger
	closing sync.Once
}

const (
	defaultCacheBytes = 128 << 20
	avoidReplica      = 5 * time.Second // after it failed
)

// Open opens a database: the file at a path, which is made when it is not there;
// ":memory:", a new one that lives as long as the store; or the PostgreSQL database of a
// postgres:// URL, whose tables are made when there are none (postgres.go).
func Open(ctx context.Context, database string, opts Options) (*Store, error) {
	if opts.Logger == nil {
		opts.Logger = slog.New(slog.DiscardHandler)
	}
	if opts.CacheBytes == 0 {
		opts.CacheBytes = defaultCacheBytes
	}
	s := &Store{log: opts.Logger, cache: newCache(max(opts.CacheBytes, 0))}
	if !IsURL(database) {
		if opts.Replica != "" {
			return nil, errors.New("store: a file has no replicas: leave --replica out, or give a postgres:// URL as --database")
		}
		engine, err := openSQLite(ctx, database, s.log, s.cache.drop)
		if err != nil {
			return nil, err
		}
		s.engine = engine
		return s, nil
	}
	// Other servers write there, too, and this one's memory would not hear of it.
	s.cache = newCache(0)
	var err error
	if s.engine, err = openPostgres(ctx, database, s.log); err != nil {
		return nil, err
	}
	if opts.Replica != "" {
		if s.replica, err = openReplica(ctx, opts.Replica, s.log); err != nil {
			return nil, errors.Join(err, s.engine.close())
		}
	}
	return s, nil
}

// IsURL tells the URL of a PostgreSQL database from the path of a file.
func IsURL(database string) bool {
	return strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://")
}

// View runs fn in a transaction that reads: it sees one state of the database, however
// long it takes, with every write that was acknowledged before. fn may run more than once
// where a connection can be lost, so it must set all its variables each time. It must not
// call the Store.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	return s.engine.view(ctx, viewing(ctx, fn))
}

// ViewLagging is View that a replica may answer, from a state some moments ago. Without
// replicas, or when they fail, it is View.
func (s *Store) ViewLagging(ctx context.Context, fn func(*Tx) error) error {
	return s.lagging(ctx, func(e engine) error { return e.view(ctx, viewing(ctx, fn)) })
}

func viewing(ctx context.Context, fn func(*Tx) error) func(conn) error {
	return func(c conn) error {
		t := &Tx{ctx: ctx, conn: c, readOnly: true}
		return t.run(fn)
	}
}

// lagging runs a read on the replica, and on the primary when the replica fails.
func (s *Store) lagging(ctx context.Context, read func(engine) error) error {
	if s.replica == nil || s.avoided.Load() {
		return read(s.engine)
	}
	err := read(s.replica)
	if !unavailable(err) {
		return err
	}
	if s.avoided.CompareAndSwap(false, true) {
		s.log.WarnContext(ctx, "the replica failed; the primary answers instead", "for", avoidReplica, "error", err)
		time.AfterFunc(avoidReplica, func() { s.avoided.Store(false) })
	}
	return read(s.engine)
}

// Update runs fn in a transaction that writes. When it returns nil the writes are on disk
// and every later read sees them; when it returns an error nothing of fn remains, unless
// the error is [ErrUnknownOutcome].
//
// On SQLite concurrent callers share a transaction: fn may run on another caller's
// goroutine, and may run twice when a neighbour failed. On PostgreSQL it runs again when
// it met another transaction or its connection was lost. So it must do nothing but use its
// Tx and set variables of its own, and set all of them each time. It must not call the
// Store, which would wait for itself, nor runtime.Goexit. A context that ends before fn's
// turn means that fn does not run.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.engine.update(ctx, fn)
}

// Shared reports whether other servers may use the database at the same time.
func (s *Store) Shared() bool { return s.engine.shared() }

// Ping says whether the store can be used: a record can be read and the writer is free.
// After a write that failed because of the disk it writes, to find out if that is over.
func (s *Store) Ping(ctx context.Context) error { return s.engine.ping(ctx) }

// Close waits for those who read and write, brings a file into its final form and lets go
// of the database. A second Close does nothing.
func (s *Store) Close() (err error) {
	s.closing.Do(func() {
		if s.replica != nil {
			err = s.replica.close()
		}
		err = errors.Join(err, s.engine.close())
	})
	return err
}
