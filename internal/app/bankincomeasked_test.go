package app_test

import (
	"testing"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// TestBankIncomeErrors goes through what callers get wrong.
func TestBankIncomeErrors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, test := range []struct{ path, body, code string }{
		{"/credit/bank_income/get", `{}`, "MISSING_FIELDS"},
		{"/credit/bank_income/get", `{"user_token":"$LEGACY","user_id":"$USER"}`, "INVALID_FIELD"},
		{"/credit/bank_income/get", `{"user_token":"usr_"}`, "INVALID_USER_TOKEN"},
		{"/credit/bank_income/get", `{"user_token":"user-sandbox-00000000-0000-4000-8000-000000000000"}`, "INVALID_USER_TOKEN"},
		{"/credit/bank_income/get", `{"user_id":"usr_00000000000000"}`, "USER_NOT_FOUND"},
		{"/credit/bank_income/get", `{"user_id":"old"}`, "INVALID_USER_ID"},
		{"/credit/bank_income/get", `{"user_token":"$LEGACY"}`, "INCOME_VERIFICATION_NOT_FOUND"},
		{"/credit/bank_income/get", `{"user_token":"$LEGACY","options":{"count":0}}`, "INVALID_FIELD"},
		{"/credit/bank_income/get", `{"user_token":"$LEGACY","options":{"count":101}}`, "INVALID_FIELD"},
		{"/credit/bank_income/get", `{"user_token":"$LEGACY","options":{"count":"1"}}`, "INVALID_FIELD"},
		{"/credit/bank_income/get", `{"user_token":"$LEGACY","options":{"most":1}}`, "UNKNOWN_FIELDS"},
		{"/credit/bank_income/pdf/get", `{"user_token":"$LEGACY"}`, "INCOME_VERIFICATION_NOT_FOUND"},
		{"/credit/bank_income/pdf/get", `{}`, "MISSING_FIELDS"},
		{"/credit/bank_income/refresh", `{}`, "MISSING_FIELDS"},
		{"/credit/bank_income/refresh", `{"user_token":"user-sandbox-00000000-0000-4000-8000-000000000000"}`, "INVALID_USER_TOKEN"},
		{"/credit/bank_income/refresh", `{"user_token":"$LEGACY","options":{"days_requested":30}}`, "UNIMPLEMENTED"},
		{"/credit/bank_income/webhook/update", `{"user_token":"$LEGACY"}`, "MISSING_FIELDS"},
		{"/credit/bank_income/webhook/update", `{"user_token":"x","enable_webhooks":true}`, "INVALID_USER_TOKEN"},
		{"/beta/credit/v1/bank_employment/get", `{"user_token":"$LEGACY"}`, "EMPLOYMENT_NOT_FOUND"},
		{"/beta/credit/v1/bank_employment/get", `{}`, "MISSING_FIELDS"},
		{"/sandbox/bank_income/fire_webhook", `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE"}`, "MISSING_FIELDS"},
		{"/sandbox/bank_income/fire_webhook", `{"webhook_code":"SOMETHING","webhook_fields":{"user_id":"$USER"}}`, "INVALID_FIELD"},
		{"/sandbox/bank_income/fire_webhook", `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE","webhook_fields":{"user_id":""}}`, "INVALID_FIELD"},
		{"/sandbox/bank_income/fire_webhook", `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE","webhook_fields":{"user_id":"$USER"},"webhook_override":"ftp://nowhere.example"}`, "INVALID_FIELD"},
		{"/sandbox/bank_income/fire_webhook", `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE","webhook_fields":{"user_id":"$USER"},"webhook_override":""}`, "INVALID_FIELD"},
		{"/sandbox/bank_income/fire_webhook", `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE","webhook_fields":{"user_id":"usr_00000000000000"}}`, "USER_NOT_FOUND"},
		{"/sandbox/bank_income/fire_webhook", `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE","webhook_fields":{"user_id":"$USER"}}`, "SANDBOX_WEBHOOK_INVALID"},
		{"/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["income_verification"],"user_id":"$USER","options":{"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":732}}}}`, "INVALID_FIELD"},
		{"/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["income_verification"],"user_id":"$USER","options":{"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":0}}}}`, "INVALID_FIELD"},
		{"/link/token/create", `{$LINK,"products":["employment"],"user_id":"$USER","employment":{"employment_source_types":["bank"],"bank_employment":{"days_requested":732}}}`, "INVALID_FIELD"},
	} {
		if e := w.refuses(t, test.path, test.body, test.code); e.HTTPStatus() == 500 {
			t.Errorf("%s %s: status %d", test.path, test.body, e.HTTPStatus())
		}
	}
	w.post(t, "/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["income_verification"],"user_id":"$USER","options":{"override_username":"user_bank_income","override_password":"{}","income_verification":{"income_source_types":["bank"]}}}`)
	if days := *w.newest(t).DaysRequested; days != 365 {
		t.Errorf("a report is for %d days where nobody says for how many", days)
	}
	if e := refused(t, w.other, "/credit/bank_income/get", w.fill(`{"user_id":"$USER"}`)); e.ErrorCode != "USER_NOT_FOUND" {
		t.Errorf("another client was told %v", e)
	}
}

// TestBankEmployment ticks employers and reads the report of them.
func TestBankEmployment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.userID = "" // the operation takes user tokens alone
	link := func(script toiletest.Script) toiletest.Result {
		token := w.post(t, "/link/token/create", `{$LINK,"user_token":"$LEGACY","user":{"client_user_id":"old"},"products":["employment"],"employment":{"employment_source_types":["bank"],"bank_employment":{"days_requested":180}}}`)["link_token"].(string)
		return w.FinishLink(token, script)
	}
	link(part(toiletest.Part{Username: "user_credit_joint_account", Employers: []string{"Seersucker Hospital"}}))
	link(part(toiletest.Part{Username: "user_credit_profile_excellent"}))
	link(part(toiletest.Part{Username: "user_good"}))
	resp, err := w.Client.BetaCreditV1BankEmploymentGet(t.Context(), toile.CreditBankEmploymentGetRequest{UserToken: w.legacy})
	if err != nil || len(resp.BankEmploymentReports) != 3 {
		t.Fatalf("got %+v, %v", resp, err)
	}
	none, split, one := resp.BankEmploymentReports[0], resp.BankEmploymentReports[1], resp.BankEmploymentReports[2]
	if len(none.Items[0].BankEmployments) != 0 || len(none.Warnings) != 1 || none.Warnings[0].WarningCode != "DATA_UNAVAILABLE" {
		t.Errorf("nobody employs user_good, and the report is %s", none.AppendJSON(nil))
	}
	if jobs := split.Items[0].BankEmployments; len(jobs) != 1 || jobs[0].Employer.Name != "Cashmere Capital" || len(split.Items[0].BankEmploymentAccounts) != 2 ||
		jobs[0].AccountID != split.Items[0].BankEmploymentAccounts[0].AccountID {
		t.Errorf("an employer who pays into two accounts: %s", split.AppendJSON(nil))
	}
	if jobs := one.Items[0].BankEmployments; len(jobs) != 1 || jobs[0].Employer.Name != "Seersucker Hospital" || jobs[0].EarliestDepositDate >= jobs[0].LatestDepositDate || one.DaysRequested != 180 {
		t.Errorf("one of two employers: %s", one.AppendJSON(nil))
	}
}

// TestBankIncomeWebhooks fires the two webhooks: to an address of the request, and to the user's.
func TestBankIncomeWebhooks(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	w := world{Server: srv}
	w.userID = w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`)["user_id"].(string)
	r, own := srv.Receiver(), srv.Receiver()
	w.post(t, "/sandbox/bank_income/fire_webhook", `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE","webhook_fields":{"user_id":"whoever"},"webhook_override":"`+r.URL+`"}`)
	got := r.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE").Fields
	if len(got) != 4 || got["user_id"] != "whoever" || got["environment"] != "sandbox" {
		t.Errorf("got %v", got)
	}
	w.post(t, "/sandbox/bank_income/fire_webhook", `{"webhook_code":"BANK_INCOME_REFRESH_COMPLETE","webhook_fields":{"user_id":"$USER","bank_income_refresh_complete_result":"FAILURE"},"webhook_override":"`+r.URL+`"}`)
	if got := r.Next("INCOME", "BANK_INCOME_REFRESH_COMPLETE").Fields; len(got) != 5 || got["result"] != "FAILURE" {
		t.Errorf("got %v", got)
	}
	fire := `{"webhook_code":"BANK_INCOME_REFRESH_COMPLETE","webhook_fields":{"user_id":"$USER"}}`
	w.goes(t, incomeAsked+`,"webhook":"`+own.URL+`"`, part(toiletest.Part{Username: "user_bank_income"}))
	w.refuses(t, "/sandbox/bank_income/fire_webhook", fire, "SANDBOX_WEBHOOK_INVALID") // nobody subscribed
	w.post(t, "/credit/bank_income/webhook/update", `{"user_id":"$USER","enable_webhooks":true}`)
	w.post(t, "/sandbox/bank_income/fire_webhook", fire)
	if got := own.Next("INCOME", "BANK_INCOME_REFRESH_COMPLETE").Fields; got["user_id"] != w.userID {
		t.Errorf("got %v", got)
	}
}

// TestBankIncomeSubscription tells of a user of whom the client wants to be told, until it does not.
func TestBankIncomeSubscription(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	w := world{Server: srv}
	made := w.post(t, "/user/create", `{"client_user_id":"old"}`)
	w.legacy = made["user_token"].(string)
	r := srv.Receiver()
	token := w.post(t, "/link/token/create", `{$LINK,"user_token":"$LEGACY","user":{"client_user_id":"old"},"webhook":"`+r.URL+`",`+incomeAsked+`}`)["link_token"].(string)
	w.FinishLink(token, part(toiletest.Part{Username: "user_bank_income"}))
	fire := `{"webhook_code":"BANK_INCOME_REFRESH_COMPLETE","webhook_fields":{"user_id":"$LEGACY"}}`
	w.refuses(t, "/sandbox/bank_income/fire_webhook", fire, "SANDBOX_WEBHOOK_INVALID")
	w.post(t, "/credit/bank_income/webhook/update", `{"user_token":"$LEGACY","enable_webhooks":true}`)
	w.post(t, "/sandbox/bank_income/fire_webhook", fire)
	if got := r.Next("INCOME", "BANK_INCOME_REFRESH_COMPLETE").Fields; got["result"] != "SUCCESS" || got["user_id"] != made["user_id"] {
		t.Errorf("got %v", got)
	}
	w.post(t, "/credit/bank_income/webhook/update", `{"user_token":"$LEGACY","enable_webhooks":false}`)
	w.refuses(t, "/sandbox/bank_income/fire_webhook", fire, "SANDBOX_WEBHOOK_INVALID")
}
