package app

import (
	"context"
	"errors"
	"strings"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
	"toile/internal/item"
	"toile/internal/product"
	"toile/internal/store"
	"toile/internal/webhook"
)

// StatementsList lists the statements that an Item has.
func (a *App) StatementsList(ctx context.Context, who Caller, req *toile.StatementsListRequest) (*toile.StatementsListResponse, error) {
	return read(ctx, a, who, req.AccessToken, toile.ProductsStatements, func(source product.Source) (*toile.StatementsListResponse, error) {
		return source.Statements(), nil
	})
}

// StatementsDownload gives a statement as a file. It is written when no transaction is open any more.
func (a *App) StatementsDownload(ctx context.Context, who Caller, req *toile.StatementsDownloadRequest) (*toile.File, error) {
	var institution string
	statement, err := read(ctx, a, who, req.AccessToken, toile.ProductsStatements, func(source product.Source) (bank.Statement, error) {
		institution = source.Item.InstitutionName
		return source.Statement(req.StatementID)
	})
	if err != nil {
		return nil, err
	}
	file, err := document.Statement(institution, statement)
	if err != nil {
		return nil, err
	}
	return toile.NewFile(file), nil
}

// StatementsRefresh fetches the statements of a period, which the Item then has, too.
func (a *App) StatementsRefresh(ctx context.Context, who Caller, req *toile.StatementsRefreshRequest) (*toile.StatementsRefreshResponse, error) {
	period, err := item.StatementPeriod("", req.StartDate, req.EndDate)
	if err != nil {
		return nil, err
	}
	return &toile.StatementsRefreshResponse{}, a.update(ctx, who, func(c call) error {
		it, err := c.lockForUse(req.AccessToken, toile.ProductsStatements)
		if err == nil {
			err = it.AddStatements(period)
		}
		if err == nil {
			err = c.SaveItem(it)
		}
		if err != nil || it.Webhook == "" {
			return err
		}
		return c.later(c.at.Add(c.delays.statements), statementsTask, it.ID+" "+c.RequestID)
	})
}

// statementsTask tells that statements were fetched. Its subject is the Item and the request that asked for them.
const statementsTask = "statements refreshed"

// statementsRefreshed sends the webhook that says so.
func (c call) statementsRefreshed(subject string) error {
	itemID, _, _ := strings.Cut(subject, " ")
	it, err := c.LockItem(itemID)
	if errors.Is(err, store.ErrNotFound) || err == nil && it.Removed {
		return nil
	}
	if err == nil {
		err = c.tellItem(&it, func(webhook.Whose) webhook.Message {
			return webhook.StatementsRefreshed(it.ID, "SUCCESS")
		})
	}
	if err != nil {
		return err
	}
	return c.SaveItem(it)
}
