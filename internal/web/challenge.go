package web

import "strconv"

// Prompt is one question of a challenge as its form asks it.
type Prompt struct {
	ID      string // of the field
	Text    string
	Options []string
	Single  bool // the challenge has no other, so that its options may be radio buttons
}

// Prompts are the questions of the challenge. Options of several stand in lists to choose from: radio
// buttons of one name would be one group, and their order would be lost with names of their own.
func (p *Page) Prompts() []Prompt {
	prompts := make([]Prompt, len(p.Challenge.Prompts))
	for i, text := range p.Challenge.Prompts {
		prompts[i] = Prompt{ID: "aut-input-" + strconv.Itoa(i) + "-input", Text: text, Single: len(prompts) == 1}
		if p.IsCode() {
			prompts[i].ID = "otp-code-input-input"
		}
		if i < len(p.Challenge.Options) {
			prompts[i].Options = p.Challenge.Options[i]
		}
	}
	return prompts
}

// IsCode reports whether a code is asked for that was sent, and IsDevice where to send one.
func (p *Page) IsCode() bool { return p.Challenge.Type == "code" }

// IsDevice reports whether the person chooses where a code is sent.
func (p *Page) IsDevice() bool { return p.Challenge.Type == "device" }

// SubmitID is the name by which browser tests press the button (facts ecosystem A.7).
func (p *Page) SubmitID() string {
	switch p.Challenge.Type {
	case "device":
		return "submit-device"
	case "code":
		return "submit-code"
	}
	return "submit-answers"
}
