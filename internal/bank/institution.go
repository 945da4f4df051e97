package bank

import (
	"cmp"
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
	Payroll     bool // a payroll provider: linked for income, never as a bank
	Unsupported bool // known, but Link cannot connect to it
}

var (
	everyProduct = []string{
		"assets", "auth", "balance", "employment", "identity", "income_verification", "investments", "liabilities",
		"recurring_transactions", "signal", "statements", "transactions", "transfer",
	}
	fewProducts  = []string{"assets", "auth", "balance", "employment", "income_verification", "signal", "statements", "transactions", "transfer"}
	payrollOnly  = []string{"employment", "income", "income_verification"}
	unitedStates = []string{"US"}
)

// institutions are the sandbox's test institutions that this world knows (facts link 5.2),
// in the order of their ids. The name of ins_135842 is not known there; this one is ours.
var institutions = sorted([]Institution{
	{ID: "ins_109508", Name: "First Platypus Bank", Products: everyProduct, Countries: unitedStates, Health: Healthy},
	{ID: "ins_109509", Name: "First Gingham Credit Union", Products: everyProduct, Countries: unitedStates, Health: Healthy},
	{ID: "ins_109510", Name: "Tattersall Federal Credit Union", Products: fewProducts, Countries: unitedStates, Health: Healthy},
	{ID: "ins_109511", Name: "Tartan Bank", Products: everyProduct, Countries: unitedStates, Health: Healthy},
	{ID: "ins_109512", Name: "Houndstooth Bank", Products: everyProduct, Countries: unitedStates, Health: Healthy},
	{ID: "ins_43", Name: "Tartan-Dominion Bank of Canada", Products: everyProduct, Countries: []string{"CA"}, Health: Healthy},
	{ID: "ins_132363", Name: "Unhealthy Platypus Bank - Degraded", Products: everyProduct, Countries: unitedStates, Health: Degraded},
	{ID: "ins_132361", Name: "Unhealthy Platypus Bank - Down", Products: everyProduct, Countries: unitedStates, Health: Down},
	{ID: "ins_133402", Name: "Unsupported Platypus Bank - Institution Not Supported", Products: everyProduct, Countries: unitedStates, Health: Healthy, Unsupported: true},
	{ID: "ins_135842", Name: "Platypus Payroll", Products: payrollOnly, Countries: unitedStates, Health: Healthy, Payroll: true},
})

func sorted(list []Institution) []Institution {
	slices.SortFunc(list, func(a, b Institution) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// Institution finds an institution by its id.
func (w *World) Institution(id string) (Institution, bool) {
	i, ok := slices.BinarySearchFunc(institutions, id, func(i Institution, id string) int { return cmp.Compare(i.ID, id) })
	if !ok {
		return Institution{}, false
	}
	return institutions[i], true
}

// Search gives the institutions whose name holds every word of the query, by name.
func (w *World) Search(query string) []Institution {
	words := strings.Fields(strings.ToLower(query))
	var found []Institution
	for _, institution := range institutions {
		name := strings.ToLower(institution.Name)
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(name, word) }) {
			found = append(found, institution)
		}
	}
	slices.SortFunc(found, func(a, b Institution) int { return cmp.Compare(a.Name, b.Name) })
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

// Supported gives those of the products that the institution offers.
func (i Institution) Supported(products []string) []string {
	return slices.DeleteFunc(slices.Clone(products), func(p string) bool { return !slices.Contains(i.Products, p) })
}
