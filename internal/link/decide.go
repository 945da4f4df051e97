package link

import (
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
)

// How long a session waits for its person before it ends (facts link 2.1).
const (
	MaxIdle      = 30 * time.Minute
	accountsIdle = 5 * time.Minute
)

// Bounds on what one session holds.
const (
	maxEvents   = 1000
	maxSearches = 500 // a page searches while the person types
	maxItems    = 20
	maxQuery    = 256
	maxTyped    = 1 << 20 // bytes of all credentials and answers together
)

// MaxCredential bounds what is typed at once, in bytes: a custom user's configuration is typed as
// a password.
const MaxCredential = 128 << 10

// Env is what a decision may use besides the session.
type Env struct {
	Now       time.Time
	RequestID string
	World     *bank.World
	Users     map[string]string // configurations of the named custom users that an action may log in as
	Since     time.Time         // when the Item was made that the token updates; zero for one that is linked now
	Changes   []bank.Change     // what callers changed of its data since then
	IDs       *id.Source
	Gone      *toile.Error // why the session cannot go on: the user or the Item that it is for was removed
}

// turn is one action being decided: events pile up and the state follows them.
type turn struct {
	token   Token
	session Session
	state   State
	env     Env
	events  []Event
}

// Decide gives the events that follow when the person does something. An error means that
// the action is not possible; then nothing happened. What goes wrong inside Link, such as
// a wrong password, is no error but an event.
func Decide(token Token, s Session, action Action, env Env) ([]Event, error) {
	t := &turn{token: token, session: s, state: StateOf(s), env: env}
	t.env.Now = t.notBefore(env.Now)
	_, opening := action.(Open)
	switch {
	case opening != (len(s.Events) == 0):
		return nil, toile.ErrInvalidField("a Link session is opened once, before anything else")
	case opening && token.Expired(t.env.Now):
		return nil, toile.ErrInvalidLinkToken()
	case opening && env.Gone != nil:
		return nil, env.Gone
	case t.state.Ended:
		return nil, toile.ErrInvalidField("this Link session has ended; open the link token again for a new one")
	case env.Gone != nil:
		t.failAndExit(env.Gone)
	case len(s.Events) > maxEvents, t.state.Typed > maxTyped:
		t.failAndExit(toile.ErrInvalidLinkToken())
	case (t.state.Pane == PaneAccounts || t.state.Pane == PaneBankAccounts) && t.idle() > accountsIdle: // this comes first: it ran out before the others
		t.failAndExit(toile.ErrUserInputTimeout())
	case token.Expired(t.env.Now), !opening && t.idle() > MaxIdle:
		t.failAndExit(toile.ErrInvalidLinkToken())
	default:
		if err := action.decide(t); err != nil {
			return nil, err
		}
	}
	return t.events, nil
}

// notBefore keeps a session's time from running backwards when the server's clock is set back.
func (t *turn) notBefore(now time.Time) time.Time {
	for _, earlier := range []time.Time{t.session.StartedAt, t.state.LastAt} {
		if now.Before(earlier) {
			now = earlier
		}
	}
	return now
}

func (t *turn) idle() time.Duration { return t.env.Now.Sub(t.state.LastAt) }

// Expired reports whether Link can no longer be opened with the token.
func (t Token) Expired(now time.Time) bool { return !now.Before(t.Expiration) }

func (t *turn) emit(e Event) {
	e.At, e.RequestID = t.env.Now, t.env.RequestID
	t.events = append(t.events, e)
	t.state.apply(e)
}

func (t *turn) fail(err *toile.Error, next Pane) {
	t.emit(Event{Kind: Failed, Failure: failureOf(err), Pane: next})
}

func (t *turn) failAndExit(err *toile.Error) {
	status := exitStatus(t.state)
	t.fail(err, PaneDone)
	t.exit(status, failureOf(err))
}

func (t *turn) exit(status string, failure *Failure) {
	t.emit(Event{Kind: Exited, Status: status, Failure: failure, Pane: PaneDone})
}
