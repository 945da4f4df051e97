package link

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"toile"
)

// The logins of a script that names none.
const (
	defaultUsername = "user_good"
	defaultPassword = "pass_good"
	payrollUsername = "test-good"
	payrollPassword = "test"
)

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

// Play plays the whole script. What the person does is done by act, which gives the state that it leads to.
func (p *Player) Play(act func(Action) (State, error)) error {
	var action Action = Open{}
	for range maxActions {
		state, err := act(action)
		if err != nil {
			return err
		}
		next, more := p.Next(state)
		if !more {
			return p.Unplayed()
		}
		action = next
	}
	return toile.ErrInvalidField("the script does not come to an end")
}

// start takes up the words for the first of the parts that are left.
func (p *Player) start() {
	part := p.parts[0]
	p.logins, p.answers, p.chosen, p.typed = slices.Clone(part.Before), part.MFA, false, part.Search == ""
	leavesHere := false // before a login
	for _, pane := range []Pane{PaneCredentials, PaneOAuth} {
		leavesHere = leavesHere || p.leavesOn(pane) || p.script.AbandonAt == pane
	}
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
