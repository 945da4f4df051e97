package app

import (
	"context"
	"fmt"
	"strings"

	"toile"
	"toile/internal/item"
	"toile/internal/webhook"
)

// SandboxItemFireWebhook sends a webhook about an Item to where the Item's go, as if what it tells of had happened. It says
// what is true of the Item, and changes nothing else in it.
func (a *App) SandboxItemFireWebhook(ctx context.Context, who Caller, req *toile.SandboxItemFireWebhookRequest) (*toile.SandboxItemFireWebhookResponse, error) {
	f, err := findFirable(req.WebhookCode, req.WebhookType)
	if err != nil {
		return nil, err
	}
	return &toile.SandboxItemFireWebhookResponse{WebhookFired: true}, a.update(ctx, who, func(c call) error {
		it, _, err := c.lockItemByToken(req.AccessToken)
		switch {
		case err != nil:
			return err
		case f.product != "" && !it.Has(f.product):
			return toile.ErrSandboxProductNotEnabled(string(f.product))
		case it.Webhook == "":
			return toile.ErrSandboxWebhookInvalid()
		}
		whose, err := c.whose(it)
		if err != nil {
			return err
		}
		message, err := f.write(firing{c, it, whose})
		if err != nil {
			return err
		}
		if err := c.tellItem(&it, func(webhook.Whose) webhook.Message { return message }); err != nil {
			return err
		}
		return c.SaveItem(it)
	})
}

// firable is a webhook that can be fired, about Items that have a product, or any where it names none.
type firable struct {
	kind    toile.WebhookType
	code    string
	product toile.Products
	write   func(firing) (webhook.Message, error)
}

// firables are all of them (facts link 4.6). Where there are several of one code the first is the usual one. Of
// AUTHORIZATION_GRANTED no more is published than its name.
var firables = []firable{
	{toile.WebhookTypeTransactions, "DEFAULT_UPDATE", toile.ProductsTransactions, firing.transactions},
	{toile.WebhookTypeAuth, "DEFAULT_UPDATE", toile.ProductsAuth, firing.numbers},
	{toile.WebhookTypeHoldings, "DEFAULT_UPDATE", toile.ProductsInvestments, firing.holdings},
	{toile.WebhookTypeInvestmentsTransactions, "DEFAULT_UPDATE", toile.ProductsInvestments, firing.trades},
	{toile.WebhookTypeLiabilities, "DEFAULT_UPDATE", toile.ProductsLiabilities, firing.debts},
	{toile.WebhookTypeTransactions, "SYNC_UPDATES_AVAILABLE", toile.ProductsTransactions, firing.sync},
	{toile.WebhookTypeTransactions, "RECURRING_TRANSACTIONS_UPDATE", toile.ProductsTransactions, firing.recurring},
	{toile.WebhookTypeAuth, "SMS_MICRODEPOSITS_VERIFICATION", toile.ProductsAuth, firing.verified},
	{toile.WebhookTypeItem, "NEW_ACCOUNTS_AVAILABLE", "", saying(webhook.NewAccountsAvailable)},
	{toile.WebhookTypeItem, "LOGIN_REPAIRED", "", saying(webhook.LoginRepaired)},
	{toile.WebhookTypeItem, "AUTHORIZATION_GRANTED", "", saying(webhook.AuthorizationGranted)},
	{toile.WebhookTypeItem, "PENDING_DISCONNECT", "", firing.disconnect},
	{toile.WebhookTypeItem, "USER_PERMISSION_REVOKED", "", firing.revoked},
	{toile.WebhookTypeItem, "USER_ACCOUNT_REVOKED", "", firing.accountRevoked},
	{toile.WebhookTypeAssets, "PRODUCT_READY", toile.ProductsAssets, firing.reportReady},
	{toile.WebhookTypeAssets, "ERROR", toile.ProductsAssets, firing.reportFailed},
	{toile.WebhookTypeItem, "ERROR", "", firing.broken},
}

// saying makes a webhook that says no more than whose it is.
func saying(message func(webhook.Whose) webhook.Message) func(firing) (webhook.Message, error) {
	return func(f firing) (webhook.Message, error) { return message(f.whose), nil }
}

// findFirable finds a webhook by its code and, where that is said, its type.
func findFirable(code string, kind *toile.WebhookType) (firable, error) {
	var kinds []string
	for _, f := range firables {
		if f.code != code {
			continue
		}
		if kind == nil || *kind == f.kind {
			return f, nil
		}
		kinds = append(kinds, string(f.kind))
	}
	return firable{}, toile.ErrInvalidField(fmt.Sprintf("webhook_type must be %s for webhook_code %s", strings.Join(kinds, " or "), code))
}

// firing is a webhook about an Item that is being written.
type firing struct {
	call
	it    item.Item
	whose webhook.Whose
}
