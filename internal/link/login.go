package link

import (
	"slices"

	"toile"
	"toile/internal/bank"
	"toile/internal/item"
)

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
	switch code := err.ErrorCode; {
	case slices.Contains(fatal, code):
		t.failAndExit(err)
	case t.state.Pane == PaneBankLogin:
		t.oauthFailed(err)
	case code == "INVALID_MFA" && t.state.Challenge != nil:
		t.fail(err, PaneMFA)
	case slices.Contains(retyped, code), t.token.Config.Update != nil: // an update has no institution pane to go back to
		t.fail(err, PaneCredentials)
	default:
		t.fail(err, PaneInstitution)
	}
}

var (
	// fatal errors end the session.
	fatal = []string{"INVALID_SEND_METHOD", "USER_INPUT_TIMEOUT", "INVALID_LINK_TOKEN"}
	// retyped errors lead back to the login. INVALID_FIELD is of a custom user's configuration; the last three
	// are of logins that fail so without ever asking.
	retyped = []string{"INVALID_CREDENTIALS", "INVALID_UPDATED_USERNAME", "INVALID_FIELD", "INVALID_MFA", "INVALID_PHONE_NUMBER", "INVALID_OTP"}
)

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
	case len(linked.Accounts) == 0, !t.token.Config.choosesAccounts() && !update.anyOf(found.Accounts):
		t.loginFailed(toile.ErrNoAccounts())
	case here == PaneBankLogin:
		if !t.token.Config.choosesAccounts() {
			linked.Accounts = update.Accounts // the Item keeps those that it shares
		}
		t.emit(Event{Kind: LoggedIn, Found: &learned, Item: linked, Pane: PaneBankAccounts})
	case t.token.Config.choosesAccounts():
		t.emit(Event{Kind: LoggedIn, Found: &learned, Item: linked, Pane: PaneAccounts})
	default:
		linked.Accounts = update.Accounts
		t.emit(Event{Kind: LoggedIn, Found: &learned, Item: linked, Pane: here})
		t.afterAccounts()
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
