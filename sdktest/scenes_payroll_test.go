package sdktest

// scenePayroll reads what payroll providers know of people of every kind of work, and of one of whom a
// configuration says everything.
func scenePayroll(c *caller) {
	worker := object{"user_token": c.call("/user/create", object{"client_user_id": "worker"})["user_token"]}
	c.call("/credit/payroll_income/precheck", merged(worker, object{"employer": object{"name": "employer_multi"}}))
	hook := c.hook()
	open := func(options object) string {
		public := c.call("/sandbox/public_token/create", merged(worker, object{
			"institution_id": "ins_135842", "initial_products": list{"income_verification"},
			"options": merged(options, object{"webhook": hook, "income_verification": object{"income_source_types": list{"payroll"}}}),
		}))["public_token"]
		return c.call("/item/public_token/exchange", object{"public_token": public})["access_token"].(string)
	}
	c.call("/income/verification/create", object{"webhook": hook})
	c.call("/income/verification/precheck", object{"employer": object{"name": "Plaid"}})
	var accesses []string
	for _, options := range []object{login("test-good", "test"), login("user_prism_3", "any"), configured(paidInCoins)} {
		accesses = append(accesses, open(options))
	}
	token := c.call("/link/token/create", merged(worker, object{
		"client_name": "x", "language": "en", "country_codes": list{"US"}, "user": object{"client_user_id": "worker"},
		"products": list{"income_verification"}, "income_verification": object{"income_source_types": list{"payroll"}},
	}))["link_token"]
	c.call("/toile/link", object{"link_token": token, "documents": papers()})
	c.advance(2 * minute)
	c.call("/credit/payroll_income/get", worker)
	c.call("/credit/payroll_income/refresh", worker)
	c.call("/credit/employment/get", worker)
	for _, access := range accesses {
		named := object{"access_token": access}
		c.call("/income/verification/paystubs/get", named)
		c.call("/income/verification/taxforms/get", named)
		c.call("/employment/verification/get", named)
	}
	c.call("/sandbox/income/fire_webhook", object{"item_id": "any", "user_id": "any", "webhook": hook, "webhook_code": "INCOME_VERIFICATION_RISK_SIGNALS"})
	c.file("/income/verification/documents/download", object{"access_token": accesses[0]})
}

// papers are documents of each kind, one that is read and one that cannot be.
func papers() (documents list) {
	for _, kind := range []string{"paystub", "w2", "1099"} {
		documents = append(documents, object{"kind": kind, "name": kind + ".pdf"},
			merged(uploaded("blurred.json", object{"ocr_status": "ERROR_PROCESSING"}), object{"kind": kind}))
	}
	return documents
}

// paidInCoins has a stub in a currency that no state issues, and forms with everything in them.
var paidInCoins = func() object {
	place := object{"street": "1 Globe Way", "city": "Burbank", "region": "CA", "postal_code": "91505", "country": "US"}
	employer := object{"name": "Globotech", "address": place}
	employee := object{"name": "Chip Hazard", "address": place, "marital_status": "MARRIED", "taxpayer_id": object{"id_type": "SSN", "id_mask": "7512"}}
	line := object{"description": "Pay", "current_amount": 5, "ytd_amount": 50, "currency": "XBT"}
	stub := object{
		"employer": employer, "employee": employee,
		"pay_period_details": object{"start_date": "2026-04-01", "end_date": "2026-04-30", "pay_date": "2026-04-30", "gross_earnings": 5, "check_amount": 4,
			"distribution_breakdown": list{object{"account_name": "Coins", "bank_name": "Bank", "current_amount": 4, "currency": "XBT", "mask": "1", "type": "checking"}}},
		"earnings":   object{"breakdown": list{merged(line, object{"hours": 1, "rate": 5})}, "total": object{"hours": 1, "currency": "XBT", "ytd_amount": 50}},
		"deductions": object{"breakdown": list{line}, "total": object{"current_amount": 1, "currency": "XBT", "ytd_amount": 10}},
		"net_pay":    object{"description": "Net", "currency": "XBT", "ytd_amount": 40},
	}
	w2 := object{"employer": employer, "employee": employee, "tax_year": "2025", "box_9": "code", "other": "union dues",
		"state_and_local_wages": list{object{"state": "CA", "locality_name": "Burbank"}}}
	form := object{"form_1099_type": "FORM_1099_TYPE_MISC", "tax_year": "2025",
		"recipient": object{"name": "Chip Hazard", "tin": "1", "account_number": "2", "address": place, "facta_filing_requirement": "CHECKED", "second_tin_exists": "CHECKED"},
		"payer":     object{"name": "Globotech", "tin": "3", "telephone_number": "4", "address": place},
		"filer":     object{"name": "Globotech", "tin": "5", "type": "Other Third Party", "address": place},
	}
	for _, box := range []string{"rents", "royalties", "other_income", "federal_income_tax_withheld", "fishing_boat_proceeds", "medical_and_healthcare_payments",
		"nonemployee_compensation", "substitute_payments_in_lieu_of_dividends_or_interest", "crop_insurance_proceeds", "excess_golden_parachute_payments",
		"gross_proceeds_paid_to_an_attorney", "section_409a_deferrals", "section_409a_income", "state_tax_withheld", "state_tax_withheld_lower",
		"state_income", "state_income_lower", "primary_state_income_tax", "secondary_state_income_tax"} {
		form[box] = 12.5
	}
	for _, box := range []string{"payer_state_number", "payer_state_number_lower", "primary_state", "secondary_state", "primary_state_id", "secondary_state_id"} {
		form[box] = "CA"
	}
	form["payer_made_direct_sales_of_5000_or_more_of_consumer_products_to_buyer"] = "CHECKED"
	return object{"type": "payroll", "income": object{"paystubs": list{stub}, "w2s": list{w2}, "form_1099s": list{form}}}
}()
