package app_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/toiletest"
)

// TestHoldings holds what is held against the balances, now and later, and each holding against
// the securities of the answer.
func TestHoldings(t *testing.T) {
	t.Parallel()
	s := toiletest.New(t, toiletest.At(noon))
	token := bankItem(t, s, nil, toile.ProductsInvestments)
	for _, wait := range []time.Duration{0, 3 * 24 * time.Hour, 20 * 24 * time.Hour} {
		s.Advance(wait)
		resp, err := s.Client.InvestmentsHoldingsGet(t.Context(), toile.InvestmentsHoldingsGetRequest{AccessToken: token})
		if err != nil {
			t.Fatal(err)
		}
		worth, known := map[string]float64{}, map[string]bool{}
		for _, security := range resp.Securities {
			if known[security.SecurityID] {
				t.Errorf("%s is listed twice", *security.Name)
			}
			known[security.SecurityID] = true
		}
		for _, holding := range resp.Holdings {
			worth[holding.AccountID] += holding.InstitutionValue
			if !known[holding.SecurityID] {
				t.Errorf("the security of %+v is not listed", holding)
			}
		}
		for _, account := range resp.Accounts {
			if account.Type == "investment" && !near(worth[account.AccountID], *account.Balances.Current) {
				t.Errorf("%s is at %v, its holdings are worth %v", account.Name, *account.Balances.Current, worth[account.AccountID])
			}
		}
		if len(resp.Accounts) != 14 || len(worth) != 2 {
			t.Errorf("%d accounts, %d with holdings", len(resp.Accounts), len(worth))
		}
		ira := slices.IndexFunc(resp.Accounts, func(a toile.InvestmentAccount) bool { return *a.Mask == "5555" })
		one, err := s.Client.InvestmentsHoldingsGet(t.Context(), toile.InvestmentsHoldingsGetRequest{
			AccessToken: token, Options: &toile.InvestmentHoldingsGetRequestOptions{AccountIDs: []string{resp.Accounts[ira].AccountID}},
		})
		if err != nil || len(one.Accounts) != 1 || len(one.Holdings) != 3 || len(one.Securities) != 3 {
			t.Errorf("of the IRA alone: %v, %+v", err, one)
		}
	}
}

func near(a, b float64) bool { return a-b < 1e-6 && b-a < 1e-6 }

// TestInvestmentTransactionPages puts pages together and finds each trade once.
func TestInvestmentTransactionPages(t *testing.T) {
	t.Parallel()
	s := toiletest.New(t, toiletest.At(noon))
	token := bankItem(t, s, nil, toile.ProductsInvestments)
	ask := func(o toile.InvestmentsTransactionsGetRequestOptions) *toile.InvestmentsTransactionsGetResponse {
		t.Helper()
		resp, err := s.Client.InvestmentsTransactionsGet(t.Context(), toile.InvestmentsTransactionsGetRequest{
			AccessToken: token, StartDate: "2025-03-11", EndDate: "2026-03-10", Options: &o,
		})
		if err != nil {
			t.Fatal(err)
		}
		return resp
	}
	seen, last := map[string]bool{}, "9999"
	for offset := 0; ; offset += 70 {
		page := ask(toile.InvestmentsTransactionsGetRequestOptions{Count: new(70), Offset: &offset})
		for _, trade := range page.InvestmentTransactions {
			if seen[trade.InvestmentTransactionID] || trade.Date > last || trade.Date < "2025-03-11" {
				t.Errorf("%s of %s comes twice or out of order", trade.Name, trade.Date)
			}
			seen[trade.InvestmentTransactionID], last = true, trade.Date
			if trade.SecurityID != nil && !slices.ContainsFunc(page.Securities, func(s toile.Security) bool { return s.SecurityID == *trade.SecurityID }) {
				t.Errorf("the security of %s is not on the page", trade.Name)
			}
		}
		if len(page.InvestmentTransactions) == 0 {
			if len(seen) != page.TotalInvestmentTransactions || len(seen) < 240 {
				t.Errorf("saw %d of %d", len(seen), page.TotalInvestmentTransactions)
			}
			break
		}
	}
	if page := ask(toile.InvestmentsTransactionsGetRequestOptions{AsyncUpdate: new(true)}); len(page.InvestmentTransactions) != 100 {
		t.Errorf("a page without a count has %d", len(page.InvestmentTransactions))
	}
	for _, dates := range [][2]string{{"2026-03-10", "2026-03-09"}, {"2026-3-1", "2026-03-09"}} {
		_, err := s.Client.InvestmentsTransactionsGet(t.Context(), toile.InvestmentsTransactionsGetRequest{AccessToken: token, StartDate: dates[0], EndDate: dates[1]})
		wantCode(t, err, "INVALID_FIELD")
	}
}

