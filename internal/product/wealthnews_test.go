package product_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/item"
	"toile/internal/product"
)

// TestInvestmentNews follows investments day by day: the trades add up to those that are shown, and holdings are told of
// when one is shown with another quantity, price or cost.
func TestInvestmentNews(t *testing.T) {
	t.Parallel()
	l := newLinked(t, "investments", logins["good"], item.History{})
	var told item.Known
	trades, days, before := 0, 0, map[string]string{}
	for day := range 70 {
		source := l.source()
		news, next := source.InvestmentNews(told)
		told, trades = next, trades+news.Trades
		holdings, updated := 0, 0
		now := holdingTexts(t, source)
		for id, text := range now {
			if was, known := before[id]; !known {
				holdings++
			} else if was != text {
				updated++
			}
		}
		if news.First != (day == 0) || news.Holdings != holdings || news.Updated != updated {
			t.Errorf("day %d: %+v, want %d new and %d updated", day, news, holdings, updated)
		}
		resp, err := source.Trades(&toile.InvestmentsTransactionsGetRequest{StartDate: "2020-01-01", EndDate: "2030-01-01"})
		if err != nil || resp.TotalInvestmentTransactions != trades {
			t.Errorf("day %d: %d trades are shown, %d were told, %v", day, resp.TotalInvestmentTransactions, trades, err)
		}
		if before = now; updated > 0 {
			days++
		}
		l.advance(24 * time.Hour)
	}
	if days < 4 || days > 60 {
		t.Errorf("holdings changed on %d days", days)
	}
	l.item.Accounts = slices.DeleteFunc(l.item.Accounts, func(a item.Account) bool { return a.Type == "investment" })
	if news, next := l.source().InvestmentNews(item.Known{}); news != (product.InvestmentNews{}) || next != (item.Known{}) {
		t.Errorf("without investments: %+v", news)
	}
}

func holdingTexts(t *testing.T, source product.Source) map[string]string {
	t.Helper()
	resp, err := source.Holdings(nil)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, h := range resp.Holdings {
		text := fmt.Sprintln(h.Quantity, h.InstitutionPrice)
		if h.CostBasis != nil {
			text += fmt.Sprint(*h.CostBasis)
		}
		texts[h.AccountID+h.SecurityID] = text
	}
	return texts
}

// TestLiabilityNews follows debts over a month, from the first of March.
func TestLiabilityNews(t *testing.T) {
	t.Parallel()
	l := newLinked(t, "liabilities", logins["good"], item.History{})
	names := map[string]string{}
	for _, a := range l.item.Accounts {
		names[a.ID] = a.Mask
	}
	var told item.Known
	var got []string
	for day := range 33 {
		news, next, err := l.source().LiabilityNews(told)
		if err != nil {
			t.Fatal(err)
		}
		told = next
		for _, id := range news.New {
			got = append(got, fmt.Sprintf("%d %s new", day, names[id]))
		}
		for _, id := range slices.Sorted(maps.Keys(news.Updated)) {
			got = append(got, fmt.Sprintf("%d %s %s", day, names[id], strings.Join(news.Updated[id], " ")))
		}
		l.advance(24 * time.Hour)
	}
	want := `0 3333 new
0 7777 new
0 8888 new
1 8888 last_payment_date
7 3333 last_payment_date
14 8888 next_payment_due_date
22 7777 last_payment_date
24 3333 next_payment_due_date
27 3333 last_statement_balance last_statement_issue_date
27 7777 last_statement_issue_date next_payment_due_date
32 8888 last_payment_date`
	if diff := cmp.Diff(want, strings.Join(got, "\n")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	l.advance(-72 * time.Hour)
	if news, next, err := l.source().LiabilityNews(told); err != nil || len(news.New)+len(news.Updated) > 0 || next != told {
		t.Errorf("after the clock was turned back: %+v, %v", news, err)
	}
}
