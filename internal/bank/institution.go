package bank

import (
	"slices"
	"strings"
)

// How well an institution is.
const (
	Healthy  = "HEALTHY"
	Degraded = "DEGRADED"
	Down     = "DOWN"
)

// Institution is a bank or a payroll provider.
type Institution struct {
	ID          string
	Name        string
	Products    []string // as Link knows them
	Countries   []string
	Health      string
	OAuth       bool     // a person logs in on its own pages
	Payroll     bool     // a payroll provider: linked for income, never as a bank
	Unsupported bool     // known, but Link cannot connect to it
	URL         string   // of its website
	Routing     []string // its ACH routing numbers, as far as they are known
	DTC         []string // its numbers at the depository of securities
	Auth        AuthMethods
	Tokenized   bool             // gives numbers that stand for those of its accounts (spec, persistent_account_id)
	Payments    *PaymentFeatures // what it can do with payments; nil for nothing
	ConsentDays int              // a person's consent ends after so many days; 0 for never

	drawn bool   // has a logo, which is drawn
	lower string // the name in lower case
}

// AuthMethods are the ways in which account numbers are found out and verified.
type AuthMethods struct {
	InstantAuth, InstantMatch, AutomatedMicroDeposits, InstantMicroDeposits bool
}

// PaymentFeatures are what an institution can do with payments that are initiated for its customers.
type PaymentFeatures struct {
	International, SEPAInstant, RefundDetails, Consents bool
	MaximumPayment                                      map[string]string // by currency, in its smallest unit
	StandingOrders                                      bool
}

// catalogue is the world's institutions in the order in which they are listed, with the ways to
// find them. It is made once, when the program starts, and only read.
type catalogue struct {
	list   []Institution
	byID   map[string]int
	byName []int // numbers of the list
}

var institutions = newCatalogue(sandboxBanks, realBanks, payrollProviders, banksOfCountries())

func newCatalogue(parts ...[]Institution) catalogue {
	c := catalogue{list: slices.Concat(parts...), byID: map[string]int{}}
	for n := range c.list {
		i := &c.list[n]
		if i.Health == "" {
			i.Health = Healthy
		}
		i.lower = strings.ToLower(i.Name)
		c.byID[i.ID] = n
		c.byName = append(c.byName, n)
	}
	slices.SortStableFunc(c.byName, func(a, b int) int { return strings.Compare(c.list[a].Name, c.list[b].Name) })
	return c
}

// Institution finds an institution by its id.
func (w *World) Institution(id string) (Institution, bool) {
	n, ok := institutions.byID[id]
	if !ok {
		return Institution{}, false
	}
	return institutions.list[n], true
}

// Institutions gives all institutions in the order in which they are listed. The list is read only.
func (w *World) Institutions() []Institution { return institutions.list }

// Search gives the institutions whose name holds every word of the query, by name.
func (w *World) Search(query string) []Institution {
	words := strings.Fields(strings.ToLower(query))
	var found []Institution
	for _, n := range institutions.byName {
		i := &institutions.list[n]
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(i.lower, word) }) {
			found = append(found, *i)
		}
	}
	return found
}

// Supports reports whether the institution offers every one of the products.
func (i Institution) Supports(products []string) bool {
	return !slices.ContainsFunc(products, func(p string) bool { return !slices.Contains(i.Products, p) })
}

// In reports whether the institution serves one of the countries.
func (i Institution) In(countries []string) bool {
	return slices.ContainsFunc(countries, func(c string) bool { return slices.Contains(i.Countries, c) })
}

// Abroad reports whether the institution is one outside the United States.
func (i Institution) Abroad() bool {
	return len(i.Countries) > 0 && !slices.Contains(i.Countries, "US")
}

// Supported gives those of the products that the institution offers.
func (i Institution) Supported(products []string) []string {
	return slices.DeleteFunc(slices.Clone(products), func(p string) bool { return !slices.Contains(i.Products, p) })
}

// Has reports whether the institution is found by every one of the routing numbers.
func (i Institution) Has(routing []string) bool {
	return !slices.ContainsFunc(routing, func(r string) bool { return !slices.Contains(i.Routing, r) })
}
