package app_test

import (
	"testing"
	"time"

	"toile"
)

// TestFreddieMac reads a report in both forms of Freddie Mac, and is refused with tokens that lead
// to none.
func TestFreddieMac(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t)
	created := ordered(t, srv.Client, 30, nil, access)
	copied, err := srv.Client.CreditAuditCopyTokenCreate(t.Context(), toile.CreditAuditCopyTokenCreateRequest{ReportTokens: []string{created.AssetReportToken}})
	if err != nil {
		t.Fatal(err)
	}
	old := toile.AssetReportFreddieGetRequest{AuditCopyToken: copied.AuditCopyToken}
	current := toile.CreditFreddieMacReportsGetRequest{AuditCopyToken: copied.AuditCopyToken}
	_, err = srv.Client.CreditAssetReportFreddieMacGet(t.Context(), old)
	wantCode(t, err, "PRODUCT_NOT_READY")
	srv.Advance(time.Second)

	report := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &created.AssetReportToken})
	first, err := srv.Client.CreditAssetReportFreddieMacGet(t.Context(), old)
	if err != nil {
		t.Fatal(err)
	}
	second, err := srv.Client.CreditFreddieMacReportsGet(t.Context(), current)
	if err != nil {
		t.Fatal(err)
	}
	assets := first.Deal.Services.Service.VerificationOfAsset.VerificationOfAssetResponse.Assets.Asset
	verified := second.Deal.Services.Service.VerificationOfAsset
	accounts := report.Report.Items[0].Accounts
	if len(assets) != len(accounts) || len(verified) != 1 || len(verified[0].VerificationOfAssetResponse.Assets.Asset) != len(accounts) {
		t.Fatalf("%d accounts are %d assets, %d verifications", len(accounts), len(assets), len(verified))
	}
	for i, account := range accounts {
		if got, want := len(assets[i].AssetTransactions.AssetTransaction), len(account.Transactions); got < want {
			t.Errorf("%s: %d of %d transactions", account.Name, got, want)
		}
		if assets[i].AssetDetail.AssetUniqueIdentifier != account.AccountID || account.Balances.Current != nil && assets[i].AssetDetail.AssetCurrentBalanceAmount != *account.Balances.Current {
			t.Errorf("%s is told as %+v", account.Name, assets[i].AssetDetail)
		}
	}

	for _, token := range []string{"a-sandbox-aaaaaaaaaaaaaaaaaaaaaaaaaa", "nonsense", ""} {
		_, err := srv.Client.CreditAssetReportFreddieMacGet(t.Context(), toile.AssetReportFreddieGetRequest{AuditCopyToken: token})
		wantCode(t, err, "INVALID_AUDIT_COPY_TOKEN")
	}
	if _, err := srv.Client.CreditAuditCopyTokenRemove(t.Context(), toile.CreditAuditCopyTokenRemoveRequest{AuditCopyToken: copied.AuditCopyToken}); err != nil {
		t.Fatal(err)
	}
	_, err = srv.Client.CreditFreddieMacReportsGet(t.Context(), current)
	wantCode(t, err, "INVALID_AUDIT_COPY_TOKEN")
}
