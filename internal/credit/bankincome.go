package credit

import (
	"cmp"
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/income"
)

// BankIncomeReport builds the report of a session's bank income: of each Item what its person ticked,
// and all of it together (facts api 3.9).
func BankIncomeReport(f Found) toile.CreditBankIncome {
	report := toile.CreditBankIncome{
		BankIncomeID: &f.ReportID, GeneratedTime: new(toile.Micros(f.At)), DaysRequested: &f.Days,
		Items: []toile.CreditBankIncomeItem{}, Warnings: []toile.CreditBankIncomeWarning{},
	}
	summary := incomeSummary{categories: map[toile.CreditBankIncomeCategory]bool{}}
	for _, l := range f.Linked {
		if !l.Removed {
			report.Items = append(report.Items, l.incomeItem(l.window(f.Days), &summary))
		}
	}
	report.BankIncomeSummary = summary.view()
	for _, w := range f.warnings() {
		report.Warnings = append(report.Warnings, toile.CreditBankIncomeWarning{
			WarningType: new(toile.CreditBankIncomeWarningTypeBankIncomeWarning), WarningCode: &w.code, Cause: &w.cause,
		})
	}
	return report
}

// IncomeBody writes a report into as many bytes as it takes, or few more, so that it is not moved.
func IncomeBody(report toile.CreditBankIncome) []byte {
	const most = 512 // of the rest of an account, a source or a month
	n := 2 * most
	months := func(list []toile.CreditBankIncomeHistoricalSummary) {
		for i := range list {
			n += most / 2
			for j := range list[i].Transactions {
				n += 320 + 2*len(*list[i].Transactions[j].Name)
			}
		}
	}
	for i := range report.Items {
		n += most * (1 + 2*len(report.Items[i].BankIncomeAccounts) + len(report.Items[i].BankIncomeSources))
		for j := range report.Items[i].BankIncomeSources {
			months(report.Items[i].BankIncomeSources[j].HistoricalSummary)
		}
	}
	months(report.BankIncomeSummary.HistoricalSummary)
	return report.AppendJSON(make([]byte, 0, n))
}

// incomeItem shows what comes in at one Item, and adds it to the summary.
func (l Linked) incomeItem(window bank.Period, summary *incomeSummary) toile.CreditBankIncomeItem {
	view := toile.CreditBankIncomeItem{
		BankIncomeAccounts: l.accounts(), BankIncomeSources: []toile.CreditBankIncomeSource{}, LastUpdatedTime: new(toile.Micros(l.Now)),
		InstitutionID: &l.Item.InstitutionID, InstitutionName: &l.Item.InstitutionName, ItemID: &l.Item.ID,
	}
	for _, s := range l.Streams {
		list := l.deposits(s)
		view.BankIncomeSources = append(view.BankIncomeSources, l.incomeSource(s, list, window))
		summary.add(s.Category, list, window)
	}
	return view
}

// incomeSource shows a stream. Its id stays the same from report to report of the Item.
func (l Linked) incomeSource(s income.Stream, list []deposit, window bank.Period) toile.CreditBankIncomeSource {
	sums := totals(list, currencies(list))
	return toile.CreditBankIncomeSource{
		IncomeSourceID: new(l.IDs.UUID("income source", l.Item.ID+"/"+s.Key, 0)), IncomeDescription: &s.Description,
		IncomeCategory: &s.Category, AccountID: new(l.account(s.Account).ID), PayFrequency: &s.Frequency,
		StartDate: new(list[0].date.String()), EndDate: new(list[len(list)-1].date.String()),
		TotalAmount: &sums[0].Amount, TransactionCount: new(len(list)), HistoricalSummary: monthly(list, window),
	}
}

// incomeSummary puts the income of all Items together.
type incomeSummary struct {
	sources    int
	categories map[toile.CreditBankIncomeCategory]bool
	window     bank.Period // of all of them
	deposits   []deposit
}

func (s *incomeSummary) add(category toile.CreditBankIncomeCategory, list []deposit, window bank.Period) {
	if s.sources++; s.sources == 1 {
		s.window = window
	}
	s.categories[category] = true
	s.window = bank.Period{From: min(s.window.From, window.From), To: max(s.window.To, window.To)}
	s.deposits = append(s.deposits, list...)
}

// view shows the summary. Where there is no income it has no dates.
func (s *incomeSummary) view() *toile.CreditBankIncomeSummary {
	list := s.deposits
	slices.SortStableFunc(list, func(a, b deposit) int { return cmp.Compare(a.date, b.date) })
	view := &toile.CreditBankIncomeSummary{
		TotalAmounts: totals(list, currencies(list)), IncomeSourcesCount: &s.sources, IncomeCategoriesCount: new(len(s.categories)),
		IncomeTransactionsCount: new(len(list)), HistoricalSummary: monthly(list, s.window),
	}
	view.TotalAmount, view.ISOCurrencyCode, view.UnofficialCurrencyCode = flat(view.TotalAmounts)
	if len(list) > 0 {
		view.StartDate, view.EndDate = new(list[0].date.String()), new(list[len(list)-1].date.String())
	}
	return view
}
