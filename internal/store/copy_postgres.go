package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"toile/internal/id"
)

// mayRest lets a transaction that keeps a state rest while the target is busy.
const mayRest = "SET LOCAL idle_in_transaction_session_timeout = 0"

// postgresSource is a PostgreSQL database that is copied, in the state of one moment.
type postgresSource struct {
	db   *postgresDB
	conn *pgxpool.Conn // in the transaction that sees the state
}

func openPostgresSource(ctx context.Context, url string) (source, error) {
	db, err := dialPostgres(ctx, url, toRead, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	s := &postgresSource{db: db}
	if err := s.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %s: %w", db.name(), explain(err)), s.close())
	}
	return s, nil
}

func (s *postgresSource) open(ctx context.Context) (err error) {
	if s.conn, err = s.db.pool.Acquire(ctx); err != nil {
		return err
	}
	if err := script(ctx, s.conn, beginRead, noTimeout, mayRest); err != nil {
		return err
	}
	switch found, err := readSchema(ctx, s.conn, ""); {
	case sqlState(err) == undefinedTable:
		return fmt.Errorf("%w: it has none of its tables", ErrForeign)
	case err != nil:
		return err
	case found.filling:
		return ErrIncomplete
	case found.version > int64(len(postgresMigrations)):
		return newer(found.version, postgresMigrations)
	case found.version < int64(len(postgresMigrations)):
		return older(found.version, postgresMigrations, "URL")
	}
	return nil
}

func (s *postgresSource) read(ctx context.Context, t *table, each func(row []byte) error) error {
	return readPostgres(ctx, s.conn, t, each)
}

func (s *postgresSource) close() error {
	if s.conn != nil {
		s.conn.Release() // which ends the transaction, by closing the connection
	}
	return s.db.close()
}

// older is the error for a database that must be migrated before it is copied.
func older(version int64, known []string, database string) error {
	return fmt.Errorf("%w: its format is %d and this program's is %d; run toile db migrate --database %s first",
		ErrOlder, version, len(known), database)
}

// readPostgres reads a table in the binary form of its values, in which they are copied.
func readPostgres(ctx context.Context, c *pgxpool.Conn, t *table, each func(row []byte) error) error {
	const binaryFormat = 1
	rows := c.Conn().PgConn().ExecParams(ctx, t.selectSQL(), nil, nil, nil, []int16{binaryFormat})
	var buffer []byte
	for rows.NextRow() {
		values := rows.Values()
		buffer = binary.BigEndian.AppendUint16(buffer[:0], uint16(len(values)))
		for _, v := range values {
			if v == nil {
				buffer = binary.BigEndian.AppendUint32(buffer, noValue)
				continue
			}
			buffer = append(binary.BigEndian.AppendUint32(buffer, uint32(len(v))), v...)
		}
		if err := each(buffer); err != nil {
			c.Conn().PgConn().Close(ctx) // rather than read what nobody wants
			return err
		}
	}
	_, err := rows.Close()
	return err
}

// postgresTarget is a PostgreSQL database that is filled. It is marked by a number of this copy
// in toile_schema, so that no server opens it, and so that a copy which was given up, but
// still runs, finds out that another has begun.
type postgresTarget struct {
	db     *postgresDB
	number int64
}

var errOtherCopy = errors.New("another copy into this database has begun")

func openPostgresTarget(ctx context.Context, url string) (target, error) {
	db, err := dialPostgres(ctx, url, toWrite, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	db.patience = retryFor
	random := id.RandomKey()
	p := &postgresTarget{db: db, number: 1 + int64(binary.BigEndian.Uint64(random[:])>>2)}
	if err := p.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %s: %w", db.name(), explain(err)), p.close())
	}
	return p, nil
}

