package app

import (
	"context"
	"slices"

	"toile"
	"toile/internal/credit"
	"toile/internal/item"
	"toile/internal/user"
	"toile/internal/webhook"
)

// examinedTask tells that the documents of an Item were examined for fraud: the subject.
const examinedTask = "risk signals"

// incomeExamined sends the webhook that says so.
func (c call) incomeExamined(itemID string) error {
	return c.tellOfIncome(itemID, webhook.IncomeRiskSignals)
}

// CreditPayrollIncomeRiskSignalsGet shows what speaks for and against the documents that a user uploaded.
// Income from payroll providers has nothing of the kind.
func (a *App) CreditPayrollIncomeRiskSignalsGet(ctx context.Context, who Caller, req *toile.CreditPayrollIncomeRiskSignalsGetRequest) (resp *toile.CreditPayrollIncomeRiskSignalsGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.User)
		if err != nil {
			return err
		}
		items, err := c.documentItems(u)
		if err == nil {
			resp, err = c.riskSignals(items)
		}
		return err
	})
	return resp, err
}

func (c call) riskSignals(items []item.Item) (*toile.CreditPayrollIncomeRiskSignalsGetResponse, error) {
	views, err := readyOnes(items, func(it item.Item) (toile.PayrollRiskSignalsItem, state, error) {
		shown := toile.PayrollRiskSignalsItem{ItemID: it.ID}
		documents, err := c.documentsOf(it, examined)
		switch {
		case documents.waiting:
			shown.VerificationRiskSignals = append(shown.VerificationRiskSignals, credit.Examining(documents.uploads))
			return shown, waiting, err
		case len(documents.uploads) > 0:
			shown.VerificationRiskSignals = append(shown.VerificationRiskSignals, credit.RiskSignals(documents.uploads))
		}
		return shown, ready, err
	})
	return &toile.CreditPayrollIncomeRiskSignalsGetResponse{Items: views}, err
}

// documentItems lists the Items of a user that were made from documents, in the order of their linking.
func (c call) documentItems(u user.User) ([]item.Item, error) {
	items, err := c.ItemsByUser(u.Key)
	items = slices.DeleteFunc(items, func(it item.Item) bool { return it.InstitutionID != "" })
	return items, err
}
