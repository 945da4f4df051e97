package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/puddle/v2"
)

// postgresDB is the engine for a PostgreSQL database, or one that speaks its protocol, which
// other servers may use at the same time. docs/scaling.md says what it asks of such engines.
type postgresDB struct {
	pool     *pgxpool.Pool
	log      *slog.Logger
	patience time.Duration // for how long what failed in passing is tried again
	answer   time.Duration // for how long an answer is waited for
}

// How long things may take, where the database's URL does not say.
const (
	defaultConnections    = 16
	connectTimeout        = 5 * time.Second // for each host
	answerTimeout         = 5 * time.Second // after which a server that does not answer counts as gone
	replicaTimeout        = 2 * time.Second
	retryFor              = 15 * time.Second
	driversConnectTimeout = 2 * time.Minute // when nobody says otherwise
	firstWait             = 2 * time.Millisecond
	longestWait           = 250 * time.Millisecond
)

// forgetIdle lets the server end a transaction whose program went away without a word, as on a
// machine that lost its power: it would hold its locks for hours. No transaction of ours takes so
// long. It is no parameter of the connection, because PgBouncer refuses those that it does not know.
const forgetIdle = `SET idle_in_transaction_session_timeout = '60s'`

// openPostgres connects to a database and brings its tables to the newest form.
func openPostgres(ctx context.Context, url string, log *slog.Logger) (*postgresDB, error) {
	p, err := dialPostgres(ctx, url, toWrite, log)
	if err != nil {
		return nil, err
	}
	p.patience = retryFor
	if err := p.migrate(ctx); err != nil {
		p.pool.Close()
		return nil, fmt.Errorf("store: %s: %w", p.name(), explain(err))
	}
	return p, nil
}

// openReplica connects to replicas. They are asked once; whoever asks knows whom to ask then.
func openReplica(ctx context.Context, url string, log *slog.Logger) (*postgresDB, error) {
	p, err := dialPostgres(ctx, url, toRead, log)
	if err == nil {
		p.answer = replicaTimeout
	}
	return p, err
}

// Which of several hosts is taken, where the URL does not say: the one that may be written to, or
// a standby if there is one.
var (
	toWrite = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	toRead  = pgconn.ValidateConnectTargetSessionAttrsPreferStandby
)

// dialPostgres makes a pool, which connects when somebody needs it.
func dialPostgres(ctx context.Context, url string, host pgconn.ValidateConnectFunc, log *slog.Logger) (*postgresDB, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("store: the database's URL: %w", err) // which shows no password
	}
	if !strings.Contains(url, "pool_max_conns=") {
		config.MaxConns = defaultConnections
	}
	c := config.ConnConfig
	if c.ConnectTimeout == driversConnectTimeout {
		c.ConnectTimeout = connectTimeout
	}
	if strings.Contains(hosts(c), ",") && c.ValidateConnect == nil && !strings.Contains(url, "target_session_attrs=") {
		c.ValidateConnect = host
	}
	// A connection that is gone is noticed by whoever uses it, who then takes another: asking each
	// one first whether it is there would cost a trip, and with many of them all of our patience.
	config.ShouldPing = func(context.Context, pgxpool.ShouldPingParams) bool { return false }
	if c.RuntimeParams["application_name"] == "" {
		c.RuntimeParams["application_name"] = "toile"
	}
	c.OnNotice = noteWarning
	config.AfterConnect = func(ctx context.Context, c *pgx.Conn) error {
		newWriter(c.PgConn())
		if strings.Contains(url, "idle_in_transaction_session_timeout=") {
			return nil
		}
		_, err := c.Exec(ctx, forgetIdle)
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return &postgresDB{pool: pool, log: log, answer: answerTimeout}, nil
}

// name says which database it is, without a password.
func (p *postgresDB) name() string {
	c := p.pool.Config().ConnConfig
	return fmt.Sprintf("postgres://%s/%s", hosts(c), c.Database)
}

// hosts lists the hosts of a URL with their ports. The driver has more ways to connect than there
// are hosts: with and without TLS.
func hosts(c *pgx.ConnConfig) string {
	list := []string{fmt.Sprintf("%s:%d", c.Host, c.Port)}
	for _, f := range c.Fallbacks {
		if host := fmt.Sprintf("%s:%d", f.Host, f.Port); !slices.Contains(list, host) {
			list = append(list, host)
		}
	}
	return strings.Join(list, ",")
}

