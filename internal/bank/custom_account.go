package bank

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// customAccount is an account of a configuration.
type customAccount struct {
	Type, Subtype  string
	Holder         string // holder_category, which the spec does not have and real files do
	Balance        *Money // starting_balance
	Available      *Money // force_available_balance
	NoAvailable    bool   // has_null_available_balance
	Currency       string
	Name, Official string
	Limit          *Money
	Mask           string
	Numbers        Numbers
	Transactions   []customTransaction // nil where the world draws them
	Holdings       []Position
	Trades         []Trade
	Identity       customIdentity
	Liability      *customLiability
	Inflow         *customInflow
	Paystubs       []Paystub
	W2s            []W2
	Form1099s      []Form1099
}

// rows counts what the account lists.
func (a customAccount) rows() int {
	return len(a.Transactions) + len(a.Holdings) + len(a.Trades) + len(a.Paystubs) + len(a.W2s) + len(a.Form1099s)
}

func readCustomAccount(in object) customAccount {
	a := customAccount{
		Balance: in.money("starting_balance"), Available: in.money("force_available_balance"),
		Holder:      in.word("holder_category", "business", "personal", "unrecognized"),
		NoAvailable: in.is("has_null_available_balance"), Currency: in.currency("currency"),
		Numbers: readNumbers(in.object("numbers")), Transactions: readCustomTransactions(in),
		Identity: readCustomIdentity(in.object("identity")), Liability: readCustomLiability(in.object("liability")),
		Inflow: readCustomInflow(in.object("inflow_model")),
	}
	a.Type, a.Subtype = readType(in)
	if a.Available != nil && a.NoAvailable {
		in.refuse("force_available_balance", "and has_null_available_balance cannot be set together")
	}
	meta := in.object("meta")
	a.Name, a.Official, a.Limit = meta.text("name"), meta.text("official_name"), meta.price("limit")
	a.Mask = meta.matching("mask", maskForm, "must be empty or 2 to 4 letters and digits")
	meta.end()
	a.readWealth(in, cmp.Or(a.Currency, "USD"))
	a.readIncome(in.object("income"))
	in.end()
	return a
}

// readWealth reads the holdings and trades of an account in a currency.
func (a *customAccount) readWealth(in object, currency string) {
	in.oneOrEach("holdings", func(in object) {
		if position, said := readPosition(in, currency); said {
			a.Holdings = append(a.Holdings, position)
		}
	})
	in.oneOrEach("investment_transactions", func(in object) {
		if trade, said := readTrade(in, currency); said {
			a.Trades = append(a.Trades, trade)
		}
	})
}

// readIncome reads the documents of an account at a payroll provider.
func (a *customAccount) readIncome(in object) {
	in.each("paystubs", func(in object) {
		if stub, said := readPaystub(in); said {
			a.Paystubs = append(a.Paystubs, stub)
		}
	})
	in.each("w2s", func(in object) {
		if form, said := readW2(in); said {
			a.W2s = append(a.W2s, form)
		}
	})
	in.each("form_1099s", func(in object) { // which the spec does not have
		if form, said := read1099(in); said {
			a.Form1099s = append(a.Form1099s, form)
		}
	})
	in.end()
}

// readType reads type and subtype. One of them says the other; without both the account is for checks.
func readType(in object) (kind, subtype string) {
	kind, subtype = in.word("type", accountTypes...), in.text("subtype")
	switch found, known := typeOf(subtype); {
	case subtype == "" && kind == "":
		return "depository", "checking"
	case subtype == "" && accountSubtypes[kind] == nil: // of no type, which was refused
		return kind, ""
	case subtype == "":
		return kind, accountSubtypes[kind][0]
	case !known:
		in.refuse("subtype", "is no subtype of any account")
	case kind == "":
		return found, subtype
	case !slices.Contains(accountSubtypes[kind], subtype):
		in.refuse("subtype", fmt.Sprintf("must be one of %s: it belongs to type %s", strings.Join(accountSubtypes[kind], ", "), kind))
	}
	return kind, subtype
}

var (
	maskForm    = regexp.MustCompile(`^$|^[A-Za-z0-9]{2,4}$`)
	routingForm = regexp.MustCompile(`^$|^[0-9]{9}$`)
	numberForm  = regexp.MustCompile(`^[A-Za-z0-9 -]{0,34}$`)
)

// readNumbers reads the numbers of an account. Those that work only together are refused alone.
func readNumbers(in object) Numbers {
	const routing = "must be nine digits"
	number := func(key string) string { return in.matching(key, numberForm, "must be at most 34 letters and digits") }
	n := Numbers{
		Account: number("account"),
		Routing: in.matching("ach_routing", routingForm, routing), WireRouting: in.matching("ach_wire_routing", routingForm, routing),
		EFTInstitution: number("eft_institution"), EFTBranch: number("eft_branch"),
		BIC: number("international_bic"), IBAN: number("international_iban"), SortCode: number("bacs_sort_code"),
	}
	for _, pair := range [][2]string{{"eft_institution", "eft_branch"}, {"international_bic", "international_iban"}} {
		for i, key := range pair {
			if other := pair[1-i]; in.has(key) && !in.has(other) {
				in.refuse(other, "is missing: "+key+" needs it")
			}
		}
	}
	in.end()
	return n
}
