package item

import (
	"slices"
	"time"

	"toile"
)

// Status says when the Item's data last came in. They do after each login and every day from then
// on, while the Item works. The Item is as [Item.At] gives it for the same instant.
func (i Item) Status(now time.Time) toile.ItemStatus {
	investments, failedInvestments := i.updated("investments", i.loggedIn(), now)
	transactions, failedTransactions := i.updated("transactions", i.fed(), now)
	return toile.ItemStatus{
		Investments:  toile.Some(toile.ItemStatusInvestments{LastSuccessfulUpdate: investments, LastFailedUpdate: failedInvestments}),
		Transactions: toile.Some(toile.ItemStatusTransactions{LastSuccessfulUpdate: transactions, LastFailedUpdate: failedTransactions}),
		LastWebhook:  i.lastWebhook(),
	}
}

// lastWebhook says what was sent to the Item's webhook last, null before anything was.
func (i Item) lastWebhook() toile.Optional[toile.ItemStatusLastWebhook] {
	if i.LastWebhook == nil {
		return toile.Null[toile.ItemStatusLastWebhook]()
	}
	return toile.Some(toile.ItemStatusLastWebhook{SentAt: toile.Some(toile.Seconds(i.LastWebhook.At)), CodeSent: &i.LastWebhook.Code})
}

// fed gives when the first transactions came in: after the bank was asked, or with a later login.
// It is never while nobody asked.
func (i Item) fed() time.Time {
	if i.Feed.Asked() && i.loggedIn().After(i.Feed.InitialAt) {
		return i.loggedIn()
	}
	return i.Feed.InitialAt
}

// updated gives when a product's data last came in, and when that last failed since. They come in
// daily from a first time on, which is zero for never.
func (i Item) updated(product string, first, now time.Time) (last, failed toile.Optional[toile.Timestamp]) {
	last, failed = toile.Null[toile.Timestamp](), toile.Null[toile.Timestamp]()
	tried, begun := daily(first, now)
	if first.IsZero() || !begun || !slices.Contains(i.Products, product) {
		return last, failed
	}
	if i.ErrorCode == "" || tried.Before(i.ErrorSince) {
		return toile.Some(toile.Seconds(tried)), failed
	}
	if came, ok := daily(first, i.ErrorSince.Add(-1)); ok {
		last = toile.Some(toile.Seconds(came))
	}
	return last, toile.Some(toile.Seconds(tried))
}

// Updated gives when the institution last sent anything: every day, counted from the last login.
func (i Item) Updated(now time.Time) time.Time {
	last, _ := daily(i.loggedIn(), now)
	return last
}

// daily gives the last of the instants that lie whole days after a first one, if there is one yet.
func daily(first, now time.Time) (last time.Time, ok bool) {
	if now.Before(first) {
		return first, false
	}
	return first.Add(now.Sub(first) / day * day), true
}

func (i Item) loggedIn() time.Time {
	if i.LoggedInAt.IsZero() {
		return i.CreatedAt
	}
	return i.LoggedInAt
}
