package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// reporting is a server whose clock stands still, with an Item of user_good that has assets.
func reporting(t *testing.T, options ...toiletest.Option) (*toiletest.Server, string) {
	t.Helper()
	options = append([]toiletest.Option{toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon)}, options...)
	srv := toiletest.New(t, options...)
	return srv, bankItem(t, srv, as("user_good", new(180)), toile.ProductsAssets, toile.ProductsTransactions, toile.ProductsInvestments)
}

// ordered begins a report.
func ordered(t *testing.T, c *toile.Client, days int, options *toile.AssetReportCreateRequestOptions, access ...string) *toile.AssetReportCreateResponse {
	t.Helper()
	created, err := c.AssetReportCreate(t.Context(), toile.AssetReportCreateRequest{AccessTokens: access, DaysRequested: days, Options: options})
	if err != nil {
		t.Fatal(err)
	}
	return created
}

// reportText reads a report as it is sent, without its request_id.
func reportText(t *testing.T, c *toile.Client, path, body string) string {
	t.Helper()
	answer, err := c.Do(t.Context(), path, json.RawMessage(body))
	if err != nil {
		t.Fatalf("%s %s: %v", path, body, err)
	}
	_, rest, found := strings.Cut(string(answer), `,"report":`)
	if !found {
		t.Fatalf("%s %s has no report: %.200s", path, body, answer)
	}
	return rest
}

func byToken(token string) string { return fmt.Sprintf(`{"asset_report_token":%q}`, token) }

// readReport reads a report that must be ready.
func readReport(t *testing.T, c *toile.Client, req toile.AssetReportGetRequest) *toile.AssetReportGetResponse {
	t.Helper()
	got, err := c.AssetReportGet(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestAssetReportIsMadeLater reads a report before and after it is ready, and much later.
func TestAssetReportIsMadeLater(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t)
	hooks := srv.Receiver()
	created := ordered(t, srv.Client, 30, &toile.AssetReportCreateRequestOptions{Webhook: toile.Some(hooks.URL)}, access)
	for _, path := range []string{"/asset_report/get", "/asset_report/pdf/get"} {
		e := refused(t, srv.Client, path, byToken(created.AssetReportToken))
		if e.ErrorType != toile.ErrorTypeAssetReportError || e.ErrorCode != "PRODUCT_NOT_READY" || e.HTTPStatus() != 400 {
			t.Errorf("%s of a report that is not ready: %v", path, e)
		}
	}
	srv.Advance(time.Second)
	first := reportText(t, srv.Client, "/asset_report/get", byToken(created.AssetReportToken))
	hook := hooks.Next("ASSETS", "PRODUCT_READY")
	if hook.Fields["asset_report_id"] != created.AssetReportID || hook.Fields["report_type"] != "FULL" || hook.Fields["user_id"] != nil {
		t.Errorf("the webhook says %s", hook.Body)
	}
	if _, err := srv.Client.ItemRemove(t.Context(), toile.ItemRemoveRequest{AccessToken: access}); err != nil {
		t.Fatal(err)
	}
	srv.Advance(100 * day)
	if again := reportText(t, srv.Client, "/asset_report/get", byToken(created.AssetReportToken)); again != first {
		t.Error("a report changed with time and when its Item was removed")
	}
	if more := hooks.Waiting(); len(more) > 0 {
		t.Errorf("more webhooks came: %v", more)
	}
}

// TestAssetReportAtOnce reads a report right after it was asked for.
func TestAssetReportAtOnce(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t, toiletest.AtOnce())
	created := ordered(t, srv.Client, 731, &toile.AssetReportCreateRequestOptions{AddOns: []toile.AssetReportAddOns{"fast_assets"}}, access)
	for _, fast := range []bool{false, true} {
		got := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &created.AssetReportToken, FastReport: &fast})
		if got.Report.AssetReportID != created.AssetReportID || len(got.Warnings) > 0 || got.Warnings == nil {
			t.Errorf("fast %t: report %s with warnings %v", fast, got.Report.AssetReportID, got.Warnings)
		}
		if n := len(got.Report.Items[0].Accounts[0].HistoricalBalances); n > 0 == fast {
			t.Errorf("fast %t: %d balances of the past", fast, n)
		}
	}
}

