package app_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// TestAssetReportMistakes asks for reports in wrong ways. Nothing is begun by it.
func TestAssetReportMistakes(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t, toiletest.AtOnce())
	plain := bankItem(t, srv, nil, toile.ProductsTransactions)
	broken := bankItem(t, srv, nil, toile.ProductsAssets)
	removed := bankItem(t, srv, nil, toile.ProductsAssets)
	if _, err := srv.Client.SandboxItemResetLogin(t.Context(), toile.SandboxItemResetLoginRequest{AccessToken: broken}); err != nil {
		t.Fatal(err)
	}
	if _, err := srv.Client.ItemRemove(t.Context(), toile.ItemRemoveRequest{AccessToken: removed}); err != nil {
		t.Fatal(err)
	}
	fill := strings.NewReplacer("$A", access, "$PLAIN", plain, "$BROKEN", broken, "$REMOVED", removed,
		"$MANY", `"`+strings.Repeat("x\",\"", 99)+`x"`)
	for _, test := range []struct{ body, code string }{
		{`{"access_tokens":["$A"]}`, "MISSING_FIELDS"},
		{`{"days_requested":1}`, "MISSING_FIELDS"},
		{`{"days_requested":1,"access_tokens":[]}`, "INVALID_FIELD"},
		{`{"days_requested":1,"access_tokens":[$MANY]}`, "INVALID_FIELD"},
		{`{"days_requested":-1,"access_tokens":["$A"]}`, "INVALID_FIELD"},
		{`{"days_requested":732,"access_tokens":["$A"]}`, "INVALID_FIELD"},
		{`{"days_requested":1.5,"access_tokens":["$A"]}`, "INVALID_FIELD"},
		{`{"days_requested":1,"access_tokens":["access"]}`, "INVALID_ACCESS_TOKEN"},
		{`{"days_requested":1,"access_tokens":["$A","access-sandbox-00000000-0000-4000-8000-000000000000"]}`, "INVALID_ACCESS_TOKEN"},
		{`{"days_requested":1,"access_tokens":["$A","$A"]}`, "INVALID_FIELD"},
		{`{"days_requested":1,"access_tokens":["$A","$PLAIN"]}`, "PRODUCT_NOT_ENABLED"},
		{`{"days_requested":1,"access_tokens":["$A","$REMOVED"]}`, "ITEM_NOT_FOUND"},
		{`{"days_requested":1,"access_tokens":["$A","$BROKEN"]}`, "DATA_UNAVAILABLE"},
		{`{"days_requested":1,"access_tokens":["$A","$BROKEN"],"options":{"require_all_items":false}}`, "DATA_UNAVAILABLE"},
		{`{"days_requested":1,"access_tokens":["$A"],"options":{"webhook":"no url"}}`, "INVALID_FIELD"},
		{`{"days_requested":1,"access_tokens":["$A"],"options":{"add_ons":["gold"]}}`, "INVALID_FIELD"},
		{`{"days_requested":1,"access_tokens":["$A"],"options":{"products":["gold"]}}`, "INVALID_FIELD"},
		{`{"days_requested":1,"access_tokens":["$A"],"options":{"color":"red"}}`, "UNKNOWN_FIELDS"},
		{`{"days_requested":1,"access_tokens":["$A"],"options":{"client_report_id":"` + strings.Repeat("x", 1025) + `"}}`, "INVALID_FIELD"},
	} {
		e := refused(t, srv.Client, "/asset_report/create", fill.Replace(test.body))
		if e.ErrorCode != test.code || e.HTTPStatus() != 400 {
			t.Errorf("%.120s was refused with %v, want %s", test.body, e, test.code)
		}
		if test.code == "DATA_UNAVAILABLE" {
			if len(e.Causes) != 1 || !strings.Contains(string(e.Causes[0]), `"ITEM_LOGIN_REQUIRED"`) || !strings.Contains(string(e.Causes[0]), `"item_id"`) {
				t.Errorf("the causes are %s", e.Causes)
			}
		}
	}
	const unknown = "assets-sandbox-00000000-0000-4000-8000-000000000000"
	for path, code := range map[string]string{
		"/asset_report/get": "INVALID_FIELD", "/asset_report/pdf/get": "INVALID_FIELD", "/asset_report/remove": "INVALID_FIELD",
		"/asset_report/refresh": "INVALID_PARENT", "/asset_report/filter": "INVALID_PARENT", "/asset_report/audit_copy/create": "INVALID_PARENT",
	} {
		more := ""
		if path == "/asset_report/filter" {
			more = `,"account_ids_to_exclude":[]`
		}
		for token, want := range map[string]string{unknown: code, "assets": "INVALID_FIELD", access: "INVALID_FIELD", "": "INVALID_FIELD"} {
			if e := refused(t, srv.Client, path, fmt.Sprintf(`{"asset_report_token":%q%s}`, token, more)); e.ErrorCode != want {
				t.Errorf("%s of %q was refused with %v, want %s", path, token, e, want)
			}
		}
	}
}

