package store

import (
	"context"
	"errors"
	"fmt"
)

// migrate brings a database from a version to the newest one in one transaction.
func migrate(c *sqliteConn, version int64) error {
	if version == int64(len(sqliteMigrations)) {
		return nil
	}
	ctx := context.Background() // half a migration helps nobody
	if err := c.script(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	for i, script := range sqliteMigrations[version:] {
		if err := c.script(ctx, script); err != nil {
			err = fmt.Errorf("migration %d: %w", version+int64(i)+1, err)
			return errors.Join(err, c.script(ctx, "ROLLBACK"))
		}
	}
	return c.script(ctx, fmt.Sprintf("PRAGMA user_version = %d; COMMIT", len(sqliteMigrations)))
}
