package bank

// The kinds of 1099 form that the API tells apart (facts api 3.9).
const (
	Form1099Misc = "MISC" // what a payer paid in a year
	Form1099K    = "K"    // what was paid through a card processor or a marketplace, month by month
)

// Form1099 is what a payer reports of a year's payments to somebody who is not employed (facts api
// 3.9). Nil and empty are what it does not say. One type has the boxes of both kinds of form, as the
// API has it; what was withheld as federal income tax, and the state boxes, may stand on either.
type Form1099 struct {
	Key       int64         `json:"key,omitempty"`            // names the form among those of its customer, the same on every call
	Type      string        `json:"form_1099_type,omitempty"` // MISC or K; empty where it is not known
	TaxYear   string        `json:"tax_year,omitempty"`
	Recipient Recipient1099 `json:"recipient,omitzero"`
	Payer     Payer1099     `json:"payer,omitzero"` // who pays, on a 1099-MISC
	Filer     Filer1099     `json:"filer,omitzero"` // who reports, on a 1099-K

	FederalIncomeTaxWithheld *Money        `json:"federal_income_tax_withheld,omitempty"`
	Misc                     Misc1099      `json:"misc,omitzero"`
	Processed                Processed1099 `json:"processed,omitzero"`
	States                   States1099    `json:"states,omitzero"`
}

// Misc1099 are the boxes of a 1099-MISC.
type Misc1099 struct {
	Rents                   *Money `json:"rents,omitempty"`
	Royalties               *Money `json:"royalties,omitempty"`
	OtherIncome             *Money `json:"other_income,omitempty"`
	FishingBoatProceeds     *Money `json:"fishing_boat_proceeds,omitempty"`
	MedicalPayments         *Money `json:"medical_and_healthcare_payments,omitempty"`
	NonemployeeCompensation *Money `json:"nonemployee_compensation,omitempty"`
	SubstitutePayments      *Money `json:"substitute_payments_in_lieu_of_dividends_or_interest,omitempty"`                  // in lieu of dividends or interest
	DirectSales             string `json:"payer_made_direct_sales_of_5000_or_more_of_consumer_products_to_buyer,omitempty"` // of 5000 or more of consumer products: CHECKED or NOT CHECKED
	CropInsuranceProceeds   *Money `json:"crop_insurance_proceeds,omitempty"`
	GoldenParachutePayments *Money `json:"excess_golden_parachute_payments,omitempty"`
	AttorneyProceeds        *Money `json:"gross_proceeds_paid_to_an_attorney,omitempty"`
	Section409ADeferrals    *Money `json:"section_409a_deferrals,omitempty"`
	Section409AIncome       *Money `json:"section_409a_income,omitempty"`
}

// Processed1099 are the boxes of a 1099-K. The months add up to the gross amount on those that the
// world makes.
type Processed1099 struct {
	Reported       string     `json:"transactions_reported,omitempty"` // Payment card or Third party network
	PSEName        string     `json:"pse_name,omitempty"`              // of the payment settlement entity
	PSETelephone   string     `json:"pse_telephone_number,omitempty"`
	Gross          *Money     `json:"gross_amount,omitempty"`
	CardNotPresent *Money     `json:"card_not_present_transaction,omitempty"`
	MerchantCode   string     `json:"merchant_category_code,omitempty"`
	Payments       string     `json:"number_of_payment_transactions,omitempty"` // how many
	Months         [12]*Money `json:"months,omitzero"`
}

// States1099 are what a form says to one or two states: the boxes of a 1099-MISC first, then those
// of a 1099-K.
type States1099 struct {
	TaxWithheld      *Money `json:"state_tax_withheld,omitempty"`
	TaxWithheldLower *Money `json:"state_tax_withheld_lower,omitempty"`
	PayerNumber      string `json:"payer_state_number,omitempty"`
	PayerNumberLower string `json:"payer_state_number_lower,omitempty"`
	Income           *Money `json:"state_income,omitempty"`
	IncomeLower      *Money `json:"state_income_lower,omitempty"`

	Primary            string `json:"primary_state,omitempty"`
	Secondary          string `json:"secondary_state,omitempty"`
	PrimaryID          string `json:"primary_state_id,omitempty"`
	SecondaryID        string `json:"secondary_state_id,omitempty"`
	PrimaryIncomeTax   *Money `json:"primary_state_income_tax,omitempty"`
	SecondaryIncomeTax *Money `json:"secondary_state_income_tax,omitempty"`
}

// Recipient1099 is who was paid.
type Recipient1099 struct {
	Name          string  `json:"name,omitempty"`
	TIN           string  `json:"tin,omitempty"`
	AccountNumber string  `json:"account_number,omitempty"`
	Address       Address `json:"address,omitzero"`
	FACTA         string  `json:"facta_filing_requirement,omitempty"` // CHECKED or NOT CHECKED
	SecondTIN     string  `json:"second_tin_exists,omitempty"`        // CHECKED or NOT CHECKED
}

// Payer1099 is who paid.
type Payer1099 struct {
	Name      string  `json:"name,omitempty"`
	TIN       string  `json:"tin,omitempty"`
	Telephone string  `json:"telephone_number,omitempty"`
	Address   Address `json:"address,omitzero"`
}

// Filer1099 is who reports what others paid.
type Filer1099 struct {
	Name    string  `json:"name,omitempty"`
	TIN     string  `json:"tin,omitempty"`
	Type    string  `json:"type,omitempty"` // Payment Settlement Entity (PSE), Electronic Payment Facilitator (EPF) or Other Third Party
	Address Address `json:"address,omitzero"`
}
