package document_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/document"
)

// assetReport makes a report of accounts with a history of so many days, of which each has so many
// transactions.
func assetReport(accounts, days, perDay int) toile.AssetReport {
	last := time.Date(2026, time.April, 10, 0, 0, 0, 0, time.UTC)
	item := toile.AssetReportItem{ItemID: "item", InstitutionName: "First Platypus Bank", InstitutionID: "ins_109508", DateLastUpdated: toile.Seconds(last)}
	for i := range accounts {
		currency := []string{"USD", "EUR"}[i%2]
		account := toile.AccountAssets{
			AccountID: fmt.Sprint(i), Name: fmt.Sprintf("Account %d", i+1), Mask: ptr(fmt.Sprintf("%04d", i)), Type: "depository", Subtype: ptr(toile.AccountSubtype("checking")),
			DaysAvailable: float64(days), OwnershipType: toile.Some(toile.OwnershipType("joint")),
			Owners: []toile.Owner{{
				Names: []string{"Alberta Bobbeth Charleson"}, PhoneNumbers: []toile.PhoneNumber{{Data: "1112223333"}}, Emails: []toile.Email{{Data: "accountholder0@example.com"}},
				Addresses: []toile.Address{{Data: toile.AddressData{Street: "2992 Cameron Road", City: ptr("Malakoff"), Region: ptr("NY"), PostalCode: ptr("14236"), Country: ptr("US")}}},
			}, {Names: []string{"Benjamin Francis Charleson"}}},
		}
		balance := 1500.0
		for d := range days {
			day := last.AddDate(0, 0, -d).Format(time.DateOnly)
			account.HistoricalBalances = append(account.HistoricalBalances, toile.HistoricalBalance{Date: day, Current: balance, ISOCurrencyCode: &currency})
			for n := range perDay {
				amount := math.Round((90*math.Sin(float64(d*perDay+n+i))+3)*100) / 100
				account.Transactions = append(account.Transactions, toile.AssetReportTransaction{
					AccountID: account.AccountID, Amount: amount, ISOCurrencyCode: &currency, OriginalDescription: ptr(fmt.Sprintf("PURCHASE %d AT A SHOP #%d", n, d)),
					Date: day, TransactionID: "t", Pending: d == 0,
				})
				balance = math.Round((balance+amount)*100) / 100
			}
		}
		account.Balances = toile.AssetReportAccountBalance{Available: ptr(1480.5), Current: ptr(1500.0), ISOCurrencyCode: &currency}
		item.Accounts = append(item.Accounts, account)
	}
	return toile.AssetReport{
		AssetReportID: "bf3a0490-344c-4620-a219-2693162e4b1d", DateGenerated: toile.Seconds(last), DaysRequested: float64(days), ClientReportID: ptr("loan 123"),
		User:  toile.AssetReportUser{FirstName: toile.Some("Jane"), LastName: toile.Some("Smith"), SSN: toile.Some("123-45-6789")},
		Items: []toile.AssetReportItem{item},
	}
}

