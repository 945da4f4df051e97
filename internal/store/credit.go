package store

import (
	"database/sql/driver"
	"slices"
	"time"

	"toile/internal/asset"
	"toile/internal/credit"
	"toile/internal/id"
)

// CreateIncomeReport keeps a report and what it says, after those of its kind that its user already has.
func (t *Tx) CreateIncomeReport(r credit.Report, body []byte) error {
	doc, err := encode(r)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO income_reports (user_key, kind, number, doc, body)
		VALUES ($1, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM income_reports WHERE user_key = $1 AND kind = $2), $3, $4)
		ON CONFLICT DO NOTHING`, r.UserKey[:], r.Kind, doc, body)
}

// IncomeBodies lists what a user's reports of a kind say, newest first, so many at most.
func (t *Tx) IncomeBodies(userKey id.Key, kind string, most int) (bodies [][]byte, err error) {
	err = t.each(func(row []driver.Value) error {
		bodies = append(bodies, slices.Clone(row[0].([]byte)))
		return nil
	}, `SELECT body FROM income_reports WHERE user_key = $1 AND kind = $2
		ORDER BY number DESC LIMIT $3`, userKey[:], kind, int64(min(most, listLimit)))
	return bodies, err
}

// RemoveIncomeReports removes all reports of a user.
func (t *Tx) RemoveIncomeReports(userKey id.Key) error {
	_, err := t.exec(`DELETE FROM income_reports WHERE user_key = $1`, userKey[:])
	return err
}

// CreateDocument keeps a document, after those that its Item already has.
func (t *Tx) CreateDocument(u credit.Upload, content []byte) error {
	doc, err := encode(u)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO documents (id, item_id, number, doc, content)
		VALUES ($1, $2, (SELECT COALESCE(MAX(number), 0) + 1 FROM documents WHERE item_id = $2), $3, $4)
		ON CONFLICT DO NOTHING`, u.ID, u.ItemID, doc, content)
}

// Documents lists the documents of an Item in the order of their uploading, without their bytes.
func (t *Tx) Documents(itemID string) ([]credit.Upload, error) {
	return list[credit.Upload](t, `SELECT doc FROM documents WHERE item_id = $1 ORDER BY number LIMIT $2`, itemID, int64(listLimit))
}

// SaveDocument replaces what is known of a document. Its bytes stay what they were.
func (t *Tx) SaveDocument(u credit.Upload) error {
	doc, err := encode(u)
	if err != nil {
		return err
	}
	return t.save(`UPDATE documents SET doc = $2 WHERE id = $1`, u.ID, doc)
}

// DocumentContent reads the bytes of a document.
func (t *Tx) DocumentContent(documentID string) ([]byte, error) {
	return t.bytes(`SELECT content FROM documents WHERE id = $1`, documentID)
}

// bytes reads the one value of a query. It gives ErrNotFound where there is none.
func (t *Tx) bytes(sql string, args ...driver.Value) (value []byte, err error) {
	found := false
	err = t.each(func(row []driver.Value) error {
		value, found = append([]byte(nil), row[0].([]byte)...), true
		return nil
	}, sql, args...)
	if err == nil && !found {
		err = ErrNotFound
	}
	return value, err
}

// RemoveDocuments removes the documents of an Item and their bytes.
func (t *Tx) RemoveDocuments(itemID string) error {
	_, err := t.exec(`DELETE FROM documents WHERE item_id = $1`, itemID)
	return err
}

// UseDownload notes that an address at which documents are fetched was used. It gives ErrExists where
// it was before.
func (t *Tx) UseDownload(key id.Key, expires time.Time) error {
	return t.create(`INSERT INTO downloads (key, expires) VALUES ($1, $2) ON CONFLICT DO NOTHING`, key[:], expires.UnixMicro())
}

// DownloadUsed reports whether an address was used that is not over.
func (t *Tx) DownloadUsed(key id.Key) (used bool, err error) {
	err = t.each(func([]driver.Value) error {
		used = true
		return nil
	}, `SELECT expires FROM downloads WHERE key = $1`, key[:])
	return used, err
}

