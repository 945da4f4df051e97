package store

import (
	"toile/internal/credit"
	"toile/internal/id"
	"toile/internal/link"
)

// CreateUpload keeps a file that a session of Link took for an Item that is not made yet, after those
// that wait there already.
func (t *Tx) CreateUpload(s link.Session, u credit.Upload, content []byte) error {
	doc, err := encode(u)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO uploads (id, session_id, number, user_key, doc, content)
		VALUES ($1, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM uploads WHERE session_id = $2), $3, $4, $5)
		ON CONFLICT DO NOTHING`, u.ID, s.ID, keyOrNull(s.UserKey), doc, content)
}

// Uploads lists the files that wait in a session in the order of their uploading, without their bytes.
func (t *Tx) Uploads(linkSessionID string) ([]credit.Upload, error) {
	return list[credit.Upload](t, `SELECT doc FROM uploads WHERE session_id = $1 ORDER BY number LIMIT $2`, linkSessionID, int64(listLimit))
}

// TakeUpload makes a file that waits a document of its Item, after those that this already has.
func (t *Tx) TakeUpload(u credit.Upload) error {
	doc, err := encode(u)
	if err != nil {
		return err
	}
	if err := t.save(`INSERT INTO documents (id, item_id, number, doc, content)
		SELECT id, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM documents WHERE item_id = $2), $3, content FROM uploads WHERE id = $1`,
		u.ID, u.ItemID, doc); err != nil {
		return err
	}
	return t.save(`DELETE FROM uploads WHERE id = $1`, u.ID)
}

// RemoveUploads removes the files that wait in a session.
func (t *Tx) RemoveUploads(linkSessionID string) error {
	_, err := t.exec(`DELETE FROM uploads WHERE session_id = $1`, linkSessionID)
	return err
}

// RemoveUploadsOf removes the files that wait in sessions of a user.
func (t *Tx) RemoveUploadsOf(userKey id.Key) error {
	_, err := t.exec(`DELETE FROM uploads WHERE user_key = $1`, userKey[:])
	return err
}
