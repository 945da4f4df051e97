package credit

import (
	"cmp"
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/enrich"
	"toile/internal/income"
)

// deposit is a transaction of an income source as a report shows it.
type deposit struct {
	date   bank.Date
	amount bank.Money // that came in
	iso    *string
	other  *string // an unofficial currency, where iso is nil
	view   *toile.CreditBankIncomeTransaction
}

// deposits shows what came in on a stream. Its amounts are positive, as in the spec's example of
// /credit/bank_income/get; the description of the field goes by the sign of /transactions/get.
func (l Linked) deposits(s income.Stream) []deposit {
	list := make([]deposit, 0, len(s.Transactions))
	for i := range s.Transactions {
		t := &s.Transactions[i]
		d := deposit{date: t.Date, amount: -t.Amount}
		d.iso, d.other = l.Currency(t)
		d.view = &toile.CreditBankIncomeTransaction{
			Amount: new(d.amount.Float()), Date: new(t.Date.String()), Name: &t.Description, OriginalDescription: toile.Some(t.Description),
			Pending: &t.Pending, TransactionID: new(l.TransactionID(t.Key)), CheckNumber: toile.OrNull(toile.NonEmpty(enrich.CheckNumber(t.Description))),
			ISOCurrencyCode: toile.OrNull(d.iso), UnofficialCurrencyCode: toile.OrNull(d.other),
		}
		list = append(list, d)
	}
	return list
}

// currencies gives the currencies of deposits: first the one of most of them, then by their codes.
func currencies(list []deposit) []deposit {
	count := map[string]int{}
	var first []deposit // of each currency
	for _, d := range list {
		if count[d.currency()]++; count[d.currency()] == 1 {
			first = append(first, d)
		}
	}
	slices.SortFunc(first, func(a, b deposit) int {
		return cmp.Or(cmp.Compare(count[b.currency()], count[a.currency()]), cmp.Compare(a.currency(), b.currency()))
	})
	return first
}

// currency gives the code, official or not.
func (d deposit) currency() string { return bank.CodeOf(d.iso, d.other) }

// totals adds deposits up in each of some currencies, and leaves out those in which nothing came in
// unless it is the first.
func totals(list, currencies []deposit) []toile.CreditAmountWithCurrency {
	sums := []toile.CreditAmountWithCurrency{}
	for i, c := range currencies {
		sum, shown := bank.Money(0), i == 0
		for j := range list {
			if list[j].currency() == c.currency() {
				sum, shown = sum+list[j].amount, true
			}
		}
		if shown {
			sums = append(sums, toile.CreditAmountWithCurrency{Amount: sum.Float(), ISOCurrencyCode: c.iso, UnofficialCurrencyCode: c.other})
		}
	}
	return sums
}

// flat gives what the deprecated members say that knew but one currency: the first one's.
func flat(sums []toile.CreditAmountWithCurrency) (total *float64, iso, other toile.Optional[string]) {
	if len(sums) == 0 {
		return new(0.0), toile.Null[string](), toile.Null[string]()
	}
	return &sums[0].Amount, toile.OrNull(sums[0].ISOCurrencyCode), toile.OrNull(sums[0].UnofficialCurrencyCode)
}

// monthly sums deposits up, which are in the order of their dates, for each month of a window, the
// first and the last as far as they are in it (spec, CreditBankIncomeHistoricalSummary).
func monthly(list []deposit, window bank.Period) []toile.CreditBankIncomeHistoricalSummary {
	months := []toile.CreditBankIncomeHistoricalSummary{}
	if len(list) == 0 {
		return months
	}
	currencies := currencies(list)
	for from := window.From; from <= window.To; {
		to := min(from.EndOfMonth(), window.To)
		inside, _ := slices.BinarySearchFunc(list, to+1, func(d deposit, day bank.Date) int { return cmp.Compare(d.date, day) })
		months = append(months, summaryOf(list[:inside], currencies, bank.Period{From: from, To: to}))
		list, from = list[inside:], to+1
	}
	return months
}

func summaryOf(list, currencies []deposit, month bank.Period) toile.CreditBankIncomeHistoricalSummary {
	summary := toile.CreditBankIncomeHistoricalSummary{
		StartDate: new(month.From.String()), EndDate: new(month.To.String()), TotalAmounts: totals(list, currencies),
		Transactions: make([]toile.CreditBankIncomeTransaction, 0, len(list)),
	}
	summary.TotalAmount, summary.ISOCurrencyCode, summary.UnofficialCurrencyCode = flat(summary.TotalAmounts)
	for i := range list {
		summary.Transactions = append(summary.Transactions, *list[i].view)
	}
	return summary
}
