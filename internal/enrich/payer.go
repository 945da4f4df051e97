package enrich

import "strings"

// gigPay is the category of what platforms pay to those who work for them.
const gigPay = "INCOME_WAGES>INCOME_GIG_ECONOMY"

// otherPay is the category of what else is earned: of sales, of an audience.
const otherPay = "INCOME_OTHER_INCOME>INCOME_OTHER"

// payers pay income under words that name them. What they are paid themselves is another matter:
// Uber is a payer of drivers and a merchant for riders. A program
// parts the benefits of one sort that one of them pays.
var payers = []struct{ name, website, categories, income, words, program string }{
	{"Uber", "uber.com", gigPay, "GIG_ECONOMY", "UBER PAYMENT|UBER PAYOUT|UBER DRIVER|UBER PARTNER|UBER PAY|UBER USA|UBER TECHNOLOGIES|RASIER|UBER PRO CARD|UBER EATS|UBEREATS|UBER", ""},
	{"Lyft", "lyft.com", gigPay, "GIG_ECONOMY", "LYFT PAYMENT|LYFT PAYOUT|LYFT DRIVER|LYFT INC|LYFT PAY|LYFT", ""},
	{"DoorDash", "doordash.com", gigPay, "GIG_ECONOMY", "DOORDASH INC|DOORDASH PAY|DOORDASH PAYOUT|DOORDASH DASHER|DOORDASH DASHERPAY|DD DOORDASH|DASHERPAY|DASHER|DOORDASH", ""},
	{"Instacart", "instacart.com", gigPay, "GIG_ECONOMY", "INSTACART SHOPPER|MAPLEBEAR|INSTACART PAYOUT|INSTACART", ""},
	{"Grubhub", "grubhub.com", gigPay, "GIG_ECONOMY", "GRUBHUB DRIVER|GRUBHUB PAYOUT|GRUBHUB PAYMENT|GRUBHUB HOLDINGS|GRUBHUB PAY|GRUBHUB INC|GRUBHUB", ""},
	{"Upwork", "upwork.com", gigPay, "GIG_ECONOMY", "UPWORK", ""},
	{"Fiverr", "fiverr.com", gigPay, "GIG_ECONOMY", "FIVERR", ""},
	{"TaskRabbit", "taskrabbit.com", gigPay, "GIG_ECONOMY", "TASKRABBIT", ""},
	{"Postmates", "postmates.com", gigPay, "GIG_ECONOMY", "POSTMATES", ""},
	{"Amazon Flex", "amazon.com", gigPay, "GIG_ECONOMY", "AMAZON FLEX|AMZN FLEX", ""},
	{"Spark Driver", "walmart.com", gigPay, "GIG_ECONOMY", "SPARK DRIVER|DDI SPARK|WALMART SPARK", ""},
	{"Shipt", "shipt.com", gigPay, "GIG_ECONOMY", "SHIPT", ""},
	{"Rover", "rover.com", gigPay, "GIG_ECONOMY", "ROVER COM|ROVER PAYOUT|ROVER PAYMENT", ""},
	{"Gopuff", "gopuff.com", gigPay, "GIG_ECONOMY", "GOPUFF DRIVER|GOPUFF PAYOUT|GOPUFF PAY", ""},
	{"Thumbtack", "thumbtack.com", gigPay, "GIG_ECONOMY", "THUMBTACK", ""},
	{"Roadie", "roadie.com", gigPay, "GIG_ECONOMY", "ROADIE", ""},
	{"Handy", "handy.com", gigPay, "GIG_ECONOMY", "HANDY COM|HANDY PAYOUT|HANDY TECHNOLOGIES", ""},
	{"Care.com", "care.com", gigPay, "GIG_ECONOMY", "CARE COM", ""},
	{"Toptal", "toptal.com", gigPay, "GIG_ECONOMY", "TOPTAL", ""},
	{"Patreon", "patreon.com", otherPay, "OTHER", "PATREON", ""},
	{"Google AdSense", "google.com", otherPay, "OTHER", "GOOGLE ADSENSE|ADSENSE", ""},
	{"Twitch", "twitch.tv", otherPay, "OTHER", "TWITCH INTERACTIVE|TWITCH PAYOUT", ""},
	{"Stripe", "stripe.com", otherPay, "OTHER", "STRIPE", ""},
	{"Shopify", "shopify.com", otherPay, "OTHER", "SHOPIFY", ""},
	{"Square", "squareup.com", otherPay, "OTHER", "SQUARE INC|SQ INC|SQUARE PAYOUT|SQUARE DEPOSIT|SQUARE TRANSFER", ""},
	{"Etsy", "etsy.com", otherPay, "OTHER", "ETSY PAYOUT|ETSY INC|ETSY DEPOSIT|ETSY PAYMENTS|ETSY SALE|ETSY SALES", ""},
	{"eBay", "ebay.com", otherPay, "OTHER", "EBAY PAYOUT|EBAY INC|EBAY COM PAYMENTS|EBAY PAYMENTS|EBAY SALE|EBAY SALES", ""},
	{"Amazon Seller", "amazon.com", otherPay, "OTHER", "AMAZON SELLER|AMZN SELLER|AMAZON MARKETPLACE PAYOUT|AMAZON PAYOUT|AMZN PAYOUT|AMAZON COM SVCS PAYMENT", ""},
	{"Poshmark", "poshmark.com", otherPay, "OTHER", "POSHMARK", ""},
	{"Turo", "turo.com", "INCOME_OTHER_INCOME>INCOME_RENTAL", "RENTAL", "TURO PAYOUT|TURO INC|TURO PAYMENT", ""},
	{"Vrbo", "vrbo.com", "INCOME_OTHER_INCOME>INCOME_RENTAL", "RENTAL", "VRBO|HOMEAWAY PAYOUT", ""},
	{"Gingham Rides", "gingham-rides.example", gigPay, "GIG_ECONOMY", "GINGHAM RIDES", ""},
	{"Corduroy Deliveries", "corduroy.example", gigPay, "GIG_ECONOMY", "CORDUROY DELIVERIES", ""},
	{"Airbnb", "airbnb.com", "INCOME_OTHER_INCOME>INCOME_RENTAL", "RENTAL", "AIRBNB PAYMENTS|AIRBNB PAYOUT|AIRBNB", ""},
	{"Social Security Administration", "ssa.gov", "INCOME_OTHER_INCOME>INCOME_LONG_TERM_DISABILITY", "LONG_TERM_DISABILITY", "SSDI|SOCIAL SECURITY DISABILITY|SOC SEC DISABILITY", ""},
	{"Social Security Administration", "ssa.gov", "INCOME_OTHER_INCOME>INCOME_LONG_TERM_DISABILITY", "LONG_TERM_DISABILITY", "SSI|SUPP SEC|XXSUPP SEC|SUPPLEMENTAL SECURITY INCOME", "supplemental"},
	{"Social Security Administration", "ssa.gov", "INCOME_OTHER_INCOME>INCOME_RETIREMENT_PENSION", "RETIREMENT", "SOCIAL SECURITY|SOC SEC|SOC SECURITY|SSA TREAS 310|XXSOC SEC|SSA", ""},
	{"Department of Veterans Affairs", "va.gov", "INCOME_OTHER_INCOME>INCOME_MILITARY", "MILITARY", "VA BENEFIT|VA BENEFITS|VA BENEF|XXVA BENEF|VACP TREAS 310|VA TREAS 310|VA DISABILITY|VA COMP|VA COMPENSATION|VA PENSION|VETERANS AFFAIRS|VETERANS BENEFIT|VETERANS BENEFITS|DEPT OF VETERANS", ""},
	{"Department of Veterans Affairs", "va.gov", "INCOME_OTHER_INCOME>INCOME_MILITARY", "MILITARY", "GI BILL|VA EDUCATION|VA TREAS 310 EDUCATION|VA TREAS 310 XXVA EDUC|VAED TREAS 310", "education"},
	{"Defense Finance and Accounting Service", "dfas.mil", "INCOME_OTHER_INCOME>INCOME_RETIREMENT_PENSION", "RETIREMENT", "DFAS RET|DFAS RETIRED|DFAS ANNUITY|DFAS CLEVELAND RET|DFAS CLEVELAND RETIRED|DFAS CLEVELAND ANN|MILITARY RETIREMENT|MILITARY RETIRED PAY", ""},
	{"Defense Finance and Accounting Service", "dfas.mil", "INCOME_WAGES>INCOME_SALARY", "SALARY", "DFAS", ""},
	{"Universal Credit", "gov.uk", "INCOME_UNEMPLOYMENT", "UNEMPLOYMENT", "UNIVERSAL CREDIT|DWP UC|DWP UNIVERSAL CREDIT", ""},
	{"Department for Work and Pensions", "gov.uk", "INCOME_OTHER_INCOME>INCOME_RETIREMENT_PENSION", "RETIREMENT", "DWP STATE PENSION|DWP SP|DWP PENSION", ""},
	{"HM Revenue & Customs", "gov.uk", "INCOME_OTHER_INCOME>INCOME_OTHER", "BENEFIT_OTHER", "HMRC CHILD BENEFIT|HMRC CHB|HMRC CHILD BEN", ""},
	{"Internal Revenue Service", "irs.gov", "INCOME_OTHER_INCOME>INCOME_OTHER", "BENEFIT_OTHER", "IRS TREAS 310 CHILDCTC|IRS CHILD TAX CREDIT", ""},
	{"Internal Revenue Service", "irs.gov", "INCOME_OTHER_INCOME>INCOME_OTHER", "BENEFIT_OTHER", "IRS TREAS 310 XXTAXEIP|IRS TREAS 310 TAXEIP|IRS TREAS 310 XXTAXEIP1|IRS TREAS 310 XXTAXEIP2|IRS TREAS 310 XXTAXEIP3", "economic impact"},
	{"Internal Revenue Service", "irs.gov", "INCOME_TAX_REFUND", "TAX_REFUND", "IRS TREAS 310|IRS TAX REFUND|IRS", ""},
	{"Santa Barbara Tax Products Group", "sbtpg.com", "INCOME_TAX_REFUND", "TAX_REFUND", "TPG PRODUCTS|SBTPG|TAX PRODUCTS", ""},
	{"Railroad Retirement Board", "rrb.gov", "INCOME_OTHER_INCOME>INCOME_RETIREMENT_PENSION", "RETIREMENT", "RRB TREAS 310|RRB|RAIL RET|RAILROAD RETIREMENT", ""},
	{"TIAA", "tiaa.org", "INCOME_OTHER_INCOME>INCOME_RETIREMENT_PENSION", "RETIREMENT", "TIAA CREF|TIAA", ""},
}