func (p *postgresDB) shared() bool { return true }

func (p *postgresDB) close() error {
	p.pool.Close()
	return nil
}

// How transactions begin. Who writes locks what it decides upon, so it needs to see the newest
// committed state and not the one of its begin.
const (
	beginRead   = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
	beginUpdate = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
)

// What follows the begin of a transaction whose statements may take as long as they need, whatever
// the URL says for those of a server.
const (
	noTimeout     = "SET LOCAL statement_timeout = 0"
	noLockTimeout = "SET LOCAL lock_timeout = 0"
)

// script runs statements.
func script(ctx context.Context, c *pgxpool.Conn, statements ...string) error {
	for _, sql := range statements {
		if _, err := c.Conn().PgConn().Exec(ctx, sql).ReadAll(); err != nil {
			return err
		}
	}
	return nil
}

func (p *postgresDB) read(ctx context.Context, fn func(conn) error) error {
	return p.retry(ctx, func(ctx context.Context) error {
		return p.once(ctx, func(tx *postgresTx) error {
			return tx.verdict(fn(tx))
		})
	})
}

func (p *postgresDB) view(ctx context.Context, fn func(conn) error) error {
	return p.retry(ctx, func(ctx context.Context) error {
		return p.once(ctx, func(tx *postgresTx) error {
			defer tx.rollback()
			tx.add(nil, beginRead)
			return tx.verdict(fn(tx))
		})
	})
}

func (p *postgresDB) update(ctx context.Context, fn func(*Tx) error) error {
	return p.retry(ctx, func(limited context.Context) error {
		return p.settle(limited, p.once(limited, func(tx *postgresTx) error {
			return tx.update(ctx, fn)
		}))
	})
}

func (tx *postgresTx) update(ctx context.Context, fn func(*Tx) error) error {
	defer tx.rollback()
	tx.add(nil, beginUpdate)
	t := &Tx{ctx: ctx, conn: tx}
	err := tx.verdict(t.run(fn))
	if err != nil || !t.wrote {
		return err
	}
	return tx.commit()
}

// ping finds out whether a transaction that writes could begin, without trying again.
func (p *postgresDB) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, p.answer)
	defer cancel()
	return p.once(ctx, func(tx *postgresTx) error {
		return tx.update(ctx, func(t *Tx) error {
			_, _, _, err := t.Clock()
			return err
		})
	})
}

// once runs an attempt on a connection. A caller who goes away does not cut off a statement,
// which would cost the connection: [Tx] looks at the caller's context before each.
func (p *postgresDB) once(ctx context.Context, attempt func(*postgresTx) error) error {
	acquiring := ctx
	if p.patience == 0 {
		limited, cancel := context.WithTimeout(ctx, p.answer)
		defer cancel()
		acquiring = limited
	}
	c, err := p.pool.Acquire(acquiring)
	switch {
	case err == nil:
	case errors.Is(err, puddle.ErrClosedPool):
		return ErrClosed
	case errors.Is(ctx.Err(), context.Canceled):
		return err
	default:
		return lostError{err}
	}
	defer c.Release()
	return attempt(&postgresTx{ctx: context.WithoutCancel(ctx), raw: c.Conn(), answer: p.answer})
}

// postgresTx is a transaction on a connection. A trip to the server costs more than most
// statements do there, so what nobody waits for, BEGIN and writes, goes with the next
// statement that answers.
type postgresTx struct {
	ctx     context.Context
	raw     *pgx.Conn
	answer  time.Duration // for how long one is waited for
	waiting pgx.Batch
	expect  []error        // of each waiting statement: what it means when no row changed
	lost    error          // why nothing more may run
	failed  error          // what a waiting statement turned out to mean
	row     []driver.Value // of the statement that is being read
}

// add lets a statement wait for the next trip.
func (tx *postgresTx) add(otherwise error, sql string, args ...driver.Value) {
	tx.waiting.Queue(sql, bound(args)...)
	tx.expect = append(tx.expect, otherwise)
}

func (tx *postgresTx) mustChange(otherwise error, sql string, args ...driver.Value) error {
	tx.add(otherwise, sql, args...)
	return tx.lost
}

