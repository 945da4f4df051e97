package product

import (
	"cmp"
	"time"

	"toile"
	"toile/internal/bank"
)

// SecurityID names a security: the same for whoever holds it, wherever (spec, Holding.security_id).
func (s Source) SecurityID(security bank.Security) string {
	return s.IDs.Item("security", security.Key(), 0)
}

// securities shows each of the securities that positions and trades are about once.
func (s Source) securities(met []bank.Security) []toile.Security {
	views, seen := make([]toile.Security, 0, len(met)), map[string]bool{}
	for _, security := range met {
		if key := security.Key(); !seen[key] {
			seen[key] = true
			views = append(views, s.security(security))
		}
	}
	return views
}

func (s Source) security(b bank.Security) toile.Security {
	view := toile.Security{
		SecurityID: s.SecurityID(b), Isin: toile.NonEmpty(b.ISIN), Cusip: toile.NonEmpty(b.CUSIP), Sedol: toile.NonEmpty(b.SEDOL),
		InstitutionSecurityID: toile.NonEmpty(b.InstitutionSecurityID), Name: toile.NonEmpty(b.Name), TickerSymbol: toile.NonEmpty(b.Ticker), IsCashEquivalent: new(b.CashEquivalent), Type: toile.NonEmpty(b.Type),
		Subtype:    toile.OrNull(toile.NonEmpty(b.Subtype)),
		ClosePrice: b.ClosePrice.OrNil(), MarketIdentifierCode: toile.NonEmpty(b.Market),
		Sector: toile.NonEmpty(b.Sector), Industry: toile.NonEmpty(b.Industry), CfiCode: toile.NonEmpty(b.CFI), UpdateDatetime: toile.Null[toile.Timestamp](),
	}
	view.ISOCurrencyCode, view.UnofficialCurrencyCode = bank.Codes(cmp.Or(b.Currency, "USD"))
	if b.InstitutionSecurityID != "" {
		view.InstitutionID = toile.NonEmpty(s.Item.InstitutionID)
	}
	if b.Proxy != "" {
		view.ProxySecurityID = new(s.IDs.Item("security", b.Proxy, 0))
	}
	if b.ClosePrice != nil {
		view.ClosePriceAsOf = b.PricedAt(bank.DateOf(s.Now)).OrNil()
		if b.AllDay {
			view.UpdateDatetime = toile.Some(toile.Seconds(s.Now.Truncate(time.Hour)))
		}
	}
	if o := b.Option; o != nil {
		view.OptionContract = &toile.OptionContract{
			ContractType: o.Contract, ExpirationDate: o.Expires.String(), StrikePrice: o.Strike.Float(), UnderlyingSecurityTicker: o.Underlying,
		}
	}
	if f := b.Bond; f != nil {
		view.FixedIncome = &toile.FixedIncome{
			YieldRate:    &toile.YieldRate{Percentage: f.Yield, Type: new(toile.YieldRateType(f.YieldType))},
			MaturityDate: f.Matures.OrNil(), IssueDate: f.Issued.OrNil(), FaceValue: new(f.FaceValue.Float()),
		}
	}
	return view
}
