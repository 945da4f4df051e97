package bank

import (
	"cmp"

	"toile"
)

// debt gives the debt on an account. What the configuration does not say of one is not known; an
// account of which it says nothing has the terms of user_good's, which the sandbox calls fixed, but
// for the days and payments of its inflow model.
func (a customAccount) debt(b Book) *Liability {
	l := a.Liability
	if l == nil {
		debt := usualDebts[b.Subtype]
		if a.Inflow != nil && debt != nil {
			return debt.scheduled(a.Inflow.schedule(Schedule{}))
		}
		return debt
	}
	schedule := Schedule{StatementOn: 28, DueOn: 25, LastPayment: l.LastPayment}
	if l.LastPayment != nil {
		schedule.PaidOn = 22
	}
	if m := a.Inflow; m != nil && b.owes() {
		schedule = m.schedule(schedule)
	}
	switch kind := cmp.Or(l.Type, map[string]string{"credit": "credit", "loan": "student"}[b.Type]); kind {
	case "credit":
		return &Liability{Credit: l.credit(schedule)}
	case "student":
		return &Liability{Student: l.student(schedule, b)}
	}
	return nil
}

// usualDebts are user_good's, by the subtypes of their accounts.
var usualDebts = map[string]*Liability{"credit card": cardTerms, "student": studentTerms, "mortgage": mortgageTerms}

// schedule gives a schedule with the days of the model, and with its payments.
func (m *customInflow) schedule(s Schedule) Schedule {
	s.StatementOn, s.DueOn, s.Autopay = min(m.StatementDay, 28), min(m.PaymentDay, 28), m.Name
	return s
}

// scheduled gives the same debt with another schedule.
func (l *Liability) scheduled(s Schedule) *Liability {
	switch {
	case l.Credit != nil:
		terms := *l.Credit
		terms.Schedule = s
		return &Liability{Credit: &terms}
	case l.Student != nil:
		terms := *l.Student
		terms.Schedule = s
		return &Liability{Student: &terms}
	}
	terms := *l.Mortgage
	terms.Schedule = s
	return &Liability{Mortgage: &terms}
}

func (l *customLiability) credit(s Schedule) *CreditTerms {
	terms := &CreditTerms{Schedule: s, Overdue: l.Overdue, MinimumPayment: l.MinimumPayment}
	for _, apr := range []struct {
		kind    string
		percent *float64
	}{
		{"balance_transfer_apr", l.BalanceTransferAPR}, {"cash_apr", l.CashAPR}, {"purchase_apr", l.PurchaseAPR}, {"special", l.SpecialAPR},
	} {
		if apr.percent != nil {
			terms.APRs = append(terms.APRs, APR{Type: apr.kind, Percentage: *apr.percent})
		}
	}
	return terms
}

func (l *customLiability) student(s Schedule, b Book) *StudentTerms {
	terms := &StudentTerms{
		Schedule: s, AccountNumber: cmp.Or(b.Numbers.Account, studentTerms.Student.AccountNumber),
		PaymentReference: l.PaymentReference, Principal: l.Principal, Rate: l.rate("loan"),
		Guarantor: l.Guarantor, Name: l.LoanName, Status: l.StatusType, Overdue: l.Overdue, MinimumPayment: l.MinimumPayment,
		Plan: l.PlanDescription, PlanType: l.PlanType, Sequence: l.SequenceNumber, Servicer: studentTerms.Student.Servicer,
		PaidOff: toile.OrZero(l.ExpectedPayoff), StatusEnds: toile.OrZero(l.StatusEnd),
	}
	if l.ServicerAddress != nil {
		terms.Servicer = *l.ServicerAddress
	}
	if l.Origination != nil {
		terms.Originated, terms.Disbursed = *l.Origination, []Date{*l.Origination}
		if months := l.months(); terms.PaidOff == 0 && months > 0 {
			begun, on := terms.Originated.month()
			terms.PaidOff = inMonth(begun+months, on)
		}
	}
	if l.PSLF != nil {
		terms.EligibleForForgiveness = toile.OrZero(l.PSLF.EstimatedEligibility)
		terms.PaymentsMade, terms.PaymentsRemaining = l.PSLF.Made, l.PSLF.Remaining
	}
	return terms
}

// months gives how long the loan runs by its repayment model; 0 where it does not say.
func (l *customLiability) months() int {
	if l.RepaymentMonths == nil {
		return 0
	}
	months := *l.RepaymentMonths
	if l.NonRepaymentMonths != nil {
		months += *l.NonRepaymentMonths
	}
	return months
}
