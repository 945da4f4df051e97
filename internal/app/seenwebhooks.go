package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"toile"
	"toile/internal/store"
	"toile/internal/webhook"
)

// WebhookQuery says which webhooks somebody wants to see. What is empty selects nothing.
type WebhookQuery struct {
	ClientID, ItemID, URL, Type, Code string
	State                             webhook.State
	Before                            string // the cursor of an earlier answer, to go on there
	Most                              int    // so many, from 1 to [MaxWebhooks]
}

// SeenWebhook is a webhook as it is shown to the person who runs the server.
type SeenWebhook struct {
	webhook.Delivery
	ItemID      string     // of which it tells, "" if it does of none
	NextAttempt *time.Time // nil when it waits no longer; of one that is being sent, when that began
}

// Bounds on what one look at the webhooks reads and gives.
const (
	MaxWebhooks  = 500
	scanWebhooks = 5000    // rows, however few of them are wanted
	seenBytes    = 8 << 20 // of those that are given, about
	seenStep     = 100     // rows at a time
)

// Webhooks lists webhooks, the newest first. It looks at a bounded number of them: there may be fewer than were asked
// for, or none, and more behind the cursor before, which is "" at the end.
func (a *App) Webhooks(ctx context.Context, q WebhookQuery) (all []SeenWebhook, before string, err error) {
	from := store.WebhookPlace{MadeAt: time.UnixMicro(math.MaxInt64)}
	if q.Before != "" {
		if from, err = parsePlace(q.Before); err != nil {
			return nil, "", err
		}
	}
	if err := q.check(); err != nil {
		return nil, "", err
	}
	err = a.view(ctx, Caller{}, func(c call) error {
		all, before, err = c.selectWebhooks(q, from)
		return err
	})
	return all, before, err
}

func (q WebhookQuery) check() error {
	if q.Most < 1 || q.Most > MaxWebhooks {
		return toile.ErrInvalidField(fmt.Sprintf("limit must be between 1 and %d", MaxWebhooks))
	}
	if states := []webhook.State{"", webhook.Waiting, webhook.Delivered, webhook.Failed}; !slices.Contains(states, q.State) {
		return toile.ErrInvalidField("state must be one of waiting, delivered, failed")
	}
	return nil
}

func (c call) selectWebhooks(q WebhookQuery, place store.WebhookPlace) (all []SeenWebhook, before string, err error) {
	bytes := 0
	for scanned := 0; scanned < scanWebhooks; scanned += seenStep {
		rows, err := c.WebhooksBefore(place, time.Time{}, seenStep)
		if err != nil {
			return nil, "", err
		}
		for _, row := range rows {
			place = store.WebhookPlace{MadeAt: row.MadeAt, ID: row.ID}
			if s := c.seen(row); q.wants(s) {
				all = append(all, s)
				bytes += row.Bytes
			}
			if len(all) == q.Most || bytes > seenBytes {
				return all, placeText(place), nil
			}
		}
		if len(rows) < seenStep {
			return all, "", nil
		}
	}
	return all, placeText(place), nil
}

func (q WebhookQuery) wants(s SeenWebhook) bool {
	fits := func(wanted, is string) bool { return wanted == "" || wanted == is }
	return fits(q.ClientID, s.ClientID) && fits(q.ItemID, s.ItemID) && fits(q.URL, s.URL) &&
		fits(q.Type, s.Type) && fits(q.Code, s.Code) && fits(string(q.State), string(s.State))
}

// seen gives a webhook as it is shown.
func (c call) seen(row store.SeenWebhook) SeenWebhook {
	s := SeenWebhook{Delivery: row.Delivery, NextAttempt: row.Due}
	if c.beingSent(row) {
		s.NextAttempt = new(row.Claimed.Add(-claimFor))
	}
	var told struct {
		ItemID string `json:"item_id"`
	}
	if json.Unmarshal([]byte(row.Body), &told) == nil { // a body that we did not write tells of no Item
		s.ItemID = told.ItemID
	}
	return s
}

func (c call) beingSent(row store.SeenWebhook) bool {
	return row.Due != nil && row.Claimed.After(c.real)
}

// placeText and parsePlace write and read the cursor of a place.
func placeText(p store.WebhookPlace) string {
	return strconv.FormatInt(p.MadeAt.UnixMicro(), 10) + "_" + p.ID
}

func parsePlace(text string) (store.WebhookPlace, error) {
	number, id, ok := strings.Cut(text, "_")
	micros, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil || id == "" {
		return store.WebhookPlace{}, toile.ErrInvalidField("before must be the cursor of an earlier answer")
	}
	return store.WebhookPlace{MadeAt: time.UnixMicro(micros), ID: id}, nil
}

// Webhook shows one webhook.
func (a *App) Webhook(ctx context.Context, id string) (s SeenWebhook, err error) {
	err = a.view(ctx, Caller{}, func(c call) error {
		row, err := c.SeenWebhook(id)
		s = c.seen(row)
		return err
	})
	return s, noWebhook(err)
}

// ResendWebhook makes a webhook due now. One that is being sent is left alone: that is what was asked for. One that
// was delivered or given up begins anew, with all its attempts to come.
func (a *App) ResendWebhook(ctx context.Context, id string) (s SeenWebhook, err error) {
	err = a.update(ctx, Caller{}, func(c call) error {
		row, err := c.LockWebhook(id)
		if err != nil {
			return err
		}
		if c.beingSent(row) {
			s = c.seen(row)
			return nil
		}
		if row.State != webhook.Waiting {
			row.State, row.Why, row.Series = webhook.Waiting, "", len(row.Attempts)
		}
		row.Due = &c.real
		s = c.seen(row)
		c.left.webhooks = true
		return c.ResumeWebhook(row.Delivery, c.real)
	})
	return s, noWebhook(err)
}

// noWebhook says that there is no webhook of an id.
func noWebhook(err error) error {
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	missing := toile.ErrNotFound()
	missing.ErrorMessage = "there is no webhook of that id; what waits no longer is kept for a week"
	return missing
}
