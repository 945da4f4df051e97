package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile/internal/store"
)

// seenIDs gives the ids of a page.
func seenIDs(t *testing.T, s *store.Store, page func(*store.Tx) ([]store.SeenWebhook, error)) (ids []string) {
	t.Helper()
	view(t, s, func(tx *store.Tx) error {
		ids = nil
		all, err := page(tx)
		for _, w := range all {
			ids = append(ids, w.ID)
		}
		return err
	})
	return ids
}

// Webhooks are listed from a place in both directions, those of one instant by their ids, too.
func TestSeenWebhooks(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		for _, n := range []int{3, 1, 2} {
			for _, receiver := range []string{"b.example", "a.example"} {
				update(t, s, func(tx *store.Tx) error { return tx.CreateWebhook(newWebhook(t, receiver, n)) })
			}
		}
		second := func(n int) time.Time { return start.Add(time.Duration(n) * time.Second) }
		for _, test := range []struct {
			place  store.WebhookPlace
			since  time.Time
			most   int
			before []string
			after  []string
		}{
			{store.WebhookPlace{MadeAt: second(9)}, time.Time{}, 3, []string{"b.example3", "a.example3", "b.example2"}, nil},
			{store.WebhookPlace{MadeAt: second(2), ID: "b.example2"}, time.Time{}, 9, []string{"a.example2", "b.example1", "a.example1"}, []string{"a.example3", "b.example3"}},
			{store.WebhookPlace{MadeAt: second(2), ID: "b.example2"}, second(2), 9, []string{"a.example2"}, []string{"a.example3", "b.example3"}},
			{store.WebhookPlace{MadeAt: second(2)}, second(1), 1, []string{"b.example1"}, []string{"a.example2"}},
			{store.WebhookPlace{}, time.Time{}, 9, nil, []string{"a.example1", "b.example1", "a.example2", "b.example2", "a.example3", "b.example3"}},
		} {
			before := seenIDs(t, s, func(tx *store.Tx) ([]store.SeenWebhook, error) {
				return tx.WebhooksBefore(test.place, test.since, test.most)
			})
			after := seenIDs(t, s, func(tx *store.Tx) ([]store.SeenWebhook, error) { return tx.WebhooksAfter(test.place, test.most) })
			if diff := cmp.Diff([][]string{test.before, test.after}, [][]string{before, after}); diff != "" {
				t.Errorf("from %v (-want +got)\n%s", test.place, diff)
			}
		}
	})
}

// A webhook that is resumed is due at once and no longer its sender's.
func TestResumeWebhook(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		d := newWebhook(t, "a.example", 0)
		update(t, s, func(tx *store.Tx) error { return tx.CreateWebhook(d) })
		_, numbers := receivers(t, s)
		until := start.Add(20 * time.Second)
		claim(t, s, numbers[0], 1, start, until)
		seen := func(want store.SeenWebhook) {
			t.Helper()
			view(t, s, func(tx *store.Tx) error {
				got, err := tx.SeenWebhook(d.ID)
				if want.Bytes = got.Bytes; got.Bytes < len(d.Body) {
					t.Errorf("it takes up %d bytes", got.Bytes)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
				_, err2 := tx.SeenWebhook("absent")
				wantErr(t, err2, store.ErrNotFound)
				_, err2 = tx.LockWebhook(d.ID)
				if err2 == nil {
					t.Error("a view locks")
				}
				return err
			})
		}
		seen(store.SeenWebhook{Delivery: d, Due: &until, Claimed: until})
		update(t, s, func(tx *store.Tx) error {
			locked, err := tx.LockWebhook(d.ID)
			if err != nil {
				return err
			}
			locked.Why = "resumed"
			return tx.ResumeWebhook(locked.Delivery, start)
		})
		d.Why = "resumed"
		none := time.UnixMicro(0).UTC()
		seen(store.SeenWebhook{Delivery: d, Due: new(start.UTC()), Claimed: none})
		wantErr(t, s.Update(t.Context(), func(tx *store.Tx) error { return tx.SettleWebhook(d, until, nil) }), store.ErrNotFound)
		claim(t, s, numbers[0], 1, start, until)
		update(t, s, func(tx *store.Tx) error { return tx.SettleWebhook(d, until, nil) })
		seen(store.SeenWebhook{Delivery: d, Claimed: none})
		update(t, s, func(tx *store.Tx) error { return tx.ResumeWebhook(d, start) })
		seen(store.SeenWebhook{Delivery: d, Due: new(start.UTC()), Claimed: none})
	})
}

// A key that took the place of another is the newest, and the other is kept as it ended.
func TestRotateWebhookKey(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		ending, next := newKey(t, "ending", 1), newKey(t, "next", 2)
		next.ExpiredAt = nil
		update(t, s, func(tx *store.Tx) error { return tx.InitWebhookKey(newKey(t, "ending", 1)) })
		ending.ExpiredAt = new(start.Add(2 * time.Hour))
		update(t, s, func(tx *store.Tx) error { return tx.RotateWebhookKey(ending, next) })
		wantErr(t, s.Update(t.Context(), func(tx *store.Tx) error { return tx.RotateWebhookKey(ending, next) }), store.ErrExists)
		wantErr(t, s.Update(t.Context(), func(tx *store.Tx) error { return tx.RotateWebhookKey(newKey(t, "absent", 3), newKey(t, "new", 4)) }), store.ErrNotFound)
		view(t, s, func(tx *store.Tx) error {
			newest, err := tx.NewestWebhookKey()
			if newest.ID != "next" || newest.ExpiredAt != nil {
				t.Errorf("the newest is %s, until %s", newest.ID, newest.ExpiredAt)
			}
			old, oldErr := tx.WebhookKey("ending")
			if oldErr != nil || !old.ExpiredAt.Equal(*ending.ExpiredAt) {
				t.Errorf("the other ends at %s, %v", old.ExpiredAt, oldErr)
			}
			return err
		})
	})
}
