package asset

import (
	"slices"

	"toile"
	"toile/internal/bank"
)

// Money that comes in is income where it is earned or due: wages and benefits, interest, dividends,
// tax that comes back. Transfers in stand beside it. Loans, refunds and payments of a debt into its
// account are neither, but count in the cash flow.
func isIncome(m move) bool {
	if m.amount >= 0 {
		return false
	}
	switch m.category.Primary {
	case "INCOME", "INTERESTS_AND_DIVIDENDS", "INTEREST_PAYMENTS", "TAX_REFUND":
		return true
	}
	return false
}

func isTransferIn(m move) bool { return m.amount < 0 && m.category.Primary == "TRANSFER_IN" }

// Money that goes out is of one of four kinds: a transfer; what a household cannot well do without
// or has bound itself to; what it can do without; and what is none of these, such as fees.
func isTransferOut(m move) bool { return m.amount > 0 && m.category.Primary == "TRANSFER_OUT" }

func isEssential(m move) bool {
	return m.amount > 0 && (essential[primary(m)] || essential[detailed(m)]) && !dispensable[detailed(m)]
}

func isNonEssential(m move) bool {
	return m.amount > 0 && !isEssential(m) && (dispensable[primary(m)] || dispensable[detailed(m)])
}

func isOther(m move) bool {
	return m.amount > 0 && !isTransferOut(m) && !isEssential(m) && !isNonEssential(m)
}

func isOut(m move) bool { return m.amount > 0 }

// essential and dispensable hold primary and detailed credit categories; a detailed one that is
// named goes before its primary one.
var (
	essential = map[string]bool{
		"CHILDCARE_AND_EDUCATION": true, "FOOD_RETAIL": true, "INSURANCE_AND_TAX": true, "LOAN_PAYMENTS": true, "MEDICAL": true, "RENT_AND_UTILITIES": true,
		"TRAVEL_AND_TRANSPORTATION_AUTOMOTIVE": true, "TRAVEL_AND_TRANSPORTATION_PUBLIC_TRANSIT": true,
	}
	dispensable = map[string]bool{
		"DINING": true, "ENTERTAINMENT": true, "GENERAL_MERCHANDISE": true, "GENERAL_SERVICES": true, "PERSONAL_CARE": true, "PET_CARE_AND_SUPPLIES": true,
		"TRAVEL_AND_TRANSPORTATION": true, "FOOD_RETAIL_LIQUOR_STORES": true,
	}
)

func (s scope) affordability() toile.AffordabilityInsights {
	return toile.AffordabilityInsights{
		Expenditure: toile.Some(toile.ExpenditureInsights{
			CashFlow: toile.Some(s.withAverage(s.cashFlow())), TotalExpenditure: toile.Some(s.expenditure(isOut)),
			EssentialExpenditure: toile.Some(s.expenditure(isEssential)), NonEssentialExpenditure: toile.Some(s.expenditure(isNonEssential)),
			Other: toile.Some(s.expenditure(isOther)), TransfersOut: toile.Some(s.expenditure(isTransferOut)), OutlierTransactions: toile.Some(s.outliers()),
		}),
		Income: toile.Some(toile.IncomeInsights{
			TotalIncome: toile.Some(s.amount(s.income)), IncomeExcludingTransfers: toile.Some(s.withAverage(s.sum(isIncome))),
			TransfersIn: toile.Some(s.withAverage(s.sum(isTransferIn))),
		}),
	}
}

// cashFlow is all that came in less all that went out.
func (s scope) cashFlow() bank.Money {
	var flow bank.Money
	for _, m := range s.moves {
		flow -= m.amount
	}
	return flow
}

// withAverage gives an amount where the schema calls for an amount with a monthly average, which it
// has no member for.
func (s scope) withAverage(m bank.Money) toile.AmountWithCurrencyWithMonthlyAverage {
	return toile.AmountWithCurrencyWithMonthlyAverage(s.amount(m))
}

// expenditure sums up a kind of what went out, with its primary categories.
func (s scope) expenditure(picks func(move) bool) toile.ExpenditureSummary {
	list := s.pick(picks)
	sum := total(list)
	return toile.ExpenditureSummary{
		Amount: toile.Some(sum.Float()), ISOCurrencyCode: s.currency.official(), UnofficialCurrencyCode: s.currency.unofficially(),
		MonthlyAverage: toile.Some(s.average(sum)), TransactionsCount: toile.Some(len(list)), PercentageOfIncome: s.share(sum),
		TopCategories: s.byCategory(list, primary),
	}
}

// outliers sums up what is unusually large for its account, with its three largest categories.
func (s scope) outliers() toile.OutlierTransactionsInsights {
	const most = 3
	list := s.pick(func(m move) bool { return m.outlier })
	categories := s.byCategory(list, primary)
	return toile.OutlierTransactionsInsights{
		TransactionsCount: toile.Some(len(list)), TotalAmount: toile.Some(s.amount(total(list))), TopCategories: categories[:min(most, len(categories))],
	}
}

// markOutliers finds the payments of an account, transfers apart, that are far from the others: more
// than three times the distance of the quartiles above the upper one. Fewer than eight payments tell
// nothing. Each currency has its own quartiles.
func markOutliers(moves []move) {
	const fewest = 8
	spent := map[currency][]bank.Money{}
	for _, m := range moves {
		if isOut(m) && !isTransferOut(m) {
			spent[m.currency] = append(spent[m.currency], m.amount)
		}
	}
	for c, amounts := range spent {
		slices.Sort(amounts)
		n := len(amounts)
		lower, upper := amounts[(n-1)/4], amounts[(n-1)*3/4]
		limit := upper + 3*(upper-lower)
		for i, m := range moves {
			if n >= fewest && m.currency == c && isOut(m) && !isTransferOut(m) && m.amount > limit {
				moves[i].outlier = true
			}
		}
	}
}
