package store

import "toile/internal/bank"

// CreateChange keeps what a caller did to the bank data of an Item.
func (t *Tx) CreateChange(itemID string, change bank.Change) error {
	doc, err := encode(change)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO item_changes (item_id, number, doc) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		itemID, int64(change.Number), doc)
}

// Changes lists what callers did to the bank data of an Item, in their order, 10,000 at most.
func (t *Tx) Changes(itemID string) ([]bank.Change, error) {
	return list[bank.Change](t, `SELECT doc FROM item_changes WHERE item_id = $1 ORDER BY number LIMIT $2`, itemID, int64(listLimit))
}

// RemoveChanges removes what callers did to the bank data of an Item.
func (t *Tx) RemoveChanges(itemID string) error {
	_, err := t.exec(`DELETE FROM item_changes WHERE item_id = $1`, itemID)
	return err
}
