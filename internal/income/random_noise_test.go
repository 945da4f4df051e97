package income_test

import (
	"strings"

	"toile/internal/bank"
)

// refunds and other money that comes in and is no income.
var noIncome = []string{
	"AMAZON.COM REFUND @@", "Target Return ####", "PURCHASE RETURN WALMART ####", "United Airlines **** REFUND ****", "HOME DEPOT ####", "Amazon.com",
	"LENDINGCLUB LOAN FUNDING ####", "UPSTART NETWORK LOAN PROCEEDS", "EARNIN ACTIVEHOURS CASH ADVANCE", "DAVE INC ADVANCE ####",
	"RETURNED ITEM PLANET FITNESS", "ACH RETURN ####", "OVERDRAFT FEE REVERSAL", "NSF FEE REFUND", "PROVISIONAL CREDIT DISPUTE ####",
	"ACCTVERIFY MICRO DEPOSIT ####", "CASHBACK REWARD REDEMPTION", "CREDIT CARD CASH ADVANCE", "STATE FARM INSURANCE CLAIM ####",
	"Online Transfer from SAV ...####", "TRANSFER FROM CHK ...####", "ROBINHOOD FUNDS ####", "COINBASE WITHDRAWAL @@", "OVERDRAFT PROTECTION TRANSFER",
	"PAYROLL REVERSAL ADJUSTMENT ####", "GEICO REFUND", "ACME EXPENSE REIMBURSEMENT ####",
}

// spending leaves the accounts.
var spending = []string{
	"KROGER #412", "STARBUCKS STORE ####", "RENT WEB PMT ####", "NETFLIX.COM", "SHELL OIL ####", "COMCAST CABLE", "Student Loan Repayment", "ZELLE TO MARTA ROE ####",
	"CHECK ####", "AMAZON.COM*@@", "CREDIT CARD AUTOPAY ####", "UBER *TRIP @@", "ATM WITHDRAWAL ####", "TRANSFER TO SAV ...####",
}

// noise is all that happens beside the income.
func (l *life) noise(share int) {
	day := func() bank.Date { return lifeFrom + bank.Date(l.IntN(lifeDays)) }
	for range 6 + l.IntN(20*share) {
		d := day()
		l.row(1+l.IntN(2), d, -l.dollars(1, 900), l.fill(pick(l, noIncome), "", d), 0)
	}
	for range 60 + l.IntN(200) {
		d := day()
		l.row(1+l.IntN(3), d, l.dollars(1, 400), l.fill(pick(l, spending), "", d), 0)
	}
	for i := range 1 + l.IntN(6) { // once each: friends give back, somebody buys a bicycle
		d := day()
		l.row(1, d, -l.dollars(5, 500), l.fill(pick(l, []string{"ZELLE FROM {NAME} ####", "{NAME}", "ACH CREDIT {NAME} ####"}), l.person()+string(rune('a'+i))+"son", d), 0)
	}
	for range l.IntN(3) { // a friend gives back now and then
		friend, d := l.person()+" Lindqvist", lifeFrom+bank.Date(l.IntN(100))
		for range 2 + l.IntN(2) {
			l.row(1, d, -l.dollars(5, 200), l.fill("ZELLE FROM {NAME} ####", friend, d), 0)
			d += 70 + bank.Date(l.IntN(80))
		}
	}
	l.moves(l.IntN(14))
}

// moves are transfers between the own accounts, whose descriptions do not call them so.
func (l *life) moves(times int) {
	in := l.fill(pick(l, []string{"HARBOR BANK ACH @@", "{OWNER} ####", "HARBOR BANK DES:P2P ID:@@", "ACH CREDIT HARBOR BANK"}), "", 0)
	for range times {
		d, amount := lifeFrom+bank.Date(l.IntN(lifeDays)), bank.Money(50+50*l.IntN(20))*bank.Cents(100)
		l.row(2, d, amount, l.fill("HARBOR BANK ACH @@", "", d), 0)
		l.row(1, d+bank.Date(l.IntN(4)), -amount, in, 0)
	}
}

// lived draws a whole life: a job or a change of jobs or two at once, some other income, and noise.
func lived(seed uint64) *life {
	l := newLife(seed)
	end := bank.Date(lifeFrom + lifeDays)
	used := map[string]bool{}
	employer := func() string {
		for {
			name := l.company()
			first, _, _ := strings.Cut(name, " ")
			if l.chance(20) { // of a family of companies
				name = "Brandor " + pick(l, trades)
			}
			if !used[name] && !used[first] {
				used[name], used[first] = true, first != "Brandor"
				return name
			}
		}
	}
	switch l.IntN(5) {
	case 0: // changes the job
		change := lifeFrom + 120 + bank.Date(l.IntN(260))
		l.job(1, employer(), lifeFrom, change)
		l.job(1, employer(), change+bank.Date(l.IntN(40)), end)
	case 1: // has two
		l.job(1, employer(), lifeFrom, end)
		l.job(1, employer(), lifeFrom+bank.Date(l.IntN(200)), end)
	case 2, 3:
		l.job(1, employer(), lifeFrom, end)
	}
	if l.chance(15) {
		from := lifeFrom + bank.Date(l.IntN(100))
		l.quiet(1, from, from+200+bank.Date(l.IntN(150)))
	}
	kinds := map[string]bool{}
	for range l.IntN(5) {
		n := l.IntN(len(told))
		if kinds[told[n].name] {
			continue
		}
		kinds[told[n].name] = true
		from := lifeFrom + bank.Date(l.IntN(250))
		l.toldBy(n, 1+l.IntN(2), from, from+60+bank.Date(l.IntN(190)))
	}
	if l.chance(40) {
		from := lifeFrom + bank.Date(l.IntN(200))
		l.client(1, from, from+120+bank.Date(l.IntN(150)))
	}
	l.noise(2)
	l.Shuffle(len(l.rows), func(i, j int) { l.rows[i], l.rows[j] = l.rows[j], l.rows[i] })
	return l
}
