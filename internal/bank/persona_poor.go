package bank

// creditPoor has no income: a relative helps out about once a week, and more is spent than that.
// Savings cover what is missing each month, and a loan fills them up each quarter; what is due in
// between overdraws the account.
func creditPoor(h *household) {
	h.owners = []Owner{person("Jasper Flannel", "4155550148", "jasper.flannel@example.com", "640 Remnant Road Apt 3", "Toledo", "OH", "43604")}
	checking := h.open(goodBooks[0].Account, closing{on: 28, every: 1, keep: 240 * unit})
	savings := h.open(goodBooks[1].Account, closing{on: 30, every: 3, keep: 2100 * unit})
	h.add(
		deposit(checking, sometimes{140}, 150, 50, "BOOK TRANSFER CREDIT O FLANNEL ...8841"),
		bill(checking, 3, 410, 0, "ZELLE TO R MORTON RENT SHARE"),
		bill(checking, 15, 148.20, 0, "LENDINGCLUB LOAN PMT"),
		bill(checking, 11, 45, 0, "CRICKET WIRELESS"),
		visits(checking, 110, 27, 15, "KROGER #577"),
		visits(checking, 70, 11, 4, "MCDONALD'S F2231"),
		visits(checking, 60, 24, 9, "SHELL OIL 57441877"),
		visits(checking, 20, 40, 20, "ATM WITHDRAWAL 004417"),
	)
	h.borrows(checking, 14, 11, "DAVE INC CASH ADVANCE", "DAVE INC CASH ADVANCE REPAYMENT", 5*unit)
	h.overdraw(checking, 4, "OVERDRAFT ITEM FEE", 34)
	h.overdraw(checking, 16, "OVERDRAFT ITEM FEE", 34)
	h.bounce(checking, 22, 24.99, "PLANET FITNESS CLUB FEES")
	h.close(checking, savings, "Online Transfer SAV ...1111", "Online Transfer CHK ...0000")
	h.close(savings, 0, "LENDINGCLUB LOAN FUNDING", "")
}

// overdraw charges a fee on a day of each month on which the account was below zero the day before.
func (h *household) overdraw(account, on int, description string, fee float64) {
	h.add(stream{account: account, rule: overdrawn{monthly{on}, h.Customer, account}, amount: MoneyOf(fee), description: description, penalty: true})
}

// bounce returns a bill that the account cannot pay, for a fee.
func (h *household) bounce(account, on int, amount float64, description string) {
	rule := overdrawn{monthly{on}, h.Customer, account}
	h.add(
		bill(account, on-1, amount, 0, description),
		stream{account: account, rule: rule, amount: -MoneyOf(amount), description: "RETURNED ITEM " + description, penalty: true},
		stream{account: account, rule: rule, amount: 35 * unit, description: "NSF RETURNED ITEM FEE", penalty: true},
	)
}

// overdrawn occurs on the days of a rule before which an account was below zero, without what
// the bank charged for that.
type overdrawn struct {
	monthly
	customer *Customer
	account  int
}

func (r overdrawn) day(n noise, number int64) (Date, bool) {
	on, _ := r.monthly.day(n, number)
	return on, r.customer.closings[r.account].keep < r.customer.spent(r.account, on-1)
}
