package bank

// months are the names of the twelve boxes of a 1099-K, in their order.
var months1099 = [12]string{
	"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
}

// formTypes are the words of the API for the kinds of 1099 form.
var formTypes = map[string]string{"FORM_1099_TYPE_MISC": Form1099Misc, "FORM_1099_TYPE_K": Form1099K}

// ticked reads a box that has a cross or none.
func ticked(in object, key string) string { return in.word(key, "CHECKED", "NOT CHECKED") }

// read1099 reads a 1099 form of a configuration, or of a JSON document that is uploaded as one. Its
// fields have the names of the API's answer. Where it does not say of which kind it is, what it fills
// in says it.
func read1099(in object) (Form1099, bool) {
	form := Form1099{
		Type:    formTypes[in.word("form_1099_type", "FORM_1099_TYPE_UNKNOWN", "FORM_1099_TYPE_MISC", "FORM_1099_TYPE_K")],
		TaxYear: in.numeral("tax_year", yearForm, "must be a year of four digits"), FederalIncomeTaxWithheld: in.price("federal_income_tax_withheld"),
		Recipient: readRecipient(in.object("recipient")), Payer: readPayer(in.object("payer")), Filer: readFiler(in.object("filer")),
		Misc: readMisc(in), Processed: readProcessed(in), States: readStates1099(in),
	}
	in.end()
	if !in.has("form_1099_type") {
		switch {
		case form.Processed != Processed1099{}:
			form.Type = Form1099K
		case form.Misc != Misc1099{}:
			form.Type = Form1099Misc
		}
	}
	return form, !in.blank()
}

func readRecipient(in object) Recipient1099 {
	r := Recipient1099{
		Name: in.text("name"), TIN: in.label("tin"), AccountNumber: in.label("account_number"), Address: readPlace(in.object("address")),
		FACTA: ticked(in, "facta_filing_requirement"), SecondTIN: ticked(in, "second_tin_exists"),
	}
	in.end()
	return r
}

func readPayer(in object) Payer1099 {
	p := Payer1099{
		Name: in.text("name"), TIN: in.label("tin"), Telephone: in.label("telephone_number"), Address: readPlace(in.object("address")),
	}
	in.end()
	return p
}

func readFiler(in object) Filer1099 {
	f := Filer1099{
		Name: in.text("name"), TIN: in.label("tin"), Address: readPlace(in.object("address")),
		Type: in.word("type", "Payment Settlement Entity (PSE)", "Electronic Payment Facilitator (EPF)", "Other Third Party"),
	}
	in.end()
	return f
}

func readMisc(in object) Misc1099 {
	return Misc1099{
		Rents: in.price("rents"), Royalties: in.price("royalties"), OtherIncome: in.price("other_income"),
		FishingBoatProceeds: in.price("fishing_boat_proceeds"), MedicalPayments: in.price("medical_and_healthcare_payments"),
		NonemployeeCompensation: in.price("nonemployee_compensation"),
		SubstitutePayments:      in.price("substitute_payments_in_lieu_of_dividends_or_interest"),
		DirectSales:             ticked(in, "payer_made_direct_sales_of_5000_or_more_of_consumer_products_to_buyer"),
		CropInsuranceProceeds:   in.price("crop_insurance_proceeds"), GoldenParachutePayments: in.price("excess_golden_parachute_payments"),
		AttorneyProceeds: in.price("gross_proceeds_paid_to_an_attorney"), Section409ADeferrals: in.price("section_409a_deferrals"),
		Section409AIncome: in.price("section_409a_income"),
	}
}

func readProcessed(in object) Processed1099 {
	p := Processed1099{
		Reported: in.word("transactions_reported", "Payment card", "Third party network"),
		PSEName:  in.text("pse_name"), PSETelephone: in.label("pse_telephone_number"), Gross: in.price("gross_amount"),
		CardNotPresent: in.price("card_not_present_transaction"), MerchantCode: in.label("merchant_category_code"),
		Payments: in.label("number_of_payment_transactions"),
	}
	for i, month := range months1099 {
		p.Months[i] = in.price(month + "_amount")
	}
	return p
}

func readStates1099(in object) States1099 {
	return States1099{
		TaxWithheld: in.price("state_tax_withheld"), TaxWithheldLower: in.price("state_tax_withheld_lower"),
		PayerNumber: in.label("payer_state_number"), PayerNumberLower: in.label("payer_state_number_lower"),
		Income: in.price("state_income"), IncomeLower: in.price("state_income_lower"),
		Primary: in.text("primary_state"), Secondary: in.text("secondary_state"),
		PrimaryID: in.label("primary_state_id"), SecondaryID: in.label("secondary_state_id"),
		PrimaryIncomeTax: in.price("primary_state_income_tax"), SecondaryIncomeTax: in.price("secondary_state_income_tax"),
	}
}
