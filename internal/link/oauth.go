package link

import (
	"cmp"

	"toile"
	"toile/internal/bank"
)

// OpenOAuth sends the person to their bank's own pages: in a pop-up, or on a full page in place of
// Link, from which the browser comes back by the token's redirect URI (facts link 1.7).
type OpenOAuth struct{ Redirect bool }

// CloseOAuth closes the bank's pages before they came to an end.
type CloseOAuth struct{}

// BankLogin logs in on the bank's own pages. They take anybody; Link does not hear of it.
type BankLogin struct{ Username, Password string }

// ShareAtBank allows the bank to share the accounts with these ids. Where Link asks for no choice of
// accounts there are none to name.
type ShareAtBank struct{ AccountIDs []string }

// DeclineAtBank does not allow the bank to share anything.
type DeclineAtBank struct{}

// Return opens Link again on the page that embeds it, after a full page of the bank.
type Return struct{}

func (a OpenOAuth) decide(t *turn) error {
	if err := t.on("going to the bank's pages", PaneOAuth); err != nil {
		return err
	}
	if t.state.Shared || t.state.Kept != nil {
		return Return{}.decide(t) // they were there, and came back to a page that goes on by itself
	}
	visit := &OAuth{StateID: t.env.IDs.UUID("oauth state", t.session.ID, int64(t.state.Visits+1)), Redirect: a.Redirect}
	t.emit(Event{Kind: OAuthOpened, OAuth: visit, Pane: PaneBankLogin})
	return nil
}

func (CloseOAuth) decide(t *turn) error {
	if err := t.on("closing the bank's pages", PaneBankLogin, PaneBankAccounts); err != nil {
		return err
	}
	t.emit(Event{Kind: OAuthClosed, Pane: PaneOAuth})
	return nil
}

func (a BankLogin) decide(t *turn) error {
	if err := t.on("logging in at the bank", PaneBankLogin); err != nil {
		return err
	}
	if err := typed("username and password", MaxCredential, a.Username, a.Password); err != nil {
		return err
	}
	login, outcome := t.env.World.OAuthLogin(t.atBank(a))
	t.emit(Event{Kind: SubmittedAtBank, Login: &login, Pane: PaneBankLogin})
	update := t.token.Config.Update
	switch {
	case update != nil && login.Username != cmp.Or(update.Username, login.Username):
		t.oauthFailed(toile.ErrInvalidUpdatedUsername())
	case outcome.Error != nil:
		t.loginFailed(outcome.Error)
	default:
		t.loggedIn(outcome.Found)
	}
	return nil
}

// atBank gives what the person types at the bank. Nobody in particular is, in an update, the person
// whose Item it is.
func (t *turn) atBank(a BankLogin) bank.Login {
	username := a.Username
	if update := t.token.Config.Update; update != nil && !bank.Knows(username) && t.env.Users[username] == "" {
		username = update.Username
	}
	return bank.Login{InstitutionID: t.state.Institution.ID, Username: username, Password: a.Password, Config: t.env.Users[username]}
}

func (a ShareAtBank) decide(t *turn) error {
	if err := t.on("sharing at the bank", PaneBankAccounts); err != nil {
		return err
	}
	ids := a.AccountIDs
	if !t.token.Config.choosesAccounts() && len(ids) == 0 {
		for _, account := range t.state.Item.Accounts {
			ids = append(ids, account.ID)
		}
	}
	var chosen []string
	if len(ids) > 0 || t.token.Config.choosesAccounts() {
		var err error
		if chosen, err = t.chosenAccounts(ids); err != nil {
			return err
		}
	}
	if t.returns() {
		t.emit(Event{Kind: AccountsSelected, Chosen: chosen, Pane: PaneOAuth})
		return nil
	}
	t.emit(Event{Kind: AccountsSelected, Chosen: chosen, Pane: PaneBankAccounts})
	t.afterAccounts()
	return nil
}

// choosesAccounts reports whether the person says which accounts they share: always but in an update
// that leaves them as they are.
func (c Config) choosesAccounts() bool { return c.Update == nil || c.Update.AccountSelection }

func (DeclineAtBank) decide(t *turn) error {
	if err := t.on("declining at the bank", PaneBankLogin, PaneBankAccounts); err != nil {
		return err
	}
	t.oauthFailed(toile.ErrAccessNotGranted())
	return nil
}

// returns reports whether the bank's page leads back by the token's redirect URI. What came of it is
// told when Link is opened again: the page that embedded it is gone (facts link 1.6).
func (t *turn) returns() bool { return t.state.returns(t.token.Config) }

// returns is so, but for Hosted Link: its pages are here, and nobody else opens it again.
func (s State) returns(c Config) bool {
	return s.OAuth != nil && s.OAuth.Redirect && c.RedirectURI != "" && c.Hosted == nil
}

// oauthFailed leads back from the bank's pages with an error.
func (t *turn) oauthFailed(err *toile.Error) {
	if t.returns() {
		t.emit(Event{Kind: OAuthKept, Failure: failureOf(err), Pane: PaneOAuth})
		return
	}
	t.emit(Event{Kind: OAuthFailed, Pane: PaneOAuth})
	t.fail(err, PaneOAuth)
}

func (Return) decide(t *turn) error {
	if t.state.OAuth == nil || !t.state.OAuth.Redirect {
		return toile.ErrInvalidField("nobody left this Link session for a full page of a bank")
	}
	shared, kept := t.state.Shared, t.state.Kept
	t.emit(Event{Kind: Returned, Pane: t.state.Pane})
	switch {
	case shared:
		t.afterAccounts()
	case kept != nil:
		t.fail(kept.Error(), PaneOAuth)
	}
	return nil
}
