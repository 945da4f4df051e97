package link_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"toile/internal/document"
	"toile/internal/link"
)

// The person's actions as lines of a scenario:
//
//	open [ins_109508]                 chosen on a tile before
//	consent
//	back
//	flow payroll|documents
//	search "first platypus"
//	institution ins_109508
//	login user_good pass_good
//	answer 1234                       one word for each prompt
//	accounts 0000 1111 | all          masks or ids
//	oauth [redirect]                  go to the bank's pages, and what happens there
//	close
//	bank [user_good pass_good]
//	allow [0000 1111 | all]           masks or ids
//	decline
//	return
//	income Name… | all | none | fail             names or keys
//	employment Name… | all | not_listed | fail   the same
//	upload paystub [name [content]]
//	submit
//	another
//	finish
//	exit [status=…] [code=…]

var wordPattern = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\S+`)

// splitWords splits a line; a word with spaces stands in quotes.
func splitWords(line string) []string {
	words := wordPattern.FindAllString(line, -1)
	for i, word := range words {
		if plain, err := strconv.Unquote(word); err == nil {
			words[i] = plain
		}
	}
	return words
}

func quoteWords(words []string) string {
	quoted := slices.Clone(words)
	for i, word := range quoted {
		if word == "" || strings.ContainsAny(word, " \"") {
			quoted[i] = strconv.Quote(word)
		}
	}
	return strings.Join(quoted, " ")
}

// parseAction reads an action of somebody who stands where the state says.
func parseAction(words []string, state link.State) (link.Action, error) {
	verb, words := words[0], words[1:]
	is := func(word string) bool { return len(words) == 1 && words[0] == word }
	text := func(n int) string {
		if n < len(words) {
			return words[n]
		}
		return ""
	}
	switch verb {
	case "open":
		return link.Open{InstitutionID: text(0)}, nil
	case "back":
		return link.Back{}, nil
	case "oauth":
		return link.OpenOAuth{Redirect: is("redirect")}, nil
	case "close":
		return link.CloseOAuth{}, nil
	case "bank":
		return link.BankLogin{Username: text(0), Password: text(1)}, nil
	case "allow":
		return link.ShareAtBank{AccountIDs: accountIDs(words, state)}, nil
	case "decline":
		return link.DeclineAtBank{}, nil
	case "return":
		return link.Return{}, nil
	case "consent":
		return link.Consent{}, nil
	case "flow":
		return link.ChooseFlow{Flow: link.Flow(text(0))}, nil
	case "search":
		return link.Search{Query: text(0)}, nil
	case "institution":
		return link.SelectInstitution{InstitutionID: text(0)}, nil
	case "login":
		return link.SubmitCredentials{Username: text(0), Password: text(1)}, nil
	case "answer":
		return link.AnswerMFA{Answers: words}, nil
	case "accounts":
		return link.SelectAccounts{AccountIDs: accountIDs(words, state)}, nil
	case "income":
		if is("none") || is("fail") {
			return link.DecideIncome{None: is("none"), Failed: is("fail")}, nil
		}
		if is("all") {
			words = keysOf(state.Offered)
		}
		return link.DecideIncome{Sources: words}, nil
	case "employment":
		if is("not_listed") || is("fail") {
			return link.DecideEmployment{NotListed: is("not_listed"), Failed: is("fail")}, nil
		}
		if is("all") {
			words = keysOf(state.Offered)
		}
		return link.DecideEmployment{Employers: words}, nil
	case "upload":
		file := link.Document{Kind: document.Kind(text(0)), Name: text(1)}
		if len(words) > 2 {
			file.Content = []byte(words[2])
		}
		return link.UploadDocument{Document: file}, nil
	case "submit":
		return link.SubmitDocuments{}, nil
	case "another":
		return link.LinkAnother{}, nil
	case "finish":
		return link.Finish{}, nil
	case "exit":
		var exit link.Exit
		for _, word := range words {
			if status, ok := strings.CutPrefix(word, "status="); ok {
				exit.Status = status
			} else if code, ok := strings.CutPrefix(word, "code="); ok {
				exit.Code = code
			} else {
				return nil, fmt.Errorf("exit takes status=… and code=…, not %q", word)
			}
		}
		return exit, nil
	}
	return nil, fmt.Errorf("there is no action %q", verb)
}

func accountIDs(words []string, state link.State) []string {
	if state.Item == nil {
		return words
	}
	var ids []string
	for _, a := range state.Item.Accounts {
		if slices.Contains(words, a.Mask) || slices.Equal(words, []string{"all"}) {
			ids = append(ids, a.ID)
		}
	}
	if len(ids) == 0 {
		return words
	}
	return ids
}

// formatAction writes an action as parseAction reads it.
func formatAction(action link.Action, state link.State) string {
	switch a := action.(type) {
	case link.ChooseFlow:
		return "flow " + string(a.Flow)
	case link.Search:
		return "search " + strconv.Quote(a.Query)
	case link.SelectInstitution:
		return "institution " + a.InstitutionID
	case link.SubmitCredentials:
		return "login " + quoteWords([]string{a.Username, a.Password})
	case link.Open:
		return strings.TrimSpace("open " + a.InstitutionID)
	case link.OpenOAuth:
		if a.Redirect {
			return "oauth redirect"
		}
		return "oauth"
	case link.BankLogin:
		return "bank " + quoteWords([]string{a.Username, a.Password})
	case link.ShareAtBank:
		return strings.TrimSpace("allow " + quoteWords(masks(a.AccountIDs, state)))
	case link.AnswerMFA:
		return "answer " + quoteWords(a.Answers)
	case link.SelectAccounts:
		return "accounts " + quoteWords(masks(a.AccountIDs, state))
	case link.DecideIncome:
		return "income " + decision(a.Sources, a.None, a.Failed, "none")
	case link.DecideEmployment:
		return "employment " + decision(a.Employers, a.NotListed, a.Failed, "not_listed")
	case link.UploadDocument:
		return strings.TrimSpace("upload " + string(a.Document.Kind) + " " + a.Document.Name)
	case link.Exit:
		var words []string
		if a.Status != "" {
			words = append(words, "status="+a.Status)
		}
		if a.Code != "" {
			words = append(words, "code="+a.Code)
		}
		return strings.TrimSpace("exit " + strings.Join(words, " "))
	}
	verbs := map[link.Action]string{
		link.Consent{}: "consent", link.Back{}: "back", link.CloseOAuth{}: "close", link.DeclineAtBank{}: "decline", link.Return{}: "return", link.SubmitDocuments{}: "submit", link.LinkAnother{}: "another", link.Finish{}: "finish",
	}
	return verbs[action]
}

func keysOf(sources []link.Source) (keys []string) {
	for _, source := range sources {
		keys = append(keys, source.Key)
	}
	return keys
}

func decision(chosen []string, none, failed bool, no string) string {
	switch {
	case none:
		return no
	case failed:
		return "fail"
	}
	return quoteWords(chosen)
}

func masks(ids []string, state link.State) []string {
	shown := slices.Clone(ids)
	for i, id := range shown {
		for _, a := range state.Item.Accounts {
			if a.ID == id {
				shown[i] = a.Mask
			}
		}
	}
	return shown
}

// formatEvent writes what an event holds, besides its time and pane.
func formatEvent(e link.Event) string {
	words := []string{fmt.Sprintf("%-20s", e.Kind)}
	add := func(format string, args ...any) { words = append(words, fmt.Sprintf(format, args...)) }
	if e.Flow != "" {
		add("%s", e.Flow)
	}
	if e.Kind == link.Searched {
		add("%q, %d matches", e.Query, e.Matches)
	}
	if e.Institution != nil {
		add("%s", strings.TrimSpace(e.Institution.ID+" "+e.Institution.Health))
	}
	if o := e.OAuth; o != nil {
		add("%s…", o.StateID[:6])
		if o.Redirect {
			add("on a full page")
		}
	}
	if e.Login != nil {
		add("%s", quoteWords([]string{e.Login.Username, e.Login.Password}))
	}
	if c := e.Challenge; c != nil {
		add("%s %q", c.Type, c.Prompts)
		if c.Options != nil {
			add("of %q", c.Options)
		}
	}
	if e.Answers != nil {
		add("%q", e.Answers)
	}
	if e.Item != nil {
		var of []string
		for _, a := range e.Item.Accounts {
			of = append(of, a.Mask)
		}
		add("item %s…", e.Item.ID[:6])
		if of != nil {
			add("%v", of)
		}
	}
	for _, s := range e.Offered {
		add("[%s: %s %s, %d deposits, %s %s]", s.Name, s.Frequency, s.Category, s.Count, s.Sum, s.Currency)
	}
	if e.Status != "" {
		add("%s", e.Status)
	}
	if e.Chosen != nil {
		add("%q", e.Chosen)
	}
	if e.Paystubs+e.W2s > 0 {
		add("%d pay stubs, %d W-2s", e.Paystubs, e.W2s)
	}
	if e.Document != nil {
		add("%s", strings.TrimSpace(string(e.Document.Kind)+" "+e.Document.Name))
		if e.Document.Status != "" {
			add("%s %s", e.Document.Format, e.Document.Status)
		}
	}
	if e.Failure != nil {
		add("%s %s", e.Failure.Type, e.Failure.Code)
	}
	return strings.TrimSpace(strings.Join(words, " "))
}
