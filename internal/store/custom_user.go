package store

import (
	"database/sql/driver"

	"toile/internal/bank"
)

// PutCustomUser keeps a custom user of a client, in place of an earlier one of that name.
func (t *Tx) PutCustomUser(clientID string, user bank.CustomUser) error {
	doc, err := encode(user)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO custom_users (client_id, username, doc) VALUES ($1, $2, $3)
		ON CONFLICT (client_id, username) DO UPDATE SET doc = excluded.doc`, clientID, user.Username, doc)
	return err
}

// CustomUser reads a custom user of a client.
func (t *Tx) CustomUser(clientID, username string) (bank.CustomUser, error) {
	return get[bank.CustomUser](t, `SELECT doc FROM custom_users WHERE client_id = $1 AND username = $2`, clientID, username)
}

// CustomUsernames lists the names of a client's custom users, in no order, 10,000 at most.
func (t *Tx) CustomUsernames(clientID string) (names []string, err error) {
	err = t.each(func(row []driver.Value) error {
		names = append(names, row[0].(string))
		return nil
	}, `SELECT username FROM custom_users WHERE client_id = $1 LIMIT $2`, clientID, int64(listLimit))
	return names, err
}

// RemoveCustomUser removes a custom user of a client.
func (t *Tx) RemoveCustomUser(clientID, username string) error {
	n, err := t.exec(`DELETE FROM custom_users WHERE client_id = $1 AND username = $2`, clientID, username)
	if err == nil && n == 0 {
		err = ErrNotFound
	}
	return err
}
