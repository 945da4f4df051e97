package app

import (
	"context"
	"fmt"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
	"toile/internal/product"
)

// TransactionsSync tells what changed in the transactions of an Item since a cursor.
func (a *App) TransactionsSync(ctx context.Context, who Caller, req *toile.TransactionsSyncRequest) (resp *toile.TransactionsSyncResponse, err error) {
	first := firstCall{historyOf(toile.OrZero(req.Options).DaysRequested), true}
	err = a.viewTransactions(ctx, who, req.AccessToken, first, func(source product.Source) error {
		resp, err = source.Sync(req)
		return err
	})
	return resp, err
}

// TransactionsGet lists the transactions of an Item in a range of days.
func (a *App) TransactionsGet(ctx context.Context, who Caller, req *toile.TransactionsGetRequest) (resp *toile.TransactionsGetResponse, err error) {
	first := firstCall{historyOf(toile.OrZero(req.Options).DaysRequested), false}
	err = a.viewTransactions(ctx, who, req.AccessToken, first, func(source product.Source) error {
		resp, err = source.Transactions(req)
		return err
	})
	return resp, err
}

func historyOf(days *int) (h item.History) {
	if days != nil {
		h.Days = *days
	}
	return h
}

// firstCall is what the first call that reads transactions leaves in an Item: the bank is asked for them, if that was not done
// at Link, and that /transactions/sync was called is noted.
type firstCall struct {
	history item.History
	syncs   bool
}

// done reports whether there was such a call.
func (f firstCall) done(it item.Item) bool { return it.Feed.Asked() && (it.News.Synced || !f.syncs) }

// viewTransactions reads what an Item has of transactions, and writes down before if nobody has read them in this way.
func (a *App) viewTransactions(ctx context.Context, who Caller, accessToken string, first firstCall, fn func(product.Source) error) error {
	var noted bool
	try := func(c call) error {
		source, err := c.source(accessToken, toile.ProductsTransactions)
		if err != nil {
			return err
		}
		if noted = first.done(source.Item); noted {
			return fn(source)
		}
		if !c.writes {
			return errMustWrite
		}
		it, _, err := c.lockItemByToken(accessToken)
		if err != nil {
			return err
		}
		it.News.Synced = it.News.Synced || first.syncs
		it.AskTransactions(first.history, a.delays.transactions, c.at)
		if err := c.watch(&it); err != nil {
			return err
		}
		return c.SaveItem(it) // whatever fn says of transactions that are not there yet
	}
	if err := a.view(ctx, who, try); err != nil || noted {
		return err
	}
	who.MayLag = false
	return a.view(ctx, who, try)
}

// TransactionsRecurringGet lists the streams that an Item's transactions make up.
func (a *App) TransactionsRecurringGet(ctx context.Context, who Caller, req *toile.TransactionsRecurringGetRequest) (resp *toile.TransactionsRecurringGetResponse, err error) {
	err = a.view(ctx, who, func(c call) error {
		source, err := c.source(req.AccessToken, toile.ProductsTransactions)
		if err == nil {
			err = fed(source.Item)
		}
		if err == nil {
			resp, err = source.Recurring(req)
		}
		if err != nil || source.Item.News.Recurring {
			return err
		}
		if !c.writes {
			return errMustWrite
		}
		it, _, err := c.lockItemByToken(req.AccessToken)
		if err != nil {
			return err
		}
		it.News.Recurring, it.News.Streams = true, source.Streams() // whose changes are told from now on
		return c.SaveItem(it)
	})
	return resp, err
}

// fed refuses an Item whose bank nobody asked for transactions (facts api 3.6).
func fed(it item.Item) error {
	if !it.Feed.Asked() {
		return toile.ErrProductNotEnabled(string(toile.ProductsTransactions))
	}
	return nil
}

// TransactionsRefresh asks the bank for news. Only the dynamic user has any that would not have
// come by themselves (facts link 5.6), so for the others there is nothing to keep.
func (a *App) TransactionsRefresh(ctx context.Context, who Caller, req *toile.TransactionsRefreshRequest) (*toile.TransactionsRefreshResponse, error) {
	return &toile.TransactionsRefreshResponse{}, a.changeTransactions(ctx, who, req.AccessToken, func(source product.Source) (bank.Change, error) {
		return bank.Change{Refresh: source.Ledger.Dynamic()}, nil
	})
}

// SandboxTransactionsCreate makes transactions that the bank then tells of.
func (a *App) SandboxTransactionsCreate(ctx context.Context, who Caller, req *toile.SandboxTransactionsCreateRequest) (*toile.SandboxTransactionsCreateResponse, error) {
	return &toile.SandboxTransactionsCreateResponse{}, a.changeTransactions(ctx, who, req.AccessToken, func(source product.Source) (bank.Change, error) {
		created, err := source.Created(req.Transactions)
		return bank.Change{Created: created}, err
	})
}

// changeTransactions keeps what a caller does to the bank data of an Item, and tells what it brings. A change in which
// nothing happens is not kept. What is decided must not follow from earlier changes: where nobody is told they are not read
// while the writer is held.
func (a *App) changeTransactions(ctx context.Context, who Caller, accessToken string, decide func(product.Source) (bank.Change, error)) error {
	return a.update(ctx, who, func(c call) error {
		it, err := c.lockForUse(accessToken, toile.ProductsTransactions)
		if err == nil {
			err = fed(it)
		}
		if err != nil {
			return err
		}
		if it.Feed.Changes >= item.MaxChanges {
			return toile.ErrInvalidField(fmt.Sprintf("access_token: the data of this Item were changed %d times, the most there can be; link a new Item", item.MaxChanges))
		}
		source, err := c.sourceWith(it, nil)
		if err != nil {
			return err
		}
		change, err := decide(source)
		if err != nil {
			return err
		}
		happens := change.Refresh || len(change.Created) > 0
		if happens {
			it.Feed.Changes++
			change.Number, change.At = it.Feed.Changes, c.at
			if err := c.CreateChange(it.ID, change); err != nil {
				return err
			}
		}
		if err := c.tellRequested(&it, call.tellTransactions); err != nil || !happens && it.Webhook == "" {
			return err
		}
		return c.SaveItem(it)
	})
}
