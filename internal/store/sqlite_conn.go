package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// sqliteConn is a connection to SQLite with the statements prepared on it. One goroutine
// uses it at a time.
//
// It stands on the driver and not on database/sql, which would add two microseconds to
// each statement: on a read by key that is a third of the whole.
type sqliteConn struct {
	raw        driver.Conn
	statements map[string]statement
	args       []driver.NamedValue
	row        []driver.Value
	broken     error // why nothing more may run on it

	reading bool   // in a transaction that reads
	commits uint64 // the count of commits when it began
}

type statement interface {
	driver.StmtExecContext
	driver.StmtQueryContext
	Close() error
}

// dial opens a connection and runs the setup statements on it.
func dial(ctx context.Context, dsn string, setup ...string) (*sqliteConn, error) {
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	raw, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	c := &sqliteConn{raw: raw, statements: make(map[string]statement)}
	for _, sql := range setup {
		if err := c.script(ctx, sql); err != nil {
			return nil, errors.Join(err, raw.Close())
		}
	}
	return c, nil
}

// close gives the connection back to the system. An open transaction is undone.
func (c *sqliteConn) close() error {
	var errs []error
	for _, s := range c.statements {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.raw.Close())...)
}

// script runs several statements that take no arguments and give no rows.
func (c *sqliteConn) script(ctx context.Context, sql string) error {
	_, err := c.raw.(driver.ExecerContext).ExecContext(ctx, sql, nil)
	return err
}

// exec runs a statement and says how many rows it changed.
//
// No context goes down with it: an interrupted statement undoes the whole transaction and
// with it the work of other callers. Every statement is bounded, and [Tx] looks at its
// caller's context before each.
func (c *sqliteConn) exec(sql string, args ...driver.Value) (int64, error) {
	s, err := c.prepare(sql)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(context.Background(), c.bind(args))
	if err != nil {
		return 0, c.failed(err)
	}
	return result.RowsAffected()
}

// mustChange runs a statement that has to change a row, or gives the error.
func (c *sqliteConn) mustChange(otherwise error, sql string, args ...driver.Value) error {
	switch n, err := c.exec(sql, args...); {
	case err != nil:
		return err
	case n == 0:
		return otherwise
	default:
		return nil
	}
}

// clock has nothing to say: nobody else uses the database.
func (*sqliteConn) clock() (setting string, now time.Time, shared bool, err error) {
	return "", time.Time{}, false, nil
}

// query runs a statement and calls each for every row. The row is only valid during the
// call; its strings and byte slices may be kept.
func (c *sqliteConn) query(sql string, each func(row []driver.Value) error, args ...driver.Value) (err error) {
	s, err := c.prepare(sql)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(context.Background(), c.bind(args))
	if err != nil {
		return c.failed(err)
	}
	defer func() {
		if closeErr := rows.Close(); err == nil && closeErr != nil {
			err = c.failed(closeErr)
		}
	}()
	n := len(rows.Columns())
	if cap(c.row) < n {
		c.row = make([]driver.Value, n)
	}
	row := c.row[:n]
	for {
		switch err := rows.Next(row); {
		case err == io.EOF:
			return nil
		case err != nil:
			return c.failed(err)
		}
		if err := each(row); err != nil {
			return err
		}
	}
}

func (c *sqliteConn) prepare(sql string) (statement, error) {
	if c.broken != nil {
		return nil, c.broken
	}
	if s, ok := c.statements[sql]; ok {
		return s, nil
	}
	prepared, err := c.raw.Prepare(strings.TrimSuffix(sql, forUpdate)) // who writes here is alone
	if err != nil {
		return nil, c.failed(err)
	}
	s := prepared.(statement)
	c.statements[sql] = s
	return s, nil
}

func (c *sqliteConn) bind(args []driver.Value) []driver.NamedValue {
	c.args = c.args[:0]
	for i, v := range args {
		c.args = append(c.args, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	return c.args
}

// failed notes that the connection is broken, unless only a constraint stood in the way.
// A full disk or an error of the device may have undone the transaction; whatever came
// after would then be committed by itself.
func (c *sqliteConn) failed(err error) error {
	if codeOf(err)&0xff != sqlite3.SQLITE_CONSTRAINT {
		c.broken = fmt.Errorf("store: %w", err)
		return c.broken
	}
	return err
}

// codeOf gives SQLite's code for an error, 0 when it is none of SQLite's.
func codeOf(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code()
	}
	return 0
}
