package product

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/enrich"
)

// enrich adds what the description of a transaction tells: the merchant, the other sides of the
// payment, its category and its place. Banks outside the United States also tell of which kind it is
// (schema TransactionCode).
func (p *page) enrich(view *toile.Transaction, t *bank.Transaction, account bank.Account) {
	on := enrich.Account{Type: account.Type, Subtype: account.Subtype}
	e := enrich.Of(t.Description, t.Amount < 0, on)
	view.Name, view.PaymentChannel, view.TransactionType = t.Description, e.Channel, &e.Type
	view.MerchantName, view.MerchantEntityID = toile.OrNull(toile.NonEmpty(e.MerchantName)), toile.OrNull(toile.NonEmpty(e.MerchantEntityID))
	view.LogoURL, view.Website = toile.OrNull(toile.NonEmpty(e.LogoURL)), toile.OrNull(toile.NonEmpty(e.Website))
	view.CheckNumber, view.MerchantCategoryCode = toile.OrNull(toile.NonEmpty(e.CheckNumber)), toile.OrNull(toile.NonEmpty(e.MerchantCategoryCode(on)))
	if p.Institution.Abroad() && e.Code != "" {
		view.TransactionCode = new(toile.TransactionCode(e.Code))
	}
	view.PersonalFinanceCategory = toile.Some(p.category(&e))
	view.PersonalFinanceCategoryIconURL = new(e.IconURL())
	view.Counterparties = make([]toile.TransactionCounterparty, 0, len(e.Counterparties))
	for i := range e.Counterparties {
		view.Counterparties = append(view.Counterparties, counterparty(e.Counterparties[i]))
	}
	view.Location, view.PaymentMeta = LocationOf(&e.Location), PaymentMetaOf(&e.Payment)
}

// category gives the category in the version of the taxonomy that the caller wants.
func (p *page) category(e *enrich.Enriched) toile.PersonalFinanceCategory {
	c := e.V2
	if p.taxonomy == toile.PersonalFinanceCategoryVersionV1 {
		c = e.V1
	}
	return toile.PersonalFinanceCategory{
		Primary: c.Primary, Detailed: c.Detailed, ConfidenceLevel: toile.OrNull(toile.NonEmpty(e.Confidence)), Version: &p.taxonomy,
	}
}

func counterparty(c enrich.Counterparty) toile.TransactionCounterparty {
	return toile.TransactionCounterparty{
		Name: c.Name, Type: toile.CounterpartyType(c.Kind), EntityID: toile.OrNull(toile.NonEmpty(c.EntityID)), Website: toile.NonEmpty(c.Website),
		LogoURL: toile.NonEmpty(c.LogoURL), ConfidenceLevel: toile.OrNull(toile.NonEmpty(c.Confidence)), AccountNumbers: toile.Null[toile.CounterpartyNumbers](),
	}
}

// LocationOf shows where a transaction took place.
func LocationOf(l *enrich.Location) toile.Location {
	view := toile.Location{
		Address: toile.NonEmpty(l.Address), City: toile.NonEmpty(l.City), Region: toile.NonEmpty(l.Region), PostalCode: toile.NonEmpty(l.PostalCode),
		Country: toile.NonEmpty(l.Country), StoreNumber: toile.NonEmpty(l.StoreNumber),
	}
	if l.Lat != 0 || l.Lon != 0 {
		view.Lat, view.Lon = &l.Lat, &l.Lon
	}
	return view
}

// PaymentMetaOf shows how a transfer was made.
func PaymentMetaOf(p *enrich.PaymentMeta) toile.PaymentMeta {
	return toile.PaymentMeta{
		ReferenceNumber: toile.NonEmpty(p.ReferenceNumber), PPDID: toile.NonEmpty(p.PPDID), Payee: toile.NonEmpty(p.Payee), ByOrderOf: toile.NonEmpty(p.ByOrderOf),
		Payer: toile.NonEmpty(p.Payer), PaymentMethod: toile.NonEmpty(p.Method), PaymentProcessor: toile.NonEmpty(p.Processor), Reason: toile.NonEmpty(p.Reason),
	}
}