// RemoveDownloads forgets the addresses that are over by now.
func (t *Tx) RemoveDownloads(now time.Time) error {
	_, err := t.exec(`DELETE FROM downloads WHERE expires <= $1`, now.UnixMicro())
	return err
}

// CreateAssetReport keeps a new report.
func (t *Tx) CreateAssetReport(r asset.Report) error {
	doc, err := encode(r)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO asset_reports (id, user_key, doc) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		r.ID, r.Order.UserKey[:], doc)
}

// AssetReportsOf lists the ids of the reports that are about a user, in their order.
func (t *Tx) AssetReportsOf(userKey id.Key) (reportIDs []string, err error) {
	err = t.each(func(row []driver.Value) error {
		reportIDs = append(reportIDs, row[0].(string))
		return nil
	}, `SELECT id FROM asset_reports WHERE user_key = $1 ORDER BY id`, userKey[:])
	return reportIDs, err
}

// AssetReport reads a report.
func (t *Tx) AssetReport(reportID string) (asset.Report, error) {
	return get[asset.Report](t, `SELECT doc FROM asset_reports WHERE id = $1`, reportID)
}

// LockAssetReport reads a report and keeps others from changing it.
func (t *Tx) LockAssetReport(reportID string) (asset.Report, error) {
	return lock[asset.Report](t, `SELECT doc FROM asset_reports WHERE id = $1`+forUpdate, reportID)
}

// SaveAssetReport replaces a report.
func (t *Tx) SaveAssetReport(r asset.Report) error {
	doc, err := encode(r)
	if err != nil {
		return err
	}
	return t.save(`UPDATE asset_reports SET doc = $2 WHERE id = $1`, r.ID, doc)
}

// CreateAssetBody keeps what a version of a report says.
func (t *Tx) CreateAssetBody(reportID, version string, body []byte) error {
	return t.create(`INSERT INTO asset_bodies (report_id, version, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		reportID, version, body)
}

// AssetBody reads what a version of a report says.
func (t *Tx) AssetBody(reportID, version string) ([]byte, error) {
	return t.bytes(`SELECT body FROM asset_bodies WHERE report_id = $1 AND version = $2`, reportID, version)
}

// RemoveAssetBodies removes what the versions of a report say.
func (t *Tx) RemoveAssetBodies(reportID string) error {
	_, err := t.exec(`DELETE FROM asset_bodies WHERE report_id = $1`, reportID)
	return err
}

// CreateReportToken keeps a new token.
func (t *Tx) CreateReportToken(token asset.Token) error {
	doc, err := encode(token)
	if err != nil {
		return err
	}
	return t.create(`INSERT INTO report_tokens (key, doc) VALUES ($1, $2) ON CONFLICT DO NOTHING`, token.Key[:], doc)
}

// ReportToken reads a token with which reports are read.
func (t *Tx) ReportToken(key id.Key) (asset.Token, error) {
	return get[asset.Token](t, `SELECT doc FROM report_tokens WHERE key = $1`, key[:])
}

// LockReportToken reads a token and keeps others from changing it.
func (t *Tx) LockReportToken(key id.Key) (asset.Token, error) {
	return lock[asset.Token](t, `SELECT doc FROM report_tokens WHERE key = $1`+forUpdate, key[:])
}

// SaveReportToken replaces a token.
func (t *Tx) SaveReportToken(token asset.Token) error {
	doc, err := encode(token)
	if err != nil {
		return err
	}
	return t.save(`UPDATE report_tokens SET doc = $2 WHERE key = $1`, token.Key[:], doc)
}

// RemoveReportToken removes a token if it is there.
func (t *Tx) RemoveReportToken(key id.Key) error {
	_, err := t.exec(`DELETE FROM report_tokens WHERE key = $1`, key[:])
	return err
}
