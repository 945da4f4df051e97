package store

import (
	"toile/internal/id"
	"toile/internal/link"
)

// CreateLinkToken keeps a new link token.
func (t *Tx) CreateLinkToken(token link.Token) error {
	doc, err := encode(token)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO link_tokens (key, doc) VALUES ($1, $2) ON CONFLICT DO NOTHING`, token.Key[:], doc)
}

// LinkToken reads a link token.
func (t *Tx) LinkToken(key id.Key) (link.Token, error) {
	return get[link.Token](t, `SELECT doc FROM link_tokens WHERE key = $1`, key[:])
}

// LockLinkToken reads a link token and keeps others from changing it.
func (t *Tx) LockLinkToken(key id.Key) (link.Token, error) {
	return lock[link.Token](t, `SELECT doc FROM link_tokens WHERE key = $1`+forUpdate, key[:])
}

// SaveLinkToken replaces a link token.
func (t *Tx) SaveLinkToken(token link.Token) error {
	doc, err := encode(token)
	if err != nil {
		return err
	}
	return t.save(`UPDATE link_tokens SET doc = $2 WHERE key = $1`, token.Key[:], doc)
}

// CreateSession keeps a new Link session.
func (t *Tx) CreateSession(s link.Session) error {
	doc, err := encode(s)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO link_sessions (id, token_key, started_at, number, doc)
		VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		s.ID, s.TokenKey[:], s.StartedAt.UnixMicro(), s.Number, doc)
}

// Session reads a Link session.
func (t *Tx) Session(linkSessionID string) (link.Session, error) {
	return get[link.Session](t, `SELECT doc FROM link_sessions WHERE id = $1`, linkSessionID)
}

// LockSession reads a Link session and keeps others from changing it.
func (t *Tx) LockSession(linkSessionID string) (link.Session, error) {
	return lock[link.Session](t, `SELECT doc FROM link_sessions WHERE id = $1`+forUpdate, linkSessionID)
}

// SaveSession replaces a Link session. Its token, start and number stay what they were.
func (t *Tx) SaveSession(s link.Session) error {
	doc, err := encode(s)
	if err != nil {
		return err
	}
	return t.save(`UPDATE link_sessions SET doc = $2 WHERE id = $1`, s.ID, doc)
}

// SessionsByToken lists the sessions of a link token, newest first, 10,000 at most.
func (t *Tx) SessionsByToken(tokenKey id.Key) ([]link.Session, error) {
	return list[link.Session](t, `SELECT doc FROM link_sessions WHERE token_key = $1
		ORDER BY started_at DESC, number DESC LIMIT $2`, tokenKey[:], int64(listLimit))
}
