package bank

import "time"

// The places in the table of securities.
const (
	usDollar = iota
	achillion
	cambiar
	doubleLine
	matthews
	southside
	brazil
	netflixCall
	portfolio1055
	treasuryBill
	bitcoin
	equityIncome
	stableValue
	participantLoan
)

// securities are those that user_good holds, with the names, identifiers and prices of the sandbox
// as far as the official file has them; the stable value trust and the loan are ours, so that each
// type of security is held by somebody. What follows them is what custom users' files name.
var securities = []Security{
	usDollar: {Name: "U S Dollar", Ticker: "CUR:USD", Type: "cash", Subtype: "cash", CashEquivalent: true, ClosePrice: dollars(1)},
	achillion: {
		Name: "Achillion Pharmaceuticals Inc.", Ticker: "ACHN", ISIN: "US00448Q2012", CUSIP: "00448Q201", Type: "equity", Subtype: "common stock",
		ClosePrice: dollars(2.11), Market: "XNAS", Sector: "Health Technology", Industry: "Major Pharmaceuticals", CFI: "ESVUFR",
	},
	cambiar: {
		Name: "Cambiar International Equity Institutional", Ticker: "CAMYX", ISIN: "US00769G5430", CUSIP: "00769G543", Type: "mutual fund",
		Subtype: "mutual fund", ClosePrice: dollars(24.50), Market: "XNAS", Sector: "Miscellaneous", Industry: "Investment Trusts or Mutual Funds",
	},
	doubleLine: {
		Name: "DoubleLine Total Return Bond Fund", Ticker: "DBLTX", ISIN: "US2586201038", CUSIP: "258620103", Type: "mutual fund",
		Subtype: "mutual fund", ClosePrice: dollars(10.42), Market: "XNAS", CFI: "CIOIBS",
	},
	matthews: {
		Name: "Matthews Pacific Tiger Fund Insti Class", Ticker: "MIPTX", ISIN: "US5771308344", CUSIP: "577130834", Type: "mutual fund",
		Subtype: "mutual fund", ClosePrice: dollars(27), Market: "XNAS", Sector: "Miscellaneous", Industry: "Investment Trusts or Mutual Funds",
		CFI: "CIOGES",
	},
	southside: {
		Name: "Southside Bancshares Inc.", Ticker: "SBSI", ISIN: "US84470P1093", CUSIP: "84470P109", Type: "equity", Subtype: "common stock",
		ClosePrice: dollars(34.73), Market: "XNAS", Sector: "Finance", Industry: "Regional Banks", CFI: "ESVUFR",
	},
	brazil: {
		Name: "iShares Inc MSCI Brazil", Ticker: "EWZ", Type: "etf", Subtype: "etf", ClosePrice: dollars(42.15), Market: "ARCX",
		Sector: "Miscellaneous", Industry: "Investment Trusts or Mutual Funds", CFI: "CEOIES",
	},
	netflixCall: {
		Name: "Nflx Feb 01'18 $355 Call", Ticker: "NFLX180201C00355000", Type: "derivative", Subtype: "option", ClosePrice: dollars(0.011),
		Market: "XNAS", Sector: "Technology Services", Industry: "Internet Software or Services", CFI: "OCASPS",
		Option: &Option{Contract: "call", Expires: NewDate(2018, time.February, 1), Strike: MoneyOf(355), Underlying: "NFLX"},
	},
	portfolio1055: {
		Name: "NH PORTFOLIO 1055 (FIDELITY INDEX)", Ticker: "NHX105509", InstitutionSecurityID: "NHX105509", Type: "etf", Subtype: "etf",
		ClosePrice: dollars(13.73), Market: "XNAS",
	},
	treasuryBill: {
		Name: "US Treasury Bill - 5.43% 31/10/2024 USD 100", CUSIP: "912797HE0", Type: "fixed income", Subtype: "bill",
		ClosePrice: dollars(94.808), Sector: "Government", Industry: "Sovereign Government", CFI: "DYZTXR",
		Bond: &Bond{
			Yield: 5.43, YieldType: "coupon_equivalent", Issued: NewDate(2023, time.November, 2), Matures: NewDate(2024, time.October, 31),
			FaceValue: MoneyOf(100),
		},
	},
	bitcoin: {
		Name: "Bitcoin", Ticker: "BTC", Type: "cryptocurrency", Subtype: "cryptocurrency", ClosePrice: dollars(38_500), AllDay: true,
	},
	equityIncome: {
		Name: "Trp Equity Income", Proxy: "PRFDX", Type: "mutual fund", Subtype: "mutual fund", ClosePrice: dollars(20),
	},
	stableValue:     {Name: "Houndstooth Stable Value Trust", Type: "other", Subtype: "other"},
	participantLoan: {Name: "Participant Loan", Type: "loan", Subtype: "loan"},

	{
		Name: "Apple Inc", Ticker: "AAPL", SEDOL: "2046251", ISIN: "US0378331005", CUSIP: "037833100", Type: "equity", Subtype: "common stock",
		ClosePrice: dollars(211.26), Market: "XNAS", Sector: "Electronic Technology", Industry: "Telecommunications Equipment",
	},
	{
		Name: "Vanguard Money Market Reserves - Federal Money Market Fd USD MNT", Ticker: "VMFXX", SEDOL: "2571678", Type: "mutual fund",
		Subtype: "mutual fund", CashEquivalent: true, ClosePrice: dollars(1), Sector: "Miscellaneous", Industry: "Investment Trusts or Mutual Funds",
	},
}

// dollars gives an amount where one may be unknown.
func dollars(units float64) *Money { return new(MoneyOf(units)) }
