package bank

import (
	"cmp"
	"slices"
	"time"
)

// Paystub is what an employer hands out on a pay date (facts link 6.2). Nil, empty and zero are
// what it does not say: a stub that a custom user gives is shown as it is given.
//
// Stubs, W-2s and what an [Employment] says beside its pay are for the reports of income, which are
// not there yet: until then tests are all that asks for them.
type Paystub struct {
	Key      int64 // names the stub among those of its customer, the same on every call
	Employer Employer
	Employee Employee

	Start, End   Date // days for which it pays, both included
	PayDate      Date
	PayFrequency string // UNKNOWN, WEEKLY, BIWEEKLY, SEMI_MONTHLY or MONTHLY
	PayBasis     string // SALARY, HOURLY or COMMISSION
	Currency     string // ISO 4217
	Gross        *Money
	PayAmount    *Money // the check

	Earnings        []Earning
	EarningsTotal   Earning
	Deductions      []Deduction
	DeductionsTotal Deduction
	NetPay          Deduction
	Distribution    []Distribution
}

// Earning is a line of what was earned, or the total of all.
type Earning struct {
	Canonical    string // REGULAR_PAY, OVERTIME, …
	Description  string
	Hours        *float64
	Rate         *Money
	Current, YTD *Money
	Currency     string // where it is not the stub's
}

// Deduction is a line of what was withheld, the total of all, or what is left.
type Deduction struct {
	Description  string
	Current, YTD *Money
	Currency     string // where it is not the stub's
}

// Distribution says how much of the net pay went to an account.
type Distribution struct {
	AccountName, BankName, Mask, Type string
	Current                           *Money
	Currency                          string // where it is not the stub's
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
	for _, stub := range c.stubs {
		// One that says no pay date counts as paid when its period ends.
		if paid := cmp.Or(stub.PayDate, stub.End); paid == 0 || from <= paid && paid <= to {
			stubs = append(stubs, stub)
		}
	}
	slices.SortStableFunc(stubs, func(a, b Paystub) int { return cmp.Compare(b.PayDate, a.PayDate) })
	return stubs
}

// Handed gives what a payroll provider hands over at an instant: of each employment the newest
// stubs and forms, and everything that a custom user gives.
func (c *Customer) Handed(now time.Time) (stubs []Paystub, forms []W2) {
	today := DateOf(now)
	for i := range c.Employments {
		e := &c.Employments[i]
		next := e.schedule.first(today + 1)
		for k := next - 1; k >= next-shownStubs && e.schedule.payDate(k) >= e.Started; k-- {
			stubs = append(stubs, e.numbered(i, k))
		}
		for year := range shownW2s {
			if form, ok := e.W2(today.Time().Year() - 1 - year); ok {
				form.Key |= int64(i+1) << 40
				forms = append(forms, form)
			}
		}
	}
	return append(stubs, c.stubs...), append(forms, c.forms...)
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
