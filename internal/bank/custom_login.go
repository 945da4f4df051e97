package bank

import (
	"cmp"
	"errors"
	"slices"

	"toile"
)

// customMFA is what a login of a custom user asks.
type customMFA struct {
	Type                     string // device, questions or selections
	Rounds, Prompts, Options int
}

// maxAsked bounds the rounds of a challenge, its prompts and their options, as in the passwords of
// user_good.
const maxAsked = 9

func readCustomMFA(in object) *customMFA {
	m := customMFA{Type: in.word("type", "device", "questions", "selections")}
	questions, selections := in.whole("question_rounds", 1, maxAsked), in.whole("selection_rounds", 1, maxAsked)
	prompts, options := in.whole("questions_per_round", 1, maxAsked), in.whole("selections_per_question", 2, maxAsked)
	if in.end(); in.blank() {
		return nil
	}
	orElse := func(n *int, otherwise int) int { return *cmp.Or(n, &otherwise) }
	switch m.Type {
	case "":
		in.refuse("type", "is missing: it must be one of device, questions, selections")
	case "questions":
		m.Rounds, m.Prompts = orElse(questions, 1), orElse(prompts, 1)
	case "selections":
		m.Rounds, m.Prompts, m.Options = orElse(selections, 1), orElse(prompts, 2), orElse(options, 2)
	}
	return &m
}

// rounds gives what is asked and what passes (facts link 5.3).
func (m *customMFA) rounds() []round {
	switch {
	case m == nil:
		return nil
	case m.Type == "device":
		return deviceRounds
	}
	return askRounds(m.Type, m.Rounds, m.Prompts, m.Options)
}

// custom gives the configuration of a login that has one, and what its text is called.
func (l Login) custom() (what, text string, ok bool) {
	switch {
	case l.Config != "":
		return "the configuration of " + l.Username, l.Config, true
	case l.Username == customUsername:
		return "the password of " + customUsername, l.Password, true
	}
	return "", "", false
}

// Configuration gives the text of the configuration by which a login says who is behind it; it is
// empty for every other login.
func (l Login) Configuration() string {
	_, text, _ := l.custom()
	return text
}

// customLogin gives what the login of a custom user leads to: what its configuration forces, what
// it asks, and what is behind it.
func (w *World) customLogin(l Login, payroll bool, answers [][]string) Outcome {
	if l.Config != "" && l.Password == "" {
		return Outcome{Error: toile.ErrInvalidCredentials()} // a named user has any password but none
	}
	config, end := w.customOutcome(l, payroll)
	if config == nil || config.Recaptcha == "bad" || end.Error != nil && config.ForceError != "INVALID_MFA" {
		return end
	}
	return ask(config.MFA.rounds(), answers, end)
}

// customOutcome gives what the login of a custom user leads to when nothing is asked, and the
// configuration if it can be read.
func (w *World) customOutcome(l Login, payroll bool) (*customUser, Outcome) {
	what, text, _ := l.custom()
	config, err := parseCustom(what, text)
	if mistake := (*toile.Error)(nil); errors.As(err, &mistake) {
		return nil, Outcome{Error: mistake}
	}
	if config.Recaptcha == "bad" {
		return config, Outcome{Error: toile.ErrRecaptchaBad()}
	}
	if forced := config.forced(); forced != nil {
		return config, Outcome{Error: forced}
	}
	customer, _ := w.customer(l) // it was read just now
	if payroll {
		return config, Outcome{Found: customer.foundAtPayroll()}
	}
	return config, Outcome{Found: customer.found()}
}

// forced gives the error that the configuration asks for; nil for none.
func (c *customUser) forced() *toile.Error {
	forced, _ := toile.ErrorForCode(c.ForceError)
	return forced
}

// recaptcha gives what a password of user_good leads to that only asks for a captcha, which is
// solved by whoever sees it: {"recaptcha": "good"} or bad.
func recaptcha(password string, good Outcome) Outcome {
	in, err := parseObject("the password", password)
	if err == nil {
		word := in.word("recaptcha", "good", "bad")
		if in.end(); *in.mistake == nil && slices.Contains([]string{"good", "bad"}, word) {
			if word == "bad" {
				return Outcome{Error: toile.ErrRecaptchaBad()}
			}
			return good
		}
	}
	return Outcome{Error: toile.ErrInvalidCredentials()}
}
