package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"toile"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/store"
)

// How long link tokens and what they lead to live (facts link 2.1).
const (
	linkTokenLife   = 4 * time.Hour
	updateTokenLife = 30 * time.Minute
	sessionsShown   = 6 * time.Hour // after their end, in /link/token/get
)

// LinkTokenCreate makes a link token.
func (a *App) LinkTokenCreate(ctx context.Context, who Caller, req *toile.LinkTokenCreateRequest) (resp *toile.LinkTokenCreateResponse, err error) {
	config, err := link.ConfigOf(req)
	if err != nil {
		return nil, err
	}
	if _, ok := a.world.Institution(config.InstitutionID); config.InstitutionID != "" && !ok {
		return nil, toile.ErrInvalidInstitution()
	}
	err = a.update(ctx, who, func(c call) error {
		token := link.Token{ClientID: c.ClientID, CreatedAt: c.at, Config: config, Expiration: c.at.Add(linkTokenLife)}
		if req.User != nil {
			token.ClientUserID = req.User.ClientUserID
		}
		if err := c.linkUser(req.UserToken, req.UserID, &token); err != nil {
			return err
		}
		if link.IsUpdate(req) {
			update, err := c.linkUpdate(req, token.UserKey)
			if err != nil {
				return err
			}
			token.Config.Update = update
			token.Config.Webhook = "" // an Item keeps its own (facts api 3.2)
			token.Expiration = c.at.Add(updateTokenLife)
		}
		if config.Hosted != nil {
			token.Expiration = c.at.Add(config.Hosted.Lifetime(token.Config.Update != nil))
		}
		text, err := c.saveLinkToken(&token)
		if err != nil {
			return err
		}
		resp = &toile.LinkTokenCreateResponse{LinkToken: text, Expiration: toile.Seconds(token.Expiration), UserID: toile.NonEmpty(token.UserID)}
		return c.host(token, resp)
	})
	return resp, err
}

// linkUser puts the user that a request names, if any, into the link token.
func (c call) linkUser(userToken, userID *string, token *link.Token) error {
	if userToken == nil && userID == nil {
		return nil
	}
	u, err := c.user(userToken, userID, c.User)
	if err != nil {
		return err
	}
	token.UserKey, token.UserID = u.Key, u.ID
	if token.ClientUserID == "" {
		token.ClientUserID = u.ClientUserID
	}
	return nil
}

// saveLinkToken gives the token its text and keeps its key, and the text where webhooks name it.
func (c call) saveLinkToken(token *link.Token) (string, error) {
	parent := token.ClientID + "/" + token.ClientUserID
	if !token.UserKey.IsZero() {
		parent = token.UserKey.String()
	}
	n, err := c.Next("link tokens of " + parent)
	if err != nil {
		return "", err
	}
	text := c.ids.Token("link", parent, n)
	token.Key = id.KeyOf(text)
	if token.Config.Told() {
		token.Text = text
	}
	return text, c.CreateLinkToken(*token)
}

// linkUpdate finds the Item that an update-mode token is about.
func (c call) linkUpdate(req *toile.LinkTokenCreateRequest, owner id.Key) (*link.Update, error) {
	it, err := c.updatedItem(req, owner)
	if err != nil {
		return nil, err
	}
	if it.InstitutionID == "" {
		return nil, toile.ErrInvalidField("update mode needs an Item at an institution, and this one was made from documents")
	}
	update := &link.Update{ItemID: it.ID, InstitutionID: it.InstitutionID, Username: it.Login.Username, Accounts: it.Accounts}
	if req.Update != nil && req.Update.AccountSelectionEnabled != nil {
		update.AccountSelection = *req.Update.AccountSelectionEnabled
	}
	return update, nil
}

