// Package courier delivers webhooks: it takes what is due from the outbox, sends it signed, and
// keeps what came of it.
//
// Each receiver has a lane that takes a few, so that one who is slow or dead keeps nobody else waiting. A webhook
// is claimed before it is sent and settled after it. Whoever dies in between leaves a claim that runs
// out, and the webhook is sent again: at least once, by whatever server of the database comes first.
package courier

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"toile/internal/app"
	"toile/internal/webhook"
)

// Bounds on what is under way, and on how long nobody looks.
const (
	laneWidth   = 8    // webhooks for one receiver at a time
	most        = 1024 // webhooks at a time
	pollShared  = time.Second
	pollAlone   = time.Minute // only what is due wakes it earlier
	afterError  = time.Second
	grace       = time.Second // for those under way when it is stopped
	forgetEvery = time.Hour
)

// Courier delivers the webhooks of a database.
type Courier struct {
	app    *app.App
	now    func() time.Time
	log    *slog.Logger
	client *http.Client

	mu    sync.Mutex
	lanes map[int64]lane
	total int           // webhooks under way
	freed chan struct{} // gets something when a lane has room again
	sends sync.WaitGroup
}

// lane is what is under way to a receiver.
type lane struct {
	busy int  // webhooks
	more bool // when it was last looked there may have been more than it had room for
}

// New makes a courier. now is the machine's clock, which receivers share.
func New(a *app.App, now func() time.Time, log *slog.Logger) *Courier {
	return &Courier{app: a, now: now, log: log, client: newClient(), lanes: map[int64]lane{}, freed: make(chan struct{}, 1)}
}

// Run delivers until the context ends. Those under way then have a moment to end; what has not is
// given back.
func (c *Courier) Run(ctx context.Context) {
	sending, abort := context.WithCancel(context.WithoutCancel(ctx))
	forgotten := time.Time{}
	for ctx.Err() == nil {
		if now := c.now(); now.Sub(forgotten) >= forgetEvery {
			forgotten = now
			c.forget(ctx)
		}
		select {
		case <-time.After(c.round(ctx, sending)):
		case <-c.app.WebhooksLeft():
		case <-c.freed:
		case <-ctx.Done():
		}
	}
	timer := time.AfterFunc(grace, abort)
	c.sends.Wait()
	timer.Stop()
	abort()
	c.client.CloseIdleConnections()
}

func (c *Courier) forget(ctx context.Context) {
	if removed, err := c.app.ForgetWebhooks(ctx); err != nil && ctx.Err() == nil {
		c.log.Warn("old webhooks could not be removed; it is tried again later", "error", err)
	} else if removed > 0 {
		c.log.Info("removed old webhooks", "removed", removed)
	}
}

// round sends what is due to those whose lane has room. It gives for how long there is nothing to
// do then, unless something comes up.
func (c *Courier) round(ctx, sending context.Context) time.Duration {
	wait := pollAlone
	if c.app.Shared() {
		wait = pollShared
	}
	receivers, err := c.app.Receivers(ctx)
	for _, r := range receivers {
		switch free := c.free(r.Number); {
		case err != nil || free == 0: // whoever makes room wakes us
		case r.Wait > 0:
			wait = min(wait, r.Wait)
		default:
			err = c.take(ctx, sending, r.Number, free)
		}
	}
	if err != nil && ctx.Err() == nil {
		c.log.Warn("webhooks that wait cannot be read; it is tried again", "error", err)
		return afterError
	}
	return wait
}

// take claims what is due for a receiver and sends it.
func (c *Courier) take(ctx, sending context.Context, receiver int64, free int) error {
	claimed, err := c.app.ClaimWebhooks(ctx, receiver, free)
	if err != nil {
		return err
	}
	c.mu.Lock()
	c.lanes[receiver] = lane{c.lanes[receiver].busy + len(claimed), len(claimed) == free}
	c.total += len(claimed)
	c.mu.Unlock()
	for _, o := range claimed {
		c.sends.Go(func() {
			defer c.done(receiver)
			c.deliver(sending, o)
		})
	}
	return nil
}

// free gives how many more webhooks a receiver may have under way.
func (c *Courier) free(receiver int64) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return max(0, min(laneWidth-c.lanes[receiver].busy, most-c.total))
}

// done makes room for one more. Where there was too little there may be more to send.
func (c *Courier) done(receiver int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.lanes[receiver]
	if l.more || c.total == most {
		select {
		case c.freed <- struct{}{}:
		default:
		}
	}
	c.total--
	if l.busy--; l.busy == 0 {
		delete(c.lanes, receiver)
	} else {
		c.lanes[receiver] = l
	}
}

// deliver makes an attempt and keeps what came of it.
func (c *Courier) deliver(ctx context.Context, o app.Outgoing) {
	attempt, err := c.send(ctx, o)
	keeping := context.WithoutCancel(ctx)
	if err != nil || ctx.Err() != nil && attempt.Status == 0 { // no fault of the receiver's
		err = errors.Join(err, c.app.ReturnWebhook(keeping, o))
		if err != nil {
			c.log.Error("a webhook could not be sent; it is tried again", "webhook", o.Delivery.String(), "error", err)
		}
		return
	}
	d, wait, err := c.app.SettleWebhook(keeping, o, attempt)
	switch {
	case errors.Is(err, app.ErrClaimOver):
		c.log.Warn("a webhook took so long that it is sent again", "webhook", d.String())
	case err != nil:
		c.log.Error("what came of a webhook could not be kept; it is sent again", "webhook", d.String(), "error", err)
	case d.State == webhook.Delivered:
		c.log.Info("webhook delivered", "webhook", d.String(), "url", d.URL, "attempt", len(d.Attempts), "took", attempt.Took)
	case d.State == webhook.Failed:
		c.log.Warn("webhook given up", "webhook", d.String(), "url", d.URL, "attempts", len(d.Attempts), "status", attempt.Status, "error", attempt.Error)
	default:
		c.log.Warn("webhook not taken", "webhook", d.String(), "url", d.URL, "attempt", len(d.Attempts), "status", attempt.Status, "error", attempt.Error, "again_in", wait)
	}
}
