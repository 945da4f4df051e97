package store

import (
	"context"
	"database/sql/driver"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"
)

// pageSize is the size of the database's pages.
const pageSize = 4096

// applicationID marks a file as ours: "toil".
const applicationID = 0x746f696c

// setApplicationID comes before everything else in a new file, so that the mark is in the
// file itself and not in its log.
var setApplicationID = fmt.Sprintf("PRAGMA application_id = %d", applicationID)

// header is what the first page of a file says about it
// (https://www.sqlite.org/fileformat2.html#the_database_header).
type header struct {
	applicationID uint32
	userVersion   int64
}

const headerBytes = 100

// inspect looks at a file without changing it. A file that is empty or not there is fresh.
func inspect(ctx context.Context, path string) (fresh bool, err error) {
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		if logLeft(path) {
			return false, damaged(fmt.Errorf("it is empty or gone, and its log %s-wal is there", path))
		}
		return true, nil
	}
	h, err := readHeader(path)
	if err != nil {
		return false, err
	}
	version := h.userVersion
	if logLeft(path) {
		// The log may hold a newer first page. Whoever only reads does not empty it.
		if version, err = loggedVersion(ctx, path); err != nil {
			return false, judge(err)
		}
	}
	if version < 0 || version > int64(len(sqliteMigrations)) {
		return false, newer(version, sqliteMigrations)
	}
	return false, nil
}

// readHeader reads the first page and compares the size that it tells with the file's. A
// log that was left behind may hold the missing end.
func readHeader(path string) (header, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if denied(err) {
		return header{}, noPermission(err)
	}
	if err != nil {
		return header{}, err
	}
	defer f.Close()
	var b [headerBytes]byte
	if _, err := io.ReadFull(f, b[:]); err != nil || !strings.HasPrefix(string(b[:]), "SQLite format 3\x00") {
		return header{}, fmt.Errorf("%w: give another path; it was left as it is", ErrForeign)
	}
	h := header{
		applicationID: binary.BigEndian.Uint32(b[68:]),
		userVersion:   int64(binary.BigEndian.Uint32(b[60:])),
	}
	if h.applicationID != applicationID {
		return header{}, fmt.Errorf("%w, but of another program: give another path; it was left as it is", ErrForeign)
	}
	info, err := f.Stat()
	if err != nil {
		return header{}, err
	}
	size := int64(binary.BigEndian.Uint16(b[16:]))
	if size == 1 {
		size = 65536
	}
	if want := size * int64(binary.BigEndian.Uint32(b[28:])); info.Size() < want && !logLeft(path) {
		return header{}, damaged(fmt.Errorf("%d bytes long and should have %d", info.Size(), want))
	}
	return h, nil
}

// logLeft says whether a process ended without emptying the log.
func logLeft(path string) bool {
	info, err := os.Stat(path + "-wal")
	return err == nil && info.Size() > 0
}

// loggedVersion reads the version as the log has it.
func loggedVersion(ctx context.Context, path string) (int64, error) {
	c, err := dial(ctx, fileDSN(path)+"?mode=ro", fileSettings)
	if err != nil {
		return 0, err
	}
	version, err := c.pragma("user_version")
	return version, errors.Join(err, c.close())
}

// pragma reads a number that the database keeps about itself.
func (c *sqliteConn) pragma(name string) (value int64, err error) {
	err = c.query("PRAGMA "+name, func(row []driver.Value) error {
		value = row[0].(int64)
		return nil
	})
	return value, err
}

// judge tells a damaged file from other errors of the engine.
func judge(err error) error {
	switch codeOf(err) & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return damaged(err)
	default:
		return err
	}
}

func damaged(err error) error {
	return fmt.Errorf("%w (%w): restore a copy, or save what can be read with: sqlite3 FILE .recover", ErrDamaged, err)
}

// checkRoots looks at the first page of every table and index. The pages below them are
// too many to be looked at on each start.
func checkRoots(c *sqliteConn, path string, pageSize int64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return c.query("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0", func(row []driver.Value) error {
		var kind [1]byte
		if _, err := f.ReadAt(kind[:], (row[1].(int64)-1)*pageSize); err != nil {
			return damaged(err)
		}
		switch kind[0] {
		case 2, 5, 10, 13: // the four kinds of B-tree page
			return nil
		default:
			return damaged(fmt.Errorf("%v is unreadable", row[0]))
		}
	})
}
