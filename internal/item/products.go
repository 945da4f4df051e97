package item

import (
	"slices"
	"strings"

	"toile"
)

// The products that are no matter of consent or billing like the others.
var (
	// perCall are billed by the call and so never by the Item; every Item has them (facts api 3.0).
	perCall = []string{"balance", "balance_plus", "transactions_refresh"}
	// onceOnly are billed when they are first used, if they were optional at Link.
	onceOnly = []string{"auth", "identity"}
	// atLink cannot be added by using them: Link has to be told more than their name.
	atLink = []string{"employment", "income", "income_verification", "statements"}
)

// Wishes say which products a Link session is about.
type Wishes struct {
	Products  []string // added
	Optional  []string // added where the institution offers them
	Consented []string // agreed to, and added when they are used
}

// Grant adds what the person agreed to at Link. The institution's products must be known.
func (i *Item) Grant(w Wishes) {
	for _, p := range w.Products {
		i.add(p)
	}
	for _, p := range w.Optional {
		if slices.Contains(i.Available, p) && i.add(p) && slices.Contains(onceOnly, p) {
			i.Unbilled = append(i.Unbilled, p)
		}
	}
	for _, p := range w.Consented {
		if slices.Contains(i.Available, p) && !slices.Contains(i.Consented, p) {
			i.Consented = append(i.Consented, p)
		}
	}
}

func (i *Item) add(product string) (added bool) {
	if slices.Contains(i.Products, product) {
		return false
	}
	i.Products = append(i.Products, product)
	return true
}

// Allows says why a product cannot be asked for, nil when it can. It is the one rule for every
// endpoint; without a product it is about the accounts alone, which every Item shows.
func (i Item) Allows(product string) error {
	switch {
	case product == "", slices.Contains(perCall, product), slices.Contains(i.Products, product):
		return nil
	case !slices.Contains(i.Available, product):
		return toile.ErrProductsNotSupported(product)
	case needsLink(product):
		return toile.ErrProductNotEnabled(product)
	case !i.consents(product):
		return toile.ErrAdditionalConsentRequired(strings.ToUpper(product))
	}
	return nil
}

// Has reports whether a product was added to the Item.
func (i Item) Has(p toile.Products) bool { return slices.Contains(i.Products, string(p)) }

// Use notes that a product was used that is allowed. It reports whether that changed the Item.
func (i *Item) Use(product string) (changed bool) {
	if product == "" || slices.Contains(perCall, product) {
		return false
	}
	if n := slices.Index(i.Unbilled, product); n >= 0 {
		i.Unbilled = slices.Delete(slices.Clone(i.Unbilled), n, n+1)
		changed = true
	}
	return i.add(product) || changed
}

// billed lists the products that are paid for by the Item.
func (i Item) billed() []string {
	return slices.DeleteFunc(slices.Clone(i.Products), func(p string) bool {
		return slices.Contains(i.Unbilled, p) || slices.Contains(perCall, p)
	})
}

// needsLink reports whether a product cannot be added by using it. Those of Plaid Check are of a
// user, and not of an Item alone.
func needsLink(product string) bool {
	return slices.Contains(atLink, product) || strings.HasPrefix(product, "cra_")
}

// consents reports whether the person agreed to all that a product shows.
func (i Item) consents(product string) bool {
	return !i.Limited || slices.Contains(i.consented(), product)
}

// consented lists the products that the person agreed to: those that were named to them, and those
// of the institution that show no more than these do (spec, Item.consented_products).
func (i Item) consented() []string {
	named := slices.Concat(i.Products, i.Consented)
	if !i.Limited {
		named = append(named, i.Available...)
	}
	agreed := i.scopesOf(named)
	for _, p := range i.Available {
		if scopes := i.scopes(p); len(scopes) > 0 && !needsLink(p) && !slices.ContainsFunc(scopes, func(s string) bool { return !agreed[s] }) {
			named = append(named, p)
		}
	}
	slices.Sort(named)
	return slices.Compact(named)
}
