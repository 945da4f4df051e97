package bank

import (
	"math"
	"time"
)

// Balance gives what the bank says at an instant about the money on an account.
func (l *Ledger) Balance(number int, at time.Time) Balance {
	book := l.book(number)
	if book == nil {
		return Balance{}
	}
	b := book.Stated
	if len(book.routine) > 0 { // it is what its positions are worth
		b.Current = plus(b.Current, l.gained(book, at))
		return b
	}
	posted, held := l.moved(number, at)
	if book.owes() {
		b.Current = plus(b.Current, posted)
	} else {
		b.Current = plus(b.Current, -posted)
	}
	if !book.FixedAvailable {
		b.Available = plus(b.Available, -posted-held)
	}
	return b
}

// owes reports whether the balance of the account is a debt.
func (b *Book) owes() bool { return b.Type == "credit" || b.Type == "loan" }

func plus(m *Money, by Money) *Money {
	if m == nil {
		return nil
	}
	sum := *m + by
	return &sum
}

// moved gives what was posted on an account from the making of the Item to an instant, negative
// when the instant lies before it, and what is held by transactions that are pending at the instant.
// What recurs is only counted, for speed; all else is walked through.
func (l *Ledger) moved(number int, at time.Time) (posted, held Money) {
	early, late, sign := l.Since, at, Money(1)
	if at.Before(early) {
		early, late, sign = at, l.Since, -1
	}
	from, to := l.oldest(postedBy(early)+1), postedBy(late)
	walk := l.dynamic || len(l.listed) > 0
	for i := range l.streams {
		s := &l.streams[i]
		if s.account != number {
			continue
		}
		if s.settles != nil {
			walk = true
			continue
		}
		noise := l.noise.at(int64(i + 1))
		posted += sign * s.posted(noise, from, to)
		if s.pending {
			held += s.held(noise, l.oldest(postedBy(at)+1), at)
		}
	}
	if walk {
		p, h := l.movedByName(number, from, at)
		posted, held = posted+p, held+h
	}
	return posted, held
}

// movedByName is what moved for settlements, dated from a day on, and what moved and is held for
// transactions that were named one by one.
func (l *Ledger) movedByName(number int, from Date, at time.Time) (posted, held Money) {
	made, asOf := Moment{At: l.Since}, Moment{At: at, Change: math.MaxInt}
	p := pass{Ledger: l, from: from, now: at, hear: func(t Transaction) {
		switch {
		case t.foreign():
		case t.Pending:
			held += t.amountAt(asOf)
		default:
			posted += t.amountAt(asOf) - t.amountAt(made)
		}
	}}
	if at.Before(l.Since) {
		p.now = l.Since
	}
	p.named(number)
	p.settling(number)
	return posted, held
}
