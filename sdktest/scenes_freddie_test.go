package sdktest

// sceneFreddieMac reads a report of everything that one can have as Freddie Mac does.
func sceneFreddieMac(c *caller) {
	products := []string{"assets", "auth", "identity", "investments"}
	everyone := list{
		c.open(platypus, configured(checking, broker, card), products...), c.open(platypus, login("user_good", "pass_good"), products...),
	}
	token := c.call("/asset_report/create", object{"access_tokens": everyone, "days_requested": 731, "options": object{
		"client_report_id": "100016746", "add_ons": list{"investments"},
		"user": object{"first_name": "Ann", "middle_name": "B", "last_name": "Stone", "ssn": "111-22-1234"},
	}})["asset_report_token"]
	c.advance(minute)
	copied := object{"audit_copy_token": c.call("/credit/audit_copy_token/create", object{"report_tokens": list{token}})["audit_copy_token"]}
	c.call("/credit/asset_report/freddie_mac/get", copied)
	c.call("/credit/freddie_mac/reports/get", copied)
}
