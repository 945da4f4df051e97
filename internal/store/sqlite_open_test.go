package store_test

import (
	"bytes"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"toile/internal/item"
	"toile/internal/store"
)

// example makes a file with a few users in it and gives its bytes.
func example(t *testing.T, path string) []byte {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx *store.Tx) error {
		for n := range 100 {
			session := newSession(newUser(n), 1)
			if _, err := tx.CreateUser(newUser(n)); err != nil {
				return err
			}
			if err := tx.PutCreditSession(session, document(session, "")); err != nil {
				return err
			}
		}
		return nil
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return readFile(t, path)
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// A file that cannot be opened says why and what to do, and is left alone.
func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	patch := func(offset int, value ...byte) func([]byte) []byte {
		return func(file []byte) []byte {
			copy(file[offset:], value)
			return file
		}
	}
	for name, test := range map[string]struct {
		change func(file []byte) []byte
		want   error
		says   string
	}{
		"newer":               {patch(60, binary.BigEndian.AppendUint32(nil, 999)...), store.ErrNewer, "999"},
		"another application": {patch(68, 0, 0, 0, 0), store.ErrForeign, "another program"},
		"text":                {func([]byte) []byte { return []byte("to do: buy milk\n") }, store.ErrForeign, "another path"},
		"long text":           {func([]byte) []byte { return bytes.Repeat([]byte("milk\n"), 9999) }, store.ErrForeign, "another path"},
		"truncated":           {func(file []byte) []byte { return file[:len(file)/2] }, store.ErrDamaged, ".recover"},
		"only a header":       {func(file []byte) []byte { return file[:100] }, store.ErrDamaged, ".recover"},
		"no schema":           {patch(100, make([]byte, 3996)...), store.ErrDamaged, ".recover"},
		"zeroes after page 1": {func(file []byte) []byte { clear(file[4096:]); return file }, store.ErrDamaged, ".recover"},
		"noise after page 1": {func(file []byte) []byte {
			for i := range file[4096:] {
				file[4096+i] = byte(i * 7)
			}
			return file
		}, store.ErrDamaged, ".recover"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "toile.db")
			content := test.change(example(t, path))
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				_, err := store.Open(t.Context(), path, store.Options{})
				wantErr(t, err, test.want)
				if err != nil && (!strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), path)) {
					t.Errorf("%q does not speak of %q and the path", err, test.says)
				}
				if !bytes.Equal(readFile(t, path), content) {
					t.Error("the file was changed")
				}
			}
		})
	}
}

// A log without its file is no fresh start.
func TestOpenOnlyALog(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "toile.db")
	log := []byte("37 7f 06 82")
	if err := os.WriteFile(path+"-wal", log, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), path, store.Options{})
	wantErr(t, err, store.ErrDamaged)
	if !bytes.Equal(readFile(t, path+"-wal"), log) {
		t.Error("the log was changed")
	}
}

func TestOpenPaths(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, test := range map[string]struct {
		path string
		want error
	}{
		"a directory":         {folder, store.ErrDirectory},
		"no folder":           {filepath.Join(folder, "missing", "toile.db"), store.ErrNoFolder},
		"a file for a folder": {filepath.Join(folder, "file", "toile.db"), store.ErrNoFolder},
		"nothing":             {"", store.ErrNoFolder},
		"a device":            {os.DevNull, store.ErrForeign},
	} {
		if err := os.WriteFile(filepath.Join(folder, "file"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			_, err := store.Open(t.Context(), test.path, store.Options{})
			wantErr(t, err, test.want)
		})
	}
}

func TestOpenWithoutPermission(t *testing.T) {
	t.Parallel()
	if os.Geteuid() == 0 { // who may do everything
		runAsNobody(t)
		return
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "toile.db")
	example(t, path)
	for _, denied := range []string{path, folder} {
		info, err := os.Stat(denied)
		if err != nil {
			t.Fatal(err)
		}
		if denied == folder {
			os.Remove(path + ".lock")
		}
		os.Chmod(denied, 0o500)
		_, err = store.Open(t.Context(), path, store.Options{})
		wantErr(t, err, store.ErrPermission)
		os.Chmod(denied, info.Mode())
	}
}

