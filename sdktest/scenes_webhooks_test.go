package sdktest

// sceneWebhooks reads the key by which receivers verify webhooks, and fires all that can be fired. It is the last
// scene: what time brings about for all Items so far is told, too.
func sceneWebhooks(c *caller) {
	c.call("/webhook_verification_key/get", object{"key_id": sandboxKeyID})
	user := c.call("/user/create", object{"client_user_id": "fired", "with_upgraded_user": true, "identity": ann})["user_id"]
	for _, code := range []string{"INCOME_VERIFICATION", "INCOME_VERIFICATION_RISK_SIGNALS", "USER_INCOME_VERIFICATION", "USER_INCOME_VERIFICATION_RISK_SIGNALS"} {
		c.call("/sandbox/income/fire_webhook", object{"item_id": "any", "user_id": user, "webhook": c.hook(), "webhook_code": code})
	}
	for _, fields := range []object{{"user_id": user}, {"user_id": user, "bank_income_refresh_complete_result": "FAILURE"}} {
		for _, code := range []string{"BANK_INCOME_REFRESH_UPDATE", "BANK_INCOME_REFRESH_COMPLETE"} {
			c.call("/sandbox/bank_income/fire_webhook", object{"webhook_code": code, "webhook_fields": fields, "webhook_override": c.hook()})
		}
	}
	c.reconnect(object{"user_id": user})
	c.reconnect(object{"user_token": c.call("/user/create", object{"client_user_id": "unfired"})["user_token"]})
	public := c.call("/sandbox/public_token/create", object{
		"institution_id": platypus, "initial_products": append([]string{"assets"}, everything...), "user_id": user,
		"options": object{"webhook": c.hook(), "statements": object{"start_date": "2026-01-01", "end_date": "2026-05-01"}},
	})["public_token"]
	access, _ := c.call("/item/public_token/exchange", object{"public_token": public})["access_token"].(string)
	for _, webhook := range fired {
		c.call("/sandbox/item/fire_webhook", merged(webhook, object{"access_token": access}))
	}
	c.call("/statements/refresh", object{"access_token": access, "start_date": "2026-01-01", "end_date": "2026-05-01"})
	c.advance(40 * 24 * hour) // in which other things recur
	c.call("/item/webhook/update", object{"access_token": access, "webhook": c.hook()})
	c.call("/item/get", object{"access_token": access})
}

// reconnect refreshes an Item at a payroll provider whose login is broken.
func (c *caller) reconnect(user object) {
	public := c.call("/sandbox/public_token/create", merged(user, object{
		"institution_id": payroll, "initial_products": list{"income_verification"},
		"options": object{"webhook": c.hook(), "income_verification": object{"income_source_types": list{"payroll"}}},
	}))["public_token"]
	c.call("/sandbox/item/reset_login", object{"access_token": c.call("/item/public_token/exchange", object{"public_token": public})["access_token"]})
	c.call("/credit/payroll_income/refresh", user)
}

// fired are all that /sandbox/item/fire_webhook fires.
var fired = []object{
	{"webhook_code": "DEFAULT_UPDATE"},
	{"webhook_code": "DEFAULT_UPDATE", "webhook_type": "AUTH"},
	{"webhook_code": "DEFAULT_UPDATE", "webhook_type": "HOLDINGS"},
	{"webhook_code": "DEFAULT_UPDATE", "webhook_type": "INVESTMENTS_TRANSACTIONS"},
	{"webhook_code": "DEFAULT_UPDATE", "webhook_type": "LIABILITIES"},
	{"webhook_code": "SYNC_UPDATES_AVAILABLE"},
	{"webhook_code": "RECURRING_TRANSACTIONS_UPDATE"},
	{"webhook_code": "SMS_MICRODEPOSITS_VERIFICATION"},
	{"webhook_code": "PRODUCT_READY"},
	{"webhook_code": "ERROR"},
	{"webhook_code": "ERROR", "webhook_type": "ITEM"},
	{"webhook_code": "NEW_ACCOUNTS_AVAILABLE"},
	{"webhook_code": "LOGIN_REPAIRED"},
	{"webhook_code": "PENDING_DISCONNECT"},
	{"webhook_code": "USER_PERMISSION_REVOKED"},
	{"webhook_code": "USER_ACCOUNT_REVOKED"},
	{"webhook_code": "AUTHORIZATION_GRANTED"},
}
