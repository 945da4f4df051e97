package bank

// What institutions offer.
var (
	everyProduct = []string{
		"assets", "auth", "balance", "cra_base_report", "cra_income_insights", "cra_partner_insights", "employment", "identity",
		"identity_match", "income", "income_verification", "investments", "investments_auth", "liabilities", "processor_identity",
		"processor_payments", "recurring_transactions", "signal", "statements", "transactions", "transactions_refresh", "transfer",
	}
	fewProducts = []string{ // no investments, identity and liabilities (facts link 5.2)
		"assets", "auth", "balance", "employment", "income", "income_verification", "processor_payments", "recurring_transactions",
		"signal", "statements", "transactions", "transactions_refresh", "transfer",
	}
	limitedProducts  = []string{"auth", "balance", "identity", "transactions", "transfer"}
	payrollOnly      = []string{"employment", "income", "income_verification"}
	brokerage        = []string{"assets", "balance", "identity", "investments", "investments_auth", "transactions"}
	loanServicer     = []string{"balance", "identity", "liabilities", "transactions"}
	canadianProducts = []string{
		"assets", "auth", "balance", "employment", "identity", "income", "income_verification", "investments", "liabilities",
		"processor_payments", "recurring_transactions", "signal", "statements", "transactions", "transactions_refresh", "transfer",
	}
	openBanking = []string{
		"assets", "auth", "balance", "identity", "payment_initiation", "recurring_transactions", "standing_orders", "transactions",
		"transactions_refresh",
	}
)

var (
	unitedStates  = []string{"US"}
	canada        = []string{"CA"}
	unitedKingdom = []string{"GB"}
	instant       = AuthMethods{InstantAuth: true, AutomatedMicroDeposits: true}
	instantAlone  = AuthMethods{InstantAuth: true} // micro-deposits are an American way
)

// The days after which consent ends: by the custom of the United Kingdom, by the law of the European
// Union, and at an American bank that lets it end (spec, Item.consent_expiration_time).
const (
	britishConsent  = 90
	europeanConsent = 180
	yearsConsent    = 365
)

// testSite is the website of the sandbox's test banks (the spec's example of ins_109512).
const testSite = "https://plaid.com"

var sterlingPayments = &PaymentFeatures{
	International: true, RefundDetails: true, Consents: true, StandingOrders: true, MaximumPayment: map[string]string{"GBP": "1000000"},
}

// sandboxBanks are the sandbox's test banks (facts link 5.2), with the numbers of facts link 5.4
// and 5.5 and of the spec's examples.
var sandboxBanks = tests([]Institution{
	{ID: "ins_43", Name: "Tartan-Dominion Bank of Canada", Products: canadianProducts, Countries: canada, Auth: instantAlone},
	{ID: DefaultBank, Name: "First Platypus Bank", Products: everyProduct, Countries: unitedStates, Auth: instant, Routing: []string{"011401533", "021000021"}},
	{ID: "ins_109509", Name: "First Gingham Credit Union", Products: everyProduct, Countries: unitedStates, Auth: instant, Routing: []string{"011401533"}},
	{ID: "ins_109510", Name: "Tattersall Federal Credit Union", Products: fewProducts, Countries: unitedStates, Auth: instant, Routing: []string{"011401533"}},
	{ID: "ins_109511", Name: "Tartan Bank", Products: everyProduct, Countries: unitedStates, Auth: instant, Routing: []string{"011401533"}},
	{ID: "ins_109512", Name: "Houndstooth Bank", Products: everyProduct, Countries: unitedStates,
		Auth: AuthMethods{InstantMatch: true, AutomatedMicroDeposits: true}, Routing: []string{"021000021", "011000138", "011200365", "011400495"}, DTC: []string{"2236", "0955", "1367"}},
	{ID: "ins_116834", Name: "Flexible Platypus Open Banking", Products: openBanking, Countries: unitedKingdom, OAuth: true, Auth: instantAlone, Payments: sterlingPayments, ConsentDays: britishConsent},
	{ID: "ins_117181", Name: "Flexible Platypus Open Banking (QR hand-off)", Products: openBanking, Countries: unitedKingdom, OAuth: true, Auth: instantAlone, Payments: sterlingPayments, ConsentDays: britishConsent},
	{ID: "ins_117650", Name: "Royal Bank of Plaid", Products: openBanking, Countries: unitedKingdom, OAuth: true, Auth: instantAlone, Payments: sterlingPayments, ConsentDays: britishConsent},
	{ID: "ins_127287", Name: "Platypus OAuth Bank", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, Tokenized: true, Routing: []string{"011401533"}},
	{ID: "ins_129644", Name: "First Platypus Bank - OAuth", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, Routing: []string{"011401533"}},
	{ID: "ins_130016", Name: "First Platypus Balance Bank", Products: everyProduct, Countries: unitedStates, Auth: instant, Routing: []string{"011401533"}},
	{ID: "ins_132241", Name: "First Platypus OAuth App2App Bank", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, Routing: []string{"011401533"}},
	{ID: "ins_132361", Name: "Unhealthy Platypus Bank - Down", Products: everyProduct, Countries: unitedStates, Health: Down, Auth: instant},
	{ID: "ins_132363", Name: "Unhealthy Platypus Bank - Degraded", Products: everyProduct, Countries: unitedStates, Health: Degraded, Auth: instant},
	{ID: "ins_133402", Name: "Unsupported Platypus Bank - Institution Not Supported", Products: everyProduct, Countries: unitedStates, Unsupported: true, Auth: instant},
	{ID: "ins_133502", Name: "Platypus Bank RUX Auth", Products: everyProduct, Countries: unitedStates, Auth: instant},
	{ID: "ins_133503", Name: "Platypus Bank RUX Match", Products: everyProduct, Countries: unitedStates, Auth: AuthMethods{InstantMatch: true, AutomatedMicroDeposits: true}},
	{ID: "ins_135858", Name: "Windowpane Bank", Products: everyProduct, Countries: unitedStates, Auth: AuthMethods{InstantMicroDeposits: true}, Routing: []string{"333333334"}},
	{ID: "ins_138395", Name: "First Platypus Limited Purpose", Products: limitedProducts, Countries: unitedStates, Auth: instant},
})

