package enrich

import "strings"

// gigPay is the category of what platforms pay to those who work for them.
const gigPay = "INCOME_WAGES>INCOME_GIG_ECONOMY"

// payers pay income under words that name them. What they are paid themselves is another matter:
// Uber is a payer of drivers and a merchant for riders.
var payers = []struct{ name, website, categories, income, words string }{
	{"Uber", "uber.com", gigPay, "GIG_ECONOMY", "UBER PAYMENT|UBER PAYOUT|UBER DRIVER|UBER PARTNER|UBER PAY|UBER USA|UBER TECHNOLOGIES|RASIER|UBER PRO CARD|UBER"},
	{"Lyft", "lyft.com", gigPay, "GIG_ECONOMY", "LYFT PAYMENT|LYFT PAYOUT|LYFT DRIVER|LYFT INC|LYFT PAY|LYFT"},
	{"DoorDash", "doordash.com", gigPay, "GIG_ECONOMY", "DOORDASH INC|DOORDASH PAY|DOORDASH PAYOUT|DOORDASH DASHER|DASHER|DOORDASH"},
	{"Instacart", "instacart.com", gigPay, "GIG_ECONOMY", "INSTACART SHOPPER|MAPLEBEAR|INSTACART PAYOUT|INSTACART"},
	{"Grubhub", "grubhub.com", gigPay, "GIG_ECONOMY", "GRUBHUB DRIVER|GRUBHUB PAYOUT|GRUBHUB HOLDINGS"},
	{"Upwork", "upwork.com", gigPay, "GIG_ECONOMY", "UPWORK"},
	{"Fiverr", "fiverr.com", gigPay, "GIG_ECONOMY", "FIVERR"},
	{"TaskRabbit", "taskrabbit.com", gigPay, "GIG_ECONOMY", "TASKRABBIT"},
	{"Postmates", "postmates.com", gigPay, "GIG_ECONOMY", "POSTMATES"},
	{"Amazon Flex", "amazon.com", gigPay, "GIG_ECONOMY", "AMAZON FLEX|AMZN FLEX"},
	{"Gingham Rides", "gingham-rides.example", gigPay, "GIG_ECONOMY", "GINGHAM RIDES"},
	{"Corduroy Deliveries", "corduroy.example", gigPay, "GIG_ECONOMY", "CORDUROY DELIVERIES"},
	{"Airbnb", "airbnb.com", "INCOME_OTHER_INCOME>INCOME_RENTAL", "RENTAL", "AIRBNB PAYMENTS|AIRBNB PAYOUT|AIRBNB"},
	{"Social Security Administration", "ssa.gov", "INCOME_OTHER_INCOME>INCOME_LONG_TERM_DISABILITY", "LONG_TERM_DISABILITY", "SSDI|SOCIAL SECURITY DISABILITY"},
	{"Social Security Administration", "ssa.gov", "INCOME_OTHER_INCOME>INCOME_RETIREMENT_PENSION", "RETIREMENT", "SOCIAL SECURITY|SOC SEC|SSA TREAS 310|XXSOC SEC"},
	{"Department of Veterans Affairs", "va.gov", "INCOME_OTHER_INCOME>INCOME_MILITARY", "MILITARY", "VA BENEFIT|VACP TREAS 310|VETERANS AFFAIRS|VETERANS BENEFIT"},
	{"Defense Finance and Accounting Service", "dfas.mil", "INCOME_WAGES>INCOME_SALARY", "SALARY", "DFAS"},
	{"Internal Revenue Service", "irs.gov", "INCOME_TAX_REFUND", "TAX_REFUND", "IRS TREAS 310|IRS TAX REFUND|IRS"},
}

// payerPhrases tell of what the payers pay. They mean nothing where money leaves.
var payerPhrases = func() []phrase {
	var list []phrase
	for _, p := range payers {
		in := meaningOf(p.categories).named(p.name, payerKind, p.website)
		in.income, in.code = p.income, "transfer"
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
