package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// TestTransactionsComeIn follows an Item from its linking: nothing, 30 days after 10 seconds, all
// after a minute (facts link 5.6).
func TestTransactionsComeIn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name             string
		days             *int
		atLink           bool
		initial, history int
	}{
		{"the default at Link", nil, true, 16, 48},
		{"two years at Link", new(730), true, 16, 394},
		{"a week at Link", new(7), true, 9, 9},
		{"two years at the first call", new(730), false, 16, 394},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon))
			client, ctx := srv.Client, t.Context()
			product, atLink := toile.ProductsTransactions, test.days
			if !test.atLink {
				product, atLink = toile.ProductsAuth, nil
			}
			access := bankItem(t, srv, as("user_good", atLink), product)
			sync := func(cursor string) *toile.TransactionsSyncResponse {
				t.Helper()
				req := toile.TransactionsSyncRequest{AccessToken: access, Cursor: &cursor, Count: new(500)}
				if !test.atLink {
					req.Options = &toile.TransactionsSyncRequestOptions{DaysRequested: test.days}
				}
				resp, err := client.TransactionsSync(ctx, req)
				if err != nil {
					t.Fatal(err)
				}
				return resp
			}
			get := toile.TransactionsGetRequest{AccessToken: access, StartDate: "2020-01-01", EndDate: "2030-01-01"}
			first := sync("")
			if first.TransactionsUpdateStatus != "NOT_READY" || first.NextCursor != "" || first.HasMore || len(first.Added)+len(first.Accounts) > 0 {
				t.Errorf("at once: %+v", first)
			}
			if now := sync("now"); now.NextCursor != "" {
				t.Errorf("the cursor now before there are transactions: %+v", now)
			}
			srv.Advance(10*time.Second - time.Microsecond)
			_, err := client.TransactionsGet(ctx, get)
			wantCode(t, err, "PRODUCT_NOT_READY")
			srv.Advance(time.Microsecond)
			second := sync("")
			if second.TransactionsUpdateStatus != "INITIAL_UPDATE_COMPLETE" || len(second.Added) != test.initial || second.NextCursor == "" {
				t.Errorf("after 10 seconds: %s, %d added", second.TransactionsUpdateStatus, len(second.Added))
			}
			if got, err := client.TransactionsGet(ctx, get); err != nil || got.TotalTransactions != test.initial {
				t.Errorf("after 10 seconds: %d, %v", got.TotalTransactions, err)
			}
			again := sync(second.NextCursor)
			if again.NextCursor != second.NextCursor || len(again.Added)+len(again.Accounts) > 0 {
				t.Errorf("nothing happened: %+v", again)
			}
			srv.Advance(50 * time.Second)
			third := sync(second.NextCursor)
			if third.TransactionsUpdateStatus != "HISTORICAL_UPDATE_COMPLETE" || len(third.Added) != test.history-test.initial {
				t.Errorf("after a minute: %s, %d added", third.TransactionsUpdateStatus, len(third.Added))
			}
			if got, err := client.TransactionsGet(ctx, get); err != nil || got.TotalTransactions != test.history || len(got.Transactions) != min(100, test.history) {
				t.Errorf("after a minute: %d, %v", got.TotalTransactions, err)
			}
			item, err := client.ItemGet(ctx, toile.ItemGetRequest{AccessToken: access})
			if err != nil || len(item.Item.BilledProducts) == 0 || item.Item.BilledProducts[len(item.Item.BilledProducts)-1] != "transactions" {
				t.Errorf("the Item is billed for %v, %v", item.Item.BilledProducts, err)
			}
		})
	}
}

