package bank

import "time"

// The debts of user_good, with the amounts of the official examples. Their dates are of 2019 and
// 2020 there; here those that recur follow the clock, so that the next payment is always ahead
// (facts link 5.1).

var cardTerms = &Liability{Credit: &CreditTerms{
	Schedule: Schedule{StatementOn: 28, DueOn: 25, Autopay: automaticPayment},
	APRs: []APR{
		{"balance_transfer_apr", 15.24, dollars(1562.32), dollars(130.22)},
		{"cash_apr", 27.95, dollars(56.22), dollars(14.81)},
		{"purchase_apr", 12.5, dollars(157.01), dollars(25.66)},
		{"special", 0, dollars(1000), dollars(0)},
	},
	Overdue: new(false), MinimumPayment: dollars(20),
}}

var studentTerms = &Liability{Student: &StudentTerms{
	Schedule:      Schedule{StatementOn: 28, DueOn: 28, PaidOn: 22, LastPayment: dollars(138.05)},
	AccountNumber: "4277075694", PaymentReference: "4277075694", Disbursed: []Date{NewDate(2002, time.August, 28)},
	Originated: NewDate(2002, time.August, 28), PaidOff: NewDate(2032, time.July, 28), StatusEnds: NewDate(2032, time.July, 28),
	Principal: dollars(25_000), Interest: dollars(6227.36), Rate: 5.25, Guarantor: "DEPT OF ED", Name: "Consolidation", Status: "repayment",
	Overdue: new(false), MinimumPayment: dollars(25), Plan: "Standard Repayment", PlanType: "standard", Sequence: "1",
	Servicer:         Address{Street: "123 Relaxation Road", City: "San Matias", Region: "CA", PostalCode: "99415", Country: "US"},
	InterestThisYear: dollars(280.55), RepaidThisYear: dollars(271.65),
}}

var mortgageTerms = &Liability{Mortgage: &MortgageTerms{
	Schedule:      Schedule{StatementOn: 1, DueOn: 15, PaidOn: 1, LastPayment: dollars(3141.54)},
	AccountNumber: "3120194154", LateFee: dollars(25), Escrow: dollars(3141.54), NextPayment: dollars(3141.54),
	PMI: new(true), PrepaymentPenalty: new(true), Rate: 3.99, RateType: "fixed", Kind: "conventional", Term: "30 year",
	Originated: NewDate(2015, time.August, 1), Matures: NewDate(2045, time.July, 31), Principal: dollars(425_000), PastDue: dollars(2304),
	Property:         Address{Street: "2992 Cameron Road", City: "Malakoff", Region: "NY", PostalCode: "14236", Country: "US"},
	InterestThisYear: dollars(12_300.4), RepaidThisYear: dollars(12_340.5),
}}
