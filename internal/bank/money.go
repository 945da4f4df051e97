package bank

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Money is an amount in millionths of its currency's unit. Amounts are added up as integers;
// the wire gets [Money.Float].
type Money int64

const (
	unit Money = 1_000_000
	cent Money = unit / 100
)

// maxUnits bounds an amount, so that sums of the largest ones stay below the 9.2 * 10^18 millionths
// that fit: all rows of a custom user ([maxCustomRows]) with an income in each month of the clock's
// 230 years come to 4 * 10^18, all that callers can make on an Item (item.MaxChanges) to 5 * 10^18.
const maxUnits = 1_000_000_000

// Cents gives an amount of so many hundredths of the unit.
func Cents(n int64) Money { return Money(n) * cent }

// ExactMoney gives the amount that is a number of units, which has at most six decimals. An error
// goes on after the name of a field.
func ExactMoney(units float64) (Money, error) {
	if !(math.Abs(units) <= maxUnits) { // so that NaN is none
		return 0, fmt.Errorf("must be a number from -%d to %[1]d", int64(maxUnits))
	}
	m := MoneyOf(units)
	if m.Float() != units {
		return 0, errors.New("must have at most six decimals")
	}
	return m, nil
}

// MoneyOf gives the amount nearest to a number of units, which is at most 10^9. A large float64
// does not tell every millionth: whole hundredths go before their neighbours.
func MoneyOf(units float64) Money {
	m := Money(math.Round(units * float64(unit)))
	if whole := m.Cents(); whole.Float() == units {
		return whole
	}
	return m
}

// Float gives the amount in units, as the wire has it.
func (m Money) Float() float64 { return float64(m) / float64(unit) }

// OrNil gives the amount in units, nil where it is not said.
func (m *Money) OrNil() *float64 {
	if m == nil {
		return nil
	}
	return new(m.Float())
}

// Cents gives the amount rounded to hundredths of the unit, halves away from zero. At the ends of
// what an int64 holds there is no further hundredth, and it is cut off.
func (m Money) Cents() Money {
	rest := m % cent
	whole := m - rest
	switch {
	case rest >= cent/2 && whole <= math.MaxInt64-cent:
		return whole + cent
	case rest <= -cent/2 && whole >= math.MinInt64+cent:
		return whole - cent
	}
	return whole
}

// Abs gives the amount without its sign.
func (m Money) Abs() Money {
	if m < 0 {
		return -max(m, -math.MaxInt64)
	}
	return m
}

// String writes the amount with two decimals, and more where it has more: 1.50, -0.0125.
func (m Money) String() string {
	size, sign := uint64(m), ""
	if m < 0 {
		size, sign = -size, "-"
	}
	whole, part, _ := strings.Cut(fmt.Sprintf("%d.%06d", size/uint64(unit), size%uint64(unit)), ".")
	return sign + whole + "." + part[:2] + strings.TrimRight(part[2:], "0")
}