// tests marks the sandbox's banks: their logos are drawn.
func tests(list []Institution) []Institution {
	for n := range list {
		list[n].URL, list[n].drawn = testSite, true
	}
	return list
}

// realBanks are real ones that examples use, with the numbers that they publish. They have no logo
// here. Behind each stands the same simulated bank as elsewhere.
var realBanks = []Institution{
	{ID: "ins_3", Name: "Chase", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.chase.com", Routing: []string{"021000021", "322271627"}},
	{ID: "ins_4", Name: "Wells Fargo", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.wellsfargo.com", Routing: []string{"121000248"}},
	{ID: "ins_5", Name: "Citibank Online", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.citi.com", Routing: []string{"021000089"}},
	{ID: "ins_10", Name: "American Express", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.americanexpress.com", Routing: []string{"124085066"}, ConsentDays: yearsConsent},
	{ID: "ins_12", Name: "Fidelity", Products: brokerage, Countries: unitedStates, URL: "https://www.fidelity.com", DTC: []string{"0226"}},
	{ID: "ins_13", Name: "PNC", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, Tokenized: true, URL: "https://www.pnc.com", Routing: []string{"043000096"}},
	{ID: "ins_14", Name: "TD Bank", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.td.com", Routing: []string{"031201360"}},
	{ID: "ins_20", Name: "Citizens Bank", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.citizensbank.com", Routing: []string{"011500120"}},
	{ID: "ins_56", Name: "Chase", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, Tokenized: true, URL: "https://www.chase.com", Routing: []string{"021000021"}},
	{ID: "ins_115616", Name: "Vanguard", Products: brokerage, Countries: unitedStates, URL: "https://www.vanguard.com", DTC: []string{"0062"}},
	{ID: "ins_116248", Name: "Navient", Products: loanServicer, Countries: unitedStates, URL: "https://navient.com"},
	{ID: "ins_127989", Name: "Bank of America", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.bankofamerica.com",
		Routing: []string{"011000138", "011200365", "011400495", "021200339", "052001633"}, DTC: []string{"2236", "0955", "1367"}},
	{ID: "ins_127990", Name: "U.S. Bank", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, Tokenized: true, URL: "https://www.usbank.com", Routing: []string{"091000022"}},
	{ID: "ins_127991", Name: "Wells Fargo", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.wellsfargo.com", Routing: []string{"121000248"}},
	{ID: "ins_128026", Name: "Capital One", Products: everyProduct, Countries: unitedStates, OAuth: true, Auth: instant, URL: "https://www.capitalone.com", Routing: []string{"051405515"}},
}

// The institutions that stand for all where nobody says which: at both, the logins of the sandbox work.
const (
	DefaultBank    = "ins_109508" // First Platypus Bank
	DefaultPayroll = "ins_135842" // Platypus Payroll
)

// payrollProviders are linked for income. The sandbox does not publish the name of ins_135842, nor
// the ids of Paycom, Paychex and Workday; those are ours.
var payrollProviders = []Institution{
	{ID: "ins_92", Name: "ADP", Products: payrollOnly, Countries: unitedStates, Payroll: true, URL: "https://www.adp.com"},
	{ID: DefaultPayroll, Name: "Platypus Payroll", Products: payrollOnly, Countries: unitedStates, Payroll: true, URL: testSite, drawn: true},
	{ID: "ins_900001", Name: "Paycom", Products: payrollOnly, Countries: unitedStates, Payroll: true, URL: "https://www.paycom.com"},
	{ID: "ins_900002", Name: "Paychex", Products: payrollOnly, Countries: unitedStates, Payroll: true, URL: "https://www.paychex.com"},
	{ID: "ins_900003", Name: "Workday", Products: payrollOnly, Countries: unitedStates, Payroll: true, URL: "https://www.workday.com"},
	{ID: "ins_900004", Name: "Selvedge Payroll", Products: payrollOnly, Countries: unitedStates, Payroll: true, URL: "https://selvedge.example", drawn: true},
	{ID: "ins_900005", Name: "Bobbin Wages & Tips", Products: payrollOnly, Countries: unitedStates, Payroll: true, URL: "https://bobbin.example", drawn: true},
}
