package asset

import (
	"cmp"
	"math"
	"strings"

	"toile"
	"toile/internal/enrich"
)

// assetTransaction is a transaction in the form of Freddie Mac, which both schemas share but for
// the key of its description.
type assetTransaction struct {
	detail toile.AssetTransactionDetail
	text   string
}

func (t assetTransaction) description() []toile.AssetTransactionDescription {
	return []toile.AssetTransactionDescription{{AssetTransactionDescription: t.text}}
}

// assetTransactions gives the transactions of an account, then the trades on it. Amounts have no
// sign; their direction is the type.
func assetTransactions(a toile.AccountAssets) []assetTransaction {
	var list []assetTransaction
	on := enrich.Account{Type: string(a.Type)}
	if a.Subtype != nil {
		on.Subtype = string(*a.Subtype)
	}
	for _, t := range a.Transactions {
		list = append(list, moneyTransaction(t, on))
	}
	if a.Investments != nil {
		for _, t := range a.Investments.Transactions {
			list = append(list, tradeTransaction(t))
		}
	}
	return list
}

func moneyTransaction(t toile.AssetReportTransaction, on enrich.Account) assetTransaction {
	text := descriptionOf(t)
	read := enrich.Of(text, t.Amount < 0, on)
	category := categoryType(read.V2, t.Amount < 0)
	d := toile.AssetTransactionDetail{
		AssetTransactionUniqueIdentifier: t.TransactionID, AssetTransactionAmount: math.Abs(t.Amount), AssetTransactionPostDate: t.Date,
		AssetTransactionDate: dayPart(t.DateTransacted.Or(t.Date)), AssetTransactionType: direction(t.Amount), AssetTransactionCategoryType: &category,
		AssetTransactionPaidToName: toile.Null[string](), AssetInvestmentTransactionType: toile.Null[toile.AssetInvestmentTransactionType](),
	}
	who := cmp.Or(t.MerchantName.Or(""), read.MerchantName)
	if t.Amount < 0 {
		who = cmp.Or(who, read.Payment.Payer)
		if in := enrich.In(text); who == "" && in.Income != "" {
			who = in.Name
		}
		d.AssetTransactionPaidByName = toile.NonEmpty(who)
	} else {
		d.AssetTransactionPaidToName = toile.OrNull(toile.NonEmpty(cmp.Or(who, read.Payment.Payee)))
	}
	if t.CheckNumber.Or("") != "" {
		check := "check" // a word of the schema's examples
		d.AssetTransactionTypeAdditionalDescription = &check
		category = toile.AssetTransactionCategoryTypeCheck
	}
	return assetTransaction{d, text}
}

// dayPart cuts the time from a moment: days and times both stand in date_transacted.
func dayPart(moment string) string {
	day, _, _ := strings.Cut(moment, "T")
	return day
}

func direction(amount float64) toile.AssetTransactionType {
	if amount < 0 {
		return toile.AssetTransactionTypeCredit
	}
	return toile.AssetTransactionTypeDebit
}

func tradeTransaction(t toile.AssetReportInvestmentTransaction) assetTransaction {
	category, kind, subtype := toile.AssetTransactionCategoryTypeInvestments, tradeType(t), string(t.Subtype)
	if kind == toile.AssetInvestmentTransactionTypeBuy {
		category = toile.AssetTransactionCategoryTypeBuy
	}
	return assetTransaction{toile.AssetTransactionDetail{
		AssetTransactionUniqueIdentifier: t.InvestmentTransactionID, AssetTransactionAmount: math.Abs(t.Amount), AssetTransactionDate: t.Date, AssetTransactionPostDate: t.Date,
		AssetTransactionType: direction(t.Amount), AssetInvestmentTransactionType: toile.Some(kind), AssetInvestmentTransactionTypeDescription: &subtype,
		AssetTransactionPaidToName: toile.Null[string](), AssetTransactionCategoryType: &category,
	}, t.Name}
}

// tradeType gives what a trade was, by its subtype and else by its type.
func tradeType(t toile.AssetReportInvestmentTransaction) toile.AssetInvestmentTransactionType {
	subtype := string(t.Subtype)
	switch {
	case strings.HasSuffix(subtype, "reinvestment"):
		return toile.AssetInvestmentTransactionTypeReinvestments
	case strings.HasSuffix(subtype, "dividend"):
		return toile.AssetInvestmentTransactionTypeDividends
	case subtype == "interest" || subtype == "interest receivable":
		return toile.AssetInvestmentTransactionTypeInterest
	case subtype == "contribution" || subtype == "deposit":
		return toile.AssetInvestmentTransactionTypeFundsReceived
	case t.Type == "buy":
		return toile.AssetInvestmentTransactionTypeBuy
	case t.Type == "sell":
		return toile.AssetInvestmentTransactionTypeSell
	case t.Type == "transfer" || subtype == "transfer":
		return toile.AssetInvestmentTransactionTypeTransfers
	}
	return toile.AssetInvestmentTransactionTypeOther
}
