package item

import (
	"slices"

	"toile"
)

// userPresent are the institutions that ask for a second step at every login, so that nothing
// comes in without the person (facts link 5.3).
var userPresent = []string{"ins_127989", "ins_127990"}

// View is the Item as every endpoint shows it, in the error that its record or [Item.At] says.
func (i Item) View() toile.Item {
	v := toile.Item{
		ItemID:            i.ID,
		InstitutionID:     toile.OrNull(toile.NonEmpty(i.InstitutionID)),
		InstitutionName:   toile.OrNull(toile.NonEmpty(i.InstitutionName)),
		Webhook:           &i.Webhook, // "" without one, as the sandbox answers (facts api 1.5)
		AuthMethod:        i.authMethod(),
		Error:             i.Failure(),
		AvailableProducts: products(i.unused()),
		BilledProducts:    products(i.billed()),
		Products:          products(i.Products),
		UpdateType:        "background",
	}
	if !i.ConsentExpires.IsZero() {
		v.ConsentExpirationTime = new(toile.Seconds(i.ConsentExpires))
	}
	if slices.Contains(userPresent, i.InstitutionID) {
		v.UpdateType = "user_present_required"
	}
	return v
}

// WithConsent is the Item as /item/get shows it.
func (i Item) WithConsent() toile.ItemWithConsentFields {
	v := i.View()
	return toile.ItemWithConsentFields{
		ItemID: v.ItemID, InstitutionID: v.InstitutionID, InstitutionName: v.InstitutionName, Webhook: v.Webhook,
		AuthMethod: v.AuthMethod, Error: v.Error, AvailableProducts: v.AvailableProducts, BilledProducts: v.BilledProducts,
		Products: v.Products, ConsentExpirationTime: v.ConsentExpirationTime, UpdateType: v.UpdateType,
		CreatedAt:         new(toile.Seconds(i.CreatedAt)),
		ConsentedProducts: products(i.consented()), ConsentedUseCases: i.useCases(), ConsentedDataScopes: i.dataScopes(),
	}
}

// unused lists the products on offer that are not billed (facts api 3.0).
func (i Item) unused() []string {
	billed := i.billed()
	return slices.DeleteFunc(slices.Clone(i.Available), func(p string) bool { return slices.Contains(billed, p) })
}

func products(names []string) []toile.Products {
	var list []toile.Products
	for _, name := range names {
		list = append(list, toile.Products(name))
	}
	return list
}
