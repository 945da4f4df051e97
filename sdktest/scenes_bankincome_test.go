package sdktest

// sceneBankIncome reads the reports of people who are paid in a currency of a state, in one that no
// state issues, and not at all.
func sceneBankIncome(c *caller) {
	user := c.call("/user/create", object{"client_user_id": "earner"})
	by := object{"user_token": user["user_token"]}
	income := object{
		"client_name": "x", "language": "en", "country_codes": list{"US"}, "user": object{"client_user_id": "earner"}, "user_token": user["user_token"],
		"products": list{"income_verification"}, "income_verification": object{"income_source_types": list{"bank"}, "bank_income": object{"days_requested": 365}},
		"enable_multi_item_link": true,
	}
	link := func(asked, script object) {
		c.call("/toile/link", merged(script, object{"link_token": c.call("/link/token/create", asked)["link_token"]}))
	}
	link(income, object{"username": "user_good"})
	miner := configured(coins, checks)
	link(income, object{"username": miner["override_username"], "password": miner["override_password"]})
	c.call("/credit/bank_income/get", merged(by, object{"options": object{"count": 2}}))
	link(income, object{"username": "user_bank_income", "items": list{object{"username": "user_custom", "password": miner["override_password"]}}})
	c.call("/credit/bank_income/get", by)
	c.file("/credit/bank_income/pdf/get", by)
	c.call("/credit/bank_income/webhook/update", merged(by, object{"enable_webhooks": true}))
	c.call("/sandbox/bank_income/fire_webhook", object{
		"webhook_code": "BANK_INCOME_REFRESH_UPDATE", "webhook_fields": object{"user_id": user["user_id"]}, "webhook_override": c.hook(),
	})
	employment := merged(income, object{
		"products": list{"employment"}, "employment": object{"employment_source_types": list{"bank"}, "bank_employment": object{"days_requested": 90}},
	})
	link(employment, object{"username": "user_bank_income"})
	link(employment, object{"username": "user_good"})
	c.call("/beta/credit/v1/bank_employment/get", by)
}

// checks is an account into which checks are paid.
var checks = object{
	"type": "depository", "subtype": "checking", "starting_balance": 100,
	"transactions": list{
		transaction("2026-02-02", -900, "CHECK 2011 ACME CORP PAYROLL", "USD"),
		transaction("2026-03-02", -900, "CHECK 2034 ACME CORP PAYROLL", "USD"),
		transaction("2026-04-02", -900, "CHECK 2057 ACME CORP PAYROLL", "USD"),
		transaction("2026-05-02", -900, "CHECK 2080 ACME CORP PAYROLL", "USD"),
	},
}
