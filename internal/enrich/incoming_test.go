package enrich_test

import (
	"testing"

	"toile/internal/enrich"
)

// TestIncomeCategory reads deposits as custom users and banks write them.
func TestIncomeCategory(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ description, name, category string }{
		{"Plaid Direct Dep", "Plaid", "SALARY"},
		{"DIRECT DEPOSIT PLAID INC", "Plaid Inc", "SALARY"},
		{"ACME CORP DES:PAYROLL ID:XXXX1234 INDN:JOHN SMITH CO ID:9876 PPD", "Acme Corp", "SALARY"},
		{"ACH Electronic CreditGUSTO PAY 123456", "Gusto", "SALARY"},
		{"Social Security Administration", "Social Security Administration", "RETIREMENT"},
		{"SSA TREAS 310 XXSOC SEC PPD ID: 9031736042", "Social Security Administration", "RETIREMENT"},
		{"Uber Payment", "Uber", "GIG_ECONOMY"},
		{"Uber Payout", "Uber", "GIG_ECONOMY"},
		{"Lyft Payment", "Lyft", "GIG_ECONOMY"},
		{"LYFT", "Lyft", "GIG_ECONOMY"},
		{"Self Payout From Business", "Self Payout From Business", "OTHER"},
		{"INTRST PYMNT", "Bank Interest", "BANK_INTEREST"},
		{"bank interest payment", "Bank Interest", "BANK_INTEREST"},
		{"ZELLE FROM JANE DOE", "Zelle from Jane Doe", "TRANSFER_FROM_APPLICATION"},
		{"VENMO CASHOUT PPD ID: 5264681992", "Venmo", "TRANSFER_FROM_APPLICATION"},
		{"IRS TREAS 310 TAX REF", "Internal Revenue Service", "TAX_REFUND"},
		{"TAX REFUND", "Tax Refund", "TAX_REFUND"},
		{"CA EDD UI BENEFIT", "CA EDD", "UNEMPLOYMENT"},
		{"STATE CHILD SUPPORT", "State Child Support", "CHILD_SUPPORT"},
		{"VACP TREAS 310 XXVA BENEF", "Department of Veterans Affairs", "MILITARY"},
		{"DFAS-CLEVELAND SALARY", "Defense Finance and Accounting Service", "SALARY"},
		{"SSDI BENEFIT", "Social Security Administration", "LONG_TERM_DISABILITY"},
		{"AIRBNB PAYMENTS", "Airbnb", "RENTAL"},
		{"Tartan Apartments rent", "Tartan Apartments", "RENTAL"},
		{"ATM CASH DEPOSIT", "ATM Cash Deposit", "CASH_DEPOSIT"},
		{"MOBILE DEPOSIT", "Mobile Deposit", "CASH_DEPOSIT"},
		{"DWP COST OF LIVING", "DWP Cost of Living", "BENEFIT_OTHER"},
		{"United Airlines **** REFUND ****", "", ""},
		{"Uber Trip REFUND", "", ""},
		{"Amazon.com", "", ""},
		{"ONLINE TRANSFER FROM SAV 1234", "", ""},
		{"zzz", "", ""},
		{"", "", ""},
	} {
		in := enrich.In(test.description)
		if in.Income != test.category || in.Income != "" && in.Name != test.name {
			t.Errorf("%q: got %q %q, want %q %q", test.description, in.Name, in.Income, test.name, test.category)
		}
	}
}

