package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"toile"
	"toile/internal/asset"
	"toile/internal/id"
)

// AssetReportFilter begins a report that is a part of another one: the same data without some accounts.
func (a *App) AssetReportFilter(ctx context.Context, who Caller, req *toile.AssetReportFilterRequest) (resp *toile.AssetReportFilterResponse, err error) {
	for i, accountID := range req.AccountIDsToExclude {
		if !id.IsItem(accountID) {
			return nil, toile.ErrInvalidField(fmt.Sprintf("account_ids_to_exclude[%d] must be a properly formatted, non-empty account_id", i))
		}
	}
	err = a.update(ctx, who, func(c call) error {
		parent, err := c.assetReport(req.AssetReportToken, invalidParent)
		if err != nil {
			return err
		}
		order, err := c.without(parent, req.AccountIDsToExclude)
		if err != nil {
			return err
		}
		report, token, err := c.newReport(c.ClientID, order, parent.ID)
		resp = &toile.AssetReportFilterResponse{AssetReportToken: token, AssetReportID: report.ID}
		return err
	})
	return resp, err
}

// without gives the order of a report that leaves out more accounts of another one. A refreshed one
// leaves them out, too (spec, /asset_report/refresh).
func (c call) without(parent asset.Report, accountIDs []string) (asset.Order, error) {
	parent, err := c.made(parent, asset.Full)
	if err != nil {
		return asset.Order{}, err
	}
	for _, accountID := range accountIDs {
		if !slices.Contains(parent.Accounts, accountID) {
			return asset.Order{}, toile.ErrInvalidAccountID()
		}
	}
	order := parent.Order
	order.Excluded = slices.Concat(order.Excluded, accountIDs)
	return order, nil
}

// forgetReports ends all reports about a user who is locked. Audit copies and relays of them lead nowhere
// any more.
func (c call) forgetReports(userKey id.Key) error {
	reportIDs, err := c.AssetReportsOf(userKey)
	if err != nil {
		return err
	}
	for _, reportID := range reportIDs {
		r, err := c.LockAssetReport(reportID)
		if err != nil {
			return err
		}
		r.Forget()
		if err := errors.Join(c.RemoveAssetBodies(r.ID), c.SaveAssetReport(r)); err != nil {
			return err
		}
	}
	return c.RemoveReportToken(latestKey(userKey))
}

// AssetReportRemove ends a report: its token and its audit copies lead nowhere any more. The Items are
// not touched.
func (a *App) AssetReportRemove(ctx context.Context, who Caller, req *toile.AssetReportRemoveRequest) (*toile.AssetReportRemoveResponse, error) {
	return &toile.AssetReportRemoveResponse{Removed: true}, a.update(ctx, who, func(c call) error {
		r, err := c.assetReport(req.AssetReportToken, toile.ErrInvalidAssetReportToken)
		if err == nil {
			r, err = c.LockAssetReport(r.ID)
		}
		if err == nil && r.Removed {
			err = toile.ErrInvalidAssetReportToken()
		}
		if err != nil {
			return err
		}
		r.Forget()
		if err := c.RemoveAssetBodies(r.ID); err != nil {
			return err
		}
		return c.SaveAssetReport(r)
	})
}
