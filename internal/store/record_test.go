package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/store"
	"toile/internal/user"
)

// filled gives a record whose every field is set, down to the leaves, from a number.
func filled[T any](t *testing.T, n int) (record T) {
	t.Helper()
	fillValue(t, reflect.ValueOf(&record).Elem(), &n)
	return record
}

func fillValue(t *testing.T, v reflect.Value, n *int) {
	t.Helper()
	*n++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(start.Add(time.Duration(*n) * 1234 * time.Microsecond)))
		return
	case json.RawMessage:
		v.Set(reflect.ValueOf(json.RawMessage(fmt.Sprintf(`{"n":%d}`, *n))))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for field, value := range v.Fields() {
			if field.IsExported() && field.Tag.Get("json") != "-" { // the others are not kept
				fillValue(t, value, n)
			}
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillValue(t, v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fillValue(t, v.Index(i), n)
		}
	case reflect.Array:
		for i := range v.Len() {
			fillValue(t, v.Index(i), n)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillValue(t, key, n)
		fillValue(t, value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d é\"\\<\x01", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n % 100))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n % 200))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(*n) + 0.25)
	default:
		t.Fatalf("no filling for a %s", v.Type())
	}
}

// kind is what every kind of record can do.
type kind[T any] struct {
	create          func(tx *store.Tx, record T) error
	get, lock       func(tx *store.Tx, record T) (T, error)
	save            func(tx *store.Tx, record T) error
	withKeyOf       func(record, other T) T
	createdTwiceErr error
}

func testKind[T any](t *testing.T, k kind[T]) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		first, second := filled[T](t, 0), filled[T](t, 5077)
		same := func(tx *store.Tx, get func(*store.Tx, T) (T, error), want T) error {
			got, err := get(tx, want)
			if diff := cmp.Diff(want, got); diff != "" && err == nil {
				t.Errorf("(-want +got)\n%s", diff)
			}
			return err
		}
		for _, get := range []func(*store.Tx, T) (T, error){k.get, k.lock, func(tx *store.Tx, r T) (T, error) { return r, k.save(tx, r) }} {
			err := s.Update(t.Context(), func(tx *store.Tx) error {
				_, err := get(tx, first)
				return err
			})
			wantErr(t, err, store.ErrNotFound)
		}
		update(t, s, func(tx *store.Tx) error { return k.create(tx, first) })
		err := s.Update(t.Context(), func(tx *store.Tx) error { return k.create(tx, first) })
		wantErr(t, err, k.createdTwiceErr)
		update(t, s, func(tx *store.Tx) error { return k.create(tx, second) })
		view(t, s, func(tx *store.Tx) error { return same(tx, k.get, first) })
		update(t, s, func(tx *store.Tx) error { return same(tx, k.lock, first) })
		err = s.View(t.Context(), func(tx *store.Tx) error { return same(tx, k.lock, first) })
		if err == nil {
			t.Error("a lock inside View")
		}
		err = s.View(t.Context(), func(tx *store.Tx) error { return k.save(tx, first) })
		if err == nil {
			t.Error("a write inside View")
		}
		changed := k.withKeyOf(filled[T](t, 9000), first)
		update(t, s, func(tx *store.Tx) error { return k.save(tx, changed) })
		view(t, s, func(tx *store.Tx) error { return same(tx, k.get, changed) })
		view(t, s, func(tx *store.Tx) error { return same(tx, k.get, second) })
	})
}

func TestUser(t *testing.T) {
	testKind(t, kind[user.User]{
		create: func(tx *store.Tx, u user.User) error {
			created, err := tx.CreateUser(u)
			if err == nil && !created {
				err = store.ErrExists
			}
			return err
		},
		get:             func(tx *store.Tx, u user.User) (user.User, error) { return tx.User(u.Key) },
		lock:            func(tx *store.Tx, u user.User) (user.User, error) { return tx.LockUser(u.Key) },
		save:            (*store.Tx).SaveUser,
		withKeyOf:       func(u, other user.User) user.User { u.Key = other.Key; return u },
		createdTwiceErr: store.ErrExists,
	})
}

