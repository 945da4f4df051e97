package bank

import "slices"

// accountTypes are the types of accounts, in the order in which a subtype is looked for in them.
var accountTypes = []string{"depository", "credit", "loan", "investment", "payroll", "other"}

// accountSubtypes lists the subtypes of each type, as the spec's StandaloneAccountType has them, and
// the newer ones of the overlay. The first is what an account is that names none.
var accountSubtypes = map[string][]string{
	"depository": {
		"checking", "savings", "cash management", "cd", "ebt", "hsa", "limited purpose checking", "money market", "paypal",
		"prepaid",
	},
	"credit": {
		"credit card", "charge card", "commercial line of credit", "paypal",
	},
	"loan": {
		"loan", "auto", "business", "commercial", "construction", "consumer", "home equity", "home equity loan", "installment",
		"line of credit", "mortgage", "other", "overdraft", "student",
	},
	"investment": {
		"brokerage", "401a", "401k", "403B", "457b", "529", "cash isa", "crypto exchange", "education savings account",
		"fhsa", "fixed annuity", "gic", "health reimbursement arrangement", "hsa", "ira", "isa", "keogh", "lif",
		"life insurance", "line of credit", "lira", "lrif", "lrsp", "mutual fund", "non-custodial wallet",
		"non-taxable brokerage account", "other", "other annuity", "other insurance", "pension", "prediction market", "prif",
		"profit sharing plan", "qshr", "rdsp", "resp", "retirement", "rlif", "roth", "roth 401k", "roth 403B", "roth 457b",
		"roth pension", "roth profit sharing plan", "roth thrift savings plan", "rrif", "rrsp", "sarsep", "sep ira",
		"simple ira", "sipp", "stock plan", "thrift savings plan", "tfsa", "trust", "ugma", "utma", "variable annuity",
	},
	"payroll": {
		"payroll",
	},
	"other": {
		"other",
	},
}

// typeOf finds the type of a subtype.
func typeOf(subtype string) (string, bool) {
	for _, kind := range accountTypes {
		if slices.Contains(accountSubtypes[kind], subtype) {
			return kind, true
		}
	}
	return "", false
}
