package link_test

import (
	"slices"
	"strings"

	"toile/internal/document"
	"toile/internal/link"
)

var (
	institutions = []string{"ins_109508", "ins_135842", "ins_109510", "ins_132361", "ins_132363", "ins_133402", "ins_43", "ins_127287", "ins_0", ""}
	usernames    = []string{"user_good", "user_bank_income", "user_credit_bonus", "user_credit_profile_good", "user_credit_profile_poor", "test-good", "nobody", ""}
	passwords    = []string{
		"pass_good", "test", "mfa_device", "mfa_selections", "mfa_questions_2_2", "mfa_selections_2_1_2", "wrong", "", "\xff",
		"error_ITEM_LOCKED", "error_INVALID_MFA", "error_INVALID_SEND_METHOD", "error_USER_INPUT_TIMEOUT", "error_NO_ACCOUNTS", "error_INTERNAL_SERVER_ERROR",
	}
	replies = []string{"1234", "Yes", "answer_0_0", "answer_0_1", "answer_1_0", "answer_1_1", "answer_0_0_0", "answer_1_0_0", "\xff"}
)

const actionKinds = 24

// action is something that somebody might do: what the pane asks for, or anything at all.
func (w *walk) action(d *dice, state link.State) link.Action {
	if len(w.session.Events) == 0 {
		if d.roll(4) == 3 {
			return link.Open{InstitutionID: pick(d, institutions...)}
		}
		return link.Open{}
	}
	switch d.roll(actionKinds) {
	case 1:
		return link.Open{}
	case 2:
		return link.Consent{}
	case 3:
		return link.ChooseFlow{Flow: pick(d, link.FlowPayroll, link.FlowDocuments, link.FlowBank)}
	case 4:
		return link.Search{Query: pick(d, "platypus", "nowhere", "", "\xff", strings.Repeat("long", 100))}
	case 5:
		return link.SelectInstitution{InstitutionID: pick(d, institutions...)}
	case 6:
		return link.SubmitCredentials{Username: pick(d, usernames...), Password: pick(d, passwords...)}
	case 7:
		return link.AnswerMFA{Answers: d.some(replies)}
	case 8:
		return link.SelectAccounts{AccountIDs: d.some(append(offeredAccounts(state), "nothing"))}
	case 9:
		return link.DecideIncome{Sources: d.some(keysOf(state.Offered)), None: d.flag(), Failed: d.flag()}
	case 10:
		return link.DecideEmployment{Employers: d.some(keysOf(state.Offered)), NotListed: d.flag(), Failed: d.flag()}
	case 11:
		return link.UploadDocument{Document: link.Document{
			Kind: pick(d, append(slices.Clone(document.Kinds), "")...), Name: pick(d, "a.pdf", "a.json", "", "\xff"),
			Content: pick(d, nil, nil, []byte{}, []byte("junk"), []byte(`{"ocr_status":"ERROR_PROCESSING"}`)),
		}}
	case 12:
		return link.SubmitDocuments{}
	case 13:
		return link.LinkAnother{}
	case 14:
		return link.Finish{}
	case 15:
		return link.Exit{Status: pick(d, append(slices.Clone(link.ExitStatuses), "", "", "bored")...), Code: pick(d, "", "", "INSTITUTION_DOWN", "INVALID_CREDENTIALS", "BORED")}
	case 16:
		return link.Exit{}
	case 17:
		return link.Back{}
	case 18:
		return link.OpenOAuth{Redirect: d.flag()}
	case 19:
		return link.CloseOAuth{}
	case 20:
		return link.BankLogin{Username: pick(d, usernames...), Password: pick(d, passwords...)}
	case 21:
		return link.ShareAtBank{AccountIDs: d.some(append(offeredAccounts(state), "nothing"))}
	case 22:
		return link.DeclineAtBank{}
	case 23:
		return link.Return{}
	}
	if state.Pane == link.PaneCredentials && d.flag() {
		return link.SubmitCredentials{Username: pick(d, usernames...), Password: pick(d, passwords...)}
	}
	return usual(state)
}

// some draws a few of the words, some of them twice.
func (d *dice) some(words []string) []string {
	var chosen []string
	for range d.roll(4) {
		if len(words) > 0 {
			chosen = append(chosen, pick(d, words...))
		}
	}
	return chosen
}

func offeredAccounts(state link.State) (ids []string) {
	if state.Item != nil {
		for _, a := range state.Item.Accounts {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// usual is what the pane asks for, right where there is a right answer.
func usual(state link.State) link.Action {
	switch state.Pane {
	case link.PaneConsent:
		return link.Consent{}
	case link.PaneChooseFlow:
		return link.ChooseFlow{Flow: link.FlowPayroll}
	case link.PaneInstitution:
		return link.SelectInstitution{InstitutionID: "ins_109508"}
	case link.PaneCredentials:
		if state.Institution.ID == "ins_135842" {
			return link.SubmitCredentials{Username: "test-good", Password: "test"}
		}
		return link.SubmitCredentials{Username: "user_bank_income", Password: "{}"}
	case link.PaneOAuth:
		return link.OpenOAuth{}
	case link.PaneBankLogin:
		return link.BankLogin{}
	case link.PaneBankAccounts:
		return link.ShareAtBank{AccountIDs: offeredAccounts(state)}
	case link.PaneMFA:
		answers := make([]string, state.Challenge.Asks())
		for i := range answers {
			answers[i] = rightAnswer(state, i)
		}
		return link.AnswerMFA{Answers: answers}
	case link.PaneAccounts:
		return link.SelectAccounts{AccountIDs: offeredAccounts(state)}
	case link.PaneIncome:
		return link.DecideIncome{Sources: keysOf(state.Offered)}
	case link.PaneEmployment:
		return link.DecideEmployment{Employers: keysOf(state.Offered)}
	case link.PaneDocuments:
		if state.Documents == 0 {
			return link.UploadDocument{Document: link.Document{Kind: document.Paystub}}
		}
		return link.SubmitDocuments{}
	}
	if len(state.Items) < 3 {
		return link.LinkAnother{}
	}
	return link.Finish{}
}

// rightAnswer reads the first option, or the numbers of the round and the prompt.
func rightAnswer(state link.State, prompt int) string {
	switch c := state.Challenge; {
	case c.Options != nil:
		return c.Options[prompt][0]
	case c.Type == "code":
		return "1234"
	}
	round, number := len(state.Answered), prompt
	return "answer_" + string(rune('0'+round)) + "_" + string(rune('0'+number))
}
