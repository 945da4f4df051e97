package bank

import (
	"cmp"
	"slices"
)

// good is what stands behind user_good: its accounts, and 16 transactions in each 30 days
// (facts link 5.5 and 5.6).
func good(n noise) *Customer {
	c := &Customer{noise: n, streams: goodStreams, Books: slices.Clone(goodBooks)}
	for i := range c.Books {
		b := &c.Books[i]
		b.Currency, b.Owners, b.HolderCategory = "USD", []Owner{standardOwner}, cmp.Or(b.HolderCategory, "personal")
		if takesTransfers(b.Account) {
			b.Numbers = Numbers{Account: standardNumber + b.Mask, Routing: standardRouting, WireRouting: standardWireRouting}
		}
	}
	return c
}

// The numbers of the accounts of user_good: one bank for all, and account numbers that end in the
// mask (facts link 5.5).
const (
	standardRouting     = "011401533"
	standardWireRouting = "021000021"
	standardNumber      = "111122223333"
)

// goodBooks are the accounts of user_good, in the sandbox's order, with what they yield in a year as
// their official names say (facts link 5.5). The names of the last two are not known there; these
// are ours.
var goodBooks = []Book{
	{Account: Account{1, "Plaid Checking", "Plaid Gold Standard 0% Interest Checking", "depository", "checking", "0000"},
		Stated: stated(110, 100, 0), APY: new(0.0)},
	{Account: Account{2, "Plaid Saving", "Plaid Silver Standard 0.1% Interest Saving", "depository", "savings", "1111"},
		Stated: stated(210, 200, 0), APY: new(0.1)},
	{Account: Account{3, "Plaid CD", "Plaid Bronze Standard 0.2% Interest CD", "depository", "cd", "2222"},
		Stated: stated(1000, 0, 0), APY: new(0.2)},
	{Account: Account{4, "Plaid Credit Card", "Plaid Diamond 12.5% APR Interest Credit Card", "credit", "credit card", "3333"},
		Stated: stated(410, 0, 2000), Liability: cardTerms},
	{Account: Account{5, "Plaid Money Market", "Plaid Platinum Standard 1.85% Interest Money Market", "depository", "money market", "4444"},
		Stated: stated(43200, 43200, 0), APY: new(1.85)},
	{Account: Account{6, "Plaid IRA", "", "investment", "ira", "5555"},
		Stated: stated(320.76, 0, 0), Positions: iraPositions, routine: iraRoutine},
	{Account: Account{7, "Plaid 401k", "", "investment", "401k", "6666"},
		Stated: stated(23631.9805, 0, 0), Positions: planPositions, routine: planRoutine},
	{Account: Account{8, "Plaid Student Loan", "", "loan", "student", "7777"},
		Stated: stated(65262, 0, 0), Liability: studentTerms},
	{Account: Account{9, "Plaid Mortgage", "", "loan", "mortgage", "8888"},
		Stated: stated(56302.06, 0, 0), Liability: mortgageTerms},
	{Account: Account{10, "Plaid HSA", "Plaid Cares Health Savings Account", "depository", "hsa", "9001"},
		Stated: stated(6009, 6009, 0)},
	{Account: Account{11, "Plaid Cash Management", "Plaid Growth Cash Management", "depository", "cash management", "9002"},
		Stated: stated(12060, 12060, 0)},
	{Account: Account{12, "Plaid Business Credit Card", "Plaid Platinum Small Business Credit Card", "credit", "credit card", "9999"},
		Stated: stated(5020, 4980, 10000), HolderCategory: "business"},
	{Account: Account{13, "Plaid Auto Loan", "", "loan", "auto", "9003"},
		Stated: stated(23211.33, 0, 0)},
	{Account: Account{14, "Plaid Home Equity Line of Credit", "", "loan", "home equity", "9004"},
		Stated: stated(13500.50, 0, 0)},
}

func stated(current, available, limit float64) Balance {
	b := Balance{Current: new(MoneyOf(current))}
	if available != 0 {
		b.Available = new(MoneyOf(available))
	}
	if limit != 0 {
		b.Limit = new(MoneyOf(limit))
	}
	return b
}

// standardOwner is who owns what has no other owner.
var standardOwner = Owner{
	Names: []string{"Alberta Bobbeth Charleson"},
	Emails: []Contact{
		{"accountholder0@example.com", true, "primary"}, {"accountholder1@example.com", false, "secondary"},
		{"extraordinarily.long.email.username.123456@reallylonghostname.com", false, "other"},
	},
	Phones: []Contact{{"1112223333", false, "home"}, {"1112224444", false, "work"}, {"1112225555", false, "mobile1"}},
	Addresses: []Address{
		{"2992 Cameron Road", "Malakoff", "NY", "14236", "US", true},
		{"2493 Leisure Lane", "San Matias", "CA", "93405-2255", "US", false},
	},
}

// Two descriptions by which others know the rows that have them: as the payment of the card's bill
// ([Schedule].Autopay), and as a wage.
const (
	automaticPayment = "AUTOMATIC PAYMENT - THANK"
	gustoPay         = "ACH Electronic CreditGUSTO PAY 123456"
)

// goodStreams are the rows of the facts' calendar. Its cycle of 30 days runs on for ever, whoever
// looks, and the bank tells of each row a day after it happened.
var goodStreams = []stream{
	cycle(4, 0, 2078.50, automaticPayment),
	cycle(4, 0, 500, "KFC"),
	cycle(4, 0, 500, "Madison Bicycle Shop"),
	cycle(4, 1, 500, "Tectra Inc"),
	cycle(4, 6, 500, "United Airlines"),
	cycle(4, 19, 78.50, "Touchstone Climbing"),
	cycle(1, 4, 6.33, "Uber 072515 SF**POOL**"),
	cycle(1, 17, 89.40, "SparkFun"),
	cycle(1, 18, 12, "McDonald's"),
	cycle(1, 18, 4.33, "Starbucks"),
	cycle(1, 19, -500, "United Airlines"),
	cycle(1, 21, 5.40, "Uber 063015 SF**POOL**"),
	cycle(2, 16, -4.22, "INTRST PYMNT"),
	cycle(2, 21, 25, "CREDIT CARD 3333 PAYMENT *//"),
	cycle(3, 20, 1000, "CD DEPOSIT .INITIAL."),
	cycle(5, 20, 5850, gustoPay),
}

// cycle is a row of that calendar: posted on one of the 30 days, authorized the day before.
func cycle(account int, on Date, amount float64, description string) stream {
	return stream{
		account: account, rule: everyDays{30, on - 1}, amount: MoneyOf(amount), description: description, authorized: 1,
	}
}
