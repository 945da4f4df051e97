package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"toile/internal/store"
)

// How those wait who want to hear of webhooks as they are made.
const (
	// lateWebhooks is how long after it was made a webhook may be committed at the latest so that nobody who waits
	// misses it. What was made so long before an instant is given again, for nobody knows who has seen it.
	lateWebhooks   = 5 * time.Second
	maxLate        = 1000        // webhooks that are given again
	lookAtWebhooks = time.Second // for those of other servers of the database, and for late ones
)

// broadcast wakes all who wait.
type broadcast struct {
	mu   sync.Mutex
	more chan struct{} // closed at the next, nil while nobody waits
}

// next gives what is closed when there is something to look for.
func (b *broadcast) next() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.more == nil {
		b.more = make(chan struct{})
	}
	return b.more
}

func (b *broadcast) tell() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.more != nil {
		close(b.more)
		b.more = nil
	}
}

// EndWaits ends the waits of AwaitWebhooks, from now on. It is for a server that is about to stop.
func (a *App) EndWaits() { a.endWaits() }

// AwaitWebhooks gives the webhooks that were made since an instant, the oldest first, and waits for the first one
// where there is none, up to a time. now is the instant from which the next call goes on. Some are given more
// than once, those of the last seconds before since among them: a webhook can be committed after a later one. Callers
// skip those that they know.
func (a *App) AwaitWebhooks(ctx context.Context, since time.Time, wait time.Duration) (all []SeenWebhook, now time.Time, err error) {
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	known := map[string]bool{}
	for look := 0; ; look++ {
		made := a.webhooksMade.next() // before the look, so that nothing is missed between the two
		found, err := a.madeSince(ctx, since)
		if err != nil {
			return nil, time.Time{}, err
		}
		fresh := found.fresh
		for _, s := range found.all {
			fresh = fresh || look > 0 && !known[s.ID]
			known[s.ID] = true
		}
		// What may have been seen already is given a moment later, so that nobody asks for it without end.
		if fresh || look > 0 && len(found.all) > 0 || !a.lookAgain(waiting, made, len(found.all) > 0) {
			return found.all, found.now, nil
		}
	}
}

// lookAgain waits until it is time for that. It reports false where there is no more time to wait.
func (a *App) lookAgain(ctx context.Context, made <-chan struct{}, soon bool) bool {
	var tick <-chan time.Time
	if soon || a.store.Shared() {
		timer := time.NewTimer(lookAtWebhooks)
		defer timer.Stop()
		tick = timer.C
	}
	select {
	case <-made:
		return true
	case <-tick:
		return true
	case <-a.waiting.Done():
	case <-ctx.Done():
	}
	return false
}

// made is what a look for webhooks since an instant has found.
type made struct {
	all   []SeenWebhook
	fresh bool      // there are some that were made since
	now   time.Time // from when the next look goes on
}

// madeSince looks for webhooks since an instant, and for those that may have come late.
func (a *App) madeSince(ctx context.Context, since time.Time) (found made, err error) {
	err = a.view(ctx, Caller{}, func(c call) error {
		found = made{now: c.real}
		late, err := c.WebhooksBefore(store.WebhookPlace{MadeAt: since}, since.Add(-lateWebhooks), maxLate)
		if err != nil {
			return err
		}
		for _, row := range slices.Backward(late) {
			found.all = append(found.all, c.seen(row))
		}
		return c.freshSince(since, &found)
	})
	return found, err
}

// freshSince adds those that were made since an instant, up to a bound that no instant falls on both sides of.
func (c call) freshSince(since time.Time, found *made) error {
	place, bytes, n := store.WebhookPlace{MadeAt: since}, 0, 0
	for {
		rows, err := c.WebhooksAfter(place, seenStep)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if (n >= MaxWebhooks || bytes > seenBytes) && !row.MadeAt.Equal(place.MadeAt) {
				found.now = row.MadeAt
				return nil
			}
			place = store.WebhookPlace{MadeAt: row.MadeAt, ID: row.ID}
			found.all, found.fresh = append(found.all, c.seen(row)), true
			bytes, n = bytes+row.Bytes, n+1
		}
		if len(rows) < seenStep {
			return nil
		}
	}
}
