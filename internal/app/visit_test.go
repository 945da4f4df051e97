package app

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"toile"
	"toile/internal/credit"
	"toile/internal/link"
)

// refusal gives the code of an error that is the caller's.
func refusal(t *testing.T, err error) string {
	t.Helper()
	var refused *toile.Error
	if !errors.As(err, &refused) {
		t.Errorf("failed with %v", err)
		return ""
	}
	return refused.ErrorCode
}

// Of several who act on one page one counts. The others are told that theirs is old, and leave no trace.
func TestOnePageOneAction(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		s := newPerson(t, a, "ann").sit(t, newPerson(t, a, "bob").token(t, bankAsked))
		for _, action := range []link.Action{
			link.Consent{}, link.SelectInstitution{InstitutionID: "ins_109508"}, link.SubmitCredentials{Username: "user_good", Password: "pass_good"},
		} {
			turn := s.page(t).Turn
			var done, stale atomic.Int32
			var together sync.WaitGroup
			for range 20 {
				together.Go(func() {
					switch err := s.ActOnLink(t.Context(), requestID, s.Visit, turn, action); {
					case err == nil:
						done.Add(1)
					case IsStale(err):
						stale.Add(1)
					default:
						t.Errorf("%T: %v", action, err)
					}
				})
			}
			together.Wait()
			if done.Load() != 1 || stale.Load() != 19 {
				t.Errorf("%T was done %d times, and %d times too late", action, done.Load(), stale.Load())
			}
		}
		var kinds []link.Kind
		for _, e := range s.session(t).Events {
			kinds = append(kinds, e.Kind)
		}
		if want := []link.Kind{link.Opened, link.Consented, link.InstitutionSelected, link.Submitted, link.LoggedIn}; !slices.Equal(kinds, want) {
			t.Errorf("there happened %q, want %q", kinds, want)
		}
	})
}

// What is no action of the pane is refused, and so is a page that is gone.
func TestActionsRefused(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	s := newPerson(t, a, "ann").sit(t, newPerson(t, a, "bob").token(t, bankAsked))
	before := s.session(t)
	for name, try := range map[string]func() error{
		"not on this pane": func() error { return s.try(t, link.Finish{}) },
		"opened again":     func() error { return s.try(t, link.Open{}) },
		"a page to come":   func() error { return s.ActOnLink(t.Context(), requestID, s.Visit, 9, link.Consent{}) },
		"a file elsewhere": func() error { return s.try(t, link.UploadDocument{Document: link.Document{Kind: "novel"}}) },
	} {
		if err := try(); refusal(t, err) != "INVALID_FIELD" || IsStale(err) != (name == "a page to come") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := len(s.session(t).Events); got != len(before.Events) {
		t.Errorf("what was refused left %d events", got-len(before.Events))
	}
	unknown := a.visitOf("no session", DoorFrame, "")
	_, pageErr := a.LinkPage(t.Context(), unknown)
	upload := link.UploadDocument{}
	for _, err := range []error{pageErr, a.ActOnLink(t.Context(), requestID, unknown, 0, link.Consent{}), a.ActOnLink(t.Context(), requestID, unknown, 0, upload)} {
		if !errors.Is(err, toile.ErrNotFound()) {
			t.Errorf("a session that is gone: %v", err)
		}
	}
	for _, key := range []string{"", s.Key + "x", s.Key[:len(s.Key)-1], strings.Replace(s.Key, "visit", "file", 1), a.seal.Token("visit", s.SessionID)} {
		if _, err := a.Visit(key); !errors.Is(err, toile.ErrNotFound()) {
			t.Errorf("the key %q: %v", key, err)
		}
	}
	if v, err := a.Visit(s.Key); err != nil || v != s.Visit {
		t.Errorf("the key leads to %+v, %v", v, err)
	}
}

// A person whose session ran out, whose user was removed, or whose Item to update was, is shown the end.
func TestSessionsThatCannotGoOn(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		removeItem := func(t *testing.T, p *person) {
			if _, err := a.ItemRemove(t.Context(), who, fill[toile.ItemRemoveRequest](t, p, `{"access_token":"$ACCESS"}`)); err != nil {
				t.Fatal(err)
			}
		}
		for _, test := range []struct {
			name, asked string
			happens     func(*testing.T, *person)
			want        string
		}{
			{"out of time", bankAsked, func(t *testing.T, p *person) { p.advance(t, 31*time.Minute) }, "INVALID_LINK_TOKEN"},
			{"user removed", bankAsked, func(t *testing.T, p *person) { p.remove(t) }, "INVALID_LINK_TOKEN"},
			{"Item removed", updateAsked, removeItem, "ITEM_NOT_FOUND"},
		} {
			p := newPerson(t, a, test.name)
			p.link(t)
			s := p.sit(t, p.token(t, test.asked))
			test.happens(t, p)
			page := s.do(t, link.Exit{})
			if r := page.Result; r.Status != link.Left || r.Error == nil || r.Error.ErrorCode != test.want || page.Pane != link.PaneDone {
				t.Errorf("%s: %+v, %v", test.name, r, r.Error)
			}
			if err := s.try(t, link.Consent{}); refusal(t, err) != "INVALID_FIELD" {
				t.Errorf("%s: it goes on with %v", test.name, err)
			}
		}
	})
}

