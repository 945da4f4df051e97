package bank

import (
	"math"
	"time"
)

// debts are the statements of an account by which its settlements are reckoned. Those of them that
// end after the Item was made start from the balance that the bank stated then; earlier ones
// go back from it. What settlements themselves add or pay is left out of charged and owed.
type debts struct {
	*settlement
	first   int64   // the number of the first one
	known   int64   // that of the first one after the balance was stated
	charged []Money // what others added to the debt since the statement before
	owed    []Money // at the end of the statement's day
	paid    []Money // what is paid for the statement
}

// debts reckons the statements of a stream's account from one to another, which is left out.
func (p *pass) debts(s *stream, from, end int64) *debts {
	d := &debts{settlement: s.settles, known: s.settles.covering(p.Since)}
	d.first = min(from, d.known-1)
	d.charged = make([]Money, max(end, d.known+1)-d.first)
	stated := Moment{At: p.Since}
	var before Money // of what the first statement after it covers: what was told before the balance was stated
	others := pass{Ledger: p.Ledger, from: inMonth(int(d.first)-1, d.statementDay), now: p.now}
	if p.Since.After(p.now) {
		others.now = p.Since
	}
	others.hear = func(t Transaction) {
		n := d.covering(t.Added.At)
		if t.Pending || t.foreign() || n < d.first || n >= d.first+int64(len(d.charged)) {
			return
		}
		d.charged[n-d.first] += t.Amount
		if n == d.known && t.Added.Compare(stated) <= 0 {
			before += t.Amount
		}
	}
	others.recurring(s.account)
	others.named(s.account)
	d.reckon(p.Customer, s.account, before)
	return d
}

// reckon fills in what is owed, from the balance that the bank stated when some of the known
// statement's charges lay before it.
func (d *debts) reckon(c *Customer, account int, before Money) {
	d.owed = make([]Money, len(d.charged))
	at := d.known - d.first
	if book := c.book(account); book != nil && book.Stated.Current != nil {
		d.owed[at-1] = *book.Stated.Current - before
	}
	for i := at; i < int64(len(d.owed)); i++ {
		d.owed[i] = d.owed[i-1] + d.charged[i]
	}
	for i := at - 1; i > 0; i-- {
		d.owed[i-1] = d.owed[i] - d.charged[i]
	}
}

// interest gives the interest of a statement: positive as a charge, negative as a payment.
func (d *debts) interest(statement int64) Money {
	owed := max(d.owed[statement-d.first], 0)
	interest := Money(math.Round(float64(owed) * d.yearly / 12)).Cents()
	if d.charge {
		return interest
	}
	return -interest
}

// pay fills in what is paid for each statement. The first payment after the balance was stated
// pays what is owed, and each later one pays its statement; those before it paid what was charged
// since the statement before theirs, as payments in full do. A payment comes lag months after the
// month of its statement, on the pay day.
func (d *debts) pay(since time.Time, payDay int, lag int64) {
	d.paid = make([]Money, len(d.charged))
	first := d.known - d.first
	if morning(inMonth(int(d.known-1+lag), payDay)).After(since) {
		first--
	}
	for i := range first {
		d.paid[i] = max(d.charged[i], 0)
	}
	owed := d.owed[first]
	for i := first; ; i++ {
		d.paid[i] = max(owed, 0)
		if i+1 == int64(len(d.paid)) {
			return
		}
		owed += d.charged[i+1] - d.paid[i]
	}
}

// payment gives what is paid for a statement, as money that comes in.
func (d *debts) payment(statement int64) Money { return -d.paid[statement-d.first] }
