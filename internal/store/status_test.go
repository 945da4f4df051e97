package store_test

import (
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile/internal/store"
)

// files lists a folder with sizes and times.
func files(t *testing.T, folder string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, fmt.Sprint(e.Name(), info.Size(), info.ModTime()))
	}
	return names
}

// rowsOf gives the rows of a status, which must tell a size.
func rowsOf(t *testing.T, s store.Status, engine string) map[string]int64 {
	t.Helper()
	if !strings.HasPrefix(s.Engine, engine) || s.State() != "up to date" || s.Bytes == nil || *s.Bytes < 4096 {
		t.Errorf("status %+v: %s", s, s.State())
	}
	rows := map[string]int64{}
	for _, r := range s.Rows {
		rows[r.Name] = r.Rows
	}
	return rows
}

var wantRows = map[string]int64{
	"meta": 2, "sequences": 1, "clients": 1, "users": 2, "users, removed": 1, "session_lists": 4, "link_tokens": 1,
	"link_sessions": 1, "items": 2, "public_tokens": 1, "access_tokens": 1, "item_changes": 2, "custom_users": 1,
	"tasks": 1, "income_reports": 2, "documents": 2, "uploads": 2, "downloads": 1, "asset_reports": 1, "asset_bodies": 1, "report_tokens": 1,
	"webhooks": 1, "webhook_keys": 1, "webhook_counts": 1,
}

func TestStatus(t *testing.T) {
	t.Parallel()
	for name, engine := range map[string]string{"file": "SQLite 3.", "postgres": "PostgreSQL "} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			database := writeEverything(t, places[name](t))
			asked := []string{}
			status, err := store.ReadStatus(t.Context(), database, func(p store.Progress) { asked = append(asked, p.Table) })
			if err != nil || len(asked) != len(wantRows) || status.OpenBy != "" {
				t.Errorf("%+v, %v; asked of %q", status, err, asked)
			}
			if diff := cmp.Diff(wantRows, rowsOf(t, status, engine)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			open(t, database, store.Options{})
			status, err = store.ReadStatus(t.Context(), database, untold)
			if diff := cmp.Diff(wantRows, rowsOf(t, status, engine)); diff != "" || err != nil {
				t.Errorf("beside a server: %v (-want +got)\n%s", err, diff)
			}
			if pid := fmt.Sprintf("process %d", os.Getpid()); name == "file" && status.OpenBy != pid {
				t.Errorf("open by %q, want %s", status.OpenBy, pid)
			}
		})
	}
}

// Looking leaves no trace, whatever is there.
func TestStatusChangesNothing(t *testing.T) {
	t.Parallel()
	path := writeEverything(t, places["file"](t))
	folder := filepath.Dir(path)
	os.Remove(path + ".lock")
	for _, change := range []func(){
		func() {},
		func() { change(t, path, "PRAGMA user_version = 1") },
		func() { change(t, path, "PRAGMA user_version = 999") },
		func() { change(t, path, "PRAGMA application_id = 1") },
		func() { os.WriteFile(path, []byte("to do: buy milk\n"), 0o600) },
		func() { os.WriteFile(path, nil, 0o600) },
		func() { os.Remove(path) },
	} {
		change()
		before := files(t, folder)
		status, err := store.ReadStatus(t.Context(), path, untold)
		if diff := cmp.Diff(before, files(t, folder)); diff != "" {
			t.Errorf("%+v, %v (-before +after)\n%s", status, err, diff)
		}
	}
}

func TestStatusSays(t *testing.T) {
	t.Parallel()
	source := writeEverything(t, places["file"](t))
	changed := func(statement string) string {
		path := writeCopyOf(t, source)
		change(t, path, statement)
		return path
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		database string
		says     string
	}{
		"older":     {changed("PRAGMA user_version = 1"), "7 migrations to run"},
		"newer":     {changed("PRAGMA user_version = 999"), "a newer toile"},
		"empty":     {empty, "8 migrations to run"},
		"no tables": {places["postgres"](t), "7 migrations to run"},
	} {
		t.Run(name, func(t *testing.T) {
			status, err := store.ReadStatus(t.Context(), test.database, untold)
			if err != nil || !strings.Contains(status.State(), test.says) || status.Bytes == nil {
				t.Errorf("%+v: %s, %v; want %q", status, status.State(), err, test.says)
			}
		})
	}
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("milk\n", 9999)), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		database string
		want     error
	}{
		"text":        {text, store.ErrForeign},
		"another's":   {changed("PRAGMA application_id = 1"), store.ErrForeign},
		"nothing":     {filepath.Join(t.TempDir(), "no.db"), fs.ErrNotExist},
		"no folder":   {filepath.Join(t.TempDir(), "no", "no.db"), store.ErrNoFolder},
		"a directory": {t.TempDir(), store.ErrDirectory},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := store.ReadStatus(t.Context(), test.database, untold)
			wantErr(t, err, test.want)
		})
	}
}

// A password is never shown.
func TestStatusHidesPasswords(t *testing.T) {
	t.Parallel()
	database, err := url.Parse(places["postgres"](t))
	if err != nil {
		t.Fatal(err)
	}
	const password = "open-sesame"
	database.User = url.UserPassword(database.User.Username(), password)
	status, err := store.ReadStatus(t.Context(), database.String(), untold)
	if err != nil || strings.Contains(fmt.Sprintf("%+v", status), password) || !strings.Contains(status.Database, database.Path) {
		t.Errorf("%+v, %v", status, err)
	}
	database.Host, database.RawQuery = "127.0.0.1:1", "connect_timeout=1&sslmode=disable"
	_, err = store.ReadStatus(t.Context(), database.String(), untold)
	if err == nil || strings.Contains(err.Error(), password) {
		t.Errorf("error %v", err)
	}
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	eachPlace(t, func(t *testing.T, place func(*testing.T) string) {
		database := place(t)
		log := slog.New(slog.DiscardHandler)
		var together sync.WaitGroup
		for range 5 {
			together.Go(func() {
				if _, _, err := store.Migrate(t.Context(), database, log); err != nil {
					t.Error(err)
				}
			})
		}
		together.Wait()
		open(t, database, store.Options{}) // a server does not stand in the way of nothing
		from, to, err := store.Migrate(t.Context(), database, log)
		if err != nil || from != int64(to) || to < 1 {
			t.Errorf("again from %d to %d, %v", from, to, err)
		}
	})
	t.Run("older file", func(t *testing.T) {
		t.Parallel()
		path := places["file"](t)
		script := readFile(t, filepath.Join("migrations", "sqlite", "0001_records.sql"))
		change(t, path, "PRAGMA application_id = 0x746f696c; PRAGMA user_version = 1; "+string(script))
		from, to, err := store.Migrate(t.Context(), path, slog.New(slog.DiscardHandler))
		if err != nil || from != 1 || to < 2 {
			t.Errorf("from %d to %d, %v", from, to, err)
		}
	})
	t.Run("refused", func(t *testing.T) {
		t.Parallel()
		path := places["file"](t)
		if err := os.WriteFile(path, []byte("to do: buy milk\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, _, err := store.Migrate(t.Context(), path, slog.New(slog.DiscardHandler))
		wantErr(t, err, store.ErrForeign)
		if _, _, err = store.Migrate(t.Context(), ":memory:", nil); err == nil {
			t.Error("a database in memory was migrated")
		}
	})
}