func (c call) updatedItem(req *toile.LinkTokenCreateRequest, owner id.Key) (item.Item, error) {
	if req.AccessToken.Value != nil {
		return c.itemByToken(*req.AccessToken.Value)
	}
	if owner.IsZero() {
		return item.Item{}, toile.ErrMissingFields("user_token")
	}
	items, err := c.ItemsByUser(owner)
	if err != nil {
		return item.Item{}, err
	}
	slices.Reverse(items) // the newest first
	if itemID, payroll := link.PayrollUpdate(req); payroll {
		for _, it := range items {
			if c.atPayroll(it) && (itemID == "" || itemID == it.ID) {
				return it, nil
			}
		}
		return item.Item{}, toile.ErrInvalidField("income_verification.payroll_income.item_id_to_update must name an Item of the user at a payroll provider")
	}
	wanted := req.Update.ItemIDs.Or(nil)
	for _, it := range items {
		if slices.Contains(wanted, it.ID) || len(wanted) == 0 && it.At(c.at).Failure() != nil {
			return it, nil
		}
	}
	if len(wanted) > 0 {
		return item.Item{}, toile.ErrInvalidField("update.item_ids must name an Item of the user")
	}
	return item.Item{}, toile.ErrInvalidField("update.user: the user has no Item that needs an update; name one in update.item_ids")
}

// linkToken finds a link token, by c.LinkToken or, to change it, by c.LockLinkToken.
func (c call) linkToken(text string, read func(id.Key) (link.Token, error)) (link.Token, error) {
	if !id.IsToken("link", text) {
		return link.Token{}, toile.ErrInvalidLinkToken()
	}
	token, err := read(id.KeyOf(text))
	if errors.Is(err, store.ErrNotFound) {
		return token, toile.ErrInvalidLinkToken()
	}
	return token, err
}

// LinkTokenGet tells what a link token was made with and what became of it.
func (a *App) LinkTokenGet(ctx context.Context, who Caller, req *toile.LinkTokenGetRequest) (resp *toile.LinkTokenGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		token, err := c.linkToken(req.LinkToken, c.LinkToken)
		if err == nil && token.ClientID != c.ClientID { // another client's is as unknown as none
			err = toile.ErrInvalidLinkToken()
		}
		if err != nil {
			return err
		}
		resp = &toile.LinkTokenGetResponse{
			LinkToken: req.LinkToken, CreatedAt: new(toile.Seconds(token.CreatedAt)), Expiration: new(toile.Seconds(token.Expiration)),
			UserID: toile.NonEmpty(token.UserID),
		}
		if resp.Metadata, err = linkMetadata(token.Config); err != nil {
			return err
		}
		sessions, err := c.SessionsByToken(token.Key)
		for _, s := range sessions {
			if end, ended := s.EndedAt(); !ended || c.at.Sub(end) < sessionsShown {
				resp.LinkSessions = append(resp.LinkSessions, link.LinkSession(s))
			}
		}
		return err
	})
	return resp, err
}

// linkMetadata echoes what a token was made with.
func linkMetadata(config link.Config) (toile.LinkTokenGetMetadataResponse, error) {
	m := toile.LinkTokenGetMetadataResponse{
		Webhook: toile.NonEmpty(config.Webhook), Language: toile.NonEmpty(config.Language),
		RedirectURI: toile.NonEmpty(config.RedirectURI), ClientName: toile.NonEmpty(config.ClientName),
	}
	for _, p := range config.Products {
		m.InitialProducts = append(m.InitialProducts, toile.Products(p))
	}
	for _, country := range config.CountryCodes {
		m.CountryCodes = append(m.CountryCodes, toile.CountryCode(country))
	}
	if config.RoutingNumber != "" {
		m.InstitutionData = &toile.LinkTokenCreateInstitutionData{RoutingNumber: &config.RoutingNumber}
	}
	if config.AccountFilters != nil {
		if err := json.Unmarshal(config.AccountFilters, &m.AccountFilters); err != nil {
			return m, fmt.Errorf("account filters of a link token: %w", err)
		}
	}
	return m, nil
}
