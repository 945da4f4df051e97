package document

import (
	"strconv"
	"strings"

	"toile"
	"toile/internal/bank"
)

// investments writes the holdings of an account and what was traded in it.
func (p *paper) investments(i toile.AssetReportInvestments) {
	names := map[string]toile.AssetReportInvestmentSecurity{}
	for _, s := range i.Securities {
		names[s.SecurityID] = s
	}
	p.subhead("Holdings", 24)
	var rows []gridRow
	for _, h := range i.Holdings {
		s := names[h.SecurityID]
		currency := bank.CodeOf(h.ISOCurrencyCode, h.UnofficialCurrencyCode)
		rows = append(rows, gridRow{cells: []string{
			securityName(s, h.TickerSymbol), words(value(s.Type)), quantity(h.Quantity), priceIn(h.InstitutionPrice, currency),
			maybe(h.CostBasis, currency), in(moneyOf(h.InstitutionValue), currency),
		}})
	}
	if rows == nil {
		p.aside("The account holds no securities.")
	} else {
		p.grid([]column{
			{"Security", 0.31, "L"}, {"Kind", 0.13, "L"}, {"Quantity", 0.13, "R"}, {"Price", 0.13, "R"}, {"Cost", 0.15, "R"}, {"Value", 0.15, "R"},
		}, rows)
	}
	p.trades(i.Transactions, names)
}

// trades lists what was traded; the API's amounts are above zero where money is spent.
func (p *paper) trades(list []toile.AssetReportInvestmentTransaction, names map[string]toile.AssetReportInvestmentSecurity) {
	if len(list) == 0 {
		return
	}
	p.subhead("Trades", 24)
	var rows []gridRow
	for _, t := range list {
		currency := bank.CodeOf(t.ISOCurrencyCode, t.UnofficialCurrencyCode)
		what := t.Name
		if s, ok := names[value(t.SecurityID)]; ok && !strings.Contains(what, value(s.TickerSymbol)) {
			what += " (" + value(s.TickerSymbol) + ")"
		}
		rows = append(rows, gridRow{cells: []string{
			plainDate(t.Date), what, words(string(t.Subtype)), quantity(t.Quantity), priceIn(t.Price, currency), in(moneyOf(-t.Amount), currency),
		}})
	}
	p.grid([]column{
		{"Date", 0.13, "L"}, {"Description", 0.32, "L"}, {"Kind", 0.15, "L"}, {"Quantity", 0.13, "R"}, {"Price", 0.12, "R"}, {"Amount", 0.15, "R"},
	}, rows)
}

// securityName names a security with its symbol.
func securityName(s toile.AssetReportInvestmentSecurity, symbol *string) string {
	name, ticker := value(s.Name), value(s.TickerSymbol)
	if ticker == "" {
		ticker = value(symbol)
	}
	switch {
	case name == "":
		return orDash(ticker)
	case ticker == "" || ticker == name:
		return name
	}
	return name + " (" + ticker + ")"
}

// priceIn writes a price with all its decimals.
func priceIn(price float64, currency string) string { return exactly(moneyOf(price), currency) }

// quantity writes a number of shares or a price, without needless zeros.
func quantity(n float64) string { return strconv.FormatFloat(bank.MoneyOf(n).Float(), 'f', -1, 64) }
