package product

import (
	"hash/crc32"
	"time"

	"toile/internal/bank"
	"toile/internal/item"
)

// position is a state of an Item's transactions: as they were at an instant, after so many changes
// of callers, on the accounts that were shared. A clock may stand still or be turned back, so time
// alone does not say what is known.
type position struct {
	at       time.Time
	changes  int
	accounts accountSet
	config   uint32 // of the custom user: update mode may bring another
}

// accountSet is a set of accounts by their numbers. Nobody has 63 of them (facts link 6.1).
type accountSet uint64

// setOf gives the set of some accounts.
func setOf(accounts []item.Account) (set accountSet) {
	for _, account := range accounts {
		set |= 1 << account.Number
	}
	return set
}

func (a accountSet) has(number int) bool { return a>>number&1 != 0 }

// here gives the state now, of one account or of all (0). Where the clock was turned back since an
// earlier position, it is as of that one: what a caller has been told stays told.
func (s Source) here(account int, earlier position) position {
	p := position{at: s.Now, changes: len(s.Ledger.Changes), accounts: setOf(s.Item.Accounts), config: s.config()}
	if p.at.Before(earlier.at) {
		p.at = earlier.at
	}
	if account != 0 {
		p.accounts &= 1 << account
	}
	return p
}

// config gives a number for the configuration of a custom user; every other login has 0.
func (s Source) config() uint32 {
	text := s.Item.Login.Configuration()
	if text == "" {
		return 0
	}
	return crc32.ChecksumIEEE([]byte(text))
}

// is reports whether two positions are the same.
func (p position) is(o position) bool {
	return p.at.Equal(o.at) && p.changes == o.changes && p.accounts == o.accounts && p.config == o.config
}

// covers reports whether a position is past a moment. That is so only where callers' changes came
// in the order of time; see follows.
func (p position) covers(m bank.Moment) bool {
	return m.Compare(bank.Moment{At: p.at, Change: p.changes}) <= 0
}

// follows reports whether what callers changed since the earlier position came after it in time,
// too. It did not if the clock was turned back between them.
func (s Source) follows(earlier position) bool {
	for _, change := range s.Ledger.Changes[min(earlier.changes, len(s.Ledger.Changes)):] {
		if change.At.Before(earlier.at) {
			return false
		}
	}
	return true
}

// history gives the transactions on the accounts of a position, dated from a day on, of which the
// Item was told by then, those included that were taken back.
func (s Source) history(p position, from bank.Date) []bank.Transaction {
	ledger := s.Ledger
	if p.changes < len(ledger.Changes) {
		as := *ledger
		as.Changes = ledger.Changes[:p.changes]
		ledger = &as
	}
	all := ledger.History(max(s.Item.Feed.Earliest(p.at), from), p.at)
	kept := all[:0]
	for i := range all {
		t := &all[i]
		told := s.told(t)
		wasTaken := !t.Removed.IsZero() && t.Removed.Compare(told) <= 0 // before the Item could be told of it
		if p.accounts.has(t.Account) && p.covers(told) && !wasTaken {
			kept = append(kept, *t)
		}
	}
	return kept
}

// told gives when the Item was first told of a transaction: when the bank told of it, and not
// before the feed was that far.
func (s Source) told(t *bank.Transaction) bank.Moment {
	ready := bank.Moment{At: s.Item.Feed.Ready(t.Date)}
	if t.Added.Compare(ready) > 0 {
		return t.Added
	}
	return ready
}

// update is what a caller is told of one transaction.
type update struct {
	when bank.Moment
	kind updateKind
	t    *bank.Transaction
}

type updateKind int

const (
	added updateKind = iota
	modified
	removed
)

// updates gives what leads from one position to a later one, in no order. What came and went
// between them is not told. Of an account that is not shared any more nothing is told. After another
// configuration all is told anew: of the one before nothing is left to compare with.
func (s Source) updates(from, to position) []update {
	if from.config != to.config {
		from = position{}
	}
	if !from.at.IsZero() && !s.follows(from) {
		return s.difference(from, to)
	}
	all := s.history(to, s.newsSince(from, to))
	list := make([]update, 0, len(all))
	for i := range all {
		t := &all[i]
		told, gone := s.told(t), !t.Removed.IsZero()
		switch {
		case !from.accounts.has(t.Account) || !from.covers(told):
			if !gone {
				list = append(list, update{latest(told, t.Changed), added, t})
			}
		case gone && !from.covers(t.Removed):
			list = append(list, update{t.Removed, removed, t})
		case !gone && !from.covers(t.Changed):
			list = append(list, update{t.Changed, modified, t})
		}
	}
	return list
}

// newsSince gives the first day of which there may be anything new between two positions; zero where
// that may be any.
func (s Source) newsSince(from, to position) bank.Date {
	late, bounded := s.Ledger.Late()
	if !bounded || from.at.Before(s.Item.Feed.HistoricalAt) || to.accounts&^from.accounts != 0 {
		return 0
	}
	return bank.DateOf(from.at) - late
}

// difference finds the updates by comparing the two states transaction by transaction.
func (s Source) difference(from, to position) []update {
	before := map[bank.Key]*bank.Transaction{}
	for i, known := 0, s.history(from, 0); i < len(known); i++ {
		if t := &known[i]; t.Removed.IsZero() {
			before[t.Key] = t
		}
	}
	var list []update
	for i, all := 0, s.history(to, 0); i < len(all); i++ {
		t := &all[i]
		was, known := before[t.Key]
		delete(before, t.Key)
		gone := !t.Removed.IsZero()
		switch {
		case !known && !gone:
			list = append(list, update{latest(s.told(t), t.Changed), added, t})
		case known && gone:
			list = append(list, update{t.Removed, removed, t})
		case known && !same(*was, *t):
			list = append(list, update{latest(s.told(t), t.Changed), modified, t})
		}
	}
	for _, t := range before {
		if to.accounts.has(t.Account) {
			list = append(list, update{bank.Moment{At: to.at, Change: to.changes}, removed, t})
		}
	}
	return list
}

// same reports whether a transaction shows the same at two times, whenever it came to be so.
func same(a, b bank.Transaction) bool {
	a.Added, a.Changed, a.Removed = b.Added, b.Changed, b.Removed
	return a == b
}

func latest(a, b bank.Moment) bank.Moment {
	if a.Compare(b) < 0 {
		return b
	}
	return a
}
