package document

import (
	"strconv"
	"strings"

	"toile"
	"toile/internal/bank"
)

// insights writes what a report says of risk and of what a person can afford.
func (p *paper) insights(title string, insights toile.AccountInsights) {
	p.chapter(title, 40)
	if risk, ok := insights.Risk.Get(); ok {
		p.riskTable(risk)
		if negative, ok := risk.NegativeBalance.Get(); ok {
			p.negative(negative)
		}
	}
	if afford, ok := insights.Affordability.Get(); ok {
		p.affordability(afford)
	}
}

// insightColumns are those of the tables of sums; not every sum has all of them.
var insightColumns = []column{
	{"", 0.35, "L"}, {"Times", 0.08, "R"}, {"Amount", 0.17, "R"}, {"A month", 0.16, "R"}, {"Of income", 0.12, "R"}, {"Days since", 0.12, "R"},
}

// sumRow writes a sum of an insight.
func sumRow(name string, times toile.Optional[int], amount toile.Optional[float64], iso, unofficial toile.Optional[string],
	month toile.Optional[toile.MonthlyAverage], share toile.Optional[float64], since toile.Optional[int]) gridRow {
	currency := bank.CodeOf(iso.Value, unofficial.Value)
	return gridRow{cells: []string{
		name, whole(times.Value), maybe(amount.Value, currency), maybe(month.Or(toile.MonthlyAverage{}).Amount.Value, currency),
		percent(share.Value), whole(since.Value),
	}}
}

func (p *paper) riskTable(r toile.RiskIndicators) {
	var rows []gridRow
	if i, ok := r.BankPenalties.Get(); ok {
		rows = append(rows, sumRow("Bank penalties", i.TransactionsCount, i.Amount, i.ISOCurrencyCode, i.UnofficialCurrencyCode, i.MonthlyAverage, i.PercentageOfIncome, i.DaysSinceLastOccurrence))
		rows = append(rows, categoryRows(i.CategoryDetails)...)
	}
	if i, ok := r.Gambling.Get(); ok {
		rows = append(rows, sumRow(withNames("Gambling", i.TopMerchants), i.TransactionsCount, i.Amount, i.ISOCurrencyCode, i.UnofficialCurrencyCode, i.MonthlyAverage, i.PercentageOfIncome, i.DaysSinceLastOccurrence))
	}
	if i, ok := r.LoanDisbursements.Get(); ok {
		rows = append(rows, sumRow(withNames("Loans paid out", i.TopProviders), i.TransactionsCount, i.Amount, i.ISOCurrencyCode, i.UnofficialCurrencyCode, i.MonthlyAverage, i.PercentageOfIncome, i.DaysSinceLastOccurrence))
		rows = append(rows, categoryRows(i.CategoryDetails)...)
	}
	if i, ok := r.LoanPayments.Get(); ok {
		rows = append(rows, sumRow(withNames("Loan payments", i.TopProviders), i.TransactionsCount, i.Amount, i.ISOCurrencyCode, i.UnofficialCurrencyCode, i.MonthlyAverage, i.PercentageOfIncome, i.DaysSinceLastOccurrence))
		rows = append(rows, categoryRows(i.CategoryDetails)...)
	}
	p.insightTable("Risk", rows)
}

func (p *paper) insightTable(name string, rows []gridRow) {
	if len(rows) == 0 {
		return
	}
	columns := append([]column(nil), insightColumns...)
	columns[0].name = name
	p.grid(columns, rows)
	p.pdf.Ln(3)
}

// negative writes when an account was below zero.
func (p *paper) negative(n toile.NegativeBalanceInsights) {
	low := n.MinimumBalance.Or(toile.AmountWithCurrency{})
	rows := []gridRow{{group: true, cells: []string{
		"Below zero in all", whole(n.DaysWithNegativeBalance.Value) + " days, " + whole(n.DaysSinceLastOccurrence.Value) + " days ago",
		maybe(low.Amount.Value, bank.CodeOf(low.ISOCurrencyCode.Value, low.UnofficialCurrencyCode.Value)),
	}}}
	for _, o := range n.Occurrences {
		if o != nil {
			m := o.MinimumBalance.Or(toile.AmountWithCurrency{})
			rows = append(rows, gridRow{cells: []string{
				"", period(o.StartDate.Or(""), o.EndDate.Or("")), maybe(m.Amount.Value, bank.CodeOf(m.ISOCurrencyCode.Value, m.UnofficialCurrencyCode.Value)),
			}})
		}
	}
	if n.DaysSinceLastOccurrence.Value == nil && len(n.Occurrences) == 0 {
		rows[0].cells[1] = "never in this time"
	}
	p.grid([]column{{"Negative balance", 0.27, "L"}, {"When", 0.49, "L"}, {"Lowest", 0.24, "R"}}, rows)
	p.pdf.Ln(3)
}

