package app

import (
	"context"
	"time"

	"toile"
	"toile/internal/product"
)

// AccountsGet lists the accounts of an Item.
func (a *App) AccountsGet(ctx context.Context, who Caller, req *toile.AccountsGetRequest) (*toile.AccountsGetResponse, error) {
	return read(ctx, a, who, req.AccessToken, "", func(source product.Source) (*toile.AccountsGetResponse, error) {
		accounts, err := source.Accounts(toile.OrZero(req.Options).AccountIDs)
		if err != nil {
			return nil, err
		}
		return &toile.AccountsGetResponse{Accounts: source.View(accounts), Item: source.Item.View()}, nil
	})
}

// AccountsBalanceGet lists the accounts of an Item with what is on them now.
func (a *App) AccountsBalanceGet(ctx context.Context, who Caller, req *toile.AccountsBalanceGetRequest) (*toile.AccountsGetResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsBalance, func(source product.Source) (*toile.AccountsGetResponse, error) {
		o, oldest := toile.OrZero(req.Options), (*time.Time)(nil)
		if o.MinLastUpdatedDatetime != nil {
			oldest = &o.MinLastUpdatedDatetime.Time
		}
		return source.Balances(o.AccountIDs, oldest)
	})
}

// AuthGet lists the numbers by which money is sent to the accounts of an Item.
func (a *App) AuthGet(ctx context.Context, who Caller, req *toile.AuthGetRequest) (*toile.AuthGetResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsAuth, func(source product.Source) (*toile.AuthGetResponse, error) {
		return source.Auth(toile.OrZero(req.Options).AccountIDs)
	})
}

// IdentityGet lists who owns the accounts of an Item.
func (a *App) IdentityGet(ctx context.Context, who Caller, req *toile.IdentityGetRequest) (*toile.IdentityGetResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsIdentity, func(source product.Source) (*toile.IdentityGetResponse, error) {
		return source.Identity(toile.OrZero(req.Options).AccountIDs)
	})
}
