package link

import (
	"toile"
	"toile/internal/bank"
	"toile/internal/document"
	"toile/internal/item"
)

// Page is what Link shows of a session: where the person is and what they may choose from. It is made
// anew from the events each time, so a page that is loaded again shows what is the case.
type Page struct {
	Pane      Pane
	Turn      int // counts what happened; a form says for which turn it was made
	Config    Config
	Failure   *Failure // that led here, until something succeeds
	Result    Result
	Events    []CallbackEvent
	End       Callbacks
	CanGoBack bool

	Institution  *bank.Institution  // that was chosen, or none
	Institutions []bank.Institution // on offer, on the institution pane; Config.Fits says of which a choice would be refused
	More         int                // that the search finds, too, and that are not listed
	Query        string             // searched for last
	Refused      bool               // the chosen institution lacks what the token asks for
	Username     string             // that must log in again, in update mode, or that was just typed with a wrong password
	Challenge    *bank.Challenge    // after a wrong answer, with Failure: the same one again
	Accounts     []item.Account     // to choose from
	Choose       bool               // whether the person says which of them they share, or shares them all as they are
	Offered      []Source           // income or employers, to choose from
	Linked       []Item             // handed off

	OAuthStateID  string // of the last visit to a bank's own pages
	OAuthRedirect bool   // it took the place of Link's page
	ReturnURI     string // where the bank's page leads now: back to the page that embeds Link; empty elsewhere

	Uploads  []Upload  // that were taken for the Item being linked
	Refusals []Refusal // files that were not
	Kinds    []document.Kind
	Bounds   Bounds
}

// Refusal is a file that was not taken, and why.
type Refusal struct {
	Upload
	Failure Failure
}

// Bounds are what the person may type and upload at the most.
type Bounds struct {
	Files      int // for one Item
	FileBytes  int
	Bytes      int // of all files of a session
	Query      int // bytes, like the rest
	Credential int
}

// listed is how many institutions are on offer before the person searches, and found how many after.
const (
	listed = 12
	found  = 50
)

// PageOf shows a session.
func PageOf(token Token, s Session, world *bank.World) Page {
	state, config := StateOf(s), token.Config
	p := Page{
		Pane: state.Pane, Turn: len(s.Events), Config: config, Failure: state.Failure, Result: ResultOf(s), Events: CallbackEvents(s), End: CallbacksOf(s),
		Query: state.Query, Refused: state.Refused, Challenge: state.Challenge,
		Choose: config.choosesAccounts(), Offered: state.Offered, Linked: state.Items,
		Kinds:  document.Kinds,
		Bounds: Bounds{Files: maxDocuments, FileBytes: document.MaxSize, Bytes: MaxUploads, Query: maxQuery, Credential: MaxCredential},
	}
	_, p.CanGoBack = config.back(state)
	if config.Update != nil {
		p.Username = config.Update.Username
	}
	if f := state.Failure; p.Pane == PaneCredentials && f != nil && f.Code == toile.ErrInvalidCredentials().ErrorCode {
		p.Username = state.Login.Username
	}
	if state.Institution != nil {
		if chosen, ok := world.Institution(state.Institution.ID); ok {
			p.Institution = &chosen
		}
	}
	if state.Item != nil {
		p.Accounts = state.Item.Accounts
	}
	if p.Pane == PaneInstitution {
		p.Institutions, p.More = config.offer(world, state)
	}
	p.visit(state)
	p.files(s)
	return p
}

// visit shows the last visit to a bank's own pages.
func (p *Page) visit(state State) {
	if state.OAuth == nil {
		return
	}
	p.OAuthStateID, p.OAuthRedirect = state.OAuth.StateID, state.OAuth.Redirect
	if state.returns(p.Config) && (state.Shared || state.Kept != nil) {
		p.ReturnURI = p.Config.RedirectURI + "?oauth_state_id=" + p.OAuthStateID
	}
}

// files shows what was uploaded for the Item being linked.
func (p *Page) files(s Session) {
	for _, e := range s.Events {
		switch {
		case e.Kind == ItemAdded, e.Kind == FlowChosen:
			p.Uploads, p.Refusals = nil, nil
		case e.Kind == DocumentUploaded:
			p.Uploads = append(p.Uploads, *e.Document)
		case e.Kind == Failed && e.Document != nil:
			p.Refusals = append(p.Refusals, Refusal{*e.Document, *e.Failure})
		}
	}
}

// offer lists institutions: those that a search finds, or the first ones that serve the token. A search
// finds those, too, that cannot be linked, so that who looks for theirs is told why. The number says how
// many more there are.
func (c Config) offer(world *bank.World, state State) (list []bank.Institution, more int) {
	all, most, wanted := world.Institutions(), listed, c.Fits
	if state.Query != "" {
		all, most, wanted = world.Search(state.Query), found, c.lists
	}
	for _, institution := range all {
		switch {
		case !wanted(institution):
		case len(list) < most:
			list = append(list, institution)
		default:
			more++
		}
	}
	return list, more
}
