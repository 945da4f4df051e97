package store

import (
	"database/sql/driver"
	"time"
)

// hourOf numbers the hours since 1970.
func hourOf(at time.Time) int64 { return at.Unix() / int64(time.Hour/time.Second) }

// CountWebhooks adds to the attempts that a receiver took and refused in an hour.
func (t *Tx) CountWebhooks(receiver int64, at time.Time, taken, refused int) error {
	return t.create(`INSERT INTO webhook_counts (receiver, hour, taken, refused) VALUES ($1, $2, $3, $4)
		ON CONFLICT (receiver, hour) DO UPDATE SET taken = webhook_counts.taken + excluded.taken, refused = webhook_counts.refused + excluded.refused`,
		receiver, hourOf(at), int64(taken), int64(refused))
}

// WebhookCounts gives how many attempts a receiver took and refused in the hours from one instant to another.
func (t *Tx) WebhookCounts(receiver int64, from, to time.Time) (taken, refused int, err error) {
	err = t.each(func(row []driver.Value) error {
		taken, refused = taken+int(row[0].(int64)), refused+int(row[1].(int64))
		return nil
	}, `SELECT taken, refused FROM webhook_counts WHERE receiver = $1 AND hour >= $2 AND hour <= $3`, receiver, hourOf(from), hourOf(to))
	return taken, refused, err
}

// RemoveWebhookCounts removes what was counted outside the hours from one instant to another.
func (t *Tx) RemoveWebhookCounts(from, to time.Time) error {
	_, err := t.exec(`DELETE FROM webhook_counts WHERE hour < $1 OR hour > $2`, hourOf(from), hourOf(to))
	return err
}
