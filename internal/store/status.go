package store

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Status is what can be said of a database without changing it.
type Status struct {
	Database string      `json:"database"`       // a file's path, or a URL without a password
	Engine   string      `json:"engine"`         // and its version
	Version  int64       `json:"schema_version"` // 0 when there are no tables yet
	Known    int         `json:"known_version"`  // the newest that this program knows
	Filling  bool        `json:"copy_unfinished"`
	OpenBy   string      `json:"open_by,omitempty"` // who has a file open
	Bytes    *int64      `json:"bytes_on_disk"`     // nil when the engine does not tell
	Rows     []TableRows `json:"rows"`
}

// TableRows is how many rows a table has, or some of them.
type TableRows struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"`
}

// State says in words whether a server can be started, and what to do if not.
func (s Status) State() string {
	switch left := int64(s.Known) - s.Version; {
	case s.Filling:
		return ErrIncomplete.Error()
	case left < 0:
		return "written by a newer toile: start that one"
	case left == 1:
		return "1 migration to run: toile db migrate does, and so does toile serve"
	case left > 1:
		return fmt.Sprintf("%d migrations to run: toile db migrate does, and so does toile serve", left)
	}
	return "up to date"
}

// ReadStatus looks at a database. It makes and changes nothing.
func ReadStatus(ctx context.Context, database string, tell func(Progress)) (Status, error) {
	if IsURL(database) {
		return postgresStatus(ctx, database, tell)
	}
	s, err := sqliteStatus(ctx, database, tell)
	if err != nil {
		err = fmt.Errorf("store: %s: %w", database, err)
	}
	return s, err
}

// countRows counts the rows of those of our tables that are there.
func countRows(there []string, count func(sql string) (int64, error), tell func(Progress)) ([]TableRows, error) {
	rows := []TableRows{}
	add := func(name, from string) error {
		tell(Progress{Step: "counting", Table: name})
		n, err := count("SELECT COUNT(*) FROM " + from)
		rows = append(rows, TableRows{name, n})
		return err
	}
	for _, name := range there {
		if err := add(name, name); err != nil {
			return nil, err
		}
		if name != "users" {
			continue
		}
		if err := add("users, removed", "users WHERE removed = 1"); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

func postgresStatus(ctx context.Context, url string, tell func(Progress)) (s Status, err error) {
	db, err := dialPostgres(ctx, url, toRead, slog.New(slog.DiscardHandler))
	if err != nil {
		return s, err
	}
	defer db.pool.Close()
	s = Status{Database: db.name(), Known: len(postgresMigrations)}
	if err := s.readPostgres(ctx, db.pool, tell); err != nil {
		return s, fmt.Errorf("store: %s: %w", db.name(), explain(err))
	}
	return s, nil
}

func (s *Status) readPostgres(ctx context.Context, pool *pgxpool.Pool, tell func(Progress)) error {
	c, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer c.Release()
	found, err := readSchema(ctx, c, "")
	if err != nil && sqlState(err) != undefinedTable {
		return err
	}
	s.Version, s.Filling = found.version, found.filling
	var version string
	if err := c.QueryRow(ctx, "SELECT version()").Scan(&version); err != nil {
		return err
	}
	s.Engine = engineName(version)
	if c.QueryRow(ctx, tableBytesSQL).Scan(&s.Bytes) != nil {
		s.Bytes = nil // not every engine has the function
	}
	if err := script(ctx, c, beginRead, noTimeout); err != nil || s.Version == 0 {
		return err
	}
	there, err := tablesThere(ctx, c)
	if err != nil {
		return err
	}
	s.Rows, err = countRows(there, func(sql string) (n int64, err error) {
		return n, c.QueryRow(ctx, sql).Scan(&n)
	}, tell)
	return err
}

// tableBytesSQL adds up what the tables of our schema take, with their indexes.
const tableBytesSQL = `SELECT CAST(COALESCE(SUM(pg_total_relation_size(CAST(quote_ident(table_name) AS regclass))), 0) AS BIGINT)
	FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`

// engineName takes the engine and its version from all that version() says.
func engineName(version string) string {
	version, _, _ = strings.Cut(version, " (")
	version, _, _ = strings.Cut(version, " on ")
	return version
}
