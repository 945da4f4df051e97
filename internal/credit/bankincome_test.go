package credit_test

import (
	"strings"
	"testing"

	"toile"
	"toile/internal/bank"
	"toile/internal/credit"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/product"
)

// linked is the Item of a persona who ticked all that was found in so many days.
func linked(t *testing.T, username string, days int) credit.Linked {
	t.Helper()
	world := bank.New("credit")
	ledger, err := world.Ledger(bank.Login{InstitutionID: "ins_109508", Username: username, Password: "pass_good"}, noon, nil)
	if err != nil {
		t.Fatal(err)
	}
	it := item.Item{ID: "item of " + username, InstitutionID: "ins_109508", InstitutionName: "First Platypus Bank", CreatedAt: noon}
	for _, book := range ledger.Books {
		it.Accounts = append(it.Accounts, item.Account{ID: "account " + book.Mask, Account: book.Account})
	}
	institution, _ := world.Institution(it.InstitutionID)
	return credit.Linked{
		Source: product.Join(it, institution, ledger, noon, id.New("credit")), Status: link.StatusApproved,
		Streams: link.See(ledger, it.Accounts, days, noon).Streams,
	}
}

// TestItemsThatBreak holds what a report says of Items to which something happens before their session
// has ended.
func TestItemsThatBreak(t *testing.T) {
	t.Parallel()
	whole, broken, strange, removed := linked(t, "user_bank_income", 90), linked(t, "user_credit_bonus", 90), linked(t, "user_prism_1", 90), linked(t, "user_prism_2", 90)
	broken.Streams, broken.Failure = nil, toile.ErrItemLocked()
	strange.Streams, strange.Failure = nil, toile.ErrInstitutionNotAvailable()
	removed.Streams, removed.Removed = nil, true
	found := credit.Found{ReportID: "report", At: noon, Days: 90, Linked: []credit.Linked{whole, broken, strange, removed}, Left: []string{"left"}}
	report := credit.BankIncomeReport(found)
	if len(report.Items) != 3 || *report.BankIncomeSummary.IncomeSourcesCount != len(whole.Streams) {
		t.Errorf("%d Items and %d sources", len(report.Items), *report.BankIncomeSummary.IncomeSourcesCount)
	}
	want := []string{
		"TRANSACTIONS_UNAVAILABLE ITEM_LOCKED ITEM_LOCKED item of user_credit_bonus",
		"TRANSACTIONS_UNAVAILABLE INTERNAL_SERVER_ERROR INSTITUTION_NOT_AVAILABLE item of user_prism_1", // no cause has that name
		"REPORT_DELETED ACCESS_NOT_GRANTED ACCESS_NOT_GRANTED item of user_prism_2",
		"ITEM_UNAPPROVED ACCESS_NOT_GRANTED ACCESS_NOT_GRANTED left",
	}
	for i, w := range report.Warnings {
		if got := strings.Join([]string{string(*w.WarningCode), string(w.Cause.ErrorType), w.Cause.ErrorCode, w.Cause.ItemID}, " "); i >= len(want) || got != want[i] {
			t.Errorf("warning %d is %s", i, got)
		}
	}
	if len(report.Warnings) != len(want) || report.Warnings[0].Cause.DisplayMessage == "" {
		t.Errorf("the warnings are %s", report.AppendJSON(nil))
	}
	if employment := credit.BankEmploymentReport(found); len(employment.Items) != 3 || len(employment.Warnings) != len(want) {
		t.Errorf("of employment: %s", employment.AppendJSON(nil))
	}
}

// TestMonths holds the months of windows of every length up to two years: they meet, begin and end
// with the window, and break at the ends of months alone.
func TestMonths(t *testing.T) {
	t.Parallel()
	for days := 1; days <= link.MaxIncomeDays; days += 7 {
		l := linked(t, "user_prism_3", days)
		months := credit.BankIncomeReport(credit.Found{At: noon, Days: days, Linked: []credit.Linked{l}}).BankIncomeSummary.HistoricalSummary
		if len(l.Streams) == 0 {
			continue
		}
		next, shown := bank.DateOf(noon)-bank.Date(days), 0
		for i, m := range months {
			from, to := parse(t, *m.StartDate), parse(t, *m.EndDate)
			if from != next || i < len(months)-1 && to != from.EndOfMonth() || i > 0 && !strings.HasSuffix(*m.StartDate, "-01") {
				t.Errorf("%d days: month %d is %s to %s", days, i, *m.StartDate, *m.EndDate)
			}
			next, shown = to+1, shown+len(m.Transactions)
		}
		if want := deposits(l); next != bank.DateOf(noon)+1 || shown != want {
			t.Errorf("%d days: the months end before %s and have %d deposits, want %d", days, next, shown, want)
		}
	}
}

func parse(t *testing.T, text string) bank.Date {
	t.Helper()
	d, err := bank.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func deposits(l credit.Linked) (n int) {
	for _, s := range l.Streams {
		n += len(s.Transactions)
	}
	return n
}
