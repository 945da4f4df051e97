package store

import (
	"database/sql/driver"

	"toile/internal/id"
	"toile/internal/item"
)

// CreateItem keeps a new Item, after those that its user already has.
func (t *Tx) CreateItem(it item.Item) error {
	doc, err := encode(it)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO items (id, user_key, created_at, position, removed, doc)
		VALUES ($1, $2, $3, (SELECT COALESCE(MAX(position), 0) + 1 FROM items WHERE user_key = $2), $4, $5)
		ON CONFLICT DO NOTHING`,
		it.ID, keyOrNull(it.UserKey), it.CreatedAt.UnixMicro(), flag(it.Removed), doc)
}

// Item reads an Item, a removed one too.
func (t *Tx) Item(itemID string) (item.Item, error) {
	return get[item.Item](t, `SELECT doc FROM items WHERE id = $1`, itemID)
}

// LockItem reads an Item and keeps others from changing it.
func (t *Tx) LockItem(itemID string) (item.Item, error) {
	return lock[item.Item](t, `SELECT doc FROM items WHERE id = $1`+forUpdate, itemID)
}

// SaveItem replaces an Item. Its user and creation stay what they were.
func (t *Tx) SaveItem(it item.Item) error {
	doc, err := encode(it)
	if err != nil {
		return err
	}
	return t.save(`UPDATE items SET removed = $2, doc = $3 WHERE id = $1`, it.ID, flag(it.Removed), doc)
}

// MoveItem saves an Item as one of its present user's, behind those that this user already has.
func (t *Tx) MoveItem(it item.Item) error {
	doc, err := encode(it)
	if err != nil {
		return err
	}
	return t.save(`UPDATE items SET user_key = $2, doc = $3,
		position = (SELECT COALESCE(MAX(position), 0) + 1 FROM items WHERE user_key = $2) WHERE id = $1`,
		it.ID, keyOrNull(it.UserKey), doc)
}

// ItemsByUser lists a user's Items, oldest first, without removed ones, 10,000 at most.
func (t *Tx) ItemsByUser(userKey id.Key) ([]item.Item, error) {
	return list[item.Item](t, `SELECT doc FROM items WHERE user_key = $1 AND removed = 0
		ORDER BY created_at, position LIMIT $2`, userKey[:], int64(listLimit))
}

// CreatePublicToken keeps a new public token.
func (t *Tx) CreatePublicToken(token item.PublicToken) error {
	doc, err := encode(token)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO public_tokens (token, doc) VALUES ($1, $2) ON CONFLICT DO NOTHING`, token.Token, doc)
}

// PublicToken reads a public token.
func (t *Tx) PublicToken(token string) (item.PublicToken, error) {
	return get[item.PublicToken](t, `SELECT doc FROM public_tokens WHERE token = $1`, token)
}

// LockPublicToken reads a public token and keeps others from changing it.
func (t *Tx) LockPublicToken(token string) (item.PublicToken, error) {
	return lock[item.PublicToken](t, `SELECT doc FROM public_tokens WHERE token = $1`+forUpdate, token)
}

// SavePublicToken replaces a public token.
func (t *Tx) SavePublicToken(token item.PublicToken) error {
	doc, err := encode(token)
	if err != nil {
		return err
	}
	return t.save(`UPDATE public_tokens SET doc = $2 WHERE token = $1`, token.Token, doc)
}

// CreateAccessToken keeps a new access token.
func (t *Tx) CreateAccessToken(token item.AccessToken) error {
	doc, err := encode(token)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO access_tokens (key, doc) VALUES ($1, $2) ON CONFLICT DO NOTHING`, token.Key[:], doc)
}

// AccessToken reads an access token.
func (t *Tx) AccessToken(key id.Key) (item.AccessToken, error) {
	return get[item.AccessToken](t, `SELECT doc FROM access_tokens WHERE key = $1`, key[:])
}

// LockAccessToken reads an access token and keeps others from changing it.
func (t *Tx) LockAccessToken(key id.Key) (item.AccessToken, error) {
	return lock[item.AccessToken](t, `SELECT doc FROM access_tokens WHERE key = $1`+forUpdate, key[:])
}

// SaveAccessToken replaces an access token.
func (t *Tx) SaveAccessToken(token item.AccessToken) error {
	doc, err := encode(token)
	if err != nil {
		return err
	}
	return t.save(`UPDATE access_tokens SET doc = $2 WHERE key = $1`, token.Key[:], doc)
}

// keyOrNull gives a key that may belong to nobody.
func keyOrNull(key id.Key) driver.Value {
	if key.IsZero() {
		return nil
	}
	return key[:]
}
