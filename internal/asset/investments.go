package asset

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// investments builds what a report says of the securities on an account.
func (b *builder) investments(a item.Account) *toile.AssetReportInvestments {
	view := &toile.AssetReportInvestments{
		Holdings: []toile.AssetReportInvestmentHolding{}, Securities: []toile.AssetReportInvestmentSecurity{},
		Transactions: []toile.AssetReportInvestmentTransaction{},
	}
	holdings, held := b.source.Held([]item.Account{a})
	trades, traded := b.source.Traded([]item.Account{a}, bank.Period{From: b.first(), To: b.today})
	tickers := map[string]*string{}
	for _, s := range append(held, traded...) {
		if _, known := tickers[s.SecurityID]; known {
			continue
		}
		tickers[s.SecurityID] = s.TickerSymbol
		view.Securities = append(view.Securities, toile.AssetReportInvestmentSecurity{
			SecurityID: s.SecurityID, Name: s.Name, TickerSymbol: s.TickerSymbol, Type: s.Type,
		})
	}
	vested := map[string]toile.Holding{}
	for _, h := range holdings {
		vested[h.SecurityID] = h
		view.Holdings = append(view.Holdings, toile.AssetReportInvestmentHolding{
			AccountID: h.AccountID, SecurityID: h.SecurityID, TickerSymbol: tickers[h.SecurityID], InstitutionPrice: h.InstitutionPrice,
			InstitutionPriceAsOf: h.InstitutionPriceAsOf, InstitutionValue: h.InstitutionValue, CostBasis: h.CostBasis, Quantity: h.Quantity,
			ISOCurrencyCode: h.ISOCurrencyCode, UnofficialCurrencyCode: h.UnofficialCurrencyCode, TaxLots: h.TaxLots,
		})
	}
	for _, t := range trades {
		move := toile.AssetReportInvestmentTransaction{
			InvestmentTransactionID: t.InvestmentTransactionID, AccountID: t.AccountID, SecurityID: t.SecurityID, Date: t.Date, Name: t.Name,
			Quantity: t.Quantity, Amount: t.Amount, Price: t.Price, Fees: t.Fees, Type: t.Type, Subtype: t.Subtype,
			ISOCurrencyCode: t.ISOCurrencyCode, UnofficialCurrencyCode: t.UnofficialCurrencyCode,
		}
		if t.SecurityID != nil { // what of it is vested now: banks tell that of positions alone
			of := vested[*t.SecurityID]
			move.VestedQuantity, move.VestedValue = of.VestedQuantity.Or(0), of.VestedValue.Or(0)
		}
		view.Transactions = append(view.Transactions, move)
	}
	return view
}
