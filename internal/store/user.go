package store

import (
	"toile/internal/id"
	"toile/internal/user"
)

// CreateUser keeps a new user. It says false, and changes nothing, when the key or this
// incarnation of the client_user_id is taken.
func (t *Tx) CreateUser(u user.User) (created bool, err error) {
	doc, err := encode(u)
	if err != nil {
		return false, err
	}
	n, err := t.exec(`INSERT INTO users (key, client_id, client_user_id, incarnation, removed, doc)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
		u.Key[:], u.ClientID, u.ClientUserID, u.Incarnation, flag(u.Removed), doc)
	return n == 1, err
}

// User reads a user, a removed one too.
func (t *Tx) User(key id.Key) (user.User, error) {
	return get[user.User](t, `SELECT doc FROM users WHERE key = $1`, key[:])
}

// LockUser reads a user and keeps others from changing it.
func (t *Tx) LockUser(key id.Key) (user.User, error) {
	return lock[user.User](t, `SELECT doc FROM users WHERE key = $1`+forUpdate, key[:])
}

// UserByClientUserID reads the latest user that a client called so, a removed one too.
func (t *Tx) UserByClientUserID(clientID, clientUserID string) (user.User, error) {
	return get[user.User](t, `SELECT doc FROM users WHERE client_id = $1 AND client_user_id = $2
		ORDER BY incarnation DESC LIMIT 1`, clientID, clientUserID)
}

// SaveUser replaces a user. Saving a removed one is RemoveUser.
func (t *Tx) SaveUser(u user.User) error {
	if u.Removed {
		return t.RemoveUser(u)
	}
	return t.saveUser(u)
}

// RemoveUser saves the emptied record of a removed user and forgets its session list.
func (t *Tx) RemoveUser(u user.User) error {
	u.Removed = true
	if err := t.saveUser(u); err != nil {
		return err
	}
	t.lists = append(t.lists, u.Key)
	_, err := t.exec(`DELETE FROM session_lists WHERE user_key = $1`, u.Key[:])
	return err
}

func (t *Tx) saveUser(u user.User) error {
	doc, err := encode(u)
	if err != nil {
		return err
	}
	return t.save(`UPDATE users SET removed = $2, doc = $3 WHERE key = $1`, u.Key[:], flag(u.Removed), doc)
}
