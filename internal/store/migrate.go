package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed migrations/sqlite/*.sql
var migrationFiles embed.FS

// migrations are the scripts in the order of their numbers. The version of a database is
// how many of them it has seen.
var migrations = readMigrations()

func readMigrations() (scripts []string) {
	names, err := fs.Glob(migrationFiles, "migrations/sqlite/*.sql")
	if err != nil {
		panic(err)
	}
	for i, name := range names {
		var n int
		if _, err := fmt.Sscanf(name, "migrations/sqlite/%04d_", &n); err != nil || n != i+1 {
			panic(fmt.Sprintf("store: migration %d is called %s", i+1, name))
		}
		script, err := migrationFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		scripts = append(scripts, string(script))
	}
	return scripts
}

// migrate brings a database from a version to the newest one in one transaction.
func migrate(c *conn, version int64) error {
	if version == int64(len(migrations)) {
		return nil
	}
	ctx := context.Background() // half a migration helps nobody
	if err := c.script(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for i, script := range migrations[version:] {
		if err := c.script(ctx, script); err != nil {
			err = fmt.Errorf("migration %d: %w", version+int64(i)+1, err)
			return errors.Join(err, c.script(ctx, "ROLLBACK"))
		}
	}
	return c.script(ctx, fmt.Sprintf("PRAGMA user_version = %d; COMMIT", len(migrations)))
}