func syncAll(t *testing.T, srv *toiletest.Server, access, cursor string) *toile.TransactionsSyncResponse {
	t.Helper()
	resp, err := srv.Client.TransactionsSync(t.Context(), toile.TransactionsSyncRequest{AccessToken: access, Cursor: &cursor, Count: new(500)})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// TestRefresh moves the dynamic user: new rows come, pending ones are posted, one amount grows by 1.00
// (facts link 5.6). Others are refreshed and stay as they are.
func TestRefresh(t *testing.T) {
	t.Parallel()
	srv, access := dynamicItem(t)
	refresh := func(access string) error {
		_, err := srv.Client.TransactionsRefresh(t.Context(), toile.TransactionsRefreshRequest{AccessToken: access})
		return err
	}
	first := syncAll(t, srv, access, "")
	amounts := map[string]float64{}
	for _, u := range first.Added {
		amounts[u.TransactionID] = u.Amount
	}
	if err := refresh(access); err != nil {
		t.Fatal(err)
	}
	second := syncAll(t, srv, access, first.NextCursor)
	if len(second.Added) == 0 || len(second.Removed) == 0 || len(second.Modified) != 1 {
		t.Fatalf("a refresh brought %d, %d and %d", len(second.Added), len(second.Modified), len(second.Removed))
	}
	if grown := second.Modified[0]; grown.Amount != amounts[grown.TransactionID]+1 {
		t.Errorf("from %v to %v", amounts[grown.TransactionID], grown.Amount)
	}
	pending := map[string]bool{}
	for _, r := range second.Removed {
		pending[r.TransactionID] = true
	}
	for _, u := range second.Added {
		if u.PendingTransactionID != nil && !pending[*u.PendingTransactionID] {
			t.Errorf("posted from nothing: %+v", u)
		}
	}
	good := bankItem(t, srv, as("user_good", nil), toile.ProductsTransactions)
	before := syncAll(t, srv, good, "")
	if err := refresh(good); err != nil {
		t.Error(err)
	}
	if after := syncAll(t, srv, good, before.NextCursor); after.NextCursor != before.NextCursor {
		t.Errorf("user_good moved: %+v", after)
	}
	wantCode(t, refresh(bankItem(t, srv, as("user_good", nil), toile.ProductsAuth)), "PRODUCT_NOT_ENABLED")
	_, err := srv.Client.TransactionsRecurringGet(t.Context(), toile.TransactionsRecurringGetRequest{
		AccessToken: bankItem(t, srv, as("user_good", nil), toile.ProductsAuth),
	})
	wantCode(t, err, "PRODUCT_NOT_ENABLED")
	if _, err := srv.Client.SandboxItemResetLogin(t.Context(), toile.SandboxItemResetLoginRequest{AccessToken: access}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, refresh(access), "ITEM_LOGIN_REQUIRED")
}

// TestCreateTransactions makes transactions as a caller does, and refuses bad ones by their number.
func TestCreateTransactions(t *testing.T) {
	t.Parallel()
	srv, access := dynamicItem(t)
	create := func(access string, rows ...toile.CustomSandboxTransaction) error {
		_, err := srv.Client.SandboxTransactionsCreate(t.Context(), toile.SandboxTransactionsCreateRequest{AccessToken: access, Transactions: rows})
		return err
	}
	row := toile.CustomSandboxTransaction{DateTransacted: "2026-02-15", DatePosted: "2026-03-01", Amount: -12.34, Description: "A refund"}
	dollars := row
	dollars.Amount, dollars.ISOCurrencyCode, dollars.Description = 5, new("USD"), "Some dollars"
	before := syncAll(t, srv, access, "")
	if err := create(access, row, dollars); err != nil {
		t.Fatal(err)
	}
	if err := create(access, row); err != nil {
		t.Fatal(err)
	}
	after := syncAll(t, srv, access, before.NextCursor)
	if len(after.Added) != 3 || len(after.Accounts) != 1 || *after.Accounts[0].Subtype != "checking" {
		t.Fatalf("created: %+v", after)
	}
	currencies := ""
	for _, u := range after.Added {
		currencies += *u.ISOCurrencyCode
		if u.Pending || u.Date != "2026-03-01" || *u.AuthorizedDate != "2026-02-15" || u.AccountID != after.Accounts[0].AccountID {
			t.Errorf("created: %+v", u)
		}
	}
	if currencies != "USDUSDUSD" {
		t.Errorf("currencies %s", currencies)
	}
	with := func(change func(*toile.CustomSandboxTransaction)) toile.CustomSandboxTransaction {
		bad := row
		change(&bad)
		return bad
	}
	for want, bad := range map[string]toile.CustomSandboxTransaction{
		"transactions[1].date_transacted":   with(func(r *toile.CustomSandboxTransaction) { r.DateTransacted = "2026-02-14" }),
		"transactions[1].date_posted":       with(func(r *toile.CustomSandboxTransaction) { r.DatePosted = "2026-03-02" }),
		"date_posted must not lie before":   with(func(r *toile.CustomSandboxTransaction) { r.DatePosted, r.DateTransacted = "2026-02-20", "2026-02-21" }),
		"transactions[1].description":       with(func(r *toile.CustomSandboxTransaction) { r.Description = " " }),
		"transactions[1].amount":            with(func(r *toile.CustomSandboxTransaction) { r.Amount = 1e13 }),
		"at most six decimals":              with(func(r *toile.CustomSandboxTransaction) { r.Amount = 0.1234567 }),
		"transactions[1].iso_currency_code": with(func(r *toile.CustomSandboxTransaction) { r.ISOCurrencyCode = new("JPY") }),
	} {
		err := create(access, row, bad)
		wantCode(t, err, "INVALID_FIELD")
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %s", err, want)
		}
	}
	wantCode(t, create(access), "INVALID_FIELD")
	wantCode(t, create(access, slices.Repeat([]toile.CustomSandboxTransaction{row}, 11)...), "INVALID_FIELD")
	wantCode(t, create(bankItem(t, srv, as("user_good", nil), toile.ProductsTransactions), row), "INVALID_FIELD")
	if later := syncAll(t, srv, access, after.NextCursor); len(later.Added) > 0 {
		t.Errorf("a refused row was taken: %+v", later.Added)
	}
}

