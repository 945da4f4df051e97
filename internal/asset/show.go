package asset

import (
	"slices"

	"toile"
	"toile/internal/bank"
)

// Within gives a report with the days before it that a reader wants, as far as it has them. The
// report itself stays what it is.
func Within(r toile.AssetReport, days int) toile.AssetReport {
	first := (bank.DateOf(r.DateGenerated.Time) - bank.Date(days)).String()
	r.Items = slices.Clone(r.Items)
	for i := range r.Items {
		r.Items[i].Accounts = slices.Clone(r.Items[i].Accounts)
		for j := range r.Items[i].Accounts {
			within(&r.Items[i].Accounts[j], first, days)
		}
	}
	return r
}

// within cuts an account at a first day. Days are written so that they sort as texts.
func within(a *toile.AccountAssets, first string, days int) {
	a.DaysAvailable = min(a.DaysAvailable, float64(days))
	a.Transactions = until(a.Transactions, func(t toile.AssetReportTransaction) bool { return t.Date < first })
	a.HistoricalBalances = until(a.HistoricalBalances, func(h toile.HistoricalBalance) bool { return h.Date < first })
	if a.Investments != nil {
		investments := *a.Investments
		investments.Transactions = until(investments.Transactions, func(t toile.AssetReportInvestmentTransaction) bool { return t.Date < first })
		a.Investments = &investments
	}
}

// until cuts a list, newest first, before what is too old.
func until[T any](list []T, old func(T) bool) []T {
	if i := slices.IndexFunc(list, old); i >= 0 {
		return list[:i:i]
	}
	return list
}

// Part gives the part of a report that another one shows: without the accounts that it excludes,
// under its own id. The data, and when they were fetched, stay the same.
func Part(r Report, of toile.AssetReport) toile.AssetReport {
	of.AssetReportID = r.ID
	of.Items = slices.Clone(of.Items)
	for i := range of.Items {
		of.Items[i].Accounts = slices.DeleteFunc(slices.Clone(of.Items[i].Accounts), func(a toile.AccountAssets) bool {
			return slices.Contains(r.Order.Excluded, a.AccountID)
		})
	}
	return of
}

// Accounts lists the accounts of a report by id.
func Accounts(r toile.AssetReport) (accountIDs []string) {
	for i := range r.Items {
		for j := range r.Items[i].Accounts {
			accountIDs = append(accountIDs, r.Items[i].Accounts[j].AccountID)
		}
	}
	return accountIDs
}