// breaks makes an Item need another login.
func breaks(t *testing.T, c *toile.Client, access string) {
	t.Helper()
	if _, err := c.SandboxItemResetLogin(t.Context(), toile.SandboxItemResetLoginRequest{AccessToken: access}); err != nil {
		t.Fatal(err)
	}
}

// TestAssetReportOfBrokenItems lets an Item break between the request and the making of its report.
func TestAssetReportOfBrokenItems(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t)
	weak := bankItem(t, srv, nil, toile.ProductsAssets)
	hooks := srv.Receiver()
	options := func(all bool) *toile.AssetReportCreateRequestOptions {
		return &toile.AssetReportCreateRequestOptions{Webhook: toile.Some(hooks.URL), RequireAllItems: toile.Some(all)}
	}
	strict, lenient := ordered(t, srv.Client, 9, options(true), access, weak), ordered(t, srv.Client, 9, options(false), access, weak)
	alone := ordered(t, srv.Client, 9, options(false), weak)
	breaks(t, srv.Client, weak)
	srv.Advance(time.Second)
	for _, failed := range []*toile.AssetReportCreateResponse{strict, alone} {
		e := refused(t, srv.Client, "/asset_report/get", byToken(failed.AssetReportToken))
		if e.ErrorCode != "DATA_UNAVAILABLE" || len(e.Causes) != 1 {
			t.Errorf("a report that could not be made: %v, %s", e, e.Causes)
		}
		hook := hooks.Next("ASSETS", "ERROR")
		if said, _ := hook.Fields["error"].(map[string]any); said["error_code"] != "DATA_UNAVAILABLE" || said["status"] != 400.0 {
			t.Errorf("the webhook says %s", hook.Body)
		}
	}
	hooks.Next("ASSETS", "PRODUCT_READY")
	got := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &lenient.AssetReportToken})
	if len(got.Report.Items) != 1 || len(got.Warnings) != 2 || got.Warnings[0].Cause.ErrorCode != "ITEM_LOGIN_REQUIRED" || got.Warnings[1].WarningCode != "TRANSACTIONS_UNAVAILABLE" {
		t.Errorf("the report has %d Items and warns %+v", len(got.Report.Items), got.Warnings)
	}
}

// TestFastAssetReport reads both versions when each is ready.
func TestFastAssetReport(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t)
	hooks := srv.Receiver()
	created := ordered(t, srv.Client, 9, &toile.AssetReportCreateRequestOptions{
		AddOns: []toile.AssetReportAddOns{"fast_assets"}, Webhook: toile.Some(hooks.URL),
	}, access)
	fast := toile.AssetReportGetRequest{AssetReportToken: &created.AssetReportToken, FastReport: new(true)}
	full := toile.AssetReportGetRequest{AssetReportToken: &created.AssetReportToken}
	srv.Advance(time.Second)
	early := readReport(t, srv.Client, fast)
	if hook := hooks.Next("ASSETS", "PRODUCT_READY"); hook.Fields["report_type"] != "FAST" {
		t.Errorf("the first webhook says %s", hook.Body)
	}
	_, err := srv.Client.AssetReportGet(t.Context(), full)
	wantCode(t, err, "PRODUCT_NOT_READY")
	srv.Advance(time.Second)
	if hook := hooks.Next("ASSETS", "PRODUCT_READY"); hook.Fields["report_type"] != "FULL" {
		t.Errorf("the second webhook says %s", hook.Body)
	}
	late := readReport(t, srv.Client, full)
	if early.Report.AssetReportID != late.Report.AssetReportID || len(early.Report.Items[0].Accounts[0].Transactions) > 0 || len(late.Report.Items[0].Accounts[0].HistoricalBalances) != 9 {
		t.Error("the versions are not one report, once fast and once full")
	}
	slow := ordered(t, srv.Client, 9, nil, access)
	srv.Advance(time.Second)
	_, err = srv.Client.AssetReportGet(t.Context(), toile.AssetReportGetRequest{AssetReportToken: &slow.AssetReportToken, FastReport: new(true)})
	wantCode(t, err, "INVALID_FIELD")
}