// Nothing is left of a removed user whose session goes on to its end.
func TestRemovedUserLeavesNoReport(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	s := p.sit(t, p.token(t, severalAsked+incomeAsked))
	s.links(t, "user_bank_income")
	if pane := s.page(t).Pane; pane != link.PaneAnother {
		t.Fatalf("the session is on %s", pane)
	}
	p.remove(t)
	s.do(t, link.Finish{})
	session := s.session(t)
	a.must(t, func(c call) error {
		reports, err := c.IncomeBodies(session.UserKey, credit.BankIncome, 10)
		if len(reports) > 0 {
			t.Errorf("there is a report: %s", reports[0])
		}
		return err
	})
}

// A bank's full page leads back to the session that it was opened in, by its state, and to no other.
func TestComeBack(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		p := newPerson(t, a, "ann")
		asked := bankAsked + `,"redirect_uri":"https://shop.example/back"`
		token, other := p.token(t, asked), p.token(t, asked)
		p.sit(t, token) // a session that is none of it
		s, foreign := p.sit(t, token), p.sit(t, other)
		for _, s := range []seat{s, foreign} {
			s.do(t, link.Consent{}, link.SelectInstitution{InstitutionID: "ins_127287"}, link.OpenOAuth{Redirect: true})
		}
		state := s.page(t).OAuthStateID
		back := func(token, state string) (Visit, error) {
			return a.OpenLink(t.Context(), requestID, Opening{LinkToken: token, Door: DoorFrame, Origin: "https://shop.example", OAuthStateID: state})
		}
		page := s.do(t, link.BankLogin{Username: "user_good", Password: "pass_good"})
		if page.Pane != link.PaneBankAccounts || len(page.Accounts) == 0 {
			t.Fatalf("the bank shows %s with %d accounts", page.Pane, len(page.Accounts))
		}
		page = s.do(t, link.ShareAtBank{AccountIDs: []string{page.Accounts[0].ID}})
		if want := "https://shop.example/back?oauth_state_id=" + state; page.ReturnURI != want {
			t.Errorf("the bank leads back to %q, want %q", page.ReturnURI, want)
		}
		for what, opening := range map[string][2]string{
			"unknown": {token, "00000000-0000-4000-8000-000000000000"}, "another token's": {token, foreign.page(t).OAuthStateID}, "ours by another token": {other, state},
		} {
			if _, err := back(opening[0], opening[1]); refusal(t, err) != "INVALID_FIELD" {
				t.Errorf("%s: %v", what, err)
			}
		}
		visit, err := back(token, state)
		if err != nil || visit != s.Visit {
			t.Fatalf("back in %+v, %v; want %+v", visit, err, s.Visit)
		}
		if result := s.page(t).Result; result.Status != link.Success || len(result.PublicTokens) != 1 {
			t.Errorf("the session ended with %+v", result)
		}
		if _, err := back(token, state); refusal(t, err) != "INVALID_FIELD" {
			t.Errorf("an ended session was opened with %v", err)
		}
		if _, err := back("link-sandbox-00000000-0000-4000-8000-000000000000", state); refusal(t, err) != "INVALID_LINK_TOKEN" {
			t.Errorf("an unknown token was opened with %v", err)
		}
	})
}

// A tile of Embedded Link opens a session in which its institution is chosen.
func TestOpenAtTile(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	opening := Opening{LinkToken: p.token(t, bankAsked), Door: DoorFrame, InstitutionID: "ins_109508"}
	visit, err := a.OpenLink(t.Context(), requestID, opening)
	if err != nil {
		t.Fatal(err)
	}
	if page := (seat{p, visit}).do(t, link.Consent{}); page.Pane != link.PaneCredentials || page.Institution == nil || page.Institution.ID != "ins_109508" {
		t.Errorf("consent leads to %s", page.Pane)
	}
	opening.InstitutionID = "ins_0"
	if _, err := a.OpenLink(t.Context(), requestID, opening); refusal(t, err) != "INVALID_INSTITUTION" {
		t.Errorf("an institution that does not exist: %v", err)
	}
}
