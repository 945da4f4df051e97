package sdktest

// sceneUploads uploads documents that say all that a document can.
func sceneUploads(c *caller) {
	user := c.call("/user/create", object{"client_user_id": "uploads"})["user_token"]
	token := c.call("/link/token/create", object{
		"client_name": "x", "language": "en", "country_codes": list{"US"}, "user": object{"client_user_id": "uploads"}, "user_token": user,
		"products": list{"income_verification"}, "income_verification": object{"income_source_types": list{"payroll"}, "payroll_income": object{
			"flow_types": list{"payroll_document_income"}, "parsing_config": list{"ocr"},
		}},
	})["link_token"]
	linked := c.call("/toile/link", object{"link_token": token, "documents": forms()})
	c.call("/credit/payroll_income/parsing_config/update", object{
		"user_token": user, "item_id": linked["item_ids"].(list)[0], "parsing_config": list{"ocr", "risk_signals"},
	})
	c.advance(2 * minute)
	c.call("/credit/bank_statements/uploads/get", object{"user_token": user, "options": object{"item_ids": linked["item_ids"]}})
	c.call("/credit/payroll_income/risk_signals/get", object{"user_token": user})
}
