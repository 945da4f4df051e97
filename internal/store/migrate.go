package store

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed migrations/*/*.sql
var migrationFiles embed.FS

// The migrations of each engine are scripts in the order of their numbers. The version of a
// database is how many of them it has seen.
var (
	sqliteMigrations   = readMigrations("sqlite")
	postgresMigrations = readMigrations("postgres")
)

func readMigrations(engine string) (scripts []string) {
	names, err := fs.Glob(migrationFiles, "migrations/"+engine+"/*.sql")
	if err != nil {
		panic(err)
	}
	for i, name := range names {
		var n int
		if _, err := fmt.Sscanf(name, "migrations/"+engine+"/%04d_", &n); err != nil || n != i+1 {
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

// newer is the error for a database that a later program has brought to its form.
func newer(version int64, known []string) error {
	return fmt.Errorf("%w: its format is %d and this program knows up to %d; start a newer toile, or give another database",
		ErrNewer, version, len(known))
}
