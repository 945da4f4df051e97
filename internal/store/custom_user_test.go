package store_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile/internal/bank"
	"toile/internal/store"
)

// Custom users are kept under a client and a name; the last one saved counts.
func TestCustomUsers(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		first, second := filled[bank.CustomUser](t, 1), filled[bank.CustomUser](t, 2)
		first.Username, second.Username = "ann \uFFFF", "bob"
		update(t, s, func(tx *store.Tx) error {
			older := first
			older.Config = "older"
			for _, err := range []error{
				tx.PutCustomUser("one", older), tx.PutCustomUser("one", first), tx.PutCustomUser("one", second), tx.PutCustomUser("two", older),
			} {
				if err != nil {
					return err
				}
			}
			return nil
		})
		view(t, s, func(tx *store.Tx) error {
			for _, want := range []bank.CustomUser{first, second} {
				got, err := tx.CustomUser("one", want.Username)
				if diff := cmp.Diff(want, got); err != nil || diff != "" {
					t.Errorf("%v (-want +got)\n%s", err, diff)
				}
			}
			_, err := tx.CustomUser("two", "bob")
			wantErr(t, err, store.ErrNotFound)
			names, err := tx.CustomUsernames("one")
			if slices.Sort(names); err != nil || !slices.Equal(names, []string{"ann \uFFFF", "bob"}) {
				t.Errorf("the names are %q, %v", names, err)
			}
			return nil
		})
		update(t, s, func(tx *store.Tx) error {
			if err := tx.RemoveCustomUser("one", first.Username); err != nil {
				return err
			}
			wantErr(t, tx.RemoveCustomUser("one", first.Username), store.ErrNotFound)
			_, err := tx.CustomUser("one", first.Username)
			wantErr(t, err, store.ErrNotFound)
			kept, err := tx.CustomUser("two", first.Username)
			if kept.Config != "older" {
				t.Errorf("the other client has %+v", kept)
			}
			return err
		})
	})
}
