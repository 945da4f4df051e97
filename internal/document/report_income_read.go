package document

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
)

// income is a bank income report as it is laid out.
type income struct {
	report  toile.CreditBankIncome
	summary toile.CreditBankIncomeSummary
	sources []incomeSource
}

// incomeSource is a source with what is said of it elsewhere in the report.
type incomeSource struct {
	toile.CreditBankIncomeSource
	name    string
	account string
	total   sums
	months  map[string]sums // by YYYY-MM
}

func newIncome(report toile.CreditBankIncome) income {
	r := income{report: report, summary: value(report.BankIncomeSummary)}
	for _, item := range report.Items {
		for _, source := range item.BankIncomeSources {
			r.sources = append(r.sources, newIncomeSource(item, source))
		}
	}
	return r
}

func newIncomeSource(item toile.CreditBankIncomeItem, source toile.CreditBankIncomeSource) incomeSource {
	s := incomeSource{CreditBankIncomeSource: source, name: orDash(value(source.IncomeDescription)), months: map[string]sums{}, total: sums{}}
	s.account = value(item.InstitutionName)
	for _, a := range item.BankIncomeAccounts {
		if a.AccountID == value(source.AccountID) {
			s.account += " " + a.Name
			if a.Mask != nil {
				s.account += " " + ending(a.Mask)
			}
		}
	}
	for _, m := range source.HistoricalSummary {
		month := value(m.StartDate)
		if len(month) >= len("2006-01") {
			month = month[:len("2006-01")]
		}
		if s.months[month] == nil {
			s.months[month] = sums{}
		}
		for currency, amount := range totals(m.TotalAmounts, m.TotalAmount, m.ISOCurrencyCode, m.UnofficialCurrencyCode) {
			s.months[month][currency] += amount
			s.total[currency] += amount
		}
	}
	if len(s.total) < 2 && source.TotalAmount != nil { // which is of one currency, then
		currency := ""
		for known := range s.total {
			currency = known
		}
		s.total = sums{currency: moneyOf(*source.TotalAmount)}
	}
	return s
}

// totals reads an amount by currency; the older keys of one currency count where the newer are empty.
func totals(list []toile.CreditAmountWithCurrency, single *float64, iso, unofficial toile.Optional[string]) sums {
	s := sums{}
	for _, one := range list {
		s[bank.CodeOf(one.ISOCurrencyCode, one.UnofficialCurrencyCode)] += moneyOf(one.Amount)
	}
	if len(s) == 0 && single != nil {
		s[bank.CodeOf(iso.Value, unofficial.Value)] = moneyOf(*single)
	}
	return s
}

func (r income) owners() []string {
	var all [][]toile.Owner
	for _, item := range r.report.Items {
		for _, a := range item.BankIncomeAccounts {
			all = append(all, a.Owners)
		}
	}
	return namesOf(all...)
}

func (r income) institutions() []string {
	var names []string
	for _, item := range r.report.Items {
		if name := value(item.InstitutionName); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// incomeCharts draws a chart for each currency.
func (p *paper) incomeCharts(r income) {
	months := r.months()
	if len(months) == 0 {
		return
	}
	all := sums{}
	for _, s := range r.sources {
		for _, month := range s.months {
			for currency := range month {
				all[currency] = 0
			}
		}
	}
	var names []string
	for _, month := range months {
		names = append(names, shortMonth(month))
	}
	for _, currency := range all.currencies() {
		title := "Income by month and source"
		if len(all) > 1 {
			title += ", " + orDash(currency)
		}
		p.chapter(title, chartHeight+24)
		p.bars(bars{months: names, currency: currency, series: r.series(months, currency)})
	}
}

// maxMonths is how many months a chart shows at most, the last ones: reports reach back two years.
const maxMonths = 36

// months gives every month from the first to the last that a source has, those without income too.
func (r income) months() []string {
	seen := map[string]bool{}
	for _, s := range r.sources {
		for month := range s.months {
			seen[month] = true
		}
	}
	all := slices.Sorted(maps.Keys(seen))
	if len(all) == 0 {
		return nil
	}
	first, err := time.Parse("2006-01", all[0])
	last, err2 := time.Parse("2006-01", all[len(all)-1])
	if err != nil || err2 != nil {
		return nil
	}
	if earliest := last.AddDate(0, 1-maxMonths, 0); first.Before(earliest) {
		first = earliest
	}
	var months []string
	for ; !first.After(last); first = first.AddDate(0, 1, 0) {
		months = append(months, first.Format("2006-01"))
	}
	return months
}

// series gives the sources of a currency by what they paid, the largest first; those for which the
// palette has no colour are put together.
func (r income) series(months []string, currency string) []series {
	type sized struct {
		series
		total bank.Money
	}
	var all []sized
	for _, s := range r.sources {
		one := sized{series: series{name: s.name, values: make([]bank.Money, len(months))}}
		any := false
		for i, month := range months {
			if amount, ok := s.months[month][currency]; ok {
				any = any || amount != 0
				one.values[i] = amount
				one.total += amount
			}
		}
		if any {
			all = append(all, one)
		}
	}
	slices.SortStableFunc(all, func(a, b sized) int { return cmp.Compare(b.total, a.total) })
	var list []series
	for i, one := range all {
		if last := len(palette) - 1; i >= last && len(all) > len(palette) {
			if i == last {
				list = append(list, series{name: "Other sources", values: make([]bank.Money, len(months))})
			}
			for j, amount := range one.values {
				list[last].values[j] += amount
			}
			continue
		}
		list = append(list, one.series)
	}
	return list
}

// shortMonth writes 2026-03 as Mar 26.
func shortMonth(month string) string {
	t, err := time.Parse("2006-01", month)
	if err != nil {
		return month
	}
	return t.Format("Jan 06")
}
