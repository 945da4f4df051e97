package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"runtime/debug"
	"time"
)

// engine runs transactions on a database.
type engine interface {
	// read runs statements that each see the newest state.
	read(ctx context.Context, fn func(conn) error) error
	// view runs statements that all see one state.
	view(ctx context.Context, fn func(conn) error) error
	// update is Store.Update.
	update(ctx context.Context, fn func(*Tx) error) error
	ping(ctx context.Context) error
	shared() bool
	close() error
}

// conn is a connection inside a transaction. It takes and gives int64, string, []byte and
// nil.
type conn interface {
	// exec runs a statement and says how many rows it changed.
	exec(sql string, args ...driver.Value) (int64, error)
	// mustChange runs a statement that has to change a row, or gives the error. It may do
	// so later, at the next statement or when the transaction ends; then the transaction
	// fails, and Update gives the error.
	mustChange(otherwise error, sql string, args ...driver.Value) error
	// query runs a statement and calls each for every row, which is valid during the call.
	query(sql string, each func(row []driver.Value) error, args ...driver.Value) error
	// clock reads the setting of the clock and the time that all servers of one database
	// share. Where there is one server only, shared is false and the rest empty.
	clock() (setting string, now time.Time, shared bool, err error)
}

// forUpdate ends a statement that locks the rows it reads. SQLite has one writer at a time
// and needs no locks, so there it is cut off.
const forUpdate = " FOR UPDATE"

// PanicError is what a caller of Update or View gets whose function panicked. The function
// may have run on another caller's goroutine.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("store: a transaction panicked: %v", e.Value) }

// run runs a function in the transaction, once, and turns its panic into its error.
func (t *Tx) run(fn func(*Tx) error) (err error) {
	defer func() {
		t.conn = nil
		if p := recover(); p != nil {
			err = &PanicError{Value: p, Stack: debug.Stack()}
		}
	}()
	if err := t.ctx.Err(); err != nil {
		return err
	}
	return fn(t)
}
