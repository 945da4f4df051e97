package bank

// The kinds of earnings, in the order of a stub.
const (
	regularPay = iota
	overtimePay
	timeOffPay
	commissionPay
	bonusPay
	kindsOfEarning
)

// The kinds of deductions, in the order of a stub.
const (
	federalTax = iota
	socialSecurity
	medicare
	stateTax
	healthPlan
	plan401k
	roth401k
	kindsOfDeduction
)

var (
	earningNames = [kindsOfEarning]struct{ canonical, description string }{
		{"REGULAR_PAY", "Regular Pay"}, {"OVERTIME", "Overtime"}, {"PAID_TIME_OFF", "Paid Time Off"},
		{"COMMISSION", "Commission"}, {"BONUS", "Quarterly Bonus"},
	}
	deductionNames = [kindsOfDeduction]string{
		"Federal Income Tax", "Social Security", "Medicare", "State Income Tax", "Health Insurance", "401(k)", "Roth 401(k)",
	}
)

// payTerms are what a pay is computed from.
type payTerms struct {
	hourly     Money // for an hour; zero for a salary
	salary     Money // for a year; zero by the hour
	hours      int64 // quarters of an hour in a period
	overtime   int64 // at most, and drawn
	commission Money // at most, and drawn
	bonus      Money // about so much, each quarter
	state      int64 // tax, in ten-thousandths
	retirement int64 // to the 401(k), in ten-thousandths of the gross pay
	health     Money // for a period
	net        Money // what the pay comes to, where it is known; the rest goes to the Roth 401(k)
}

// pay is one pay, or the sum of several.
type pay struct {
	earned   [kindsOfEarning]Money
	quarters [kindsOfEarning]int64 // hours, in quarters of an hour
	cut      [kindsOfDeduction]Money
	bonusNet Money // what a bonus leaves
}

func (p *pay) gross() (sum Money) {
	for _, m := range p.earned {
		sum += m
	}
	return sum
}

func (p *pay) deducted() (sum Money) {
	for _, m := range p.cut {
		sum += m
	}
	return sum
}

func (p *pay) net() Money { return p.gross() - p.deducted() }

func (p *pay) add(o pay) {
	for i := range p.earned {
		p.earned[i] += o.earned[i]
		p.quarters[i] += o.quarters[i]
	}
	for i := range p.cut {
		p.cut[i] += o.cut[i]
	}
	p.bonusNet += o.bonusNet
}

// pay computes the pay of a number.
func (e *Employment) pay(k int64) pay {
	t, n := e.terms, e.noise.at(k)
	var p pay
	if t.salary > 0 {
		p.earned[regularPay] = (t.salary / Money(e.schedule.perYear())).Cents()
	} else {
		p.work(regularPay, t.hours, t.hourly)
		if n.at(1).below(6) == 0 { // a day off in some periods
			p.work(regularPay, t.hours-32, t.hourly)
			p.work(timeOffPay, 32, t.hourly)
		}
		if t.overtime > 0 {
			p.work(overtimePay, n.at(2).below(t.overtime+1), t.hourly*3/2)
		}
	}
	if t.commission > 0 {
		p.earned[commissionPay] = Money(n.at(3).below(int64(t.commission/cent))) * cent
	}
	if t.bonus > 0 && e.schedule.bonus(k) {
		p.earned[bonusPay] = t.bonus + Money(n.at(4).below(int64(t.bonus/unit/4)+1))*unit
	}
	e.deduct(&p)
	return p
}

func (p *pay) work(kind int, quarters int64, hourly Money) {
	p.quarters[kind], p.earned[kind] = quarters, (hourly * Money(quarters) / 4).Cents()
}

// deduct takes from a pay what is withheld. Taxes on a bonus are flat and apart, so that it can
// be paid apart. Health insurance lowers every tax, the 401(k) income tax only. The taxes are
// near to those of the United States, and none of them exactly.
func (e *Employment) deduct(p *pay) {
	t, bonus := e.terms, p.earned[bonusPay]
	wages := p.gross() - bonus
	p.cut[healthPlan] = t.health
	p.cut[plan401k] = share(wages, t.retirement)
	insured := wages - t.health
	taxed := insured - p.cut[plan401k]
	p.cut[federalTax] = withheld(taxed, e.schedule.perYear())
	p.cut[socialSecurity] = share(insured, 620)
	p.cut[medicare] = share(insured, 145)
	p.cut[stateTax] = share(taxed, t.state)
	if t.net > 0 {
		p.cut[roth401k] = p.net() - t.net
	}
	if bonus > 0 {
		p.bonusNet = bonus
		for _, flat := range [...]struct {
			kind int
			rate int64
		}{{federalTax, 2200}, {socialSecurity, 620}, {medicare, 145}, {stateTax, t.state}} {
			tax := share(bonus, flat.rate)
			p.cut[flat.kind] += tax
			p.bonusNet -= tax
		}
	}
}

// share gives so many ten-thousandths of an amount, in whole cents.
func share(m Money, tenThousandths int64) Money {
	return (m * Money(tenThousandths) / 10_000).Cents()
}

// brackets are the rates of income tax above yearly amounts, in ten-thousandths.
var brackets = []struct {
	above Money
	rate  int64
}{{15_000 * unit, 1000}, {26_925 * unit, 1200}, {63_475 * unit, 2200}, {118_350 * unit, 2400}, {212_300 * unit, 3200}}

// withheld gives the income tax on the pay of one of so many equal periods of a year.
func withheld(taxed Money, periods int64) Money {
	var tax Money
	yearly := taxed * Money(periods)
	for i, b := range brackets {
		top := yearly
		if i+1 < len(brackets) {
			top = min(top, brackets[i+1].above)
		}
		if top > b.above {
			tax += share(top-b.above, b.rate)
		}
	}
	return (tax / Money(periods)).Cents()
}
