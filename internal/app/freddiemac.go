package app

import (
	"context"

	"toile"
	"toile/internal/asset"
)

// CreditAssetReportFreddieMacGet reads a report through an audit copy, in the form of Freddie Mac.
func (a *App) CreditAssetReportFreddieMacGet(ctx context.Context, who Caller, req *toile.AssetReportFreddieGetRequest) (resp *toile.AssetReportFreddieGetResponse, err error) {
	report, err := a.auditedReport(ctx, who, req.AuditCopyToken)
	if err != nil {
		return nil, err
	}
	return asset.FreddieMac(report, req.AuditCopyToken), nil
}

// CreditFreddieMacReportsGet reads the reports of an audit copy in the newer form of Freddie Mac.
func (a *App) CreditFreddieMacReportsGet(ctx context.Context, who Caller, req *toile.CreditFreddieMacReportsGetRequest) (resp *toile.CreditFreddieMacReportsGetResponse, err error) {
	report, err := a.auditedReport(ctx, who, req.AuditCopyToken)
	if err != nil {
		return nil, err
	}
	return asset.FreddieMacReports(report, req.AuditCopyToken), nil
}

// auditedReport reads a report through an audit copy.
func (a *App) auditedReport(ctx context.Context, who Caller, auditCopyToken string) (report toile.AssetReport, err error) {
	body, err := a.readReport(ctx, who, func(c call) ([]byte, error) { return c.auditedBody(auditCopyToken) })
	if err != nil {
		return report, err
	}
	made, err := asset.Read(body)
	return made.Report, err
}
