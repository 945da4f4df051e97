package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
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
	Key      webhook.Key // to sign with
	Since    time.Time   // it is claimed, by this machine's clock: whoever comes to it too late leaves it alone
	receiver int64
	claimed  time.Time // until then
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
	err = a.update(ctx, Caller{}, func(c call) (err error) {
		all, err = c.claim(receiver, most, a.clock.real())
		return err
	})
	return all, err
}

func (c call) claim(receiver int64, most int, since time.Time) (all []Outgoing, err error) {
	if most <= 0 {
		return nil, nil
	}
	until := c.real.Add(claimFor)
	claimed, err := c.Tx.ClaimWebhooks(receiver, most, c.real, until)
	if err != nil || len(claimed) == 0 {
		return nil, err
	}
	key, err := c.NewestWebhookKey()
	for _, d := range claimed {
		all = append(all, Outgoing{d, key, since, receiver, until})
	}
	return all, err
}

// ErrClaimOver says that a webhook was claimed for too long, and is another's to deliver.
var ErrClaimOver = errors.New("app: the claim is over")

// Done is a webhook that was claimed, and what came of it.
type Done struct {
	Outgoing
	Attempt *webhook.Attempt // nil where none was made, or none that ended: it is given back and due at once
	Why     string           // it is not to be tried again, whatever the attempt says
}

// Settled is what becomes of a webhook then.
type Settled struct {
	webhook.Delivery
	Wait time.Duration // until the next attempt, while it is waiting
	Err  error         // nothing was kept; ErrClaimOver where it is another's by now
}

// TurnWebhooks keeps what came of attempts to reach a receiver, arranges for the next ones where there are to be
// some, and claims what is due for the receiver, so many at most: all in one transaction, so that as many
// webhooks as are under way cost the disk as much as one.
func (a *App) TurnWebhooks(ctx context.Context, receiver int64, done []Done, most int) (settled []Settled, claimed []Outgoing, err error) {
	err = a.update(ctx, Caller{}, func(c call) (err error) {
		since := a.clock.real() // what follows may wait for other servers
		if settled, err = c.settle(receiver, done); err == nil {
			claimed, err = c.claim(receiver, most, since)
		}
		return err
	})
	if err == nil {
		return settled, claimed, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return nil, nil, err
	}
	settled = nil // one of the claims is over: the others are kept without it
	for _, d := range done {
		settled = append(settled, a.settleOne(ctx, d))
	}
	claimed, err = a.ClaimWebhooks(ctx, receiver, most)
	return settled, claimed, err
}

// SettleWebhook keeps what came of one webhook.
func (a *App) SettleWebhook(ctx context.Context, o Outgoing, attempt webhook.Attempt) (webhook.Delivery, time.Duration, error) {
	s := a.settleOne(ctx, Done{Outgoing: o, Attempt: &attempt})
	return s.Delivery, s.Wait, s.Err
}

// ReturnWebhook gives a claimed webhook back of which no attempt was made, or none that ended.
func (a *App) ReturnWebhook(ctx context.Context, o Outgoing) error {
	return a.settleOne(ctx, Done{Outgoing: o}).Err
}

func (a *App) settleOne(ctx context.Context, d Done) Settled {
	settled := []Settled{{Delivery: d.Delivery}}
	err := a.update(ctx, Caller{}, func(c call) (err error) {
		settled, err = c.settle(d.receiver, []Done{d})
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		err = ErrClaimOver
	}
	settled[0].Err = err
	return settled[0]
}

// settle keeps what came of webhooks of a receiver, and counts.
func (c call) settle(receiver int64, done []Done) ([]Settled, error) {
	settled := make([]Settled, len(done))
	for i, d := range done {
		settled[i].Delivery = d.Delivery
	}
	hopeless, took, refused, err := c.tally(receiver, done)
	if err != nil {
		return settled, err
	}
	for i, d := range done {
		s := &settled[i]
		due := c.real
		if d.Attempt != nil {
			s.Attempts = slices.Clone(d.Attempts)
			wait, again := s.Record(*d.Attempt)
			why := d.Why
			if again {
				why = cmp.Or(why, hopeless)
			}
			if why != "" {
				s.Fail(why)
				wait = 0
			}
			s.Wait, due = wait, c.real.Add(wait)
		}
		next := &due
		if s.State != webhook.Waiting {
			next = nil
		}
		c.left.webhooks = c.left.webhooks || next != nil
		if err := c.Tx.SettleWebhook(s.Delivery, d.claimed, next); err != nil {
			return settled, err
		}
	}
	if took+refused > 0 { // last, because other servers wait for it
		err = c.CountWebhooks(receiver, c.at, took, refused)
	}
	return settled, err
}

// tally counts attempts, and says why it is hopeless to try again where it is (facts link 4.1).
func (c call) tally(receiver int64, done []Done) (hopeless string, took, refused int, err error) {
	for _, d := range done {
		switch {
		case d.Attempt == nil || d.Why != "":
		case d.Attempt.Taken():
			took++
		default:
			refused++
		}
	}
	if refused == 0 {
		return "", took, 0, nil
	}
	tookBefore, refusedBefore, err := c.WebhookCounts(receiver, c.at.Add(-countWebhooks), c.at)
	if webhook.Refuses(tookBefore+took, refusedBefore+refused) {
		hopeless = webhook.Refused
	}
	return hopeless, took, refused, err
}

// countWebhooks is over how long the counts of attempts tell what a receiver is like: with the hour under way, a day.
const countWebhooks = 23 * time.Hour

// How long webhooks are kept that wait no longer, and how many are removed in one transaction, which keeps others from
// writing.
const (
	keepWebhooks = 7 * 24 * time.Hour
	forgetStep   = 1000
)

// ForgetWebhooks removes old webhooks that wait no longer, and old counts.
func (a *App) ForgetWebhooks(ctx context.Context) (removed int64, err error) {
	for {
		var step int64
		err := a.update(ctx, Caller{}, func(c call) (err error) {
			step, err = c.RemoveWebhooks(c.real.Add(-keepWebhooks), forgetStep)
			return errors.Join(err, c.RemoveWebhookCounts(c.at.Add(-countWebhooks), c.at))
		})
		removed += step
		if err != nil || step < forgetStep {
			return removed, err
		}
	}
}