// payerPhrases tell of what the payers pay. They mean nothing where money leaves.
var payerPhrases = func() []phrase {
	var list []phrase
	for _, p := range payers {
		in := meaningOf(p.categories).named(p.name, payerKind, p.website)
		in.income, in.program, in.code = p.income, p.program, "transfer"
		for words := range strings.SplitSeq(p.words, "|") {
			list = append(list, phrase{words: words, in: in})
		}
	}
	return list
}()

// goodPhrases are the rows of user_good of which the sandbox tells something else than their
// words would (facts link 5.6): it knows none of these, and takes the direction of the money for
// more than the text.
var goodPhrases = func() []phrase {
	row := func(words, name, categories, channel string) phrase {
		m := meaningOf(categories)
		m.channel, m.confidence, m.nameless = channel, low, name == ""
		if name != "" {
			m.name, m.kind = name, merchantKind
			m.parties = []Counterparty{{Name: name, Kind: merchantKind, Confidence: low}}
		}
		return phrase{words, m, nil}
	}
	interest := meaningOf("TRANSFER_IN_ACCOUNT_TRANSFER")
	interest.confidence, interest.code, interest.income = low, "interest", "BANK_INTEREST"
	return []phrase{
		row("CD DEPOSIT INITIAL", "", "TRANSFER_OUT_ACCOUNT_TRANSFER", other),
		row("CREDIT CARD 3333 PAYMENT", "", "LOAN_PAYMENTS_CREDIT_CARD_PAYMENT", other),
		row("TECTRA INC", "", "RENT_AND_UTILITIES_OTHER_UTILITIES", inStore),
		row("SPARKFUN", "FUN", "GENERAL_MERCHANDISE_OTHER_GENERAL_MERCHANDISE", inStore),
		row("MADISON BICYCLE SHOP", "Madison Bicycle Shop", "GENERAL_MERCHANDISE_SPORTING_GOODS", inStore),
		row("TOUCHSTONE CLIMBING", "Touchstone Climbing", "PERSONAL_CARE_GYMS_AND_FITNESS_CENTERS", inStore),
		{"INTRST PYMNT", nil, interest},
	}
}()
