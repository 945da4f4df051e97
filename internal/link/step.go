package link

import "toile"

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
