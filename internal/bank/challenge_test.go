package bank_test

import (
	"fmt"
	"strings"
	"testing"

	"toile/internal/bank"
)

// TestChallenges answers every challenge of a password and counts what is asked:
// each round as its kind and number of prompts, with the number of options where there are any.
func TestChallenges(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		password string
		answers  string // of all rounds; a space between prompts, a slash between rounds
		asked    string
	}{
		{"pass_good", "", ""},
		{"mfa_device", "anything/1234", "device 1 of 2, code 1"},
		{"mfa_selections", "Yes", "selections 1 of 2"},
		{"mfa_questions_1_1", "answer_0_0", "questions 1"},
		{"mfa_questions_2_3", "answer_0_0 answer_0_1 answer_0_2/answer_1_0 answer_1_1 answer_1_2", "questions 3, questions 3"},
		{"mfa_selections_1_2_9", "answer_0_0_0 answer_0_1_0", "selections 2 of 9"},
		{"mfa_selections_3_1_2", "answer_0_0_0/answer_1_0_0/answer_2_0_0", "selections 1 of 2, selections 1 of 2, selections 1 of 2"},
	} {
		var rounds [][]string
		for round := range strings.SplitSeq(test.answers, "/") {
			if round != "" {
				rounds = append(rounds, strings.Split(round, " "))
			}
		}
		var asked []string
		for n := range rounds {
			got := login("ins_109508", "user_good", test.password, rounds[:n]...)
			if got.Challenge == nil {
				t.Fatalf("%s: round %d asks nothing: %+v", test.password, n, got)
			}
			asked = append(asked, describe(*got.Challenge))
			if test.password == "mfa_device" && n == 0 {
				continue // every device is right
			}
			wrong := append(append([][]string{}, rounds[:n]...), make([]string, len(rounds[n])))
			if got := login("ins_109508", "user_good", test.password, wrong...); got.Error == nil || got.Error.ErrorCode != "INVALID_MFA" {
				t.Errorf("%s: a wrong answer in round %d leads to %+v", test.password, n, got)
			}
		}
		if got := strings.Join(asked, ", "); got != test.asked {
			t.Errorf("%s asks %s, want %s", test.password, got, test.asked)
		}
		if got := login("ins_109508", "user_good", test.password, rounds...); got.Found == nil {
			t.Errorf("%s: right answers lead to %+v", test.password, got)
		}
	}
}

func describe(c bank.Challenge) string {
	text := fmt.Sprintf("%s %d", c.Type, c.Asks())
	if len(c.Options) > 0 {
		text += fmt.Sprintf(" of %d", len(c.Options[0]))
	}
	return text
}

// TestBadChallenges holds that a password that only looks like a challenge is wrong.
func TestBadChallenges(t *testing.T) {
	t.Parallel()
	for _, password := range []string{
		"mfa_questions", "mfa_questions_", "mfa_questions_1", "mfa_questions_0_1", "mfa_questions_1_0", "mfa_questions_10_1",
		"mfa_questions_1_1_1", "mfa_questions_a_1", "mfa_questions_-1_1", "mfa_questions_+1_1", "mfa_questions_01_1", "mfa_questions_1_1_",
		"mfa_selections_", "mfa_selections_1", "mfa_selections_1_1", "mfa_selections_1_1_1", "mfa_selections_1_1_10", "mfa_selections_0_1_2",
		"mfa_selections_1_1_2_3", "mfa_device_1", "mfa_", "mfa",
	} {
		if got := login("ins_109508", "user_good", password).Error; got == nil || got.ErrorCode != "INVALID_CREDENTIALS" {
			t.Errorf("%s: got %v, want INVALID_CREDENTIALS", password, got)
		}
	}
}
