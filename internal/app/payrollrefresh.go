package app

import (
	"cmp"
	"context"
	"reflect"

	"toile"
	"toile/internal/item"
	"toile/internal/webhook"
)

// The outcomes of a refresh (facts api 3.9).
const (
	refreshSuccessful = "SUCCESSFUL"
	refreshPresence   = "USER_PRESENCE_REQUIRED"
	refreshNothingNew = "NOT_FOUND"
)

// CreditPayrollIncomeRefresh retrieves again what payroll providers know of a user. Where a login is
// broken it takes the person: all others are refreshed, and a webhook says so.
func (a *App) CreditPayrollIncomeRefresh(ctx context.Context, who Caller, req *toile.CreditPayrollIncomeRefreshRequest) (resp *toile.CreditPayrollIncomeRefreshResponse, err error) {
	wanted := toile.OrZero(req.Options)
	address := ""
	if wanted.Webhook != nil {
		address = *wanted.Webhook
	}
	if err := item.CheckWebhook("options.webhook", address); err != nil {
		return nil, err
	}
	err = a.update(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.LockUser)
		if err != nil {
			return err
		}
		items, err := c.itemsNamed(u, wanted.ItemIDs)
		if err != nil {
			return err
		}
		var atPayroll []item.Item
		for _, it := range items {
			if c.atPayroll(it) {
				atPayroll = append(atPayroll, it)
			}
		}
		if atPayroll, err = c.lockItems(atPayroll); err != nil {
			return err
		}
		resp, err = c.refreshPayroll(atPayroll, address)
		return err
	})
	return resp, err
}

// refreshPayroll refreshes locked Items at payroll providers.
func (c call) refreshPayroll(items []item.Item, address string) (*toile.CreditPayrollIncomeRefreshResponse, error) {
	if len(items) == 0 {
		return nil, toile.ErrIncomeVerificationNotFound()
	}
	resp := &toile.CreditPayrollIncomeRefreshResponse{VerificationRefreshStatus: refreshNothingNew}
	told := false
	for _, it := range items {
		whose, err := c.whose(it)
		if err != nil {
			return nil, err
		}
		if it.At(c.at).Failure() != nil {
			resp.VerificationRefreshStatus = refreshPresence
			if !told { // the webhook is about the user, not the Item
				told, err = true, c.notify(it.ClientID, cmp.Or(address, it.Webhook), webhook.IncomeReconnect(whose))
			}
			if err != nil {
				return nil, err
			}
			continue
		}
		newer, err := c.refreshItem(it)
		if err != nil {
			return nil, err
		}
		if newer {
			if resp.VerificationRefreshStatus == refreshNothingNew {
				resp.VerificationRefreshStatus = refreshSuccessful
			}
			err = c.notify(it.ClientID, cmp.Or(address, it.Webhook), webhook.IncomeVerification(whose, webhook.IncomeComplete))
		}
		if err != nil {
			return nil, err
		}
	}
	return resp, nil
}

// refreshItem retrieves again what the payroll provider of a locked Item knows, and says whether
// anything in it is new.
func (c call) refreshItem(it item.Item) (newer bool, err error) {
	before, err := c.payroll(it)
	if err != nil {
		return false, err
	}
	it.RefreshedAt, it.UpdatedAt = c.at, c.at
	after, err := c.payroll(it)
	if err != nil {
		return false, err
	}
	return !reflect.DeepEqual(before.Accounts, after.Accounts), c.SaveItem(it)
}
