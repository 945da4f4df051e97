package app

import (
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
	"toile/internal/product"
	"toile/internal/webhook"
)

// What a fired webhook says is what it would say if what it tells of were about all that the Item has of a product.

const (
	firedDays     = 730                // of trades that are told of: all that can be read
	untilGone     = 7 * 24 * time.Hour // from the webhook to the end of an Item whose consent does not end (facts link 4.3)
	firedReport   = "fired asset report"
	debtChanged   = "last_payment_amount" // that every kind of debt has
	verifiedBySMS = "MANUALLY_VERIFIED"
)

// transactions tells of those of today and yesterday.
func (f firing) transactions() (m webhook.Message, err error) {
	s, err := f.sourceOf(f.it)
	if err != nil {
		return m, err
	}
	added, today := 0, bank.DateOf(f.at)
	if f.it.Feed.Status(f.at) != toile.TransactionsUpdateStatusNotReady {
		for _, t := range s.Ledger.Transactions(today-1, today, f.at) {
			if slices.ContainsFunc(s.Item.Accounts, func(a item.Account) bool { return a.Number == t.Account }) {
				added++
			}
		}
	}
	return webhook.TransactionsUpdate(f.it.ID, added), nil
}

func (f firing) sync() (webhook.Message, error) {
	status := f.it.Feed.Status(f.at)
	return webhook.SyncUpdatesAvailable(f.whose, status != toile.TransactionsUpdateStatusNotReady,
		status == toile.TransactionsUpdateStatusHistoricalUpdateComplete), nil
}

func (f firing) recurring() (webhook.Message, error) {
	ids, err := f.accounts(func(b bank.Book) bool { return b.Type == "depository" || b.Type == "credit" })
	return webhook.RecurringUpdate(f.it.ID, ids), err
}

func (f firing) numbers() (webhook.Message, error) {
	ids, err := f.accounts(numbered)
	return webhook.AuthUpdate(f.it.ID, nil, each(ids, "ACCOUNT_NUMBER", "ROUTING_NUMBER")), err
}

func (f firing) verified() (webhook.Message, error) {
	accountID, err := f.first(numbered)
	return webhook.SMSMicrodepositsVerification(f.it.ID, accountID, verifiedBySMS), err
}

// numbered reports whether an account has a number that /auth/get shows.
func numbered(b bank.Book) bool { return b.Numbers != bank.Numbers{} }

func (f firing) holdings() (m webhook.Message, err error) {
	s, err := f.sourceOf(f.it)
	if err != nil {
		return m, err
	}
	held, _ := s.Held(s.Item.Accounts)
	return webhook.HoldingsUpdate(f.whose, 0, len(held)), nil
}

func (f firing) trades() (m webhook.Message, err error) {
	s, err := f.sourceOf(f.it)
	if err != nil {
		return m, err
	}
	today := bank.DateOf(f.at)
	traded, _ := s.Traded(s.Item.Accounts, bank.Period{From: today - firedDays, To: today})
	return webhook.InvestmentsUpdate(f.whose, len(traded), 0), nil
}

func (f firing) debts() (webhook.Message, error) {
	ids, err := f.accounts(func(b bank.Book) bool { return b.Liability != nil })
	return webhook.LiabilitiesUpdate(f.whose, nil, each(ids, debtChanged)), err
}

// disconnect says when the consent ends. Where it never does it is the institution that moves elsewhere.
func (f firing) disconnect() (webhook.Message, error) {
	if f.it.ConsentExpires.IsZero() {
		return webhook.PendingDisconnect(f.whose, webhook.InstitutionMigration, f.at.Add(untilGone)), nil
	}
	return webhook.PendingDisconnect(f.whose, webhook.InstitutionTokenExpiration, f.it.ConsentExpires), nil
}

func (f firing) revoked() (webhook.Message, error) {
	return webhook.UserPermissionRevoked(f.whose, toile.ErrUserPermissionRevoked()), nil
}

func (f firing) accountRevoked() (webhook.Message, error) {
	accountID, err := f.first(func(bank.Book) bool { return true })
	return webhook.UserAccountRevoked(f.whose, accountID), err
}

// broken says in which error the Item is, or in which it would be.
func (f firing) broken() (webhook.Message, error) {
	failure := f.it.At(f.at).Failure()
	if failure == nil {
		failure = toile.ErrItemLoginRequired()
	}
	return webhook.ItemError(f.whose, failure), nil
}

func (f firing) reportReady() (webhook.Message, error) {
	reportID, err := f.report()
	return webhook.AssetsReady(reportID, f.whose.UserID, "FULL"), err
}

func (f firing) reportFailed() (webhook.Message, error) {
	reportID, err := f.report()
	return webhook.AssetsError(reportID, f.whose.UserID, toile.ErrAssetReportDataUnavailable()), err
}

// report names a report of the Item's user, or one that there is not.
func (f firing) report() (string, error) {
	if !f.it.UserKey.IsZero() {
		ids, err := f.AssetReportsOf(f.it.UserKey)
		if err != nil || len(ids) > 0 {
			return append(ids, "")[0], err
		}
	}
	return f.dataIDs.UUID(firedReport, f.it.ID, 1), nil
}

// accounts names those of the Item's accounts of which something is so.
func (f firing) accounts(is func(bank.Book) bool) (ids []string, err error) {
	var s product.Source
	if s, err = f.sourceOf(f.it); err != nil {
		return nil, err
	}
	for _, account := range s.Item.Accounts {
		if book, ok := s.Ledger.Book(account.Number); ok && is(book) {
			ids = append(ids, account.ID)
		}
	}
	return ids, nil
}

// first names the first of them, which a webhook cannot do without.
func (f firing) first(is func(bank.Book) bool) (string, error) {
	ids, err := f.accounts(is)
	if err == nil && len(ids) == 0 {
		err = toile.ErrInvalidField("access_token: the Item has no account of which this webhook could tell")
	}
	return append(ids, "")[0], err
}

// each says the same of several accounts.
func each(ids []string, what ...string) map[string][]string {
	all := map[string][]string{}
	for _, accountID := range ids {
		all[accountID] = what
	}
	return all
}
