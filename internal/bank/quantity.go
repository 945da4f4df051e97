package bank

import "math"

// Quantity is how much of a security there is. It is no money, and comes with as many decimals as
// whoever states it likes; sums of quantities are kept to eight, the smallest part of a bitcoin.
type Quantity float64

// plus adds to a quantity.
func (q Quantity) plus(by Quantity) Quantity {
	const parts = 1e8
	return Quantity(math.Round(float64(q+by)*parts) / parts)
}

// At gives what the quantity is worth at a price of one, to the nearest millionth. It is at most
// what an amount may be.
func (q Quantity) At(price float64) Money {
	return MoneyOf(min(max(float64(q)*price, -maxUnits), maxUnits))
}
