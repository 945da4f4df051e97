package store

import "database/sql/driver"

// InitClient keeps a client and the hash of its secret, unless it is known or was removed. It gives
// the hash that is there then, an empty one of a client that was removed.
func (t *Tx) InitClient(clientID string, secret []byte) (kept []byte, err error) {
	_, err = t.exec(`INSERT INTO clients (client_id, secret) VALUES ($1, $2) ON CONFLICT DO NOTHING`, clientID, secret)
	if err != nil {
		return nil, err
	}
	return kept, t.each(func(row []driver.Value) error {
		kept = row[0].([]byte)
		return nil
	}, `SELECT secret FROM clients WHERE client_id = $1`, clientID)
}

// SetClient keeps a client and the hash of its secret, in place of the one before.
func (t *Tx) SetClient(clientID string, secret []byte) error {
	_, err := t.exec(`INSERT INTO clients (client_id, secret) VALUES ($1, $2)
		ON CONFLICT (client_id) DO UPDATE SET secret = excluded.secret`, clientID, secret)
	return err
}

// RemoveClient removes a client. That it was there is remembered: a server that is still started
// with it must not bring it back.
func (t *Tx) RemoveClient(clientID string) error { return t.SetClient(clientID, []byte{}) }

// Clients gives the hashes of the clients' secrets by client_id, without those that were removed.
func (t *Tx) Clients() (map[string][]byte, error) {
	secrets := map[string][]byte{}
	err := t.each(func(row []driver.Value) error {
		if secret := row[1].([]byte); len(secret) > 0 {
			secrets[row[0].(string)] = secret
		}
		return nil
	}, `SELECT client_id, secret FROM clients`)
	return secrets, err
}
