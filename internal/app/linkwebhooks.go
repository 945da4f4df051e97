package app

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"toile/internal/link"
	"toile/internal/store"
	"toile/internal/webhook"
)

// pauseTask tells what happened so far in a session in which nobody acts any more. Its subject is the session and the
// instant, so that who arranges for one does not wait for one that is being done.
const pauseTask = "link events"

// eventsPause is how long after a person's last action the webhook EVENTS comes: between the 5 and the 15 minutes of
// the facts (link 4.3). It is the person who is waited for, so it is as long where nothing else is late.
const eventsPause = 10 * time.Minute

// tellAdded tells that the session added an Item.
func (r *run) tellAdded(e link.Event) error {
	return r.tellSession(r.token, r.session, func(s webhook.LinkSession) webhook.Message {
		return webhook.ItemAdded(s, e.Item.PublicToken)
	})
}

// tellEnd tells how the session ended, and then what happened in it.
func (r *run) tellEnd() error {
	err := r.tellSession(r.token, r.session, func(s webhook.LinkSession) webhook.Message {
		result := link.ResultOf(r.session)
		return webhook.SessionFinished(s, result.Status, result.PublicTokens)
	})
	if err != nil {
		return err
	}
	return r.tellEvents(r.token, r.session)
}

// tellEvents tells all that happened in a session so far, if its token is one of those of which that is told.
func (c call) tellEvents(token link.Token, session link.Session) error {
	if !token.Config.TellsEvents() {
		return nil
	}
	return c.tellSession(token, session, func(s webhook.LinkSession) webhook.Message {
		events := link.LinkEvents(session)
		slices.Reverse(events) // here the oldest come first (facts link 2.6)
		return webhook.LinkEvents(s, events)
	})
}

// tellSession sends a webhook about a session to where those of its token go, if they go anywhere.
func (c call) tellSession(token link.Token, session link.Session, message func(webhook.LinkSession) webhook.Message) error {
	if token.Text == "" {
		return nil
	}
	address, err := c.sessionHook(token.Config)
	if err != nil || address == "" {
		return err
	}
	named := webhook.LinkSession{LinkToken: token.Text, ID: session.ID, UserID: token.UserID}
	return c.notify(token.ClientID, address, message(named))
}

// sessionHook gives where webhooks about sessions go: in update mode, where the webhook of a link token is ignored
// (facts api 3.2), to where those of the Item go.
func (c call) sessionHook(config link.Config) (string, error) {
	if config.Update == nil {
		return config.Webhook, nil
	}
	it, err := c.Item(config.Update.ItemID)
	if errors.Is(err, store.ErrNotFound) || err == nil && it.Removed {
		return "", nil
	}
	return it.Webhook, err
}

// awaitPause arranges for it that the session's events are told when its person pauses. The first action does, and
// the first one after such a pause: until then what the earlier one arranged for looks after the session.
func (r *run) awaitPause() error {
	if r.token.Text == "" || !r.token.Config.TellsEvents() {
		return nil
	}
	last := r.session.LastAt()
	if _, ended := r.session.EndedAt(); ended || !r.fresh && last.Sub(r.before) < eventsPause {
		return nil
	}
	return r.afterPause(r.session.ID, last)
}

func (c call) afterPause(sessionID string, last time.Time) error {
	due := last.Add(eventsPause)
	return c.later(due, pauseTask, sessionID+" "+strconv.FormatInt(due.UnixMicro(), 10))
}

// tellPause tells the events of a session whose person paused, or looks again when they may have. A session that
// ended meanwhile has told them.
func (c call) tellPause(subject string) error {
	sessionID, _, _ := strings.Cut(subject, " ")
	session, err := c.LockSession(sessionID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, ended := session.EndedAt(); ended {
		return nil
	}
	if last := session.LastAt(); c.at.Sub(last) < eventsPause {
		return c.afterPause(sessionID, last)
	}
	token, err := c.LinkToken(session.TokenKey)
	if err != nil {
		return err
	}
	return c.tellEvents(token, session)
}
