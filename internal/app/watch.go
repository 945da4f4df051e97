package app

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"toile/internal/item"
	"toile/internal/store"
)

// watchTask tells what time has brought about in an Item. Its subject is the Item and the number of what was arranged:
// who arranges for more puts another task, and so never waits for one that is being done and waits for the Item. Of an
// Item all tasks but the last do nothing.
const watchTask = "item watch"

// watch tells the webhook of an Item what time has brought about, and arranges for it to be told what comes next. Whoever
// changes what time will bring about calls it before saving the Item, which is theirs. A task that comes late, because
// the clock jumped or no server ran, tells all of it, each thing as of its instant.
func (c call) watch(it *item.Item) error {
	if it.Webhook == "" || it.Removed {
		it.Told, it.Past, it.Watch = time.Time{}, nil, time.Time{}
		return nil
	}
	if it.Told.IsZero() { // what was before there was a webhook is not told
		c.at = c.now // also to an Item whose first task says nothing of time: see watched
		it.Skip(c.at)
		if err := c.beginNews(it); err != nil {
			return err
		}
	}
	for _, m := range it.Moments(c.now) {
		then := c
		then.at = m.At
		if err := then.tellMoment(it, m); err != nil {
			return err
		}
		it.Tell(m)
	}
	next, ok := it.NextMoment(c.now)
	if !ok {
		it.Watch = time.Time{}
		return nil
	}
	if next.Equal(it.Watch) {
		return nil
	}
	it.Watch, it.Watches = next, it.Watches+1
	return c.later(next, watchTask, watchOf(*it))
}

// watchOf is the subject of the task that was arranged last for an Item.
func watchOf(it item.Item) string { return it.ID + " " + strconv.FormatInt(it.Watches, 10) }

// watched does a watch that is due. The first one of an Item that an older version of toile made, which watched none, is due
// since 1970: a migration of the database arranged for it.
func (c call) watched(subject string) error {
	itemID, _, _ := strings.Cut(subject, " ")
	it, err := c.LockItem(itemID)
	if errors.Is(err, store.ErrNotFound) || err == nil && (it.Removed || watchOf(it) != subject) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := c.watch(&it); err != nil {
		return err
	}
	return c.SaveItem(it)
}

// tellMoment tells of one moment.
func (c call) tellMoment(it *item.Item, m item.Moment) error {
	switch m.What {
	case item.LoginNeeded:
		return c.tellBroken(it)
	case item.ConsentEnding:
		return c.tellConsentEnding(it)
	}
	return c.tellNews(it)
}