// TestIncoming reads deposits as banks of many kinds write them: who pays, what, and how sure that is.
// The payers' words are those by which deposits are brought together.
func TestIncoming(t *testing.T) {
	t.Parallel()
	const unsaid, stated, likely, never = enrich.Unsaid, enrich.Stated, enrich.Likely, enrich.Never
	for _, test := range []struct {
		description, payer, name, income string
		standing                         enrich.Standing
	}{
		// Wages.
		{"DIRECT DEPOSIT ACME", "ACME", "Acme", "SALARY", stated},
		{"ACME CORP DIRECT DEP 241115", "ACME", "Acme Corp", "SALARY", stated},
		{"ACME, INC. DES:DIR DEP ID:XXXXX1234 INDN:DOE,JOHN CO ID:XXXXX9876 PPD", "ACME", "Acme Inc", "SALARY", stated},
		{"ORIG CO NAME:ACME CORP ORIG ID:9111111111 DESC DATE:241115 CO ENTRY DESCR:PAYROLL SEC:PPD TRACE#:021000021234567 EED:241115 IND ID:77 IND NAME:JOHN DOE", "ACME", "Acme Corp", "SALARY", stated},
		{"Deposit ACH ACME CORP TYPE: PAYROLL ID: 1234 CO: ACME CORP NAME: John Doe", "ACME", "Acme Corp", "SALARY", stated},
		{"Payroll", "", "Payroll", "SALARY", stated},
		{"DIRECT DEPOSIT", "", "Direct Deposit", "SALARY", stated},
		{"WALMART PAYROLL PPD ID: 123", "Walmart", "Walmart", "SALARY", stated},
		{"WALMART ASSOC #1762 PAYROLL", "Walmart", "Walmart", "SALARY", stated},
		{"QUICKEN LOANS PAYROLL", "QUICKEN LOANS", "Quicken Loans", "SALARY", stated},
		{"FIRST CREDIT UNION SALARY 0115", "FIRST CREDIT UNION", "First Credit Union", "SALARY", stated},
		{"Electronic Deposit FROM Northwind Traders Payroll", "NORTHWIND TRADERS", "Northwind Traders", "SALARY", stated},
		{"NORTHWIND TRADERS 15JAN26 PAYROLL", "NORTHWIND TRADERS", "Northwind Traders", "SALARY", stated},
		{"FASTER PAYMENT FROM TAILORS LTD SALARY", "TAILORS", "Tailors Ltd", "SALARY", stated},
		{"DFAS-CLEVELAND ARMY ACT", "Defense Finance and Accounting Service", "Defense Finance and Accounting Service", "SALARY", stated},
		{"DD:DOLLAR GENERAL EMP PAY", "DOLLAR GENERAL", "Dollar General", "SALARY", stated},
		{"NAVY FEDERAL MILITARY ACTIVE DUTY PAY", "NAVY FEDERAL MILITARY", "Navy Federal Military", "SALARY", stated},
		{"MOHEGAN CASINO PAYROLL", "MOHEGAN CASINO", "Mohegan Casino", "SALARY", stated},
		// Wages that a processor pays out.
		{"ADP PAYROLL ACME CORP", "ACME", "Acme Corp", "SALARY", stated},
		{"ACME CORP ADP PAYROLL", "ACME", "Acme Corp", "SALARY", stated},
		{"ADP PAYROLL WALMART", "Walmart", "Walmart", "SALARY", stated},
		{"ADP PAYROLL", "ADP", "ADP", "SALARY", stated},
		{"PAYCHEX PAYROLL JOES DINER", "JOES DINER", "Joes Diner", "SALARY", stated},
		{"INTUIT PAYROLL S ROSE FLORIST", "ROSE FLORIST", "Rose Florist", "SALARY", stated},
		{"QUICKBOOKS PAYROLL OAK CAFE", "OAK CAFE", "Oak Cafe", "SALARY", stated},
		{"SQUARE PAYROLL OAK CAFE", "OAK CAFE", "Oak Cafe", "SALARY", stated},
		{"PAYLOCITY CORPOR PAYROLL OAK CAFE", "OAK CAFE", "Oak Cafe", "SALARY", stated},
		{"GUSTO ACME CORP", "ACME", "Acme Corp", "SALARY", stated},
		{"CERIDIAN DAYFORCE OAK CAFE", "OAK CAFE", "Oak Cafe", "SALARY", stated},
		{"PAYROLL ADVANCE ACME", "", "", "", never},
		{"QUICKEN LOANS", "", "", "", never},
		// Benefits.
		{"VA", "Department of Veterans Affairs", "Department of Veterans Affairs", "MILITARY", stated},
		{"DFAS-CLEVELAND RET NET", "Defense Finance and Accounting Service", "Defense Finance and Accounting Service", "RETIREMENT", stated},
		{"SSI TREAS 310 XXSUPP SEC PPD ID: 1234567890", "Social Security Administration", "Social Security Administration", "LONG_TERM_DISABILITY", stated},
		{"SSA", "Social Security Administration", "Social Security Administration", "RETIREMENT", stated},
		{"TWC-BENEFITS/UI BENEFIT", "TWC", "TWC", "UNEMPLOYMENT", stated},
		{"CA EDD UI", "CA EDD", "CA EDD", "UNEMPLOYMENT", stated},
		{"NYS DOL UI DD UNEMP COMP", "NYS DOL", "NYS DOL", "UNEMPLOYMENT", stated},
		{"TEXAS OAG CHILD SUPPORT", "TEXAS OAG CHILD SUPPORT", "Texas OAG Child Support", "CHILD_SUPPORT", stated},
		{"Child support", "CHILD SUPPORT", "Child Support", "CHILD_SUPPORT", stated},
		{"IRS TREAS 310 CHILDCTC", "Internal Revenue Service", "Internal Revenue Service", "BENEFIT_OTHER", stated},
		{"NYS DTF TAX REFUND", "NYS DTF TAX REFUND", "NYS DTF Tax Refund", "TAX_REFUND", stated},
		{"NY UI", "NY", "NY", "UNEMPLOYMENT", stated},
		{"DEPT OF LABOR", "DEPT OF LABOR", "Dept of Labor", "UNEMPLOYMENT", stated},
		{"US TREASURY 310", "US TREASURY", "US Treasury", "OTHER", stated},
		{"Pension payment", "PENSION", "Pension Payment", "RETIREMENT", stated},
		{"401k distribution", "401K DISTRIBUTION", "401K Distribution", "RETIREMENT", stated},
		{"HMRC CHILD BENEFIT", "HM Revenue & Customs", "HM Revenue & Customs", "BENEFIT_OTHER", stated},
		{"GASTTAXRFD Georgia Departme 0101", "GEORGIA DEPARTME", "Georgia Departme", "TAX_REFUND", stated},
		{"MSTTAXRFD MN DEPT OF REVEN", "MN DEPT OF REVEN", "MN Dept of Reven", "TAX_REFUND", stated},
		{"TPG PRODUCTS", "Santa Barbara Tax Products Group", "Santa Barbara Tax Products Group", "TAX_REFUND", stated},
		{"ACH DEPOSIT, STATE OF NJ - LA UEMPLOYMEN ****", "STATE OF NJ LA UEMPLOYMEN", "State of NJ La Uemploymen", "UNEMPLOYMENT", stated},
		{"STATE OF MICH UIA PRM", "STATE OF MICH UIA PRM", "State of Mich UIA PRM", "UNEMPLOYMENT", stated},
		{"PA UCD PAYMENT", "PA UCD", "Pa UCD", "UNEMPLOYMENT", stated},
		{"RRB TREAS 310 RAIL RET", "Railroad Retirement Board", "Railroad Retirement Board", "RETIREMENT", stated},
		{"NYSTRS MONTHLY", "NYSTRS", "Nystrs", "RETIREMENT", stated},
		{"STRS OHIO", "STRS OHIO", "STRS Ohio", "RETIREMENT", stated},
		{"TIAA CREF", "TIAA", "TIAA", "RETIREMENT", stated},
		{"CANADA CPP", "CANADA CPP", "Canada CPP", "RETIREMENT", stated},
		{"CANADA OAS", "CANADA OAS", "Canada OAS", "RETIREMENT", stated},
		{"CANADA EI", "CANADA EI", "Canada Ei", "UNEMPLOYMENT", stated},
		{"STATE OF ALASKA PFD", "STATE OF ALASKA PFD", "State of Alaska PFD", "BENEFIT_OTHER", stated},
		// Rents, gigs, sales.
		{"DD DOORDASH DASHERPAY", "DoorDash", "DoorDash", "GIG_ECONOMY", stated},
		{"Rental income", "", "Rental Income", "RENTAL", stated},
		{"RENT PAYMENT FROM J SMITH", "J SMITH", "J Smith", "RENTAL", stated},
		{"ZELLE FROM MAYA LANE RENT", "MAYA LANE", "Maya Lane", "RENTAL", stated},
		{"ETSY INC. PAYOUT", "Etsy", "Etsy", "OTHER", stated},
		{"STRIPE TRANSFER ST-X1Y2Z3", "Stripe", "Stripe", "OTHER", stated},
		{"Uber Eats payout", "Uber", "Uber", "GIG_ECONOMY", stated},
		{"eBay sale", "eBay", "eBay", "OTHER", stated},
		{"UBER", "Uber", "Uber", "GIG_ECONOMY", stated},
		// Apps, cash, and what says nothing.
		{"Zelle payment from JANE DOE JPM999abc123", "Zelle JANE DOE", "Zelle from Jane Doe", "TRANSFER_FROM_APPLICATION", likely},
		{"ZELLE TRANSFER CONF# XYZ123; JANE DOE", "Zelle JANE DOE", "Zelle from Jane Doe", "TRANSFER_FROM_APPLICATION", likely},
		{"VENMO WITHDRAWAL", "Venmo", "Venmo", "TRANSFER_FROM_APPLICATION", likely},
		{"Venmo cashout", "Venmo", "Venmo", "TRANSFER_FROM_APPLICATION", likely},
		{"CASH APP*JANE DOE*CASH OUT", "Cash App JANE DOE", "Cash App from Jane Doe", "TRANSFER_FROM_APPLICATION", likely},
		{"ZELLE FROM ELLE WOODS", "Zelle ELLE WOODS", "Zelle from Elle Woods", "TRANSFER_FROM_APPLICATION", likely},
		{"CASH APP FROM ASH KETCHUM", "Cash App ASH KETCHUM", "Cash App from Ash Ketchum", "TRANSFER_FROM_APPLICATION", likely},
		{"PAYPAL FROM AL PAYNE", "PayPal AL PAYNE", "PayPal from Al Payne", "TRANSFER_FROM_APPLICATION", likely},
		{"VENMO FROM MO SALAH", "Venmo MO SALAH", "Venmo from MO Salah", "TRANSFER_FROM_APPLICATION", likely},
		{"VENMO CASHOUT MO SALAH", "Venmo MO SALAH", "Venmo from MO Salah", "TRANSFER_FROM_APPLICATION", likely},
		{"ZELLE FROM BANK SMITH", "Zelle BANK SMITH", "Zelle from Bank Smith", "TRANSFER_FROM_APPLICATION", likely},
		{"CASH OUT FROM CASH APP", "Cash App", "Cash App", "TRANSFER_FROM_APPLICATION", likely},
		{"TRANSFER FROM VENMO 1042", "Venmo", "Venmo", "TRANSFER_FROM_APPLICATION", likely},
		{"Mobile deposit", "CHECK DEPOSIT", "Mobile Deposit", "CASH_DEPOSIT", likely},
		{"CASH DEPOSIT BRANCH 114", "CASH DEPOSIT", "Cash Deposit", "CASH_DEPOSIT", likely},
		{"ACH CREDIT", "", "ACH Credit", "", unsaid},
		{"ACH CREDIT Northwind Traders 991", "NORTHWIND TRADERS", "Northwind Traders", "", unsaid},
		{"WIRE TYPE:WIRE IN DATE: 241115 TIME:1201 ET TRN:2024 ORIG:NORTHWIND TRADERS LLC ID:12", "NORTHWIND TRADERS", "Northwind Traders LLC", "", unsaid},
		{"BACS ACME LTD", "ACME", "Acme Ltd", "", unsaid},
		{"Faster payment John Smith", "JOHN SMITH", "John Smith", "", unsaid},
		{"SEPA CREDIT TRANSFER KONTOR GMBH", "KONTOR", "Kontor GmbH", "", unsaid},
		{"Wire transfer in", "", "Wire Transfer In", "", unsaid},
		{"DEPOSIT 0012345", "CASH DEPOSIT", "Deposit", "CASH_DEPOSIT", likely},
		{"Client payment", "CLIENT", "Client Payment", "", unsaid},
		// No income.
		{"Gift from mom", "", "", "", never},
		{"NSF FEE REFUND", "", "", "", never},
		{"LENDINGCLUB LOAN FUNDING", "", "", "", never},
		{"EARNIN ACTIVEHOURS CASH ADVANCE", "", "", "", never},
		{"RETURNED ITEM ACME PAYROLL", "", "", "", never},
		{"ACCTVERIFY 0.12", "", "", "", never},
		{"CHASE CHECKING BONUS", "", "", "", never},
		{"Online Transfer from SAV ...1111", "", "", "", never},
		{"AUTOMATIC PAYMENT - THANK YOU", "", "", "", never},
		{"Amazon.com", "", "", "", never},
		{"OVERDRAFT PROTECTION TRANSFER", "", "", "", never},
		{"ACME EXPENSE REIMB", "", "", "", never},
		{"FID BKG SVC LLC MONEYLINE", "", "", "", never},
		{"WEBULL FINANCIAL LLC", "", "", "", never},
		{"ACORNS SECURITIES LLC", "", "", "", never},
		{"CHARLES SCHWAB & CO INC", "", "", "", never},
		{"KNOT HOUSE SECURITIES LLC", "", "", "", never},
		{"AMERIPRISE FINANCIAL INC", "", "", "", never},
		{"CHASE EXT TRNSFR", "", "", "", never},
		{"ALLY BANK XFR 123", "", "", "", never},
		{"DRAFTKINGS WITHDRAWAL", "", "", "", never},
		{"FANDUEL PAYOUT", "", "", "", never},
		{"KALSHI", "", "", "", never},
		{"RIVERBOAT SPORTSBOOK PAYOUT", "", "", "", never},
		{"SAVINGS WITHDRAWAL", "", "", "", never},
		{"PAYACTIV", "", "", "", never},
		{"DAILYPAY", "", "", "", never},
	} {
		in := enrich.In(test.description)
		if in.Standing != test.standing {
			t.Errorf("%q: standing %d (%s, %q), want %d", test.description, in.Standing, in.Income, in.Name, test.standing)
			continue
		}
		if test.standing != never && (in.Payer != test.payer || in.Name != test.name || in.Income != test.income) {
			t.Errorf("%q: got %q %q %s\nwant %q %q %s", test.description, in.Payer, in.Name, in.Income, test.payer, test.name, test.income)
		}
	}
}
