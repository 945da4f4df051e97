package bank

import (
	"slices"
	"time"
)

// Liability is what a debt is owed on. One of its members is set.
type Liability struct {
	Credit   *CreditTerms
	Student  *StudentTerms
	Mortgage *MortgageTerms
}

// Schedule says on which days of the month a debt is billed and paid, from 1 to 28.
type Schedule struct {
	StatementOn int    // zero for the day on which the Item was made
	DueOn       int    // zero for the day of the statement
	PaidOn      int    // of the last payment, where no transaction tells; zero if nothing was paid yet
	LastPayment *Money // where somebody said it, whatever the transactions tell
	Autopay     string // description of the transactions that pay the debt, where the account has such
}

// CreditTerms are those of a credit card.
type CreditTerms struct {
	Schedule
	APRs           []APR
	Overdue        *bool
	MinimumPayment *Money
}

// APR is one of the yearly rates of a credit card.
type APR struct {
	Type       string // balance_transfer_apr, cash_apr, purchase_apr, special
	Percentage float64
	Subject    *Money // balance that it is charged on
	Charged    *Money // interest
}

// StudentTerms are those of a student loan. Empty is what is not known; a zero date, too.
type StudentTerms struct {
	Schedule
	AccountNumber, PaymentReference  string
	Disbursed                        []Date
	Originated, PaidOff, StatusEnds  Date
	Principal, Interest              *Money // borrowed; interest that is outstanding
	Rate                             float64
	Guarantor, Name, Status          string
	Overdue                          *bool
	MinimumPayment                   *Money
	Plan, PlanType, Sequence         string
	Servicer                         Address
	InterestThisYear, RepaidThisYear *Money
	EligibleForForgiveness           Date
	PaymentsMade, PaymentsRemaining  *int
}

// MortgageTerms are those of a mortgage.
type MortgageTerms struct {
	Schedule
	AccountNumber                    string
	LateFee, Escrow, NextPayment     *Money
	PMI, PrepaymentPenalty           *bool
	Rate                             float64
	RateType, Kind, Term             string
	Originated, Matures              Date
	Principal, PastDue               *Money
	Property                         Address
	InterestThisYear, RepaidThisYear *Money
}

// schedule gives the days of whatever debt it is.
func (l *Liability) schedule() Schedule {
	switch {
	case l.Credit != nil:
		return l.Credit.Schedule
	case l.Student != nil:
		return l.Student.Schedule
	case l.Mortgage != nil:
		return l.Mortgage.Schedule
	}
	return Schedule{}
}

// Bill is how a debt stands at an instant.
type Bill struct {
	Issued  Date   // of the last statement
	Balance *Money // owed then
	NextDue Date   // always ahead
	PaidOn  Date   // of the last payment; zero if there was none
	Paid    *Money // the last payment, where it is known
}

// Bill gives how the debt on an account stands at an instant: the last statement and what was owed
// when it was made, the last payment, and when the next one is due.
func (l *Ledger) Bill(number int, now time.Time) Bill {
	book, ok := l.Book(number)
	if !ok || book.Liability == nil {
		return Bill{}
	}
	s, today := book.Liability.schedule(), DateOf(now)
	if s.StatementOn == 0 {
		_, made := DateOf(l.Since).month()
		s.StatementOn = min(made, 28)
	}
	if s.DueOn == 0 {
		s.DueOn = s.StatementOn
	}
	bill := Bill{Paid: s.LastPayment}
	bill.Issued, _ = monthly{s.StatementOn}.around(today)
	_, bill.NextDue = monthly{s.DueOn}.around(today)
	bill.Balance = l.Balance(number, bill.Issued.Time()).Current
	if s.PaidOn != 0 {
		bill.PaidOn, _ = monthly{s.PaidOn}.around(today - 1)
	}
	if t, paid := l.lastPayment(number, s.Autopay, now); paid {
		if bill.PaidOn = t.Date; bill.Paid == nil {
			bill.Paid = new(t.Amount.Abs())
		}
	}
	return bill
}

// lastPayment finds the newest posted transaction that pays a debt.
func (l *Ledger) lastPayment(number int, description string, now time.Time) (Transaction, bool) {
	const recent = 62 // days: whoever pays monthly has paid in them
	if description == "" {
		return Transaction{}, false
	}
	today := DateOf(now)
	all := l.Transactions(today-recent, today, now)
	i := slices.IndexFunc(all, func(t Transaction) bool {
		return t.Account == number && t.Description == description && !t.Pending
	})
	if i < 0 {
		return Transaction{}, false
	}
	return all[i], true
}
