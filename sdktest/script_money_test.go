package sdktest

// money reads all that a bank knows of its customers, before and after time has passed.
func money() []call {
	const (
		rich   = `{"access_token":"$rich.access_token"}`
		period = `{"access_token":"$rich.access_token","start_date":"2026-01-01","end_date":"2026-05-04"}`
		moving = `{"access_token":"$moving.access_token"}`
	)
	return []call{
		{name: "institutions", path: "/institutions/get", body: `{"count":10,"offset":0,"country_codes":["US"],"options":{"include_optional_metadata":true}}`},
		{name: "institution", path: "/institutions/get_by_id", body: `{"institution_id":"ins_109508","country_codes":["US"],"options":{"include_status":true}}`},
		{name: "no institution", path: "/institutions/get_by_id", body: `{"institution_id":"ins_0","country_codes":["US"]}`, refused: true},
		{name: "platypus", path: "/institutions/search", body: `{"query":"Platypus","country_codes":["US"]}`},
		{name: "categories", path: "/categories/get", body: `{}`},
		{name: "employers", path: "/employers/search", body: `{"query":"a","products":["deposit_switch"]}`},

		{name: "imported", path: "/item/import", body: `{"products":["identity","auth"],"user_auth":{"user_id":"user_good","auth_token":"pass_good"}}`},
		{name: "rich public", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_109508","initial_products":["auth","identity","transactions","investments","investments_auth","liabilities","statements"],"user_token":"$legacy.user_token","options":{"webhook":"$receiver.url","statements":{"start_date":"2026-01-01","end_date":"2026-04-01"}}}`},
		{name: "rich", path: "/item/public_token/exchange", body: `{"public_token":"$rich public.public_token"}`},
		{name: "moving public", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_109508","initial_products":["transactions"],"options":{"webhook":"$receiver.url","override_username":"user_transactions_dynamic","override_password":"any"}}`},
		{name: "moving", path: "/item/public_token/exchange", body: `{"public_token":"$moving public.public_token"}`},
		{name: "custom public", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_109508","initial_products":["transactions"],"options":{"webhook":"$receiver.url","override_username":"user_custom","override_password":"{\"override_accounts\":[{\"type\":\"depository\",\"subtype\":\"checking\",\"starting_balance\":0.1}]}"}}`},
		{name: "custom", path: "/item/public_token/exchange", body: `{"public_token":"$custom public.public_token"}`},
		{name: "bad custom", path: "/sandbox/public_token/create", body: `{"institution_id":"ins_109508","initial_products":["transactions"],"options":{"webhook":"$receiver.url","override_username":"user_custom","override_password":"{\"override_accounts\":7}"}}`, refused: true},

		{name: "accounts", path: "/accounts/get", body: rich},
		{name: "custom accounts", path: "/accounts/get", body: `{"access_token":"$custom.access_token"}`},
		{name: "balances", path: "/accounts/balance/get", body: rich},
		{name: "auth", path: "/auth/get", body: rich},
		{name: "identity", path: "/identity/get", body: rich},
		{name: "holdings", path: "/investments/holdings/get", body: rich},
		{name: "trades", path: "/investments/transactions/get", body: period},
		{name: "investors", path: "/investments/auth/get", body: rich},
		{name: "invested", path: "/investments/refresh", body: rich},
		{name: "liabilities", path: "/liabilities/get", body: rich},
		{name: "statements", path: "/statements/list", body: rich},
		{name: "statement", path: "/statements/download", body: `{"access_token":"$rich.access_token","statement_id":"$statements.accounts.0.statements.0.statement_id"}`},
		{name: "more statements", path: "/statements/refresh", body: period},

		{name: "not ready", path: "/transactions/get", body: period, refused: true},
		{name: "nothing yet", path: "/transactions/sync", body: rich},
		{name: "two minutes", path: "/toile/clock", body: `{"advance_seconds":120}`},
		{name: "transactions", path: "/transactions/get", body: period},
		{name: "first page", path: "/transactions/sync", body: `{"access_token":"$rich.access_token","count":20}`},
		{name: "second page", path: "/transactions/sync", body: `{"access_token":"$rich.access_token","count":20,"cursor":"$first page.next_cursor"}`},
		{name: "recurring", path: "/transactions/recurring/get", body: rich},
		{name: "moved", path: "/transactions/sync", body: `{"access_token":"$moving.access_token","count":500}`},
		{name: "refreshed", path: "/transactions/refresh", body: moving},
		{name: "created", path: "/sandbox/transactions/create", body: `{"access_token":"$moving.access_token","transactions":[{"amount":12.34,"date_transacted":"2026-05-03","date_posted":"2026-05-04","description":"Corner \uffff Shop"}]}`},
		{name: "moved on", path: "/transactions/sync", body: `{"access_token":"$moving.access_token","count":500,"cursor":"$moved.next_cursor"}`},

		{name: "associated", path: "/user/items/associate", body: `{"user_id":"$upgraded.user_id","item_ids":["$rich.item_id"]}`},
		{name: "dissociated", path: "/user/items/remove", body: `{"user_id":"$upgraded.user_id","item_ids":["$rich.item_id"]}`},
		{name: "broken", path: "/sandbox/item/reset_login", body: moving},
		{name: "login", path: "/transactions/get", body: `{"access_token":"$moving.access_token","start_date":"2026-01-01","end_date":"2026-05-04"}`, refused: true},
		{name: "all broken", path: "/sandbox/user/reset_login", body: `{"user_token":"$legacy.user_token"}`},
	}
}
