package app

import (
	"context"
	"errors"

	"toile"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/store"
)

// itemByToken finds the Item that an access token reaches.
func (c call) itemByToken(token string) (item.Item, error) {
	it, _, err := c.reach(token, c.AccessToken, c.Item)
	return it, err
}

// lockItemByToken finds the Item that an access token reaches, to change it. The token is
// locked, too: it must not be invalidated meanwhile.
func (c call) lockItemByToken(token string) (item.Item, item.AccessToken, error) {
	return c.reach(token, c.LockAccessToken, c.LockItem)
}

// reach finds an Item by an access token. A token that was never issued, was invalidated or is
// another client's is unknown; one of a removed Item says so.
func (c call) reach(token string, readToken func(id.Key) (item.AccessToken, error), readItem func(string) (item.Item, error)) (item.Item, item.AccessToken, error) {
	if !id.IsToken("access", token) {
		return item.Item{}, item.AccessToken{}, toile.ErrInvalidAccessTokenFormat()
	}
	access, err := readToken(id.KeyOf(token))
	if errors.Is(err, store.ErrNotFound) || err == nil && (access.ClientID != c.ClientID || access.Invalidated) {
		return item.Item{}, access, toile.ErrInvalidAccessToken()
	}
	if err != nil {
		return item.Item{}, access, err
	}
	it, err := readItem(access.ItemID)
	if err == nil && it.Removed {
		return item.Item{}, access, toile.ErrItemNotFound()
	}
	return it, access, err
}

// ItemPublicTokenExchange gives access to the Item behind a public token, once.
func (a *App) ItemPublicTokenExchange(ctx context.Context, who Caller, req *toile.ItemPublicTokenExchangeRequest) (resp *toile.ItemPublicTokenExchangeResponse, err error) {
	if !id.IsToken("public", req.PublicToken) {
		return nil, toile.ErrInvalidPublicTokenFormat()
	}
	err = a.update(ctx, who, func(c call) error {
		token, itemID, err := c.exchange(req.PublicToken)
		resp = &toile.ItemPublicTokenExchangeResponse{AccessToken: token, ItemID: itemID}
		return err
	})
	return resp, err
}

// exchange uses a public token up and gives an access token of its Item.
func (c call) exchange(publicToken string) (accessToken, itemID string, err error) {
	public, err := c.LockPublicToken(publicToken)
	if errors.Is(err, store.ErrNotFound) {
		return "", "", toile.ErrInvalidPublicToken()
	}
	if err == nil {
		err = public.Exchange(c.ClientID, c.at)
	}
	if err != nil {
		return "", "", err
	}
	it, err := c.LockItem(public.ItemID)
	if err != nil {
		return "", "", err
	}
	if it.Removed {
		return "", "", toile.ErrItemNotFound()
	}
	if err := c.SavePublicToken(public); err != nil {
		return "", "", err
	}
	accessToken, err = c.grant(&it)
	return accessToken, it.ID, err
}

// grant makes the next access token of an Item and saves both.
func (c call) grant(it *item.Item) (string, error) {
	it.AccessTokens++
	token := c.ids.Token("access", it.ID, it.AccessTokens)
	err := c.CreateAccessToken(item.AccessToken{Key: id.KeyOf(token), ItemID: it.ID, ClientID: it.ClientID})
	if err != nil {
		return "", err
	}
	return token, c.SaveItem(*it)
}

// ItemPublicTokenCreate makes one more public token for an Item.
func (a *App) ItemPublicTokenCreate(ctx context.Context, who Caller, req *toile.ItemPublicTokenCreateRequest) (resp *toile.ItemPublicTokenCreateResponse, err error) {
	err = a.update(ctx, who, func(c call) error {
		it, _, err := c.lockItemByToken(req.AccessToken)
		if err != nil {
			return err
		}
		it.PublicTokens++
		public := it.NewPublicToken(c.ids.Token("public", it.ID, it.PublicTokens), c.at)
		if err := c.CreatePublicToken(public); err != nil {
			return err
		}
		resp = &toile.ItemPublicTokenCreateResponse{PublicToken: public.Token, Expiration: new(toile.Seconds(public.ExpiresAt))}
		return c.SaveItem(it)
	})
	return resp, err
}

// ItemGet reads an Item, broken or not.
func (a *App) ItemGet(ctx context.Context, who Caller, req *toile.ItemGetRequest) (resp *toile.ItemGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		it, err := c.itemByToken(req.AccessToken)
		it = it.At(c.at)
		resp = &toile.ItemGetResponse{Item: it.WithConsent(), Status: toile.Some(it.Status(c.at))}
		return err
	})
	return resp, err
}

// ItemRemove ends an Item: its tokens reach nothing any more.
func (a *App) ItemRemove(ctx context.Context, who Caller, req *toile.ItemRemoveRequest) (*toile.ItemRemoveResponse, error) {
	return &toile.ItemRemoveResponse{}, a.update(ctx, who, func(c call) error {
		it, _, err := c.lockItemByToken(req.AccessToken)
		if err != nil {
			return err
		}
		return c.removeItem(it)
	})
}

// removeItem ends an Item that is locked. What its person uploaded is deleted, and what callers did to
// its data.
func (c call) removeItem(it item.Item) error {
	if err := errors.Join(c.RemoveDocuments(it.ID), c.RemoveChanges(it.ID)); err != nil {
		return err
	}
	it.Remove(c.at)
	return c.SaveItem(it)
}

// ItemWebhookUpdate sets where an Item's webhooks go, or nowhere. The new address gets the first of them.
func (a *App) ItemWebhookUpdate(ctx context.Context, who Caller, req *toile.ItemWebhookUpdateRequest) (resp *toile.ItemWebhookUpdateResponse, err error) {
	address := req.Webhook.Or("")
	if err := item.CheckWebhook("webhook", address); err != nil {
		return nil, err
	}
	err = a.update(ctx, who, func(c call) error {
		it, _, err := c.lockItemByToken(req.AccessToken)
		if err != nil {
			return err
		}
		it.Webhook, it.UpdatedAt = address, c.at
		if err := errors.Join(c.tellUpdated(&it), c.watch(&it)); err != nil {
			return err
		}
		resp = &toile.ItemWebhookUpdateResponse{Item: it.At(c.at).View()}
		return c.SaveItem(it)
	})
	return resp, err
}

// ItemAccessTokenInvalidate replaces an access token. The old one is dead at once.
func (a *App) ItemAccessTokenInvalidate(ctx context.Context, who Caller, req *toile.ItemAccessTokenInvalidateRequest) (resp *toile.ItemAccessTokenInvalidateResponse, err error) {
	err = a.update(ctx, who, func(c call) error {
		it, old, err := c.lockItemByToken(req.AccessToken)
		if err != nil {
			return err
		}
		old.Invalidated = true
		if err := c.SaveAccessToken(old); err != nil {
			return err
		}
		token, err := c.grant(&it)
		resp = &toile.ItemAccessTokenInvalidateResponse{NewAccessToken: token}
		return err
	})
	return resp, err
}
