package link

import (
	"slices"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
)

// The statuses of the income and employment steps (facts api 4.1).
const (
	StatusStarted       = "STARTED"
	StatusApproved      = "APPROVED"
	StatusInternalError = "INTERNAL_ERROR"
	StatusNoDeposits    = "NO_DEPOSITS_FOUND"
	StatusNoIncome      = "USER_REPORTED_NO_INCOME"
	StatusNoEmployers   = "NO_EMPLOYERS_FOUND"
	StatusNotListed     = "EMPLOYER_NOT_LISTED"
)

// How long a session waits for its person before it ends (facts link 2.1).
const (
	flowIdle     = 30 * time.Minute
	accountsIdle = 5 * time.Minute
)

// Bounds on what one session holds.
const (
	maxEvents = 1000
	maxItems  = 20
	maxQuery  = 256
	maxTyped  = 1 << 20 // bytes of all credentials and answers together
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
	case t.state.Ended:
		return nil, toile.ErrInvalidField("this Link session has ended; open the link token again for a new one")
	case len(s.Events) > maxEvents, t.state.Typed > maxTyped:
		t.failAndExit(toile.ErrInvalidLinkToken())
	case t.state.Pane == PaneAccounts && t.idle() > accountsIdle: // this comes first: it ran out before the others
		t.failAndExit(toile.ErrUserInputTimeout())
	case token.Expired(t.env.Now), !opening && t.idle() > flowIdle:
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

// login asks the bank what the credentials and the answers so far lead to.
func (t *turn) login() {
	outcome := t.env.World.Login(t.state.Login, t.state.Answered)
	switch {
	case outcome.Error != nil:
		t.loginFailed(outcome.Error)
	case outcome.Challenge != nil:
		t.emit(Event{Kind: Challenged, Challenge: outcome.Challenge, Pane: PaneMFA})
	default:
		t.loggedIn(outcome.Found)
	}
}

// loginFailed shows an error and leads to the pane that follows it (facts link 2.4).
func (t *turn) loginFailed(err *toile.Error) {
	switch err.ErrorCode {
	case "INVALID_CREDENTIALS", "INVALID_UPDATED_USERNAME", "INVALID_FIELD": // the last is of a custom user's configuration
		t.fail(err, PaneCredentials)
	case "INVALID_MFA":
		if t.state.Challenge == nil { // a login that fails so without ever asking
			t.fail(err, PaneCredentials)
			return
		}
		t.fail(err, PaneMFA)
	case "INVALID_SEND_METHOD", "USER_INPUT_TIMEOUT", "INVALID_LINK_TOKEN":
		t.failAndExit(err)
	default:
		if t.token.Config.Update != nil { // it has no institution pane to go back to
			t.fail(err, PaneCredentials)
			return
		}
		t.fail(err, PaneInstitution)
	}
}

// loggedIn reserves the Item and shows its accounts, or passes over that pane where there
// is nothing to choose.
func (t *turn) loggedIn(found *bank.Found) {
	institution, _ := t.env.World.Institution(t.state.Institution.ID)
	linked := &Item{ID: t.nextItemID(), InstitutionID: institution.ID}
	update := t.token.Config.Update
	if update != nil {
		linked.ID = update.ItemID
	}
	for n, accountID := range t.accountIDs(linked.ID, found.Accounts) {
		if account := found.Accounts[n]; t.token.Config.accepts(account) {
			linked.Accounts = append(linked.Accounts, item.Account{ID: accountID, Account: account})
		}
	}
	here := t.state.Pane
	learned := *found
	learned.Accounts = nil // the Item has them
	switch {
	case institution.Payroll:
		t.emit(Event{Kind: LoggedIn, Found: &learned, Item: linked, Pane: here})
		t.emit(Event{Kind: PayrollRetrieved, Item: linked.bare(), Institution: t.state.Institution,
			Paystubs: found.Paystubs, W2s: found.W2s, Pane: here})
		t.handOff(FlowPayroll, *linked)
	case len(linked.Accounts) == 0, update != nil && !update.AccountSelection && !update.anyOf(found.Accounts):
		t.loginFailed(toile.ErrNoAccounts())
	case update != nil && !update.AccountSelection:
		linked.Accounts = update.Accounts // the Item keeps those that it shares
		t.emit(Event{Kind: LoggedIn, Found: &learned, Item: linked, Pane: here})
		t.afterAccounts()
	default:
		t.emit(Event{Kind: LoggedIn, Found: &learned, Item: linked, Pane: PaneAccounts})
	}
}

// chosenAccounts gives the ids of the accounts that were ticked, in the order of the offer.
func (t *turn) chosenAccounts(ids []string) (chosen []string, err error) {
	if len(ids) == 0 {
		return nil, toile.ErrInvalidField("choose at least one account")
	}
	for _, account := range t.state.Item.Accounts {
		if slices.Contains(ids, account.ID) {
			chosen = append(chosen, account.ID)
		}
	}
	if len(chosen) != len(ids) {
		return nil, toile.ErrInvalidField("account_ids must name accounts on offer, each once")
	}
	return chosen, nil
}

// afterAccounts begins the income step where the token asks for it.
func (t *turn) afterAccounts() {
	if !t.token.Config.BankIncome {
		t.afterIncome()
		return
	}
	sources, seen, err := t.sources(t.token.Config.IncomeDays(), false)
	t.emit(Event{Kind: IncomeStarted, Item: t.state.Item.bare(), Institution: t.state.Institution, Offered: sources, Seen: seen, Pane: PaneIncome})
	switch {
	case err != nil:
		t.decideIncome(StatusInternalError, nil)
	case len(sources) == 0:
		t.decideIncome(StatusNoDeposits, nil)
	}
}

func (t *turn) decideIncome(status string, keys []string) {
	if status == StatusInternalError {
		t.fail(toile.ErrInternalServerError(), PaneIncome)
	}
	t.emit(Event{Kind: IncomeDecided, Item: t.state.Item.bare(), Status: status, Chosen: keys, Pane: PaneIncome})
	t.afterIncome()
}

// afterIncome begins the employment step where the token asks for it.
func (t *turn) afterIncome() {
	if !t.token.Config.BankEmployment {
		t.handOff(FlowBank, *t.state.Item)
		return
	}
	employers, seen, err := t.sources(t.token.Config.EmploymentDays(), true)
	t.emit(Event{Kind: EmploymentStarted, Item: t.state.Item.bare(), Institution: t.state.Institution, Offered: employers, Seen: seen, Pane: PaneEmployment})
	switch {
	case err != nil:
		t.decideEmployment(StatusInternalError, nil)
	case len(employers) == 0:
		t.decideEmployment(StatusNoEmployers, nil)
	}
}

func (t *turn) decideEmployment(status string, keys []string) {
	if status == StatusInternalError {
		t.fail(toile.ErrInternalServerError(), PaneEmployment)
	}
	t.emit(Event{Kind: EmploymentDecided, Item: t.state.Item.bare(), Status: status, Chosen: keys, Pane: PaneEmployment})
	t.handOff(FlowBank, *t.state.Item)
}

// handOff gives the Item its public token and ends the session unless it may hold more.
func (t *turn) handOff(flow Flow, item Item) {
	linked := item.bare()
	linked.PublicToken = t.env.IDs.Token("public", linked.ID+"/"+t.session.ID, 1)
	kind, next := ItemAdded, PaneDone
	if t.token.Config.Update != nil {
		kind = ItemUpdated
	} else if t.token.Config.MultiItem {
		next = PaneAnother
	}
	t.emit(Event{Kind: kind, Flow: flow, Item: linked, Institution: t.state.Institution, Pane: next})
	if next == PaneDone {
		t.emit(Event{Kind: Finished, Pane: PaneDone})
	}
}

// nextItemID numbers the Items of a session. One is linked at a time, so the number is free
// until the hand-off.
func (t *turn) nextItemID() string {
	return t.env.IDs.Item("item", t.session.ID, int64(len(t.state.Items)+1))
}

// fits reports whether an institution can serve the token.
func (t *turn) fits(institution bank.Institution) bool {
	c := t.token.Config
	if c.DigitalPayroll != institution.Payroll || institution.Unsupported {
		return false
	}
	return institution.Supports(c.Products) && institution.In(c.CountryCodes)
}

func seen(institution bank.Institution) *Institution {
	saw := &Institution{ID: institution.ID, Name: institution.Name}
	if institution.Health != bank.Healthy {
		saw.Health = institution.Health
	}
	return saw
}
