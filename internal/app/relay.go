package app

import (
	"context"

	"toile"
	"toile/internal/asset"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/webhook"
)

// CreditRelayCreate makes a token with which another client reads a report with its own keys. Whether
// there is such a client is not asked: it may be added later.
func (a *App) CreditRelayCreate(ctx context.Context, who Caller, req *toile.CreditRelayCreateRequest) (resp *toile.CreditRelayCreateResponse, err error) {
	hook := req.Webhook.Or("")
	if err := item.CheckWebhook("webhook", hook); err != nil {
		return nil, err
	}
	if checkClientID(req.SecondaryClientID) != nil {
		return nil, toile.ErrInvalidField("secondary_client_id must be the client_id of the third party")
	}
	err = a.update(ctx, who, func(c call) error {
		r, err := c.sharedReport(req.ReportTokens)
		if err != nil {
			return err
		}
		n, err := c.Next("relays of " + c.ClientID)
		if err != nil {
			return err
		}
		text := c.ids.Token("credit-relay", c.ClientID, n)
		resp = &toile.CreditRelayCreateResponse{RelayToken: text}
		return c.CreateReportToken(asset.Token{
			Key: id.KeyOf(text), Kind: asset.Relay, ClientID: c.ClientID, ReaderID: req.SecondaryClientID, ReportIDs: []string{r.ID}, Webhook: hook,
		})
	})
	return resp, err
}

// relay finds a relay.
func (c call) relay(text string, read func(id.Key) (asset.Token, error)) (asset.Token, error) {
	if !id.IsToken("credit-relay", text) {
		return asset.Token{}, toile.ErrInvalidRelayTokenFormat()
	}
	return c.reportToken(text, asset.Relay, read, toile.ErrInvalidRelayToken)
}

// relayed finds the report that was relayed to the caller.
func (c call) relayed(text string, read func(id.Key) (asset.Token, error)) (asset.Token, asset.Report, error) {
	token, err := c.relay(text, read)
	if err == nil && !token.Admits(c.ClientID) {
		err = toile.ErrInvalidRelayToken()
	}
	if err != nil {
		return token, asset.Report{}, err
	}
	r, err := c.reportBehind(token, toile.ErrInvalidRelayToken)
	return token, r, err
}

// relayedBody gives what a report that was relayed says, as it is kept. Who relayed it is told when it
// is read first, in whatever form.
func (a *App) relayedBody(ctx context.Context, who Caller, relayToken string) ([]byte, error) {
	return a.readReport(ctx, who, func(c call) ([]byte, error) {
		token, r, err := c.relayed(relayToken, c.ReportToken)
		if err != nil {
			return nil, err
		}
		body, err := c.body(r, asset.Full)
		if err == nil && token.Webhook != "" && !token.Read {
			err = c.relayWasRead(relayToken)
		}
		return body, err
	})
}

// CreditRelayGet reads a report that was relayed.
func (a *App) CreditRelayGet(ctx context.Context, who Caller, req *toile.CreditRelayGetRequest) ([]byte, error) {
	body, err := a.relayedBody(ctx, who, req.RelayToken)
	if err != nil {
		return nil, err
	}
	return shown(body, toile.Optional[int]{}, req.IncludeInsights)
}

// CreditRelayPDFGet gives a report that was relayed as a file.
func (a *App) CreditRelayPDFGet(ctx context.Context, who Caller, req *toile.CreditRelayPDFGetRequest) (*toile.File, error) {
	body, err := a.relayedBody(ctx, who, req.RelayToken)
	if err != nil {
		return nil, err
	}
	return reportPDF(body, toile.Optional[int]{})
}

// relayWasRead notes that a relayed report was read, and tells the owner once. The code of this
// webhook is not published; the one of a report that is ready is.
func (c call) relayWasRead(text string) error {
	if !c.writes {
		return errMustWrite
	}
	token, r, err := c.relayed(text, c.LockReportToken)
	if err != nil || token.Read {
		return err
	}
	token.Read = true
	if err := c.SaveReportToken(token); err != nil {
		return err
	}
	userID, err := c.userIDOf(r.Order.UserKey)
	if err != nil {
		return err
	}
	return c.notify(token.ClientID, token.Webhook, webhook.AssetsReady(r.ID, userID, "FULL"))
}

// CreditRelayRefresh puts a new report with the newest data behind a relay: the one who reads it asks
// for it, and is told when it is ready.
func (a *App) CreditRelayRefresh(ctx context.Context, who Caller, req *toile.CreditRelayRefreshRequest) (resp *toile.CreditRelayRefreshResponse, err error) {
	hook := req.Webhook.Or("")
	if err := item.CheckWebhook("webhook", hook); err != nil {
		return nil, err
	}
	err = a.update(ctx, who, func(c call) error {
		token, r, err := c.relayed(req.RelayToken, c.LockReportToken)
		if err != nil {
			return err
		}
		order := r.Order
		order.Webhook = hook
		fresh, _, err := c.reportAgain(r, order)
		if err != nil {
			return err
		}
		token.ReportIDs = []string{fresh.ID}
		resp = &toile.CreditRelayRefreshResponse{RelayToken: req.RelayToken, AssetReportID: &fresh.ID}
		return c.SaveReportToken(token)
	})
	return resp, err
}

// CreditRelayRemove ends a relay. Only who made it can.
func (a *App) CreditRelayRemove(ctx context.Context, who Caller, req *toile.CreditRelayRemoveRequest) (*toile.CreditRelayRemoveResponse, error) {
	return &toile.CreditRelayRemoveResponse{Removed: true}, a.update(ctx, who, func(c call) error {
		token, err := c.relay(req.RelayToken, c.LockReportToken)
		if err == nil && token.ClientID != c.ClientID {
			err = toile.ErrInvalidRelayToken()
		}
		if err != nil {
			return err
		}
		token.Removed = true
		return c.SaveReportToken(token)
	})
}
