package link

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
	"toile/internal/item"
)

// The logins of a script that names none.
const (
	defaultUsername = "user_good"
	defaultPassword = "pass_good"
	payrollUsername = "test-good"
	payrollPassword = "test"
)

// Play opens a session and plays a script on it to its end, or to where the script closes the
// window. An error means that the script does not fit the session; then there is none.
func Play(token Token, s Session, script Script, env Env) (Session, error) {
	player := NewPlayer(script, token)
	var action Action = Open{}
	for range maxActions {
		events, err := Decide(token, s, action, env)
		if err != nil {
			return s, err
		}
		s.Events = append(s.Events, events...)
		next, more := player.Next(StateOf(s))
		if !more {
			return s, player.Unplayed()
		}
		action = next
	}
	return s, toile.ErrInvalidField("the script does not come to an end")
}

// Player plays a script. It remembers what it has said already: a word is said once, and when
// there is none left for a pane the person leaves.
type Player struct {
	script  Script
	token   Token
	parts   []Part // the one being played is the first
	logins  []Credentials
	chosen  bool // an institution, for this part
	typed   bool
	answers []string
	uploads []UploadDocument
	left    bool // where and how the script says

	flowSaid  bool
	unsaid    map[string]bool // words of the part being played
	forgotten string          // a word of an earlier part that was never said
}

// NewPlayer makes ready to play a script on a token.
func NewPlayer(s Script, t Token) *Player {
	p := &Player{script: s, token: t, parts: s.parts(), uploads: s.files()}
	p.start()
	p.chosen = t.Config.InstitutionID != "" && p.parts[0].InstitutionID == "" // by the token
	return p
}

// start takes up the words for the first of the parts that are left.
func (p *Player) start() {
	part := p.parts[0]
	p.logins, p.answers, p.chosen, p.typed = slices.Clone(part.Before), part.MFA, false, part.Search == ""
	leavesHere := p.leavesOn(PaneCredentials) || p.script.AbandonAt == PaneCredentials
	for i, c := range p.logins {
		p.logins[i].Username = cmp.Or(c.Username, p.credentials(part).Username)
	}
	if part.Username != "" || part.Password != "" || !leavesHere {
		p.logins = append(p.logins, p.credentials(part))
	}
	p.unsaid = part.words()
	if fixed := p.token.Config.fixedInstitution(); fixed != "" && fixed == part.InstitutionID {
		p.say("institution_id")
	}
}

// leavesOn reports whether the script leaves on a pane, at the Item of the part being played.
func (p *Player) leavesOn(pane Pane) bool {
	exit, number := p.script.Exit, len(p.script.Items)+2-len(p.parts)
	return exit != nil && (exit.At == pane || exit.At == "") && (exit.Item == number || exit.Item == 0)
}

// words lists the members of a part that have a pane to be said on.
func (part Part) words() map[string]bool {
	words := map[string]bool{
		"accounts": len(part.Accounts) > 0, "income": part.Income != "", "income_sources": len(part.IncomeSources) > 0,
		"employment": part.Employment != "", "employers": len(part.Employers) > 0,
		"institution_id": part.InstitutionID != "", "search": part.Search != "",
	}
	maps.DeleteFunc(words, func(_ string, given bool) bool { return !given })
	return words
}

// say takes words as said.
func (p *Player) say(words ...string) {
	for _, word := range words {
		delete(p.unsaid, word)
	}
}

// forget remembers the first word of the part being played that was not said.
func (p *Player) forget() {
	unsaid := slices.Sorted(maps.Keys(p.unsaid))
	if len(p.answers) > 0 {
		unsaid = append(unsaid, "mfa")
	}
	if p.forgotten == "" && len(unsaid) > 0 {
		p.forgotten = unsaid[0]
	}
}

// credentials fills in the usual name and password.
func (p *Player) credentials(part Part) Credentials {
	username, password := defaultUsername, defaultPassword
	switch config := p.token.Config; {
	case part.Username != "":
		username = part.Username
	case config.Update != nil:
		username = config.Update.Username
	case config.DigitalPayroll:
		username = payrollUsername
	}
	if username == payrollUsername {
		password = payrollPassword
	}
	return Credentials{username, cmp.Or(part.Password, password)}
}

// Next gives what the person does now. There is none when the session has ended or they have
// closed the window.
func (p *Player) Next(s State) (Action, bool) {
	if s.Ended {
		return nil, false
	}
	if p.script.AbandonAt == s.Pane && p.spent(s) {
		p.left = true
		return nil, false
	}
	if exit := p.script.Exit; p.leavesOn(s.Pane) && p.spent(s) {
		p.left = true
		return Exit{Status: exit.Status, Code: exit.ErrorCode}, true
	}
	return p.act(s), true
}

// Unplayed refuses a script whose session came to an end before something that the script
// names: it tells another story than its writer thinks.
func (p *Player) Unplayed() error {
	switch exit := p.script.Exit; {
	case p.left:
		return nil
	case exit != nil:
		return toile.ErrInvalidField(fmt.Sprintf("exit.at: the session came to its end without the pane %q", exit.At))
	case p.script.AbandonAt != "":
		return toile.ErrInvalidField(fmt.Sprintf("abandon_at: the session came to its end without the pane %q", p.script.AbandonAt))
	case p.script.Flow != "" && !p.flowSaid:
		return toile.ErrInvalidField("flow: the session came to its end without asking for it")
	case len(p.uploads) > 0:
		return toile.ErrInvalidField("documents: the session came to its end without asking for them")
	case len(p.parts) > 1:
		return toile.ErrInvalidField("items: the session came to its end without asking for another Item")
	}
	if p.forget(); p.forgotten != "" {
		return toile.ErrInvalidField(p.forgotten + ": the session came to its end without asking for it")
	}
	return nil
}

// spent reports whether the script has no words of its own left for a pane on which it leaves.
func (p *Player) spent(s State) bool {
	switch s.Pane {
	case PaneInstitution:
		return p.typed && (p.chosen || p.parts[0].InstitutionID == "")
	case PaneCredentials:
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
		c := p.logins[0]
		p.logins = p.logins[1:]
		return SubmitCredentials(c)
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
