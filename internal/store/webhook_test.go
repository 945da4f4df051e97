package store_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"toile/internal/store"
	"toile/internal/webhook"
)

// newWebhook gives the n-th webhook for a receiver, made n seconds after the start.
func newWebhook(t *testing.T, receiver string, n int) webhook.Delivery {
	t.Helper()
	d := filled[webhook.Delivery](t, n)
	d.ID, d.URL, d.MadeAt = fmt.Sprint(receiver, n), "https://"+receiver+"/path", start.Add(time.Duration(n)*time.Second)
	return d
}

func newKey(t *testing.T, kid string, number byte) webhook.Key {
	t.Helper()
	secret := make([]byte, 32)
	secret[31] = number
	k, err := webhook.NewKey(kid, secret, start)
	if err != nil {
		t.Fatal(err)
	}
	k.ExpiredAt = new(start.Add(time.Hour))
	return k
}

// receivers gives when something is due for whom, and by whose number.
func receivers(t *testing.T, s *store.Store) (due map[int64]time.Time, numbers []int64) {
	t.Helper()
	due = map[int64]time.Time{}
	view(t, s, func(tx *store.Tx) error {
		clear(due)
		numbers = nil
		all, err := tx.Receivers()
		for _, r := range all {
			due[r.Number], numbers = r.Due.UTC(), append(numbers, r.Number)
		}
		return err
	})
	return due, numbers
}

func claim(t *testing.T, s *store.Store, receiver int64, most int, now, until time.Time) (ids []string) {
	t.Helper()
	update(t, s, func(tx *store.Tx) error {
		ids = nil
		claimed, err := tx.ClaimWebhooks(receiver, most, now, until)
		for _, d := range claimed {
			ids = append(ids, d.ID)
		}
		slices.Sort(ids) // what is due at one instant has no order
		return err
	})
	return ids
}

func TestWebhooks(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		if due, _ := receivers(t, s); len(due) > 0 {
			t.Errorf("webhooks wait in a new database: %v", due)
		}
		for _, n := range []int{3, 1, 2} {
			update(t, s, func(tx *store.Tx) error { return tx.CreateWebhook(newWebhook(t, "a.example", n)) })
		}
		due, numbers := receivers(t, s)
		if len(numbers) != 1 || !due[numbers[0]].Equal(start.Add(time.Second)) {
			t.Fatalf("waiting are %v", due)
		}
		a := numbers[0]
		update(t, s, func(tx *store.Tx) error { return tx.CreateWebhook(newWebhook(t, "b.example", 0)) })
		if due, numbers = receivers(t, s); len(numbers) != 2 || !due[a].Equal(start.Add(time.Second)) {
			t.Fatalf("waiting are %v", due)
		}
		now, until := start.Add(2*time.Second), start.Add(22*time.Second)
		if got := claim(t, s, a, 1, now, until); !cmp.Equal(got, []string{"a.example1"}) {
			t.Errorf("first %v", got)
		}
		if got := claim(t, s, a, 9, now, until); !cmp.Equal(got, []string{"a.example2"}) {
			t.Errorf("then %v: the first is claimed, the third not due yet", got)
		}
		if got := claim(t, s, a, 9, until, until.Add(time.Second)); len(got) != 3 {
			t.Errorf("when the claims are over, %v", got)
		}
		settle := func(claimed time.Time, due *time.Time) error {
			d := newWebhook(t, "a.example", 1)
			d.State = "settled"
			return s.Update(t.Context(), func(tx *store.Tx) error { return tx.SettleWebhook(d, claimed, due) })
		}
		wantErr(t, settle(until, nil), store.ErrNotFound) // another's by now
		wantErr(t, settle(until.Add(time.Second), nil), nil)
		wantErr(t, settle(until.Add(time.Second), nil), store.ErrNotFound)
		if got := claim(t, s, a, 9, until.Add(time.Hour), until.Add(2*time.Hour)); !cmp.Equal(got, []string{"a.example2", "a.example3"}) {
			t.Errorf("after one is settled, %v", got)
		}
		view(t, s, func(tx *store.Tx) error {
			want := newWebhook(t, "a.example", 1)
			want.State = "settled"
			got, err := tx.Webhook(want.ID)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			return err
		})
	})
}

