package bank

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Trade is one movement on an investment account: a purchase, a sale, a payment in or out, a fee.
type Trade struct {
	Key      Key
	Account  int
	Security *Security // nil where none is concerned
	Date     Date
	At       time.Time // of the trade, where the institution gives it
	Name     string
	Quantity Quantity // positive when the position grows; of money as the sandbox has it: negative when it comes in
	Amount   Money    // positive when money leaves the account; without the fees
	Price    float64  // of one
	Fees     *Money
	Type     string // buy, sell, cash, fee, transfer
	Subtype  string
	Currency string // where it is not the account's
}

// Bounds on what an institution tells about trades.
const (
	tradeHistory = 730 // days before the Item was made (the API's 24 months)
	routineDays  = 30
)

// The kinds of keys of trades: those of the routine have the account's number and the row as
// their stream, listed ones the account's number above this.
const listedTrades = 1 << 18

func (t Trade) fees() Money {
	if t.Fees == nil {
		return 0
	}
	return *t.Fees
}

// Trades gives what was traded on all accounts from one day to another, as far as it is told by
// now, newest first.
func (l *Ledger) Trades(from, to Date, now time.Time) []Trade {
	var all []Trade
	from = max(from, DateOf(l.Since)-tradeHistory)
	for i := range l.Books {
		book := &l.Books[i]
		book.routineBetween(morning(from).Add(-time.Nanosecond), earlier(morning(to), now), func(t Trade) { all = append(all, t) })
		for n, t := range book.Trades {
			if t.Date >= from && t.Date <= to && !morning(t.Date).After(now) {
				t.Account, t.Key = book.Number, keyOf(listedTrades+book.Number, int64(n), false)
				all = append(all, t)
			}
		}
	}
	slices.SortFunc(all, func(a, b Trade) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.Account, b.Account), cmp.Compare(b.Key, a.Key))
	})
	return all
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// routineBetween calls fn for the trades of the account's routine that are told after one instant
// and until another, in their order. A routine takes 30 days and recurs for ever; the dates of its
// rows are days of it, and rows stand in the order of their days.
func (b *Book) routineBetween(from, to time.Time, fn func(Trade)) {
	if len(b.routine) == 0 {
		return
	}
	for n := floorDiv(int64(DateOf(from))-1, routineDays); morning(Date(n*routineDays)).Compare(to) <= 0; n++ {
		for row, t := range b.routine {
			t.Date += Date(n * routineDays)
			told := morning(t.Date)
			if !told.After(from) || told.After(to) {
				continue
			}
			t.Account, t.Key = b.Number, keyOf(b.Number<<8+row+1, n, false)
			t.At = happenedAt(t.Date-1, noise(t.Key).at(0))
			fn(t)
		}
	}
}

// subtypeOf gives the subtype of a trade of which a custom user's file tells only type and name:
// the first that the name mentions, or the usual one of its type. The sandbox does the same with
// names such as "retirement contribution".
func subtypeOf(kind, name string, amount Money) string {
	name = strings.ToLower(name)
	for _, subtype := range namedSubtypes {
		if strings.Contains(name, subtype) {
			return subtype
		}
	}
	switch kind {
	case "fee":
		return "account fee"
	case "cash":
		if amount > 0 {
			return "withdrawal"
		}
		return "deposit"
	}
	return kind // buy, sell, transfer
}

// namedSubtypes are looked for in names, longer ones before those that they contain.
var namedSubtypes = []string{
	"dividend reinvestment", "interest reinvestment", "account fee", "fund fee", "legal fee", "management fee", "miscellaneous fee",
	"transfer fee", "trust fee", "contribution", "deposit", "distribution", "dividend", "interest", "loan payment", "margin expense",
	"rebalance", "withdrawal",
}