// TestAssetReportAgrees compares a report with what the other products say at the same instant.
func TestAssetReportAgrees(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t, toiletest.AtOnce())
	const days = 90
	created := ordered(t, srv.Client, days, &toile.AssetReportCreateRequestOptions{
		ClientReportID: toile.Some("loan 7"), AddOns: []toile.AssetReportAddOns{"investments"},
		User: &toile.AssetReportUser{FirstName: toile.Some("Ann"), SSN: toile.Some("111-22-1234")},
	}, access)
	report := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &created.AssetReportToken}).Report
	if *report.ClientReportID != "loan 7" || report.DaysRequested != days || report.User.FirstName.Or("") != "Ann" || !report.User.Email.Null {
		t.Errorf("the report is %v of %v days about %+v", *report.ClientReportID, report.DaysRequested, report.User)
	}
	identity, err := srv.Client.AccountsGet(t.Context(), toile.AccountsGetRequest{AccessToken: access})
	if err != nil {
		t.Fatal(err)
	}
	moves, err := srv.Client.TransactionsGet(t.Context(), toile.TransactionsGetRequest{
		AccessToken: access, StartDate: noon.AddDate(0, 0, -days).Format(time.DateOnly), EndDate: noon.Format(time.DateOnly),
		Options: &toile.TransactionsGetRequestOptions{Count: new(500)},
	})
	if err != nil {
		t.Fatal(err)
	}
	holdings, err := srv.Client.InvestmentsHoldingsGet(t.Context(), toile.InvestmentsHoldingsGetRequest{AccessToken: access})
	if err != nil {
		t.Fatal(err)
	}
	amounts, worth := map[string]float64{}, map[string]float64{}
	for _, m := range moves.Transactions {
		amounts[m.TransactionID] = m.Amount
	}
	for _, h := range holdings.Holdings {
		worth[h.AccountID+h.SecurityID] = h.InstitutionValue
	}
	for i, a := range report.Items[0].Accounts {
		same := identity.Accounts[i]
		if a.AccountID != same.AccountID || *a.Balances.Current != *same.Balances.Current || len(a.Owners) == 0 {
			t.Errorf("%s has %v and %d owners, want %v", a.Name, *a.Balances.Current, len(a.Owners), *same.Balances.Current)
		}
		for _, m := range a.Transactions {
			if amount, ok := amounts[m.TransactionID]; !ok || amount != m.Amount {
				t.Errorf("%s: %v on %s is not in /transactions/get", a.Name, m.Amount, m.Date)
			}
			delete(amounts, m.TransactionID)
		}
		if (a.Investments != nil) != (a.Type == "investment") {
			t.Errorf("%s has investments %v", a.Name, a.Investments)
		}
		if a.Investments != nil {
			for _, h := range a.Investments.Holdings {
				if worth[h.AccountID+h.SecurityID] != h.InstitutionValue {
					t.Errorf("%s: %v is not in /investments/holdings/get", a.Name, h.InstitutionValue)
				}
				delete(worth, h.AccountID+h.SecurityID)
			}
		}
	}
	if len(amounts)+len(worth) > 0 {
		t.Errorf("the report lacks %d transactions and %d holdings", len(amounts), len(worth))
	}
}

// TestAssetReportForms asks for fewer days, for insights and for a file.
func TestAssetReportForms(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t, toiletest.AtOnce())
	token := ordered(t, srv.Client, 60, nil, access).AssetReportToken
	standard := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &token}).Report
	short := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &token, Options: &toile.AssetReportGetRequestOptions{DaysToInclude: toile.Some(10)}}).Report
	rich := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &token, IncludeInsights: new(true)}).Report
	if all, some := len(standard.Items[0].Accounts[0].HistoricalBalances), len(short.Items[0].Accounts[0].HistoricalBalances); all != 60 || some != 10 {
		t.Errorf("%d balances are %d for fewer days, want 60 and 10", all, some)
	}
	plain, told := standard.Items[0].Accounts[0].Transactions[0], rich.Items[0].Accounts[0].Transactions[0]
	if plain.Name != nil || plain.Location != nil || !plain.Category.IsAbsent() || !plain.MerchantName.IsAbsent() || plain.TransactionType != nil {
		t.Errorf("a report without insights says %+v", plain)
	}
	if told.Name == nil || told.Location == nil || told.PaymentMeta == nil || told.Category.IsAbsent() || told.TransactionType == nil || told.TransactionID != plain.TransactionID {
		t.Errorf("a report with insights says %+v", told)
	}
	if rich.Insights.Value == nil || standard.Insights.Value != nil || rich.Items[0].Accounts[0].AccountInsights.Value == nil {
		t.Error("insights are not where they were asked for")
	}
	file, err := srv.Client.AssetReportPDFGet(t.Context(), toile.AssetReportPDFGetRequest{AssetReportToken: token})
	if err != nil || !strings.HasPrefix(string(file.Content), "%PDF-") {
		t.Errorf("the file is %.20q, %v", file.Content, err)
	}
}

// TestAssetReportIsMadeOnce reads a report from many sides in the moment in which it is due.
func TestAssetReportIsMadeOnce(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	access := bankItem(t, srv, nil, toile.ProductsAssets)
	hooks := srv.Receiver()
	var reports []string
	for range 3 {
		created := ordered(t, srv.Client, 400, &toile.AssetReportCreateRequestOptions{Webhook: toile.Some(hooks.URL)}, access)
		reports = append(reports, created.AssetReportToken)
	}
	const readers = 12
	texts := make([]string, readers)
	var all sync.WaitGroup
	for i := range readers {
		all.Go(func() {
			for texts[i] == "" && t.Context().Err() == nil {
				answer, err := srv.Client.Do(t.Context(), "/asset_report/get", json.RawMessage(byToken(reports[i%len(reports)])))
				if err == nil {
					_, texts[i], _ = strings.Cut(string(answer), `,"report":`)
				} else if !errors.Is(err, toile.ErrAssetReport("PRODUCT_NOT_READY")) {
					t.Errorf("reading failed with %v", err)
					return
				}
			}
		})
	}
	all.Wait()
	for i, text := range texts {
		if text != texts[i%len(reports)] || text == "" {
			t.Errorf("reader %d got another report", i)
		}
	}
	for range reports {
		hooks.Next("ASSETS", "PRODUCT_READY")
	}
	srv.Advance(time.Minute)
	if more := hooks.Waiting(); len(more) > 0 {
		t.Errorf("more webhooks came: %v", more)
	}
}
