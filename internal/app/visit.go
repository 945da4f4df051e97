package app

import (
	"context"
	"errors"
	"strings"

	"toile"
	"toile/internal/link"
	"toile/internal/store"
)

// Door is how a person came to Link's pages. It decides what may show them and where they lead.
type Door string

// The doors.
const (
	DoorFrame   Door = "frame"   // in a frame of the page that embeds Link
	DoorHosted  Door = "hosted"  // by the address that /link/token/create gave
	DoorWebview Door = "webview" // in a browser inside an app
)

// Opening asks for a session of Link.
type Opening struct {
	LinkToken     string
	HostedKey     string // instead of the token, at the hosted door
	Door          Door
	Origin        string // of the page that embeds Link, such as https://shop.example; "" if there is none
	InstitutionID string // chosen before Link was opened, by Embedded Link
	OAuthStateID  string // of the session that goes on after a bank's page; "" for a new one
}

// Visit is a session of Link as one browser sees it. Its key is the right to act in it: it is told to
// nobody but that browser, and stands in the page's address.
type Visit struct {
	Key       string
	SessionID string
	Door      Door
	Origin    string
}

// visitPrefix begins keys of visits.
const visitPrefix = "visit"

func (a *App) visitOf(sessionID string, door Door, origin string) Visit {
	return Visit{a.seal.Token(visitPrefix, sessionID, string(door), origin), sessionID, door, origin}
}

// Visit reads the key of a visit.
func (a *App) Visit(key string) (Visit, error) {
	words, ok := a.seal.Words(visitPrefix, key)
	if !ok || len(words) != 3 {
		return Visit{}, toile.ErrNotFound()
	}
	return Visit{key, words[0], Door(words[1]), words[2]}, nil
}

// OpenLink opens a link token in a browser, or goes on in the session that was left for a bank's page. An error
// that is a *toile.Error is for the person and for onExit.
func (a *App) OpenLink(ctx context.Context, requestID string, o Opening) (visit Visit, err error) {
	err = a.update(ctx, Caller{RequestID: requestID}, func(c call) error {
		r, action, err := c.enter(o)
		if err == nil {
			err = r.act(action)
		}
		if err != nil {
			return err
		}
		visit = a.visitOf(r.session.ID, o.Door, o.Origin)
		return r.keep()
	})
	return visit, err
}

// enter gives the session that an opening leads to, and what the person does there by it.
func (c call) enter(o Opening) (*run, link.Action, error) {
	if strings.Contains(o.Origin, "\x00") { // it becomes a word of the visit's key
		return nil, nil, toile.ErrInvalidField("origin must be that of a page")
	}
	if o.OAuthStateID != "" {
		token, err := c.asked(o, c.LinkToken)
		if err != nil {
			return nil, nil, err
		}
		r, err := c.comeBack(token, o.OAuthStateID)
		return r, link.Return{}, err
	}
	token, err := c.asked(o, c.LockLinkToken)
	if err != nil {
		return nil, nil, err
	}
	r, err := c.open(token, nil)
	return r, link.Open{InstitutionID: o.InstitutionID}, err
}

// comeBack takes up the session of a link token whose person is back from the full page of a bank: of the
// last one that the session led to. What another token's session led to is unknown.
func (c call) comeBack(token link.Token, stateID string) (*run, error) {
	sessions, err := c.SessionsByToken(token.Key)
	if err != nil {
		return nil, err
	}
	for _, s := range sessions {
		if visit := link.StateOf(s).OAuth; visit != nil && visit.StateID == stateID {
			return c.resume(s.ID, link.Return{})
		}
	}
	return nil, toile.ErrInvalidField("receivedRedirectUri: its oauth_state_id is not that of a Link session of this link token")
}

// errStale says that a form was made for an earlier turn of the session.
var errStale = toile.ErrInvalidField("this page is older than the Link session: it went on in another window, or the form was sent before")

// IsStale reports whether an action was refused because it was made for an earlier turn. It is this one error:
// errors.Is would take any other of its code for it.
func IsStale(err error) bool {
	var refused *toile.Error
	return errors.As(err, &refused) && refused == errStale
}

// ActOnLink does what a person does on Link's page. The turn is the one that the page was made for: of
// several who act on one turn the first does, and the others are too late.
func (a *App) ActOnLink(ctx context.Context, requestID string, v Visit, turn int, action link.Action) error {
	action, err := a.readUpload(ctx, v, turn, action)
	if err != nil {
		return err
	}
	return a.update(ctx, Caller{RequestID: requestID}, func(c call) error {
		r, err := c.resume(v.SessionID, action)
		if err != nil {
			return err
		}
		if turn != len(r.session.Events) {
			return errStale
		}
		if err := r.act(action); err != nil {
			return err
		}
		return r.keep()
	})
}

// LinkPage is what a visit shows.
type LinkPage struct {
	link.Page
	Visit Visit
	Leave string   // address to which the person is led, now that the session has ended; "" for none
	Leads []string // addresses away from this server to which the pages of the session may lead
}

// LinkPage shows a visit.
func (a *App) LinkPage(ctx context.Context, v Visit) (page LinkPage, err error) {
	err = a.view(ctx, Caller{}, func(c call) error {
		session, err := c.visited(v)
		if err != nil {
			return err
		}
		token, err := c.LinkToken(session.TokenKey)
		if err != nil {
			return err
		}
		page = LinkPage{Page: link.PageOf(token, session, a.world), Visit: v}
		page.Leave, page.Leads = leave(v.Door, page.Page), leads(v.Door, token.Config)
		return nil
	})
	return page, err
}

// visited reads the session of a visit.
func (c call) visited(v Visit) (link.Session, error) {
	session, err := c.Session(v.SessionID)
	if errors.Is(err, store.ErrNotFound) {
		err = toile.ErrNotFound()
	}
	return session, err
}
