package bank

// Customer is what stands behind a login: people, their accounts and what happens on them. It is
// read only and may be shared.
type Customer struct {
	Books       []Book       // the accounts, in their order
	Employments []Employment // of the people, which a payroll provider knows

	streams []stream // what recurs on the accounts
	listed  []listed // what a custom user lists one by one
	dynamic bool     // takes notice of what callers change
	reach   Date     // days before the Item of which the bank knows; zero for longest
	noise   noise

	closings map[int]closing  // by account: what keeps it where it is
	memo     *memo            // of what the closings move; nil while the customer is being made
	given    []PayrollAccount // what a custom user gives, beside those of its employments
	gigs     []gig            // what a payroll provider knows besides
}

// Book is the bank's book of one account. In a record it has what a statement shows of it.
type Book struct {
	Account
	Currency       string   `json:"currency,omitempty"`   // ISO 4217, or an unofficial code
	Unofficial     bool     `json:"unofficial,omitempty"` // the currency is none of ISO 4217
	Stated         Balance  `json:"-"`                    // when the Item is made; what is available as if nothing were pending
	HolderCategory string   `json:"-"`                    // business or personal; empty where the bank does not say
	Numbers        Numbers  `json:"-"`
	Owners         []Owner  `json:"owners,omitempty"`
	APY            *float64 `json:"-"` // percent of interest in a year; nil where the bank does not say
	NoTransactions bool     `json:"-"` // the bank does not list any, whatever happens
	FixedAvailable bool     `json:"-"` // what is available stays as it is stated

	Positions []Position `json:"-"` // of an investment account, when the Item is made
	Trades    []Trade    `json:"-"` // that are listed one by one; their accounts and keys need not be set
	Liability *Liability `json:"-"` // what is owed and how it is paid back; nil where the bank does not say
	routine   []Trade    // what is traded in each 30 days
}

// Balance is what a bank says about the money on an account. Nil is what it does not say.
type Balance struct {
	Current   *Money // owned, or owed on credit and loans
	Available *Money
	Limit     *Money
}

// Numbers are the numbers by which money is sent to an account. Empty is what it does not have.
type Numbers struct {
	Account        string
	Routing        string // ACH
	WireRouting    string
	EFTInstitution string
	EFTBranch      string
	BIC, IBAN      string
	SortCode       string // BACS
}

// Owner is a person who holds an account.
type Owner struct {
	Names     []string  `json:"names,omitempty"`
	Phones    []Contact `json:"phone_numbers,omitempty"`
	Emails    []Contact `json:"emails,omitempty"`
	Addresses []Address `json:"addresses,omitempty"`
}

// Contact is a telephone number or an e-mail address.
type Contact struct {
	Data    string `json:"data,omitempty"`
	Primary bool   `json:"primary,omitempty"`
	Type    string `json:"type,omitempty"`
}

// Address is a postal address. Empty is what is not known.
type Address struct {
	Street     string `json:"street,omitempty"`
	City       string `json:"city,omitempty"`
	Region     string `json:"region,omitempty"`
	PostalCode string `json:"postal_code,omitempty"`
	Country    string `json:"country,omitempty"`
	Primary    bool   `json:"primary,omitempty"`
}

// Book finds an account by its number.
func (c *Customer) Book(number int) (Book, bool) {
	if book := c.book(number); book != nil {
		return *book, true
	}
	return Book{}, false
}

// book finds an account by its number, nil when there is none.
func (c *Customer) book(number int) *Book {
	if number < 1 || number > len(c.Books) {
		return nil
	}
	return &c.Books[number-1]
}

// Dynamic reports whether callers may make transactions of their own, and whether a refresh
// moves something (facts link 5.6).
func (c *Customer) Dynamic() bool { return c.dynamic }

// customUsername is the user whose password is a configuration (facts link 6.1).
const customUsername = "user_custom"

// customer gives who stands behind a login, whatever its password asks on the way.
func (w *World) customer(l Login) (*Customer, error) {
	l = textOf(l)
	if c := w.known.get(l); c != nil {
		return c, nil
	}
	c, err := w.newCustomer(l)
	if err == nil {
		w.known.put(l, c)
	}
	return c, err
}

// newCustomer makes who stands behind a login.
func (w *World) newCustomer(l Login) (*Customer, error) {
	if _, _, custom := l.custom(); custom {
		return w.customCustomer(l)
	}
	n := noiseOf(w.seed, l.Username)
	institution, _ := w.Institution(l.InstitutionID)
	if l.Username == dynamicUsername {
		return localised(dynamic(n), institution), nil
	}
	if institution.Payroll {
		if c, ok := w.payrollCustomer(l.Username); ok {
			return c, nil
		}
	}
	if c, ok := w.personaCustomer(l.Username); ok {
		return localised(c, institution), nil
	}
	return localised(good(n), institution), nil
}

// customCustomer reads the configuration of a login and makes who it describes.
func (w *World) customCustomer(l Login) (*Customer, error) {
	what, text, _ := l.custom()
	config, err := parseCustom(what, text)
	if err != nil {
		return nil, err
	}
	return w.customerOf(config, l), nil
}
