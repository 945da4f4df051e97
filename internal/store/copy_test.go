package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/pgtest"
	"toile/internal/store"
	"toile/internal/user"
)

func untold(store.Progress) {}

// places makes a database that is not there yet, by kind.
var places = map[string]func(t *testing.T) string{
	"file":     func(t *testing.T) string { return filepath.Join(t.TempDir(), "toile.db") },
	"postgres": func(t *testing.T) string { return pgtest.Database(t) },
}

// eachPlace runs a test for every kind of target.
func eachPlace(t *testing.T, test func(t *testing.T, place func(*testing.T) string)) {
	for name, place := range places {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, place)
		})
	}
}

// writeEverything makes a database with every kind of record, in which texts hold what an
// engine may not like.
func writeEverything(t *testing.T, database string) string {
	t.Helper()
	s, err := store.Open(t.Context(), database, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx *store.Tx) error {
		odd := newUser(0)
		odd.ClientUserID = "no character \uFFFF \\x00 é \U0010FFFF"
		removed := newUser(1)
		removed.Removed = true
		for _, u := range []user.User{odd, removed} {
			if _, err := tx.CreateUser(u); err != nil {
				return err
			}
		}
		for n := range 60 { // several chunks
			session := newSession(odd, n)
			if err := tx.PutCreditSession(session, document(session, "\uFFFF")); err != nil {
				return err
			}
		}
		lonely := filled[item.Item](t, 3)
		lonely.UserKey = id.Key{}
		for range 3 {
			if _, err := tx.Next("odd \uFFFF name"); err != nil {
				return err
			}
		}
		return errors.Join(
			tx.PutCustomUser("client \uFFFF", filled[bank.CustomUser](t, 7)),
			tx.SetMeta("world seed", "abc"), tx.SetMeta("", ""), tx.SetClient("client", []byte{0, 255, '\\'}),
			tx.CreateSession(filled[link.Session](t, 1)), tx.CreateLinkToken(filled[link.Token](t, 2)),
			tx.CreateItem(lonely), tx.CreateItem(filled[item.Item](t, 4)),
			tx.CreatePublicToken(filled[item.PublicToken](t, 5)), tx.CreateAccessToken(filled[item.AccessToken](t, 6)),
			tx.CreateChange("item \uFFFF", filled[bank.Change](t, 7)), tx.CreateChange("item", filled[bank.Change](t, 8)),
			writeCredit(t, tx),
		)
	})
	if _, err := s.SessionList(t.Context(), newUser(0).Key); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return database
}

func TestCopy(t *testing.T) {
	t.Parallel()
	for from, source := range places {
		for to, target := range places {
			t.Run(from+" to "+to, func(t *testing.T) {
				t.Parallel()
				first, second, third := writeEverything(t, source(t)), target(t), source(t)
				copied := copyDatabase(t, first, second)
				if diff := cmp.Diff(copied, copyDatabase(t, second, third)); diff != "" {
					t.Errorf("there and back (-there +back)\n%s", diff)
				}
				for _, c := range copied {
					if c.Rows == 0 {
						t.Errorf("the test copies no %s", c.Name)
					}
				}
				a, b, c := recordsOf(t, first), recordsOf(t, second), recordsOf(t, third)
				if diff := cmp.Diff(a, b); diff != "" {
					t.Errorf("(-source +copy)\n%s", diff)
				}
				if diff := cmp.Diff(a, c); diff != "" {
					t.Errorf("(-source +copy of the copy)\n%s", diff)
				}
			})
		}
	}
}

func copyDatabase(t *testing.T, from, to string) []store.CopiedTable {
	t.Helper()
	copied, err := store.Copy(t.Context(), from, to, untold)
	if err != nil {
		t.Fatal(err)
	}
	return copied
}

