package bank

import (
	"fmt"
	"strconv"
)

// platform pays people for gigs and reports that at the end of a year. Their tax numbers are ours:
// nobody has a number that begins with 00.
type platform struct {
	name, tin, telephone string
	writes               string // on the deposits of its payouts
	address              Address
	form                 string // MISC or K
	merchantCode         string // of what it sells, on a 1099-K
}

// platforms are those who pay the people of this world for gigs. Who lets others' cards pay for rides
// reports on a 1099-K, who pays couriers itself on a 1099-MISC.
var platforms = []platform{
	{"Uber", "00-4130001", "(415) 555-0171", "UBER TECHNOLOGIES EDI PAYMNT", Address{"1725 3rd Street", "San Francisco", "CA", "94158", "US", true}, Form1099K, "4121"},
	{"Lyft", "00-4130002", "(415) 555-0172", "LYFT INC DRIVER PAYOUT", Address{"185 Berry Street Suite 400", "San Francisco", "CA", "94107", "US", true}, Form1099K, "4121"},
	{"DoorDash", "00-4130003", "(415) 555-0173", "DOORDASH, INC. DASHER PAY", Address{"303 2nd Street Suite 800", "San Francisco", "CA", "94107", "US", true}, Form1099Misc, ""},
	{"Gingham Rides", "00-4130004", "(415) 555-0174", "GINGHAM RIDES DRIVER PAYOUT", Address{"36 Checker Street", "Columbus", "OH", "43215", "US", true}, Form1099K, "4121"},
	{"Corduroy Deliveries", "00-4130005", "(415) 555-0175", "CORDUROY DELIVERIES COURIER PAY", Address{"8 Wale Avenue", "Tampa", "FL", "33602", "US", true}, Form1099Misc, ""},
}

// gig is what a person does for a platform.
type gig struct {
	platform platform
	payouts  stream
	noise    noise // of the payouts
	owner    Owner
	mask     string // end of the owner's tax number
}

// platformOf finds the platform that a stream comes from.
func platformOf(s stream) (platform, bool) {
	for _, p := range platforms {
		if s.description == p.writes {
			return p, true
		}
	}
	return platform{}, false
}

// drive notes what a person does for a platform: the stream of that number brings the payouts.
func (h *household) drive(p platform, s stream, number int) {
	n := h.noise.at(int64(number))
	mask := fmt.Sprintf("%04d", h.noise.at(3500).below(10_000))
	if len(h.Employments) > 0 {
		mask = h.Employments[0].Employee.TaxpayerMask
	}
	h.gigs = append(h.gigs, gig{p, s, n, h.owners[0], mask})
}

// account gives what a payroll provider knows of a gig in a year.
func (g *gig) account(number, year int) PayrollAccount {
	a := PayrollAccount{Number: number, Employer: g.platform.name, Type: "CONTRACTOR", PayRate: "CONTRACT"}
	if every, ok := g.payouts.rule.(everyDays); ok {
		a.PayFrequency = map[int]string{7: "WEEKLY", 14: "BIWEEKLY"}[every.days]
	}
	for i := range shownForms {
		if form, ok := g.form(year - 1 - i); ok {
			form.Key |= int64(number) << 40
			a.Form1099s = append(a.Form1099s, form)
		}
	}
	return a
}

// form gives what the platform reports of a year, the sum of the year's deposits, and whether there
// were any.
func (g *gig) form(year int) (Form1099, bool) {
	var months [12]*Money
	var sum Money
	for m := range months {
		first := inMonth((year-1970)*12+m, 1)
		months[m] = new(-g.payouts.posted(g.noise, first, inMonth((year-1970)*12+m, lastDay)))
		sum += *months[m]
	}
	if sum <= 0 {
		return Form1099{}, false
	}
	p, home := g.platform, g.owner.Addresses[0]
	form := Form1099{
		Key: int64(year), Type: p.form, TaxYear: strconv.Itoa(year), FederalIncomeTaxWithheld: new(Money(0)),
		Recipient: Recipient1099{
			Name: g.owner.Names[0], TIN: "XXX-XX-" + g.mask, Address: home, AccountNumber: digits(g.noise.at(-1), 8),
			FACTA: "NOT CHECKED", SecondTIN: "NOT CHECKED",
		},
	}
	stateID := home.Region + "-" + p.tin
	if p.form == Form1099Misc {
		form.Payer = Payer1099{p.name, p.tin, p.telephone, p.address}
		form.Misc = Misc1099{NonemployeeCompensation: &sum, DirectSales: "NOT CHECKED"}
		form.States = States1099{TaxWithheld: new(Money(0)), PayerNumber: stateID, Income: &sum}
		return form, true
	}
	form.Filer = Filer1099{p.name, p.tin, "Payment Settlement Entity (PSE)", p.address}
	form.Processed = Processed1099{
		Reported: "Third party network", PSEName: p.name, PSETelephone: p.telephone, Gross: &sum, CardNotPresent: &sum,
		MerchantCode: p.merchantCode, Payments: strconv.FormatInt(g.payments(year), 10), Months: months,
	}
	form.States = States1099{Primary: home.Region, PrimaryID: stateID, PrimaryIncomeTax: new(Money(0))}
	return form, true
}

// payments counts the payouts of a year: what the platform's own customers paid is not known here.
func (g *gig) payments(year int) (count int64) {
	first, last := g.payouts.days(NewDate(year, 1, 1), NewDate(year, 12, 31))
	for n := g.payouts.rule.first(first); ; n++ {
		day, there := g.payouts.rule.day(g.noise, n)
		if day > last {
			return count
		}
		if there {
			count++
		}
	}
}
