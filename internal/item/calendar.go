package item

import (
	"slices"
	"time"
)

// What names something that time alone brings about in an Item.
type What string

// What time brings about.
const (
	FeedInitial    What = "initial"      // the newest transactions are there
	FeedHistorical What = "historical"   // all of them
	FirstProducts  What = "products"     // the first investments and debts are there
	Daily          What = "daily"        // the institution was asked for what is new
	ConsentEnding  What = "consent ends" // in seven days
	LoginNeeded    What = "login needed" // the login or the consent has run out
)

// Moment is an instant at which time brings something about. Each but the days is told of once.
type Moment struct {
	What What      `json:"what"`
	At   time.Time `json:"at"`
}

// consentWarning is how long before its end a consent is told to end (facts link 4.3).
const consentWarning = 7 * day

// Moments lists what time has brought about in an Item by an instant and was not told of yet, in order. Of several days
// between two other moments it gives the last: who looks rarely learns all that is new at once.
func (i Item) Moments(now time.Time) (all []Moment) {
	told := i.Told
	days := func(until time.Time) {
		if last, ok := i.lastDay(until); ok && last.After(told) {
			all, told = append(all, Moment{Daily, last}), last
		}
	}
	for _, m := range i.untold() {
		if m.At.After(now) {
			break
		}
		days(m.At.Add(-1))
		all = append(all, m)
	}
	days(now)
	return all
}

// NextMoment gives when time brings about more in an Item of which all is told up to an instant, if it does.
func (i Item) NextMoment(now time.Time) (next time.Time, ok bool) {
	for _, m := range i.untold() {
		if m.At.After(now) {
			next, ok = m.At, true
			break
		}
	}
	after := now
	if i.Told.After(now) { // the clock was turned back
		after = i.Told
	}
	if at, more := i.nextDay(after); more && (!ok || at.Before(next)) {
		next, ok = at, true
	}
	return next, ok
}

// Tell notes that a moment was told of.
func (i *Item) Tell(m Moment) {
	if m.What == Daily {
		i.Told = m.At
		return
	}
	i.forget(m.What)
	i.Past = append(i.Past, m)
}

// Skip lets nothing be told of that was up to an instant.
func (i *Item) Skip(now time.Time) {
	i.Told, i.Past = now, nil
	for _, m := range i.once() {
		if !m.At.After(now) {
			i.Past = append(i.Past, m)
		}
	}
}

// forget lets moments be told of again, whenever they come.
func (i *Item) forget(what ...What) {
	i.Past = slices.DeleteFunc(slices.Clone(i.Past), func(m Moment) bool { return slices.Contains(what, m.What) })
}

// lastDay gives the last instant, up to another one, at which the institution was asked for what is new: whole days after
// the last login, while the Item worked.
func (i Item) lastDay(until time.Time) (at time.Time, ok bool) {
	if end := i.At(until).ErrorSince; !end.IsZero() && !end.After(until) {
		until = end.Add(-1)
	}
	at, _ = daily(i.loggedIn(), until)
	return at, i.hasDays() && at.After(i.loggedIn())
}

// nextDay gives the first such instant after another one.
func (i Item) nextDay(after time.Time) (at time.Time, ok bool) {
	at, _ = daily(i.loggedIn(), after)
	at = at.Add(day)
	end := i.At(at).ErrorSince
	return at, i.hasDays() && (end.IsZero() || at.Before(end))
}

// untold lists what comes about once and was not told of, in order.
func (i Item) untold() []Moment {
	all := slices.DeleteFunc(i.once(), func(m Moment) bool {
		return slices.ContainsFunc(i.Past, func(p Moment) bool { return p.What == m.What && p.At.Equal(m.At) })
	})
	slices.SortStableFunc(all, func(a, b Moment) int { return a.At.Compare(b.At) })
	return all
}

// once lists what comes about once, in no order. A consent is told to end also of an Item that does not work: it ends all
// the same. One that is given for a shorter time than that is not.
func (i Item) once() (all []Moment) {
	if i.Feed.Asked() {
		all = append(all, Moment{FeedInitial, i.Feed.InitialAt}, Moment{FeedHistorical, i.Feed.HistoricalAt})
	}
	if at := i.News.ProductsAt; !at.IsZero() {
		all = append(all, Moment{FirstProducts, at})
	}
	if at := i.ConsentExpires.Add(-consentWarning); !i.ConsentExpires.IsZero() && at.After(i.loggedIn()) {
		all = append(all, Moment{ConsentEnding, at})
	}
	if i.ErrorCode != "" {
		return all
	}
	if at, _ := i.runsOut(); !at.IsZero() {
		all = append(all, Moment{LoginNeeded, at})
	}
	return all
}
