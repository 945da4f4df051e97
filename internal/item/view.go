package item

import (
	"slices"

	"toile"
)

// View is the Item as every endpoint shows it.
func (i Item) View() toile.Item {
	return toile.Item{
		ItemID:                i.ID,
		InstitutionID:         toile.Optional[string]{Value: text(i.InstitutionID), Null: i.InstitutionID == ""},
		InstitutionName:       toile.Optional[string]{Value: text(i.InstitutionName), Null: i.InstitutionName == ""},
		Webhook:               &i.Webhook, // "" without one, as the sandbox answers (facts api 1.5)
		AuthMethod:            i.authMethod(),
		Error:                 i.failure(),
		AvailableProducts:     i.availableProducts(),
		BilledProducts:        products(i.Products),
		Products:              products(i.Products),
		ConsentExpirationTime: nil,
		UpdateType:            "background",
	}
}

// WithConsent is the Item as /item/get shows it.
func (i Item) WithConsent() toile.ItemWithConsentFields {
	v := i.View()
	return toile.ItemWithConsentFields{
		ItemID: v.ItemID, InstitutionID: v.InstitutionID, InstitutionName: v.InstitutionName, Webhook: v.Webhook,
		AuthMethod: v.AuthMethod, Error: v.Error, AvailableProducts: v.AvailableProducts, BilledProducts: v.BilledProducts,
		Products: v.Products, ConsentExpirationTime: v.ConsentExpirationTime, UpdateType: v.UpdateType,
		CreatedAt: new(toile.Seconds(i.CreatedAt)),
	}
}

// Status says when the Item's data last came in. Updates are instant in the simulated world,
// so a product is as old as its Item.
func (i Item) Status() toile.ItemStatus {
	return toile.ItemStatus{
		Investments:  toile.Some(toile.ItemStatusInvestments{LastSuccessfulUpdate: i.updated("investments"), LastFailedUpdate: toile.Null[toile.Timestamp]()}),
		Transactions: toile.Some(toile.ItemStatusTransactions{LastSuccessfulUpdate: i.updated("transactions"), LastFailedUpdate: toile.Null[toile.Timestamp]()}),
		LastWebhook:  toile.Null[toile.ItemStatusLastWebhook](),
	}
}

func (i Item) updated(product string) toile.Optional[toile.Timestamp] {
	if !slices.Contains(i.Products, product) {
		return toile.Null[toile.Timestamp]()
	}
	return toile.Some(toile.Seconds(i.CreatedAt))
}

func (i Item) authMethod() toile.Optional[toile.ItemAuthMethod] {
	if !slices.Contains(i.Products, "auth") {
		return toile.Null[toile.ItemAuthMethod]()
	}
	return toile.Some(toile.ItemAuthMethod("INSTANT_AUTH"))
}

func (i Item) failure() *toile.Error {
	err, _ := toile.ErrorForCode(i.ErrorCode)
	return err
}

// availableProducts never overlap with the billed ones (facts api 3.0).
func (i Item) availableProducts() []toile.Products {
	var available []toile.Products
	for _, p := range i.Available {
		if !slices.Contains(i.Products, p) {
			available = append(available, toile.Products(p))
		}
	}
	return available
}

func products(names []string) []toile.Products {
	var list []toile.Products
	for _, name := range names {
		list = append(list, toile.Products(name))
	}
	return list
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
