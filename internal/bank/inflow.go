package bank

import (
	"time"
)

// The three inflow models of a custom user's account (facts link 6.2). A day of the month is 1 to
// 28, or lastDay for "last".

// inflowIncome is money that comes in once a month: the model monthly-income.
func inflowIncome(account int, amount Money, payDay int, name string) stream {
	return stream{account: account, rule: monthly{payDay}, amount: -amount, description: name}
}

// inflowBalance pays, on one day of the month, what was owed at the end of the statement
// day before it: the model monthly-balance-payment, on a loan or credit account.
func inflowBalance(account, statementDay, payDay int, name string) stream {
	return stream{account: account, rule: monthly{payDay}, description: name, settles: &settlement{statementDay: statementDay}}
}

// inflowInterest charges, on the statement day, a twelfth of a yearly interest on what is
// owed (0.1525 is 15.25 %), and pays that on one day of the month after it, so that the debt stays
// as it is: the model monthly-interest-only-payment, on a loan or credit account.
func inflowInterest(account, statementDay, payDay int, yearly float64, name string) []stream {
	yearly = min(max(yearly, 0), 10)
	return []stream{
		{account: account, rule: monthly{statementDay}, description: "INTEREST CHARGE",
			settles: &settlement{statementDay: statementDay, yearly: yearly, charge: true}},
		{account: account, rule: monthly{payDay}, description: name,
			settles: &settlement{statementDay: statementDay, yearly: yearly}},
	}
}

// settlement says that the amounts of a monthly stream follow from what is owed on its account at
// the end of a day of each month: its statements, numbered like months.
type settlement struct {
	statementDay int
	yearly       float64 // rate of interest; zero where the debt itself is paid
	charge       bool    // the stream charges interest; otherwise it pays
}

// of gives the statement that an occurrence settles: a charge the one of its own day, a payment
// the last one of an earlier day.
func (s *settlement) of(occurrence int64, payDay int) int64 {
	if s.charge || payDay > s.statementDay {
		return occurrence
	}
	return occurrence - 1
}

// covering gives the number of the first statement that covers what was told at an instant.
func (s *settlement) covering(at time.Time) int64 { return monthly{s.statementDay}.first(DateOf(at)) }

// settlements tells of the occurrences of a stream that settles.
func (p *pass) settlements(s *stream, number int) {
	first, last := s.days(p.from, DateOf(p.now))
	from, end := s.rule.first(first), s.rule.first(last+1)
	if first > last || from >= end {
		return
	}
	payDay := s.rule.(monthly).on
	lag := from - s.settles.of(from, payDay)
	debts := p.debts(s, from-lag, end-lag)
	amountOf := debts.interest
	if s.settles.yearly == 0 {
		debts.pay(p.Since, payDay, lag)
		amountOf = debts.payment
	}
	for n := from; n < end; n++ {
		if amount := amountOf(n - lag); amount != 0 {
			happened, _ := s.rule.day(0, n)
			p.occurrence(s, keyOf(number, n, false), happened, amount, 0)
		}
	}
}
