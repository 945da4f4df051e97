package app

import (
	"errors"
	"maps"
	"time"

	"toile"
	"toile/internal/item"
	"toile/internal/link"
	"toile/internal/product"
	"toile/internal/store"
	"toile/internal/user"
	"toile/internal/webhook"
)

// incomeDays is how many days without a deposit end a source of income.
const incomeDays = 90

// tellIncome says that a user's bank income changed since the Item's was last told of, or since the client asked to be
// told of this user (spec, /credit/bank_income/webhook/update). The caller saves the Item.
func (c call) tellIncome(it *item.Item) error {
	if it.Webhook == "" || it.UserKey.IsZero() || !c.hasBankIncome(*it) || it.At(c.at).Failure() != nil {
		return nil
	}
	u, err := c.User(it.UserKey)
	if errors.Is(err, store.ErrNotFound) || err == nil && !u.IncomeWebhooks {
		return nil
	}
	if err != nil {
		return err
	}
	since := incomeKnown(*it, u)
	if !c.at.After(since) { // the clock was turned back
		return nil
	}
	source, err := c.sourceOf(*it)
	if err != nil {
		return err
	}
	it.News.IncomeAt = c.at
	if !incomeChanged(incomeProfile(source, since), incomeProfile(source, c.at)) {
		return nil
	}
	return c.tellItem(it, func(w webhook.Whose) webhook.Message { return webhook.BankIncomeUpdate(w.UserID) })
}

func (c call) hasBankIncome(it item.Item) bool {
	return it.Has(toile.ProductsIncomeVerification) && it.InstitutionID != "" && !c.atPayroll(it)
}

// incomeKnown gives the instant whose income the client is taken to know.
func incomeKnown(it item.Item, u user.User) time.Time {
	since := it.CreatedAt
	for _, at := range []time.Time{it.News.IncomeAt, u.IncomeWebhooksAt} {
		if at.After(since) {
			since = at
		}
	}
	return since
}

// incomeProfile gives how often each source of an Item's income pays, by what names it.
func incomeProfile(source product.Source, at time.Time) map[string]toile.CreditBankIncomePayFrequency {
	profile := map[string]toile.CreditBankIncomePayFrequency{}
	for _, s := range link.See(source.Ledger, source.Item.Accounts, incomeDays, at).Streams {
		profile[s.Key] = s.Frequency
	}
	return profile
}

// incomeChanged reports whether a source came or went, or pays in another rhythm. That the rhythm of a new one shows
// after some deposits is no change.
func incomeChanged(before, after map[string]toile.CreditBankIncomePayFrequency) bool {
	const unknown = toile.CreditBankIncomePayFrequencyUnknown
	return !maps.EqualFunc(before, after, func(a, b toile.CreditBankIncomePayFrequency) bool {
		return a == b || a == unknown || b == unknown
	})
}
