package app

import (
	"errors"
	"time"

	"toile"
	"toile/internal/id"
	"toile/internal/link"
	"toile/internal/store"
	"toile/internal/user"
)

// run is a session of Link under way in a call. A script plays all of it in one call, a browser one
// action in each; both do it by act, and the session is kept once, at the end of the call.
type run struct {
	call
	token   link.Token
	session link.Session
	env     link.Env
	fresh   bool           // it was opened in this call
	orphan  bool           // its user was removed
	before  time.Time      // when somebody last acted in an earlier call
	staged  int            // files that earlier calls took for the next Item
	uploads []*link.Upload // those that this one took
}

// open begins a session on a token that is locked, in which people log in by some names. It numbers it
// below its token and, among equal start times, below its user, who is locked: a removed user must
// not get another Item.
func (c call) open(token link.Token, usernames []string) (*run, error) {
	removed, err := c.lockOwner(token.UserKey)
	if err != nil {
		return nil, err
	}
	if removed {
		return nil, toile.ErrInvalidLinkToken()
	}
	token.Sessions++
	if err := c.SaveLinkToken(token); err != nil {
		return nil, err
	}
	number := token.Sessions
	if !token.UserKey.IsZero() {
		if number, err = c.Next("sessions of " + token.UserKey.String()); err != nil {
			return nil, err
		}
	}
	env, err := c.env(token, usernames)
	return &run{call: c, token: token, env: env, fresh: true, session: link.Session{
		ID:       c.ids.UUID("link session", token.Key.String(), token.Sessions),
		TokenKey: token.Key, UserKey: token.UserKey, ClientID: token.ClientID, Number: number, StartedAt: c.at,
	}}, err
}

// resume takes up a session that earlier calls brought so far, and locks it with its user. Its token
// changes only in the number of its sessions, so it is read.
func (c call) resume(sessionID string, action link.Action) (*run, error) {
	if _, ok := action.(link.UploadDocument); ok {
		if err := c.guardUploads(sessionID); err != nil { // before the session is locked: the task locks it, too
			return nil, err
		}
	}
	session, err := c.LockSession(sessionID)
	if errors.Is(err, store.ErrNotFound) {
		err = toile.ErrNotFound()
	}
	if err != nil {
		return nil, err
	}
	token, err := c.LinkToken(session.TokenKey)
	if err != nil {
		return nil, err
	}
	state := link.StateOf(session)
	r := &run{call: c, token: token, session: session, staged: state.Documents, before: state.LastAt}
	if r.orphan, err = c.lockOwner(session.UserKey); err != nil {
		return nil, err
	}
	if r.env, err = c.env(token, usernamesOf(action)); r.orphan {
		r.env.Gone = toile.ErrInvalidLinkToken()
	}
	return r, err
}

// lockOwner locks the user of a session, if it has one, and reports whether the user was removed.
func (c call) lockOwner(key id.Key) (removed bool, err error) {
	if key.IsZero() {
		return false, nil
	}
	var u user.User
	u, err = c.LockUser(key)
	return u.Removed, err
}

// usernamesOf gives the names by which an action logs in.
func usernamesOf(action link.Action) []string {
	switch a := action.(type) {
	case link.SubmitCredentials:
		return []string{a.Username}
	case link.BankLogin:
		return []string{a.Username}
	}
	return nil
}

// act decides one action and does what follows from it outside the session.
func (r *run) act(action link.Action) error {
	events, err := link.Decide(r.token, r.session, action, r.env)
	if err != nil {
		return err
	}
	r.session.Events = append(r.session.Events, events...)
	for _, e := range events {
		if err := r.follow(e); err != nil {
			return err
		}
	}
	return nil
}

// follow does what an event brings about.
func (r *run) follow(e link.Event) (err error) {
	switch e.Kind {
	case link.DocumentUploaded:
		r.uploads = append(r.uploads, e.Document)
	case link.ItemAdded:
		if err = r.tellAdded(e); err == nil { // before what comes in of the Item, which may be at once
			err = r.addItem(e)
		}
	case link.ItemUpdated:
		err = r.updateItem(e)
	case link.Finished, link.Exited:
		if err = r.dropUploads(); err == nil && !r.orphan {
			err = r.reportIncome(r.token, r.session)
		}
		if err == nil {
			err = r.tellEnd()
		}
	}
	if err == nil && e.Flow == link.FlowPayroll && (e.Kind == link.ItemAdded || e.Kind == link.ItemUpdated) {
		err = r.later(r.at, verifiedTask, e.Item.ID)
	}
	return err
}

// keep keeps the session with the files that wait for their Item and, where it has a user, the document that the
// user's list shows.
func (r *run) keep() error {
	save := r.SaveSession
	if r.fresh {
		save = r.CreateSession
	}
	if err := errors.Join(save(r.session), r.stage(), r.awaitPause()); err != nil {
		return err
	}
	shown, ok := link.CreditSession(r.session)
	if !ok || r.session.UserKey.IsZero() || r.orphan {
		return nil
	}
	return r.PutCreditSession(r.session, shown.AppendJSON(nil))
}