func TestLinkToken(t *testing.T) {
	testKind(t, kind[link.Token]{
		create:          (*store.Tx).CreateLinkToken,
		get:             func(tx *store.Tx, l link.Token) (link.Token, error) { return tx.LinkToken(l.Key) },
		lock:            func(tx *store.Tx, l link.Token) (link.Token, error) { return tx.LockLinkToken(l.Key) },
		save:            (*store.Tx).SaveLinkToken,
		withKeyOf:       func(l, other link.Token) link.Token { l.Key = other.Key; return l },
		createdTwiceErr: store.ErrExists,
	})
}

func TestSession(t *testing.T) {
	testKind(t, kind[link.Session]{
		create:          (*store.Tx).CreateSession,
		get:             func(tx *store.Tx, s link.Session) (link.Session, error) { return tx.Session(s.ID) },
		lock:            func(tx *store.Tx, s link.Session) (link.Session, error) { return tx.LockSession(s.ID) },
		save:            (*store.Tx).SaveSession,
		withKeyOf:       func(s, other link.Session) link.Session { s.ID = other.ID; return s },
		createdTwiceErr: store.ErrExists,
	})
}

func TestItem(t *testing.T) {
	testKind(t, kind[item.Item]{
		create:          (*store.Tx).CreateItem,
		get:             func(tx *store.Tx, it item.Item) (item.Item, error) { return tx.Item(it.ID) },
		lock:            func(tx *store.Tx, it item.Item) (item.Item, error) { return tx.LockItem(it.ID) },
		save:            (*store.Tx).SaveItem,
		withKeyOf:       func(it, other item.Item) item.Item { it.ID = other.ID; return it },
		createdTwiceErr: store.ErrExists,
	})
}

func TestPublicToken(t *testing.T) {
	testKind(t, kind[item.PublicToken]{
		create: (*store.Tx).CreatePublicToken,
		get: func(tx *store.Tx, p item.PublicToken) (item.PublicToken, error) {
			return tx.PublicToken(p.Token)
		},
		lock: func(tx *store.Tx, p item.PublicToken) (item.PublicToken, error) {
			return tx.LockPublicToken(p.Token)
		},
		save:            (*store.Tx).SavePublicToken,
		withKeyOf:       func(p, other item.PublicToken) item.PublicToken { p.Token = other.Token; return p },
		createdTwiceErr: store.ErrExists,
	})
}

func TestAccessToken(t *testing.T) {
	testKind(t, kind[item.AccessToken]{
		create: (*store.Tx).CreateAccessToken,
		get: func(tx *store.Tx, a item.AccessToken) (item.AccessToken, error) {
			return tx.AccessToken(a.Key)
		},
		lock: func(tx *store.Tx, a item.AccessToken) (item.AccessToken, error) {
			return tx.LockAccessToken(a.Key)
		},
		save:            (*store.Tx).SaveAccessToken,
		withKeyOf:       func(a, other item.AccessToken) item.AccessToken { a.Key = other.Key; return a },
		createdTwiceErr: store.ErrExists,
	})
}

func TestCreateUserWhoIsThere(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		u := createUser(t, s, 1)
		again, sameKey, next := u, newUser(2), u
		again.Key = id.KeyOf("another")
		sameKey.Key = u.Key
		next.Key, next.Incarnation, next.Removed = id.KeyOf("next"), 2, true
		for _, test := range []struct {
			u    user.User
			want bool
		}{{again, false}, {sameKey, false}, {next, true}, {newUser(3), true}} {
			update(t, s, func(tx *store.Tx) error {
				created, err := tx.CreateUser(test.u)
				if created != test.want {
					t.Errorf("created %t of %+v", created, test.u)
				}
				return err
			})
		}
		view(t, s, func(tx *store.Tx) error {
			got, err := tx.UserByClientUserID(u.ClientID, u.ClientUserID)
			if diff := cmp.Diff(next, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			_, unknownErr := tx.UserByClientUserID("another client", u.ClientUserID)
			wantErr(t, unknownErr, store.ErrNotFound)
			return err
		})
	})
}

func TestMetaAndNext(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		view(t, s, func(tx *store.Tx) error {
			_, err := tx.Meta("seed")
			wantErr(t, err, store.ErrNotFound)
			return nil
		})
		for _, want := range []string{"one", ""} {
			update(t, s, func(tx *store.Tx) error { return tx.SetMeta("seed", want) })
			view(t, s, func(tx *store.Tx) error {
				got, err := tx.Meta("seed")
				if got != want {
					t.Errorf("got %q, want %q", got, want)
				}
				return err
			})
		}
		for want := range int64(3) {
			for _, name := range []string{"a", "b"} {
				update(t, s, func(tx *store.Tx) error {
					got, err := tx.Next(name)
					if got != want+1 {
						t.Errorf("%s: got %d, want %d", name, got, want+1)
					}
					return err
				})
			}
		}
	})
}

