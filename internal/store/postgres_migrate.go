package store

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// The one row of toile_schema says how many migrations a database has seen, and whether a
// copy into it is under way. Whoever migrates holds it, so several servers may start at once.
const (
	foreignSQL = `SELECT COUNT(*) FROM information_schema.tables
		WHERE table_schema = current_schema() AND table_name IN ('users', 'items', 'meta', 'clients')
		AND NOT EXISTS (SELECT 1 FROM information_schema.tables
			WHERE table_schema = current_schema() AND table_name = 'toile_schema')`
	makeSchemaSQL = `CREATE TABLE IF NOT EXISTS toile_schema (
		id BIGINT PRIMARY KEY, version BIGINT NOT NULL, filling BIGINT NOT NULL)`
	initSchemaSQL = `INSERT INTO toile_schema (id, version, filling) VALUES (1, 0, 0) ON CONFLICT DO NOTHING`
	readSchemaSQL = `SELECT version, filling FROM toile_schema WHERE id = 1`
)

// migrateTimeout bounds all migrations together. Adding a column or a table takes moments;
// a new index on millions of rows takes minutes.
const migrateTimeout = 30 * time.Minute

// schema is what toile_schema says.
type schema struct {
	version int64
	filling bool
}

// migrate brings the database to the newest version. One that is there already is only read,
// so that a server needs no right to make tables.
func (p *postgresDB) migrate(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, migrateTimeout)
	defer cancel()
	waited := false
	return p.retry(ctx, func(limited context.Context) error {
		c, err := p.pool.Acquire(limited)
		if err != nil && (sqlState(err) != "" || refusesTLS(err)) {
			return err
		}
		if err != nil {
			if !waited {
				p.log.Warn("the database does not answer yet", "database", p.name(), "for", retryFor, "error", err)
			}
			waited = true
			return lostError{err}
		}
		defer c.Release()
		s, err := readSchema(ctx, c.Conn(), "")
		if sqlState(err) == undefinedTable {
			s, err = schema{}, foreign(ctx, c.Conn())
		} else {
			err = again(err)
		}
		switch {
		case err != nil:
			return err
		case s.filling:
			return ErrIncomplete
		case s.version > int64(len(postgresMigrations)):
			return newer(s.version, postgresMigrations)
		case s.version == int64(len(postgresMigrations)):
			return nil
		}
		return p.migrateInTurn(ctx, c)
	})
}

func readSchema(ctx context.Context, c interface {
	QueryRow(context.Context, string, ...any) pgx.Row
}, lock string) (s schema, err error) {
	var filling int64
	err = c.QueryRow(ctx, readSchemaSQL+lock).Scan(&s.version, &filling)
	if errors.Is(err, pgx.ErrNoRows) { // somebody has just made the table
		err = nil
	}
	s.filling = filling != 0
	return s, err
}

// migrateInTurn takes its turn among those who migrate, and does what is left to do.
func (p *postgresDB) migrateInTurn(ctx context.Context, c *pgxpool.Conn) error {
	if err := script(ctx, c, makeSchemaSQL, initSchemaSQL, beginUpdate, noTimeout, noLockTimeout); err != nil {
		return again(err)
	}
	s, err := readSchema(ctx, c, forUpdate)
	switch {
	case err != nil:
		return again(err)
	case s.filling:
		return ErrIncomplete
	case s.version > int64(len(postgresMigrations)): // another program has done more meanwhile
		return newer(s.version, postgresMigrations)
	}
	if err := p.runMigrations(ctx, c, s.version); err != nil {
		return again(err)
	}
	return again(script(ctx, c, "COMMIT"))
}

// runMigrations does, in the transaction of whoever has the turn, what a version has not seen.
func (p *postgresDB) runMigrations(ctx context.Context, c *pgxpool.Conn, from int64) error {
	for i := int(from); i < len(postgresMigrations); i++ {
		p.log.Info("migrating the database", "database", p.name(), "migration", i+1, "of", len(postgresMigrations))
		if err := script(ctx, c, postgresMigrations[i]); err != nil {
			return fmt.Errorf("migration %d: %w", i+1, err)
		}
	}
	_, err := c.Exec(ctx, `UPDATE toile_schema SET version = $1 WHERE id = 1`, len(postgresMigrations))
	return err
}

// refusesTLS tells that server and program cannot agree on TLS, which no waiting mends.
func refusesTLS(err error) bool {
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	return untrusted || strings.Contains(err.Error(), "server refused TLS connection")
}

// foreign refuses a database in which another program has tables called as ours. The one by which
// we are known is looked for again: another server may have made all tables meanwhile.
func foreign(ctx context.Context, c *pgx.Conn) error {
	var tables int64
	if err := c.QueryRow(ctx, foreignSQL).Scan(&tables); err != nil || tables == 0 {
		return again(err)
	}
	return fmt.Errorf("%w: give toile a database of its own, or a schema by adding ?search_path=NAME to the URL", ErrForeign)
}

const undefinedTable = "42P01"

// again marks what is worth another try, among errors of statements: two servers that make the same table at the same
// time can trip over each other, and the scripts can run again after a lost connection.
func again(err error) error {
	switch sqlState(err) {
	case "23505", "42710", "42P07": // a name, an object, a table that has just been made
		return lostError{err}
	case "":
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			return lostError{err}
		}
	}
	return err
}

// explain says what to do about the errors of opening a database.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if refusesTLS(err) {
		return fmt.Errorf("%w; look at sslmode and the certificates in the URL (docs/database.md)", err)
	}
	switch sqlState(err) {
	case "42501": // no right
		return fmt.Errorf("%w: %w; let a role that may make tables run: toile db migrate --database URL", ErrPermission, err)
	case "3D000": // no such database
		return fmt.Errorf("%w; make it with: createdb NAME", err)
	case "28P01", "28000":
		return fmt.Errorf("%w; look at the user and password in the URL, or set PGPASSWORD or a .pgpass file", err)
	}
	return err
}
