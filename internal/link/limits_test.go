package link_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/bank"
	"toile/internal/document"
	"toile/internal/id"
	"toile/internal/link"
)

// person acts in a session and fails the test when an action is refused.
type person struct {
	t       *testing.T
	token   link.Token
	session link.Session
	env     link.Env
}

func open(t *testing.T, c link.Config) *person {
	c.CountryCodes = []string{"US"}
	p := &person{
		t: t, token: link.Token{Expiration: start.Add(4 * time.Hour), Config: c}, session: link.Session{ID: "session", StartedAt: start},
		env: link.Env{Now: start, World: bank.New("limits"), IDs: id.New("limits")},
	}
	p.do(link.Open{})
	if c.Update == nil {
		p.do(link.Consent{})
	}
	return p
}

func (p *person) do(actions ...link.Action) {
	p.t.Helper()
	for _, action := range actions {
		events, err := link.Decide(p.token, p.session, action, p.env)
		if err != nil {
			p.t.Fatalf("%#v: %v", action, err)
		}
		p.session.Events = append(p.session.Events, events...)
	}
}

func (p *person) refused(action link.Action, message string) {
	p.t.Helper()
	_, err := link.Decide(p.token, p.session, action, p.env)
	var refusal *toile.Error
	if !errors.As(err, &refusal) || refusal.ErrorCode != "INVALID_FIELD" || !strings.Contains(refusal.ErrorMessage, message) {
		p.t.Errorf("%T: got %v, want INVALID_FIELD with %q", action, err, message)
	}
}

func TestTypedWordsAreBounded(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{})
	long, broken := strings.Repeat("x", 256<<10), "\xff"
	p.refused(link.Search{Query: long}, "at most 256 bytes")
	p.refused(link.Search{Query: broken}, "UTF-8")
	p.do(link.SelectInstitution{InstitutionID: "ins_109508"})
	p.refused(link.SubmitCredentials{Username: "user_custom", Password: long}, "at most 131072 bytes")
	p.refused(link.SubmitCredentials{Username: broken}, "UTF-8")
	p.do(link.SubmitCredentials{Username: "user_good", Password: "mfa_questions_1_2"})
	p.refused(link.AnswerMFA{Answers: []string{"x", long}}, "at most 131072 bytes")
	p.refused(link.AnswerMFA{Answers: []string{"x", broken}}, "UTF-8")

	p = open(t, link.Config{})
	p.do(link.SelectInstitution{InstitutionID: "ins_127287"}, link.OpenOAuth{})
	p.refused(link.BankLogin{Username: "user_custom", Password: long}, "at most 131072 bytes")
	p.refused(link.BankLogin{Username: broken}, "UTF-8")

	p = open(t, link.Config{PayrollDocuments: true})
	p.refused(link.UploadDocument{Document: link.Document{Kind: document.W2, Name: long}}, "at most 256 bytes")
	p.refused(link.UploadDocument{Document: link.Document{Kind: document.W2, Name: broken}}, "UTF-8")
}

func TestDocumentsAreBounded(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{PayrollDocuments: true})
	upload := link.UploadDocument{Document: link.Document{Kind: document.W2}}
	for range 50 {
		p.do(upload)
	}
	p.refused(upload, "at most 50 documents")
	p.do(link.SubmitDocuments{})
}

func TestItemsAreBounded(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{DigitalPayroll: true, MultiItem: true})
	for n := range 20 {
		if n > 0 {
			p.do(link.LinkAnother{})
		}
		p.do(link.SelectInstitution{InstitutionID: "ins_135842"}, link.SubmitCredentials{Username: "test-good", Password: "test"})
	}
	p.refused(link.LinkAnother{}, "takes 20 Items")
	p.do(link.Finish{})
}

// TestSearchesAreBounded types on and on: Link remembers no search twice in a row, and has enough at
// some time, but the person may still choose.
func TestSearchesAreBounded(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{})
	for n := range 500 {
		p.do(link.Search{Query: "tartan" + strings.Repeat(" ", n%2)})
		before := len(p.session.Events)
		p.do(link.Search{Query: "tartan" + strings.Repeat(" ", n%2)})
		if len(p.session.Events) != before {
			t.Fatal("a search for the same is an event")
		}
	}
	p.refused(link.Search{Query: "tarta"}, "takes 500 searches")
	p.do(link.SelectInstitution{InstitutionID: "ins_109511"})
}

// TestSessionsAreBounded chooses until Link has had enough.
func TestSessionsAreBounded(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{})
	for n := 0; !link.StateOf(p.session).Ended; n++ {
		if n > 1100 {
			t.Fatalf("%d events and no end", len(p.session.Events))
		}
		p.do(link.SelectInstitution{InstitutionID: "ins_132361"}) // which is down
	}
	if result := link.ResultOf(p.session); result.Error.ErrorCode != "INVALID_LINK_TOKEN" {
		t.Errorf("ended with %+v", result)
	}
}

func TestScriptsAreBounded(t *testing.T) {
	t.Parallel()
	script := link.Script{Part: link.Part{Before: make([]link.Credentials, 480)}}
	if err := script.Validate(); err != nil {
		t.Error(err)
	}
	script.Items = make([]link.Part, 3)
	if err := script.Validate(); err == nil {
		t.Error("a script of more than 1000 actions is valid")
	}
}

func TestLinkedLogin(t *testing.T) {
	t.Parallel()
	p := open(t, link.Config{})
	p.do(link.SelectInstitution{InstitutionID: "ins_109508"},
		link.SubmitCredentials{Username: "user_good", Password: "wrong"}, link.SubmitCredentials{Username: "user_good", Password: "pass_good"})
	p.do(link.SelectAccounts{AccountIDs: []string{link.StateOf(p.session).Item.Accounts[0].ID}})
	want := bank.Login{InstitutionID: "ins_109508", Username: "user_good", Password: "pass_good"}
	linked := link.StateOf(p.session).Items[0]
	if got := p.session.Linked(linked.ID); got.Login != want || len(got.Accounts) != 1 {
		t.Errorf("got %+v, want the login %+v and one account", got, want)
	}
	if got := p.session.Linked("another"); got.ID != "" {
		t.Errorf("an Item that was never linked: %+v", got)
	}
}
