package sdktest

// sceneAssets reads reports of Items of every kind, one of which breaks on the way, in every form and
// through whatever they are shared by.
func sceneAssets(c *caller) {
	products := []string{"assets", "auth", "identity", "investments"}
	everyone := list{
		c.open(platypus, configured(checking, coins, broker, card), products...), // with all that descriptions tell
		c.open(platypus, configured(life("USD")), products...),
	}
	for _, institution := range []string{"ins_10", "ins_127287", "ins_128026", "ins_135858"} {
		everyone = append(everyone, c.open(institution, object{}, products...))
	}
	moneyless := list{c.open(platypus, configured(life("XBT")), products...)}
	weak := c.open(platypus, login("user_good", "pass_good"), "assets")
	c.advance(3 * 24 * hour) // what was pending is posted

	first := c.report(append(list{weak}, everyone...), object{
		"client_report_id": "loan", "webhook": c.hook(), "add_ons": list{"investments"}, "require_all_items": false,
		"user": object{
			"client_user_id": "ann", "first_name": "Ann", "middle_name": "B", "last_name": "Stone", "ssn": "111-22-1234",
			"phone_number": "+12025550123", "email": "ann@toile.example",
		},
	})
	second := c.report(moneyless, object{})
	c.report(list{weak}, object{"webhook": c.hook()}) // which comes to nothing
	c.call("/sandbox/item/reset_login", object{"access_token": weak})
	c.advance(minute)
	for _, token := range []any{first, second} {
		c.share(token)
	}
	report := object{"asset_report_token": second}
	c.call("/asset_report/filter", merged(report, object{"account_ids_to_exclude": list{}}))
	c.call("/asset_report/refresh", report)
	relayed := object{"relay_token": c.call("/credit/relay/create", object{"report_tokens": list{second}, "secondary_client_id": us.clientID})["relay_token"]}
	c.call("/credit/relay/refresh", merged(relayed, object{"report_type": "asset"}))
	c.call("/asset_report/remove", report)
}

// report begins a report and gives its token.
func (c *caller) report(accessTokens list, options object) (token any) {
	c.t.Helper()
	return c.call("/asset_report/create", object{"access_tokens": accessTokens, "days_requested": 180, "options": options})["asset_report_token"]
}

// share reads a report as its owner and through whatever it can be shared by.
func (c *caller) share(token any) {
	c.t.Helper()
	insights, report, shared := object{"include_insights": true}, object{"asset_report_token": token}, object{"report_tokens": list{token}}
	c.call("/asset_report/get", report)
	c.call("/asset_report/get", merged(report, insights))
	c.file("/asset_report/pdf/get", report)

	copied := object{"audit_copy_token": c.call("/asset_report/audit_copy/create", merged(report, object{"auditor_id": us.clientID}))["audit_copy_token"]}
	c.call("/asset_report/audit_copy/get", copied)
	c.file("/asset_report/audit_copy/pdf/get", copied)
	c.call("/asset_report/audit_copy/remove", copied)
	credit := object{"audit_copy_token": c.call("/credit/audit_copy_token/create", shared)["audit_copy_token"]}
	c.call("/credit/audit_copy_token/update", merged(credit, shared))
	c.call("/credit/audit_copy_token/remove", credit)

	relayed := object{"relay_token": c.call("/credit/relay/create", merged(shared, object{"secondary_client_id": us.clientID}))["relay_token"]}
	asset := merged(relayed, object{"report_type": "asset"})
	c.call("/credit/relay/get", asset)
	c.call("/credit/relay/get", merged(asset, insights))
	c.file("/credit/relay/pdf/get", asset)
	c.call("/credit/relay/remove", relayed)
}

// life is an account on which happens what lenders look for, in a currency.
func life(currency string) object {
	var all list
	for _, month := range []string{"2026-02-", "2026-03-", "2026-04-"} {
		all = append(all,
			transaction(month+"01", -3000, "ACME CORP PAYROLL", currency), transaction(month+"02", 1200, "RENT PAYMENT", currency),
			transaction(month+"03", 80, "Whole Foods Market", currency), transaction(month+"04", 30, "Starbucks", currency),
			transaction(month+"05", 35, "OVERDRAFT FEE", currency), transaction(month+"06", 60, "CASINO ROYAL", currency),
			transaction(month+"07", -500, "UPSTART LOAN", currency), transaction(month+"08", 250, "STUDENT LOAN PAYMENT NAVIENT", currency),
			transaction(month+"09", 100, "TRANSFER TO SAVINGS", currency), transaction(month+"10", -150, "TRANSFER FROM SAVINGS", currency),
			transaction(month+"11", 3, "NON-CHASE ATM FEE", currency), transaction(month+"12", 40, "Payday advance Earnin", currency),
		)
	}
	all = append(all, transaction("2026-04-20", 4000, "Whole Foods Market", currency), transaction("2026-04-28", -4000, "ACME CORP PAYROLL", currency))
	later := transaction("2026-05-06", 20, "Corner Shop", currency)
	later["date_posted"] = "2026-05-09"
	all = append(all, later)
	return object{"type": "depository", "subtype": "checking", "starting_balance": 100, "currency": currency, "transactions": all}
}
