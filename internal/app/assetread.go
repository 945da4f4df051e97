package app

import (
	"context"
	"encoding/json"
	"errors"

	"toile"
	"toile/internal/asset"
	"toile/internal/document"
	"toile/internal/id"
	"toile/internal/store"
)

func invalidParent() *toile.Error { return toile.ErrAssetReport("INVALID_PARENT") }

// reportToken finds a token of a kind that nobody removed, by c.ReportToken or, to change it, by
// c.LockReportToken.
func (c call) reportToken(text, kind string, read func(id.Key) (asset.Token, error), unknown func() *toile.Error) (asset.Token, error) {
	token, err := read(id.KeyOf(text))
	if errors.Is(err, store.ErrNotFound) || err == nil && (token.Kind != kind || token.Removed) {
		return token, unknown()
	}
	return token, err
}

// assetReport finds the caller's report behind an asset_report_token.
func (c call) assetReport(text string, unknown func() *toile.Error) (r asset.Report, err error) {
	if !id.IsToken("assets", text) {
		return r, toile.ErrInvalidAssetReportTokenFormat()
	}
	token, err := c.reportToken(text, asset.ReportToken, c.ReportToken, unknown)
	if err == nil && token.ClientID != c.ClientID {
		err = unknown()
	}
	if err != nil {
		return r, err
	}
	return c.reportBehind(token, unknown)
}

// reportBehind reads the report that a token leads to. It may have been removed since.
func (c call) reportBehind(token asset.Token, unknown func() *toile.Error) (asset.Report, error) {
	r, err := c.AssetReport(token.ReportIDs[0])
	if err == nil && r.Removed {
		err = unknown()
	}
	return r, err
}

// made gives a report of which a version is made, or why it could not be. One that is due and not made
// yet is made now.
func (c call) made(r asset.Report, version string) (asset.Report, error) {
	v := r.Version(version)
	switch {
	case v == nil:
		return r, toile.ErrInvalidField("fast_report can only be true if the report was created with options.add_ons fast_assets")
	case !v.Made && c.at.Before(v.ReadyAt):
		return r, toile.ErrAssetReport("PRODUCT_NOT_READY")
	case !v.Made && !c.writes:
		return r, errMustWrite
	case !v.Made:
		var err error
		if r, err = c.makeReport(r.ID, version); err != nil {
			return r, err
		}
		v = r.Version(version)
	}
	if v.Failure == nil {
		return r, nil
	}
	failure := &toile.Error{}
	if err := json.Unmarshal(v.Failure, failure); err != nil {
		return r, err
	}
	return r, failure
}

// body gives what a version of a report says, as it is kept.
func (c call) body(r asset.Report, version string) ([]byte, error) {
	r, err := c.made(r, version)
	if err != nil {
		return nil, err
	}
	return c.AssetBody(r.ID, version)
}

// AssetReportGet reads a report. What nobody wants to see in another form is sent as it is kept.
func (a *App) AssetReportGet(ctx context.Context, who Caller, req *toile.AssetReportGetRequest) ([]byte, error) {
	version := asset.Full
	if req.FastReport != nil && *req.FastReport {
		version = asset.Fast
	}
	body, err := a.readReport(ctx, who, func(c call) ([]byte, error) {
		r, err := c.askedReport(req)
		if err != nil {
			return nil, err
		}
		return c.body(r, version)
	})
	if err != nil {
		return nil, err
	}
	return shown(body, toile.OrZero(req.Options).DaysToInclude, req.IncludeInsights)
}

// askedReport finds the report of a token, or the newest one of a user.
func (c call) askedReport(req *toile.AssetReportGetRequest) (r asset.Report, err error) {
	switch {
	case req.AssetReportToken != nil && req.UserToken != nil:
		return r, toile.ErrInvalidField("provide either asset_report_token or user_token, not both")
	case req.AssetReportToken != nil:
		return c.assetReport(*req.AssetReportToken, toile.ErrInvalidAssetReportToken)
	case req.UserToken == nil:
		return r, toile.ErrMissingFields("asset_report_token")
	}
	u, err := c.user(req.UserToken, nil, c.User)
	if err != nil {
		return r, err
	}
	none := func() *toile.Error { return toile.ErrInvalidField("user_token: there is no asset report of this user") }
	latest, err := c.ReportToken(latestKey(u.Key))
	if errors.Is(err, store.ErrNotFound) {
		err = none()
	}
	if err != nil {
		return r, err
	}
	return c.reportBehind(latest, none)
}

// shown gives the answer of a report in the form that its reader wants.
func shown(body []byte, days toile.Optional[int], insights *bool) ([]byte, error) {
	wanted := insights != nil && *insights
	if days.Value == nil && !wanted {
		return body, nil
	}
	made, err := asset.Read(body)
	if err != nil {
		return nil, err
	}
	if days.Value != nil {
		made.Report = asset.Within(made.Report, *days.Value)
	}
	if wanted {
		made.Report = asset.WithInsights(asset.Described(made.Report))
	}
	return made.Body(), nil
}

// reportPDF renders a report for its reader. It is done when no transaction is open any more.
func reportPDF(body []byte, days toile.Optional[int]) (*toile.File, error) {
	made, err := asset.Read(body)
	if err != nil {
		return nil, err
	}
	if days.Value != nil {
		made.Report = asset.Within(made.Report, *days.Value)
	}
	file, err := document.AssetReport(made.Report)
	if err != nil {
		return nil, err
	}
	return toile.NewFile(file), nil
}

// AssetReportPDFGet gives a report as a file.
func (a *App) AssetReportPDFGet(ctx context.Context, who Caller, req *toile.AssetReportPDFGetRequest) (*toile.File, error) {
	body, err := a.readReport(ctx, who, func(c call) ([]byte, error) {
		r, err := c.assetReport(req.AssetReportToken, toile.ErrInvalidAssetReportToken)
		if err != nil {
			return nil, err
		}
		return c.body(r, asset.Full)
	})
	if err != nil {
		return nil, err
	}
	return reportPDF(body, toile.OrZero(req.Options).DaysToInclude)
}

// readReport gives what a report says.
func (a *App) readReport(ctx context.Context, who Caller, read func(call) ([]byte, error)) (body []byte, err error) {
	err = a.view(ctx, who, func(c call) (err error) {
		body, err = read(c)
		return err
	})
	return body, err
}
