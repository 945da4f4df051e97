package store

import "database/sql/driver"

// SetClient keeps a client and the hash of its secret, in place of the one before.
func (t *Tx) SetClient(clientID string, secret []byte) error {
	_, err := t.exec(`INSERT INTO clients (client_id, secret) VALUES ($1, $2)
		ON CONFLICT (client_id) DO UPDATE SET secret = excluded.secret`, clientID, secret)
	return err
}

// RemoveClient forgets a client.
func (t *Tx) RemoveClient(clientID string) error {
	return t.save(`DELETE FROM clients WHERE client_id = $1`, clientID)
}

// Clients gives the hashes of the clients' secrets by client_id.
func (t *Tx) Clients() (map[string][]byte, error) {
	secrets := map[string][]byte{}
	err := t.each(func(row []driver.Value) error {
		secrets[row[0].(string)] = row[1].([]byte)
		return nil
	}, `SELECT client_id, secret FROM clients`)
	return secrets, err
}
