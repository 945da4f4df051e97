package asset

import (
	"cmp"
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
)

// assetDetail gives what an account is and what it holds. A balance that the bank does not tell is
// the other one, or zero where it tells none.
func assetDetail(report toile.AssetReport, a toile.AccountAssets) toile.AssetDetail {
	description := a.OfficialName
	if description == nil {
		description = &a.Name
	}
	identifier := a.AccountID
	if a.Mask != nil {
		identifier = *a.Mask
	}
	d := toile.AssetDetail{
		AssetUniqueIdentifier: a.AccountID, AssetAccountIdentifier: identifier, AssetAsOfDate: report.DateGenerated.UTC().Format(time.DateOnly),
		AssetDescription: description, AssetAvailableBalanceAmount: firstOf(a.Balances.Available, a.Balances.Current), AssetCurrentBalanceAmount: firstOf(a.Balances.Current, a.Balances.Available),
		AssetType: assetType(a), AssetTypeAdditionalDescription: (*string)(a.Subtype), AssetDaysRequestedCount: int(report.DaysRequested),
		AssetOwnershipType: (*string)(a.OwnershipType.Value),
	}
	if a.Type == toile.AccountTypeInvestment {
		d.AssetRetirementIndicator, d.AssetEmployerSponsoredIndicator = toile.Some(truth(retirement, a)), toile.Some(truth(sponsored, a))
		holdingSums(&d, a)
	}
	return d
}

func firstOf(amounts ...*float64) float64 {
	for _, amount := range amounts {
		if amount != nil {
			return *amount
		}
	}
	return 0
}

// assetType gives the kind of asset in MISMO's list; what it has no name for is Other, debts too.
func assetType(a toile.AccountAssets) toile.AssetType {
	switch {
	case a.Type == toile.AccountTypeInvestment || a.Type == toile.AccountTypeBrokerage:
		return toile.AssetTypeInvestment
	case a.Type != toile.AccountTypeDepository || a.Subtype == nil:
		return toile.AssetTypeOther
	}
	switch *a.Subtype {
	case "checking", "cash management":
		return toile.AssetTypeCheckingAccount
	case "savings":
		return toile.AssetTypeSavingsAccount
	case "money market":
		return toile.AssetTypeMoneyMarketFund
	}
	return toile.AssetTypeOther
}

// Accounts for old age by their subtypes, and those of them that an employer offers.
var (
	sponsored = []toile.AccountSubtype{
		"401a", "401k", "403B", "457b", "keogh", "pension", "profit sharing plan", "roth 401k", "roth 403B", "roth 457b", "roth pension",
		"roth profit sharing plan", "roth thrift savings plan", "sarsep", "sep ira", "simple ira", "thrift savings plan",
	}
	retirement = append([]toile.AccountSubtype{
		"ira", "lif", "lira", "lrif", "lrsp", "prif", "retirement", "rlif", "roth", "rrif", "rrsp", "sipp",
	}, sponsored...)
)

// truth writes whether an account is one of some subtypes, in the words of the schema.
func truth(subtypes []toile.AccountSubtype, a toile.AccountAssets) string {
	if a.Subtype != nil && slices.Contains(subtypes, *a.Subtype) {
		return "true"
	}
	return "false"
}

// holdingSums adds up the holdings of an account by kind. Stocks and bonds are its balance of
// holdings, but for a plan of the employer's own stock, which the schema leaves out.
func holdingSums(d *toile.AssetDetail, a toile.AccountAssets) {
	d.AssetAvailableCashBalanceAmount = toile.OrNull(a.Balances.Available)
	d.AssetMarginAmountBalance = toile.OrNull(a.Balances.MarginLoanAmount)
	if a.Investments == nil {
		return
	}
	sums := map[string]bank.Money{}
	for _, h := range a.Investments.Holdings {
		sums[kindOfHolding(a, h)] += bank.MoneyOf(h.InstitutionValue)
	}
	if a.Subtype != nil && *a.Subtype == "stock plan" {
		sums[stock] = 0
	}
	held, margin := sums[stock]+sums[bond], bank.MoneyOf(firstOf(a.Balances.MarginLoanAmount))
	d.AssetHoldingBalanceAmount, d.AssetHoldingBalanceNetMarginAmount = toile.Some(held.Float()), toile.Some((held - margin).Float())
	d.AssetBondsBalanceAmount, d.AssetStocksBalanceAmount = toile.Some(sums[bond].Float()), toile.Some(sums[stock].Float())
	d.AssetCryptoBalanceAmount, d.AssetOtherBalanceAmount = toile.Some(sums[crypto].Float()), toile.Some(sums[other].Float())
	d.AssetCashBalanceAmount = toile.Some(sums[cash].Float())
	if a.Balances.Available == nil { // then it is the cash that can be had
		d.AssetAvailableCashBalanceAmount = d.AssetCashBalanceAmount
	}
}

// The kinds of holdings, of which the schema has no name for cash.
const (
	bond   = "Bond"
	stock  = "Stock"
	crypto = "Crypto"
	other  = "Other"
	cash   = "cash"
)

// kindOfHolding gives the kind of what is held, by the type of its security.
func kindOfHolding(a toile.AccountAssets, h toile.AssetReportInvestmentHolding) string {
	s := securityOf(a, h.SecurityID)
	if s.Type == nil {
		return other
	}
	switch *s.Type {
	case "equity", "etf", "mutual fund":
		return stock
	case "fixed income":
		return bond
	case "cryptocurrency":
		return crypto
	case "cash":
		return cash
	}
	return other
}

func securityOf(a toile.AccountAssets, id string) toile.AssetReportInvestmentSecurity {
	for _, s := range a.Investments.Securities {
		if s.SecurityID == id {
			return s
		}
	}
	return toile.AssetReportInvestmentSecurity{}
}

// assetHoldings gives what an account holds; nil for one that is not asked about its holdings.
func assetHoldings(a toile.AccountAssets) *toile.AssetHoldings {
	if a.Investments == nil {
		return nil
	}
	list := []toile.AssetHolding{}
	for _, h := range a.Investments.Holdings {
		s := securityOf(a, h.SecurityID)
		kind, free := kindOfHolding(a, h), "false"
		if kind == cash {
			kind = other
		}
		list = append(list, toile.AssetHolding{
			AssetHoldingID: &h.SecurityID, Currency: cmp.Or(h.ISOCurrencyCode, h.UnofficialCurrencyCode), AssetHoldingDescription: s.Type, AssetHoldingSymbol: h.TickerSymbol, AssetHoldingSecurityName: s.Name,
			AssetHoldingUnits: &h.Quantity, AssetHoldingMarketValueAmount: &h.InstitutionValue, AssetHoldingCurrentPriceAmount: &h.InstitutionPrice,
			AssetHoldingType: &kind, AssetHoldingRestrictedIndicator: &free, // reports tell of no restrictions, nor of what is vested
		})
	}
	return &toile.AssetHoldings{AssetHolding: list}
}

func assetOwners(a toile.AccountAssets) toile.AssetOwners {
	owners := toile.AssetOwners{AssetOwner: []toile.AssetOwner{}}
	for _, owner := range a.Owners {
		for _, name := range owner.Names {
			owners.AssetOwner = append(owners.AssetOwner, toile.AssetOwner{AssetOwnerText: &name})
		}
	}
	return owners
}
