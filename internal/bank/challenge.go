package bank

import (
	"fmt"
	"slices"
	"strings"

	"toile"
)

// Challenge is one round of multi-factor authentication.
type Challenge struct {
	Type    string     `json:"type"`              // device, code, questions or selections
	Prompts []string   `json:"prompts"`           // one answer is expected for each
	Options [][]string `json:"options,omitempty"` // what may be answered to each prompt, where that is a choice
}

// Asks gives the number of answers that the challenge expects.
func (c Challenge) Asks() int { return len(c.Prompts) }

// round is a challenge with the answers that pass it. No expected answer means that any passes.
type round struct {
	challenge Challenge
	answers   []string
}

// ask gives the first round that is not answered yet, an error when an answer is wrong, and
// what is behind the login when all are right.
func ask(rounds []round, answers [][]string, good Outcome) Outcome {
	for i, r := range rounds {
		if i >= len(answers) {
			return Outcome{Challenge: &r.challenge}
		}
		if r.answers != nil && !slices.Equal(r.answers, answers[i]) {
			return Outcome{Error: toile.ErrInvalidMFA()}
		}
	}
	return good
}

// deviceRounds asks where to send a code and then for the code, which is 1234 everywhere.
var deviceRounds = []round{
	{challenge: Challenge{
		Type: "device", Prompts: []string{"Where should we send a code?"},
		Options: [][]string{{"xxx-xxx-5309", "t**t@toile.example"}},
	}},
	{challenge: Challenge{Type: "code", Prompts: []string{"Code sent to your device"}}, answers: []string{"1234"}},
}

// yesRounds is what the password mfa_selections asks.
var yesRounds = []round{{
	challenge: Challenge{Type: "selections", Prompts: []string{"Is this login you?"}, Options: [][]string{{"Yes", "No"}}},
	answers:   []string{"Yes"},
}}

// writtenRounds reads mfa_questions_N_M and mfa_selections_N_M_O: N rounds of M prompts, with O
// options each. The right answers are answer_i_j and answer_i_j_0 (facts link 5.3).
func writtenRounds(password string) ([]round, bool) {
	parts := strings.Split(password, "_")[1:]
	kind, numbers := parts[0], []int{}
	for _, part := range parts[1:] {
		if len(part) != 1 || part < "1" || part > "9" {
			return nil, false
		}
		numbers = append(numbers, int(part[0]-'0'))
	}
	choices := 0
	switch {
	case kind == "questions" && len(numbers) == 2:
	case kind == "selections" && len(numbers) == 3 && numbers[2] >= 2:
		choices = numbers[2]
	default:
		return nil, false
	}
	return askRounds(kind, numbers[0], numbers[1], choices), true
}

// askRounds makes rounds of prompts, which offer so many options each, or none. The right answers
// are answer_i_j, and of options the first, answer_i_j_0.
func askRounds(kind string, count, prompts, choices int) (rounds []round) {
	for i := range count {
		r := round{challenge: Challenge{Type: kind}}
		for j := range prompts {
			answer := fmt.Sprintf("answer_%d_%d", i, j)
			r.challenge.Prompts = append(r.challenge.Prompts, fmt.Sprintf("Question %d of round %d", j+1, i+1))
			if choices > 0 {
				var options []string
				for o := range choices {
					options = append(options, fmt.Sprintf("%s_%d", answer, o))
				}
				r.challenge.Options = append(r.challenge.Options, options)
				answer = options[0]
			}
			r.answers = append(r.answers, answer)
		}
		rounds = append(rounds, r)
	}
	return rounds
}
