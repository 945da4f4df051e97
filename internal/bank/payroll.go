package bank

import (
	"cmp"
	"slices"
	"time"
)

// PayrollAccount is what a payroll provider knows of the work of a person for one who pays: an
// employer, a platform for gigs, or what an account of a configuration says. Nil and empty are what
// it does not know.
type PayrollAccount struct {
	Number   int // names the account among those of its customer, from 1, the same on every call
	Employer string
	Title    string
	Type     string // FULL_TIME, PART_TIME, CONTRACTOR, …
	Started  Date

	EmployeeID, PositionID string
	PayFrequency           string // WEEKLY, BIWEEKLY, SEMI_MONTHLY or MONTHLY
	PayRate                string // what PayAmount is paid for: HOURLY, ANNUAL or CONTRACT
	PayAmount              *Money

	Paystubs  []Paystub // newest first
	W2s       []W2
	Form1099s []Form1099
}

// What a payroll provider shows of each employment, and of each platform: the newest.
const (
	shownStubs = 2
	shownForms = 1 // a form for each of so many years
)

// Payroll gives what a payroll provider knows at an instant: of each employment and each platform the
// newest stubs and forms, and everything that a custom user gives.
func (c *Customer) Payroll(now time.Time) (accounts []PayrollAccount) {
	today := DateOf(now)
	for i := range c.Employments {
		e := &c.Employments[i]
		a := PayrollAccount{
			Number: i + 1, Employer: e.Employer.Name, Title: e.Title, Type: e.Type, Started: e.Started, EmployeeID: e.EmployeeID,
			PositionID: e.PositionID, PayFrequency: e.PayFrequency, PayRate: e.PayRate, PayAmount: new(e.PayAmount),
		}
		next := e.schedule.first(today + 1)
		for k := next - 1; k >= next-shownStubs && e.schedule.payDate(k) >= e.Started; k-- {
			a.Paystubs = append(a.Paystubs, e.numbered(i, k))
		}
		for year := range shownForms {
			if form, ok := e.W2(today.Time().Year() - 1 - year); ok {
				form.Key |= int64(i+1) << 40
				a.W2s = append(a.W2s, form)
			}
		}
		accounts = append(accounts, a)
	}
	for i := range c.gigs {
		accounts = append(accounts, c.gigs[i].account(len(c.Employments)+i+1, today.Time().Year()))
	}
	return append(accounts, c.given...)
}

// earn adds an account at a payroll provider of which a configuration tells.
func (c *Customer) earn(given customAccount) {
	if len(given.Paystubs)+len(given.W2s)+len(given.Form1099s) == 0 {
		return
	}
	a := PayrollAccount{Number: len(c.given) + 1}
	stubs, forms, forms1099 := c.counted()
	for i, stub := range given.Paystubs {
		stub.Key = int64(stubs + i + 1)
		a.Paystubs = append(a.Paystubs, stub)
	}
	for i, form := range given.W2s {
		form.Key = int64(forms + i + 1)
		a.W2s = append(a.W2s, form)
	}
	for i, form := range given.Form1099s {
		form.Key = int64(forms1099 + i + 1)
		a.Form1099s = append(a.Form1099s, form)
	}
	slices.SortStableFunc(a.Paystubs, func(a, b Paystub) int { return cmp.Compare(b.PayDate, a.PayDate) })
	a.told()
	c.given = append(c.given, a)
}

// counted gives how many documents a configuration gave so far.
func (c *Customer) counted() (stubs, forms, forms1099 int) {
	for _, a := range c.given {
		stubs, forms, forms1099 = stubs+len(a.Paystubs), forms+len(a.W2s), forms1099+len(a.Form1099s)
	}
	return stubs, forms, forms1099
}

// told fills in what the documents of a configuration tell of the work itself: the newest stub its pay.
func (a *PayrollAccount) told() {
	for _, form := range a.Form1099s {
		a.Employer, a.Type = cmp.Or(a.Employer, form.Payer.Name, form.Filer.Name, form.Processed.PSEName), "CONTRACTOR"
	}
	for _, form := range a.W2s {
		a.Employer, a.Type = cmp.Or(form.Employer.Name, a.Employer), ""
	}
	if len(a.Paystubs) == 0 {
		return
	}
	newest := a.Paystubs[0]
	a.Employer, a.Type, a.PayFrequency = cmp.Or(newest.Employer.Name, a.Employer), "", newest.PayFrequency
	for _, line := range newest.Earnings {
		if line.Canonical == "REGULAR_PAY" && line.Rate != nil && line.Hours != nil {
			a.PayRate, a.PayAmount = "HOURLY", line.Rate
			return
		}
	}
}
