package product

import (
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// Holdings gives the answer about what the investment accounts of the Item hold. Like the
// sandbox's it lists all accounts, those without investments, too.
func (s Source) Holdings(accountIDs []string) (*toile.InvestmentsHoldingsGetResponse, error) {
	accounts, err := s.investors(accountIDs, toile.ErrNoInvestmentAccounts)
	if err != nil {
		return nil, err
	}
	resp := &toile.InvestmentsHoldingsGetResponse{
		Accounts: s.investmentView(accounts), Item: s.Item.View(), IsInvestmentsFallbackItem: new(false),
	}
	resp.Holdings, resp.Securities = s.Held(accounts)
	return resp, nil
}

// investors gives the accounts that a caller asks for of an Item that has any with investments.
func (s Source) investors(accountIDs []string, none func() *toile.Error) ([]item.Account, error) {
	accounts, err := s.Accounts(accountIDs)
	if err != nil {
		return nil, err
	}
	for _, account := range s.Item.Accounts {
		if account.Type == "investment" {
			return accounts, nil
		}
	}
	return nil, none()
}

// Held shows what accounts hold, and the securities of it.
func (s Source) Held(accounts []item.Account) ([]toile.Holding, []toile.Security) {
	views, met := []toile.Holding{}, []bank.Security(nil)
	for _, account := range accounts {
		book, _ := s.Ledger.Book(account.Number)
		for _, p := range s.Ledger.Positions(account.Number, s.Now) {
			views, met = append(views, s.holding(account.ID, book, p)), append(met, p.Security)
		}
	}
	return views, s.securities(met)
}

func (s Source) holding(accountID string, book bank.Book, p bank.Position) toile.Holding {
	view := toile.Holding{
		AccountID: accountID, SecurityID: s.SecurityID(p.Security), InstitutionPrice: p.Price, InstitutionValue: p.Value().Float(),
		CostBasis: p.CostBasis.OrNil(), Quantity: float64(p.Quantity), InstitutionPriceAsOf: toile.Some(p.PricedOn.String()),
		InstitutionPriceDatetime: toile.Null[toile.Timestamp](), VestedQuantity: toile.Null[float64](), VestedValue: toile.Null[float64](),
		TaxLots: []toile.HoldingTaxLot{}, // the institution does not tell
	}
	view.ISOCurrencyCode, view.UnofficialCurrencyCode = currency(book, p.Currency)
	if p.Security.AllDay {
		view.InstitutionPriceDatetime = toile.Some(toile.Seconds(s.Now.Truncate(time.Hour)))
	}
	if p.Vested != nil {
		view.VestedQuantity, view.VestedValue = toile.Some(float64(*p.Vested)), toile.Some(p.VestedValue().Float())
	}
	if p.Acquired != 0 && p.CostBasis != nil && p.Quantity > 0 {
		view.TaxLots = append(view.TaxLots, toile.HoldingTaxLot{
			InstitutionLotID: new("1"), OriginalPurchaseDatetime: new(toile.Seconds(p.Acquired.Time())), Quantity: new(view.Quantity),
			PurchasePrice: new(bank.MoneyOf(p.CostBasis.Float() / float64(p.Quantity)).Cents().Float()), CostBasis: view.CostBasis,
			CurrentValue: new(view.InstitutionValue), PositionType: new(toile.HoldingTaxLotPositionType("LONG")),
		})
	}
	return view
}

// investmentView shows accounts as the endpoints about investments do.
func (s Source) investmentView(accounts []item.Account) []toile.InvestmentAccount {
	views := make([]toile.InvestmentAccount, 0, len(accounts))
	for _, a := range s.View(accounts) {
		views = append(views, toile.InvestmentAccount{
			AccountID: a.AccountID, Name: a.Name, OfficialName: a.OfficialName, Mask: a.Mask, Type: a.Type, Subtype: a.Subtype,
			PersistentAccountID: a.PersistentAccountID, HolderCategory: a.HolderCategory, APY: a.APY,
			VerificationStatus: a.VerificationStatus, VerificationName: a.VerificationName, VerificationInsights: a.VerificationInsights,
			Balances: toile.InvestmentAccountBalance{
				Available: a.Balances.Available, Current: a.Balances.Current, Limit: a.Balances.Limit,
				ISOCurrencyCode: a.Balances.ISOCurrencyCode, UnofficialCurrencyCode: a.Balances.UnofficialCurrencyCode,
				LastUpdatedDatetime: a.Balances.LastUpdatedDatetime,
			},
		})
	}
	return views
}
