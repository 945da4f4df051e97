package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/gofrs/flock"
	sqlite3 "modernc.org/sqlite/lib"
)

var errUnquiet = errors.New("servers start or stop on it all the time: try again")

// sqliteStatus looks at a file without its lock, which a server that starts would then not get.
// So it looks again when somebody began or ended to use the file meanwhile.
func sqliteStatus(ctx context.Context, path string, tell func(Progress)) (s Status, err error) {
	if path == inMemory {
		return s, errInMemory
	}
	if path, err = resolve(path); err != nil {
		return s, err
	}
	const tries = 5
	for range tries {
		before, err := os.Stat(path)
		if err != nil {
			return s, absent(path, err)
		}
		s = Status{Database: path, Known: len(sqliteMigrations), OpenBy: holder(path)}
		readErr := s.readSQLite(ctx, path, tell)
		after, err := os.Stat(path)
		if err == nil && holder(path) == s.OpenBy && (s.OpenBy != "" || before.ModTime().Equal(after.ModTime()) && os.SameFile(before, after)) {
			return s, readErr
		}
	}
	return s, errUnquiet
}

// absent is the error for a file that is not there.
func absent(path string, err error) error {
	if _, copying := os.Stat(path + ".copying"); copying == nil {
		return ErrIncomplete
	}
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: toile serve makes it, and so does toile db migrate", fs.ErrNotExist)
	}
	return err
}

// holder says who has a file open as a server has, empty for nobody.
func holder(path string) string {
	lock := flock.New(path+".lock", flock.SetFlag(os.O_RDONLY)) // which makes no file
	locked, err := lock.TryRLock()
	if locked || err != nil {
		lock.Close()
		return ""
	}
	pid, _ := os.ReadFile(path + ".lock")
	return strings.TrimSpace("process " + string(pid))
}

func (s *Status) readSQLite(ctx context.Context, path string, tell func(Progress)) (err error) {
	size := fileSize(path) + fileSize(path+"-wal")
	s.Bytes = &size
	c, err := openReading(ctx, path, s.OpenBy != "")
	if err != nil {
		return noDatabase(err)
	}
	defer func() { err = errors.Join(err, c.close()) }()
	if err := c.query("SELECT 'SQLite ' || sqlite_version()", func(row []driver.Value) error {
		s.Engine = row[0].(string)
		return nil
	}); err != nil {
		return noDatabase(err)
	}
	if s.Version, err = c.version(); err != nil || s.Version == 0 {
		return noDatabase(err)
	}
	there, err := c.tables()
	if err != nil {
		return judge(err)
	}
	s.Rows, err = countRows(there, func(sql string) (n int64, err error) {
		err = c.query(sql, func(row []driver.Value) error {
			n = row[0].(int64)
			return ctx.Err()
		})
		return n, err
	}, tell)
	return judge(err)
}

// version gives the version of a file that is ours, or empty.
func (c *sqliteConn) version() (int64, error) {
	application, err := c.pragma("application_id")
	if err != nil {
		return 0, err
	}
	pages, err := c.pragma("page_count")
	if err == nil && pages > 0 && application != applicationID {
		err = fmt.Errorf("%w, but of another program", ErrForeign)
	}
	if err != nil {
		return 0, err
	}
	return c.pragma("user_version")
}

// tables gives those of our tables that a file has.
func (c *sqliteConn) tables() (there []string, err error) {
	var found []string
	err = c.query("SELECT name FROM sqlite_schema WHERE type = 'table'", func(row []driver.Value) error {
		found = append(found, row[0].(string))
		return nil
	})
	return ours(found), err
}

// ours gives those of the names that our tables have, in our order.
func ours(names []string) (ours []string) {
	for _, t := range tables {
		if slices.Contains(names, t.name) {
			ours = append(ours, t.name)
		}
	}
	return ours
}

// noDatabase tells a file that is no database from other errors.
func noDatabase(err error) error {
	if codeOf(err)&0xff == sqlite3.SQLITE_NOTADB {
		return ErrForeign
	}
	return judge(err)
}

func fileSize(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}
