package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// ErrConflict is for a function that finds, after it has locked a record, that what it had
// read before is no longer so. Update then runs it again.
var ErrConflict = errors.New("store: another transaction came in between")

// lostError is an error after which the connection is gone, and nothing was committed.
type lostError struct{ error }

func (e lostError) Unwrap() error { return e.error }

// retry runs an attempt until it succeeds, fails for good, or patience has run out. What
// comes to an attempt may come again, so it must not have committed anything when it fails in
// passing.
func (p *postgresDB) retry(ctx context.Context, attempt func(context.Context) error) error {
	if p.patience == 0 {
		return attempt(ctx)
	}
	limit, cancel := context.WithTimeout(ctx, p.patience)
	defer cancel()
	var last error // before the time was over
	for wait := firstWait; ; wait = min(2*wait, longestWait) {
		err := attempt(limit)
		if !passing(err) {
			return err
		}
		if turned(err) {
			p.pool.Reset() // what else it holds is as old
		}
		if limit.Err() == nil || last == nil {
			last = err
		}
		select {
		case <-time.After(wait/2 + rand.N(wait)):
		case <-limit.Done():
			if ctx.Err() != nil {
				return ctx.Err()
			}
			return fmt.Errorf("after %s of trying: %w", p.patience, last)
		}
	}
}

// passing tells failures that another attempt may not meet: other transactions, and servers
// and connections that went away. Those that a person has to mend are none.
func passing(err error) bool {
	if err == nil || errors.Is(err, ErrUnknownOutcome) {
		return false
	}
	if errors.Is(err, ErrConflict) {
		return true
	}
	_, lost := errors.AsType[lostError](err)
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "40001", "40003", "40P01", // serialization failure, unknown statement, deadlock
			"57P01", "57P02", "57P03", // shut down, crashed, starting
			"57P05", "25P03", // the connection idled for too long
			"25006", // read-only: no longer the primary
			"53300": // too many connections
			return true
		case "23505", "42710", "42P07": // where somebody said so
			return lost
		case "0A000": // a migration changed a table under a prepared statement
			return e.Routine == "RevalidateCachedQuery"
		}
		return strings.HasPrefix(e.Code, "08") // the connection's
	}
	return lost
}

// turned tells a server that is no longer the one to write to, or does not answer at all.
func turned(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	switch sqlState(err) {
	case "25006", "57P01", "57P02", "57P03":
		return true
	}
	return false
}

// unavailable tells the failures of a server from those of the function that it ran.
func unavailable(err error) bool {
	_, lost := errors.AsType[lostError](err)
	return lost || sqlState(err) != "" || errors.Is(err, ErrClosed)
}

// sqlState gives the code of a server's error, empty when it is none.
func sqlState(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code
	}
	return ""
}