// A clock that is moved forward hastens what waits, and leaves alone what is under way.
func TestHastenWebhooks(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		for _, receiver := range []string{"waits", "claimed", "settled"} {
			update(t, s, func(tx *store.Tx) error { return tx.CreateWebhook(newWebhook(t, receiver, 60)) })
		}
		made := start.Add(time.Minute)
		until := made.Add(20 * time.Second)
		_, numbers := receivers(t, s)
		byName := map[string]int64{}
		for _, number := range numbers {
			ids := claim(t, s, number, 1, made, until)
			byName[ids[0]] = number
			d := newWebhook(t, ids[0][:len(ids[0])-2], 60)
			update(t, s, func(tx *store.Tx) error {
				switch ids[0] {
				case "waits60":
					return tx.SettleWebhook(d, until, &until)
				case "settled60":
					return tx.SettleWebhook(d, until, nil)
				}
				return nil
			})
		}
		update(t, s, func(tx *store.Tx) error { return tx.HastenWebhooks(made, time.Hour) })
		due, _ := receivers(t, s)
		want := map[int64]time.Time{byName["waits60"]: until.Add(-time.Hour), byName["claimed60"]: until}
		if diff := cmp.Diff(want, due); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		update(t, s, func(tx *store.Tx) error {
			return tx.SettleWebhook(newWebhook(t, "claimed", 60), until, new(made.Add(2*time.Hour)))
		})
		due, _ = receivers(t, s)
		want[byName["claimed60"]] = made.Add(time.Hour)
		if diff := cmp.Diff(want, due); diff != "" {
			t.Errorf("settled (-want +got)\n%s", diff)
		}
		claim(t, s, byName["claimed60"], 1, made.Add(3*time.Hour), made.Add(4*time.Hour))
		update(t, s, func(tx *store.Tx) error { return tx.ReleaseWebhooks(made) })
		due, _ = receivers(t, s)
		want[byName["claimed60"]] = made
		if diff := cmp.Diff(want, due); diff != "" {
			t.Errorf("released (-want +got)\n%s", diff)
		}
		update(t, s, func(tx *store.Tx) error {
			none, err := tx.RemoveWebhooks(made.Add(time.Second), 0)
			removed, err2 := tx.RemoveWebhooks(made.Add(time.Second), 10)
			_, gone := tx.Webhook("settled60")
			if none != 0 || removed != 1 || !errors.Is(gone, store.ErrNotFound) {
				t.Errorf("%d and %d are removed, %v", none, removed, gone)
			}
			return errors.Join(err, err2)
		})
	})
}

// Many receivers are told apart, whatever their numbers are.
func TestReceivers(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		const many = 200
		update(t, s, func(tx *store.Tx) (err error) {
			for n := range many {
				receiver := fmt.Sprintf("receiver-%d.example", n)
				err = errors.Join(err, tx.CreateWebhook(newWebhook(t, receiver, n)), tx.CreateWebhook(newWebhook(t, receiver, n+1)))
			}
			return err
		})
		due, numbers := receivers(t, s)
		if len(numbers) != many || len(due) != many {
			t.Errorf("%d numbers of %d receivers", len(due), len(numbers))
		}
		seen := map[time.Time]bool{}
		for _, at := range due {
			seen[at] = true
		}
		if len(seen) != many || !seen[start] || !seen[start.Add((many-1)*time.Second)] {
			t.Errorf("they are due at %d instants", len(seen))
		}
	})
}

// TestCrowdOfReceivers has more receivers than are listed at a time: those for whom something is due stand among
// them, whatever their numbers are.
func TestCrowdOfReceivers(t *testing.T) {
	t.Parallel()
	const crowd, early = 10_000, 300
	s := open(t, filepath.Join(t.TempDir(), "toile.db"), store.Options{})
	update(t, s, func(tx *store.Tx) (err error) {
		for n := range crowd + early {
			d := webhook.Delivery{ID: fmt.Sprint(n), URL: fmt.Sprintf("https://receiver-%d.example", n), MadeAt: start}
			if n < crowd {
				d.MadeAt = start.Add(time.Hour)
			}
			err = errors.Join(err, tx.CreateWebhook(d))
		}
		return err
	})
	due, numbers := receivers(t, s)
	found := 0
	for _, at := range due {
		if at.Equal(start) {
			found++
		}
	}
	if len(numbers) != crowd || found != early {
		t.Errorf("%d receivers are listed, and %d of the %d for whom something is due", len(numbers), found, early)
	}
	if !slices.IsSorted(numbers) {
		t.Error("they are not in the order of their numbers")
	}
}

func TestWebhookKey(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(tx *store.Tx) error {
			_, err := tx.NewestWebhookKey()
			wantErr(t, err, store.ErrNotFound)
			return errors.Join(tx.InitWebhookKey(newKey(t, "one", 1)), tx.InitWebhookKey(newKey(t, "one", 2)))
		})
		want := newKey(t, "one", 1)
		view(t, s, func(tx *store.Tx) error {
			got, err := tx.WebhookKey("one")
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			_, unknown := tx.WebhookKey("two")
			wantErr(t, unknown, store.ErrNotFound)
			return err
		})
		update(t, s, func(tx *store.Tx) error { return tx.InitWebhookKey(newKey(t, "a later one", 3)) })
		view(t, s, func(tx *store.Tx) error {
			got, err := tx.NewestWebhookKey()
			if got.ID != "a later one" {
				t.Errorf("the newest is %s", got.ID)
			}
			return err
		})
	})
}
