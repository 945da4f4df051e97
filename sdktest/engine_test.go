package sdktest

import (
	"flag"
	"fmt"
	"path/filepath"
	"testing"

	"toile/internal/pgtest"
)

// engine is a kind of database that toile keeps its records in.
type engine string

const (
	sqlite     engine = "sqlite"
	postgresql engine = "postgresql"
)

// engines are those that the suite runs on, one after the other, and on is the one of now.
var (
	engines = []engine{sqlite, postgresql}
	on      engine
)

func init() {
	flag.Func("engine", "run on this engine only: sqlite or postgresql", func(name string) error {
		if e := engine(name); e == sqlite || e == postgresql {
			engines = []engine{e}
			return nil
		}
		return fmt.Errorf("there is no engine %q", name)
	})
}

// database gives what --database is told for a new database of the test's own.
func database(t *testing.T) string {
	t.Helper()
	if on == sqlite {
		return filepath.Join(t.TempDir(), "toile.db")
	}
	return pgtest.Database(t)
}

// onlyOn passes over a test that has nothing to say of the other engine.
func onlyOn(t *testing.T, e engine) {
	t.Helper()
	if on != e {
		t.Skipf("about %s only", e)
	}
}
