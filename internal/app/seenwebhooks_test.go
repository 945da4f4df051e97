package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/internal/webhook"
)

// trial is a message that tells of an Item.
func trial(item string) webhook.Message {
	return webhook.Message{Type: "ITEM", Code: "ERROR", Fields: map[string]any{"item_id": item}}
}

// tellOf leaves a webhook about an Item, and gives its id.
func (a *App) tellOf(t *testing.T, clientID, url, item string) string {
	t.Helper()
	a.must(t, func(c call) error { return c.notify(clientID, url, trial(item)) })
	all, _ := a.list(t, WebhookQuery{Most: 1})
	return all[0].ID
}

func (a *App) list(t *testing.T, q WebhookQuery) (all []SeenWebhook, before string) {
	t.Helper()
	all, before, err := a.Webhooks(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return all, before
}

func itemsOf(all []SeenWebhook) (items []string) {
	for _, s := range all {
		items = append(items, s.ItemID)
	}
	return items
}

// All servers of a database list the same, the newest first, page by page.
func TestWebhooksAreSeen(t *testing.T) {
	t.Parallel()
	database := place(t)
	a := begin(t, database)
	other := a
	if pgtest.Chosen(t) != "" {
		other = begin(t, database)
	}
	const many = 12
	want := []string{}
	for n := range many {
		item := fmt.Sprint("item", n)
		a.tellOf(t, fmt.Sprint("client", n%2), fmt.Sprint(hook, n%3), item)
		want = append([]string{item}, want...)
	}
	got, before := []string{}, ""
	for pages := 0; pages == 0 || before != ""; pages++ {
		var page []SeenWebhook
		page, before = other.list(t, WebhookQuery{Most: 5, Before: before})
		if got = append(got, itemsOf(page)...); pages > many {
			t.Fatal("there is no end of pages")
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("listed are %v", got)
	}
	a.must(t, func(c call) error { return c.notify("client", hook+"0", hello) })
	o := a.claims(t, 1)[0]
	if _, _, err := a.SettleWebhook(t.Context(), o, webhook.Attempt{At: time.Now(), Status: 200}); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		q    WebhookQuery
		want int
	}{
		"all":    {WebhookQuery{}, many + 1},
		"client": {WebhookQuery{ClientID: "client1"}, many / 2},
		"item":   {WebhookQuery{ItemID: "item7"}, 1},
		"url":    {WebhookQuery{URL: hook + "2"}, many / 3},
		"type":   {WebhookQuery{Type: "TEST"}, 1},
		"code":   {WebhookQuery{Code: "ERROR"}, many},
		"done":   {WebhookQuery{State: webhook.Delivered}, 1},
		"waits":  {WebhookQuery{State: webhook.Waiting}, many},
		"both":   {WebhookQuery{ClientID: "client0", ItemID: "item7"}, 0},
		"none":   {WebhookQuery{State: webhook.Failed}, 0},
	} {
		test.q.Most = MaxWebhooks
		if all, before := other.list(t, test.q); len(all) != test.want || before != "" {
			t.Errorf("%s: %d webhooks, cursor %q, want %d", name, len(all), before, test.want)
		}
	}
	for _, q := range []WebhookQuery{{Most: 0}, {Most: MaxWebhooks + 1}, {Most: 1, State: "lost"}, {Most: 1, Before: "x"}, {Most: 1, Before: "1_"}, {Most: 1, Before: "x_1"}} {
		_, _, err := a.Webhooks(t.Context(), q)
		if refused := new(toile.Error); !errors.As(err, &refused) || refused.ErrorCode != "INVALID_FIELD" {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// A filter that matches little makes no call long: it stops and says where to go on.
func TestListIsBounded(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.tellOf(t, "client", hook, "rare")
	a.tell(t, scanWebhooks+seenStep)
	all, before := a.list(t, WebhookQuery{ItemID: "rare", Most: 1})
	if len(all) > 0 || before == "" {
		t.Errorf("at once %d are found, cursor %q", len(all), before)
	}
	if all, before = a.list(t, WebhookQuery{ItemID: "rare", Most: 2, Before: before}); len(all) != 1 || before != "" {
		t.Errorf("then %d are found, cursor %q", len(all), before)
	}
}

// state reads a webhook.
func (a *App) state(t *testing.T, id string) SeenWebhook {
	t.Helper()
	s, err := a.Webhook(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (a *App) resend(t *testing.T, id string) SeenWebhook {
	t.Helper()
	s, err := a.ResendWebhook(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestResendWebhook(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	id := a.tellOf(t, "client", hook, "item")
	settle := func(status int) {
		t.Helper()
		if _, _, err := a.SettleWebhook(t.Context(), a.claims(t, 1)[0], webhook.Attempt{At: time.Now(), Status: status}); err != nil {
			t.Fatal(err)
		}
	}
	if s := a.state(t, id); s.State != webhook.Waiting || s.ItemID != "item" || !s.NextAttempt.Equal(s.MadeAt) {
		t.Errorf("at first it is %+v", s)
	}
	settle(503)
	if wait := a.receiver(t).Wait; wait <= 0 {
		t.Errorf("it is due in %s", wait)
	}
	// One that waits is due at once, and its series goes on.
	raised(a.WebhooksLeft())
	s := a.resend(t, id)
	if wait := a.receiver(t).Wait; wait > 0 || s.Series != 0 || !raised(a.WebhooksLeft()) {
		t.Errorf("after it was asked for it is due in %s: %+v", wait, s)
	}
	// One that is being sent is left to who sends it.
	o := a.claims(t, 1)[0]
	s = a.resend(t, id)
	if s.NextAttempt == nil || s.NextAttempt.After(time.Now()) || len(a.claims(t, 1)) > 0 {
		t.Errorf("while it is sent it is %+v", s)
	}
	if _, _, err := a.SettleWebhook(t.Context(), o, webhook.Attempt{At: time.Now(), Status: 200}); err != nil {
		t.Error(err)
	}
	// One that was delivered begins anew.
	if s = a.state(t, id); s.State != webhook.Delivered || s.NextAttempt != nil {
		t.Errorf("it was delivered: %+v", s)
	}
	s = a.resend(t, id)
	if s.State != webhook.Waiting || s.Series != 2 || len(s.Attempts) != 2 || s.NextAttempt == nil {
		t.Errorf("after it was asked for again it is %+v", s)
	}
	settle(500)
	if wait := a.receiver(t).Wait; wait > 30*time.Second || wait < 10*time.Second {
		t.Errorf("in its new series it is due in %s", wait)
	}
	settled := a.state(t, id)
	if kept := a.resend(t, id); kept.Series != settled.Series || len(kept.Attempts) != 3 {
		t.Errorf("within a series it is %+v", kept)
	}
	for _, err := range []error{
		func() error { _, err := a.Webhook(t.Context(), "absent"); return err }(),
		func() error { _, err := a.ResendWebhook(t.Context(), "absent"); return err }(),
	} {
		if refused := new(toile.Error); !errors.As(err, &refused) || refused.ErrorCode != "NOT_FOUND" {
			t.Errorf("an absent one: %v", err)
		}
	}
}

// One that failed for good begins anew as well, and forgets why.
func TestResendFailed(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	id := a.tellOf(t, "client", hook, "item")
	for n := range 7 {
		o := a.claims(t, 1)[0]
		at := time.Now().Add(time.Duration(n) * 4 * time.Hour) // so that a day passes
		if _, _, err := a.SettleWebhook(t.Context(), o, webhook.Attempt{At: at, Status: 500}); err != nil {
			t.Fatal(err)
		}
		if a.state(t, id).State == webhook.Failed {
			break
		}
		a.advance(t, 9*time.Hour)
	}
	if s := a.state(t, id); s.State != webhook.Failed || s.NextAttempt != nil {
		t.Fatalf("after a day it is %+v", s)
	}
	attempts := len(a.state(t, id).Attempts)
	if s := a.resend(t, id); s.State != webhook.Waiting || s.Why != "" || s.Series != attempts || a.claims(t, 1)[0].ID != id {
		t.Errorf("after it was asked for it is %+v", s)
	}
}

// heard is an answer of AwaitWebhooks.
type heard struct {
	all []SeenWebhook
	now time.Time
	err error
}

func (a *App) await(ctx context.Context, since time.Time, wait time.Duration) <-chan heard {
	answer := make(chan heard, 1)
	go func() {
		all, now, err := a.AwaitWebhooks(ctx, since, wait)
		answer <- heard{all, now, err}
	}()
	return answer
}

// Who waits hears of a webhook when it is committed, at this server and at others of the database.
func TestAwaitWebhooks(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]string{"file": filepath.Join(t.TempDir(), "toile.db"), "postgres": pgtest.Database(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := begin(t, database)
			b := a
			if name == "postgres" {
				b = begin(t, database)
			}
			all, now, err := a.AwaitWebhooks(t.Context(), time.Now().Add(-time.Hour), 0)
			if err != nil || len(all) > 0 || time.Since(now).Abs() > time.Minute {
				t.Fatalf("at first there are %v, now is %s, %v", all, now, err)
			}
			waiting := []<-chan heard{a.await(t.Context(), now, time.Minute), a.await(t.Context(), now, time.Minute)}
			first := b.tellOf(t, "client", hook, "first")
			for _, answer := range waiting {
				h := <-answer
				if h.err != nil || len(h.all) != 1 || h.all[0].ID != first || h.now.Before(h.all[0].MadeAt) {
					t.Fatalf("heard is %+v", h)
				}
				now = h.all[0].MadeAt.Add(time.Microsecond)
			}
			// What was heard a moment ago is given again, but not at once: nobody is kept busy.
			start := time.Now()
			again, now, err := a.AwaitWebhooks(t.Context(), now, time.Minute)
			if err != nil || len(again) != 1 || time.Since(start) < lookAtWebhooks/2 {
				t.Errorf("after %s %d are given again, %v", time.Since(start), len(again), err)
			}
			answer := a.await(t.Context(), now, time.Minute)
			second := b.tellOf(t, "client", hook, "second")
			if h := <-answer; h.err != nil || h.all[len(h.all)-1].ID != second {
				t.Errorf("heard is %+v", h)
			}
			// The order is that in which they were made.
			all, _, err = a.AwaitWebhooks(t.Context(), start.Add(-time.Hour), 0)
			if err != nil || !slices.Equal(itemsOf(all), []string{"first", "second"}) {
				t.Errorf("since an hour there are %v, %v", itemsOf(all), err)
			}
		})
	}
}

// One that is committed after a later one is heard of as well.
func TestAwaitLateWebhook(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	_, now, err := a.AwaitWebhooks(t.Context(), time.Now(), 0)
	if err != nil {
		t.Fatal(err)
	}
	answer := a.await(t.Context(), now, time.Minute)
	a.must(t, func(c call) error {
		c.real = now.Add(-2 * time.Second) // as of an operation that took so long
		return c.notify("client", hook, trial("late"))
	})
	if h := <-answer; h.err != nil || !slices.Equal(itemsOf(h.all), []string{"late"}) {
		t.Errorf("heard is %+v", h)
	}
}

// More than an answer holds come in several, none is left out, also where many have one instant.
func TestAwaitMany(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	since := time.Now().Add(-time.Minute)
	const groups, each = 3, MaxWebhooks - 50
	for range groups {
		a.tell(t, each)
	}
	ids, calls := map[string]bool{}, 0
	for now := since; len(ids) < groups*each; calls++ {
		h := <-a.await(t.Context(), now, 0)
		if h.err != nil || calls > 2*groups {
			t.Fatalf("after %d calls %d are heard of, %v", calls, len(ids), h.err)
		}
		for _, s := range h.all {
			ids[s.ID] = true
		}
		now = h.now
	}
	if calls < 2 {
		t.Errorf("%d came in one answer", len(ids))
	}
}

// A wait ends with its time, with its caller and with the server.
func TestAwaitEnds(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	if h := <-a.await(t.Context(), time.Now(), 10*time.Millisecond); h.err != nil || len(h.all) > 0 {
		t.Errorf("after its time %+v", h)
	}
	ctx, cancel := context.WithCancel(t.Context())
	answer := a.await(ctx, time.Now(), time.Hour)
	cancel()
	if h := <-answer; h.err != nil && !errors.Is(h.err, context.Canceled) {
		t.Errorf("after its caller left %+v", h)
	}
	answer = a.await(t.Context(), time.Now(), time.Hour)
	a.EndWaits()
	if h := <-answer; h.err != nil || len(h.all) > 0 {
		t.Errorf("when the server stops %+v", h)
	}
}
