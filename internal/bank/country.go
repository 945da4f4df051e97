package bank

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// country is one of those whose banks can be linked (facts api 3.0, CountryCode).
type country struct {
	code, name, currency string
	bban                 string // what an IBAN has after its check digits: letters of a bank, then # for digits
	bic                  string
}

// countries are those other than the United States, in the order of the enum. BICs and bank codes
// that are no facts begin with TOIL, which no bank has.
var countries = []country{
	{"GB", "the United Kingdom", "GBP", "BUKB##############", "BUKBGB22"},
	{"ES", "Spain", "EUR", "####################", "TOILES2A"},
	{"NL", "the Netherlands", "EUR", "TOIL##########", "TOILNL2A"},
	{"FR", "France", "EUR", "#######################", "TOILFR2A"},
	{"IE", "Ireland", "EUR", "AIBK##############", "BOFIIE2D"},
	{"CA", "Canada", "CAD", "", ""},
	{"DE", "Germany", "EUR", "##################", "TOILDE2A"},
	{"IT", "Italy", "EUR", "T######################", "TOILIT2A"},
	{"PL", "Poland", "PLN", "########################", "TOILPL2A"},
	{"DK", "Denmark", "DKK", "##############", "TOILDK2A"},
	{"NO", "Norway", "NOK", "###########", "TOILNO2A"},
	{"SE", "Sweden", "SEK", "####################", "TOILSE2A"},
	{"EE", "Estonia", "EUR", "################", "TOILEE2A"},
	{"LT", "Lithuania", "EUR", "################", "TOILLT2A"},
	{"LV", "Latvia", "EUR", "TOIL#############", "TOILLV2A"},
	{"PT", "Portugal", "EUR", "#####################", "TOILPT2A"},
	{"BE", "Belgium", "EUR", "############", "TOILBE2A"},
	{"AT", "Austria", "EUR", "################", "TOILAT2A"},
	{"FI", "Finland", "EUR", "##############", "TOILFI2A"},
}

// banksOfCountries are three banks of our own in each country, so that every country has some to
// link. Their ids are ins_9CC00N: the place of the country in the enum and a number.
func banksOfCountries() []Institution {
	var list []Institution
	for place, c := range countries {
		for n, kind := range []string{"Herringbone Bank of ", "Seersucker Savings Bank of ", "Corduroy Credit Union of "} {
			b := Institution{
				ID: fmt.Sprintf("ins_9%02d%03d", place+1, n+1), Name: kind + c.name, Products: openBanking, Countries: []string{c.code},
				URL: "https://bank-" + strings.ToLower(c.code) + ".example", drawn: true, OAuth: true, Auth: instantAlone,
				Payments: c.payments(), ConsentDays: europeanConsent,
			}
			switch c.code {
			case "GB":
				b.ConsentDays = britishConsent
			case "CA":
				b.Products, b.Payments, b.ConsentDays, b.OAuth = canadianProducts, nil, 0, n == 0
			}
			list = append(list, b)
		}
	}
	return list
}

func (c country) payments() *PaymentFeatures {
	if c.code == "GB" {
		return sterlingPayments
	}
	return &PaymentFeatures{
		International: true, SEPAInstant: c.currency == "EUR", RefundDetails: true, MaximumPayment: map[string]string{c.currency: "1000000"},
	}
}

// countryOf finds the country of an institution. Those of the United States are at home.
func countryOf(i Institution) (country, bool) {
	for _, c := range countries {
		if len(i.Countries) > 0 && i.Countries[0] == c.code {
			return c, true
		}
	}
	return country{}, false
}

// localised gives a customer as the institution has it: in the United States with its first routing
// number, elsewhere with money in the country's currency and the account numbers that are used
// there. The customer itself does not change.
func localised(c *Customer, i Institution) *Customer {
	home, abroad := countryOf(i)
	if !abroad && (len(i.Routing) == 0 || i.Routing[0] == standardRouting) {
		return c
	}
	local := *c
	local.Books = slices.Clone(c.Books)
	for n := range local.Books {
		switch book := &local.Books[n]; {
		case abroad:
			*book = localise(*book, home)
		case book.Numbers.Routing != "":
			book.Numbers.Routing = i.Routing[0]
		}
	}
	return &local
}

// localise gives a standard account as a country has it. Amounts stay as they are: a hundred
// dollars become a hundred pounds.
func localise(b Book, c country) Book {
	if b.Currency == "USD" {
		b.Currency = c.currency
	}
	if !takesTransfers(b.Account) {
		return b
	}
	mask := b.Mask
	switch c.code {
	case "CA": // the spec's example of /auth/get
		b.Numbers = Numbers{Account: "11112222" + mask, EFTInstitution: "021", EFTBranch: "01140"}
	case "GB":
		b.Numbers = Numbers{Account: "3192" + mask, SortCode: "601613", BIC: c.bic}
		b.Numbers.IBAN = iban(c.code, "BUKB"+b.Numbers.SortCode+b.Numbers.Account)
	default:
		b.Numbers = Numbers{BIC: c.bic, IBAN: iban(c.code, c.account(mask))}
	}
	return b
}

// account fills the digits of a country's form: ones, and at the end the mask.
func (c country) account(mask string) string {
	digits := strings.Count(c.bban, "#")
	filled := strings.Repeat("1", max(digits-len(mask), 0)) + mask
	return strings.TrimRight(c.bban, "#") + filled[len(filled)-digits:]
}

// iban puts a country's code and the two check digits (ISO 7064, modulo 97) before an account.
func iban(code, bban string) string {
	var digits strings.Builder
	for _, r := range bban + code + "00" {
		if r >= 'A' {
			digits.WriteString(strconv.Itoa(int(r-'A') + 10))
		} else {
			digits.WriteRune(r)
		}
	}
	rest := 0
	for _, r := range digits.String() {
		rest = (rest*10 + int(r-'0')) % 97
	}
	return fmt.Sprintf("%s%02d%s", code, 98-rest, bban)
}