// TestAssetReportExample reads the official example back from its PDF.
func TestAssetReportExample(t *testing.T) {
	t.Parallel()
	var answer toile.AssetReportGetResponse
	example(t, "/asset_report/get", &answer)
	file, err := document.AssetReport(answer.Report)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "asset-example", file)
	text, _ := read(t, file)
	text = strings.Join(strings.Fields(text), " ")
	missing := func(want string) {
		if want = strings.Join(strings.Fields(want), " "); !strings.Contains(text, want) {
			t.Errorf("%q is not in the report", want)
		}
	}
	missing(answer.Report.AssetReportID)
	for _, item := range answer.Report.Items {
		missing(item.InstitutionName)
		for _, account := range item.Accounts {
			missing(account.Name)
			for _, owner := range account.Owners {
				missing(owner.Names[0])
			}
			missing(comma(account.Balances.Current))
			for _, transaction := range account.Transactions {
				missing(comma(&transaction.Amount))
				missing(*transaction.OriginalDescription)
			}
			if account.Investments == nil {
				continue
			}
			for _, h := range account.Investments.Holdings {
				missing(comma(&h.InstitutionValue))
			}
			for _, trade := range account.Investments.Transactions {
				missing(comma(&trade.Amount))
			}
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// comma writes an amount's size as reports do.
func comma(units *float64) string {
	if units == nil {
		return "-"
	}
	text := fmt.Sprintf("%.2f", math.Abs(*units))
	for i := len(text) - 6; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// TestAssetReportAmounts finds every amount and balance of generated reports, of nothing too.
func TestAssetReportAmounts(t *testing.T) {
	t.Parallel()
	for name, report := range map[string]toile.AssetReport{
		"asset-two-years": assetReport(2, 731, 1), "asset-month": assetReport(3, 30, 3), "asset-day": assetReport(1, 1, 2), "asset-quiet": assetReport(1, 60, 0),
		"asset-no-accounts": assetReport(0, 0, 0), "asset-bare": {}, "asset-awkward": awkward(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file, err := document.AssetReport(report)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, name, file)
			again, _ := document.AssetReport(report)
			if !bytes.Equal(file, again) {
				t.Error("one report has two files")
			}
			text, pages := read(t, file)
			if !strings.Contains(text, fmt.Sprintf("Page %d of %d", pages, pages)) {
				t.Errorf("%d pages are not numbered", pages)
			}
			if strings.Contains(text, "123-45") {
				t.Error("a whole tax number is shown")
			}
			for _, item := range report.Items {
				for _, account := range item.Accounts {
					for i, transaction := range account.Transactions {
						if want := comma(&transaction.Amount); !strings.Contains(text, want) {
							t.Errorf("transaction %d: %s is not in the report", i, want)
						}
					}
					for i, balance := range account.HistoricalBalances {
						if balance.Date == "not a date" {
							continue
						}
						if want := comma(&balance.Current); len(account.Transactions) > 0 && !strings.Contains(text, want) {
							t.Errorf("balance %d: %s is not in the report", i, want)
						}
					}
				}
			}
		})
	}
}

// awkward is a report of what custom users and small banks may have.
func awkward() toile.AssetReport {
	r := assetReport(2, 40, 1)
	long := strings.Repeat("A very long name that goes on ", 20)
	r.User = toile.AssetReportUser{FirstName: toile.Some(long)}
	a := &r.Items[0].Accounts[0]
	a.Name, a.OfficialName, a.Mask = long, &long, nil
	a.Owners[0].Names = []string{long, "日本語", "Añejo"}
	a.Balances = toile.AssetReportAccountBalance{UnofficialCurrencyCode: ptr("DOGE"), Current: ptr(-9e15)}
	a.Transactions[0].Amount, a.Transactions[0].ISOCurrencyCode = 0, nil
	a.Transactions[1].OriginalDescription, a.Transactions[2].OriginalDescription = nil, ptr(strings.Repeat("X", 3000))
	for i := range a.HistoricalBalances {
		a.HistoricalBalances[i].Current = float64(20-i) * 100
	}
	b := &r.Items[0].Accounts[1]
	b.HistoricalBalances[3].Date = "not a date"
	b.Type, b.Subtype = "credit", nil
	b.Investments = &toile.AssetReportInvestments{}
	return r
}

func BenchmarkReports(b *testing.B) {
	asset := assetReport(4, 731, 1)
	income := incomeReport(fill{sources: 5, months: 24, perMonth: 6, currencies: []string{"USD"}})
	b.Run("asset/4x731", func(b *testing.B) {
		for b.Loop() {
			if _, err := document.AssetReport(asset); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("income/720", func(b *testing.B) {
		for b.Loop() {
			if _, err := document.BankIncome(income); err != nil {
				b.Fatal(err)
			}
		}
	})
}