func (p *paper) affordability(a toile.AffordabilityInsights) {
	var rows []gridRow
	if i, ok := a.Income.Get(); ok {
		total := i.TotalIncome.Or(toile.AmountWithCurrency{})
		rows = append(rows, plainSum("All income", total.Amount, total.ISOCurrencyCode, total.UnofficialCurrencyCode))
		for _, one := range []struct {
			name string
			sum  toile.Optional[toile.AmountWithCurrencyWithMonthlyAverage]
		}{{"Income without transfers", i.IncomeExcludingTransfers}, {"Transfers in", i.TransfersIn}} {
			if s, ok := one.sum.Get(); ok {
				rows = append(rows, plainSum(one.name, s.Amount, s.ISOCurrencyCode, s.UnofficialCurrencyCode))
			}
		}
	}
	if e, ok := a.Expenditure.Get(); ok {
		rows = append(rows, expenditureRows(e)...)
	}
	p.insightTable("Affordability", rows)
}

// expenditureRows writes what was spent, by kind, and the outliers.
func expenditureRows(e toile.ExpenditureInsights) []gridRow {
	var rows []gridRow
	for _, one := range []struct {
		name string
		sum  toile.Optional[toile.ExpenditureSummary]
	}{
		{"All expenditure", e.TotalExpenditure}, {"Essential", e.EssentialExpenditure}, {"Not essential", e.NonEssentialExpenditure},
		{"Other", e.Other}, {"Transfers out", e.TransfersOut},
	} {
		if s, ok := one.sum.Get(); ok {
			rows = append(rows, sumRow(one.name, s.TransactionsCount, s.Amount, s.ISOCurrencyCode, s.UnofficialCurrencyCode, s.MonthlyAverage, s.PercentageOfIncome, toile.Optional[int]{}))
			if one.name != "All expenditure" {
				rows = append(rows, categoryRows(s.TopCategories)...)
			}
		}
	}
	if o, ok := e.OutlierTransactions.Get(); ok {
		total := o.TotalAmount.Or(toile.AmountWithCurrency{})
		row := plainSum("Unusually large", total.Amount, total.ISOCurrencyCode, total.UnofficialCurrencyCode)
		row.cells[1] = whole(o.TransactionsCount.Value)
		rows = append(rows, row)
		rows = append(rows, categoryRows(o.TopCategories)...)
	}
	if s, ok := e.CashFlow.Get(); ok {
		rows = append(rows, plainSum("Cash flow", s.Amount, s.ISOCurrencyCode, s.UnofficialCurrencyCode))
	}
	return rows
}

func plainSum(name string, amount toile.Optional[float64], iso, unofficial toile.Optional[string]) gridRow {
	return sumRow(name, toile.Optional[int]{}, amount, iso, unofficial, toile.Optional[toile.MonthlyAverage]{}, toile.Optional[float64]{}, toile.Optional[int]{})
}

// categoryRows writes the categories of a sum, below it.
func categoryRows(list []*toile.CategoryExpenses) []gridRow {
	var rows []gridRow
	for _, c := range list {
		if c != nil {
			rows = append(rows, sumRow("- "+words(value(c.ID)), c.TransactionsCount, c.Amount, c.ISOCurrencyCode, c.UnofficialCurrencyCode, c.MonthlyAverage, toile.Optional[float64]{}, toile.Optional[int]{}))
		}
	}
	return rows
}

// withNames adds to a name the merchants or providers that stand behind a sum.
func withNames(name string, list []string) string {
	if len(list) == 0 {
		return name
	}
	return name + " (" + strings.Join(list, ", ") + ")"
}

func whole(n *int) string {
	if n == nil {
		return "-"
	}
	return strconv.Itoa(*n)
}

// percent writes a part of the income; -1 stands for no income that it could be a part of.
func percent(share *float64) string {
	if share == nil || *share < 0 {
		return "-"
	}
	return strconv.FormatFloat(*share, 'f', 1, 64) + "%"
}
