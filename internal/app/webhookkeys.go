package app

import (
	"context"
	"encoding/hex"
	"time"

	"toile"
	"toile/internal/webhook"
)

// newWebhookKey makes the key of an id. It follows from the seed.
func (a *App) newWebhookKey(kid string, at time.Time) (webhook.Key, error) {
	for n := int64(1); ; n++ {
		secret, err := hex.DecodeString(a.ids.Hex("webhook key", kid, n))
		if err != nil {
			return webhook.Key{}, err
		}
		key, err := webhook.NewKey(kid, secret, at)
		if err != nil { // one in four thousand million
			continue
		}
		return key, nil
	}
}

// SignWebhook gives what the header Plaid-Verification would be for a body that were sent now.
func (a *App) SignWebhook(ctx context.Context, body []byte) (signature string, err error) {
	return a.SignOldWebhook(ctx, body, 0)
}

// MaxSignatureAge is how old a signature can be made, or how far in the future.
const MaxSignatureAge = 365 * 24 * time.Hour

// SignOldWebhook gives a signature that has an age already, below zero one of the future: receivers are to refuse it.
func (a *App) SignOldWebhook(ctx context.Context, body []byte, age time.Duration) (signature string, err error) {
	if age < -MaxSignatureAge || age > MaxSignatureAge {
		return "", toile.ErrInvalidField("age_seconds must be between -31536000 and 31536000")
	}
	err = a.view(ctx, Caller{}, func(c call) error {
		key, err := c.NewestWebhookKey()
		if err == nil {
			signature, err = key.Sign(body, c.App.clock.real().Add(-age))
		}
		return err
	})
	return signature, err
}

// MaxKeyEnding is how long a key is at most good after another took its place.
const MaxKeyEnding = 365 * 24 * time.Hour

// rotations numbers the keys that came in the place of others. Who counts it keeps everybody else from
// rotating until the transaction ends, so that the newest key is the only one without an end.
const rotations = "webhook key rotations"

// RotateWebhookKey makes a new key, by which every attempt is signed from now on, also those that come again,
// and lets the one that signed until now be good for a while: in real time, as receivers look at their clocks.
func (a *App) RotateWebhookKey(ctx context.Context, expiresIn time.Duration) (newKid, oldKid string, expiresAt time.Time, err error) {
	if expiresIn < 0 || expiresIn > MaxKeyEnding {
		return "", "", time.Time{}, toile.ErrInvalidField("expires_in_seconds must be between 0 and 31536000")
	}
	err = a.update(ctx, Caller{}, func(c call) error {
		n, err := c.Next(rotations)
		if err != nil {
			return err
		}
		ending, err := c.NewestWebhookKey()
		if err != nil {
			return err
		}
		next, err := c.newWebhookKey(c.ids.UUID("webhook key", "", n), c.real)
		if err != nil {
			return err
		}
		newKid, oldKid, expiresAt = next.ID, ending.ID, c.real.Add(expiresIn).Truncate(time.Second)
		ending.ExpiredAt = &expiresAt
		return c.Tx.RotateWebhookKey(ending, next)
	})
	return newKid, oldKid, expiresAt, err
}
