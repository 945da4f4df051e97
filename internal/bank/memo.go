package bank

import "sync"

// memo keeps the last sums that were reckoned of a customer, so that what follows from a month's
// transactions is not reckoned for each of those that follow from it. Sums are a pure function of
// their places: one that was forgotten is reckoned again. It is safe for concurrent use.
type memo struct {
	mu    sync.Mutex
	slots [256]struct { // for 32 months of eight accounts
		place memoPlace
		known bool
		sum   Money
	}
}

// memoPlace says what was summed up.
type memoPlace struct {
	account int
	what    memoKind
	n       int64 // the closing or the day
}

type memoKind uint8

const (
	closedSum memoKind = iota // what a closing moves
	spentSum                  // what was spent by a day
)

// sum gives a sum from the memo, and reckons it when it is not there. Without a memo it is reckoned.
func (m *memo) sum(place memoPlace, reckon func() Money) Money {
	if m == nil {
		return reckon()
	}
	slot := &m.slots[(uint64(place.n)*8+uint64(place.account)+uint64(place.what)*4)%uint64(len(m.slots))]
	m.mu.Lock()
	sum, known := slot.sum, slot.known && slot.place == place
	m.mu.Unlock()
	if known {
		return sum
	}
	sum = reckon() // which may ask for others
	m.mu.Lock()
	slot.place, slot.sum, slot.known = place, sum, true
	m.mu.Unlock()
	return sum
}