// TestAssetReportOfUser reads the newest report of a user, and tells whose it is.
func TestAssetReportOfUser(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(noon), toiletest.AtOnce())
	w := world{Server: srv}
	made := w.post(t, "/user/create", `{"client_user_id":"old"}`)
	w.legacy = made["user_token"].(string)
	w.refuses(t, "/asset_report/get", `{"user_token":"$LEGACY"}`, "INVALID_FIELD")
	w.exchange(t, w.post(t, "/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["assets"],"user_token":"$LEGACY"}`)["public_token"].(string))
	hooks := srv.Receiver()
	options := &toile.AssetReportCreateRequestOptions{Webhook: toile.Some(hooks.URL)}
	ordered(t, srv.Client, 1, options, w.access)
	if hook := hooks.Next("ASSETS", "PRODUCT_READY"); hook.Fields["user_id"] != made["user_id"] {
		t.Errorf("the webhook says %s, the user is %v", hook.Body, made["user_id"])
	}
	newest := ordered(t, srv.Client, 2, options, w.access)
	report := w.post(t, "/asset_report/get", `{"user_token":"$LEGACY"}`)["report"].(map[string]any)
	if report["asset_report_id"] != newest.AssetReportID {
		t.Errorf("the newest report is %v, want %s", report["asset_report_id"], newest.AssetReportID)
	}
	w.refuses(t, "/asset_report/get", `{"user_token":"$LEGACY","asset_report_token":"`+newest.AssetReportToken+`"}`, "INVALID_FIELD")
	w.refuses(t, "/asset_report/get", `{}`, "MISSING_FIELDS")
	w.refuses(t, "/asset_report/get", `{"user_token":"user"}`, "INVALID_USER_TOKEN")
	w.post(t, "/asset_report/remove", byToken(newest.AssetReportToken))
	w.refuses(t, "/asset_report/get", `{"user_token":"$LEGACY"}`, "INVALID_FIELD")
}

// TestAssetReportRefresh makes a report again: what is left out stays, an empty string clears.
func TestAssetReportRefresh(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t, toiletest.AtOnce())
	hooks := srv.Receiver()
	first := ordered(t, srv.Client, 5, &toile.AssetReportCreateRequestOptions{
		ClientReportID: toile.Some("one"), Webhook: toile.Some(hooks.URL),
		User: &toile.AssetReportUser{FirstName: toile.Some("Ann"), Email: toile.Some("ann@example.com")},
	}, access)
	hooks.Next("ASSETS", "PRODUCT_READY")
	before := reportText(t, srv.Client, "/asset_report/get", byToken(first.AssetReportToken))
	srv.Advance(2 * day)
	refresh := func(body string) (string, toile.AssetReport) {
		t.Helper()
		answer, err := srv.Client.Do(t.Context(), "/asset_report/refresh", json.RawMessage(fmt.Sprintf(`{"asset_report_token":%q%s}`, first.AssetReportToken, body)))
		if err != nil {
			t.Fatal(err)
		}
		var made toile.AssetReportRefreshResponse
		if err := json.Unmarshal(answer, &made); err != nil {
			t.Fatal(err)
		}
		report := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &made.AssetReportToken}).Report
		if made.AssetReportID == first.AssetReportID || report.AssetReportID != made.AssetReportID {
			t.Errorf("the new report is %s and says %s", made.AssetReportID, report.AssetReportID)
		}
		return made.AssetReportToken, report
	}
	_, same := refresh("")
	if same.DaysRequested != 5 || *same.ClientReportID != "one" || same.User.Email.Or("") != "ann@example.com" || !same.DateGenerated.Time.Equal(noon.Add(2*day)) {
		t.Errorf("a refreshed report is %+v", same)
	}
	hooks.Next("ASSETS", "PRODUCT_READY")
	_, other := refresh(`,"days_requested":10,"options":{"client_report_id":"","webhook":"","user":{"email":"","last_name":"Bee"}}`)
	if other.DaysRequested != 10 || other.ClientReportID != nil || !other.User.Email.Null || other.User.FirstName.Or("") != "Ann" || other.User.LastName.Or("") != "Bee" {
		t.Errorf("a changed report is of %v days, %v, about %+v", other.DaysRequested, other.ClientReportID, other.User)
	}
	if again := reportText(t, srv.Client, "/asset_report/get", byToken(first.AssetReportToken)); again != before {
		t.Error("refreshing changed the report itself")
	}
	if more := hooks.Waiting(); len(more) > 0 {
		t.Errorf("more webhooks came: %v", more)
	}
	breaks(t, srv.Client, access)
	_, err := srv.Client.AssetReportRefresh(t.Context(), toile.AssetReportRefreshRequest{AssetReportToken: first.AssetReportToken})
	wantCode(t, err, "DATA_UNAVAILABLE")
	if _, err := srv.Client.ItemRemove(t.Context(), toile.ItemRemoveRequest{AccessToken: access}); err != nil {
		t.Fatal(err)
	}
	_, err = srv.Client.AssetReportRefresh(t.Context(), toile.AssetReportRefreshRequest{AssetReportToken: first.AssetReportToken})
	wantCode(t, err, "ITEM_NOT_FOUND")
}

