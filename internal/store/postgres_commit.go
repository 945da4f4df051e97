package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"

	"toile/internal/id"
)

// A connection that breaks while a commit is under way leaves open whether it happened. So
// each transaction leaves its number in a row of its connection, with the rest of its writes,
// and whoever lost the answer looks for it there. While the transaction is still open on the
// server it holds that row: whoever looks by a write waits for its end. And because that
// write is itself committed, it proves, too, that a synchronous standby has what came before.
const (
	markSQL = `INSERT INTO writers (id, number, seen_at)
		VALUES ($1, $2, CAST(EXTRACT(EPOCH FROM now()) * 1000000 AS BIGINT))
		ON CONFLICT (id) DO UPDATE SET number = excluded.number, seen_at = excluded.seen_at`
	findMarkSQL = `INSERT INTO writers (id, number, seen_at)
		VALUES ($1, 0, CAST(EXTRACT(EPOCH FROM now()) * 1000000 AS BIGINT))
		ON CONFLICT (id) DO UPDATE SET number = writers.number RETURNING number`
	// forgetMarksSQL drops rows of connections that cannot live any more.
	forgetMarksSQL = `DELETE FROM writers
		WHERE seen_at < CAST(EXTRACT(EPOCH FROM now()) * 1000000 AS BIGINT) - 86400000000`
)

// ErrUnknownOutcome says that a write may have happened or not: the connection broke at its
// commit, and the database could not be asked in time.
var ErrUnknownOutcome = errors.New("store: the connection broke at a commit, and whether it happened could not be found out")

// writer is what a connection knows about itself.
type writer struct {
	id      id.Key
	number  int64 // of its last transaction
	warning error // that the server gave since it was last looked at
}

const writerData = "toile writer"

func newWriter(c *pgconn.PgConn) { c.CustomData()[writerData] = &writer{id: id.RandomKey()} }

func writerOf(c *pgconn.PgConn) *writer { return c.CustomData()[writerData].(*writer) }

// noteWarning keeps a warning for whoever commits: a server that stops waiting for its
// standby says so by a warning, and then that the commit succeeded.
func noteWarning(c *pgconn.PgConn, n *pgconn.Notice) {
	if w, ok := c.CustomData()[writerData].(*writer); ok && n.SeverityUnlocalized == "WARNING" {
		w.warning = errors.New(n.Message)
	}
}

// unsettled is the error of a commit that may have happened.
type unsettled struct {
	cause  error
	writer id.Key
	number int64
}

func (e *unsettled) Error() string { return "the answer to a commit was lost: " + e.cause.Error() }

// commit ends a transaction that wrote. It gives nil only for what the server, and a standby
// if it waits for one, has on disk.
func (tx *postgresTx) commit() error {
	w := writerOf(tx.raw.PgConn())
	w.number++
	tx.add(nil, markSQL, w.id[:], w.number)
	if err := tx.verdict(tx.send(nil)); err != nil {
		return err
	}
	w.warning = nil
	_, err := tx.raw.Exec(tx.ctx, "COMMIT")
	if err == nil {
		err = w.warning
	} else if code := sqlState(err); code != "" && code[:2] == "40" && code != "40003" || code == "23505" {
		return err // it was refused
	}
	if err == nil {
		return nil
	}
	tx.raw.Close(tx.ctx) // and with it the transaction, if it is still open
	return &unsettled{err, w.id, w.number}
}

// settle finds out what became of a commit whose answer was lost.
func (p *postgresDB) settle(ctx context.Context, err error) error {
	lost, ok := errors.AsType[*unsettled](err)
	if !ok {
		return err
	}
	p.log.Warn("asking whether a commit happened", "error", err)
	committed, findErr := p.committed(ctx, lost.writer, lost.number)
	switch {
	case findErr != nil:
		return fmt.Errorf("%w: %w, then %w", ErrUnknownOutcome, lost.cause, findErr)
	case committed:
		return nil
	}
	return lostError{lost.cause}
}

// committed finds out whether a connection's transaction was committed.
func (p *postgresDB) committed(ctx context.Context, writer id.Key, number int64) (yes bool, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), attemptTimeout)
	defer cancel()
	err = p.retry(ctx, func(ctx context.Context) error {
		return p.once(ctx, func(tx *postgresTx) error {
			w := writerOf(tx.raw.PgConn())
			w.warning = nil
			err := tx.query(findMarkSQL, func(row []driver.Value) error {
				yes = row[0].(int64) == number
				return nil
			}, writer[:])
			if err == nil && w.warning != nil {
				err = lostError{w.warning} // a standby should have it, too, and has not
			}
			return err
		})
	})
	return yes, err
}

// Sweep deletes what the database no longer needs and says how many rows that was.
func (s *Store) Sweep(ctx context.Context) (deleted int64, err error) {
	if !s.Shared() {
		return 0, nil
	}
	err = s.Update(ctx, func(t *Tx) error {
		deleted, err = t.exec(forgetMarksSQL)
		return err
	})
	return deleted, err
}