// TestTransactionsGetRules gives ranges, counts and accounts, good and bad ones.
func TestTransactionsGetRules(t *testing.T) {
	t.Parallel()
	srv, access := dynamicItem(t)
	get := func(from, to string, options *toile.TransactionsGetRequestOptions) (*toile.TransactionsGetResponse, error) {
		return srv.Client.TransactionsGet(t.Context(), toile.TransactionsGetRequest{AccessToken: access, StartDate: from, EndDate: to, Options: options})
	}
	all, err := get("2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{Count: new(500), IncludeOriginalDescription: toile.Some(true)})
	if err != nil {
		t.Fatal(err)
	}
	pending := 0
	for i, u := range all.Transactions {
		if i > 0 && u.Date > all.Transactions[i-1].Date || u.Date < "2026-01-01" || u.OriginalDescription.Value == nil {
			t.Errorf("in the place %d: %+v", i, u)
		}
		if u.Pending {
			pending++
		}
	}
	if pending == 0 || all.TotalTransactions != len(all.Transactions) || len(all.Accounts) < 12 {
		t.Errorf("%d of %d, %d pending, %d accounts", len(all.Transactions), all.TotalTransactions, pending, len(all.Accounts))
	}
	for offset, want := range map[int]int{0: 7, all.TotalTransactions - 3: 3, all.TotalTransactions: 0, 1 << 40: 0} {
		page, err := get("2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{Count: new(7), Offset: &offset})
		if err != nil || len(page.Transactions) != want || page.TotalTransactions != all.TotalTransactions {
			t.Fatalf("%d from %d: %v", len(page.Transactions), offset, err)
		}
		for i, u := range page.Transactions {
			if u.TransactionID != all.Transactions[offset+i].TransactionID || u.OriginalDescription.Value != nil {
				t.Errorf("in the place %d+%d: %+v", offset, i, u)
			}
		}
	}
	card := all.Accounts[3].AccountID
	ofCard, err := get("2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{AccountIDs: []string{card}})
	if err != nil || ofCard.TotalTransactions == 0 || ofCard.TotalTransactions == all.TotalTransactions || len(ofCard.Accounts) != 1 {
		t.Errorf("of one account: %d, %v", ofCard.TotalTransactions, err)
	}
	if before, err := get("2020-01-01", "2020-12-31", nil); err != nil || before.TotalTransactions != 0 {
		t.Errorf("before its history: %+v, %v", before, err)
	}
	for _, test := range []struct {
		from, to string
		options  *toile.TransactionsGetRequestOptions
		code     string
	}{
		{"2026-03-02", "2026-03-01", nil, "INVALID_FIELD"},
		{"2026-02-30", "2026-03-01", nil, "INVALID_FIELD"},
		{"2026-01-01", "tomorrow", nil, "INVALID_FIELD"},
		{"2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{Count: new(0)}, "INVALID_FIELD"},
		{"2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{Count: new(501)}, "INVALID_FIELD"},
		{"2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{Offset: new(-1)}, "INVALID_FIELD"},
		{"2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{DaysRequested: new(731)}, "INVALID_FIELD"},
		{"2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{AccountIDs: []string{""}}, "INVALID_FIELD"},
		{"2026-01-01", "2026-03-01", &toile.TransactionsGetRequestOptions{AccountIDs: []string{card[1:] + "0"}}, "INVALID_ACCOUNT_ID"},
	} {
		_, err := get(test.from, test.to, test.options)
		wantCode(t, err, test.code)
	}
}

// TestHistoryRules gives how much history is wanted at Link, in both ways, good and bad ones.
func TestHistoryRules(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon), toiletest.AtOnce())
	link := func(days int) (*toile.LinkTokenCreateResponse, error) {
		return srv.Client.LinkTokenCreate(t.Context(), toile.LinkTokenCreateRequest{
			ClientName: "test", Language: "en", CountryCodes: []toile.CountryCode{toile.CountryCodeUS},
			User: &toile.LinkTokenCreateRequestUser{ClientUserID: "ann"}, Products: toile.Some([]toile.Products{toile.ProductsTransactions}),
			Transactions: &toile.LinkTokenTransactions{DaysRequested: &days},
		})
	}
	for _, days := range []int{0, 731} {
		_, err := link(days)
		wantCode(t, err, "INVALID_FIELD")
	}
	made, err := link(30)
	if err != nil {
		t.Fatal(err)
	}
	public := srv.FinishLink(made.LinkToken, toiletest.Script{}).PublicTokens[0]
	count := func(public string) int {
		access, err := srv.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: public})
		if err != nil {
			t.Fatal(err)
		}
		return len(syncAll(t, srv, access.AccessToken, "").Added)
	}
	if n := count(public); n != 16 {
		t.Errorf("%d transactions in the 30 days that Link asked for", n)
	}
	create := func(options toile.SandboxPublicTokenCreateRequestOptionsTransactions) (*toile.SandboxPublicTokenCreateResponse, error) {
		return srv.Client.SandboxPublicTokenCreate(t.Context(), toile.SandboxPublicTokenCreateRequest{
			InstitutionID: "ins_109508", InitialProducts: []toile.Products{toile.ProductsTransactions},
			Options: &toile.SandboxPublicTokenCreateRequestOptions{Transactions: toile.Some(options)},
		})
	}
	for want, options := range map[int]toile.SandboxPublicTokenCreateRequestOptionsTransactions{
		16:  {StartDate: new("2026-01-31"), EndDate: new("2026-03-01")},
		32:  {StartDate: new("2026-01-01")},
		394: {StartDate: new("1999-01-01")},
		0:   {StartDate: new("2029-01-01")},
	} {
		made, err := create(options)
		if err != nil {
			t.Fatal(err)
		}
		if n := count(made.PublicToken); n != want {
			t.Errorf("%d transactions from %s on, want %d", n, *options.StartDate, want)
		}
	}
	for _, options := range []toile.SandboxPublicTokenCreateRequestOptionsTransactions{
		{StartDate: new("2026-03-01"), EndDate: new("2026-02-28")}, {StartDate: new("2026-02-29")}, {DaysRequested: new(731)},
	} {
		_, err := create(options)
		wantCode(t, err, "INVALID_FIELD")
	}
}

// TestRecurring waits for the whole history and then lists what recurs.
func TestRecurring(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon))
	access := bankItem(t, srv, as("user_good", new(180)), toile.ProductsTransactions)
	recurring := func(accounts ...string) (*toile.TransactionsRecurringGetResponse, error) {
		return srv.Client.TransactionsRecurringGet(t.Context(), toile.TransactionsRecurringGetRequest{AccessToken: access, AccountIDs: accounts})
	}
	srv.Advance(59 * time.Second)
	_, err := recurring()
	wantCode(t, err, "PRODUCT_NOT_READY")
	srv.Advance(time.Second)
	all, err := recurring()
	if err != nil || len(all.InflowStreams) != 2 || len(all.OutflowStreams) != 13 || !all.UpdatedDatetime.Equal(toile.Seconds(noon.Add(time.Minute))) {
		t.Fatalf("%d in, %d out, %v", len(all.InflowStreams), len(all.OutflowStreams), err)
	}
	known := map[string]bool{}
	for _, u := range syncAll(t, srv, access, "").Added {
		known[u.TransactionID] = true
	}
	for _, stream := range append(all.InflowStreams, all.OutflowStreams...) {
		if len(stream.TransactionIDs) < 5 || stream.Status != "MATURE" || !stream.IsActive || stream.PredictedNextDate.Value == nil {
			t.Errorf("%+v", stream)
		}
		for _, id := range stream.TransactionIDs {
			if !known[id] {
				t.Errorf("%s holds an unknown transaction", stream.Description)
			}
		}
	}
	of := all.InflowStreams[0].AccountID
	some, err := recurring(of)
	if err != nil || len(some.InflowStreams)+len(some.OutflowStreams) == 0 || len(some.OutflowStreams) >= len(all.OutflowStreams) {
		t.Errorf("of one account: %+v, %v", some, err)
	}
	_, err = recurring(of, of[1:]+"0")
	wantCode(t, err, "INVALID_ACCOUNT_ID")
	_, err = recurring("")
	wantCode(t, err, "INVALID_FIELD")
}
