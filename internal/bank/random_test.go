package bank

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// eachRandom runs a property on so many random ledgers. A failure names the seed, which alone
// decides the ledger and all that the property draws.
func eachRandom(t *testing.T, rounds uint64, property func(t *testing.T, r *rand.Rand, l *Ledger)) {
	t.Helper()
	for seed := range rounds {
		r := rand.New(rand.NewPCG(seed, 4))
		l := randomLedger(r)
		if ok := t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) { property(t, r, l) }); !ok {
			return
		}
	}
}

// randomLedger draws when an Item was made and what callers did to it; and either a login, or four
// accounts, what recurs on them and what is listed.
func randomLedger(r *rand.Rand) *Ledger {
	since := time.Date(1990+r.IntN(120), time.Month(1+r.IntN(12)), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60), 0, time.UTC)
	if r.IntN(4) == 0 { // at the very instant of the day's postings
		since = morning(DateOf(since))
	}
	if r.IntN(4) == 0 {
		usernames := append(slices.Sorted(maps.Keys(personas)), "user_good", dynamicUsername, dynamicUsername, dynamicUsername)
		login := Login{InstitutionID: "ins_109508", Username: usernames[r.IntN(len(usernames))], Password: goodPassword}
		l, err := New(fmt.Sprint(r.Uint64())).Ledger(login, since, randomChanges(r, since))
		if err != nil {
			panic(err)
		}
		return l
	}
	c := &Customer{noise: noise(r.Uint64()), dynamic: r.IntN(2) == 0}
	if r.IntN(4) == 0 {
		c.reach = Date(1 + r.IntN(200))
	}
	for i, kind := range []string{"depository", "credit", "loan", "investment"} {
		c.Books = append(c.Books, Book{Account: Account{Number: i + 1, Type: kind}, Stated: Balance{
			Current: new(Cents(r.Int64N(1e6))), Available: new(Cents(r.Int64N(1e6))), Limit: new(Cents(2e6)),
		}})
	}
	for range r.IntN(12) {
		c.streams = append(c.streams, randomStream(r, DateOf(since)))
	}
	switch r.IntN(4) {
	case 0:
		c.streams = append(c.streams, inflowBalance(2, randomDay(r), randomDay(r), "PAYMENT"))
	case 1:
		c.streams = append(c.streams, inflowInterest(3, randomDay(r), randomDay(r), r.Float64()/3, "PAYMENT")...)
	}
	for n := range r.Int64N(10) {
		transacted := DateOf(since) + Date(r.IntN(200)-100)
		c.listed = append(c.listed, listed{
			account: 1 + r.IntN(4), amount: Cents(r.Int64N(20000) - 10000), transacted: transacted, posted: transacted + Date(r.IntN(60)-3),
			name: n,
		})
	}
	return &Ledger{Customer: c, Since: since, Changes: inOrder(randomChanges(r, since), since)}
}

func randomDay(r *rand.Rand) int {
	if r.IntN(5) == 0 {
		return lastDay
	}
	return 1 + r.IntN(28)
}

func randomRule(r *rand.Rand) rule {
	switch r.IntN(5) {
	case 0:
		return everyDays{1 + r.IntN(40), Date(r.IntN(40000) - 10000)}
	case 1:
		var on weekdays
		on[r.IntN(7)], on[r.IntN(7)] = true, true
		return on
	case 2:
		return monthly{randomDay(r)}
	case 3:
		return twiceMonthly{1 + r.IntN(14), 15 + r.IntN(17)}
	}
	return sometimes{r.Int64N(1000)}
}

func randomStream(r *rand.Rand, since Date) stream {
	s := stream{
		account: 1 + r.IntN(4), rule: randomRule(r), amount: Cents(r.Int64N(20000) - 10000),
		authorized: Date(r.IntN(maxPending + 1)), pending: r.IntN(2) == 0,
	}
	switch r.IntN(4) {
	case 0:
		s.spread = Cents(r.Int64N(5000))
	case 1:
		s.pays = func(n int64) Money { return Cents(n % 1000) }
	case 2:
		s.from = since + Date(r.IntN(100)-80)
	}
	return s
}

// randomChanges draws what callers did: sometimes several at one instant, some with the clock set
// back.
func randomChanges(r *rand.Rand, since time.Time) (changes []Change) {
	at := since
	for number := range r.IntN(8) {
		change := Change{Number: number + 1, Refresh: r.IntN(2) == 0}
		switch r.IntN(4) {
		case 0, 1:
			at = at.Add(time.Duration(r.Int64N(int64(10 * day))))
		case 2:
			at = at.Add(-time.Duration(r.Int64N(int64(3 * day))))
		}
		change.At = at
		for range r.IntN(3) {
			transacted := DateOf(at) - Date(r.IntN(15))
			change.Created = append(change.Created, Created{
				Account: 1 + r.IntN(4), Amount: Cents(r.Int64N(20000) - 10000), Transacted: transacted, Posted: transacted + Date(r.IntN(20)),
			})
		}
		changes = append(changes, change)
	}
	return changes
}

// around draws an instant near the making of the Item: before it, at it or after it, and often at
// the very instant of a posting or of a change.
func around(r *rand.Rand, l *Ledger) time.Time {
	at := l.Since.Add(time.Duration(r.Int64N(int64(400*day)) - int64(200*day)))
	switch r.IntN(5) {
	case 0:
		return morning(DateOf(at))
	case 1:
		return l.Since
	case 2:
		if len(l.Changes) > 0 {
			return l.Changes[r.IntN(len(l.Changes))].At
		}
	}
	return at.Truncate(time.Second)
}

// told gives the bank's own telling, whenever the Item was made.
func told(l *Ledger, now time.Time) (all []Transaction) {
	l.each(0, l.oldest(-1<<30), now, func(t Transaction) { all = append(all, t) })
	return all
}

// latest gives the last moment of an instant.
func latest(at time.Time) Moment { return Moment{at, 1 << 60} }
