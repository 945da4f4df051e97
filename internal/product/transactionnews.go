package product

import (
	"toile"
	"toile/internal/item"
)

// TransactionNews is what came in of an Item's transactions since its webhooks told of them last: what /transactions/sync tells
// between the same two instants.
type TransactionNews struct {
	Initial, Historical bool     // the newest ones, or all, are there, which were not, or accounts were chosen anew
	Added, Early        int      // are new, and how many of them are dated before the newest days
	Modified            int      // changed
	Removed             []string // the ids of those that are gone
}

// Any reports whether there is anything to tell.
func (n TransactionNews) Any() bool {
	return n.Initial || n.Historical || n.Added > 0 || n.Modified > 0 || len(n.Removed) > 0
}

// TransactionNews gives what came in since a state of the Item's transactions was told, and the state to tell from next time.
func (s Source) TransactionNews(told item.Known) (news TransactionNews, next item.Known) {
	from, feed := positionOf(told), s.Item.Feed
	here := s.here(0, from)
	status := feed.Status(here.at)
	if status == toile.TransactionsUpdateStatusNotReady {
		return news, told
	}
	anew := from.accounts != here.accounts || from.config != here.config
	news.Initial = anew || from.at.Before(feed.InitialAt)
	news.Historical = status == toile.TransactionsUpdateStatusHistoricalUpdateComplete && (anew || from.at.Before(feed.HistoricalAt))
	list := s.updates(from, here)
	for _, u := range pageOf(list, 0, len(list)) {
		switch u.kind {
		case added:
			news.Added++
			if !feed.Recent(u.t.Date) {
				news.Early++
			}
		case modified:
			news.Modified++
		case removed:
			news.Removed = append(news.Removed, s.TransactionID(u.t.Key))
		}
	}
	if !news.Any() { // as the cursor of /transactions/sync stays where nothing happened
		return news, told
	}
	return news, here.known()
}
