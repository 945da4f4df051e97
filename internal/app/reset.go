package app

import (
	"context"
	"errors"

	"toile"
	"toile/internal/item"
)

// SandboxItemResetLogin makes an Item need another login.
func (a *App) SandboxItemResetLogin(ctx context.Context, who Caller, req *toile.SandboxItemResetLoginRequest) (*toile.SandboxItemResetLoginResponse, error) {
	return &toile.SandboxItemResetLoginResponse{ResetLogin: true}, a.update(ctx, who, func(c call) error {
		it, _, err := c.lockItemByToken(req.AccessToken)
		if err != nil {
			return err
		}
		if it.InstitutionID == "" {
			return toile.ErrInvalidField("access_token: an Item that was made from documents has no login")
		}
		return c.resetLogin(it)
	})
}

// SandboxUserResetLogin makes Items of a user need another login, all when none is named.
func (a *App) SandboxUserResetLogin(ctx context.Context, who Caller, req *toile.SandboxUserResetLoginRequest) (*toile.SandboxUserResetLoginResponse, error) {
	return &toile.SandboxUserResetLoginResponse{}, a.update(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.LockUser)
		if err != nil {
			return err
		}
		items, err := c.lockItemsOf(u, req.ItemIDs.Or(nil))
		if err != nil {
			return err
		}
		for _, it := range items {
			if it.InstitutionID == "" { // made from documents, without a login
				continue
			}
			if err := c.resetLogin(it); err != nil {
				return err
			}
		}
		return nil
	})
}

// resetLogin breaks an Item that is locked.
func (c call) resetLogin(it item.Item) error {
	it.Break(toile.ErrItemLoginRequired().ErrorCode, c.at)
	if err := errors.Join(c.tellBroken(&it), c.watch(&it)); err != nil {
		return err
	}
	return c.SaveItem(it)
}
