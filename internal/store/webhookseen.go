package store

import (
	"database/sql/driver"
	"time"

	"toile/internal/webhook"
)

// SeenWebhook is a webhook as it stands in the database.
type SeenWebhook struct {
	webhook.Delivery
	Due     *time.Time // the next attempt, nil when it waits no longer
	Claimed time.Time  // a server makes an attempt until then, unless that is over
	Bytes   int        // that it takes up, about
}

// WebhookPlace is where a webhook stands in the order in which they were made.
type WebhookPlace struct {
	MadeAt time.Time
	ID     string
}

const seenColumns = `SELECT doc, due, claimed FROM webhooks `

// WebhooksBefore lists webhooks that stand before a place and were not made before an instant, the newest first,
// so many at most.
func (t *Tx) WebhooksBefore(p WebhookPlace, since time.Time, most int) ([]SeenWebhook, error) {
	return t.seen(seenColumns+`WHERE made_at >= $1 AND made_at <= $2 AND (made_at < $2 OR id < $3)
		ORDER BY made_at DESC, id DESC LIMIT $4`, since.UnixMicro(), p.MadeAt.UnixMicro(), p.ID, int64(most))
}

// WebhooksAfter lists webhooks that stand after a place, the oldest first, so many at most.
func (t *Tx) WebhooksAfter(p WebhookPlace, most int) ([]SeenWebhook, error) {
	return t.seen(seenColumns+`WHERE made_at >= $1 AND (made_at > $1 OR id > $2)
		ORDER BY made_at, id LIMIT $3`, p.MadeAt.UnixMicro(), p.ID, int64(most))
}

// SeenWebhook reads a webhook with what is to come of it.
func (t *Tx) SeenWebhook(deliveryID string) (SeenWebhook, error) {
	return one(t.seen(seenColumns+`WHERE id = $1`, deliveryID))
}

// LockWebhook reads a webhook and keeps others from claiming and from settling it.
func (t *Tx) LockWebhook(deliveryID string) (SeenWebhook, error) {
	if t.readOnly {
		return SeenWebhook{}, errReadOnly
	}
	return one(t.seen(seenColumns+`WHERE id = $1`+forUpdate, deliveryID))
}

// ResumeWebhook keeps a webhook that is locked and makes it due at an instant. Whoever has claimed it has lost it.
func (t *Tx) ResumeWebhook(d webhook.Delivery, due time.Time) error {
	doc, err := encode(d)
	if err != nil {
		return err
	}
	return t.save(`UPDATE webhooks SET due = $2, claimed = 0, hastened = 0, doc = $3 WHERE id = $1`, d.ID, due.UnixMicro(), doc)
}

func (t *Tx) seen(sql string, args ...driver.Value) (all []SeenWebhook, err error) {
	err = t.each(func(row []driver.Value) (err error) {
		var s SeenWebhook
		if s.Delivery, err = decode[webhook.Delivery](row[0]); err != nil {
			return err
		}
		if due, waits := row[1].(int64); waits {
			s.Due = new(time.UnixMicro(due).UTC())
		}
		s.Claimed, s.Bytes = time.UnixMicro(row[2].(int64)).UTC(), len(row[0].(string))
		all = append(all, s)
		return nil
	}, sql, args...)
	return all, err
}

func one(found []SeenWebhook, err error) (SeenWebhook, error) {
	switch {
	case err != nil:
		return SeenWebhook{}, err
	case len(found) == 0:
		return SeenWebhook{}, ErrNotFound
	}
	return found[0], nil
}
