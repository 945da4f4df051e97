package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"
)

// Migrate brings a database to the newest form, and makes a file that is not there. It says
// from which version to which. When several do so at once, one does the work.
func Migrate(ctx context.Context, database string, log *slog.Logger) (from int64, to int, err error) {
	if IsURL(database) {
		from, err = postgresVersion(ctx, database)
		if err == nil {
			err = openAndClose(ctx, database, log)
		}
		return from, len(postgresMigrations), err
	}
	if database == inMemory {
		return 0, 0, errInMemory
	}
	from, err = migrateFile(ctx, database, log)
	return from, len(sqliteMigrations), err
}

// migrateFile waits for another process that is about to do the same. A file that is new
// already is left to those who serve it.
func migrateFile(ctx context.Context, path string, log *slog.Logger) (from int64, err error) {
	const tries, pause = 50, 100 * time.Millisecond
	for range tries {
		from = sqliteVersion(ctx, path)
		if from == int64(len(sqliteMigrations)) {
			return from, nil
		}
		if err = openAndClose(ctx, path, log); !errors.Is(err, ErrLocked) {
			return from, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return from, ctx.Err()
		}
	}
	return from, err
}

// openAndClose does what has to be done to open a database.
func openAndClose(ctx context.Context, database string, log *slog.Logger) error {
	s, err := Open(ctx, database, Options{CacheBytes: -1, Logger: log})
	if err != nil {
		return err
	}
	return s.Close()
}

// sqliteVersion gives the version of a file, 0 for one that is none of ours: whoever opens it
// finds out why.
func sqliteVersion(ctx context.Context, path string) (version int64) {
	path, err := resolve(path)
	if err != nil {
		return 0
	}
	if _, err := os.Stat(path); err != nil {
		return 0
	}
	c, err := openReading(ctx, path, holder(path) != "")
	if err != nil {
		return 0
	}
	defer c.close()
	if version, err = c.version(); err != nil {
		return 0
	}
	return version
}

func postgresVersion(ctx context.Context, url string) (int64, error) {
	db, err := dialPostgres(ctx, url, toWrite, slog.New(slog.DiscardHandler))
	if err != nil {
		return 0, err
	}
	defer db.pool.Close()
	found, err := readSchema(ctx, db.pool, "")
	if err != nil && sqlState(err) != undefinedTable {
		return 0, fmt.Errorf("store: %s: %w", db.name(), explain(err))
	}
	return found.version, nil
}
