package link

import (
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

// Kind says what an event is about.
type Kind string

// The kinds of event. Each names the fields of [Event] that it fills besides the first four.
const (
	Opened              Kind = "opened"               // Institution in update mode
	Consented           Kind = "consented"            //
	FlowChosen          Kind = "flow_chosen"          // Flow
	Searched            Kind = "searched"             // Query, Matches
	InstitutionSelected Kind = "institution_selected" // Institution
	InstitutionRefused  Kind = "institution_refused"  // Institution; it lacks what the token asks for
	WentBack            Kind = "went_back"            // from a pane, without choosing what it asks for
	OAuthOpened         Kind = "oauth_opened"         // OAuth
	OAuthClosed         Kind = "oauth_closed"         // the bank's pages, before they came to an end
	OAuthFailed         Kind = "oauth_failed"         // the bank's pages; Failed follows
	OAuthKept           Kind = "oauth_kept"           // Failure, of a full page of the bank: Link tells of it when it is opened again
	Returned            Kind = "returned"             // Link was opened again after a full page of the bank
	Submitted           Kind = "submitted"            // Login
	SubmittedAtBank     Kind = "submitted_at_bank"    // Login, on the bank's own pages
	Challenged          Kind = "challenged"           // Challenge
	Answered            Kind = "answered"             // Answers
	LoggedIn            Kind = "logged_in"            // Found without accounts, Item with every account that may be shared
	AccountsSelected    Kind = "accounts_selected"    // Chosen: the ids of the accounts that are shared
	IncomeStarted       Kind = "income_started"       // Item, Institution, Offered
	IncomeDecided       Kind = "income_decided"       // Item, Status, Chosen: keys of what was offered
	EmploymentStarted   Kind = "employment_started"   // Item, Institution, Offered: the employers
	EmploymentDecided   Kind = "employment_decided"   // Item, Status, Chosen: the same
	PayrollRetrieved    Kind = "payroll_retrieved"    // Item, Institution, Paystubs, W2s
	DocumentUploaded    Kind = "document_uploaded"    // Document, with what was read in it while it is on its way to the store
	Failed              Kind = "failed"               // Failure; Document if it is about a file that is not taken
	ItemAdded           Kind = "item_added"           // Flow, Item with its public token, Institution
	ItemUpdated         Kind = "item_updated"         // the same in update mode
	AnotherWanted       Kind = "another_wanted"       //
	Finished            Kind = "finished"             //
	Exited              Kind = "exited"               // Status, Failure if the person left with one
)

// Event is something that happened in a session.
type Event struct {
	Kind      Kind      `json:"kind"`
	At        time.Time `json:"at"`
	RequestID string    `json:"request_id,omitempty"` // of the call that caused it
	Pane      Pane      `json:"pane"`                 // where the person is afterwards

	Flow        Flow            `json:"flow,omitempty"`
	Query       string          `json:"query,omitempty"`
	Matches     int             `json:"matches,omitempty"`
	Institution *Institution    `json:"institution,omitempty"`
	OAuth       *OAuth          `json:"oauth,omitempty"`
	Login       *bank.Login     `json:"login,omitempty"`
	Challenge   *bank.Challenge `json:"challenge,omitempty"`
	Answers     []string        `json:"answers,omitempty"`
	Found       *bank.Found     `json:"found,omitempty"`
	Item        *Item           `json:"item,omitempty"`
	Status      string          `json:"status,omitempty"`
	Offered     []Source        `json:"offered,omitempty"`
	Chosen      []string        `json:"chosen,omitempty"`
	Paystubs    int             `json:"paystubs,omitempty"`
	W2s         int             `json:"w2s,omitempty"`
	Document    *Upload         `json:"document,omitempty"`
	Failure     *Failure        `json:"failure,omitempty"`
	Seen        *Seen           `json:"-"` // where Offered is from, during the call that it happened in
}

// Flow is what the person links: an account at a bank, a payroll provider or documents.
type Flow string

// The flows. A token decides which are open to the person.
const (
	FlowBank      Flow = "bank"
	FlowPayroll   Flow = "payroll"
	FlowDocuments Flow = "documents"
)

// Institution is an institution as the session saw it.
type Institution struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Health string `json:"health,omitempty"` // DEGRADED or DOWN when it is not well
}

// OAuth is a visit to a bank's own pages.
type OAuth struct {
	StateID  string `json:"state_id"`           // oauth_state_id
	Redirect bool   `json:"redirect,omitempty"` // a full page takes the place of Link, not a pop-up
}

// Item is an Item on its way through a session. Its accounts stand in the LoggedIn event and
// in the [State], not in every event that names it: sessions are many.
type Item struct {
	ID            string         `json:"id"`
	InstitutionID string         `json:"institution_id,omitempty"`
	Accounts      []item.Account `json:"accounts,omitempty"`
	PublicToken   string         `json:"public_token,omitempty"`
	Login         bank.Login     `json:"login,omitzero"` // only in the state, of an Item that was handed off
}

// bare gives the Item as events after its login name it.
func (i Item) bare() *Item { return &Item{ID: i.ID, InstitutionID: i.InstitutionID} }

// Failure is an error that Link showed to the person.
type Failure struct {
	Type    string  `json:"type"`
	Code    string  `json:"code"`
	Message string  `json:"message"`
	Display *string `json:"display,omitempty"`
}

func failureOf(e *toile.Error) *Failure {
	return &Failure{Type: string(e.ErrorType), Code: e.ErrorCode, Message: e.ErrorMessage, Display: e.DisplayMessage}
}

// Error gives the failure as the API shows it.
func (f *Failure) Error() *toile.Error {
	return toile.NewError(toile.ErrorType(f.Type), f.Code, f.Message, f.Display)
}
