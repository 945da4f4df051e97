package pgtest

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

const statementTimeout = time.Minute

// Create makes an empty database.
func (c *Cluster) Create(ctx context.Context, database string) error {
	return create(ctx, c.URL("postgres"), database)
}

// Drop removes a database, and cuts off who uses it.
func (c *Cluster) Drop(ctx context.Context, database string) error {
	return drop(ctx, c.URL("postgres"), database)
}

// create copies files, which takes 16 ms in memory; the other way, through the log, takes 25.
func create(ctx context.Context, url, database string) error {
	return execute(ctx, url, "CREATE DATABASE "+pgx.Identifier{database}.Sanitize()+
		" TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C' STRATEGY file_copy")
}

func drop(ctx context.Context, url, database string) error {
	return execute(ctx, url, "DROP DATABASE IF EXISTS "+pgx.Identifier{database}.Sanitize()+" WITH (FORCE)")
}

// execute runs statements, each in a transaction of its own.
func execute(ctx context.Context, url string, statements ...string) error {
	return connected(ctx, url, func(ctx context.Context, conn *pgx.Conn) error {
		for _, statement := range statements {
			if _, err := conn.Exec(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	})
}

// ask runs a query that answers yes or no.
func ask(ctx context.Context, url, query string, args ...any) (yes bool, err error) {
	err = connected(ctx, url, func(ctx context.Context, conn *pgx.Conn) error {
		return conn.QueryRow(ctx, query, args...).Scan(&yes)
	})
	return yes, err
}

func connected(ctx context.Context, url string, do func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	return do(ctx, conn)
}