func TestLists(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		u := createUser(t, s, 1)
		var items []item.Item
		var sessions []link.Session
		for n := range 40 {
			// Ids sort unlike the order of making, and times stand still now and then.
			at := start.Add(time.Duration(n/4) * time.Second)
			it := item.Item{ID: fmt.Sprintf("%d-item", 97*n%40), UserKey: u.Key, CreatedAt: at, UpdatedAt: at}
			session := newSession(u, n)
			session.ID, session.StartedAt = fmt.Sprintf("%d-session", 97*n%40), at
			stranger, lonely := it, it
			stranger.ID, stranger.UserKey = "of another "+it.ID, id.KeyOf("another")
			lonely.ID, lonely.UserKey = "of nobody "+it.ID, id.Key{}
			update(t, s, func(tx *store.Tx) error {
				for _, it := range []item.Item{lonely, it, stranger} {
					if err := tx.CreateItem(it); err != nil {
						return err
					}
				}
				return tx.CreateSession(session)
			})
			if n%5 == 0 {
				it.Removed = true
				update(t, s, func(tx *store.Tx) error { return tx.SaveItem(it) })
			} else {
				items = append(items, it)
			}
			sessions = append(sessions, session)
		}
		slices.Reverse(sessions)
		view(t, s, func(tx *store.Tx) error {
			gotItems, err := tx.ItemsByUser(u.Key)
			if diff := cmp.Diff(items, gotItems); diff != "" {
				t.Errorf("items (-want +got)\n%s", diff)
			}
			gotSessions, sessionsErr := tx.SessionsByToken(sessions[0].TokenKey)
			if diff := cmp.Diff(sessions, gotSessions); diff != "" {
				t.Errorf("sessions (-want +got)\n%s", diff)
			}
			none, noneErr := tx.ItemsByUser(id.KeyOf("nobody"))
			if len(none) > 0 {
				t.Errorf("nobody has %d Items", len(none))
			}
			lonely, lonelyErr := tx.ItemsByUser(id.Key{})
			if len(lonely) > 0 {
				t.Errorf("the Items without a user belong to the zero key")
			}
			for _, err := range []error{sessionsErr, noneErr, lonelyErr} {
				if err != nil {
					t.Error(err)
				}
			}
			return err
		})
	})
}

// TestMoveItem gives Items to another user, behind those that this one has.
func TestMoveItem(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		from, to := createUser(t, s, 1), createUser(t, s, 2)
		items := map[string]item.Item{}
		for n, name := range []string{"a", "b", "c", "d"} {
			owner := from
			if n%2 == 1 {
				owner = to
			}
			it := item.Item{ID: name, UserKey: owner.Key, CreatedAt: start, UpdatedAt: start}
			items[name] = it
			update(t, s, func(tx *store.Tx) error { return tx.CreateItem(it) })
		}
		move := func(name string, key id.Key) {
			it := items[name]
			it.UserKey = key
			update(t, s, func(tx *store.Tx) error { return tx.MoveItem(it) })
		}
		check := func(what, ofFrom, ofTo string) {
			t.Helper()
			view(t, s, func(tx *store.Tx) error {
				for key, want := range map[id.Key]string{from.Key: ofFrom, to.Key: ofTo} {
					list, err := tx.ItemsByUser(key)
					if err != nil {
						return err
					}
					got := ""
					for _, it := range list {
						got += it.ID
						if it.UserKey != key {
							t.Errorf("%s: %s is in the wrong list", what, it.ID)
						}
					}
					if got != want {
						t.Errorf("%s: %q, want %q", what, got, want)
					}
				}
				return nil
			})
		}
		check("at first", "ac", "bd")
		move("a", to.Key)
		check("one moved", "c", "bda")
		move("b", from.Key)
		move("c", id.Key{})
		check("one became nobody's", "b", "da")
		err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.MoveItem(item.Item{ID: "none", UserKey: to.Key}) })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an Item that is not there: %v", err)
		}
	})
}
