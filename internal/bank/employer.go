package bank

// Employer pays wages.
type Employer struct {
	Name    string  `json:"name,omitempty"`
	EIN     string  `json:"ein,omitempty"` // employer identification number
	Address Address `json:"address,omitzero"`
}

// Employee is a person as an employer knows them.
type Employee struct {
	Name          string  `json:"name,omitempty"`
	Address       Address `json:"address,omitzero"`
	MaritalStatus string  `json:"marital_status,omitempty"`   // SINGLE, MARRIED or NOT LISTED
	TaxpayerType  string  `json:"taxpayer_id_type,omitempty"` // of the number that TaxpayerMask hides: SSN
	TaxpayerMask  string  `json:"taxpayer_id_mask,omitempty"`
}

// Employment is the work of a person for an employer: who, since when, how it is paid, and where
// the pay goes. Pay dates are counted from the epoch, whether the person was there already or not,
// so each stub is computed from its number alone.
type Employment struct {
	Employer   Employer
	Employee   Employee
	Title      string
	Type       string // FULL_TIME, PART_TIME, …
	Started    Date
	EmployeeID string // at the payroll provider
	PositionID string

	PayFrequency string // WEEKLY, BIWEEKLY, SEMI_MONTHLY or MONTHLY
	PayBasis     string // SALARY or HOURLY
	PayRate      string // what PayAmount is paid for: HOURLY or ANNUAL
	PayAmount    Money

	schedule schedule
	terms    payTerms
	noise    noise
	parts    []part
}

// part is a share of the net pay that goes to an account of the person: what is fixed, what a
// bonus leaves, or, for the last part, the rest.
type part struct {
	account     int
	fixed       Money
	bonus       bool
	description string // of the deposit
	mask, name  string // of the account, as the stub writes them
	kind        string // Checking or Savings
}

// employ adds the work and the deposits of its pay to a household.
func (h *household) employ(e Employment) {
	e.noise = h.noise.at(int64(1000 + len(h.Employments)))
	for i := range e.parts {
		p := &e.parts[i]
		book := h.Books[p.account-1]
		p.mask, p.name, p.kind = book.Mask, book.Name, "Checking"
		if book.Subtype != "checking" {
			p.kind = "Savings"
		}
	}
	h.Employments = append(h.Employments, e)
	for i, p := range e.parts {
		s := stream{account: p.account, rule: e.schedule, description: p.description, from: e.Started}
		if p.bonus {
			s.rule = bonusdays{e.schedule}
		}
		s.pays = func(k int64) Money { return -e.split(e.pay(k))[i] }
		h.add(s)
	}
}

// split gives what goes to each part of a pay.
func (e *Employment) split(p pay) []Money {
	shares, rest := make([]Money, len(e.parts)), p.net()
	for i, part := range e.parts {
		switch {
		case i == len(e.parts)-1:
			shares[i] = rest
		case part.bonus:
			shares[i] = p.bonusNet
		default:
			shares[i] = min(part.fixed, rest)
		}
		rest -= shares[i]
	}
	return shares
}
