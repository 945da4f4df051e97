package app

import (
	"errors"
	"strings"
	"testing"
	"time"

	"toile/internal/id"
	"toile/internal/link"
)

// TestNothingTold holds that what did not happen is not told: an action that is refused, a script that tells another
// story, and Link without an Item that is being updated.
func TestNothingTold(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		p := newPerson(t, a, "ann")
		token := p.token(t, hostedAsked+bankAsked)
		s := p.sit(t, token)
		for name, act := range map[string]func() error{
			"not on this pane": func() error { return s.try(t, link.Finish{}) },
			"an old page":      func() error { return s.ActOnLink(t.Context(), requestID, s.Visit, 0, link.Exit{}) },
			"no such exit":     func() error { return s.try(t, link.Exit{Status: "bored"}) },
			"words too many": func() error {
				_, err := p.RunLink(t.Context(), requestID, token, alone(link.Part{MFA: []string{"1234"}}))
				return err
			},
		} {
			if err := act(); refusal(t, err) != "INVALID_FIELD" {
				t.Errorf("%s: %v", name, err)
			}
			a.hears(t, name, "")
		}
		fails := errors.New("the transaction fails")
		err := a.update(t.Context(), who, func(c call) error {
			token, err := c.linkToken(token, c.LockLinkToken)
			if err == nil {
				_, err = c.play(token, link.Script{})
			}
			return errors.Join(err, fails)
		})
		if !errors.Is(err, fails) {
			t.Fatal(err)
		}
		a.hears(t, "after an operation that failed", "")
	})
}

// TestOrphansTold ends sessions of people and Items that are gone: the link token's address is told, the Item's is
// gone with it.
func TestOrphansTold(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		p := newPerson(t, a, "ann")
		p.link(t)
		update := p.sit(t, p.token(t, hostedAsked+updateAsked))
		s := p.sit(t, p.token(t, hostedAsked+bankAsked))
		p.remove(t)
		a.advance(t, 10*time.Minute)
		a.hears(t, "of a person who is gone", "EVENTS")
		s.do(t, link.Consent{})
		told := a.hears(t, "at the end", "SESSION_FINISHED EVENTS")
		if !strings.Contains(told[0].Body, `"status": "EXITED"`) {
			t.Errorf("it is told as %s", told[0].Body)
		}
		update.do(t, link.SubmitCredentials{Username: "user_bank_income", Password: "x"})
		a.hears(t, "of an Item that is gone", "")
	})
}

// TestLinkTokenText holds that the text of a link token is kept where webhooks name it and nowhere else, and that a
// record without it does no harm.
func TestLinkTokenText(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	p.link(t)
	for asked, kept := range map[string]bool{
		bankAsked: false, hookAsked + bankAsked: false, updateAsked: false, `"hosted_link":{},` + bankAsked: false, severalAsked + bankAsked: false,
		hostedAsked + bankAsked: true, hookAsked + severalAsked + bankAsked: true, `"hosted_link":{},` + updateAsked: true,
	} {
		text := p.token(t, asked)
		a.must(t, func(c call) error {
			token, err := c.LinkToken(id.KeyOf(text))
			if (token.Text == text) != kept || token.Text != "" && !kept {
				t.Errorf("of %s is kept %q", asked, token.Text)
			}
			return err
		})
	}
	old := p.token(t, hostedAsked+bankAsked)
	a.must(t, func(c call) error {
		token, err := c.LockLinkToken(id.KeyOf(old))
		token.Text = ""
		return errors.Join(err, c.SaveLinkToken(token))
	})
	p.headless(t, old, link.Script{AbandonAt: link.PaneAccounts})
	p.headless(t, old, link.Script{})
	a.advance(t, time.Hour)
	a.hears(t, "of a token without text", "")
}
