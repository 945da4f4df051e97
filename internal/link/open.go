package link

import (
	"fmt"

	"toile"
	"toile/internal/bank"
)

// Open opens Link. It is the first action of every session and of no other. An institution may have
// been chosen before, on a tile of Embedded Link.
type Open struct{ InstitutionID string }

// Consent accepts the first pane.
type Consent struct{}

// ChooseFlow chooses between a payroll provider and documents where both are offered.
type ChooseFlow struct{ Flow Flow }

// Back leaves a pane for the one on which the institution, or the flow, is chosen.
type Back struct{}

func (a Open) decide(t *turn) error {
	update := t.token.Config.Update
	if a.InstitutionID != "" {
		return t.openAt(a.InstitutionID)
	}
	if update == nil {
		t.emit(Event{Kind: Opened, Pane: PaneConsent})
		return nil
	}
	institution, ok := t.env.World.Institution(update.InstitutionID)
	if !ok {
		return toile.ErrInvalidInstitution()
	}
	t.emit(Event{Kind: Opened, Pane: loginPane(institution), Institution: seen(institution)})
	return nil
}

// HasTiles reports whether Embedded Link may offer institutions for the token: not for updates, for several
// Items (facts link 1.8), and for documents alone.
func (c Config) HasTiles() bool {
	return c.Update == nil && !c.MultiItem && c.firstPane() != PaneDocuments
}

// openAt opens Link with an institution that was chosen on a tile: the choice comes before consent
// (facts link 1.6).
func (t *turn) openAt(institutionID string) error {
	if !t.token.Config.HasTiles() {
		return toile.ErrInvalidField("institution_id: this link token does not open with an institution that was chosen before")
	}
	institution, ok := t.env.World.Institution(institutionID)
	if !ok {
		return toile.ErrInvalidInstitution()
	}
	t.emit(Event{Kind: Opened, Pane: PaneConsent})
	t.choose(institution, PaneConsent, PaneConsent)
	return nil
}

func (Consent) decide(t *turn) error {
	if err := t.on("consent", PaneConsent); err != nil {
		return err
	}
	if i := t.state.Institution; i != nil && !t.state.Refused && t.state.Failure == nil {
		chosen, _ := t.env.World.Institution(i.ID)
		t.emit(Event{Kind: Consented, Pane: loginPane(chosen)})
		return nil
	}
	t.emit(Event{Kind: Consented, Pane: t.token.Config.firstPane()})
	return t.preselect()
}

// firstPane is where the person says what to link.
func (c Config) firstPane() Pane {
	switch {
	case c.choosesFlow():
		return PaneChooseFlow
	case c.PayrollDocuments:
		return PaneDocuments
	}
	return PaneInstitution
}

func (c Config) choosesFlow() bool { return c.DigitalPayroll && c.PayrollDocuments }

// preselect picks the institution that the token names, for the first Item. One that does not
// exist is passed over, so that the person can pick another.
func (t *turn) preselect() error {
	named := t.token.Config.InstitutionID
	_, known := t.env.World.Institution(named)
	if !known || t.state.Pane != PaneInstitution || len(t.state.Items) > 0 || t.state.Institution != nil {
		return nil
	}
	return SelectInstitution{named}.decide(t)
}

func (a ChooseFlow) decide(t *turn) error {
	if err := t.on("choosing a flow", PaneChooseFlow); err != nil {
		return err
	}
	switch a.Flow {
	case FlowPayroll:
		t.emit(Event{Kind: FlowChosen, Flow: a.Flow, Pane: PaneInstitution})
		return t.preselect()
	case FlowDocuments:
		t.emit(Event{Kind: FlowChosen, Flow: a.Flow, Pane: PaneDocuments})
	default:
		return toile.ErrInvalidField(fmt.Sprintf("flow must be one of %s, %s", FlowPayroll, FlowDocuments))
	}
	return nil
}

func (Back) decide(t *turn) error {
	to, ok := t.token.Config.back(t.state)
	if !ok {
		return t.on("going back") // it is possible nowhere
	}
	t.emit(Event{Kind: WentBack, Pane: to})
	return nil
}

// back gives the pane to which the person may go back. Documents that were uploaded, and income that
// was looked at, are not undone; an update has nothing to choose.
func (c Config) back(s State) (Pane, bool) {
	switch s.Pane {
	case PaneInstitution:
		return PaneChooseFlow, c.choosesFlow()
	case PaneDocuments:
		return PaneChooseFlow, c.choosesFlow() && s.Documents == 0
	case PaneCredentials, PaneMFA, PaneAccounts, PaneOAuth:
		return PaneInstitution, c.Update == nil
	}
	return "", false
}

// loginPane is where a person logs in to an institution, or is sent to do so.
func loginPane(institution bank.Institution) Pane {
	if institution.OAuth && !institution.Payroll {
		return PaneOAuth
	}
	return PaneCredentials
}
