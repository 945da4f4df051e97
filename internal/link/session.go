package link

import (
	"slices"
	"time"

	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
)

// Session is the record of one run of Link: a header and the events that happened.
type Session struct {
	ID        string    `json:"id"` // link_session_id
	TokenKey  id.Key    `json:"token_key"`
	UserKey   id.Key    `json:"user_key,omitzero"`
	ClientID  string    `json:"client_id"`
	Number    int64     `json:"number"` // orders the user's sessions that started at the same instant
	StartedAt time.Time `json:"started_at"`
	Events    []Event   `json:"events"`
}

// Pane is where the person is. It says which actions are possible.
type Pane string

// The panes, in the order in which they can come.
const (
	PaneConsent     Pane = "consent"
	PaneChooseFlow  Pane = "choose_flow"
	PaneInstitution Pane = "institution"
	PaneCredentials Pane = "credentials"
	PaneMFA         Pane = "mfa"
	PaneAccounts    Pane = "accounts"

	PaneOAuth        Pane = "oauth"         // Link is about to send the person to their bank's own pages
	PaneBankLogin    Pane = "bank_login"    // on those pages, to log in; Link waits
	PaneBankAccounts Pane = "bank_accounts" // on those pages, to choose what is shared and to allow it

	PaneIncome     Pane = "income"
	PaneEmployment Pane = "employment"
	PaneDocuments  Pane = "documents"
	PaneAnother    Pane = "another" // one Item is linked; link another or finish
	PaneDone       Pane = "done"
)

// Panes lists every pane on which a person can be.
var Panes = []Pane{
	PaneConsent, PaneChooseFlow, PaneInstitution, PaneCredentials, PaneMFA, PaneAccounts,
	PaneOAuth, PaneBankLogin, PaneBankAccounts, PaneIncome, PaneEmployment, PaneDocuments, PaneAnother,
}

// State is what the events of a session add up to: what the next action may use.
type State struct {
	Pane        Pane
	LastAt      time.Time
	Institution *Institution
	Login       bank.Login
	Answered    [][]string // rounds of multi-factor answers that were right so far
	Challenge   *bank.Challenge
	Found       *bank.Found
	Offered     []Source // income or employers to be ticked
	Item        *Item    // being linked
	Items       []Item   // handed off
	Documents   int      // uploaded for the Item being linked
	Uploaded    int      // bytes of all documents so far
	Typed       int      // bytes of credentials, configurations and answers so far
	Failure     *Failure // the last error, until something succeeds
	Query       string   // searched for last, until an institution is chosen
	Searched    bool     // something was, if only the empty query
	Searches    int      // so far
	NoMatch     bool     // the last search found nothing
	Refused     bool     // the last institution lacks what the token asks for
	OAuth       *OAuth   // the last visit to the bank's pages
	Visits      int      // to banks' pages so far
	Shared      bool     // on a full page of the bank; Link goes on when it is opened again
	Kept        *Failure // of such a page; Link tells of it then
	Ended       bool
}

// StateOf adds up the events of a session.
func StateOf(s Session) State {
	var state State
	for _, event := range s.Events {
		state.apply(event)
	}
	return state
}

// apply moves the state over one event.
func (s *State) apply(e Event) {
	s.Pane, s.LastAt = e.Pane, e.At
	switch e.Kind {
	case Opened, InstitutionSelected, InstitutionRefused:
		s.leave()
		s.Institution, s.Failure = e.Institution, nil
		s.NoMatch, s.Refused = false, e.Kind == InstitutionRefused
		if e.Kind == InstitutionSelected {
			s.Query, s.Searched = "", false
		}
	case WentBack:
		s.leave()
		s.Failure, s.Query, s.Searched, s.NoMatch, s.Refused = nil, "", false, false, false
	case Searched:
		s.Query, s.Searched = e.Query, true
		s.Searches++
		s.NoMatch, s.Refused = e.Matches == 0, false
	case OAuthOpened:
		s.OAuth, s.Shared, s.Kept, s.Item, s.Found, s.Failure = e.OAuth, false, nil, nil, nil, nil
		s.Visits++
	case OAuthKept:
		s.Kept = e.Failure
	case Returned:
		s.Shared, s.Kept = false, nil
	case Submitted, SubmittedAtBank:
		s.Login, s.Answered, s.Challenge = *e.Login, nil, nil
		s.Typed += len(e.Login.Username) + len(e.Login.Password) + len(e.Login.Config)
	case Challenged:
		s.Challenge = e.Challenge
	case Answered:
		s.Answered = append(s.Answered, e.Answers)
		for _, answer := range e.Answers {
			s.Typed += len(answer)
		}
	case LoggedIn:
		s.Found, s.Item, s.Failure = e.Found, e.Item, nil
	case AccountsSelected:
		s.Item, s.Shared = s.Item.sharing(e.Chosen), e.Pane == PaneOAuth
	case IncomeStarted, EmploymentStarted:
		s.Offered = e.Offered
	case DocumentUploaded:
		s.Documents++
		s.Uploaded += e.Document.Size
		s.Failure = nil
	case Failed:
		s.Failure = e.Failure
		if n := len(s.Answered); n > 0 && e.Failure.Code == "INVALID_MFA" { // this round is asked again
			s.Answered = s.Answered[:n-1]
		}
	case ItemAdded, ItemUpdated:
		linked := *e.Item
		linked.Login = s.Login
		if s.Item != nil { // there is no login before documents
			linked.Accounts = s.Item.Accounts
		}
		s.Items = append(s.Items, linked)
		s.leave()
		s.Offered, s.Failure, s.Documents, s.Query, s.Searched = nil, nil, 0, "", false
	case Finished, Exited:
		s.Ended = true
	}
}

// leave forgets the institution and what was learned there.
func (s *State) leave() {
	s.Institution, s.Item, s.Found, s.Challenge, s.Answered, s.Shared, s.Kept = nil, nil, nil, nil, nil, false, nil
}

// sharing gives the Item with those of its accounts that the person chose.
func (i Item) sharing(ids []string) *Item {
	i.Accounts = slices.DeleteFunc(slices.Clone(i.Accounts), func(a item.Account) bool { return !slices.Contains(ids, a.ID) })
	return &i
}

// Linked gives the Item with this id as the session handed it off, with its accounts.
func (s Session) Linked(itemID string) Item {
	for _, linked := range StateOf(s).Items {
		if linked.ID == itemID {
			return linked
		}
	}
	return Item{}
}

// EndedAt gives the time at which the session ended, if it has.
func (s Session) EndedAt() (at time.Time, ended bool) {
	r := resultsOf(s)
	return r.endedAt, r.ended()
}
