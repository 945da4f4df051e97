package sdktest

// incomeReports leaves reports of bank income and employment behind, and reads them.
func incomeReports() []call {
	const (
		employmentBody = anyBody + `,"products":["employment"],"employment":{"employment_source_types":["bank"],"bank_employment":{"days_requested":180}}`
		earner         = `"user":{"client_user_id":"earner"},"user_token":"$earner.user_token"`
		user           = `{"user_token":"$earner.user_token"}`
	)
	return []call{
		{name: "earner", path: "/user/create", body: `{"client_user_id":"earner"}`},
		{name: "no income", path: "/credit/bank_income/get", body: user, refused: true},
		{name: "no employment", path: "/beta/credit/v1/bank_employment/get", body: user, refused: true},
		{name: "several banks", path: "/link/token/create", body: `{` + incomeBody + `,` + earner + `,"enable_multi_item_link":true}`},
		{name: "some sources", path: "/toile/link", body: `{"link_token":"$several banks.link_token","username":"user_bank_income","income_sources":["Gingham Rides","Tartan Apartments"],` +
			`"items":[{"institution_id":"ins_109510","username":"user_credit_profile_excellent"}],"exit":{"at":"income","item":2}}`},
		{name: "some income", path: "/credit/bank_income/get", body: user},
		{name: "no sources", path: "/toile/link", body: `{"link_token":"$several banks.link_token","username":"user_bank_income","income":"none"}`},
		{name: "both", path: "/credit/bank_income/get", body: `{"user_token":"$earner.user_token","options":{"count":2}}`},
		{name: "too few", path: "/credit/bank_income/get", body: `{"user_token":"$earner.user_token","options":{"count":0}}`, refused: true},
		{name: "on paper", path: "/credit/bank_income/pdf/get", body: user},
		{name: "employers wanted", path: "/link/token/create", body: `{` + employmentBody + `,` + earner + `}`},
		{name: "employer", path: "/toile/link", body: `{"link_token":"$employers wanted.link_token","username":"user_credit_joint_account","employers":["Seersucker Hospital"]}`},
		{name: "employed", path: "/beta/credit/v1/bank_employment/get", body: user},
		{name: "unimplemented", path: "/credit/bank_income/refresh", body: user, refused: true},
		{name: "subscribed", path: "/credit/bank_income/webhook/update", body: `{"user_token":"$earner.user_token","enable_webhooks":true}`},
		{name: "income hook", path: "/sandbox/bank_income/fire_webhook", body: `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE","webhook_fields":{"user_id":"$earner.user_id"}}`, refused: true},
		{name: "income hooked", path: "/sandbox/bank_income/fire_webhook", body: `{"webhook_code":"BANK_INCOME_REFRESH_COMPLETE","webhook_fields":{"user_id":"$earner.user_id","bank_income_refresh_complete_result":"SUCCESS"},"webhook_override":"$receiver.url"}`},
	}
}
