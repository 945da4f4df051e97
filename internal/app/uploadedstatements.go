package app

import (
	"context"
	"time"

	"toile"
	"toile/internal/credit"
	"toile/internal/item"
)

// CreditBankStatementsUploadsGet shows what was read in the bank statements that a user uploaded.
func (a *App) CreditBankStatementsUploadsGet(ctx context.Context, who Caller, req *toile.CreditBankStatementsUploadsGetRequest) (resp *toile.CreditBankStatementsUploadsGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		u, err := c.user(req.UserToken, req.UserID, c.User)
		if err != nil {
			return err
		}
		items, err := c.itemsNamed(u, toile.OrZero(req.Options).ItemIDs)
		if err == nil {
			resp, err = c.bankStatements(items)
		}
		return err
	})
	return resp, err
}

// bankStatements shows those of some Items for which bank statements were uploaded.
func (c call) bankStatements(items []item.Item) (*toile.CreditBankStatementsUploadsGetResponse, error) {
	views, err := readyOnes(items, func(it item.Item) (shown toile.CreditBankStatementUploadItem, s state, err error) {
		statements, err := c.documentsOf(it, statementRead)
		switch {
		case err != nil || len(statements.uploads) == 0:
			return shown, absent, err
		case statements.waiting:
			return credit.UnreadStatements(it), waiting, nil
		}
		shown, err = c.statementItem(it, statements.uploads)
		return shown, ready, err
	})
	return &toile.CreditBankStatementsUploadsGetResponse{Items: views}, err
}

// statementItem shows bank statements that were read, each with an address at which it can be fetched once.
func (c call) statementItem(it item.Item, statements []credit.Upload) (toile.CreditBankStatementUploadItem, error) {
	addressOf, err := c.downloads()
	if err != nil {
		return toile.CreditBankStatementUploadItem{}, err
	}
	var views []toile.CreditBankStatementUploadObject
	var read time.Time
	for _, u := range statements {
		accountID := c.ids.UUID("uploaded account", it.ID+"/"+credit.StatementAccount(u), 1)
		if views = append(views, credit.BankStatement(u, accountID, addressOf(it, u.ID))); u.ReadyAt.After(read) {
			read = u.ReadyAt
		}
	}
	return credit.ReadStatements(it, views, read), nil
}
