package bank

import "strings"

// buys pays for groceries, meals and the like: what almost everybody buys, where they live. A scale
// of one is some 1,000 a month.
func (h *household) buys(account int, scale float64) {
	home := h.owners[0].Addresses[0]
	at := " " + strings.ToUpper(home.City) + " " + home.Region
	h.add(
		visits(account, 130, 84*scale, 45*scale, "KROGER #412"+at),
		visits(account, 60, 61*scale, 32*scale, "WALMART SUPERCENTER #1762"+at),
		visits(account, 70, 38*scale, 17*scale, "TRADER JOE'S #518"+at),
		visits(account, 160, 6.40*scale, 2.20*scale, "STARBUCKS STORE 08812"+at),
		visits(account, 90, 14.10*scale, 4.50*scale, "CHIPOTLE 2231"+at),
		visits(account, 55, 47*scale, 21*scale, "TST* THE COPPER KETTLE"),
		visits(account, 45, 52*scale, 38*scale, "AMAZON.COM*MKTPL AMZN.COM/BILL WA"),
		visits(account, 30, 24*scale, 15*scale, "CVS/PHARMACY #04417"),
	)
}

// drives pays for a car.
func (h *household) drives(account int, loan float64) {
	h.add(
		visits(account, 130, 42, 11, "SHELL OIL 57444212"),
		bill(account, 18, 128.40, 0, "GEICO *AUTO 800-841-3000"),
	)
	if loan > 0 {
		h.add(bill(account, 14, loan, 0, "TOYOTA FINANCIAL SERVICES AUTO LOAN PMT"))
	}
}

// dwells pays a rent, or what else is due on the first, and the bills of a home.
func (h *household) dwells(account int, rent float64, description string) {
	h.add(
		bill(account, 1, rent, 0, description),
		bill(account, 9, 96, 34, "CON EDISON ELECTRIC BILL PMT"),
		bill(account, 11, 70.99, 0, "COMCAST CABLE INTERNET"),
		bill(account, 16, 65, 0, "VERIZON WIRELESS PAYMENTS"),
	)
}

// watches pays for subscriptions.
func (h *household) watches(account int) {
	h.add(
		bill(account, 6, 15.49, 0, "NETFLIX.COM"),
		bill(account, 13, 11.99, 0, "SPOTIFY USA"),
		bill(account, 22, 24.99, 0, "PLANET FITNESS CLUB FEES"),
	)
}

// saves gets interest on a savings account.
func (h *household) saves(account int, interest float64) {
	h.add(deposit(account, monthly{lastDay}, interest, interest/10, "INTEREST PAYMENT"))
}

// pair opens the checking and the savings account that most personas have, swept into each other.
func (h *household) pair(keep, saved float64) (checking, savings int) {
	checking = h.checking("Plaid Checking", "0000", MoneyOf(keep))
	h.Books[0].OfficialName = goodBooks[0].OfficialName
	savings = h.savings("Plaid Saving", "1111", MoneyOf(saved))
	h.Books[1].OfficialName = goodBooks[1].OfficialName
	return checking, savings
}

// borrows takes an advance each so many days, on a Tuesday first, and gives it back some days
// later with a fee.
func (h *household) borrows(account, days int, later Date, description, repayment string, fee Money) {
	noise := h.noise.at(4000)
	advance := func(n int64) Money { return Money(40+10*noise.at(n).below(9)) * unit }
	h.add(
		stream{account: account, rule: everyDays{days, 5}, description: description, pays: func(n int64) Money { return -advance(n) }},
		stream{account: account, rule: everyDays{days, 5 + later}, description: repayment, pays: func(n int64) Money { return advance(n) + fee }},
	)
}
