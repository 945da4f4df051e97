package bank

import (
	"cmp"

	"toile"
)

// readPosition reads what an account in a currency holds of a security. Price and quantity stay as
// they are given.
func readPosition(in object, currency string) (Position, bool) {
	said := in.text("currency")
	p := Position{
		Security: toile.OrZero(readSecurity(in.object("security"), cmp.Or(said, currency))),
		Quantity: Quantity(toile.OrZero(in.number("quantity"))), Price: toile.OrZero(in.number("institution_price")),
		PricedOn: toile.OrZero(in.date("institution_price_as_of")), CostBasis: in.rounded("cost_basis"), Currency: unless(said, currency),
	}
	in.end()
	return p, !in.blank()
}

// readTrade reads an investment transaction of an account in a currency. Its amount follows from
// quantity and price, with the sign of its type; a fee that says neither is its fees.
func readTrade(in object, currency string) (Trade, bool) {
	said := in.text("currency")
	t := Trade{
		Date: toile.OrZero(in.date("date")), Name: cmp.Or(in.text("name"), unnamed), Security: readSecurity(in.object("security"), cmp.Or(said, currency)),
		Quantity: Quantity(toile.OrZero(in.number("quantity"))), Price: toile.OrZero(in.number("price")), Fees: new(toile.OrZero(in.rounded("fees"))),
		Type: in.word("type", "buy", "sell", "cash", "fee", "transfer"), Currency: unless(said, currency),
	}
	if in.end(); in.blank() {
		return t, false
	}
	if !in.has("date") {
		in.refuse("date", "is missing: an investment transaction needs it")
	}
	t.Type = cmp.Or(t.Type, tradeTypeOf(t))
	switch t.Amount = t.Quantity.At(t.Price); {
	case t.Type == "sell":
		t.Amount = -t.Amount.Abs()
	case t.Type == "buy":
		t.Amount = t.Amount.Abs()
	case t.Type == "fee" && t.Amount == 0:
		t.Amount, t.Fees = *t.Fees, new(Money(0))
	}
	t.Subtype = subtypeOf(t.Type, t.Name, t.Amount)
	return t, true
}

// tradeTypeOf tells the type of a trade that does not say it.
func tradeTypeOf(t Trade) string {
	switch {
	case t.Security == nil:
		return "cash"
	case t.Quantity < 0:
		return "sell"
	}
	return "buy"
}

// readSecurity reads which security is meant, by any of its names, and completes it with what the
// market knows; nil where none is said.
func readSecurity(in object, currency string) *Security {
	s := Security{
		ISIN: in.text("isin"), CUSIP: in.text("cusip"), SEDOL: in.text("sedol"), Name: in.text("name"),
		Ticker: in.text("ticker_symbol"), Currency: cmp.Or(in.text("currency"), currency),
	}
	if in.end(); in.blank() {
		return nil
	}
	return new(s.complete())
}

// unless gives a currency where it is not the account's.
func unless(currency, accounts string) string {
	if currency == accounts {
		return ""
	}
	return currency
}
