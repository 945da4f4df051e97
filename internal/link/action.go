package link

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"toile"
	"toile/internal/bank"
)

// Action is something that a person does in Link.
type Action interface {
	// decide adds the events that follow to the turn. It may refuse, and then nothing happened.
	decide(*turn) error
}

// SubmitCredentials logs in.
type SubmitCredentials struct{ Username, Password string }

// AnswerMFA answers the challenge: one answer for each of its prompts.
type AnswerMFA struct{ Answers []string }

// SelectAccounts shares the accounts with these ids.
type SelectAccounts struct{ AccountIDs []string }

// DecideIncome ends the income pane: these sources are income, by key or name, or none is. Failed
// stands for a failure on the server's side.
type DecideIncome struct {
	Sources []string
	None    bool
	Failed  bool
}

// DecideEmployment ends the employment pane: these payers are employers, by key or name, or the
// person's employer is not among them.
type DecideEmployment struct {
	Employers []string
	NotListed bool
	Failed    bool
}

// SubmitDocuments says that all files are there.
type SubmitDocuments struct{}

// LinkAnother asks for one more Item in the same session.
type LinkAnother struct{}

// Finish ends a session that may hold several Items.
type Finish struct{}

// Exit leaves Link. Status and Code are worked out from the pane when empty; Code is an
// error code of the catalogue.
type Exit struct{ Status, Code string }

// on refuses an action that its pane does not offer.
func (t *turn) on(action string, panes ...Pane) error {
	if slices.Contains(panes, t.state.Pane) {
		return nil
	}
	return toile.ErrInvalidField(fmt.Sprintf("%s is not possible on the pane %q of this Link session", action, t.state.Pane))
}

// typed checks what a person typed: all of it together within a bound, and text that survives
// being stored as JSON.
func typed(what string, maxBytes int, words ...string) error {
	size := 0
	for _, word := range words {
		if size += len(word); !utf8.ValidString(word) {
			return toile.ErrInvalidField(what + " must be UTF-8")
		}
	}
	if size > maxBytes {
		return toile.ErrInvalidField(fmt.Sprintf("%s must be at most %d bytes", what, maxBytes))
	}
	return nil
}

func (a SubmitCredentials) decide(t *turn) error {
	if err := t.on("submitting credentials", PaneCredentials); err != nil {
		return err
	}
	if err := typed("username and password", MaxCredential, a.Username, a.Password); err != nil {
		return err
	}
	login := bank.Login{InstitutionID: t.state.Institution.ID, Username: a.Username, Password: a.Password, Config: t.env.Users[a.Username]}
	t.emit(Event{Kind: Submitted, Login: &login, Pane: PaneCredentials})
	if update := t.token.Config.Update; update != nil && update.Username != a.Username {
		t.loginFailed(toile.ErrInvalidUpdatedUsername())
		return nil
	}
	t.login()
	return nil
}

func (a AnswerMFA) decide(t *turn) error {
	if err := t.on("answering a challenge", PaneMFA); err != nil {
		return err
	}
	if want := t.state.Challenge.Asks(); len(a.Answers) != want {
		return toile.ErrInvalidField(fmt.Sprintf("the challenge asks for %d answers and %d were given", want, len(a.Answers)))
	}
	if err := typed("answers", MaxCredential, a.Answers...); err != nil {
		return err
	}
	t.emit(Event{Kind: Answered, Answers: a.Answers, Pane: PaneMFA})
	t.login()
	return nil
}

func (a SelectAccounts) decide(t *turn) error {
	if err := t.on("selecting accounts", PaneAccounts); err != nil {
		return err
	}
	chosen, err := t.chosenAccounts(a.AccountIDs)
	if err != nil {
		return err
	}
	t.emit(Event{Kind: AccountsSelected, Chosen: chosen, Pane: PaneAccounts})
	t.afterAccounts()
	return nil
}

func (a DecideIncome) decide(t *turn) error {
	if err := t.on("deciding on income", PaneIncome); err != nil {
		return err
	}
	status, keys, err := t.ticked("income source", a.Sources, a.Failed, a.None, StatusNoIncome)
	if err == nil {
		t.decideIncome(status, keys)
	}
	return err
}

func (a DecideEmployment) decide(t *turn) error {
	if err := t.on("deciding on employment", PaneEmployment); err != nil {
		return err
	}
	status, keys, err := t.ticked("employer", a.Employers, a.Failed, a.NotListed, StatusNotListed)
	if err == nil {
		t.decideEmployment(status, keys)
	}
	return err
}

func (LinkAnother) decide(t *turn) error {
	if err := t.on("linking another Item", PaneAnother); err != nil {
		return err
	}
	if len(t.state.Items) == maxItems {
		return toile.ErrInvalidField(fmt.Sprintf("a Link session takes %d Items", maxItems))
	}
	t.emit(Event{Kind: AnotherWanted, Pane: t.token.Config.firstPane()})
	return nil
}

func (Finish) decide(t *turn) error {
	if err := t.on("finishing", PaneAnother); err != nil {
		return err
	}
	t.emit(Event{Kind: Finished, Pane: PaneDone})
	return nil
}

func (a Exit) decide(t *turn) error {
	if a.Status != "" && !slices.Contains(ExitStatuses, a.Status) {
		return toile.ErrInvalidField(fmt.Sprintf("exit status must be one of %v", ExitStatuses))
	}
	status, failure := a.Status, t.state.Failure
	if status == "" {
		status = exitStatus(t.state)
	}
	if a.Code != "" {
		named, ok := toile.ErrorForCode(a.Code)
		if !ok {
			return toile.ErrInvalidField(fmt.Sprintf("%q is no error code that Link can end with", a.Code))
		}
		failure = failureOf(named)
	}
	if len(t.state.Items) > 0 && a.Code == "" && a.Status == "" {
		// Leaving after the first of several Items keeps what was linked (facts link 2.3).
		t.emit(Event{Kind: Finished, Pane: PaneDone})
		return nil
	}
	t.exit(status, failure)
	return nil
}
