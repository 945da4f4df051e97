package bank

import "cmp"

// Security is what is held and traded: a share, a fund, a bond, a coin or money itself. Empty is
// what is not known of it.
type Security struct {
	Name                  string
	Ticker                string
	ISIN, CUSIP, SEDOL    string
	InstitutionSecurityID string // the institution's own name for it
	Proxy                 string // ticker of a security whose price moves like this one's
	Type, Subtype         string // cash, cryptocurrency, derivative, equity, etf, fixed income, loan, mutual fund, other
	CashEquivalent        bool
	ClosePrice            *Money // nil where it is not traded
	AllDay                bool   // its price changes at any time, also when markets are closed
	Currency              string // ISO 4217; USD if empty
	Market                string // ISO 10383
	Sector, Industry      string
	CFI                   string // ISO 10962
	Option                *Option
	Bond                  *Bond
}

// Option is what an option allows: to buy or sell its underlying at a price until a day.
type Option struct {
	Contract   string // call or put
	Expires    Date
	Strike     Money
	Underlying string // ticker
}

// Bond is what the issuer of a security with a fixed income promises.
type Bond struct {
	Yield     float64 // percent
	YieldType string
	Issued    Date
	Matures   Date
	FaceValue Money
}

// Key names the security wherever it is met: its ISIN, or what else it is known by. It is
// empty for a security of which nothing is known.
func (s *Security) Key() string {
	if s.ISIN != "" { // most have one, and this is asked often
		return s.ISIN
	}
	return cmp.Or(s.CUSIP, s.SEDOL, s.Ticker, s.InstitutionSecurityID, s.Name)
}

// cash reports whether the security is money.
func (s *Security) cash() bool { return s.Type == "cash" }

// complete adds what the market knows of a security of which only names are given, as it is in a
// custom user's file. What is given stays as it is.
func (s Security) complete() Security {
	for i := range securities {
		known := &securities[i]
		if !(s.ISIN != "" && s.ISIN == known.ISIN || s.CUSIP != "" && s.CUSIP == known.CUSIP || s.Ticker != "" && s.Ticker == known.Ticker) {
			continue
		}
		full := *known
		full.Name = cmp.Or(s.Name, known.Name)
		full.Ticker, full.SEDOL = cmp.Or(s.Ticker, known.Ticker), cmp.Or(s.SEDOL, known.SEDOL)
		full.ISIN, full.CUSIP = cmp.Or(s.ISIN, known.ISIN), cmp.Or(s.CUSIP, known.CUSIP)
		full.Currency = cmp.Or(s.Currency, known.Currency)
		return full
	}
	return s
}

// tradingDay gives the last day before a day on which markets were open: from Monday to Friday.
func tradingDay(before Date) Date {
	for d := before - 1; ; d-- {
		if weekday := d.weekday(); weekday != 0 && weekday != 6 {
			return d
		}
	}
}

// PricedAt gives the day of the close price, as the market tells it on a day.
func (s Security) PricedAt(today Date) Date {
	if s.AllDay || s.cash() {
		return today - 1
	}
	return tradingDay(today)
}
