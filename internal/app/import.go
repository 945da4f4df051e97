package app

import (
	"cmp"
	"context"

	"toile"
	"toile/internal/bank"
	"toile/internal/link"
)

// ItemImport links an Item by a user's name and password and gives access to it at once. It plays
// the session that /sandbox/public_token/create plays, for nobody.
func (a *App) ItemImport(ctx context.Context, who Caller, req *toile.ItemImportRequest) (resp *toile.ItemImportResponse, err error) {
	made := &toile.SandboxPublicTokenCreateRequest{InstitutionID: bank.DefaultBank, InitialProducts: req.Products}
	if req.InstitutionID != nil {
		made.InstitutionID = cmp.Or(*req.InstitutionID, bank.DefaultBank)
	}
	for _, p := range req.Products {
		if p == toile.ProductsIncomeVerification || p == toile.ProductsEmployment {
			return nil, toile.ErrInvalidProduct(p) // they need a user
		}
	}
	if req.UserAuth.UserID == "" || req.UserAuth.AuthToken == "" {
		return nil, toile.ErrInvalidField("user_auth.user_id and user_auth.auth_token must be non-empty strings")
	}
	made.Options = &toile.SandboxPublicTokenCreateRequestOptions{
		OverrideUsername: toile.Some(req.UserAuth.UserID), OverridePassword: toile.Some(req.UserAuth.AuthToken),
	}
	if req.Options != nil {
		made.Options.Webhook = req.Options.Webhook
	}
	config, script, err := a.sandboxLink(made)
	if err != nil {
		return nil, err
	}
	err = a.update(ctx, who, func(c call) error {
		token, err := c.importItem(config, script)
		resp = &toile.ItemImportResponse{AccessToken: token}
		return err
	})
	return resp, err
}

func (c call) importItem(config link.Config, script link.Script) (accessToken string, err error) {
	result, err := c.playSandbox(config, script, nil, nil)
	if err != nil {
		return "", err
	}
	accessToken, _, err = c.exchange(result.PublicTokens[0])
	return accessToken, err
}
