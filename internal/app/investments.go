package app

import (
	"context"

	"toile"
	"toile/internal/product"
)

// InvestmentsHoldingsGet lists what the investment accounts of an Item hold.
func (a *App) InvestmentsHoldingsGet(ctx context.Context, who Caller, req *toile.InvestmentsHoldingsGetRequest) (*toile.InvestmentsHoldingsGetResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsInvestments, func(source product.Source) (*toile.InvestmentsHoldingsGetResponse, error) {
		return source.Holdings(toile.OrZero(req.Options).AccountIDs)
	})
}

// InvestmentsTransactionsGet lists what was traded on the investment accounts of an Item.
func (a *App) InvestmentsTransactionsGet(ctx context.Context, who Caller, req *toile.InvestmentsTransactionsGetRequest) (*toile.InvestmentsTransactionsGetResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsInvestments, func(source product.Source) (*toile.InvestmentsTransactionsGetResponse, error) {
		return source.Trades(req)
	})
}

// InvestmentsAuthGet gives what is needed to move the investments of an Item elsewhere.
func (a *App) InvestmentsAuthGet(ctx context.Context, who Caller, req *toile.InvestmentsAuthGetRequest) (*toile.InvestmentsAuthGetResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsInvestmentsAuth, func(source product.Source) (*toile.InvestmentsAuthGetResponse, error) {
		return source.InvestmentsAuth(toile.OrZero(req.Options).AccountIDs)
	})
}

// InvestmentsRefresh asks the institution for what is new. Nothing here ever waits to be fetched,
// so it only checks that it could be.
func (a *App) InvestmentsRefresh(ctx context.Context, who Caller, req *toile.InvestmentsRefreshRequest) (*toile.InvestmentsRefreshResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsInvestments, func(product.Source) (*toile.InvestmentsRefreshResponse, error) {
		return &toile.InvestmentsRefreshResponse{}, nil
	})
}
