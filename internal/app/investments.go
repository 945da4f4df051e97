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

// InvestmentsRefresh asks the institution for what is new. Nothing here ever waits to be fetched; what is new since the
// webhooks told of it last they tell at once.
func (a *App) InvestmentsRefresh(ctx context.Context, who Caller, req *toile.InvestmentsRefreshRequest) (*toile.InvestmentsRefreshResponse, error) {
	return &toile.InvestmentsRefreshResponse{}, a.view(ctx, who, func(c call) error {
		source, err := c.source(req.AccessToken, toile.ProductsInvestments)
		if err != nil || source.Item.Webhook == "" {
			return err
		}
		if !c.writes {
			return errMustWrite
		}
		it, _, err := c.lockItemByToken(req.AccessToken)
		if err == nil {
			err = c.tellRequested(&it, call.tellInvestments)
		}
		if err == nil {
			err = c.SaveItem(it)
		}
		return err
	})
}
