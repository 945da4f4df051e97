package document

import (
	"cmp"

	"toile/internal/bank"
)

// Write1099 renders what a payer reports of a year: a 1099-MISC, a 1099-K, or all boxes of both where
// the form does not say which it is.
func Write1099(form bank.Form1099) ([]byte, error) {
	return form1099Sheet(&form, kindOf1099(form.Type)).write()
}

// kindOf1099 gives the kind of a form whose layout there is, nothing for any other.
func kindOf1099(said string) string {
	if said == bank.Form1099K || said == bank.Form1099Misc {
		return said
	}
	return ""
}

// kindLabel is the label of the box that says which form it is.
const kindLabel = "Form 1099"

// form1099Sheet is the layout of a 1099 of a type. Boxes of the other type follow on a part of their
// own where something stands in them.
func form1099Sheet(f *bank.Form1099, kind string) sheet {
	title := "Form 1099"
	if kind != "" {
		title += "-" + kind
	}
	s := sheet{
		kind: Form1099, issuer: cmp.Or(f.Payer.Name, f.Filer.Name), title: title, made: afterYear(f.TaxYear),
		parts: []part{{boxes: []slot{
			word(kindLabel, "form_1099_type", 4, &f.Type), word("Tax year", "tax_year", 4, &f.TaxYear), number("Form number", "number", 4, &f.Key),
		}}},
	}
	payer := part{title: "Payer", boxes: append([]slot{
		word("PAYER'S name", "payer.name", 5, &f.Payer.Name), word("PAYER'S TIN", "payer.tin", 4, &f.Payer.TIN),
		word("PAYER'S telephone no.", "payer.telephone_number", 3, &f.Payer.Telephone),
	}, address("Street address", "payer.address", &f.Payer.Address)...)}
	filer := part{title: "Filer", boxes: append([]slot{
		word("FILER'S name", "filer.name", 5, &f.Filer.Name), word("FILER'S TIN", "filer.tin", 3, &f.Filer.TIN), word("FILER'S type", "filer.type", 4, &f.Filer.Type),
	}, address("Street address", "filer.address", &f.Filer.Address)...)}
	misc := part{title: "Miscellaneous information", boxes: miscBoxes(&f.Misc)}
	cards := part{title: "Payment card and third party network transactions", boxes: cardBoxes(&f.Processed)}
	recipient := part{title: "Recipient", boxes: append([]slot{
		word("RECIPIENT'S name", "recipient.name", 5, &f.Recipient.Name), word("RECIPIENT'S TIN", "recipient.tin", 4, &f.Recipient.TIN),
		word("Account number", "recipient.account_number", 3, &f.Recipient.AccountNumber),
		word("FATCA filing requirement", "recipient.facta_filing_requirement", 6, &f.Recipient.FACTA),
		word("2nd TIN notice", "recipient.second_tin_exists", 6, &f.Recipient.SecondTIN),
	}, address("Street address", "recipient.address", &f.Recipient.Address)...)}
	own, other := []part{payer, recipient, misc}, []part{filer, cards}
	if kind == bank.Form1099K {
		own, other = []part{filer, recipient, cards}, []part{payer, misc}
	}
	s.parts = append(s.parts, own...)
	s.parts = append(s.parts, part{title: "Taxes", boxes: append([]slot{
		sum("Federal income tax withheld", "federal_income_tax_withheld", 12, &f.FederalIncomeTaxWithheld),
	}, stateBoxes(&f.States)...)})
	for _, one := range other {
		one.optional = kind != ""
		s.parts = append(s.parts, one)
	}
	return s
}

func miscBoxes(m *bank.Misc1099) []slot {
	return []slot{
		sum("1 Rents", "rents", 6, &m.Rents), sum("2 Royalties", "royalties", 6, &m.Royalties), sum("3 Other income", "other_income", 6, &m.OtherIncome),
		sum("5 Fishing boat proceeds", "fishing_boat_proceeds", 6, &m.FishingBoatProceeds),
		sum("6 Medical and health care payments", "medical_and_healthcare_payments", 6, &m.MedicalPayments),
		sum("Nonemployee compensation", "nonemployee_compensation", 6, &m.NonemployeeCompensation),
		sum("8 Substitute payments in lieu of dividends or interest", "substitute_payments_in_lieu_of_dividends_or_interest", 6, &m.SubstitutePayments),
		word("7 Payer made direct sales totaling $5,000 or more", "payer_made_direct_sales_of_5000_or_more_of_consumer_products_to_buyer", 6, &m.DirectSales),
		sum("9 Crop insurance proceeds", "crop_insurance_proceeds", 6, &m.CropInsuranceProceeds),
		sum("13 Excess golden parachute payments", "excess_golden_parachute_payments", 6, &m.GoldenParachutePayments),
		sum("10 Gross proceeds paid to an attorney", "gross_proceeds_paid_to_an_attorney", 4, &m.AttorneyProceeds),
		sum("12 Section 409A deferrals", "section_409a_deferrals", 4, &m.Section409ADeferrals),
		sum("14 Section 409A income", "section_409a_income", 4, &m.Section409AIncome),
	}
}

func cardBoxes(p *bank.Processed1099) []slot {
	boxes := []slot{
		word("Transactions reported are", "transactions_reported", 4, &p.Reported), word("PSE'S name", "pse_name", 5, &p.PSEName),
		word("PSE'S telephone number", "pse_telephone_number", 3, &p.PSETelephone),
		sum("1a Gross amount of payment card/third party network transactions", "gross_amount", 6, &p.Gross),
		sum("1b Card not present transactions", "card_not_present_transaction", 6, &p.CardNotPresent),
		word("2 Merchant category code", "merchant_category_code", 6, &p.MerchantCode),
		word("3 Number of payment transactions", "number_of_payment_transactions", 6, &p.Payments),
	}
	for i, month := range monthBoxes {
		boxes = append(boxes, sum(month.label, month.name, 3, &p.Months[i]))
	}
	return boxes
}

// monthBoxes are the boxes of a 1099-K for the months.
var monthBoxes = [12]struct{ label, name string }{
	{"5a January", "january_amount"}, {"5b February", "february_amount"}, {"5c March", "march_amount"}, {"5d April", "april_amount"},
	{"5e May", "may_amount"}, {"5f June", "june_amount"}, {"5g July", "july_amount"}, {"5h August", "august_amount"},
	{"5i September", "september_amount"}, {"5j October", "october_amount"}, {"5k November", "november_amount"}, {"5l December", "december_amount"},
}

func stateBoxes(s *bank.States1099) []slot {
	return []slot{
		sum("State tax withheld", "state_tax_withheld", 4, &s.TaxWithheld), word("State/Payer's state no.", "payer_state_number", 4, &s.PayerNumber),
		sum("State income", "state_income", 4, &s.Income),
		sum("State tax withheld, second state", "state_tax_withheld_lower", 4, &s.TaxWithheldLower),
		word("State/Payer's state no., second state", "payer_state_number_lower", 4, &s.PayerNumberLower),
		sum("State income, second state", "state_income_lower", 4, &s.IncomeLower),
		word("State", "primary_state", 4, &s.Primary), word("State identification no.", "primary_state_id", 4, &s.PrimaryID),
		sum("State income tax withheld", "primary_state_income_tax", 4, &s.PrimaryIncomeTax),
		word("Second state", "secondary_state", 4, &s.Secondary), word("State identification no., second state", "secondary_state_id", 4, &s.SecondaryID),
		sum("State income tax withheld, second state", "secondary_state_income_tax", 4, &s.SecondaryIncomeTax),
	}
}
