package link

import (
	"slices"
	"strings"

	"toile/internal/bank"
	"toile/internal/document"
	"toile/internal/item"
)

// spent reports whether the script has no words of its own left for a pane on which it leaves.
func (p *Player) spent(s State) bool {
	switch s.Pane {
	case PaneInstitution:
		return p.typed && (p.chosen || p.parts[0].InstitutionID == "")
	case PaneCredentials, PaneOAuth:
		return len(p.logins) == 0
	case PaneMFA:
		return len(p.answers) < s.Challenge.Asks()
	case PaneDocuments:
		return len(p.uploads) == 0
	}
	return true
}

func (p *Player) act(s State) Action {
	part := p.parts[0]
	switch s.Pane {
	case PaneConsent:
		return Consent{}
	case PaneChooseFlow:
		p.flowSaid = true
		return ChooseFlow{p.flow()}
	case PaneInstitution:
		return p.choose(part)
	case PaneCredentials:
		if len(p.logins) == 0 {
			return Exit{}
		}
		return SubmitCredentials(p.login())
	case PaneOAuth:
		if len(p.logins) == 0 {
			return Exit{}
		}
		return OpenOAuth{}
	case PaneBankLogin:
		return BankLogin(p.login())
	case PaneBankAccounts:
		if p.say("accounts"); !p.token.Config.choosesAccounts() {
			return ShareAtBank{}
		}
		return ShareAtBank{part.accountIDs(s.Item.Accounts)}
	case PaneMFA:
		if p.spent(s) {
			return Exit{}
		}
		asked := s.Challenge.Asks()
		answers := p.answers[:asked]
		p.answers = p.answers[asked:]
		return AnswerMFA{answers}
	case PaneAccounts:
		p.say("accounts")
		return SelectAccounts{part.accountIDs(s.Item.Accounts)}
	case PaneIncome:
		p.say("income", "income_sources")
		return part.income(s)
	case PaneEmployment:
		p.say("employment", "employers")
		return part.employment(s)
	case PaneDocuments:
		switch {
		case len(p.uploads) > 0:
			d := p.uploads[0]
			p.uploads = p.uploads[1:]
			return d
		case s.Documents == 0 && s.Failure != nil: // none of them was taken
			return Exit{}
		case s.Documents == 0:
			return UploadDocument{Document: Document{Kind: document.Paystub, Name: "paystub.pdf"}}
		}
		return SubmitDocuments{}
	default: // PaneAnother
		if len(p.parts) == 1 {
			return Finish{}
		}
		p.forget()
		p.parts = p.parts[1:]
		p.start()
		return LinkAnother{}
	}
}

// login gives the next login that is left.
func (p *Player) login() Credentials {
	c := p.logins[0]
	p.logins = p.logins[1:]
	return c
}

func (p *Player) flow() Flow {
	switch {
	case p.script.Flow != "":
		return p.script.Flow
	case len(p.script.Documents) > 0:
		return FlowDocuments
	}
	return FlowPayroll
}

func (p *Player) choose(part Part) Action {
	switch {
	case !p.typed:
		p.typed = true
		p.say("search")
		return Search{part.Search}
	case p.chosen:
		return Exit{}
	}
	p.chosen = true
	p.say("institution_id")
	institution := part.InstitutionID
	if institution == "" {
		institution = bank.DefaultBank
		if p.token.Config.DigitalPayroll {
			institution = bank.DefaultPayroll
		}
	}
	return SelectInstitution{institution}
}

// accountIDs finds the accounts that a part names. A name that fits nothing is handed on, so
// that the refusal says so.
func (part Part) accountIDs(offered []item.Account) []string {
	var ids []string
	unmatched := slices.Clone(part.Accounts)
	for _, a := range offered {
		fits := func(name string) bool {
			return name == a.ID || name == a.Mask || name == a.Subtype || strings.EqualFold(name, a.Name)
		}
		if len(part.Accounts) == 0 || slices.ContainsFunc(part.Accounts, fits) {
			ids = append(ids, a.ID)
			unmatched = slices.DeleteFunc(unmatched, fits)
		}
	}
	return append(ids, unmatched...)
}

func (part Part) income(s State) Action {
	none, failed := part.Income == AnswerNone, part.Income == AnswerFail
	return DecideIncome{Sources: ticks(part.IncomeSources, s.Offered, none || failed), None: none, Failed: failed}
}

func (part Part) employment(s State) Action {
	none, failed := part.Employment == AnswerNotListed, part.Employment == AnswerFail
	return DecideEmployment{Employers: ticks(part.Employers, s.Offered, none || failed), NotListed: none, Failed: failed}
}

// ticks gives what the person ticks: all that is offered where the script neither names it nor says that
// there is none.
func ticks(named []string, offered []Source, none bool) (words []string) {
	if none || len(named) > 0 {
		return named
	}
	for _, source := range offered {
		words = append(words, source.Key)
	}
	return words
}
