package sdktest

// payrolls reads what payroll providers know of people, in today's operations and in the deprecated ones.
func payrolls() []call {
	const (
		user = `{"user_token":"$worker.user_token"}`
		paid = `{"access_token":"$paid.access_token"}`
	)
	return []call{
		{name: "worker", path: "/user/create", body: `{"client_user_id":"worker"}`},
		{name: "no income", path: "/credit/payroll_income/get", body: user, refused: true},
		{name: "no work", path: "/credit/employment/get", body: user, refused: true},
		{name: "prechecked", path: "/credit/payroll_income/precheck", body: `{"user_token":"$worker.user_token","employer":{"name":"employer_good"}}`},
		{name: "payroll token", path: "/link/token/create", body: `{` + anyBody + `,"products":["income_verification"],"income_verification":{"income_source_types":["payroll"]},"user":{"client_user_id":"worker"},"user_token":"$worker.user_token"}`},
		{name: "payroll", path: "/toile/link", body: `{"link_token":"$payroll token.link_token","institution_id":"ins_135842","username":"test-good"}`},
		{name: "paid", path: "/item/public_token/exchange", body: `{"public_token":"$payroll.public_tokens.0"}`},
		{name: "driver", path: "/toile/link", body: `{"link_token":"$payroll token.link_token","institution_id":"ins_135842","username":"user_prism_3","password":"any"}`},
		{name: "income", path: "/credit/payroll_income/get", body: user},
		{name: "half of it", path: "/credit/payroll_income/get", body: `{"user_token":"$worker.user_token","options":{"item_ids":["$driver.item_ids.0"]}}`},
		{name: "not theirs", path: "/credit/payroll_income/get", body: `{"user_token":"$worker.user_token","options":{"item_ids":["nobody"]}}`, refused: true},
		{name: "work", path: "/credit/employment/get", body: user},
		{name: "nothing new", path: "/credit/payroll_income/refresh", body: user},
		{name: "payday", path: "/toile/clock", body: `{"advance_seconds":1209600}`},
		{name: "new stubs", path: "/credit/payroll_income/refresh", body: `{"user_token":"$worker.user_token","options":{"item_ids":["$paid.item_id"],"webhook":"$receiver.url"}}`},
		{name: "income then", path: "/credit/payroll_income/get", body: user},
		{name: "told of it", path: "/sandbox/income/fire_webhook", body: `{"item_id":"$paid.item_id","webhook":"$receiver.url","webhook_code":"INCOME_VERIFICATION"}`},
		{name: "not told", path: "/sandbox/income/fire_webhook", body: `{"item_id":"$paid.item_id","webhook":"","webhook_code":"INCOME_VERIFICATION"}`, refused: true},

		{name: "old verification", path: "/income/verification/create", body: `{"webhook":"$receiver.url"}`},
		{name: "old precheck", path: "/income/verification/precheck", body: `{"employer":{"name":"Plaid"}}`},
		{name: "old stubs", path: "/income/verification/paystubs/get", body: paid},
		{name: "old forms", path: "/income/verification/taxforms/get", body: paid},
		{name: "old files", path: "/income/verification/documents/download", body: paid},
		{name: "old file", path: "/income/verification/documents/download", body: `{"access_token":"$paid.access_token","document_id":"$old stubs.paystubs.0.doc_id"}`},
		{name: "no old file", path: "/income/verification/documents/download", body: `{"access_token":"$paid.access_token","document_id":"none"}`, refused: true},
		{name: "old work", path: "/employment/verification/get", body: paid},

		{name: "payroll broken", path: "/sandbox/item/reset_login", body: paid},
		{name: "in person", path: "/credit/payroll_income/refresh", body: user},
		{name: "income still", path: "/credit/payroll_income/get", body: user},
		{name: "before payday", path: "/toile/clock", body: `{"now":"2026-05-04T12:10:00Z"}`},
	}
}