// runAsNobody runs a test of root's once more as a user who may do nothing.
func runAsNobody(t *testing.T) {
	t.Helper()
	const nobody = 65534
	folder, err := os.MkdirTemp("", "nobody")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(folder)
	program, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(folder, "store.test")
	if err := os.WriteFile(copied, program, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(folder, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), copied, "-test.run=^"+t.Name()+"$", "-test.v")
	c.Dir, c.Env = folder, append(os.Environ(), "TMPDIR="+folder)
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	if out, err := c.CombinedOutput(); err != nil || !bytes.Contains(out, []byte("--- PASS: "+t.Name())) {
		t.Errorf("as nobody: %v\n%s", err, out)
	}
}

// Names that mean something in a URI are only names.
func TestOpenOddName(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a b?mode=ro&c#d%41é.db")
	for range 2 {
		s, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		update(t, s, func(tx *store.Tx) error { return tx.SetMeta("key", "value") })
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(readFile(t, path)) == 0 {
		t.Error("the records went somewhere else")
	}
}

func TestOpenLocked(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path, alias := filepath.Join(folder, "toile.db"), filepath.Join(folder, "alias.db")
	s := open(t, path, store.Options{})
	if err := os.Symlink(path, alias); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, alias} {
		_, err := store.Open(t.Context(), path, store.Options{})
		wantErr(t, err, store.ErrLocked)
		if pid := strings.TrimSpace(string(readFile(t, path[:len(folder)]+"/toile.db.lock"))); err != nil && !strings.Contains(err.Error(), pid) {
			t.Errorf("%q does not name process %s", err, pid)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, path, store.Options{})
}

// Two databases in memory know nothing of each other.
func TestOpenMemoryTwice(t *testing.T) {
	t.Parallel()
	a, b := open(t, ":memory:", store.Options{}), open(t, ":memory:", store.Options{})
	u := createUser(t, a, 1)
	_, err := b.SessionList(t.Context(), u.Key)
	wantErr(t, err, store.ErrNotFound)
}

// TestMigrateFromFirst opens a file as the first program to have files made it. Of its Items those are watched from then on
// that have a webhook.
func TestMigrateFromFirst(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "toile.db")
	script, err := os.ReadFile("migrations/sqlite/0001_records.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	u := newUser(1)
	doc, err := json.Marshal(u)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"PRAGMA application_id = 1953458540", string(script), "PRAGMA user_version = 1"} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	_, err = db.Exec(`INSERT INTO users (key, client_id, client_user_id, incarnation, removed, version, doc)
		VALUES ($1, $2, $3, 1, 0, 7, $4)`, u.Key[:], u.ClientID, u.ClientUserID, string(doc))
	for _, it := range []item.Item{
		{ID: "told", Webhook: "https://hooks.example"}, {ID: "nobody"}, {ID: "gone", Webhook: "https://hooks.example", Removed: true},
	} {
		doc, encodeErr := json.Marshal(it)
		_, insertErr := db.Exec(`INSERT INTO items (id, created_at, position, removed, doc) VALUES ($1, 0, 1, $2, $3)`, it.ID, it.Removed, string(doc))
		err = errors.Join(err, encodeErr, insertErr)
	}
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, store.Options{})
	update(t, s, func(tx *store.Tx) error {
		got, err := tx.LockUser(u.Key)
		if got.ClientUserID != u.ClientUserID {
			t.Errorf("got user %q, want %q", got.ClientUserID, u.ClientUserID)
		}
		return err
	})
	update(t, s, func(tx *store.Tx) error {
		task, err := tx.TakeTask(time.Unix(0, 0))
		if want := (store.Task{ID: "item watch told 0", Due: time.Unix(0, 0).UTC(), Kind: "item watch", Subject: "told 0"}); err == nil && task != want {
			t.Errorf("got task %+v, want %+v", task, want)
		}
		if _, more := tx.FirstTask(); !errors.Is(more, store.ErrNotFound) {
			t.Errorf("another task: %v", more)
		}
		return err
	})
	createUser(t, s, 2)
}
