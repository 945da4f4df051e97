package bank

import "time"

// closing keeps an account where it is: on a day of each month it moves away what the account's
// other streams brought or took since the last one. A card is paid off, what is left on a
// checking account is put into savings. So months balance however long the world runs, and what
// is on the account at an instant follows from the time since the last closing alone.
type closing struct {
	on     int   // day of the month on which it is posted
	every  int   // so many months
	billed int   // day of the month before, on which the bill is made that it pays; zero for no bill
	keep   Money // what is on the account, or owed, when it has been closed
}

// last gives the number of the last closing on a day or before it.
func (c closing) last(d Date) int64 {
	months, _ := d.month()
	n := floorDiv(int64(months), int64(c.every))
	if c.day(n) > d {
		n--
	}
	return n
}

// day gives the day of a closing, in the last of its months.
func (c closing) day(n int64) Date { return inMonth(int(n)*c.every+c.every-1, c.on) }

// end gives the last day whose transactions a closing covers: the one before its bill, or its own.
func (c closing) end(n int64) Date {
	if c.billed == 0 {
		return c.day(n)
	}
	return inMonth(int(n)*c.every+c.every-2, c.billed) - 1
}

// open gives the first day whose transactions no closing covers on a day.
func (c closing) open(d Date) Date { return c.end(c.last(d)) + 1 }

// closingDays are the rule of the streams that a closing consists of.
type closingDays struct{ closing }

func (r closingDays) first(d Date) int64 { return r.last(d-1) + 1 }

func (r closingDays) day(_ noise, n int64) (Date, bool) { return r.closing.day(n), true }

// closes gives what a closing moves: what left the account since the last one, negative when
// more came in.
func (c *Customer) closes(account int, n int64) Money {
	return c.memo.sum(memoPlace{account, closedSum, n}, func() Money {
		closing := c.closings[account]
		return c.posted(account, closing.end(n-1)+1, closing.end(n))
	})
}

// posted gives what left an account by what is dated between two days, both included, but for
// its own closing.
func (c *Customer) posted(account int, from, to Date) Money {
	return c.outflow(account, from, to, func(s *stream) bool { return !s.closing })
}

// spent gives what left an account since its last closing and by a day, but for that closing and
// for what the bank charged.
func (c *Customer) spent(account int, by Date) Money {
	return c.memo.sum(memoPlace{account, spentSum, int64(by)}, func() Money {
		from := c.closings[account].open(by)
		return c.outflow(account, from, by, func(s *stream) bool { return !s.closing && !s.penalty })
	})
}

func (c *Customer) outflow(account int, from, to Date, counts func(*stream) bool) (sum Money) {
	for i := range c.streams {
		if s := &c.streams[i]; s.account == account && counts(s) {
			sum += s.posted(c.noise.at(int64(i+1)), from, to)
		}
	}
	return sum
}

// at gives the customer with the balances that its accounts have at an instant.
func (c *Customer) at(now time.Time) *Customer {
	if len(c.closings) == 0 {
		return c
	}
	stated := *c
	stated.Books = make([]Book, len(c.Books))
	copy(stated.Books, c.Books)
	for i := range stated.Books {
		book := &stated.Books[i]
		if closing, ok := c.closings[book.Number]; ok {
			c.state(book, closing, now)
		}
	}
	return &stated
}

// state writes the balance of an account at an instant, with nothing held.
func (c *Customer) state(book *Book, closing closing, now time.Time) {
	today := postedBy(now)
	moved := c.posted(book.Number, closing.open(today), today)
	if book.owes() {
		book.Stated.Current = new(closing.keep + moved)
		book.Stated.Available = new(*book.Stated.Limit - closing.keep - moved)
		return
	}
	book.Stated.Current = new(closing.keep - moved)
	book.Stated.Available = new(closing.keep - moved)
}
