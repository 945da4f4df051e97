package store

import (
	"cmp"
	"database/sql/driver"
	"encoding/binary"
	"slices"
	"time"

	"toile/internal/id"
	"toile/internal/webhook"
)

// Receiver is who gets webhooks, and when the next one for them is due.
type Receiver struct {
	Number int64 // stands for their name
	Due    time.Time
}

// numberOf gives a receiver's number. Two receivers with one number, should they ever meet, share
// what each has alone otherwise.
func numberOf(receiver string) int64 {
	key := id.KeyOf(receiver)
	return int64(binary.BigEndian.Uint64(key[:]))
}

// CreateWebhook keeps a new webhook, whose first attempt is due when it was made.
func (t *Tx) CreateWebhook(d webhook.Delivery) error { return t.CreateLateWebhook(d, 0) }

// CreateLateWebhook keeps a new webhook, whose first attempt is due so long after it was made.
func (t *Tx) CreateLateWebhook(d webhook.Delivery, late time.Duration) error {
	doc, err := encode(d)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO webhooks (id, receiver, due, made_at, doc) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, d.ID, numberOf(d.Receiver()), d.MadeAt.Add(late).UnixMicro(), d.MadeAt.UnixMicro(), doc)
}

// Webhook reads a webhook.
func (t *Tx) Webhook(deliveryID string) (webhook.Delivery, error) {
	return get[webhook.Delivery](t, `SELECT doc FROM webhooks WHERE id = $1`, deliveryID)
}

// Receivers lists those for whom webhooks wait, by number: where they are too many, those for whom one is due
// first. It goes from one to the next by the index, however many wait for each.
func (t *Tx) Receivers() (all []Receiver, err error) {
	err = t.each(func(row []driver.Value) error {
		all = append(all, Receiver{row[0].(int64), time.UnixMicro(row[1].(int64))})
		return nil
	}, `WITH RECURSIVE r (receiver) AS (
			SELECT MIN(receiver) FROM webhooks WHERE due IS NOT NULL
			UNION ALL
			SELECT (SELECT MIN(w.receiver) FROM webhooks w WHERE w.due IS NOT NULL AND w.receiver > r.receiver)
			FROM r WHERE r.receiver IS NOT NULL)
		SELECT r.receiver, (SELECT MIN(w.due) FROM webhooks w WHERE w.due IS NOT NULL AND w.receiver = r.receiver)
		FROM r WHERE r.receiver IS NOT NULL ORDER BY 2 LIMIT $1`, int64(listLimit))
	slices.SortFunc(all, func(a, b Receiver) int { return cmp.Compare(a.Number, b.Number) })
	return all, err
}

// ClaimWebhooks gives webhooks that are due for a receiver to whoever asks, those that have been due
// for longest, so many at most. Until the claim is over nobody else gets them; whoever still
// has not settled them then has lost them.
func (t *Tx) ClaimWebhooks(receiver int64, most int, now, until time.Time) ([]webhook.Delivery, error) {
	if t.readOnly {
		return nil, errReadOnly
	}
	claimed, err := list[webhook.Delivery](t, `SELECT doc FROM webhooks WHERE receiver = $1 AND due <= $2
		ORDER BY due LIMIT $3`+forUpdate, receiver, now.UnixMicro(), int64(most))
	for _, d := range claimed {
		if err == nil {
			err = t.save(`UPDATE webhooks SET due = $2, claimed = $2, hastened = 0 WHERE id = $1`, d.ID, until.UnixMicro())
		}
	}
	return claimed, err
}

// SettleWebhook keeps what became of a webhook that was claimed, and when it is due again if it is.
// It gives ErrNotFound where the claim was over and somebody else has it.
func (t *Tx) SettleWebhook(d webhook.Delivery, claimed time.Time, due *time.Time) error {
	doc, err := encode(d)
	if err != nil {
		return err
	}
	next := driver.Value(nil)
	if due != nil {
		next = due.UnixMicro()
	}
	return t.save(`UPDATE webhooks SET due = $3 - hastened, claimed = 0, doc = $4 WHERE id = $1 AND claimed = $2`,
		d.ID, claimed.UnixMicro(), next, doc)
}

// ReleaseWebhooks ends all claims. It is for a database whose one server has just started.
func (t *Tx) ReleaseWebhooks(now time.Time) error {
	_, err := t.exec(`UPDATE webhooks SET due = $1, claimed = 0 WHERE due > $1 AND claimed > $1`, now.UnixMicro())
	return err
}

// HastenWebhooks makes all that wait due earlier by so much. For what is claimed that counts when it is
// settled.
func (t *Tx) HastenWebhooks(now time.Time, by time.Duration) error {
	_, err := t.exec(`UPDATE webhooks SET hastened = hastened + $2 WHERE due IS NOT NULL AND claimed > $1`,
		now.UnixMicro(), by.Microseconds())
	if err == nil {
		_, err = t.exec(`UPDATE webhooks SET due = due - $2 WHERE due IS NOT NULL AND claimed <= $1`,
			now.UnixMicro(), by.Microseconds())
	}
	return err
}

// RemoveWebhooks removes those that were made before an instant and wait no longer, so many at most.
func (t *Tx) RemoveWebhooks(madeBefore time.Time, most int) (removed int64, err error) {
	return t.exec(`DELETE FROM webhooks WHERE id IN (
		SELECT id FROM webhooks WHERE made_at < $1 AND due IS NULL ORDER BY made_at LIMIT $2)`, madeBefore.UnixMicro(), int64(most))
}

// InitWebhookKey keeps a key unless one of its id is there.
func (t *Tx) InitWebhookKey(k webhook.Key) error {
	doc, err := encode(k)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO webhook_keys (id, number, doc)
		VALUES ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM webhook_keys), $2) ON CONFLICT DO NOTHING`, k.ID, doc)
	return err
}

// WebhookKey reads a key.
func (t *Tx) WebhookKey(kid string) (webhook.Key, error) {
	return get[webhook.Key](t, `SELECT doc FROM webhook_keys WHERE id = $1`, kid)
}

// NewestWebhookKey reads the key that signs.
func (t *Tx) NewestWebhookKey() (webhook.Key, error) {
	return get[webhook.Key](t, `SELECT doc FROM webhook_keys ORDER BY number DESC LIMIT 1`)
}

// RotateWebhookKey keeps the key that signed as it is when it has an end, and the key that signs from now on.
// The caller has seen to it that nobody else does so at the same time.
func (t *Tx) RotateWebhookKey(ending, next webhook.Key) error {
	doc, err := encode(ending)
	if err != nil {
		return err
	}
	if err := t.save(`UPDATE webhook_keys SET doc = $2 WHERE id = $1`, ending.ID, doc); err != nil {
		return err
	}
	if doc, err = encode(next); err != nil {
		return err
	}
	return t.create(`INSERT INTO webhook_keys (id, number, doc)
		VALUES ($1, (SELECT COALESCE(MAX(number), 0) + 1 FROM webhook_keys), $2) ON CONFLICT DO NOTHING`, next.ID, doc)
}
