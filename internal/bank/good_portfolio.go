package bank

// The investments of user_good. What is held, and at which price, is what the sandbox shows in
// 2026, with two differences. There the 401k's positions are worth more than its balance; here the
// part in dollars is smaller by as much, so that positions and balance agree to the last decimal
// (facts link 5.5). And costs are those of the whole position, as the schema wants them, where the
// sandbox has those of one share.

// iraPositions are worth 320.76.
var iraPositions = []Position{
	hold(usDollar, 0.01, 1, 0.01),
	hold(netflixCall, 10_000, 0.011, 100),
	hold(brazil, 5, 42.15, 200),
}

// planPositions are worth 23631.9805.
var planPositions = []Position{
	vested(hold(achillion, 1, 2.11, 1.5)),
	hold(doubleLine, 2, 10.42, 20),
	hold(matthews, 23.567, 27, 542.04),
	hold(portfolio1055, 100.05, 13.73, 1500.75),
	hold(cambiar, 75.75, 24.50, 1666.50),
	vested(hold(southside, 213, 34.73, 6390)),
	hold(treasuryBill, 10, 94.808, 948.08),
	hold(equityIncome, 21.5, 20, 430),
	hold(bitcoin, 0.003, 38_500, 120.03),
	hold(stableValue, 25, 10, 250),
	hold(participantLoan, 1, 102.09, 102.09),
	hold(usDollar, 10_500, 1, 10_500),
}

func hold(security int, quantity, price, cost float64) Position {
	return Position{Security: securities[security], Quantity: Quantity(quantity), Price: price, CostBasis: new(MoneyOf(cost))}
}

// vested makes a position of shares one of which all is vested, and which was bought at once.
func vested(p Position) Position {
	p.Vested, p.Acquired = &p.Quantity, NewDate(2019, 5, 22)
	return p
}

// iraRoutine is what happens on the IRA in each 30 days. On no day more money leaves than comes
// in: whenever an Item is made, its cent of cash is there to stay.
var iraRoutine = []Trade{
	payment(3, "CONTRIBUTION", "contribution", -54),
	trade(3, "buy", brazil, 1, 42.15, 0.85),
	trade(3, "buy", netflixCall, 1000, 0.011, 0),
	payment(14, "INCOME DIV DIVIDEND RECEIVED", "dividend", -8.43, brazil),
	reinvested(14, brazil, 0.2, 42.15),
	trade(21, "sell", brazil, -1.2, 42.15, 0),
	trade(21, "sell", netflixCall, -1000, 0.011, 0),
	payment(21, "DISTRIBUTION", "distribution", 61.58),
}

// planRoutine is what happens on the 401k in each 30 days: its cash grows a little.
var planRoutine = []Trade{
	payment(2, "CONTRIBUTION EMPLOYEE", "contribution", -1200),
	payment(2, "CONTRIBUTION EMPLOYER MATCH", "contribution", -300),
	trade(3, "buy", portfolio1055, 34, 13.73, 1.95),
	trade(5, "buy", southside, 12, 34.73, 0),
	payment(8, "INCOME DIV DIVIDEND RECEIVED", "dividend", -8.72, southside),
	trade(10, "buy", matthews, 10, 27, 7.99),
	trade(11, "buy", bitcoin, 0.001, 38_500, 0),
	payment(12, "INTEREST EARNED", "interest", -0.10),
	fee(15, "ACCOUNT FEE", "account fee", 3),
	trade(16, "buy", treasuryBill, 1, 94.808, 0),
	trade(17, "sell", bitcoin, -0.001, 38_500, 0),
	trade(18, "sell", matthews, -10, 27.53, 7.99),
	trade(20, "sell", southside, -12, 35.01, 1),
	trade(21, "buy", equityIncome, 2, 20, 0),
	trade(22, "sell", portfolio1055, -34, 13.80, 0),
	trade(23, "sell", treasuryBill, -1, 94.808, 0),
	trade(24, "buy", doubleLine, 0.5, 10.42, 0),
	trade(25, "sell", doubleLine, -0.5, 10.42, 0),
	trade(25, "sell", equityIncome, -2, 20, 0),
	moved(26, "TRANSFER TO OTHER PLAN", 1450),
}

// trade is a purchase or sale at a price, named as the sandbox does.
func trade(on Date, kind string, security int, quantity, price, fees float64) Trade {
	t := Trade{
		Security: &securities[security], Date: on, Quantity: Quantity(quantity), Price: price, Fees: new(MoneyOf(fees)),
		Type: kind, Subtype: kind, Name: "BUY " + securities[security].Name,
	}
	if kind == "sell" {
		t.Name = "SELL " + securities[security].Name
	}
	t.Amount = t.Quantity.At(t.Price)
	return t
}

// reinvested is the purchase that a dividend is used for.
func reinvested(on Date, security int, quantity, price float64) Trade {
	t := trade(on, "buy", security, quantity, price, 0)
	t.Name, t.Subtype = "REINVESTMENT "+securities[security].Name, "dividend reinvestment"
	return t
}

// payment is money that comes in or goes out, because of a security or not. Money as such is told
// as so many dollars, what a security pays as none.
func payment(on Date, name, subtype string, amount float64, because ...int) Trade {
	t := Trade{Date: on, Name: name, Type: "cash", Subtype: subtype, Amount: MoneyOf(amount), Fees: new(Money(0))}
	if len(because) > 0 {
		t.Security = &securities[because[0]]
		return t
	}
	t.Security, t.Quantity, t.Price = &securities[usDollar], Quantity(amount), 1
	return t
}

func fee(on Date, name, subtype string, amount float64) Trade {
	t := payment(on, name, subtype, amount)
	t.Type = "fee"
	return t
}

// moved is money that goes to an account elsewhere.
func moved(on Date, name string, amount float64) Trade {
	t := payment(on, name, "transfer", amount)
	t.Type = "transfer"
	return t
}