// TestInvestmentsAuth reads the numbers by which investments move, and what a 401k took in.
func TestInvestmentsAuth(t *testing.T) {
	t.Parallel()
	s := toiletest.New(t, toiletest.At(noon))
	token := bankItem(t, s, nil, toile.ProductsInvestmentsAuth)
	resp, err := s.Client.InvestmentsAuthGet(t.Context(), toile.InvestmentsAuthGetRequest{AccessToken: token})
	if err != nil {
		t.Fatal(err)
	}
	if n := resp.Numbers; len(n.Acats) != 1 || n.Acats[0].Account != "TR5555" || len(n.Retirement401k) != 1 || len(n.Aton) != 0 {
		t.Errorf("numbers are %+v", n)
	}
	if len(resp.Owners) != 14 || len(resp.Owners[0].Names) != 1 || len(resp.Holdings) == 0 || len(resp.Securities) == 0 {
		t.Errorf("got %+v", resp)
	}
	if len(resp.AccountDetails401k) != 1 {
		t.Fatalf("details of %d plans", len(resp.AccountDetails401k))
	}
	paid := resp.AccountDetails401k[0].ContributionDetails
	if paid.ContributionCount1m != 2 || paid.ContributionAmount1m != 1500 || paid.ContributionCount12m < 24 || len(paid.LastContributionTransactions) != 2 {
		t.Errorf("contributions are %+v", paid)
	}
}

// TestLiabilities reads what user_good owes.
func TestLiabilities(t *testing.T) {
	t.Parallel()
	s := toiletest.New(t, toiletest.At(noon))
	token := bankItem(t, s, nil, toile.ProductsLiabilities)
	resp, err := s.Client.LiabilitiesGet(t.Context(), toile.LiabilitiesGetRequest{AccessToken: token})
	if err != nil {
		t.Fatal(err)
	}
	owed := resp.Liabilities
	if len(owed.Credit) != 1 || len(owed.Student) != 1 || len(owed.Mortgage) != 1 || *owed.Student[0].AccountID != resp.Accounts[7].AccountID {
		t.Fatalf("got %+v", owed)
	}
	credit, student, mortgage := owed.Credit[0], owed.Student[0], owed.Mortgage[0]
	if credit.Aprs[0].APRPercentage != 15.24 || student.InterestRatePercentage != 5.25 || *mortgage.InterestRate.Percentage != 3.99 {
		t.Errorf("rates are %v, %v, %v", credit.Aprs[0].APRPercentage, student.InterestRatePercentage, *mortgage.InterestRate.Percentage)
	}
	for _, due := range []*string{credit.NextPaymentDueDate, student.NextPaymentDueDate, mortgage.NextPaymentDueDate} {
		if due == nil || *due <= "2026-03-10" {
			t.Errorf("due on %v, which is not ahead", due)
		}
	}
	one, err := s.Client.LiabilitiesGet(t.Context(), toile.LiabilitiesGetRequest{
		AccessToken: token, Options: &toile.LiabilitiesGetRequestOptions{AccountIDs: []string{resp.Accounts[7].AccountID}},
	})
	if err != nil || len(one.Accounts) != 1 || len(one.Liabilities.Student) != 1 || one.Liabilities.Mortgage != nil || one.Liabilities.Credit != nil {
		t.Errorf("of the student loan alone: %v, %+v", err, one)
	}
}

func period(start, end string) *toile.SandboxPublicTokenCreateRequestOptions {
	return &toile.SandboxPublicTokenCreateRequestOptions{
		Statements: toile.Some(toile.SandboxPublicTokenCreateRequestOptionsStatements{StartDate: start, EndDate: end}),
	}
}

