package app_test

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/toiletest"
)

// incomeAsked asks for a quarter of bank income, of a user of the new generation.
const incomeAsked = `"products":["income_verification"],"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":90}}`

// goes sends the user through Link by a script, and gives how it ended.
func (w world) goes(t *testing.T, asked string, script toiletest.Script) toiletest.Result {
	t.Helper()
	token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER",`+asked+`}`)["link_token"].(string)
	return w.FinishLink(token, script)
}

// as is a script of somebody who links one Item.
func part(p toiletest.Part) toiletest.Script { return toiletest.Script{Part: p} }

// bankIncome reads the user's newest reports.
func (w world) bankIncome(t *testing.T, count int) []toile.CreditBankIncome {
	t.Helper()
	resp, err := w.Client.CreditBankIncomeGet(t.Context(), toile.CreditBankIncomeGetRequest{
		UserID: &w.userID, Options: &toile.CreditBankIncomeGetRequestOptions{Count: &count},
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp.BankIncome
}

// newest reads the user's newest report.
func (w world) newest(t *testing.T) toile.CreditBankIncome {
	t.Helper()
	reports := w.bankIncome(t, 1)
	if len(reports) != 1 {
		t.Fatalf("asked for one report and got %d", len(reports))
	}
	return reports[0]
}

// TestBankIncomeReport reads the report of one login and holds each number against the transactions
// that the same Item shows.
func TestBankIncomeReport(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	w.link(t, `"products":["transactions","income_verification"],"transactions":{"days_requested":120},"income_verification":{"income_source_types":["bank"],"bank_income":{"days_requested":90}}`,
		toiletest.Part{Username: "user_bank_income"})
	report := w.newest(t)
	if *report.DaysRequested != 90 || !report.GeneratedTime.Equal(toile.Micros(noon)) || len(report.Items) != 1 || len(report.Warnings) != 0 {
		t.Fatalf("got a report for %d days of %s with %d items and the warnings %v", *report.DaysRequested, report.GeneratedTime, len(report.Items), report.Warnings)
	}
	item := report.Items[0]
	if *item.ItemID != w.item || *item.InstitutionID != "ins_109508" || *item.InstitutionName != "First Platypus Bank" || !item.LastUpdatedTime.Equal(toile.Micros(noon)) {
		t.Errorf("the Item is %+v", item)
	}
	if a := item.BankIncomeAccounts; len(a) == 0 || *a[0].Mask != "0000" || a[0].Owners[0].Names[0] != "Rosalind Tweedy" || a[0].Type != "depository" || a[0].Subtype != "checking" {
		t.Errorf("the accounts are %+v", a)
	}
	told, err := w.Client.TransactionsGet(t.Context(), toile.TransactionsGetRequest{
		AccessToken: w.access, StartDate: "2025-12-01", EndDate: "2026-03-01", Options: &toile.TransactionsGetRequestOptions{Count: new(500)},
	})
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]toile.Transaction{}
	for _, row := range told.Transactions {
		rows[row.TransactionID] = row
	}
	deposits := 0
	for _, source := range item.BankIncomeSources {
		deposits += checkSource(t, source, rows)
	}
	checkSummary(t, report, deposits)
}

// checkSource holds a source against the transactions of its Item, and counts its deposits.
func checkSource(t *testing.T, source toile.CreditBankIncomeSource, rows map[string]toile.Transaction) (count int) {
	t.Helper()
	sum, first, last := 0.0, "9999", ""
	for _, month := range source.HistoricalSummary {
		inMonth := 0.0
		for _, d := range month.Transactions {
			row, known := rows[*d.TransactionID]
			if !known || *d.Amount != -row.Amount || *d.Date != row.Date || *d.Name != row.Name || row.AccountID != *source.AccountID || *d.ISOCurrencyCode.Value != "USD" || *d.Pending {
				t.Errorf("%s has the deposit %+v, and the Item %+v", *source.IncomeDescription, d, row)
			}
			if *d.Date < *month.StartDate || *d.Date > *month.EndDate {
				t.Errorf("%s: %s is not in the month %s to %s", *source.IncomeDescription, *d.Date, *month.StartDate, *month.EndDate)
			}
			inMonth, first, last = inMonth+*d.Amount, min(first, *d.Date), max(last, *d.Date)
			count++
		}
		if sum += inMonth; math.Abs(*month.TotalAmount-inMonth) > 0.001 || len(month.TotalAmounts) != 1 || month.TotalAmounts[0].Amount != *month.TotalAmount {
			t.Errorf("%s: %s sums to %v and %v, want %v", *source.IncomeDescription, *month.StartDate, *month.TotalAmount, month.TotalAmounts, inMonth)
		}
	}
	if math.Abs(*source.TotalAmount-sum) > 0.001 || *source.TransactionCount != count || *source.StartDate != first || *source.EndDate != last || count == 0 {
		t.Errorf("%s has %v in %d deposits from %s to %s, want %v, %d, %s, %s",
			*source.IncomeDescription, *source.TotalAmount, *source.TransactionCount, *source.StartDate, *source.EndDate, sum, count, first, last)
	}
	checkMonths(t, source.HistoricalSummary)
	return count
}

// checkMonths holds that the months of 90 days before the first of March meet, and end where those do.
func checkMonths(t *testing.T, months []toile.CreditBankIncomeHistoricalSummary) {
	t.Helper()
	var got []string
	for _, m := range months {
		got = append(got, *m.StartDate+" "+*m.EndDate)
	}
	want := []string{"2025-12-01 2025-12-31", "2026-01-01 2026-01-31", "2026-02-01 2026-02-28", "2026-03-01 2026-03-01"}
	if !slices.Equal(got, want) {
		t.Errorf("the months are %q, want %q", got, want)
	}
}

// checkSummary holds the summary against the sources.
func checkSummary(t *testing.T, report toile.CreditBankIncome, deposits int) {
	t.Helper()
	s := report.BankIncomeSummary
	sum, first, last := 0.0, "9999", ""
	categories, monthly := map[toile.CreditBankIncomeCategory]bool{}, make([]float64, len(s.HistoricalSummary))
	sources := report.Items[0].BankIncomeSources
	for _, source := range sources {
		sum, first, last = sum+*source.TotalAmount, min(first, *source.StartDate), max(last, *source.EndDate)
		categories[*source.IncomeCategory] = true
		for i, m := range source.HistoricalSummary {
			monthly[i] += *m.TotalAmount
		}
	}
	if math.Abs(*s.TotalAmount-sum) > 0.001 || s.TotalAmounts[0].Amount != *s.TotalAmount || *s.ISOCurrencyCode.Value != "USD" || !s.UnofficialCurrencyCode.Null ||
		*s.StartDate != first || *s.EndDate != last || *s.IncomeSourcesCount != len(sources) || *s.IncomeCategoriesCount != len(categories) || *s.IncomeTransactionsCount != deposits {
		t.Errorf("the summary is %s", s.AppendJSON(nil))
	}
	checkMonths(t, s.HistoricalSummary)
	shown := 0
	for i, m := range s.HistoricalSummary {
		shown += len(m.Transactions)
		dates := []string{}
		for _, d := range m.Transactions {
			dates = append(dates, *d.Date)
		}
		if math.Abs(*m.TotalAmount-monthly[i]) > 0.001 || !slices.IsSorted(dates) {
			t.Errorf("%s sums to %v, want %v; its dates are %v", *m.StartDate, *m.TotalAmount, monthly[i], dates)
		}
	}
	if shown != deposits {
		t.Errorf("the summary shows %d deposits, want %d", shown, deposits)
	}
}

// TestTickedIsReported ticks every set of sources by their names, and holds that the report has these
// and no others, each as it is when all are ticked.
func TestTickedIsReported(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	names := []string{"Platypus Manufacturing", "Gingham Rides", "Tartan Apartments", "State Unemployment Office", "Houndstooth Pension Fund"}
	brief := func(s toile.CreditBankIncomeSource) string {
		return fmt.Sprintln(*s.IncomeCategory, *s.TotalAmount, *s.TransactionCount, *s.StartDate, *s.EndDate)
	}
	alone := map[string]string{}
	for set := 1; set < 1<<len(names); set++ {
		var ticked []string
		for i, name := range names {
			if set>>i&1 == 1 {
				ticked = append(ticked, name)
			}
		}
		if result := w.goes(t, incomeAsked, part(toiletest.Part{Username: "user_bank_income", IncomeSources: ticked})); result.Status != "SUCCESS" {
			t.Fatalf("%q: %+v", ticked, result)
		}
		var got, want []string
		for _, source := range w.newest(t).Items[0].BankIncomeSources {
			got = append(got, brief(source))
		}
		if len(ticked) == 1 {
			alone[ticked[0]] = strings.Join(got, "")
		}
		for _, name := range ticked {
			want = append(want, alone[name])
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) || len(got) != len(ticked) {
			t.Errorf("ticked %q\ngot %q\nwant %q", ticked, got, want)
		}
	}
	if len(w.bankIncome(t, 100)) != 1<<len(names)-1 {
		t.Error("not every session left a report")
	}
}

// TestBankIncomePDF reads the newest report as a file.
func TestBankIncomePDF(t *testing.T) {
	t.Parallel()
	w := still(t)
	w.goes(t, incomeAsked, part(toiletest.Part{Username: "user_bank_income"}))
	read := func() *toile.File {
		file, err := w.Client.CreditBankIncomePDFGet(t.Context(), toile.CreditBankIncomePDFGetRequest{UserID: &w.userID})
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	first := read()
	if !bytes.HasPrefix(first.Content, []byte("%PDF-")) || first.ContentHash == "" || read().ContentHash != first.ContentHash {
		t.Errorf("got %d bytes with the hash %q", len(first.Content), first.ContentHash)
	}
	w.Advance(time.Hour)
	w.goes(t, incomeAsked, part(toiletest.Part{Username: "user_credit_bonus"}))
	if read().ContentHash == first.ContentHash {
		t.Error("the file is not of the newest report")
	}
}
