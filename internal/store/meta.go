package store

import "database/sql/driver"

// Meta reads a setting of the whole database.
func (t *Tx) Meta(key string) (value string, err error) {
	found := false
	err = t.each(func(row []driver.Value) error {
		value, found = row[0].(string), true
		return nil
	}, `SELECT value FROM meta WHERE key = $1`, key)
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

// Next counts: 1, 2, 3 and so on for each name. A number is taken back when the
// transaction fails.
func (t *Tx) Next(sequence string) (n int64, err error) {
	err = t.change(func(row []driver.Value) error {
		n = row[0].(int64)
		return nil
	}, `INSERT INTO sequences (name, value) VALUES ($1, 1)
		ON CONFLICT (name) DO UPDATE SET value = sequences.value + 1
		RETURNING value`, sequence)
	return n, err
}
