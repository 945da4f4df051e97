package store

import (
	"database/sql/driver"
	"time"

	"toile/internal/id"
)

// Meta reads a setting of the whole database.
func (t *Tx) Meta(key string) (value string, err error) {
	return t.setting(`SELECT value FROM meta WHERE key = $1`, key)
}

// LockMeta reads a setting and keeps others from changing it.
func (t *Tx) LockMeta(key string) (value string, err error) {
	return t.setting(`SELECT value FROM meta WHERE key = $1`+forUpdate, key)
}

func (t *Tx) setting(sql, key string) (value string, err error) {
	found := false
	err = t.each(func(row []driver.Value) error {
		value, found = row[0].(string), true
		return nil
	}, sql, key)
	if err == nil && !found {
		err = ErrNotFound
	}
	return value, err
}

// SetMeta writes a setting of the whole database.
func (t *Tx) SetMeta(key, value string) error {
	_, err := t.exec(`INSERT INTO meta (key, value) VALUES ($1, $2)
		ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}

// InitMeta writes a setting unless it is there, and gives the one that is there then. Of
// several servers that start on an empty database at once, all get the same.
func (t *Tx) InitMeta(key, value string) (kept string, err error) {
	if _, err := t.exec(`INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING`, key, value); err != nil {
		return "", err
	}
	return t.Meta(key)
}

// Serve refuses a shared database that a copy is filling, and keeps one from beginning until the
// transaction ends. Whoever serves has left a record behind by then, and no copy begins where
// there are any.
func (t *Tx) Serve() error {
	return t.each(func(row []driver.Value) error {
		if row[0].(int64) != 0 {
			return ErrIncomplete
		}
		return nil
	}, `SELECT filling FROM toile_schema WHERE id = 1`+forUpdate)
}

// ClockMeta is the setting that [Tx.Clock] gives.
const ClockMeta = "clock"

// Clock gives what the servers that share a database have to agree on at each instant: the
// setting ClockMeta, empty when there is none, and the time of the database's machine. Where
// there is one server only, shared is false, and its own memory and clock are as good.
func (t *Tx) Clock() (setting string, now time.Time, shared bool, err error) {
	if err := t.check(); err != nil {
		return "", time.Time{}, false, err
	}
	return t.conn.clock()
}

// longestName is how long the name of a sequence may be before its hash stands for it.
// PostgreSQL's indexes take no more than 2,700 bytes.
const longestName = 1024

// Next counts: 1, 2, 3 and so on for each name. A number is taken back when the
// transaction fails.
func (t *Tx) Next(sequence string) (n int64, err error) {
	if len(sequence) > longestName {
		sequence = id.KeyOf(sequence).String()
	}
	err = t.change(func(row []driver.Value) error {
		n = row[0].(int64)
		return nil
	}, `INSERT INTO sequences (name, value) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET value = sequences.value + 1
		RETURNING value`, sequence)
	return n, err
}

// Lease gives a piece of background work to a holder until an instant, unless another holder
// has it for longer than now. Who holds it may take it again, to hold it for longer or, with
// until not after now, to let go of it. A holder that was killed loses it when its time is
// over. Instants are of the machine or, where servers share a database, of [Tx.Clock].
func (t *Tx) Lease(work, holder string, now, until time.Time) (held bool, err error) {
	n, err := t.exec(`INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
		WHERE leases.holder = excluded.holder OR leases.until <= $4`,
		work, holder, until.UnixMicro(), now.UnixMicro())
	return n == 1, err
}
