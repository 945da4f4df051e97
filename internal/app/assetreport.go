package app

import (
	"context"
	"errors"
	"slices"

	"toile"
	"toile/internal/asset"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/store"
)

// AssetReportCreate begins a report of what Items have. It is made a little later.
func (a *App) AssetReportCreate(ctx context.Context, who Caller, req *toile.AssetReportCreateRequest) (resp *toile.AssetReportCreateResponse, err error) {
	order, err := asset.OrderOf(req)
	if err != nil {
		return nil, err
	}
	err = a.update(ctx, who, func(c call) error {
		items := make([]item.Item, 0, len(req.AccessTokens))
		order.ItemIDs = nil
		for _, token := range req.AccessTokens {
			it, err := c.itemByToken(token)
			if err != nil {
				return err
			}
			if slices.Contains(order.ItemIDs, it.ID) {
				return toile.ErrInvalidField("access_tokens must not name an Item twice")
			}
			items, order.ItemIDs = append(items, it), append(order.ItemIDs, it.ID)
		}
		if err := c.canReport(items); err != nil {
			return err
		}
		order.UserKey = userOf(items)
		report, token, err := c.newReport(c.ClientID, order, "")
		resp = &toile.AssetReportCreateResponse{AssetReportToken: token, AssetReportID: report.ID}
		return err
	})
	return resp, err
}

// canReport refuses Items of which no report can be begun: ones without the product, which cannot be
// added after Link, and ones that do not work (spec, /asset_report/create).
func (c call) canReport(items []item.Item) error {
	var failed []asset.Found
	for _, it := range items {
		if !it.Has(toile.ProductsAssets) {
			return toile.ErrAssetReport("PRODUCT_NOT_ENABLED")
		}
		if failure := it.At(c.at).Failure(); failure != nil {
			failed = append(failed, asset.Found{ItemID: it.ID, Failure: failure})
		}
	}
	if len(failed) > 0 {
		return asset.Unavailable(failed)
	}
	return nil
}

// userOf gives whose Items are; zero where that is nobody or several.
func userOf(items []item.Item) id.Key {
	key := items[0].UserKey
	for _, it := range items[1:] {
		if it.UserKey != key {
			return id.Key{}
		}
	}
	return key
}

// AssetReportRefresh begins a report of the same Items with what they have now.
func (a *App) AssetReportRefresh(ctx context.Context, who Caller, req *toile.AssetReportRefreshRequest) (resp *toile.AssetReportRefreshResponse, err error) {
	err = a.update(ctx, who, func(c call) error {
		parent, err := c.assetReport(req.AssetReportToken, invalidParent)
		if err != nil {
			return err
		}
		order, err := parent.Order.Again(req.DaysRequested, req.Options)
		if err != nil {
			return err
		}
		report, token, err := c.reportAgain(parent, order)
		resp = &toile.AssetReportRefreshResponse{AssetReportToken: token, AssetReportID: report.ID}
		return err
	})
	return resp, err
}

// reportAgain begins a new report of the Items of another, which must be there and work.
func (c call) reportAgain(parent asset.Report, order asset.Order) (report asset.Report, token string, err error) {
	items := make([]item.Item, 0, len(order.ItemIDs))
	for _, itemID := range order.ItemIDs {
		it, err := c.Item(itemID)
		if err != nil {
			return report, "", err
		}
		if it.Removed {
			return report, "", toile.ErrItemNotFound()
		}
		items = append(items, it)
	}
	if err := c.canReport(items); err != nil {
		return report, "", err
	}
	return c.newReport(parent.ClientID, order, "")
}

// The tasks that make the versions of a report.
const (
	fullTask = "asset report"
	fastTask = "fast asset report"
)

// newReport keeps a new report and its token, and arranges for its making: the fast version first. A
// part of another report has no fast version.
func (c call) newReport(clientID string, order asset.Order, parentID string) (report asset.Report, token string, err error) {
	if !order.UserKey.IsZero() { // a removed user must not get another report
		u, err := c.LockUser(order.UserKey)
		if err == nil && u.Removed {
			err = store.ErrConflict
		}
		if err != nil {
			return report, "", err
		}
	}
	n, err := c.Next("asset reports of " + clientID)
	if err != nil {
		return report, "", err
	}
	token = c.ids.Token("assets", clientID, n)
	report = asset.Report{
		ID: c.ids.UUID("asset report", clientID, n), ClientID: clientID, TokenKey: id.KeyOf(token),
		AskedAt: c.at, Order: order, ParentID: parentID, Full: asset.Version{ReadyAt: c.at.Add(c.delays.reports)},
	}
	if order.Fast && parentID == "" {
		report.Fast = &asset.Version{ReadyAt: report.Full.ReadyAt}
		report.Full.ReadyAt = report.Full.ReadyAt.Add(c.delays.reports)
	}
	if err := c.CreateAssetReport(report); err != nil {
		return report, "", err
	}
	kept := asset.Token{Key: report.TokenKey, Kind: asset.ReportToken, ClientID: clientID, ReportIDs: []string{report.ID}}
	if err := c.CreateReportToken(kept); err != nil {
		return report, "", err
	}
	if err := c.keepLatest(report); err != nil {
		return report, "", err
	}
	if report.Fast != nil {
		if err := c.later(report.Fast.ReadyAt, fastTask, report.ID); err != nil {
			return report, "", err
		}
	}
	return report, token, c.later(report.Full.ReadyAt, fullTask, report.ID)
}

// latestKey is where the newest report of a user is noted.
func latestKey(userKey id.Key) id.Key { return id.KeyOf("newest asset report of " + userKey.String()) }

// keepLatest notes the newest report of a user. Parts of reports do not count.
func (c call) keepLatest(report asset.Report) error {
	if report.Order.UserKey.IsZero() || report.ParentID != "" {
		return nil
	}
	latest := asset.Token{
		Key: latestKey(report.Order.UserKey), Kind: asset.Latest, ClientID: report.ClientID, ReportIDs: []string{report.ID},
	}
	_, err := c.LockReportToken(latest.Key)
	switch {
	case err == nil:
		return c.SaveReportToken(latest)
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	if err = c.CreateReportToken(latest); errors.Is(err, store.ErrExists) {
		err = store.ErrConflict // somebody noted the first one
	}
	return err
}
