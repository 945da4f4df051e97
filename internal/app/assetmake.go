package app

import (
	"encoding/json"
	"errors"
	"strings"

	"toile"
	"toile/internal/asset"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/store"
	"toile/internal/webhook"
)

func (c call) makeFull(reportID string) error {
	_, err := c.makeReport(reportID, asset.Full)
	return err
}

func (c call) makeFast(reportID string) error {
	_, err := c.makeReport(reportID, asset.Fast)
	return err
}

// makeReport makes a version of a report as of when it should be ready, unless somebody has already,
// and tells of it.
func (c call) makeReport(reportID, version string) (asset.Report, error) {
	r, err := c.LockAssetReport(reportID)
	if err != nil {
		return r, err
	}
	v := r.Version(version)
	if v == nil || v.Made || r.Removed {
		return r, nil
	}
	c.at, v.Made = v.ReadyAt, true
	made, err := c.reportOf(r, version)
	var failure *toile.Error
	switch {
	case err == nil:
		if version == asset.Full {
			r.Accounts = asset.Accounts(made.Report)
		}
		err = c.CreateAssetBody(r.ID, version, made.Body())
	case errors.As(err, &failure):
		v.Failure, err = json.Marshal(failure)
	}
	if err == nil {
		err = c.SaveAssetReport(r)
	}
	if err == nil {
		err = c.tellOfReport(r, version, failure)
	}
	return r, err
}

// reportOf makes what a version of a report says: a part of another one, or what its Items have.
func (c call) reportOf(r asset.Report, version string) (made asset.Made, err error) {
	if r.ParentID != "" {
		body, err := c.AssetBody(r.ParentID, version)
		if errors.Is(err, store.ErrNotFound) { // it was removed
			err = invalidParent()
		}
		if err == nil {
			made, err = asset.Read(body)
		}
		made.Report = asset.Part(r, made.Report)
		return made, err
	}
	found := make([]asset.Found, 0, len(r.Order.ItemIDs))
	for _, itemID := range r.Order.ItemIDs {
		it, err := c.Item(itemID)
		if err != nil {
			return made, err
		}
		f, err := c.foundIn(it)
		if err != nil {
			return made, err
		}
		found = append(found, f)
	}
	return asset.Make(r, version, found, c.at)
}

// foundIn gives what an Item has for a report, or why that is out of reach.
func (c call) foundIn(it item.Item) (found asset.Found, err error) {
	found.ItemID = it.ID
	if it.Removed {
		found.Failure = toile.ErrItemNotFound()
		return found, nil
	}
	if found.Failure = it.At(c.at).Failure(); found.Failure != nil {
		return found, nil
	}
	found.Source, err = c.sourceOf(it)
	if errors.As(err, &found.Failure) {
		err = nil
	}
	return found, err
}

// tellOfReport sends the webhook about a version. That the fast one could not be made nobody is told:
// the full one comes all the same.
func (c call) tellOfReport(r asset.Report, version string, failure *toile.Error) error {
	if r.Order.Webhook == "" || failure != nil && version == asset.Fast {
		return nil
	}
	userID, err := c.userIDOf(r.Order.UserKey)
	if err != nil {
		return err
	}
	message := webhook.AssetsReady(r.ID, userID, strings.ToUpper(version))
	if failure != nil {
		message = webhook.AssetsError(r.ID, userID, failure)
	}
	return c.notify(r.ClientID, r.Order.Webhook, message)
}

// userIDOf gives the user_id of a user, none where there is none.
func (c call) userIDOf(key id.Key) (string, error) {
	if key.IsZero() {
		return "", nil
	}
	u, err := c.User(key)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return u.ID, err
}