// open marks the database unless it has records, and makes its tables.
func (p *postgresTarget) open(ctx context.Context) error {
	if err := p.once(ctx, refuseStranger); err != nil {
		return err
	}
	for _, sql := range []string{makeSchemaSQL, initSchemaSQL} {
		err := p.once(ctx, func(ctx context.Context, c *pgxpool.Conn) error { return again(script(ctx, c, sql)) })
		if err != nil {
			return err
		}
	}
	for _, step := range []step{p.mark, p.migrate, p.wipe} {
		if err := p.transact(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

// step is something that is done on a connection.
type step func(ctx context.Context, c *pgxpool.Conn) error

// once does a step, and again while it fails in passing.
func (p *postgresTarget) once(ctx context.Context, do step) error {
	return p.db.retry(ctx, func(context.Context) error {
		c, err := p.db.pool.Acquire(ctx)
		if err != nil {
			return err
		}
		defer c.Release()
		return do(ctx, c)
	})
}

// transact does a step in a transaction. The connection of one that failed is not used again.
func (p *postgresTarget) transact(ctx context.Context, do step) error {
	return p.once(ctx, func(ctx context.Context, c *pgxpool.Conn) error {
		if err := script(ctx, c, beginUpdate, noTimeout); err != nil {
			return err
		}
		if err := do(ctx, c); err != nil {
			return err
		}
		return script(ctx, c, "COMMIT")
	})
}

// refuseStranger refuses a database in which another program has tables of our names.
func refuseStranger(ctx context.Context, c *pgxpool.Conn) error {
	_, err := readSchema(ctx, c, "")
	if sqlState(err) == undefinedTable {
		err = foreign(ctx, c.Conn())
	}
	return err
}

// mark marks an empty database, and one that an unfinished copy left.
func (p *postgresTarget) mark(ctx context.Context, c *pgxpool.Conn) error {
	found, err := readSchema(ctx, c, forUpdate)
	if err != nil {
		return err
	}
	if found.version > int64(len(postgresMigrations)) {
		return newer(found.version, postgresMigrations)
	}
	if !found.filling {
		if err := postgresEmpty(ctx, c); err != nil {
			return err
		}
	}
	_, err = c.Exec(ctx, `UPDATE toile_schema SET filling = $1 WHERE id = 1`, p.number)
	return err
}

// hold keeps others from marking the database until the transaction ends.
func (p *postgresTarget) hold(ctx context.Context, c *pgxpool.Conn) (version int64, err error) {
	var number int64
	err = c.QueryRow(ctx, readSchemaSQL+forUpdate).Scan(&version, &number)
	if err == nil && number != p.number {
		err = errOtherCopy
	}
	return version, err
}

// tablesThere gives those of our tables that a database has.
func tablesThere(ctx context.Context, c *pgxpool.Conn) ([]string, error) {
	rows, err := c.Query(ctx, `SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()`)
	if err != nil {
		return nil, err
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return ours(found), err
}

// postgresEmpty finds out whether a database has records.
func postgresEmpty(ctx context.Context, c *pgxpool.Conn) error {
	there, err := tablesThere(ctx, c)
	for _, name := range there {
		used := false
		if err == nil {
			err = c.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM "+name+")").Scan(&used)
		}
		if used {
			return notEmpty(name)
		}
	}
	return err
}

// notEmpty is the error for a target with records.
func notEmpty(table string) error {
	return fmt.Errorf("%w, as in the table %s; it was left as it is: copy into a new or empty database", ErrNotEmpty, table)
}

// migrate does what is left to do of the migrations.
func (p *postgresTarget) migrate(ctx context.Context, c *pgxpool.Conn) error {
	version, err := p.hold(ctx, c)
	if err != nil {
		return err
	}
	return p.db.runMigrations(ctx, c, version)
}

// wipe removes what an unfinished copy left.
func (p *postgresTarget) wipe(ctx context.Context, c *pgxpool.Conn) error {
	if _, err := p.hold(ctx, c); err != nil {
		return err
	}
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.name
	}
	return script(ctx, c, "TRUNCATE TABLE "+strings.Join(names, ", "))
}

// How a binary COPY begins and ends.
var (
	copyHeader  = []byte("PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	copyTrailer = []byte{0xff, 0xff}
)

func (p *postgresTarget) write(ctx context.Context, t *table, rows []byte) error {
	sql := "COPY " + t.name + " (" + t.list + ") FROM STDIN BINARY"
	return p.transact(ctx, func(ctx context.Context, c *pgxpool.Conn) error {
		if _, err := p.hold(ctx, c); err != nil {
			return err
		}
		data := io.MultiReader(bytes.NewReader(copyHeader), bytes.NewReader(rows), bytes.NewReader(copyTrailer))
		_, err := c.Conn().PgConn().CopyFrom(ctx, data, sql)
		return err
	})
}

// settle lets the database count what it has, so that it plans well.
func (p *postgresTarget) settle(ctx context.Context) error {
	return p.once(ctx, func(ctx context.Context, c *pgxpool.Conn) error {
		for _, t := range tables {
			if err := script(ctx, c, "ANALYZE "+t.name); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *postgresTarget) read(ctx context.Context, t *table, each func(row []byte) error) error {
	c, err := p.db.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	if err := script(ctx, c, beginRead, noTimeout); err != nil {
		return err
	}
	if err := readPostgres(ctx, c, t, each); err != nil {
		return err
	}
	return script(ctx, c, "COMMIT")
}

func (p *postgresTarget) release(ctx context.Context) error {
	return p.transact(ctx, func(ctx context.Context, c *pgxpool.Conn) error {
		if _, err := p.hold(ctx, c); err != nil {
			return err
		}
		_, err := c.Exec(ctx, `UPDATE toile_schema SET filling = 0 WHERE id = 1`)
		return err
	})
}

func (p *postgresTarget) close() error { return p.db.close() }
