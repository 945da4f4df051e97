package bank

import (
	"cmp"
	"slices"
)

// Paystub is what an employer hands out on a pay date (facts link 6.2). Nil, empty and zero are
// what it does not say: a stub that a custom user gives is shown as it is given.
type Paystub struct {
	Key      int64    `json:"key,omitempty"` // names the stub among those of its customer, the same on every call
	Employer Employer `json:"employer,omitzero"`
	Employee Employee `json:"employee,omitzero"`

	Start        Date   `json:"start_date,omitempty"` // days for which it pays, both included
	End          Date   `json:"end_date,omitempty"`
	PayDate      Date   `json:"pay_date,omitempty"`
	PayFrequency string `json:"pay_frequency,omitempty"` // UNKNOWN, WEEKLY, BIWEEKLY, SEMI_MONTHLY or MONTHLY
	PayBasis     string `json:"pay_basis,omitempty"`     // SALARY, HOURLY or COMMISSION
	Currency     string `json:"currency,omitempty"`      // ISO 4217
	Gross        *Money `json:"gross_earnings,omitempty"`
	PayAmount    *Money `json:"check_amount,omitempty"` // the check

	Earnings        []Earning      `json:"earnings,omitempty"`
	EarningsTotal   Earning        `json:"earnings_total,omitzero"`
	Deductions      []Deduction    `json:"deductions,omitempty"`
	DeductionsTotal Deduction      `json:"deductions_total,omitzero"`
	NetPay          Deduction      `json:"net_pay,omitzero"`
	Distribution    []Distribution `json:"distribution,omitempty"`
}

// Earning is a line of what was earned, or the total of all.
type Earning struct {
	Canonical   string   `json:"canonical_description,omitempty"` // REGULAR_PAY, OVERTIME, …
	Description string   `json:"description,omitempty"`
	Hours       *float64 `json:"hours,omitempty"`
	Rate        *Money   `json:"rate,omitempty"`
	Current     *Money   `json:"current_amount,omitempty"`
	YTD         *Money   `json:"ytd_amount,omitempty"`
	Currency    string   `json:"currency,omitempty"` // where it is not the stub's
}

// Deduction is a line of what was withheld, the total of all, or what is left.
type Deduction struct {
	Description string `json:"description,omitempty"`
	Current     *Money `json:"current_amount,omitempty"`
	YTD         *Money `json:"ytd_amount,omitempty"`
	Currency    string `json:"currency,omitempty"` // where it is not the stub's
}

// Distribution says how much of the net pay went to an account.
type Distribution struct {
	AccountName string `json:"account_name,omitempty"`
	BankName    string `json:"bank_name,omitempty"`
	Mask        string `json:"mask,omitempty"`
	Type        string `json:"type,omitempty"`
	Current     *Money `json:"current_amount,omitempty"`
	Currency    string `json:"currency,omitempty"` // where it is not the stub's
}

// payrollBank is the bank to which stubs say that pay goes. A person's accounts are seen at every
// bank of the simulated world; this one is where they are by default.
const payrollBank = "First Platypus Bank"

// Paystubs gives the stubs whose pay date lies between two days, both included, newest first, and
// those that a custom user gives without one.
func (c *Customer) Paystubs(from, to Date) []Paystub {
	var stubs []Paystub
	for i := range c.Employments {
		e := &c.Employments[i]
		for k := e.schedule.first(max(from, e.Started)); e.schedule.payDate(k) <= to; k++ {
			stubs = append(stubs, e.numbered(i, k))
		}
	}
	for _, account := range c.given {
		for _, stub := range account.Paystubs {
			// One that says no pay date counts as paid when its period ends.
			if paid := cmp.Or(stub.PayDate, stub.End); paid == 0 || from <= paid && paid <= to {
				stubs = append(stubs, stub)
			}
		}
	}
	slices.SortStableFunc(stubs, func(a, b Paystub) int { return cmp.Compare(b.PayDate, a.PayDate) })
	return stubs
}

// numbered gives the stub of a pay date of the i-th employment, with a key of its own.
func (e *Employment) numbered(i int, k int64) Paystub {
	stub := e.Paystub(k)
	stub.Key |= int64(i+1) << 40
	return stub
}

// Paystub gives the stub of a pay date. What it says of the year to date is the sum of the
// year's stubs up to itself.
func (e *Employment) Paystub(k int64) Paystub {
	p, year := e.pay(k), e.year(e.schedule.yearOf(k), k)
	start, end := e.schedule.period(k)
	stub := Paystub{
		Key: k, Employer: e.Employer, Employee: e.Employee, Start: start, End: end, PayDate: e.schedule.payDate(k),
		PayFrequency: e.PayFrequency, PayBasis: e.PayBasis, Currency: "USD", Gross: new(p.gross()), PayAmount: new(p.net()),
		EarningsTotal:   Earning{Current: new(p.gross()), YTD: new(year.gross())},
		DeductionsTotal: Deduction{Current: new(p.deducted()), YTD: new(year.deducted())},
		NetPay:          Deduction{Description: "Net Pay", Current: new(p.net()), YTD: new(year.net())},
	}
	e.fill(&stub, p, year)
	for i, amount := range e.split(p) {
		if amount != 0 {
			to := e.parts[i]
			stub.Distribution = append(stub.Distribution, Distribution{to.name, payrollBank, to.mask, to.kind, new(amount), ""})
		}
	}
	return stub
}

// fill writes the lines of a stub: those that have an amount this time or had one this year.
func (e *Employment) fill(stub *Paystub, p, year pay) {
	var quarters int64
	for kind, name := range earningNames {
		if year.earned[kind] == 0 {
			continue
		}
		line := Earning{Canonical: name.canonical, Description: name.description, Current: new(p.earned[kind]), YTD: new(year.earned[kind])}
		if year.quarters[kind] > 0 {
			rate := e.terms.hourly
			if kind == overtimePay {
				rate = rate * 3 / 2
			}
			line.Hours, line.Rate = new(float64(p.quarters[kind])/4), &rate
			quarters += p.quarters[kind]
		}
		stub.Earnings = append(stub.Earnings, line)
	}
	if quarters > 0 {
		stub.EarningsTotal.Hours = new(float64(quarters) / 4)
	}
	for kind, name := range deductionNames {
		if year.cut[kind] != 0 {
			stub.Deductions = append(stub.Deductions, Deduction{Description: name, Current: new(p.cut[kind]), YTD: new(year.cut[kind])})
		}
	}
}

// year adds up the pays of a year, up to one of them.
func (e *Employment) year(year int, until int64) pay {
	var sum pay
	for k := e.schedule.first(max(NewDate(year, 1, 1), e.Started)); k <= until; k++ {
		sum.add(e.pay(k))
	}
	return sum
}
