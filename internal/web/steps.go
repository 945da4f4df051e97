package web

import "toile/internal/link"

// steps says how far along a pane is, of lastStep.
var steps = map[link.Pane]int{
	link.PaneConsent: 1, link.PaneChooseFlow: 2, link.PaneInstitution: 2, link.PaneCredentials: 3, link.PaneOAuth: 3, link.PaneBankLogin: 3, link.PaneBankAccounts: 3,
	link.PaneMFA: 3, link.PaneAccounts: 4, link.PaneIncome: 5, link.PaneEmployment: 5, link.PaneDocuments: 4, link.PaneAnother: 6, link.PaneDone: 6,
}

const lastStep = 6

// Step is how far along the session is, 0 before it, and Steps how far it goes.
func (p *Page) Step() int { return steps[p.Pane] }

// Steps is the number of the last step.
func (p *Page) Steps() int { return lastStep }
