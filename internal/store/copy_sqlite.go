package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// openReading opens a file to read it without leaving a trace beside it. Only when a log is
// there, of a server that runs or was killed, is it read as one of several would.
func openReading(ctx context.Context, path string, inUse bool) (*sqliteConn, error) {
	dsn := fileDSN(path) + "?mode=ro"
	if !inUse && !logLeft(path) {
		dsn += "&immutable=1"
	}
	return dial(ctx, dsn, fileSettings, readerSettings)
}

// sqliteSource is a file that is copied. It is locked as a server locks it.
type sqliteSource struct {
	conn *sqliteConn
	lock *flock.Flock
}

func openSQLiteSource(ctx context.Context, path string) (_ source, err error) {
	s := &sqliteSource{}
	if err := s.open(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %s: %w", path, err), s.close())
	}
	return s, nil
}

func (s *sqliteSource) open(ctx context.Context, path string) (err error) {
	if path == inMemory {
		return errInMemory
	}
	if path, err = resolve(path); err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil {
		return err // before a lock is left beside nothing
	}
	if s.lock, err = acquire(path + ".lock"); err != nil {
		return err
	}
	fresh, err := inspect(ctx, path)
	if err != nil {
		return err
	}
	if fresh {
		return fmt.Errorf("%w: it is empty", ErrForeign)
	}
	if s.conn, err = openReading(ctx, path, false); err != nil {
		return judge(err)
	}
	version, err := s.conn.pragma("user_version")
	if err == nil && version < int64(len(sqliteMigrations)) {
		err = older(version, sqliteMigrations, path)
	}
	return err
}

func (s *sqliteSource) read(ctx context.Context, t *table, each func(row []byte) error) error {
	return readSQLite(ctx, s.conn, t, each)
}

func (s *sqliteSource) close() (err error) {
	if s.conn != nil {
		err = s.conn.close()
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
	}
	return err
}

func readSQLite(ctx context.Context, c *sqliteConn, t *table, each func(row []byte) error) error {
	var buffer []byte
	err := c.query(t.selectSQL(), func(row []driver.Value) (err error) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if buffer, err = t.appendRow(buffer[:0], row); err != nil {
			return err
		}
		return each(buffer)
	})
	return judge(err)
}

// Settings of the connection that fills a file: nobody needs it before it is whole, so nothing
// of it has to survive a crash.
const fillSettings = `PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
	PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY`

// sqliteTarget is a file that is filled under another name, which it loses when it is whole.
type sqliteTarget struct {
	path string // of the file, when it may be replaced
	lock *flock.Flock
	conn *sqliteConn
}

func openSQLiteTarget(ctx context.Context, path string) (_ target, err error) {
	s := &sqliteTarget{}
	if err := s.open(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %s: %w", path, err), s.close())
	}
	return s, nil
}

func (s *sqliteTarget) open(ctx context.Context, path string) (err error) {
	if path == inMemory {
		return errInMemory
	}
	if path, err = resolve(path); err != nil {
		return err
	}
	if s.lock, err = acquire(path + ".lock"); err != nil {
		return err
	}
	fresh, err := inspect(ctx, path)
	if err == nil && !fresh {
		err = sqliteEmpty(ctx, path)
	}
	if err != nil {
		return err
	}
	s.path = path
	return s.create(ctx)
}

// sqliteEmpty finds out whether a file has records.
func sqliteEmpty(ctx context.Context, path string) error {
	c, err := openReading(ctx, path, false)
	if err != nil {
		return judge(err)
	}
	there, err := c.tables()
	for _, name := range there {
		if err == nil {
			err = c.query("SELECT 1 FROM "+name+" LIMIT 1", func([]driver.Value) error { return notEmpty(name) })
		}
	}
	return errors.Join(err, c.close())
}

func (s *sqliteTarget) filling() string { return s.path + ".copying" }

// create makes the file that is filled, in one transaction.
func (s *sqliteTarget) create(ctx context.Context) (err error) {
	if err := remove(s.filling()); err != nil {
		return err
	}
	if err := createEmpty(s.filling()); err != nil {
		return err
	}
	s.conn, err = dial(ctx, fileDSN(s.filling()), "PRAGMA page_size = "+strconv.Itoa(pageSize), setApplicationID, fillSettings)
	if err != nil {
		return err
	}
	if err := migrate(s.conn, 0); err != nil {
		return err
	}
	return s.conn.script(ctx, "BEGIN")
}

func (s *sqliteTarget) write(ctx context.Context, t *table, rows []byte) (err error) {
	insert := "INSERT INTO " + t.name + " (" + t.list + ") VALUES (?" + strings.Repeat(", ?", len(t.columns)-1) + ")"
	values := make([]driver.Value, len(t.columns))
	for len(rows) > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		if rows, err = t.parseRow(rows, values); err != nil {
			return err
		}
		if _, err := s.conn.exec(insert, values...); err != nil {
			return err
		}
	}
	return nil
}

// settle opens the file anew, as the disk has it.
func (s *sqliteTarget) settle(ctx context.Context) error {
	if err := s.conn.script(ctx, "COMMIT"); err != nil {
		return err
	}
	c := s.conn
	s.conn = nil
	if err := errors.Join(c.close(), syncFile(s.filling())); err != nil {
		return err
	}
	c, err := openReading(ctx, s.filling(), false)
	s.conn = c
	return err
}

func (s *sqliteTarget) read(ctx context.Context, t *table, each func(row []byte) error) error {
	return readSQLite(ctx, s.conn, t, each)
}

// release gives the file its name. A log of the empty file that had it must not be taken for
// this one's.
func (s *sqliteTarget) release(context.Context) error {
	if err := errors.Join(remove(s.path+"-wal"), remove(s.path+"-shm"), os.Rename(s.filling(), s.path)); err != nil {
		return err
	}
	return syncFile(filepath.Dir(s.path))
}

// close removes the file unless it was released.
func (s *sqliteTarget) close() (err error) {
	if s.conn != nil {
		err = s.conn.close()
	}
	if s.path != "" {
		err = errors.Join(err, remove(s.filling()))
	}
	if s.lock != nil {
		err = errors.Join(err, s.lock.Close())
	}
	return err
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// syncFile waits until the disk has a file, or what a folder says of its files.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
