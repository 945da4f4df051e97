package store

import "database/sql/driver"

// The write-ahead log grows until its pages have been brought to their place in the file
// and no reader needs them. SQLite's own automatic works inside a commit, when resting
// readers still hold the state before it, and so could never finish under steady reading.
// Instead the leader empties the log, after it has let everybody know of the commit.
const (
	// logPages is the length at which the log is emptied. Users' keys are spread over the
	// whole file: the longer the log, the more often a page is written to it before it
	// has to be written to its place.
	logPages = 10_000
	// logPagesLimit is the length at which reading stops until it is done.
	logPagesLimit = 4 * logPages
	// logLook is how many commits pass between two looks at the length.
	logLook = 16
)

// trim empties the log when it is long.
func (s *sqliteDB) trim(w *sqliteConn) {
	if s.lock == nil || w == nil || w.broken != nil || s.commits.Load()%logLook != 0 {
		return
	}
	pages, err := w.logLength()
	switch {
	case err == nil && pages >= logPagesLimit:
		s.readers.pause(func() { err = w.checkpoint() })
	case err == nil && pages >= logPages:
		err = w.checkpoint()
		// Whoever began to read meanwhile holds the log, and whoever begins now does not.
		s.committed()
	}
	if err != nil {
		s.log.Error("emptying the write-ahead log failed; it goes on growing", "error", err, "pages", pages)
	}
}

func (c *sqliteConn) logLength() (pages int64, err error) {
	err = c.query("PRAGMA wal_checkpoint(NOOP)", func(row []driver.Value) error {
		pages = row[1].(int64)
		return nil
	})
	return pages, err
}

func (c *sqliteConn) checkpoint() error {
	return c.query("PRAGMA wal_checkpoint(PASSIVE)", func([]driver.Value) error { return nil })
}
