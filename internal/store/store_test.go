package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"toile/internal/id"
	"toile/internal/link"
	"toile/internal/pgtest"
	"toile/internal/store"
	"toile/internal/user"
)

// eachEngine runs a test on every engine that a store can stand on.
func eachEngine(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("file", func(t *testing.T) {
		t.Parallel()
		test(t, open(t, filepath.Join(t.TempDir(), "toile.db"), store.Options{}))
	})
	t.Run("memory", func(t *testing.T) {
		t.Parallel()
		test(t, open(t, ":memory:", store.Options{}))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, open(t, pgtest.Database(t), store.Options{}))
	})
}

func open(tb testing.TB, path string, opts store.Options) *store.Store {
	tb.Helper()
	s, err := store.Open(context.WithoutCancel(tb.Context()), path, opts)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

func update(tb testing.TB, s *store.Store, fn func(tx *store.Tx) error) {
	tb.Helper()
	if err := s.Update(tb.Context(), fn); err != nil {
		tb.Fatal(err)
	}
}

func view(tb testing.TB, s *store.Store, fn func(tx *store.Tx) error) {
	tb.Helper()
	if err := s.View(tb.Context(), fn); err != nil {
		tb.Fatal(err)
	}
}

func wantErr(tb testing.TB, err, want error) {
	tb.Helper()
	if !errors.Is(err, want) {
		tb.Errorf("error %v, want %v", err, want)
	}
}

// start is when the sessions of the tests begin.
var start = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// newUser gives the n-th user of a test.
func newUser(n int) user.User {
	return user.User{
		Key:          id.KeyOf(fmt.Sprintf("usr_%d", n)),
		ID:           fmt.Sprintf("usr_%d", n),
		ClientID:     "client",
		ClientUserID: fmt.Sprintf("person-%d", n),
		Incarnation:  1,
		CreatedAt:    start,
		UpdatedAt:    start,
		Identity:     json.RawMessage(`{"name":{"given_name":"Ada","family_name":"Lovelace"}}`),
	}
}

// newSession gives the n-th session of a user, each a second after the one before.
func newSession(u user.User, n int) link.Session {
	return link.Session{
		ID:        fmt.Sprintf("%s-session-%d", u.ID, n),
		TokenKey:  id.KeyOf("link-sandbox-" + u.ID),
		UserKey:   u.Key,
		ClientID:  u.ClientID,
		Number:    int64(n),
		StartedAt: start.Add(time.Duration(n) * time.Second),
	}
}

// document gives a session as /credit/sessions/get shows it, about 350 bytes of it.
func document(s link.Session, note string) []byte {
	return fmt.Appendf(nil, `{"link_session_id":%q,"session_start_time":%q,"results":{"item_add_results":`+
		`[{"public_token":"public-sandbox-5c224a01-8314-4491-a06f-39e193d5cddc","item_id":"M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op",`+
		`"institution_id":"ins_56"}],"bank_income_results":[{"status":"APPROVED","item_id":"M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op",`+
		`"institution_id":"ins_56"}]},"note":%q}`, s.ID, s.StartedAt.Format(time.RFC3339), note)
}

func createUser(tb testing.TB, s *store.Store, n int) user.User {
	tb.Helper()
	u := newUser(n)
	update(tb, s, func(tx *store.Tx) error {
		_, err := tx.CreateUser(u)
		return err
	})
	return u
}
