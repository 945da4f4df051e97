package app

import (
	"context"
	"fmt"

	"toile"
	"toile/internal/asset"
	"toile/internal/id"
)

// AssetReportAuditCopyCreate makes a token with which an auditor reads a report.
func (a *App) AssetReportAuditCopyCreate(ctx context.Context, who Caller, req *toile.AssetReportAuditCopyCreateRequest) (resp *toile.AssetReportAuditCopyCreateResponse, err error) {
	auditor := ""
	if req.AuditorID != nil {
		if auditor = *req.AuditorID; checkClientID(auditor) != nil {
			return nil, toile.ErrInvalidField("auditor_id must be the client_id of the auditor")
		}
	}
	err = a.update(ctx, who, func(c call) error {
		r, err := c.assetReport(req.AssetReportToken, invalidParent)
		if err != nil {
			return err
		}
		token, err := c.newAuditCopy(auditor, r.ID)
		resp = &toile.AssetReportAuditCopyCreateResponse{AuditCopyToken: token}
		return err
	})
	return resp, err
}

func (c call) newAuditCopy(auditor, reportID string) (string, error) {
	n, err := c.Next("audit copies of " + c.ClientID)
	if err != nil {
		return "", err
	}
	text := c.ids.AuditCopy(c.ClientID, n)
	return text, c.CreateReportToken(asset.Token{
		Key: id.KeyOf(text), Kind: asset.AuditCopy, ClientID: c.ClientID, ReaderID: auditor, ReportIDs: []string{reportID},
	})
}

// auditCopyToken finds an audit copy.
func (c call) auditCopyToken(text string, read func(id.Key) (asset.Token, error)) (asset.Token, error) {
	if !id.IsAuditCopy(text) {
		return asset.Token{}, toile.ErrInvalidAuditCopyTokenFormat()
	}
	return c.reportToken(text, asset.AuditCopy, read, toile.ErrInvalidAuditCopyToken)
}

// auditedBody gives what the report behind an audit copy says, as it is kept, to who may read it.
func (c call) auditedBody(text string) ([]byte, error) {
	token, err := c.auditCopyToken(text, c.ReportToken)
	if err == nil && !token.Admits(c.ClientID) {
		err = toile.ErrInvalidAuditCopyToken()
	}
	if err != nil {
		return nil, err
	}
	r, err := c.reportBehind(token, toile.ErrInvalidAuditCopyToken)
	if err != nil {
		return nil, err
	}
	return c.body(r, asset.Full)
}

// AssetReportAuditCopyGet reads a report through an audit copy.
func (a *App) AssetReportAuditCopyGet(ctx context.Context, who Caller, req *toile.AssetReportAuditCopyGetRequest) ([]byte, error) {
	return a.readReport(ctx, who, func(c call) ([]byte, error) {
		return c.auditedBody(req.AuditCopyToken)
	})
}

// AssetReportAuditCopyPDFGet gives a report as a file, through an audit copy.
func (a *App) AssetReportAuditCopyPDFGet(ctx context.Context, who Caller, req *toile.AssetReportAuditCopyPDFGetRequest) (*toile.File, error) {
	body, err := a.readReport(ctx, who, func(c call) ([]byte, error) {
		return c.auditedBody(req.AuditCopyToken)
	})
	if err != nil {
		return nil, err
	}
	return reportPDF(body, toile.OrZero(req.Options).DaysToInclude)
}

// AssetReportAuditCopyRemove ends an audit copy.
func (a *App) AssetReportAuditCopyRemove(ctx context.Context, who Caller, req *toile.AssetReportAuditCopyRemoveRequest) (*toile.AssetReportAuditCopyRemoveResponse, error) {
	return &toile.AssetReportAuditCopyRemoveResponse{Removed: true}, a.removeAuditCopy(ctx, who, req.AuditCopyToken)
}

func (a *App) removeAuditCopy(ctx context.Context, who Caller, text string) error {
	return a.update(ctx, who, func(c call) error {
		token, err := c.ownAuditCopy(text)
		if err != nil {
			return err
		}
		token.Removed = true
		return c.SaveReportToken(token)
	})
}

// ownAuditCopy locks an audit copy that the caller made.
func (c call) ownAuditCopy(text string) (asset.Token, error) {
	token, err := c.auditCopyToken(text, c.LockReportToken)
	if err == nil && token.ClientID != c.ClientID {
		err = toile.ErrInvalidAuditCopyToken()
	}
	return token, err
}

// CreditAuditCopyTokenCreate makes an audit copy for whoever is given its token.
func (a *App) CreditAuditCopyTokenCreate(ctx context.Context, who Caller, req *toile.CreditAuditCopyTokenCreateRequest) (resp *toile.CreditAuditCopyTokenCreateResponse, err error) {
	err = a.update(ctx, who, func(c call) error {
		r, err := c.sharedReport(req.ReportTokens)
		if err != nil {
			return err
		}
		token, err := c.newAuditCopy("", r.ID)
		resp = &toile.CreditAuditCopyTokenCreateResponse{AuditCopyToken: token}
		return err
	})
	return resp, err
}

// sharedReport finds the one report that is to be shared. Of each kind of report there may be one, and
// asset reports are the only kind.
func (c call) sharedReport(reportTokens []string) (r asset.Report, err error) {
	if len(reportTokens) != 1 {
		return r, toile.ErrInvalidField(fmt.Sprintf("report_tokens must hold one token of an asset report, not %d", len(reportTokens)))
	}
	return c.assetReport(reportTokens[0], invalidParent)
}

// CreditAuditCopyTokenUpdate puts another report behind an audit copy.
func (a *App) CreditAuditCopyTokenUpdate(ctx context.Context, who Caller, req *toile.CreditAuditCopyTokenUpdateRequest) (*toile.CreditAuditCopyTokenUpdateResponse, error) {
	return &toile.CreditAuditCopyTokenUpdateResponse{Updated: true}, a.update(ctx, who, func(c call) error {
		token, err := c.ownAuditCopy(req.AuditCopyToken)
		if err != nil {
			return err
		}
		r, err := c.sharedReport(req.ReportTokens)
		if err != nil {
			return err
		}
		token.ReportIDs = []string{r.ID}
		return c.SaveReportToken(token)
	})
}

// CreditAuditCopyTokenRemove ends an audit copy.
func (a *App) CreditAuditCopyTokenRemove(ctx context.Context, who Caller, req *toile.CreditAuditCopyTokenRemoveRequest) (*toile.CreditAuditCopyTokenRemoveResponse, error) {
	return &toile.CreditAuditCopyTokenRemoveResponse{Removed: true}, a.removeAuditCopy(ctx, who, req.AuditCopyToken)
}
