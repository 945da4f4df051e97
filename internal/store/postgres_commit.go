package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"

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
	err := tx.commitOnce(w)
	if err == nil {
		return nil
	}
	if code := sqlState(err); strings.HasPrefix(code, "40") && code != "40003" || code == "23505" {
		return err // it was refused
	}
	ctx, cancel := tx.bounded()
	defer cancel()
	tx.raw.Close(ctx) // and with it the transaction, if it is still open
	return &unsettled{err, w.id, w.number}
}

// commitOnce commits, and gives the server's warning as an error.
func (tx *postgresTx) commitOnce(w *writer) error {
	ctx, cancel := tx.bounded()
	defer cancel()
	w.warning = nil
	tag, err := tx.raw.Exec(ctx, "COMMIT")
	switch {
	case err != nil:
		return err
	case tag.String() != "COMMIT":
		return fmt.Errorf("the answer to COMMIT was %s", tag)
	}
	return w.warning
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
	err = p.retry(context.WithoutCancel(ctx), func(ctx context.Context) error {
		return p.once(ctx, func(tx *postgresTx) error {
			defer tx.rollback()
			tx.add(nil, beginUpdate)
			tx.add(nil, noTimeout) // the transaction that is asked for may take its time
			tx.add(nil, noLockTimeout)
			err := tx.query(findMarkSQL, func(row []driver.Value) error {
				yes = row[0].(int64) == number
				return nil
			}, writer[:])
			if err != nil {
				return err
			}
			if err := tx.commitOnce(writerOf(tx.raw.PgConn())); err != nil {
				return lostError{err} // also when a standby should have it and has not
			}
			return nil
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
