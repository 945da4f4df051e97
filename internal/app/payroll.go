package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"toile"
	"toile/internal/credit"
	"toile/internal/item"
	"toile/internal/user"
)

// CreditPayrollIncomeGet shows what payroll providers and uploaded documents say of a user's pay. An
// Item whose login is broken still shows what was retrieved.
func (a *App) CreditPayrollIncomeGet(ctx context.Context, who Caller, req *toile.CreditPayrollIncomeGetRequest) (resp *toile.CreditPayrollIncomeGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.User)
		if err != nil {
			return err
		}
		items, err := c.itemsNamed(u, toile.OrZero(req.Options).ItemIDs)
		if err == nil {
			resp, err = c.payrollIncome(items)
		}
		return err
	})
	return resp, err
}

// itemsNamed gives those Items of a user that options name, in the order of their linking, or all when
// they name none.
func (c call) itemsNamed(u user.User, itemIDs []string) ([]item.Item, error) {
	items, err := c.ItemsByUser(u.Key)
	if err != nil || len(itemIDs) == 0 {
		return items, err
	}
	for i, itemID := range itemIDs {
		if !slices.ContainsFunc(items, func(it item.Item) bool { return it.ID == itemID }) {
			return nil, toile.ErrInvalidField(fmt.Sprintf("options.item_ids[%d] must name an Item of the user", i))
		}
	}
	return slices.DeleteFunc(items, func(it item.Item) bool { return !slices.Contains(itemIDs, it.ID) }), nil
}

// payrollIncome shows those of some Items that tell of pay.
func (c call) payrollIncome(items []item.Item) (*toile.CreditPayrollIncomeGetResponse, error) {
	resp := &toile.CreditPayrollIncomeGetResponse{}
	var err error
	resp.Items, err = readyOnes(items, func(it item.Item) (shown toile.PayrollItem, s state, err error) {
		documents, err := c.documentsOf(it, payRead)
		switch {
		case err != nil:
			return shown, s, err
		case documents.waiting:
			return credit.Processing(it), waiting, nil
		case len(documents.uploads) > 0:
			shown, err = c.documentIncome(it, documents.uploads)
			return shown, ready, err
		case c.atPayroll(it):
			shown, err = c.retrieved(it, resp)
			return shown, ready, err
		}
		return shown, absent, nil
	})
	return resp, err
}

// retrieved shows an Item at a payroll provider, each paper with an address at which it can be fetched
// once. One whose login leads nowhere any more failed, and the answer says why.
func (c call) retrieved(it item.Item, resp *toile.CreditPayrollIncomeGetResponse) (toile.PayrollItem, error) {
	payroll, err := c.payroll(it)
	if failure := (*toile.Error)(nil); errors.As(err, &failure) {
		resp.Error = toile.Some(*failure)
		return credit.Failed(it), nil
	}
	if err != nil {
		return toile.PayrollItem{}, err
	}
	addressOf, err := c.downloads()
	if err != nil {
		return toile.PayrollItem{}, err
	}
	urls := map[string]string{}
	for _, paper := range payroll.Papers() {
		urls[paper.DocumentID] = addressOf(it, paper.DocumentID)
	}
	return payroll.View(urls), nil
}

// documentIncome shows an Item of documents, each with an address at which it can be fetched once.
func (c call) documentIncome(it item.Item, uploads []credit.Upload) (toile.PayrollItem, error) {
	addressOf, err := c.downloads()
	if err != nil {
		return toile.PayrollItem{}, err
	}
	urls := make([]string, len(uploads))
	for i, u := range uploads {
		urls[i] = addressOf(it, u.ID)
	}
	return credit.Documents(it, uploads, urls), nil
}

// atPayroll reports whether an Item is at a payroll provider and tells of pay.
func (c call) atPayroll(it item.Item) bool {
	institution, _ := c.world.Institution(it.InstitutionID)
	return institution.Payroll
}

// payroll gives what an Item at a payroll provider has, as of when it was last retrieved. A login that
// leads nowhere any more is a verification that failed.
func (c call) payroll(it item.Item) (credit.Payroll, error) {
	ledger, err := c.world.Ledger(it.Login, it.CreatedAt, nil)
	if mistake := (*toile.Error)(nil); errors.As(err, &mistake) {
		err = toile.ErrIncomeVerificationFailed()
	}
	if err != nil {
		return credit.Payroll{}, err
	}
	return credit.Payroll{Item: it, Accounts: ledger.Payroll(it.Retrieved()), IDs: c.dataIDs}, nil
}

// payrollByToken finds the payroll Item behind an access token. Without one the error says why there
// is nothing to show.
func (c call) payrollByToken(accessToken string, none *toile.Error) (credit.Payroll, error) {
	it, err := c.itemByToken(accessToken)
	if err == nil && !c.atPayroll(it) {
		err = none
	}
	if err != nil {
		return credit.Payroll{}, err
	}
	return c.payroll(it)
}
