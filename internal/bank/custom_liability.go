package bank

// customLiability is a debt of a configuration, on a credit card or for studies. Nil and empty are
// what it does not say.
type customLiability struct {
	Type string // credit or student; empty where only the account says it

	// of a credit card
	PurchaseAPR, CashAPR, BalanceTransferAPR, SpecialAPR *float64 // in percent
	LastPayment                                          *Money

	MinimumPayment *Money // of both
	Overdue        *bool

	// of a student loan
	Origination, ExpectedPayoff *Date
	Principal                   *Money
	NominalAPR                  *float64
	NonRepaymentMonths          *int
	RepaymentMonths             *int
	Guarantor, LoanName         string
	StatusType                  string
	StatusEnd                   *Date
	PaymentReference            string
	PlanType, PlanDescription   string
	SequenceNumber              string
	ServicerAddress             *Address
	PSLF                        *customPSLF
}

// customPSLF is where a loan stands in the forgiveness program for public service.
type customPSLF struct {
	EstimatedEligibility *Date
	Made, Remaining      *int // payments
}

var (
	loanStatuses = []string{
		"cancelled", "charged off", "claim", "consolidated", "deferment", "delinquent", "discharged", "extension", "forbearance",
		"in grace", "in military", "in school", "not fully disbursed", "other", "paid in full", "refunded", "repayment",
		"transferred", "pending idr",
	}
	// The spec writes the seventh both ways.
	repaymentPlans = []string{
		"extended graduated", "extended standard", "graduated", "income-contingent repayment", "income-based repayment",
		"income-sensitive repayment", "interest-only", "interest only", "other", "pay as you earn", "revised pay as you earn",
		"standard", "saving on a valuable education",
	}
)

// maxMonths bounds the months of a loan.
const maxMonths = 1200

func readCustomLiability(in object) *customLiability {
	l := customLiability{
		Type:        in.word("type", "credit", "student"),
		PurchaseAPR: in.size("purchase_apr"), CashAPR: in.size("cash_apr"),
		BalanceTransferAPR: in.size("balance_transfer_apr"), SpecialAPR: in.size("special_apr"),
		LastPayment: in.price("last_payment_amount"), MinimumPayment: in.price("minimum_payment_amount"), Overdue: in.truth("is_overdue"),
		Origination: in.date("origination_date"), ExpectedPayoff: in.date("expected_payoff_date"),
		Principal: in.price("principal"), NominalAPR: in.size("nominal_apr"),
		Guarantor: in.text("guarantor"), LoanName: in.text("loan_name"),
		PaymentReference: in.label("payment_reference_number"), SequenceNumber: in.label("sequence_number"),
		PlanDescription: in.text("repayment_plan_description"), PlanType: in.word("repayment_plan_type", repaymentPlans...),
	}
	in.whole("interest_capitalization_grace_period_months", 0, maxMonths) // no answer of the API tells these two
	in.truth("is_federal")
	if l.PlanType == "interest only" {
		l.PlanType = "interest-only"
	}
	model := in.object("repayment_model")
	model.word("type", "standard")
	l.NonRepaymentMonths, l.RepaymentMonths = model.whole("non_repayment_months", 0, maxMonths), model.whole("repayment_months", 0, maxMonths)
	model.end()
	status := in.object("loan_status")
	l.StatusType, l.StatusEnd = status.word("type", loanStatuses...), status.date("end_date")
	status.end()
	l.PSLF = readPSLF(in.object("pslf_status"))
	if address, said := readAddress(in.object("servicer_address")); said {
		l.ServicerAddress = &address
	}
	in.end()
	if in.blank() {
		return nil
	}
	return &l
}

func readPSLF(in object) *customPSLF {
	pslf := customPSLF{in.date("estimated_eligibility_date"), in.whole("payments_made", 0, maxMonths), in.whole("payments_remaining", 0, maxMonths)}
	if in.end(); in.blank() {
		return nil
	}
	return &pslf
}

// The rates of debts that have none of their own, in percent: those of user_good's card and loan.
const (
	creditAPR = 12.5
	loanAPR   = 5.25
)

// rate gives the yearly interest of a debt in percent.
func (l *customLiability) rate(accountType string) float64 {
	switch {
	case l != nil && accountType == "credit" && l.PurchaseAPR != nil:
		return *l.PurchaseAPR
	case l != nil && accountType == "loan" && l.NominalAPR != nil:
		return *l.NominalAPR
	case accountType == "credit":
		return creditAPR
	}
	return loanAPR
}
