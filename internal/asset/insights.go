package asset

import (
	"cmp"
	"slices"
	"strings"

	"toile"
	"toile/internal/bank"
	"toile/internal/enrich"
)

// WithInsights gives a report with what it says of risk and of what a person can afford, for the
// whole of it (`insights`) and for each account (`account_insights`; facts api 3.11). It is computed
// from the report's own transactions and balances, so a report cut to fewer days has the insights
// of those days. The report that is given stays as it is.
//
// Rules that hold for all of it:
//   - An insight is about one currency. That of an account is the account's, that of a report the
//     one of most of its transactions, of its first account where there are none. What is in other
//     currencies is left out, because amounts of different currencies are never added up.
//   - A transaction's kind is its credit category, and who stands on its other side its merchant. What
//     it lacks is read from its description.
//   - The time is the days that the report was asked for, up to the day on which it was made, and
//     no less than what its transactions and balances span.
func WithInsights(report toile.AssetReport) toile.AssetReport {
	today := bank.DateOf(report.DateGenerated.Time)
	window := bank.Period{From: today - bank.Date(report.DaysRequested), To: today}
	report.Items = slices.Clone(report.Items)
	var all []ledger
	for i, item := range report.Items {
		accounts := slices.Clone(item.Accounts)
		for j := range accounts {
			l := newLedger(accounts[j])
			all = append(all, l)
			accounts[j].AccountInsights = toile.Some(newScope(window, l).insights())
		}
		report.Items[i].Accounts = accounts
	}
	report.Insights = toile.Some(newScope(window, all...).insights())
	return report
}

// ledger is what is read of an account.
type ledger struct {
	currency currency
	moves    []move
	balances []balance // of accounts that hold money; empty for debts and securities
}

// currency is the official code of a currency, or else the other one.
type currency struct{ iso, unofficial string }

func codesOf(iso, unofficial *string) currency {
	if iso != nil {
		return currency{iso: *iso}
	}
	return currency{unofficial: toile.OrZero(unofficial)}
}

// move is a transaction: money out is above zero, as the API has it.
type move struct {
	day      bank.Date
	amount   bank.Money
	currency currency
	category enrich.Credit
	who      string // on the other side
	outlier  bool
}

// balance is what an account held at the end of a day.
type balance struct {
	day   bank.Date
	money bank.Money
}

func newLedger(account toile.AccountAssets) ledger {
	l := ledger{currency: codesOf(account.Balances.ISOCurrencyCode, account.Balances.UnofficialCurrencyCode)}
	on := enrich.Account{Type: string(account.Type)}
	if account.Subtype != nil {
		on.Subtype = string(*account.Subtype)
	}
	for _, t := range account.Transactions {
		day, err := bank.ParseDate(t.Date)
		if err != nil {
			continue
		}
		read := enrich.Of(descriptionOf(t), t.Amount < 0, on)
		m := move{
			day: day, amount: bank.MoneyOf(t.Amount), currency: codesOf(t.ISOCurrencyCode, t.UnofficialCurrencyCode),
			category: read.Credit(), who: cmp.Or(t.MerchantName.Or(""), read.MerchantName, strings.TrimSpace(descriptionOf(t))),
		}
		if c, ok := t.CreditCategory.Get(); ok {
			m.category = enrich.Credit{Primary: c.Primary, Detailed: c.Detailed}
		}
		l.moves = append(l.moves, m)
	}
	markOutliers(l.moves)
	if account.Type == toile.AccountTypeDepository {
		l.readBalances(account.HistoricalBalances)
	}
	return l
}

func descriptionOf(t toile.AssetReportTransaction) string {
	switch {
	case t.OriginalDescription != nil:
		return *t.OriginalDescription
	case t.Name != nil:
		return *t.Name
	}
	return ""
}

// readBalances takes the balances in the account's currency, the oldest first.
func (l *ledger) readBalances(list []toile.HistoricalBalance) {
	for _, b := range list {
		if day, err := bank.ParseDate(b.Date); err == nil && codesOf(b.ISOCurrencyCode, b.UnofficialCurrencyCode) == l.currency {
			l.balances = append(l.balances, balance{day, bank.MoneyOf(b.Current)})
		}
	}
	slices.SortStableFunc(l.balances, func(a, b balance) int { return int(a.day - b.day) })
}

// scope is what an insight is about: one account or all of a report, in one currency.
type scope struct {
	window   bank.Period
	currency currency
	ledgers  []ledger // those in the currency
	moves    []move   // likewise
	income   bank.Money
}

func newScope(window bank.Period, ledgers ...ledger) scope {
	s := scope{window: window, currency: commonest(ledgers)}
	for _, l := range ledgers {
		for _, m := range l.moves {
			if m.currency == s.currency {
				s.moves = append(s.moves, m)
				s.window.From = min(s.window.From, m.day)
			}
		}
		if l.currency == s.currency {
			s.ledgers = append(s.ledgers, l)
			for _, b := range l.balances {
				s.window.From = min(s.window.From, b.day)
			}
		}
	}
	s.income = s.sum(isIncome) + s.sum(isTransferIn)
	return s
}

// commonest gives the currency of most transactions; that of an account alone is the account's.
func commonest(ledgers []ledger) currency {
	if len(ledgers) == 0 {
		return currency{}
	}
	best, times := ledgers[0].currency, map[currency]int{}
	for _, l := range ledgers {
		for _, m := range l.moves {
			times[m.currency]++
			if len(ledgers) > 1 && times[m.currency] > times[best] {
				best = m.currency
			}
		}
	}
	return best
}

func (s scope) insights() toile.AccountInsights {
	return toile.AccountInsights{Risk: toile.Some(s.risk()), Affordability: toile.Some(s.affordability())}
}
