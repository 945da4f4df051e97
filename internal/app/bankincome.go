package app

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"toile"
	"toile/internal/credit"
	"toile/internal/document"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/user"
	"toile/internal/webhook"
)

// maxReports bounds how many reports of a kind one answer has. The sources name no bound.
const maxReports = 100

// reports gives a user's reports of a kind as they are sent: they are stored as they were built and
// never encoded again. A user without any has the error that none gives.
func (c call) reports(userToken, userID *string, kind string, most int, none func() *toile.Error) ([][]byte, error) {
	u, err := c.user(userToken, userID, c.User)
	if err != nil {
		return nil, err
	}
	reports, err := c.IncomeBodies(u.Key, kind, most)
	if err == nil && len(reports) == 0 {
		err = none()
	}
	return reports, err
}

// arrayOf makes one JSON array of reports.
func arrayOf(reports [][]byte) []byte {
	return slices.Concat([]byte{'['}, bytes.Join(reports, []byte{','}), []byte{']'})
}

// CreditBankIncomeGet gives a user's newest reports of bank income as JSON.
func (a *App) CreditBankIncomeGet(ctx context.Context, who Caller, req *toile.CreditBankIncomeGetRequest) (encoded []byte, err error) {
	count := *cmp.Or(toile.OrZero(req.Options).Count, new(1))
	if count < 1 || count > maxReports {
		return nil, toile.ErrInvalidField(fmt.Sprintf("options.count must be 1 to %d", maxReports))
	}
	err = a.view(ctx, who, func(c call) error {
		reports, err := c.reports(req.UserToken, req.UserID, credit.BankIncome, count, toile.ErrIncomeVerificationNotFound)
		encoded = arrayOf(reports)
		return err
	})
	return encoded, err
}

// CreditBankIncomePDFGet gives a user's newest report of bank income as a file. It is written when no
// transaction is open any more.
func (a *App) CreditBankIncomePDFGet(ctx context.Context, who Caller, req *toile.CreditBankIncomePDFGetRequest) (*toile.File, error) {
	var report toile.CreditBankIncome
	err := a.view(ctx, who, func(c call) error {
		reports, err := c.reports(req.UserToken, req.UserID, credit.BankIncome, 1, toile.ErrIncomeVerificationNotFound)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(reports[0], &report); err != nil {
			return fmt.Errorf("a bank income report: %w", err)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	file, err := document.BankIncome(report)
	if err != nil {
		return nil, err
	}
	return toile.NewFile(file), nil
}

// CreditBankIncomeRefresh says what Plaid says since its backend was removed (facts api 2.2 and 3.9).
func (a *App) CreditBankIncomeRefresh(ctx context.Context, who Caller, req *toile.CreditBankIncomeRefreshRequest) (*toile.CreditBankIncomeRefreshResponse, error) {
	return nil, a.view(ctx, who, func(c call) error {
		if _, err := c.user(req.UserToken, req.UserID, c.User); err != nil {
			return err
		}
		return toile.ErrUnimplemented("send the user through Link's update mode to refresh their bank income")
	})
}

// CreditBankIncomeWebhookUpdate says whether a client is told that a user's income changed.
func (a *App) CreditBankIncomeWebhookUpdate(ctx context.Context, who Caller, req *toile.CreditBankIncomeWebhookUpdateRequest) (*toile.CreditBankIncomeWebhookUpdateResponse, error) {
	return &toile.CreditBankIncomeWebhookUpdateResponse{}, a.update(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.LockUser)
		if err != nil {
			return err
		}
		if req.EnableWebhooks && !u.IncomeWebhooks {
			u.IncomeWebhooksAt = c.at
		}
		u.IncomeWebhooks = req.EnableWebhooks
		return c.SaveUser(u)
	})
}

// BankEmploymentGet gives a user's reports of bank employment as JSON, the newest hundred, newest first.
func (a *App) BankEmploymentGet(ctx context.Context, who Caller, req *toile.CreditBankEmploymentGetRequest) (encoded []byte, err error) {
	err = a.view(ctx, who, func(c call) error {
		reports, err := c.reports(&req.UserToken, nil, credit.BankEmployment, maxReports, toile.ErrEmploymentNotFound)
		encoded = arrayOf(reports)
		return err
	})
	return encoded, err
}

// SandboxBankIncomeFireWebhook sends a webhook about bank income: to the address that the request
// names, whoever it is about, or else to where the webhooks of this user go.
func (a *App) SandboxBankIncomeFireWebhook(ctx context.Context, who Caller, req *toile.SandboxBankIncomeFireWebhookRequest) (*toile.SandboxBankIncomeFireWebhookResponse, error) {
	fields := req.WebhookFields
	if fields.UserID == "" {
		return nil, toile.ErrInvalidField("webhook_fields.user_id must be a non-empty string")
	}
	if req.WebhookOverride != nil {
		if *req.WebhookOverride == "" {
			return nil, toile.ErrInvalidField("webhook_override must be a non-empty string")
		}
		if err := item.CheckWebhook("webhook_override", *req.WebhookOverride); err != nil {
			return nil, err
		}
	}
	return &toile.SandboxBankIncomeFireWebhookResponse{}, a.update(ctx, who, func(c call) error {
		userID, to := fields.UserID, ""
		if req.WebhookOverride != nil {
			to = *req.WebhookOverride
		} else {
			var err error
			if userID, to, err = c.incomeWebhook(fields.UserID); err != nil {
				return err
			}
		}
		message := webhook.BankIncomeUpdate(userID)
		if req.WebhookCode == toile.SandboxBankIncomeWebhookFireRequestWebhookCodeBankIncomeRefreshComplete {
			result := cmp.Or(fields.BankIncomeRefreshCompleteResult, new(toile.BankIncomeRefreshCompleteResultSuccess))
			message = webhook.BankIncomeRefreshed(userID, string(*result))
		}
		return c.notify(c.ClientID, to, message)
	})
}

// incomeWebhook gives where a client is told of changes of a user's bank income, and the user_id that
// it is told: where the webhooks of the user's newest Item go that has any, if the client wants to be told of
// this user. A user of the older generation is found by user_token, never by the user_id, which no
// endpoint accepts (facts api 1.4).
func (c call) incomeWebhook(handle string) (userID, url string, err error) {
	var u user.User
	if id.IsToken("user", handle) {
		u, err = c.user(&handle, nil, c.User)
	} else {
		u, err = c.user(nil, &handle, c.User)
	}
	if err != nil {
		return "", "", err
	}
	items, err := c.ItemsByUser(u.Key)
	if err != nil {
		return "", "", err
	}
	for i := len(items) - 1; i >= 0 && u.IncomeWebhooks; i-- {
		if items[i].Webhook != "" {
			return u.ID, items[i].Webhook, nil
		}
	}
	return "", "", toile.ErrSandboxWebhookInvalid()
}