func (tx *postgresTx) exec(sql string, args ...driver.Value) (changed int64, err error) {
	err = tx.trip(sql, args, func(rows pgx.Rows) error {
		rows.Close()
		changed = rows.CommandTag().RowsAffected()
		return rows.Err()
	})
	return changed, err
}

func (tx *postgresTx) query(sql string, each func(row []driver.Value) error, args ...driver.Value) error {
	var refused error // by the function, which is not the transaction's fault
	err := tx.trip(sql, args, func(rows pgx.Rows) error {
		defer rows.Close()
		for refused == nil && rows.Next() {
			values, err := rows.Values()
			if err != nil {
				return err
			}
			tx.row = tx.row[:0]
			for _, v := range values {
				tx.row = append(tx.row, v)
			}
			refused = each(tx.row)
		}
		rows.Close()
		return rows.Err()
	})
	return errors.Join(err, refused)
}

func (tx *postgresTx) clock() (setting string, now time.Time, shared bool, err error) {
	err = tx.query(`SELECT COALESCE((SELECT value FROM meta WHERE key = $1), ''),
		CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)`, func(row []driver.Value) error {
		setting, now = row[0].(string), time.UnixMicro(row[1].(int64))
		return nil
	}, ClockMeta)
	return setting, now, true, err
}

// trip sends a statement, after all that waits, and reads its answer.
func (tx *postgresTx) trip(sql string, args []driver.Value, answer func(pgx.Rows) error) error {
	if tx.lost != nil {
		return tx.lost
	}
	if len(tx.expect) == 0 {
		ctx, cancel := tx.bounded()
		defer cancel()
		rows, err := tx.raw.Query(ctx, sql, bound(args)...)
		if err == nil {
			err = answer(rows)
		}
		return tx.noted(err)
	}
	tx.waiting.Queue(sql, bound(args)...)
	return tx.send(func(results pgx.BatchResults) error {
		rows, err := results.Query()
		if err == nil {
			err = answer(rows)
		}
		return err
	})
}

// send makes a trip with all that waits. The last statement's answer, if somebody waits for
// it, is read by last.
func (tx *postgresTx) send(last func(pgx.BatchResults) error) error {
	if tx.lost != nil {
		return tx.lost
	}
	ctx, cancel := tx.bounded()
	defer cancel()
	results := tx.raw.SendBatch(ctx, &tx.waiting)
	err := tx.confirm(results)
	if err == nil && last != nil {
		err = last(results)
	}
	if closeErr := results.Close(); err == nil {
		err = closeErr
	}
	tx.waiting, tx.expect = pgx.Batch{}, tx.expect[:0]
	return tx.noted(err)
}

// bounded gives a context for one trip. When it ends, so does the connection.
func (tx *postgresTx) bounded() (context.Context, context.CancelFunc) {
	return context.WithTimeout(tx.ctx, tx.answer)
}

// noted keeps an error of the connection: nothing more may run in this transaction.
func (tx *postgresTx) noted(err error) error {
	if err != nil && tx.raw.IsClosed() {
		err = lostError{err}
	}
	tx.lost = err
	return err
}

// errFailed ends a transaction in which a waiting statement changed nothing.
var errFailed = errors.New("store: a write before this statement failed")

func (tx *postgresTx) confirm(results pgx.BatchResults) error {
	for _, otherwise := range tx.expect {
		tag, err := results.Exec()
		if err != nil {
			return err
		}
		if otherwise != nil && tag.RowsAffected() == 0 {
			tx.failed = otherwise
			return errFailed
		}
	}
	return nil
}

// verdict gives what a function came to: what became of its statements goes before what it
// made of that.
func (tx *postgresTx) verdict(err error) error {
	switch {
	case tx.failed != nil:
		return tx.failed
	case tx.lost != nil:
		return tx.lost
	}
	return err
}

// rollback ends a transaction that is still open. A connection on which that fails is not
// used again.
func (tx *postgresTx) rollback() {
	if !tx.raw.IsClosed() && tx.raw.PgConn().TxStatus() != 'I' {
		ctx, cancel := tx.bounded()
		defer cancel()
		tx.raw.Exec(ctx, "ROLLBACK")
	}
}

// bound gives arguments the type that the driver takes.
func bound(args []driver.Value) []any {
	values := make([]any, len(args))
	for i, v := range args {
		values[i] = v
	}
	return values
}
