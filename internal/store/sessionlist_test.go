package store_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"toile/internal/id"
	"toile/internal/link"
	"toile/internal/store"
	"toile/internal/user"
)

func TestSessionListOfAUserWithout(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		_, err := s.SessionList(t.Context(), id.KeyOf("nobody"))
		wantErr(t, err, store.ErrNotFound)
		u := createUser(t, s, 1)
		for range 2 {
			got, err := s.SessionList(t.Context(), u.Key)
			if err != nil || got.ClientID != "client" || string(got.JSON) != "[]" {
				t.Fatalf("got %s of %q, %v", got.JSON, got.ClientID, err)
			}
		}
		err = s.Update(t.Context(), func(tx *store.Tx) error {
			return tx.PutCreditSession(newSession(newUser(2), 1), []byte(`{}`))
		})
		wantErr(t, err, store.ErrNotFound)
	})
}

// model is the naive session list.
type model map[string]modelSession

type modelSession struct {
	session link.Session
	doc     []byte
}

func (m model) json() string {
	var all []modelSession
	for _, s := range m {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b modelSession) int {
		return -cmp.Or(a.session.StartedAt.Compare(b.session.StartedAt), cmp.Compare(a.session.Number, b.session.Number))
	})
	var docs []string
	for _, s := range all {
		docs = append(docs, string(s.doc))
	}
	return "[" + strings.Join(docs, ",") + "]"
}

func TestSessionListMatchesModel(t *testing.T) {
	t.Parallel()
	for _, order := range []string{"oldest first", "newest first", "shuffled", "equal starts"} {
		t.Run(order, func(t *testing.T) {
			t.Parallel()
			eachEngine(t, func(t *testing.T, s *store.Store) {
				random := rand.New(rand.NewPCG(1, 2))
				u, other := createUser(t, s, 1), createUser(t, s, 2)
				numbers := random.Perm(1100)
				switch order {
				case "oldest first":
					slices.Sort(numbers)
				case "newest first":
					slices.Sort(numbers)
					slices.Reverse(numbers)
				}
				want := model{}
				put := func(tx *store.Tx, n int) error {
					session := newSession(u, n)
					if order == "equal starts" {
						session.StartedAt = start.Add(time.Duration(n%3-1) * time.Hour * 1e6) // some before 1970
					}
					doc := document(session, strings.Repeat("x", random.IntN(300)))
					if random.IntN(200) == 0 {
						doc = document(session, strings.Repeat("long", 3000))
					}
					want[session.ID] = modelSession{session, doc}
					return tx.PutCreditSession(session, doc)
				}
				check := func() {
					t.Helper()
					got, err := s.SessionList(t.Context(), u.Key)
					if err != nil || got.ClientID != u.ClientID || string(got.JSON) != want.json() {
						t.Fatalf("the list of %d sessions is not the model's: %v", len(want), err)
					}
				}
				for i := 0; i < len(numbers); {
					together := min(1+i/20, len(numbers)-i)
					update(t, s, func(tx *store.Tx) error {
						for _, n := range numbers[i : i+together] {
							again := numbers[random.IntN(i+1)]
							if err := errors.Join(put(tx, n), put(tx, again)); err != nil {
								return err
							}
						}
						return nil
					})
					i += together
					check()
				}
				if got, err := s.SessionList(t.Context(), other.Key); err != nil || string(got.JSON) != "[]" {
					t.Errorf("another user's list is %s, %v", got.JSON, err)
				}
			})
		})
	}
}

func TestRemoveUser(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		u := createUser(t, s, 1)
		put := func(tx *store.Tx) error {
			session := newSession(u, 1)
			return tx.PutCreditSession(session, document(session, ""))
		}
		update(t, s, put)
		if _, err := s.SessionList(t.Context(), u.Key); err != nil {
			t.Fatal(err)
		}
		u.Removed, u.Identity = true, nil
		update(t, s, func(tx *store.Tx) error { return tx.RemoveUser(u) })
		_, err := s.SessionList(t.Context(), u.Key)
		wantErr(t, err, store.ErrNotFound)
		wantErr(t, s.Update(t.Context(), put), store.ErrNotFound)
		_, err = s.SessionList(t.Context(), u.Key)
		wantErr(t, err, store.ErrNotFound)
		view(t, s, func(tx *store.Tx) error {
			got, err := tx.UserByClientUserID(u.ClientID, u.ClientUserID)
			if !got.Removed || got.Identity != nil {
				t.Errorf("got %+v", got)
			}
			return err
		})
	})
}

// A read after an acknowledged write sees it, whoever reads and writes at the same time.
func TestSessionListIsCoherent(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) { testCoherent(t, s) })
	t.Run("small cache", func(t *testing.T) {
		t.Parallel()
		testCoherent(t, open(t, t.TempDir()+"/toile.db", store.Options{CacheBytes: 64 << 10}))
	})
	t.Run("no cache", func(t *testing.T) {
		t.Parallel()
		testCoherent(t, open(t, t.TempDir()+"/toile.db", store.Options{CacheBytes: -1}))
	})
}

func testCoherent(t *testing.T, s *store.Store) {
	const users, writers, rounds = 4, 8, 60
	var all []user.User
	for n := range users {
		all = append(all, createUser(t, s, n))
	}
	stop := make(chan struct{})
	var readers, work sync.WaitGroup
	for r := range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					runtime.Gosched()
					if _, err := s.SessionList(t.Context(), all[r%users].Key); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	for w := range writers {
		work.Go(func() {
			u := all[w%users]
			for round := range rounds {
				session := newSession(u, w*rounds+round/2) // every other round writes once more
				doc := document(session, fmt.Sprintf("round %d of %d", round, w))
				err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.PutCreditSession(session, doc) })
				if err != nil {
					t.Error(err)
					return
				}
				got, err := s.SessionList(t.Context(), u.Key)
				if err != nil || !bytes.Contains(got.JSON, doc) {
					t.Errorf("round %d of writer %d is not in its list: %v", round, w, err)
					return
				}
			}
		})
	}
	work.Wait()
	close(stop)
	readers.Wait()
}
