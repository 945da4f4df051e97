package app

import (
	"errors"
	"time"

	"toile"
	"toile/internal/item"
	"toile/internal/product"
	"toile/internal/webhook"
)

// tellNews says what came in of an Item's products since that was told last, whatever moment it is: a moment at which the
// Item was in an error told nothing, so that the next one has all of it.
func (c call) tellNews(it *item.Item) error {
	return errors.Join(c.tellProducts(it, call.tellTransactions, call.tellInvestments, call.tellLiabilities), c.tellIncome(it))
}

// tellRequested says what a caller's request brought, after what time brought about before it. The caller saves the Item.
func (c call) tellRequested(it *item.Item, tell tellProduct) error {
	if err := c.watch(it); err != nil {
		return err
	}
	return c.tellProducts(it, tell)
}

// tellProduct says what came in of one product of an Item, if it has that.
type tellProduct = func(call, *item.Item, product.Source) error

func (c call) tellProducts(it *item.Item, tell ...tellProduct) error {
	if it.Webhook == "" || it.At(c.at).Failure() != nil || !it.HasNews() {
		return nil
	}
	source, err := c.sourceOf(*it)
	for _, tell := range tell {
		if err == nil {
			err = tell(c, it, source)
		}
	}
	return err
}

// beginNews takes what an Item shows for told when its webhooks begin: they tell what comes in from then on.
func (c call) beginNews(it *item.Item) error {
	news := &it.News
	news.Transactions, news.Streams, news.Investments, news.Liabilities, news.IncomeAt = item.Known{}, nil, item.Known{}, item.Known{}, c.at
	if !it.HasNews() {
		return nil
	}
	source, err := c.sourceOf(*it)
	if err != nil {
		return err
	}
	known := source.Known()
	if it.HasTransactions() && !it.Feed.InitialAt.After(c.at) {
		news.Transactions = known
		if news.Recurring {
			news.Streams = source.Streams()
		}
	}
	if it.Has(toile.ProductsInvestments) && !news.ProductsAt.After(c.at) {
		news.Investments = known
	}
	if it.Has(toile.ProductsLiabilities) && !news.ProductsAt.After(c.at) {
		news.Liabilities = known
	}
	return nil
}

// tellTransactions says what came in of an Item's transactions: one message of the older kind for each thing, and one of
// the newer kind for all of it, once somebody has asked for that (spec, SyncUpdatesAvailableWebhook).
func (c call) tellTransactions(it *item.Item, source product.Source) error {
	if !it.HasTransactions() {
		return nil
	}
	news, known := source.TransactionNews(it.News.Transactions)
	it.News.Transactions = known
	messages := transactionMessages(it.ID, news)
	for _, m := range messages {
		if err := c.tellItem(it, func(webhook.Whose) webhook.Message { return m }); err != nil {
			return err
		}
	}
	if it.News.Synced && news.Any() {
		all := !known.At.Before(it.Feed.HistoricalAt)
		if err := c.tellItem(it, func(w webhook.Whose) webhook.Message { return webhook.SyncUpdatesAvailable(w, true, all) }); err != nil {
			return err
		}
	}
	if source.Now.Before(known.At) { // the clock was turned back
		source.Now = known.At
	}
	return c.tellStreams(it, source)
}

// transactionMessages gives the messages of the older kind. What is there at once with the newest transactions, as it is where
// accounts were chosen anew, is told in two parts all the same.
func transactionMessages(itemID string, news product.TransactionNews) (all []webhook.Message) {
	early := 0
	if news.Initial && news.Historical {
		early = news.Early
	}
	if news.Initial {
		all = append(all, webhook.InitialUpdate(itemID, news.Added-early))
	}
	switch {
	case news.Historical && news.Initial:
		all = append(all, webhook.HistoricalUpdate(itemID, early))
	case news.Historical:
		all = append(all, webhook.HistoricalUpdate(itemID, news.Added))
	case !news.Initial && news.Added > 0:
		all = append(all, webhook.TransactionsUpdate(itemID, news.Added))
	}
	if len(news.Removed) > 0 {
		all = append(all, webhook.TransactionsRemoved(itemID, news.Removed))
	}
	return all
}

// tellStreams says on which accounts other things recur, or in another way, once somebody has asked what does (spec,
// /transactions/recurring/get).
func (c call) tellStreams(it *item.Item, source product.Source) error {
	if !it.News.Recurring || source.Now.Before(it.Feed.HistoricalAt) {
		return nil
	}
	streams := source.Streams()
	accountIDs := source.StreamNews(it.News.Streams, streams)
	if len(accountIDs) == 0 {
		return nil
	}
	it.News.Streams = streams
	return c.tellItem(it, func(webhook.Whose) webhook.Message { return webhook.RecurringUpdate(it.ID, accountIDs) })
}

// tellInvestments says what came in of an Item's investments.
func (c call) tellInvestments(it *item.Item, source product.Source) error {
	if !it.Has(toile.ProductsInvestments) || c.at.Before(it.News.ProductsAt) {
		return nil
	}
	news, known := source.InvestmentNews(it.News.Investments)
	it.News.Investments = known
	if news.Holdings+news.Updated > 0 {
		err := c.tellItem(it, func(w webhook.Whose) webhook.Message { return webhook.HoldingsUpdate(w, news.Holdings, news.Updated) })
		if err != nil {
			return err
		}
	}
	switch {
	case news.First && !known.At.IsZero():
		return c.tellItem(it, func(w webhook.Whose) webhook.Message { return webhook.InvestmentsHistorical(w, news.Trades, 0) })
	case news.Trades > 0:
		return c.tellItem(it, func(w webhook.Whose) webhook.Message { return webhook.InvestmentsUpdate(w, news.Trades, 0) })
	}
	return nil
}

// tellLiabilities says what came in of an Item's debts.
func (c call) tellLiabilities(it *item.Item, source product.Source) error {
	if !it.Has(toile.ProductsLiabilities) || c.at.Before(it.News.ProductsAt) {
		return nil
	}
	news, known, err := source.LiabilityNews(it.News.Liabilities)
	it.News.Liabilities = known
	if err != nil || len(news.New)+len(news.Updated) == 0 {
		return err
	}
	return c.tellItem(it, func(w webhook.Whose) webhook.Message { return webhook.LiabilitiesUpdate(w, news.New, news.Updated) })
}

// expectProducts notes when the investments and debts are there that an Item is linked for.
func (c call) expectProducts(it *item.Item, after time.Duration) {
	if it.Has(toile.ProductsInvestments) || it.Has(toile.ProductsLiabilities) {
		it.News.ProductsAt = c.at.Add(after)
	}
}
