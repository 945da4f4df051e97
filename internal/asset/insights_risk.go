package asset

import (
	"cmp"
	"slices"

	"toile"
	"toile/internal/bank"
)

// What a lender sees a risk in, by credit category. Penalties, gambling and payments are money that
// goes out, disbursements money that comes in (schemas BankPenaltiesIndicators and its neighbours).
func isPenalty(m move) bool { return m.amount > 0 && m.category.Primary == "BANK_PENALTIES" }
func isGambling(m move) bool {
	return m.amount > 0 && m.category.Detailed == "ENTERTAINMENT_CASINOS_AND_GAMBLING"
}
func isLoan(m move) bool        { return m.amount < 0 && m.category.Primary == "LOAN_DISBURSEMENTS" }
func isLoanPayment(m move) bool { return m.amount > 0 && m.category.Primary == "LOAN_PAYMENTS" }

func (s scope) risk() toile.RiskIndicators {
	return toile.RiskIndicators{
		BankPenalties: toile.Some(s.penalties()), Gambling: toile.Some(s.gambling()), LoanDisbursements: toile.Some(s.loans()),
		LoanPayments: toile.Some(s.loanPayments()), NegativeBalance: toile.Some(s.negative()),
	}
}

func (s scope) penalties() toile.BankPenaltiesIndicators {
	list := s.pick(isPenalty)
	sum := total(list)
	return toile.BankPenaltiesIndicators{
		Amount: toile.Some(sum.Float()), ISOCurrencyCode: s.currency.official(), UnofficialCurrencyCode: s.currency.unofficially(),
		MonthlyAverage: toile.Some(s.average(sum)), CategoryDetails: s.byCategory(list, detailed), TransactionsCount: toile.Some(len(list)),
		MonthlySummaries: s.summaries(list), DaysSinceLastOccurrence: s.since(list), PercentageOfIncome: s.share(sum),
	}
}

func (s scope) gambling() toile.GamblingIndicators {
	list := s.pick(isGambling)
	sum := total(list)
	return toile.GamblingIndicators{
		Amount: toile.Some(sum.Float()), ISOCurrencyCode: s.currency.official(), UnofficialCurrencyCode: s.currency.unofficially(),
		MonthlyAverage: toile.Some(s.average(sum)), TopMerchants: top(list), TransactionsCount: toile.Some(len(list)),
		MonthlySummaries: s.summaries(list), DaysSinceLastOccurrence: s.since(list), PercentageOfIncome: s.share(sum),
	}
}

func (s scope) loans() toile.LoanDisbursementsIndicators {
	list := s.pick(isLoan)
	sum := total(list)
	return toile.LoanDisbursementsIndicators{
		Amount: toile.Some(sum.Float()), ISOCurrencyCode: s.currency.official(), UnofficialCurrencyCode: s.currency.unofficially(),
		CategoryDetails: s.byCategory(list, detailed), MonthlyAverage: toile.Some(s.average(sum)), TopProviders: top(list), TransactionsCount: toile.Some(len(list)),
		MonthlySummaries: s.summaries(list), DaysSinceLastOccurrence: s.since(list), PercentageOfIncome: s.share(sum),
	}
}

func (s scope) loanPayments() toile.LoanPaymentsIndicators {
	list := s.pick(isLoanPayment)
	sum := total(list)
	return toile.LoanPaymentsIndicators{
		Amount: toile.Some(sum.Float()), ISOCurrencyCode: s.currency.official(), UnofficialCurrencyCode: s.currency.unofficially(),
		MonthlyAverage: toile.Some(s.average(sum)), CategoryDetails: s.byCategory(list, detailed), TopProviders: top(list), TransactionsCount: toile.Some(len(list)),
		MonthlySummaries: s.summaries(list), DaysSinceLastOccurrence: s.since(list), PercentageOfIncome: s.share(sum),
	}
}

// spell is days in a row on which an account was below zero.
type spell struct {
	bank.Period
	lowest bank.Money
}

// negative tells when accounts that hold money were below zero at the end of a day. The days of
// several accounts are counted for each; the minimum balance is the lowest of the whole time, also
// where it is above zero (schema AmountWithCurrency).
func (s scope) negative() toile.NegativeBalanceInsights {
	n := toile.NegativeBalanceInsights{
		DaysSinceLastOccurrence: toile.Null[int](), MinimumBalance: toile.Null[toile.AmountWithCurrency](), Occurrences: []*toile.NegativeBalanceOccurrence{},
	}
	var spells []spell
	days := 0
	for _, l := range s.ledgers {
		for _, b := range l.balances {
			if lowest, ok := n.MinimumBalance.Get(); !ok || b.money.Float() < lowest.Amount.Or(0) {
				n.MinimumBalance = toile.Some(s.amount(b.money))
			}
			if b.money < 0 {
				days++
			}
		}
		spells = append(spells, l.spells()...)
	}
	slices.SortStableFunc(spells, func(a, b spell) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	var last bank.Date
	for _, one := range spells {
		last = max(last, one.To)
		n.Occurrences = append(n.Occurrences, &toile.NegativeBalanceOccurrence{
			StartDate: toile.Some(one.From.String()), EndDate: toile.Some(one.To.String()), MinimumBalance: toile.Some(s.amount(one.lowest)),
		})
	}
	if len(spells) > 0 {
		n.DaysSinceLastOccurrence = toile.Some(max(int(s.window.To-last), 0))
	}
	n.DaysWithNegativeBalance = toile.Some(days)
	return n
}

// spells parts the days below zero into those in a row.
func (l ledger) spells() []spell {
	var list []spell
	for _, b := range l.balances {
		if b.money >= 0 {
			continue
		}
		if n := len(list) - 1; n >= 0 && b.day <= list[n].To+1 {
			list[n].To, list[n].lowest = b.day, min(list[n].lowest, b.money)
			continue
		}
		list = append(list, spell{bank.Period{From: b.day, To: b.day}, b.money})
	}
	return list
}
