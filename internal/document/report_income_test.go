package document_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/document"
	"toile/internal/gen/official"
)

// example decodes the official example of a response.
func example(t *testing.T, path string, into interface{ UnmarshalJSON([]byte) error }) {
	t.Helper()
	body, err := official.Example("../../sdktest", path)
	if err != nil {
		t.Fatal(err)
	}
	if err := into.UnmarshalJSON(body); err != nil {
		t.Fatal(err)
	}
}

func ptr[T any](v T) *T { return &v }

// keep writes a file where a person can look at it, if one asks for it.
func keep(t *testing.T, name string, file []byte) {
	t.Helper()
	if dir := os.Getenv("TOILE_KEEP_PDF"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// fill is what an income report is made of.
type fill struct {
	sources, months, perMonth int
	currencies                []string
	name                      func(i int) string
	amount                    func(source, month, n int) float64
}

// incomeReport makes a report whose sums are right.
func incomeReport(f fill) toile.CreditBankIncome {
	if f.name == nil {
		f.name = func(i int) string { return fmt.Sprintf("EMPLOYER %d PAYROLL", i+1) }
	}
	if f.amount == nil {
		f.amount = func(source, month, n int) float64 { return float64(1000*(source+1)+10*month+n) + 0.25 }
	}
	owner := toile.Owner{Names: []string{"Alberta Bobbeth Charleson"}}
	item := toile.CreditBankIncomeItem{
		ItemID: ptr("item-1"), InstitutionID: ptr("ins_109508"), InstitutionName: ptr("First Platypus Bank"),
		BankIncomeAccounts: []toile.CreditBankIncomeAccount{{
			AccountID: "acc-1", Mask: ptr("0000"), Name: "Plaid Checking", OfficialName: ptr("Plaid Gold Standard 0% Interest Checking"),
			Type: "depository", Subtype: "checking", Owners: []toile.Owner{owner},
		}},
	}
	first := time.Date(2024, time.May, 1, 0, 0, 0, 0, time.UTC)
	all := make([]toile.CreditBankIncomeHistoricalSummary, f.months)
	totals, deposits := map[string]float64{}, 0
	for i := range f.sources {
		currency := f.currencies[i%len(f.currencies)]
		source := toile.CreditBankIncomeSource{
			IncomeSourceID: ptr(fmt.Sprintf("source-%d", i)), IncomeDescription: ptr(f.name(i)), AccountID: ptr("acc-1"),
			IncomeCategory: ptr(toile.CreditBankIncomeCategory("SALARY")), PayFrequency: ptr(toile.CreditBankIncomePayFrequencySemiMonthly),
			StartDate: ptr(first.Format(time.DateOnly)), EndDate: ptr(first.AddDate(0, f.months, -1).Format(time.DateOnly)),
		}
		total := 0.0
		for m := range f.months {
			start := first.AddDate(0, m, 0)
			month := toile.CreditBankIncomeHistoricalSummary{StartDate: ptr(start.Format(time.DateOnly)), EndDate: ptr(start.AddDate(0, 1, -1).Format(time.DateOnly))}
			sum := 0.0
			for n := range f.perMonth {
				amount := f.amount(i, m, n)
				sum += amount
				month.Transactions = append(month.Transactions, toile.CreditBankIncomeTransaction{
					Amount: &amount, Date: ptr(start.AddDate(0, 0, n%28).Format(time.DateOnly)), Name: ptr(f.name(i)),
					OriginalDescription: toile.Some(f.name(i) + " ID " + fmt.Sprint(m*100+n)), TransactionID: ptr("t"), ISOCurrencyCode: toile.Some(currency),
				})
			}
			month.TotalAmounts = []toile.CreditAmountWithCurrency{{Amount: sum, ISOCurrencyCode: &currency}}
			all[m].StartDate, all[m].EndDate = month.StartDate, month.EndDate
			all[m].TotalAmounts = append(all[m].TotalAmounts, month.TotalAmounts...)
			all[m].Transactions = append(all[m].Transactions, month.Transactions...)
			source.HistoricalSummary = append(source.HistoricalSummary, month)
			total += sum
		}
		source.TotalAmount, source.TransactionCount = &total, ptr(f.months*f.perMonth)
		totals[currency] += total
		deposits += f.months * f.perMonth
		item.BankIncomeSources = append(item.BankIncomeSources, source)
	}
	summary := toile.CreditBankIncomeSummary{
		IncomeSourcesCount: ptr(f.sources), IncomeCategoriesCount: ptr(min(1, f.sources)), IncomeTransactionsCount: &deposits, HistoricalSummary: all,
		StartDate: ptr("2024-05-01"), EndDate: ptr(first.AddDate(0, f.months, -1).Format(time.DateOnly)),
	}
	for _, currency := range f.currencies {
		summary.TotalAmounts = append(summary.TotalAmounts, toile.CreditAmountWithCurrency{Amount: totals[currency], ISOCurrencyCode: ptr(currency)})
	}
	return toile.CreditBankIncome{
		BankIncomeID: ptr("dacc92a0-cb59-43a5-ba24-1b1c07a03f28"), GeneratedTime: ptr(toile.Micros(time.Date(2026, 4, 10, 12, 0, 0, 0, time.UTC))), DaysRequested: ptr(731),
		Items: []toile.CreditBankIncomeItem{item}, BankIncomeSummary: &summary,
	}
}

// TestBankIncomeExample reads the official example back from its PDF.
func TestBankIncomeExample(t *testing.T) {
	t.Parallel()
	var answer toile.CreditBankIncomeGetResponse
	example(t, "/credit/bank_income/get", &answer)
	file, err := document.BankIncome(answer.BankIncome[0])
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "income-example", file)
	text, pages := read(t, file)
	text = strings.Join(strings.Fields(text), " ")
	for _, want := range []string{
		"Bank income report", "dacc92a0-cb59-43a5-ba24-1b1c07a03f28", "Jane Doe", "August 21, 2024, 18:10:46 UTC", "15", "9217", "Plaid checking",
		"Total income $4,090.14", "Sources 5", "Deposits 6", "Aug 7, 2024 to Aug 21, 2024",
		"PLAID PAYROLL", "$1,000.70", "SSI TREAS 310 XXSUPP SEC PPD ID: 1234567890", "Long term disability", "$824.20", "AIRBNB PAYMENTS", "Rental", "$1,525.00",
		"TWC-BENEFITS/UI BENEFIT", "$500.00", "TEXAS OAG CHILD SUPPORT", "$240.24", "$120.12", "August 2024", "Aug 24", "Simulated by toile", fmt.Sprintf("Page 1 of %d", pages),
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// TestBankIncomeAmounts finds every deposit and every sum of generated reports in their PDFs.
func TestBankIncomeAmounts(t *testing.T) {
	t.Parallel()
	long := func(i int) string {
		return fmt.Sprintf("%d ", i) + strings.Repeat("PAYMENTSFROMONEVERYLARGEEMPLOYER ", 4+4*i)
	}
	for name, f := range map[string]fill{
		"income-year":       {sources: 3, months: 12, perMonth: 2, currencies: []string{"USD"}},
		"income-700":        {sources: 5, months: 24, perMonth: 6, currencies: []string{"USD"}},
		"income-20-sources": {sources: 20, months: 13, perMonth: 1, currencies: []string{"USD", "EUR", "JPY"}},
		"income-long-names": {sources: 4, months: 3, perMonth: 3, currencies: []string{"USD"}, name: long},
		"income-one":        {sources: 1, months: 1, perMonth: 1, currencies: []string{"CAD"}},
		"income-negative":   {sources: 2, months: 6, perMonth: 1, currencies: []string{"USD"}, amount: func(s, m, n int) float64 { return float64(500*(s+1)) - 300*float64(m) }},
		"income-huge":       {sources: 2, months: 6, perMonth: 1, currencies: []string{"USD"}, amount: func(s, m, n int) float64 { return 123456789.55 * float64(1+9*s) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := incomeReport(f)
			file, err := document.BankIncome(report)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, name, file)
			again, _ := document.BankIncome(incomeReport(f))
			if !bytes.Equal(file, again) {
				t.Error("one report has two files")
			}
			text, pages := read(t, file)
			if !strings.Contains(text, fmt.Sprintf("Page %d of %d", pages, pages)) {
				t.Errorf("%d pages are not numbered", pages)
			}
			plain := strings.ReplaceAll(text, ",", "")
			wanted := func(amount float64) {
				if want := fmt.Sprintf("%.2f", max(amount, -amount)); !strings.Contains(plain, want) {
					t.Errorf("%s is not in the report", want)
				}
			}
			for _, source := range report.Items[0].BankIncomeSources {
				wanted(*source.TotalAmount)
				for _, month := range source.HistoricalSummary {
					wanted(month.TotalAmounts[0].Amount)
					for _, transaction := range month.Transactions {
						wanted(*transaction.Amount)
					}
				}
			}
			for _, month := range report.BankIncomeSummary.HistoricalSummary {
				wanted(month.TotalAmounts[0].Amount)
			}
		})
	}
}
