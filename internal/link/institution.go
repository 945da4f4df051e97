package link

import (
	"fmt"

	"toile"
	"toile/internal/bank"
)

// Search types into the institution search.
type Search struct{ Query string }

// SelectInstitution picks a bank or a payroll provider.
type SelectInstitution struct{ InstitutionID string }

func (a Search) decide(t *turn) error {
	if err := t.on("searching", PaneInstitution); err != nil {
		return err
	}
	if err := typed("query", maxQuery, a.Query); err != nil {
		return err
	}
	switch s := t.state; {
	case s.Searched && s.Query == a.Query && !s.Refused:
		return nil // the list that it finds is there already
	case s.Searches == maxSearches:
		return toile.ErrInvalidField(fmt.Sprintf("a Link session takes %d searches; choose one of the institutions that are listed", maxSearches))
	}
	matches := 0
	for _, institution := range t.env.World.Search(a.Query) {
		if t.token.Config.lists(institution) {
			matches++
		}
	}
	t.emit(Event{Kind: Searched, Query: a.Query, Matches: matches, Pane: PaneInstitution})
	return nil
}

func (a SelectInstitution) decide(t *turn) error {
	if err := t.on("selecting an institution", PaneInstitution); err != nil {
		return err
	}
	institution, ok := t.env.World.Institution(a.InstitutionID)
	if !ok {
		return toile.ErrInvalidInstitution()
	}
	t.choose(institution, loginPane(institution), PaneInstitution)
	return nil
}

// choose leads to one pane with an institution that can be linked, and to another with one that
// cannot: it lacks what the token asks for, or it is down. Of one that is degraded the person is only
// warned (facts link 2.4).
func (t *turn) choose(institution bank.Institution, next, otherwise Pane) {
	switch {
	case !t.token.Config.Fits(institution):
		t.emit(Event{Kind: InstitutionRefused, Institution: seen(institution), Pane: otherwise})
	case institution.Health == bank.Down:
		t.emit(Event{Kind: InstitutionSelected, Institution: seen(institution), Pane: otherwise})
		t.fail(toile.ErrInstitutionDown(), otherwise)
	default:
		t.emit(Event{Kind: InstitutionSelected, Institution: seen(institution), Pane: next})
	}
}

// Fits reports whether an institution can serve the token.
func (c Config) Fits(institution bank.Institution) bool {
	return c.lists(institution) && !institution.Unsupported && institution.Supports(c.Products)
}

// lists reports whether an institution is one of those among which the token's person looks for
// theirs: of the right kind, in one of the countries. It may be chosen although it cannot be linked, so
// that the person is told.
func (c Config) lists(institution bank.Institution) bool {
	return c.DigitalPayroll == institution.Payroll && institution.In(c.CountryCodes)
}

func seen(institution bank.Institution) *Institution {
	saw := &Institution{ID: institution.ID, Name: institution.Name}
	if institution.Health != bank.Healthy {
		saw.Health = institution.Health
	}
	return saw
}
