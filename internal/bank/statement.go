package bank

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Statement is what a bank sends of an account every month.
type Statement struct {
	Book         Book          `json:"account"`
	From         Date          `json:"start_date"` // its first and last day; it is posted on the last
	To           Date          `json:"end_date"`
	Opening      Money         `json:"starting_balance"`
	Closing      Money         `json:"ending_balance"`
	Transactions []Transaction `json:"transactions,omitempty"` // posted in between, in their order
}

// Period is a stretch of days, the last included.
type Period struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// firstStatement is the month of the oldest statement that the API shows (year: at least 2010).
var firstStatement, _ = NewDate(2010, time.January, 1).month()

// Issues reports whether the bank makes statements of the account: of those from which people pay.
func (b Book) Issues() bool {
	return (b.Type == "depository" || b.Type == "credit") && b.Stated.Current != nil
}

// StatementMonths gives the months whose statements were posted on a day of the period and before
// now, newest first, counted since January 1970.
func StatementMonths(p Period, now time.Time) []int {
	var months []int
	newest, _ := min(p.To, DateOf(now)-1).month()
	oldest, _ := p.From.month()
	for m := newest; m >= max(oldest, firstStatement); m-- {
		if posted := PostedIn(m); posted >= p.From && posted <= p.To && posted < DateOf(now) {
			months = append(months, m)
		}
	}
	return months
}

// PostedIn gives the day on which the statement of a month is posted: its last.
func PostedIn(month int) Date { return inMonth(month, lastDay) }

// Statement gives the statement of an account for a month, counted since January 1970. Statements
// meet: each opens with what the one before closed with, and what was posted in between is the
// difference.
func (l *Ledger) Statement(number, month int) (Statement, bool) {
	book, ok := l.Book(number)
	if !ok || !book.Issues() {
		return Statement{}, false
	}
	s := Statement{Book: book, From: inMonth(month, 1), To: PostedIn(month)}
	opened, closed := s.From.Time(), (s.To + 1).Time()
	s.Opening, s.Closing = *l.Balance(number, opened).Current, *l.Balance(number, closed).Current
	upTo, until := Moment{At: opened, Change: math.MaxInt}, Moment{At: closed, Change: math.MaxInt}
	l.each(number, s.From-maxPending, closed, func(t Transaction) {
		if t.Amount = t.amountAt(until) - t.amountAt(upTo); !t.Pending && t.Amount != 0 { // or what it changed by
			s.Transactions = append(s.Transactions, t)
		}
	})
	slices.SortFunc(s.Transactions, func(a, b Transaction) int {
		return cmp.Or(a.Added.Compare(b.Added), cmp.Compare(a.Key, b.Key))
	})
	return s, true
}

// Owed reports whether the account is one on which its holder owes.
func (s Statement) Owed() bool { return s.Book.owes() }

// Moved gives what a transaction did to the balance: on what is owed it adds, elsewhere it takes. One
// in another currency did nothing.
func (s Statement) Moved(t Transaction) Money {
	switch {
	case t.foreign():
		return 0
	case s.Book.owes():
		return t.Amount
	}
	return -t.Amount
}