// recordsOf reads what writeEverything wrote.
func recordsOf(t *testing.T, database string) (records []any) {
	t.Helper()
	s := open(t, database, store.Options{})
	list, err := s.SessionList(t.Context(), newUser(0).Key)
	if err != nil || strings.Count(string(list.JSON), "link_session_id") != 60 {
		t.Errorf("the list is %s, %v", list.JSON, err)
	}
	add := func(record any, err error) {
		if err != nil {
			t.Errorf("after %d records: %v", len(records), err)
		}
		records = append(records, record)
	}
	add(string(list.JSON), err)
	update(t, s, func(tx *store.Tx) error {
		records = records[:1]
		for n := range 2 {
			u, err := tx.User(newUser(n).Key)
			add(u, err)
			u, err = tx.UserByClientUserID(u.ClientID, u.ClientUserID)
			add(u, err)
		}
		for _, key := range []string{"world seed", ""} {
			value, err := tx.Meta(key)
			add(value, err)
		}
		clients, err := tx.Clients()
		add(clients, err)
		next, err := tx.Next("odd \uFFFF name")
		add(next, err)
		session := filled[link.Session](t, 1)
		sessions, err := tx.SessionsByToken(session.TokenKey)
		add(sessions, err)
		token, err := tx.LinkToken(filled[link.Token](t, 2).Key)
		add(token, err)
		lonely, err := tx.Item(filled[item.Item](t, 3).ID)
		add(lonely, err)
		items, err := tx.ItemsByUser(filled[item.Item](t, 4).UserKey)
		add(items, err)
		public, err := tx.PublicToken(filled[item.PublicToken](t, 5).Token)
		add(public, err)
		custom, err := tx.CustomUser("client \uFFFF", filled[bank.CustomUser](t, 7).Username)
		add(custom, err)
		access, err := tx.AccessToken(filled[item.AccessToken](t, 6).Key)
		add(access, err)
		for _, itemID := range []string{"item \uFFFF", "item"} {
			changes, err := tx.Changes(itemID)
			add(changes, err)
		}
		readCredit(t, tx, add)
		return nil
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return records
}

// A target that has records is refused, and left as it is.
func TestCopyIntoRecords(t *testing.T) {
	t.Parallel()
	source := writeEverything(t, places["file"](t))
	eachPlace(t, func(t *testing.T, place func(*testing.T) string) {
		source := writeCopyOf(t, source)
		target := place(t)
		s, err := store.Open(t.Context(), target, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil { // empty
			t.Fatal(err)
		}
		copyDatabase(t, source, target)
		before := recordsOf(t, target)
		_, err = store.Copy(t.Context(), source, target, untold)
		wantErr(t, err, store.ErrNotEmpty)
		after := recordsOf(t, target)
		if before[8] != int64(4) || after[8] != int64(5) { // which counts
			t.Errorf("the sequence was at %v and %v", before[8], after[8])
		}
		before[8] = after[8]
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("(-before +after)\n%s", diff)
		}
	})
}

// writeCopyOf copies the bytes of a file that nobody has open.
func writeCopyOf(t *testing.T, path string) string {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "source.db")
	if err := os.WriteFile(copied, readFile(t, path), 0o600); err != nil {
		t.Fatal(err)
	}
	return copied
}

// A source that changes while it is copied is copied as it was at one moment.
func TestCopyOneMoment(t *testing.T) {
	t.Parallel()
	source, target := writeEverything(t, places["postgres"](t)), places["file"](t)
	s := open(t, source, store.Options{})
	begun := false
	_, err := store.Copy(t.Context(), source, target, func(store.Progress) {
		if !begun {
			begun = true
			update(t, s, func(tx *store.Tx) error { return tx.CreateItem(item.Item{ID: "late", CreatedAt: time.Now()}) })
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	view(t, open(t, target, store.Options{}), func(tx *store.Tx) error {
		_, err := tx.Item("late")
		wantErr(t, err, store.ErrNotFound)
		return nil
	})
}
