package bank

import (
	"slices"
	"time"
)

// Position is what an account holds of one security.
type Position struct {
	Security  Security
	Quantity  Quantity
	Price     float64   // of one, as the institution gives it
	PricedOn  Date      // of the price; zero for the last day on which the security had one
	CostBasis *Money    // paid for all of it
	Currency  string    // where it is not the account's
	Vested    *Quantity // of shares that belong to their holder only in time
	Acquired  Date      // of the one lot that it was bought as; zero where the institution does not tell
}

// Value gives what the position is worth.
func (p Position) Value() Money { return p.Quantity.At(p.Price) }

// VestedValue gives what the vested part of the position is worth.
func (p Position) VestedValue() *Money {
	if p.Vested == nil {
		return nil
	}
	return new(p.Vested.At(p.Price))
}

// Positions gives what an account holds at an instant, in the order of the book: what it held when
// the Item was made, with what was traded between then and now. Of what was traded between now and
// the making of the Item, the cost is not known.
func (l *Ledger) Positions(number int, at time.Time) []Position {
	book, ok := l.Book(number)
	if !ok || len(book.Positions) == 0 {
		return nil
	}
	held := slices.Clone(book.Positions)
	for i := range held { // the cost is moved by each trade
		if cost := held[i].CostBasis; cost != nil {
			held[i].CostBasis = new(*cost)
		}
	}
	from, to, sign := l.Since, at, int64(1)
	if at.Before(from) {
		from, to, sign = at, l.Since, -1
	}
	book.routineBetween(from, to, func(t Trade) {
		for i := range held {
			held[i].book(t, sign)
		}
	})
	today := DateOf(at)
	for i := range held {
		if p := &held[i]; p.PricedOn == 0 {
			p.PricedOn = p.Security.PricedAt(today)
		}
	}
	return held
}

// gained gives by how much more is worth what an account holds at an instant than what it held when
// the Item was made.
func (l *Ledger) gained(book *Book, at time.Time) (sum Money) {
	if at.Equal(l.Since) {
		return 0
	}
	for i := range book.Positions {
		sum -= book.Positions[i].Value()
	}
	for _, p := range l.Positions(book.Number, at) {
		sum += p.Value()
	}
	return sum
}

// book moves the position, whose cost is its own, by a trade on its account, or takes the trade back
// (sign -1). Money leaves and enters the account's cash; what is paid for a security is its cost,
// and what is sold takes its part of the cost along.
func (p *Position) book(t Trade, sign int64) {
	switch {
	case p.Security.cash():
		paid := t.Amount + t.fees()
		p.Quantity = p.Quantity.plus(Quantity(-float64(sign) * paid.Float()))
		p.CostBasis = new(p.Quantity.At(p.Price))
	case t.Security != nil && p.Security.Key() != "" && p.Security.Key() == t.Security.Key():
		before := p.Quantity
		p.Quantity = p.Quantity.plus(Quantity(sign) * t.Quantity)
		if p.Vested != nil {
			p.Vested = new(min(*p.Vested, p.Quantity))
		}
		switch {
		case p.CostBasis == nil || before == 0:
		case t.Quantity > 0:
			*p.CostBasis += t.Amount + t.fees()
		default:
			left := min(max(float64(p.Quantity/before), 0), 1)
			*p.CostBasis = Money(float64(*p.CostBasis) * left).Cents()
		}
	default:
		return
	}
	if sign < 0 { // what it cost before the trade does not follow from what it cost after it
		p.CostBasis = nil
	}
}
