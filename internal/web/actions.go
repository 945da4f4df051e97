package web

import (
	"cmp"
	"strconv"

	"toile"
	"toile/internal/document"
	"toile/internal/link"
)

// actions are what forms ask for, by the word in their field "action".
var actions = map[string]func(form) (link.Action, error){
	"consent":            consent,
	"choose_flow":        chooseFlow,
	"search":             search,
	"select_institution": selectInstitution,
	"submit_credentials": submitCredentials,
	"answer_mfa":         answerMFA,
	"select_accounts":    selectAccounts,
	"decide_income":      decideIncome,
	"decide_employment":  decideEmployment,
	"upload_document":    uploadDocument,
	"submit_documents":   submitDocuments,
	"link_another":       linkAnother,
	"finish":             finish,
	"exit":               exit,
	"back":               back,
	"open_oauth":         openOAuth,
	"close_oauth":        closeOAuth,
	"bank_login":         bankLogin,
	"bank_share":         bankShare,
	"bank_decline":       bankDecline,
}

// action reads what a form asks for, and for which turn of the session it was made.
func (f form) action() (turn int, action link.Action, err error) {
	read, ok := actions[f.Get("action")]
	if !ok {
		return 0, nil, errUnknownAction
	}
	if turn, err = strconv.Atoi(f.Get("turn")); err != nil {
		return 0, nil, toile.ErrInvalidField("turn must be the number of the turn that the form was made for")
	}
	action, err = read(f)
	return turn, action, err
}

func consent(form) (link.Action, error) { return link.Consent{}, nil }

func chooseFlow(f form) (link.Action, error) {
	return link.ChooseFlow{Flow: link.Flow(f.Get("flow"))}, nil
}

func search(f form) (link.Action, error) { return link.Search{Query: f.Get("query")}, nil }

func selectInstitution(f form) (link.Action, error) {
	return link.SelectInstitution{InstitutionID: f.Get("institution_id")}, nil
}

func submitCredentials(f form) (link.Action, error) {
	return link.SubmitCredentials{Username: f.Get("username"), Password: f.Get("password")}, nil
}

func answerMFA(f form) (link.Action, error) { return link.AnswerMFA{Answers: f.Values["answer"]}, nil }

func selectAccounts(f form) (link.Action, error) {
	return link.SelectAccounts{AccountIDs: f.Values["account"]}, nil
}

func decideIncome(f form) (link.Action, error) {
	if f.Get("none") != "" { // the button says so of all, whatever is ticked
		return link.DecideIncome{None: true}, nil
	}
	return link.DecideIncome{Sources: f.Values["source"]}, nil
}

func decideEmployment(f form) (link.Action, error) {
	if f.Get("not_listed") != "" {
		return link.DecideEmployment{NotListed: true}, nil
	}
	return link.DecideEmployment{Employers: f.Values["employer"]}, nil
}

// uploadDocument takes the form's file. Without one it would stand for an ordinary document, which is for
// sessions that are driven without a page.
func uploadDocument(f form) (link.Action, error) {
	if f.file == nil || len(f.file.content) == 0 {
		return nil, toile.ErrInvalidField("choose a file first; an empty one cannot be taken")
	}
	kind := cmp.Or(document.Kind(f.Get("kind")), document.Paystub)
	return link.UploadDocument{Document: link.Document{Kind: kind, Name: f.file.name, Content: f.file.content}}, nil
}

func submitDocuments(form) (link.Action, error) { return link.SubmitDocuments{}, nil }

func linkAnother(form) (link.Action, error) { return link.LinkAnother{}, nil }

func finish(form) (link.Action, error) { return link.Finish{}, nil }

func exit(form) (link.Action, error) { return link.Exit{}, nil }

func back(form) (link.Action, error) { return link.Back{}, nil }

func openOAuth(f form) (link.Action, error) {
	return link.OpenOAuth{Redirect: f.Get("redirect") != ""}, nil
}

func closeOAuth(form) (link.Action, error) { return link.CloseOAuth{}, nil }

func bankLogin(f form) (link.Action, error) {
	return link.BankLogin{Username: f.Get("username"), Password: f.Get("password")}, nil
}

func bankShare(f form) (link.Action, error) {
	return link.ShareAtBank{AccountIDs: f.Values["account"]}, nil
}

func bankDecline(form) (link.Action, error) { return link.DeclineAtBank{}, nil }
