package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"toile/internal/store"
)

// A copy that was given up leaves a target that nobody can open, and that can be copied into.
func TestCopyInterrupted(t *testing.T) {
	t.Parallel()
	eachPlace(t, func(t *testing.T, place func(*testing.T) string) {
		source, target := writeEverything(t, places["file"](t)), place(t)
		before := readFile(t, source)
		for _, at := range []store.Progress{{Step: "copying", Table: "users"}, {Step: "copying", Table: "items"}} {
			ctx, cancel := context.WithCancel(t.Context())
			_, err := store.Copy(ctx, source, target, func(p store.Progress) {
				if p.Step == at.Step && p.Table == at.Table {
					cancel()
				}
			})
			wantErr(t, err, context.Canceled)
			if store.IsURL(target) {
				_, err := store.Open(t.Context(), target, store.Options{})
				wantErr(t, err, store.ErrIncomplete)
				_, err = store.Copy(t.Context(), target, places["file"](t), untold)
				wantErr(t, err, store.ErrIncomplete)
				status, err := store.ReadStatus(t.Context(), target, untold)
				if err != nil || !status.Filling {
					t.Errorf("status %+v, %v", status, err)
				}
			} else if _, err := os.Stat(target); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the target is there: %v", err)
			}
		}
		if string(readFile(t, source)) != string(before) {
			t.Error("the source was changed")
		}
		copyDatabase(t, source, target)
		recordsOf(t, target)
	})
}

// What is killed while it fills a file leaves half of one, which is nothing to the next.
func TestCopyKilledFile(t *testing.T) {
	t.Parallel()
	source, target := writeEverything(t, places["file"](t)), places["file"](t)
	if err := os.WriteFile(target+".copying", []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.ReadStatus(t.Context(), target, untold)
	wantErr(t, err, store.ErrIncomplete)
	copyDatabase(t, source, target)
	recordsOf(t, target)
}

// Two copies into one database end with one of them whole.
func TestCopyTwiceAtOnce(t *testing.T) {
	t.Parallel()
	source, other := writeEverything(t, places["file"](t)), writeEverything(t, places["file"](t))
	target := places["postgres"](t)
	begun := false
	_, err := store.Copy(t.Context(), source, target, func(p store.Progress) {
		if p.Table == "users" && !begun {
			begun = true
			copyDatabase(t, other, target)
		}
	})
	if err == nil || !strings.Contains(err.Error(), "another copy") {
		t.Errorf("the first copy ended with %v", err)
	}
	recordsOf(t, target)
}

// What is not what was written is found, and cannot be opened.
func TestCopyTampered(t *testing.T) {
	t.Parallel()
	source := writeEverything(t, places["file"](t))
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		source, target := writeCopyOf(t, source), places["postgres"](t)
		open(t, target, store.Options{})
		execute(t, target, `CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS
			$$ BEGIN NEW.doc := replace(NEW.doc, 'Ada', 'Ida'); RETURN NEW; END $$`)
		execute(t, target, `CREATE TRIGGER spoil BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION spoil()`)
		_, err := store.Copy(t.Context(), source, target, untold)
		wantErr(t, err, store.ErrDiffers)
		_, err = store.Open(t.Context(), target, store.Options{})
		wantErr(t, err, store.ErrIncomplete)
		execute(t, target, `DROP TRIGGER spoil ON users`)
		copyDatabase(t, source, target)
	})
	t.Run("file", func(t *testing.T) {
		t.Parallel()
		source, target := writeCopyOf(t, source), places["file"](t)
		_, err := store.Copy(t.Context(), source, target, func(p store.Progress) {
			if p.Step == "checking" && p.Table == "meta" {
				change(t, target+".copying", "DELETE FROM users WHERE removed = 1")
			}
		})
		wantErr(t, err, store.ErrDiffers)
		if _, err := os.Stat(target); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the target is there: %v", err)
		}
	})
}

func execute(t *testing.T, url, statement string) {
	t.Helper()
	c, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close(t.Context())
	if _, err := c.Exec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

// change changes a file behind the store's back.
func change(t *testing.T, path, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func TestCopyRefuses(t *testing.T) {
	t.Parallel()
	source := writeEverything(t, places["file"](t))
	inUse := writeCopyOf(t, source)
	open(t, inUse, store.Options{})
	old, foreign := writeCopyOf(t, source), places["postgres"](t)
	change(t, old, "PRAGMA user_version = 1")
	oldBytes := readFile(t, old)
	execute(t, foreign, "CREATE TABLE users (name TEXT)")
	oldURL, newURL := places["postgres"](t), places["postgres"](t)
	for url, version := range map[string]int{oldURL: 0, newURL: 999} {
		copyDatabase(t, source, url)
		execute(t, url, fmt.Sprintf("UPDATE toile_schema SET version = %d", version))
	}
	missing := filepath.Join(t.TempDir(), "missing.db")
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		from, to string
		want     error
	}{
		"source in use":        {inUse, places["file"](t), store.ErrLocked},
		"target in use":        {source, inUse, store.ErrLocked},
		"onto itself":          {source, source, store.ErrLocked},
		"older file":           {old, places["postgres"](t), store.ErrOlder},
		"older database":       {oldURL, places["file"](t), store.ErrOlder},
		"newer database":       {newURL, places["file"](t), store.ErrNewer},
		"into older records":   {source, oldURL, store.ErrNotEmpty},
		"into newer":           {source, newURL, store.ErrNewer},
		"no source":            {missing, places["file"](t), fs.ErrNotExist},
		"empty source":         {empty, places["file"](t), store.ErrForeign},
		"no tables":            {places["postgres"](t), places["file"](t), store.ErrForeign},
		"another's tables":     {source, foreign, store.ErrForeign},
		"another's to a file":  {foreign, places["file"](t), store.ErrForeign},
		"no folder":            {source, filepath.Join(missing, "a", "toile.db"), store.ErrNoFolder},
		"source in no process": {":memory:", places["file"](t), nil},
		"target in no process": {source, ":memory:", nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := store.Copy(t.Context(), test.from, test.to, untold)
			if test.want != nil {
				wantErr(t, err, test.want)
			} else if err == nil || !strings.Contains(err.Error(), "in memory") {
				t.Errorf("error %v", err)
			}
		})
	}
	if string(readFile(t, old)) != string(oldBytes) {
		t.Error("the older source was changed")
	}
	if _, err := os.Stat(missing + ".lock"); err == nil {
		t.Error("a lock was left beside a file that is not there")
	}
}
