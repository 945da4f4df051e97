package app

import (
	"errors"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
	"toile/internal/store"
	"toile/internal/webhook"
)

// tellItem sends a webhook about an Item to where the Item's go, and notes it. The caller saves the Item.
func (c call) tellItem(it *item.Item, message func(webhook.Whose) webhook.Message) error {
	if it.Webhook == "" {
		return nil
	}
	whose, err := c.whose(*it)
	if err != nil {
		return err
	}
	m := message(whose)
	it.LastWebhook = &item.Sent{At: c.at, Code: m.Code}
	return c.notify(it.ClientID, it.Webhook, m)
}

// whose says of which Item and user a webhook tells.
func (c call) whose(it item.Item) (webhook.Whose, error) {
	w := webhook.Whose{ItemID: it.ID}
	if it.UserKey.IsZero() {
		return w, nil
	}
	u, err := c.User(it.UserKey)
	if errors.Is(err, store.ErrNotFound) {
		return w, nil
	}
	w.UserID, w.New = u.ID, !u.Legacy
	return w, err
}

// tellBroken says that an Item is in an error.
func (c call) tellBroken(it *item.Item) error {
	return c.tellItem(it, func(w webhook.Whose) webhook.Message { return webhook.ItemError(w, it.At(c.at).Failure()) })
}

// america are the countries in which an Item is told to be disconnected, and not its consent to end.
var america = []string{"US", "CA"}

// tellConsentEnding says that the consent of an Item's person ends in a week. In America and in Europe that has different
// names (facts link 4.3).
func (c call) tellConsentEnding(it *item.Item) error {
	institution, _ := c.world.Institution(it.InstitutionID)
	return c.tellItem(it, func(w webhook.Whose) webhook.Message {
		if institution.In(america) {
			return webhook.PendingDisconnect(w, webhook.InstitutionTokenExpiration, it.ConsentExpires)
		}
		return webhook.PendingExpiration(w, it.ConsentExpires)
	})
}

// tellUpdated says to the new address that the webhooks of an Item go there from now on.
func (c call) tellUpdated(it *item.Item) error {
	return c.tellItem(it, func(webhook.Whose) webhook.Message { return webhook.UpdateAcknowledged(it.ID, it.Webhook) })
}

// tellNewAccounts says that a login showed accounts that the one before it did not, and that the person was not asked to
// share. A custom user whose configuration grew is one who has new accounts.
func (c call) tellNewAccounts(it *item.Item, before bank.Login) error {
	if it.Login == before {
		return nil
	}
	known, err := c.shownTo(before, *it)
	if err != nil {
		return err
	}
	found, err := c.shownTo(it.Login, *it)
	if err != nil || len(known) == 0 {
		return err
	}
	accounts := make([]item.Account, len(known))
	for i := range known {
		accounts[i].Account = known[i]
	}
	fresh := len(found)
	for _, place := range item.Match(accounts, found) {
		if place >= 0 {
			fresh--
		}
	}
	if fresh == 0 {
		return nil
	}
	return c.tellItem(it, webhook.NewAccountsAvailable)
}

// shownTo lists the accounts that the bank of an Item shows to a login, none to one that leads nowhere.
func (c call) shownTo(login bank.Login, it item.Item) (accounts []bank.Account, err error) {
	if it.Webhook == "" || it.InstitutionID == "" || c.atPayroll(it) {
		return nil, nil
	}
	ledger, err := c.world.Ledger(login, it.CreatedAt, nil)
	if mistake := (*toile.Error)(nil); errors.As(err, &mistake) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, book := range ledger.Books {
		accounts = append(accounts, book.Account)
	}
	return accounts, nil
}
