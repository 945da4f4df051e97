package app

import (
	"context"

	"toile"
	"toile/internal/product"
)

// LiabilitiesGet lists what is owed on the accounts of an Item.
func (a *App) LiabilitiesGet(ctx context.Context, who Caller, req *toile.LiabilitiesGetRequest) (*toile.LiabilitiesGetResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsLiabilities, func(source product.Source) (*toile.LiabilitiesGetResponse, error) {
		return source.Liabilities(toile.OrZero(req.Options).AccountIDs)
	})
}
