package app

import (
	"context"
	"errors"
	"time"

	"toile/internal/store"
	"toile/internal/webhook"
)

// claimFor is for how long a server has a webhook for itself to make an attempt. One that was killed
// meanwhile is followed by another server then, or by itself.
const claimFor = webhook.Timeout + 10*time.Second

// Outgoing is a webhook that this server has claimed, to make one attempt.
type Outgoing struct {
	webhook.Delivery
	Key     webhook.Key // to sign with
	claimed time.Time   // until then
}

// Receiver is who gets webhooks, and how long it is until one is due for them.
type Receiver struct {
	Number int64
	Wait   time.Duration // not above 0 when it is due
}

// Receivers lists those for whom webhooks wait.
func (a *App) Receivers(ctx context.Context) (all []Receiver, err error) {
	err = a.view(ctx, Caller{}, func(c call) error {
		known, err := c.Tx.Receivers()
		all = make([]Receiver, len(known))
		for i, r := range known {
			all[i] = Receiver{r.Number, r.Due.Sub(c.real)}
		}
		return err
	})
	return all, err
}

// ClaimWebhooks gives webhooks that are due for a receiver, so many at most. Each is to be settled or
// returned soon: no other server of the database gets it until then.
func (a *App) ClaimWebhooks(ctx context.Context, receiver int64, most int) (all []Outgoing, err error) {
	err = a.update(ctx, Caller{}, func(c call) error {
		until := c.real.Add(claimFor)
		claimed, err := c.Tx.ClaimWebhooks(receiver, most, c.real, until)
		all = nil
		if err != nil || len(claimed) == 0 {
			return err
		}
		key, err := c.NewestWebhookKey()
		for _, d := range claimed {
			all = append(all, Outgoing{d, key, until})
		}
		return err
	})
	return all, err
}

// ErrClaimOver says that a webhook was claimed for too long, and is another's to deliver.
var ErrClaimOver = errors.New("app: the claim is over")

// SettleWebhook keeps what came of an attempt and arranges for the next one where there is to be one.
// It gives the webhook as it is then, and how long it is until then.
func (a *App) SettleWebhook(ctx context.Context, o Outgoing, attempt webhook.Attempt) (webhook.Delivery, time.Duration, error) {
	d := o.Delivery
	wait, again := d.Record(attempt)
	return d, wait, a.settle(ctx, func(c call) error {
		var due *time.Time
		if again {
			due = new(c.real.Add(wait))
			c.left.webhooks = true
		}
		return c.Tx.SettleWebhook(d, o.claimed, due)
	})
}

// ReturnWebhook gives a claimed webhook back of which no attempt was made, or none that ended.
func (a *App) ReturnWebhook(ctx context.Context, o Outgoing) error {
	return a.settle(ctx, func(c call) error { return c.Tx.SettleWebhook(o.Delivery, o.claimed, &c.real) })
}

func (a *App) settle(ctx context.Context, fn func(call) error) error {
	err := a.update(ctx, Caller{}, fn)
	if errors.Is(err, store.ErrNotFound) {
		err = ErrClaimOver
	}
	return err
}

// keepWebhooks is how long webhooks are kept that wait no longer.
const keepWebhooks = 7 * 24 * time.Hour

// ForgetWebhooks removes old webhooks that wait no longer.
func (a *App) ForgetWebhooks(ctx context.Context) (removed int64, err error) {
	err = a.update(ctx, Caller{}, func(c call) (err error) {
		removed, err = c.RemoveWebhooks(c.real.Add(-keepWebhooks))
		return err
	})
	return removed, err
}
