package app

import (
	"context"
	"errors"
	"strings"

	"toile"
	"toile/internal/item"
	"toile/internal/store"
	"toile/internal/webhook"
)

// verifiedTask tells that the income behind an Item can be read: the subject.
const verifiedTask = "income verification"

// incomeVerified tells that what the payroll provider of an Item or its documents say of the income can be read.
func (c call) incomeVerified(itemID string) error {
	return c.tellOfIncome(itemID, func(whose webhook.Whose) webhook.Message {
		return webhook.IncomeVerification(whose, webhook.IncomeComplete)
	})
}

// tellOfIncome sends a webhook about the income behind an Item to where the Item's go. One that was
// removed, or has no income, has nothing to tell.
func (c call) tellOfIncome(itemID string, message func(webhook.Whose) webhook.Message) error {
	it, err := c.LockItem(itemID)
	if errors.Is(err, store.ErrNotFound) || err == nil && (it.Removed || it.Webhook == "" || !it.Has(toile.ProductsIncomeVerification)) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := c.tellItem(&it, message); err != nil {
		return err
	}
	return c.SaveItem(it)
}

// SandboxIncomeFireWebhook sends a webhook about an income as it is asked to: what it names need not
// be there (facts api 3.12).
func (a *App) SandboxIncomeFireWebhook(ctx context.Context, who Caller, req *toile.SandboxIncomeFireWebhookRequest) (*toile.SandboxIncomeFireWebhookResponse, error) {
	switch {
	case req.ItemID == "":
		return nil, toile.ErrInvalidField("item_id must be a non-empty string")
	case req.Webhook == "":
		return nil, toile.ErrInvalidField("webhook must be a non-empty string")
	}
	if err := item.CheckWebhook("webhook", req.Webhook); err != nil {
		return nil, err
	}
	code, fresh := strings.CutPrefix(string(req.WebhookCode), "USER_")
	whose := webhook.Whose{ItemID: req.ItemID, New: fresh}
	if req.UserID != nil {
		whose.UserID = *req.UserID
	}
	message := webhook.IncomeRiskSignals(whose)
	if code == string(toile.SandboxIncomeWebhookFireRequestWebhookCodeIncomeVerification) {
		status := webhook.IncomeComplete
		if req.VerificationStatus != nil {
			status = webhook.IncomeStatus(*req.VerificationStatus)
		}
		message = webhook.IncomeVerification(whose, status)
	}
	return &toile.SandboxIncomeFireWebhookResponse{}, a.update(ctx, who, func(c call) error {
		return c.notify(c.ClientID, req.Webhook, message)
	})
}
