package app

import (
	"context"
	"errors"
	"time"

	"toile"
	"toile/internal/id"
	"toile/internal/store"
	"toile/internal/webhook"
)

// notify sends a webhook to an address, with all else that the operation does or not at all. Where
// there is no address nobody is told.
func (c call) notify(clientID, url string, m webhook.Message) error {
	if url == "" {
		return nil
	}
	if !c.writes {
		return errMustWrite
	}
	d, err := webhook.New(id.RandomKey().String(), clientID, url, m)
	if err != nil {
		return err
	}
	d.At, d.MadeAt = c.at, c.real.Add(time.Duration(c.left.told)*time.Microsecond) // so that they are in order
	c.left.webhooks = true
	c.left.told++
	for i, late := range c.chaos.Times(d.Body) {
		if i > 0 {
			d.ID = id.RandomKey().String()
		}
		err = errors.Join(err, c.CreateLateWebhook(d, late))
	}
	return err
}

// WebhookVerificationKeyGet shows a key by which receivers verify webhooks. All clients have the same.
func (a *App) WebhookVerificationKeyGet(ctx context.Context, who Caller, req *toile.WebhookVerificationKeyGetRequest) (*toile.WebhookVerificationKeyGetResponse, error) {
	resp := &toile.WebhookVerificationKeyGetResponse{}
	return resp, a.view(ctx, who, func(c call) error {
		key, err := c.WebhookKey(req.KeyID)
		if errors.Is(err, store.ErrNotFound) {
			err = toile.ErrInvalidWebhookVerificationKeyID()
		}
		if err == nil {
			resp.Key, err = key.Public()
		}
		return err
	})
}

// loadWebhooks makes the key that signs webhooks if there is none, and takes up those that the last
// run of the only server was sending when it ended.
func (a *App) loadWebhooks(tx *store.Tx) error {
	at, real, err := a.clock.now(tx)
	if err == nil && !a.store.Shared() {
		err = tx.ReleaseWebhooks(real)
	}
	if err != nil {
		return err
	}
	if _, err := tx.NewestWebhookKey(); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	key, err := a.newWebhookKey(webhook.SandboxKeyID, at)
	if err != nil {
		return err
	}
	return tx.InitWebhookKey(key)
}