// TestAssetReportFilter makes parts of a report. They stay parts when they are refreshed.
func TestAssetReportFilter(t *testing.T) {
	t.Parallel()
	srv, access := reporting(t)
	hooks := srv.Receiver()
	whole := ordered(t, srv.Client, 5, &toile.AssetReportCreateRequestOptions{Webhook: toile.Some(hooks.URL)}, access)
	filter := func(token string, accountIDs ...string) (*toile.AssetReportFilterResponse, error) {
		return srv.Client.AssetReportFilter(t.Context(), toile.AssetReportFilterRequest{AssetReportToken: token, AccountIDsToExclude: accountIDs})
	}
	_, err := filter(whole.AssetReportToken)
	wantCode(t, err, "PRODUCT_NOT_READY")
	srv.Advance(time.Second)
	hooks.Next("ASSETS", "PRODUCT_READY")
	accounts := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &whole.AssetReportToken}).Report.Items[0].Accounts
	for id, code := range map[string]string{"short": "INVALID_FIELD", strings.Repeat("x", 37): "INVALID_ACCOUNT_ID"} {
		_, err := filter(whole.AssetReportToken, accounts[0].AccountID, id)
		wantCode(t, err, code)
	}
	part, err := filter(whole.AssetReportToken, accounts[0].AccountID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = srv.Client.AssetReportGet(t.Context(), toile.AssetReportGetRequest{AssetReportToken: &part.AssetReportToken})
	wantCode(t, err, "PRODUCT_NOT_READY")
	srv.Advance(time.Second)
	if hook := hooks.Next("ASSETS", "PRODUCT_READY"); hook.Fields["asset_report_id"] != part.AssetReportID {
		t.Errorf("the webhook about a part says %s", hook.Body)
	}
	less, err := filter(part.AssetReportToken, accounts[1].AccountID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = filter(part.AssetReportToken, accounts[0].AccountID) // it has that no more
	wantCode(t, err, "INVALID_ACCOUNT_ID")
	fresh, err := srv.Client.AssetReportRefresh(t.Context(), toile.AssetReportRefreshRequest{AssetReportToken: part.AssetReportToken})
	if err != nil {
		t.Fatal(err)
	}
	srv.Advance(time.Second)
	for token, want := range map[string]int{part.AssetReportToken: 1, less.AssetReportToken: 2, fresh.AssetReportToken: 1} {
		left := readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &token}).Report.Items[0].Accounts
		if len(left) != len(accounts)-want || left[0].AccountID != accounts[want].AccountID {
			t.Errorf("%d accounts are left of %d, want %d fewer", len(left), len(accounts), want)
		}
	}
	orphan, err := filter(whole.AssetReportToken, accounts[0].AccountID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := srv.Client.AssetReportRemove(t.Context(), toile.AssetReportRemoveRequest{AssetReportToken: whole.AssetReportToken}); err != nil {
		t.Fatal(err)
	}
	srv.Advance(time.Second)
	hooks.Next("ASSETS", "ERROR")
	_, err = srv.Client.AssetReportGet(t.Context(), toile.AssetReportGetRequest{AssetReportToken: &orphan.AssetReportToken})
	wantCode(t, err, "INVALID_PARENT")
	readReport(t, srv.Client, toile.AssetReportGetRequest{AssetReportToken: &part.AssetReportToken}) // was made before
}
