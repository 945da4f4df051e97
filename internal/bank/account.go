package bank

// Account is one account behind a login, without an id: ids belong to Items.
type Account struct {
	Name         string `json:"name"`
	OfficialName string `json:"official_name,omitempty"`
	Type         string `json:"type"`
	Subtype      string `json:"subtype"`
	Mask         string `json:"mask"`
}

// standardAccounts are those of user_good, in the sandbox's order (facts link 5.5).
var standardAccounts = []Account{
	{"Plaid Checking", "Plaid Gold Standard 0% Interest Checking", "depository", "checking", "0000"},
	{"Plaid Saving", "Plaid Silver Standard 0.1% Interest Saving", "depository", "savings", "1111"},
	{"Plaid CD", "Plaid Bronze Standard 0.2% Interest CD", "depository", "cd", "2222"},
	{"Plaid Credit Card", "Plaid Diamond 12.5% APR Interest Credit Card", "credit", "credit card", "3333"},
	{"Plaid Money Market", "Plaid Platinum Standard 1.85% Interest Money Market", "depository", "money market", "4444"},
	{"Plaid IRA", "", "investment", "ira", "5555"},
	{"Plaid 401k", "", "investment", "401k", "6666"},
	{"Plaid Student Loan", "", "loan", "student", "7777"},
	{"Plaid Mortgage", "", "loan", "mortgage", "8888"},
	{"Plaid HSA", "Plaid Cares Health Savings Account", "depository", "hsa", "9001"},
	{"Plaid Cash Management", "Plaid Growth Cash Management", "depository", "cash management", "9002"},
	{"Plaid Business Credit Card", "Plaid Platinum Small Business Credit Card", "credit", "credit card", "9999"},
}

// personAccounts are those of the income personas.
var personAccounts = standardAccounts[:2]
