package bank

import "time"

// stream is something that recurs on an account: a salary, a rent, visits to a shop. Its
// occurrences are counted by its rule; each follows from the stream and its count alone, so any
// stretch of time is computed without the stretches before it.
type stream struct {
	account     int // number of the account
	rule        rule
	amount      Money // of each occurrence, positive when money leaves the account
	spread      Money // the amount varies by up to so much up and down
	description string
	authorized  Date                         // days from what happened to its posting, at most maxPending
	pending     bool                         // the bank tells of it from the day it happened
	from        Date                         // first day of what happened; zero without a bound
	closing     bool                         // closes the account
	penalty     bool                         // charged for what the other streams did
	pays        func(occurrence int64) Money // gives the amount instead, where it is no constant
	settles     *settlement                  // gives the amount instead, from the debt on the account
}

// maxPending is the number of days that an occurrence of a stream is pending at most.
const maxPending = 14

// stream tells of the occurrences of a stream, which is the n-th of the customer.
func (p *pass) stream(s *stream, number int) {
	first, last := s.days(p.from, s.latest(p.now))
	if first > last {
		return
	}
	noise := p.noise.at(int64(number))
	for n := s.rule.first(first); ; n++ {
		happened, there := s.rule.day(noise, n)
		if happened > last {
			return
		}
		if there {
			p.occurrence(s, keyOf(number, n, false), happened, s.amountOf(noise, n), noise.at(n))
		}
	}
}

// days gives the days, the last included, of what happens on a stream and is dated between two
// days, both included.
func (s *stream) days(from, to Date) (first, last Date) {
	first, last = from-s.authorized, to-s.authorized
	if s.from != 0 {
		first = max(first, s.from)
	}
	return first, last
}

// latest gives the last date of what may have been told by an instant.
func (s *stream) latest(now time.Time) Date {
	if s.pending {
		return DateOf(now) + s.authorized
	}
	return DateOf(now)
}

// posted gives what left the account by the occurrences that are dated between two days, both
// included.
func (s *stream) posted(n noise, from, to Date) (sum Money) {
	first, last := s.days(from, to)
	if first > last {
		return 0
	}
	for number := s.rule.first(first); ; number++ {
		happened, there := s.rule.day(n, number)
		if happened > last {
			return sum
		}
		if there {
			sum += s.amountOf(n, number)
		}
	}
}

// held gives what is pending at an instant of the occurrences that are dated from a day on.
func (s *stream) held(n noise, from Date, at time.Time) (sum Money) {
	if s.authorized == 0 {
		return 0
	}
	first, last := s.days(from, s.latest(at))
	for number := s.rule.first(first); ; number++ {
		happened, there := s.rule.day(n, number)
		if happened > last {
			return sum
		}
		if there && !happenedAt(happened, n.at(number)).After(at) {
			sum += s.amountOf(n, number)
		}
	}
}

// about gives about how many occurrences are dated from a day on and told by an instant.
func (s *stream) about(from Date, now time.Time) int {
	first, last := s.days(from, s.latest(now))
	if first > last {
		return 0
	}
	n := s.rule.first(last+1) - s.rule.first(first)
	switch r := s.rule.(type) {
	case sometimes:
		n = n*r.perThousand/1000 + n/20 + 1
	case weekdays:
		n = n * r.count() / 7
	}
	return int(n)
}

// occurrence tells of one occurrence of a stream. What is posted on the day when it happens never
// is pending.
func (p *pass) occurrence(s *stream, key Key, happened Date, amount Money, n noise) {
	t := Transaction{
		Key: key, Account: s.account, Amount: amount, Description: s.description,
		Date: happened + s.authorized, Authorized: happened,
	}
	posted := Moment{At: morning(t.Date)}
	told := posted
	if s.pending && s.authorized > 0 {
		told.At = happenedAt(happened, n)
	}
	p.tell(&t, told, posted)
}

// amountOf gives the amount of an occurrence.
func (s *stream) amountOf(n noise, occurrence int64) Money {
	switch {
	case s.pays != nil:
		return s.pays(occurrence)
	case s.spread == 0:
		return s.amount
	}
	steps := int64(s.spread / cent)
	return s.amount + Money(n.at(occurrence).at(1).below(2*steps+1)-steps)*cent
}

// morning is when banks post what is dated on a day.
func morning(d Date) time.Time { return d.Time().Add(postingHour) }

// postedBy gives the last day whose morning has come.
func postedBy(at time.Time) Date { return DateOf(at.Add(-postingHour)) }

const postingHour = 6 * time.Hour

// happenedAt is when something happens on a day: from 8 to 22 hours.
func happenedAt(d Date, n noise) time.Time {
	return d.Time().Add(8*time.Hour + time.Duration(n.at(2).below(14*3600))*time.Second)
}