// TestStatements lists statements, downloads them twice, and adds those of another period.
func TestStatements(t *testing.T) {
	t.Parallel()
	s := toiletest.New(t, toiletest.At(noon.Add(9*day)))
	token := bankItem(t, s, period("2025-11-01", "2025-12-01"), toile.ProductsStatements)
	posted := func() (all string) {
		t.Helper()
		list, err := s.Client.StatementsList(t.Context(), toile.StatementsListRequest{AccessToken: token})
		if err != nil {
			t.Fatal(err)
		}
		if len(list.Accounts) != 8 { // six deposits, two cards
			t.Errorf("%d accounts have statements", len(list.Accounts))
		}
		for _, statement := range list.Accounts[0].Statements {
			all += *statement.DatePosted.Value + " "
			file, err := s.Client.StatementsDownload(t.Context(), toile.StatementsDownloadRequest{AccessToken: token, StatementID: statement.StatementID})
			if err != nil {
				t.Fatal(err)
			}
			again, err := s.Client.StatementsDownload(t.Context(), toile.StatementsDownloadRequest{AccessToken: token, StatementID: statement.StatementID})
			if err != nil || !bytes.Equal(file.Content, again.Content) || !bytes.HasPrefix(file.Content, []byte("%PDF-")) || file.RequestID == again.RequestID {
				t.Errorf("the same statement is another file: %v", err)
			}
		}
		return strings.TrimSpace(all)
	}
	if got := posted(); got != "2025-11-30" {
		t.Errorf("posted on %s", got)
	}
	refresh := func(start, end string) error {
		_, err := s.Client.StatementsRefresh(t.Context(), toile.StatementsRefreshRequest{AccessToken: token, StartDate: start, EndDate: end})
		return err
	}
	if err := refresh("2026-01-01", "2026-04-15"); err != nil {
		t.Fatal(err)
	}
	if got := posted(); got != "2026-02-28 2026-01-31 2025-11-30" {
		t.Errorf("posted on %s after a refresh", got)
	}
	s.Advance(25 * 24 * time.Hour) // April: what was asked for has been posted since
	if got := posted(); got != "2026-03-31 2026-02-28 2026-01-31 2025-11-30" {
		t.Errorf("posted on %s in April", got)
	}
	wantCode(t, refresh("2026-01-02", "2026-01-01"), "INVALID_FIELD")
	wantCode(t, refresh("2023-01-01", "2025-01-03"), "INVALID_FIELD")
	wantCode(t, refresh("2023-13-01", "2025-01-03"), "INVALID_FIELD")
	_, err := s.Client.StatementsDownload(t.Context(), toile.StatementsDownloadRequest{AccessToken: token, StatementID: "nothing"})
	wantCode(t, err, "INVALID_FIELD")
}

// TestStatementHeaders downloads a statement as clients do that ask for JSON, and an error.
func TestStatementHeaders(t *testing.T) {
	t.Parallel()
	s := toiletest.New(t, toiletest.At(noon))
	token := bankItem(t, s, nil, toile.ProductsStatements)
	list, err := s.Client.StatementsList(t.Context(), toile.StatementsListRequest{AccessToken: token})
	if err != nil || len(list.Accounts[0].Statements) != 24 {
		t.Fatalf("without a period: %v, %+v", err, list)
	}
	for id, want := range map[string]string{list.Accounts[0].Statements[3].StatementID: "application/pdf", "x": "application/json; charset=utf-8"} {
		body, _ := json.Marshal(map[string]string{"client_id": s.ClientID, "secret": s.Secret, "access_token": token, "statement_id": id})
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+"/statements/download", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		content, _ := io.ReadAll(res.Body)
		res.Body.Close()
		hash := res.Header.Get("Plaid-Content-Hash")
		if got := res.Header.Get("Content-Type"); got != want || res.Header.Get("Plaid-Request-ID") == "" {
			t.Errorf("answered %s: %v", got, res.Header)
		}
		if file := want == "application/pdf"; file != (hash == toile.NewFile(content).ContentHash) || !file && hash != "" {
			t.Errorf("%s came with the hash %q", want, hash)
		}
	}
}

