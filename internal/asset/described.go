package asset

import (
	"slices"

	"toile"
	"toile/internal/enrich"
	"toile/internal/product"
)

// Described gives a report in which each transaction also says what follows from its description:
// what is told with insights only (spec, /asset_report/get). The categories of old are null, as in
// /transactions/get. The report that is given stays as it is.
func Described(r toile.AssetReport) toile.AssetReport {
	r.Items = slices.Clone(r.Items)
	for i := range r.Items {
		r.Items[i].Accounts = slices.Clone(r.Items[i].Accounts)
		for j := range r.Items[i].Accounts {
			describe(&r.Items[i].Accounts[j])
		}
	}
	return r
}

func describe(a *toile.AccountAssets) {
	on := enrich.Account{Type: string(a.Type)}
	if a.Subtype != nil {
		on.Subtype = string(*a.Subtype)
	}
	a.Transactions = slices.Clone(a.Transactions)
	for i := range a.Transactions {
		t := &a.Transactions[i]
		if t.OriginalDescription == nil {
			continue
		}
		e := enrich.Of(*t.OriginalDescription, t.Amount < 0, on)
		location, payment := product.LocationOf(&e.Location), product.PaymentMetaOf(&e.Payment)
		t.Name, t.TransactionType = t.OriginalDescription, new(toile.AssetReportTransactionType(e.Type))
		t.MerchantName = toile.OrNull(toile.NonEmpty(e.MerchantName))
		t.Category, t.CategoryID = toile.Null[[]string](), toile.Null[string]()
		t.Location, t.PaymentMeta = &location, &payment
	}
}
