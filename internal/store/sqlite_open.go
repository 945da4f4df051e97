package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
	sqlite3 "modernc.org/sqlite/lib"
)

// Why a database was not opened. The errors that wrap these say what to do next.
var (
	ErrDirectory  = errors.New("the path is a directory")
	ErrNoFolder   = errors.New("the folder does not exist")
	ErrPermission = errors.New("no permission")
	ErrLocked     = errors.New("in use by another process")
	ErrForeign    = errors.New("not a toile database")
	ErrNewer      = errors.New("written by a newer toile")
	ErrDamaged    = errors.New("damaged")
	ErrIncomplete = errors.New("a copy into it was not finished: run toile db copy again, which starts anew")
)

// Settings of every connection to a file. Pages are read through a mapping, which saves
// copying them.
const (
	fileSettings = `PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA mmap_size = 2147418112;
		PRAGMA temp_store = MEMORY`
	readerSettings = `PRAGMA query_only = ON`
	writerSettings = `PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 0;
		PRAGMA journal_size_limit = 67108864`
	memorySettings = `PRAGMA journal_mode = MEMORY; PRAGMA temp_store = MEMORY`
)

// openMemory makes a database that is one connection, which readers and writers take
// turns to use: there is no other process and no disk to wait for, and nothing that
// locks can be locked.
func (s *sqliteDB) openMemory(ctx context.Context) error {
	c, err := dial(ctx, inMemory, memorySettings, setApplicationID)
	if err != nil {
		return fmt.Errorf("store: a database in memory: %w", err)
	}
	if err := migrate(c, 0); err != nil {
		return errors.Join(fmt.Errorf("store: a database in memory: %w", err), c.close())
	}
	s.readers = newPool(1, func() (*sqliteConn, error) { return nil, ErrClosed }) // there is only this one
	s.readers.keep = true
	s.readers.push(c)
	s.writers = s.readers
	return nil
}

// openFile opens a file, or makes it.
func (s *sqliteDB) openFile(ctx context.Context, path string) error {
	if err := s.openLocked(ctx, path); err != nil {
		return fmt.Errorf("store: %s: %w", path, err)
	}
	return nil
}

func (s *sqliteDB) openLocked(ctx context.Context, path string) (err error) {
	path, err = resolve(path)
	if err != nil {
		return err
	}
	if s.lock, err = acquire(path + ".lock"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.lock.Close())
		}
	}()
	fresh, err := inspect(ctx, path)
	if err != nil {
		return err
	}
	if !fresh && logLeft(path) {
		s.log.Info("the last process did not close the database: recovering its log", "path", path)
	}
	w, err := s.openWriter(ctx, path, fresh)
	if err != nil {
		return judge(err)
	}
	dsn := fileDSN(path)
	s.writers = newPool(1, func() (*sqliteConn, error) {
		return dial(context.Background(), dsn, fileSettings, writerSettings)
	})
	s.writers.push(w)
	s.readers = newPool(readerCount(), func() (*sqliteConn, error) {
		return dial(context.Background(), dsn, fileSettings, readerSettings)
	})
	return nil
}

// openWriter brings a file that was inspected to the newest schema and gives a connection
// that writes. What a killed process left in the log comes into the file first, so that
// the file can be checked as a whole.
func (s *sqliteDB) openWriter(ctx context.Context, path string, fresh bool) (opened *sqliteConn, err error) {
	setup := []string{fileSettings, "PRAGMA journal_mode = WAL", writerSettings}
	if fresh {
		if err := createEmpty(path); err != nil {
			return nil, err
		}
		setup = append([]string{"PRAGMA page_size = " + strconv.Itoa(pageSize), setApplicationID}, setup...)
	}
	killed := logLeft(path)
	w, err := dialAlone(ctx, fileDSN(path), setup...)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.close())
		}
	}()
	if killed {
		if err := w.script(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			return nil, err
		}
		if _, err := readHeader(path); err != nil {
			return nil, err
		}
	}
	size, err := w.pragma("page_size")
	if err != nil {
		return nil, err
	}
	if err := checkRoots(w, path, size); err != nil {
		return nil, err
	}
	version, err := w.pragma("user_version")
	if err != nil {
		return nil, err
	}
	if known := int64(len(sqliteMigrations)); !fresh && version < known {
		s.log.Info("migrating the database, which may take a while when it is large", "path", path, "from", version, "to", known)
	}
	if err := migrate(w, version); err != nil {
		return nil, err
	}
	return w, nil
}

func (s *sqliteDB) close() error {
	if s.lock == nil {
		return s.writers.close((*sqliteConn).endRead)
	}
	// The last connection to go empties the log into the file.
	return errors.Join(
		s.readers.close((*sqliteConn).endRead),
		s.writers.close(func(w *sqliteConn) error {
			_, err := w.exec("PRAGMA wal_checkpoint(TRUNCATE)")
			return err
		}),
		s.lock.Close(),
	)
}

// dialAlone is dial with a setup that needs the file for itself, as the change to a write-ahead log
// does. Whoever looks at the file without its lock, toile db status for one, has it for moments, and
// SQLite's own waiting does not cover that change.
func dialAlone(ctx context.Context, dsn string, setup ...string) (*sqliteConn, error) {
	const tries, pause = 250, 20 * time.Millisecond
	for try := 1; ; try++ {
		c, err := dial(ctx, dsn, setup...)
		if codeOf(err)&0xff != sqlite3.SQLITE_BUSY || try == tries {
			return c, err
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// resolve makes a path absolute and follows links, so that whoever opens the same file
// meets the same lock.
func resolve(path string) (string, error) {
	if path == "" {
		return "", fmt.Errorf("%w: give the path of a file, or :memory:", ErrNoFolder)
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	switch info, err := os.Stat(path); {
	case err == nil && info.IsDir():
		return "", fmt.Errorf("%w: give the path of a file in it", ErrDirectory)
	case err == nil && !info.Mode().IsRegular():
		return "", fmt.Errorf("%w: it is no regular file; give another path", ErrForeign)
	case denied(err):
		return "", noPermission(err)
	}
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%w: make it with: mkdir -p %s", ErrNoFolder, folder)
	}
	return path, nil
}

// acquire takes the lock on a file and writes into it who holds it.
func acquire(path string) (*flock.Flock, error) {
	lock := flock.New(path, flock.SetPermissions(0o600))
	switch locked, err := lock.TryLock(); {
	case denied(err):
		return nil, noPermission(err)
	case err != nil:
		return nil, err
	case !locked:
		holder := "another process"
		if pid, err := os.ReadFile(path); err == nil && len(pid) > 0 {
			holder = "process " + strings.TrimSpace(string(pid))
		}
		return nil, fmt.Errorf("%w: %s has it open; stop that one or use another file", ErrLocked, holder)
	}
	if err := os.WriteFile(path, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return lock, nil
}

// createEmpty makes a file that nobody else may read. SQLite gives its log the same mode.
func createEmpty(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if denied(err) {
		return noPermission(err)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func denied(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

func noPermission(err error) error {
	return fmt.Errorf("%w: let this user write to the file and its folder, or give another path (%w)", ErrPermission, err)
}

func fileDSN(path string) string {
	return (&url.URL{Scheme: "file", OmitHost: true, Path: path}).String()
}
