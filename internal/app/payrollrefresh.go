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

// refreshPayroll refreshes locked Items at payroll providers, and tells of it: an address that was named for it, else each
// Item's own.
func (c call) refreshPayroll(items []item.Item, address string) (*toile.CreditPayrollIncomeRefreshResponse, error) {
	if len(items) == 0 {
		return nil, toile.ErrIncomeVerificationNotFound()
	}
	status, told := refreshNothingNew, false
	for _, it := range items {
		if it.At(c.at).Failure() != nil {
			status = refreshPresence
			if told { // the webhook is about the user, not the Item
				continue
			}
			told = cmp.Or(address, it.Webhook) != ""
			if err := c.tellRefreshed(it, address, webhook.IncomeReconnect); err != nil {
				return nil, err
			}
			continue
		}
		newer, err := c.refreshItem(it, address)
		if err != nil {
			return nil, err
		}
		if newer && status == refreshNothingNew {
			status = refreshSuccessful
		}
	}
	return &toile.CreditPayrollIncomeRefreshResponse{VerificationRefreshStatus: status}, nil
}

// refreshItem retrieves again what the payroll provider of a locked Item knows, and says and tells whether anything in it
// is new.
func (c call) refreshItem(it item.Item, address string) (newer bool, err error) {
	before, err := c.payroll(it)
	if err != nil {
		return false, err
	}
	it.RefreshedAt, it.UpdatedAt = c.at, c.at
	after, err := c.payroll(it)
	if err != nil {
		return false, err
	}
	if reflect.DeepEqual(before.Accounts, after.Accounts) {
		return false, c.SaveItem(it)
	}
	return true, c.tellRefreshed(it, address, func(w webhook.Whose) webhook.Message {
		return webhook.IncomeVerification(w, webhook.IncomeComplete)
	})
}

// tellRefreshed saves an Item and tells of its refresh.
func (c call) tellRefreshed(it item.Item, address string, message func(webhook.Whose) webhook.Message) error {
	if address == "" {
		if err := c.tellItem(&it, message); err != nil {
			return err
		}
		return c.SaveItem(it)
	}
	whose, err := c.whose(it)
	if err == nil {
		err = c.notify(it.ClientID, address, message(whose))
	}
	if err == nil {
		err = c.SaveItem(it)
	}
	return err
}