// TestStatementPeriods asks for periods that are none, at both doors.
func TestStatementPeriods(t *testing.T) {
	t.Parallel()
	s := toiletest.New(t, toiletest.At(noon))
	for _, p := range [][2]string{{"2025-02-02", "2025-02-01"}, {"2022-01-01", "2025-01-01"}, {"2025-1-1", "2025-02-01"}} {
		_, err := s.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{
			InstitutionID: "ins_109508", InitialProducts: []toile.Products{"statements"}, Options: period(p[0], p[1]),
		})
		wantCode(t, err, "INVALID_FIELD")
		_, err = s.Client.LinkTokenCreate(t.Context(), linkStatements(&toile.LinkTokenCreateRequestStatements{StartDate: p[0], EndDate: p[1]}))
		wantCode(t, err, "INVALID_FIELD")
	}
	_, err := s.Client.LinkTokenCreate(t.Context(), linkStatements(nil))
	wantCode(t, err, "MISSING_FIELDS")
	token, err := s.Client.LinkTokenCreate(t.Context(), linkStatements(&toile.LinkTokenCreateRequestStatements{StartDate: "2025-09-01", EndDate: "2025-12-01"}))
	if err != nil {
		t.Fatal(err)
	}
	result := s.FinishLink(token.LinkToken, toiletest.Script{})
	exchanged, err := s.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: result.PublicTokens[0]})
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Client.StatementsList(t.Context(), toile.StatementsListRequest{AccessToken: exchanged.AccessToken})
	if err != nil || len(list.Accounts[0].Statements) != 3 {
		t.Errorf("through Link: %v, %+v", err, list)
	}
}

func linkStatements(statements *toile.LinkTokenCreateRequestStatements) toile.LinkTokenCreateRequest {
	return toile.LinkTokenCreateRequest{
		ClientName: "Tailor", Language: "en", CountryCodes: []toile.CountryCode{"US"}, User: &toile.LinkTokenCreateRequestUser{ClientUserID: "u"},
		Products: toile.Some([]toile.Products{"statements"}), Statements: statements,
	}
}

// TestWealthIsRefused asks Items for what they do not have.
func TestWealthIsRefused(t *testing.T) {
	t.Parallel()
	s := toiletest.New(t, toiletest.At(noon))
	plain := bankItem(t, s, nil, toile.ProductsTransactions)
	_, err := s.Client.StatementsList(t.Context(), toile.StatementsListRequest{AccessToken: plain})
	wantCode(t, err, "PRODUCT_NOT_ENABLED")
	_, err = s.Client.StatementsRefresh(t.Context(), toile.StatementsRefreshRequest{AccessToken: plain, StartDate: "2025-01-01", EndDate: "2025-02-01"})
	wantCode(t, err, "PRODUCT_NOT_ENABLED")
	if _, err = s.Client.InvestmentsRefresh(t.Context(), toile.InvestmentsRefreshRequest{AccessToken: plain}); err != nil {
		t.Errorf("a product that the person agreed to: %v", err)
	}
	poor := bankItem(t, s, &toile.SandboxPublicTokenCreateRequestOptions{OverrideUsername: toile.Some("user_bank_income"), OverridePassword: toile.Some("{}")},
		toile.ProductsInvestments, toile.ProductsLiabilities, toile.ProductsInvestmentsAuth)
	_, err = s.Client.InvestmentsHoldingsGet(t.Context(), toile.InvestmentsHoldingsGetRequest{AccessToken: poor})
	wantCode(t, err, "NO_INVESTMENT_ACCOUNTS")
	_, err = s.Client.InvestmentsTransactionsGet(t.Context(), toile.InvestmentsTransactionsGetRequest{AccessToken: poor, StartDate: "2025-01-01", EndDate: "2026-01-01"})
	wantCode(t, err, "NO_INVESTMENT_ACCOUNTS")
	_, err = s.Client.InvestmentsAuthGet(t.Context(), toile.InvestmentsAuthGetRequest{AccessToken: poor})
	wantCode(t, err, "NO_INVESTMENT_AUTH_ACCOUNTS")
	_, err = s.Client.LiabilitiesGet(t.Context(), toile.LiabilitiesGetRequest{AccessToken: poor})
	wantCode(t, err, "NO_LIABILITY_ACCOUNTS")
}
