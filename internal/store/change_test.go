package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile/internal/bank"
	"toile/internal/store"
)

// Changes come back whole, in the order of their numbers, and those of one Item alone.
func TestChanges(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		var want []bank.Change
		for n := range 12 {
			change := filled[bank.Change](t, 100*n)
			change.Number = n + 1
			want = append(want, change)
		}
		for i := range want {
			change := want[(i*7+3)%len(want)] // not in their order
			update(t, s, func(tx *store.Tx) error {
				return errors.Join(tx.CreateChange("one", change), tx.CreateChange("another", bank.Change{Number: change.Number}))
			})
		}
		err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.CreateChange("one", want[3]) })
		wantErr(t, err, store.ErrExists)
		view(t, s, func(tx *store.Tx) error {
			got, err := tx.Changes("one")
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			none, noneErr := tx.Changes("on")
			if len(none) > 0 {
				t.Errorf("nobody's changes are %v", none)
			}
			return errors.Join(err, noneErr)
		})
		err = s.View(t.Context(), func(tx *store.Tx) error { return tx.CreateChange("one", bank.Change{Number: 99}) })
		if err == nil {
			t.Error("a write inside View")
		}
		update(t, s, func(tx *store.Tx) error { return tx.RemoveChanges("one") })
		view(t, s, func(tx *store.Tx) error {
			gone, err := tx.Changes("one")
			kept, keptErr := tx.Changes("another")
			if len(gone) > 0 || len(kept) != len(want) {
				t.Errorf("after the removal one has %d changes, another %d", len(gone), len(kept))
			}
			return errors.Join(err, keptErr)
		})
	})
}
