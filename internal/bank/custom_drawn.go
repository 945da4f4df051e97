package bank

// What is drawn for a custom user where the configuration says nothing: accounts, balances and
// transactions. All of it follows from noise.

// drawnAccounts gives the accounts of a user whose configuration names none: checks, savings and a
// card, and some of what else a bank has.
func drawnAccounts(n noise) []customAccount {
	accounts := []customAccount{
		{Type: "depository", Subtype: "checking"}, {Type: "depository", Subtype: "savings"}, {Type: "credit", Subtype: "credit card"},
	}
	for i, subtype := range []string{"cd", "money market", "ira", "401k", "student", "mortgage"} {
		if n.at(int64(100+i)).below(2) == 0 {
			kind, _ := typeOf(subtype)
			accounts = append(accounts, customAccount{Type: kind, Subtype: subtype})
		}
	}
	return accounts
}

// drawnBalance draws what is owned or owed on an account.
func (a customAccount) drawnBalance(limit *Money, n noise) *Money {
	if a.Liability != nil && a.Liability.Principal != nil {
		return a.Liability.Principal
	}
	if len(a.Holdings) > 0 {
		return new(worth(a.Holdings))
	}
	most := int64(1_000_000) // cents
	switch {
	case limit != nil:
		return new(Cents(n.at(1).below(1 + int64(*limit/cent))))
	case a.Type == "investment":
		most = 10_000_000
	case a.Subtype == "mortgage":
		most = 40_000_000
	case a.Type == "loan":
		most = 6_000_000
	}
	return new(Cents(most/10 + n.at(1).below(most)))
}

// worth adds up what positions are worth, within what an amount may be.
func worth(held []Position) (sum Money) {
	const most = maxUnits * unit
	for _, p := range held {
		sum = min(max(sum+min(max(p.Value(), -most), most), -most), most)
	}
	return sum
}

// habit is something that a drawn person does now and then, or each month.
type habit struct {
	perThousand  int64 // days; each month where it is 0
	least, most  float64
	descriptions []string
}

// habits are what happens on drawn accounts, by their subtype.
var habits = map[string][]habit{
	"checking": {
		{0, 900, 2400, []string{"RENT PAYMENT", "Tartan Apartments"}},
		{0, 40, 160, []string{"CITY UTILITIES", "PACIFIC POWER AUTOPAY"}},
		{120, 25, 140, []string{"Safeway", "Trader Joe's", "Whole Foods Market"}},
		{150, 3.5, 9.5, []string{"Starbucks", "McDonald's", "KFC"}},
		{100, 5, 28, []string{"Uber 072515 SF**POOL**", "Uber 063015 SF**POOL**"}},
		{15, 20, 120, []string{"SparkFun", "Madison Bicycle Shop"}},
	},
	"credit card": {
		{200, 4, 60, []string{"Starbucks", "McDonald's", "Chipotle"}},
		{90, 15, 180, []string{"Amazon.com", "Target", "Walmart"}},
		{10, 150, 620, []string{"United Airlines"}},
		{0, 78.5, 78.5, []string{"Touchstone Climbing"}},
	},
	"savings":      {{0, -9.5, -1.5, []string{"INTRST PYMNT"}}},
	"money market": {{0, -60, -20, []string{"INTRST PYMNT"}}},
}

// employers pay the salaries of drawn people.
var employers = []string{"Platypus Manufacturing", "Gingham Logistics", "Houndstooth Media"}

// drawnStreams draws what happens on an account: habits, a salary where checks are drawn, and
// payments of a card unless it has an inflow model of its own.
func drawnStreams(book Book, paid bool, n noise) []stream {
	var list []stream
	for i, habit := range habits[book.Subtype] {
		list = append(list, habit.stream(book.Number, n.at(int64(200+i))))
	}
	switch {
	case book.Subtype == "checking":
		draw := n.at(300)
		payer := employers[draw.at(2).below(int64(len(employers)))]
		list = append(list, stream{
			account: book.Number, rule: everyDays{14, Date(draw.below(14))}, amount: -Cents(120_000 + draw.at(1).below(180_000)),
			description: payer + " PAYROLL",
		})
	case book.Type == "credit" && paid:
		list = append(list, inflowBalance(book.Number, 3, 24, automaticPayment))
	}
	return list
}

func (h habit) stream(account int, n noise) stream {
	least, most := int64(MoneyOf(h.least)/cent), int64(MoneyOf(h.most)/cent)
	s := stream{
		account: account, amount: Cents((least + most) / 2), spread: Cents((most - least) / 2), authorized: 1,
		description: h.descriptions[n.at(1).below(int64(len(h.descriptions)))],
	}
	if h.perThousand > 0 {
		s.rule = sometimes{h.perThousand}
		return s
	}
	s.rule = monthly{int(1 + n.at(2).below(28))}
	s.amount += Cents(n.at(3).below(1+2*int64(s.spread/cent))) - s.spread
	s.spread = 0
	return s
}

// employed gives a custom user work of their own, where a payroll provider is asked for somebody of
// whose pay the configuration says nothing. What it pays is drawn, and comes to no account of theirs.
func (c *Customer) employed(accounts []customAccount, names []string) {
	identity := accounts[0].Identity
	for _, a := range accounts {
		if a.Identity.Addresses != nil {
			identity = a.Identity
			break
		}
	}
	h := household{c, []Owner{identity.owner(names)}}
	h.works(job{
		employer: company("Selvedge Tailors"), title: "Tailor", started: NewDate(2012, 1, 2), schedule: biweekly,
		terms: payTerms{salary: Money(c.noise.at(4000).below(50)+40) * 1000 * unit, state: 480, health: 95 * unit},
	})
}
