package app

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"toile"
	"toile/internal/link"
)

// People act in several sessions of one token and one user, while scripts play others, the clock moves, what is
// due is done, and at last the user is removed. Nothing fails but as the API says, nobody waits for ever, and
// no file is left behind.
func TestTogether(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		p := newPerson(t, a, "ann")
		p.link(t)
		documents, update := p.token(t, severalAsked+documentsAsked), p.token(t, updateAsked)
		var seats []seat
		for range 4 {
			seats = append(seats, p.sit(t, documents))
		}
		updating := p.sit(t, update)
		fair := func(what string, err error) {
			var refused *toile.Error
			if err != nil && (!errors.As(err, &refused) || refused.HTTPStatus() >= 500) {
				t.Errorf("%s: %v", what, err)
			}
		}
		act := func(s seat, action link.Action) {
			page, err := a.LinkPage(t.Context(), s.Visit)
			if err == nil {
				err = a.ActOnLink(t.Context(), requestID, s.Visit, page.Turn, action)
			}
			fair(fmt.Sprintf("%T", action), err)
		}
		var together sync.WaitGroup
		for _, s := range append(seats, seats...) { // two tabs each
			together.Go(func() {
				act(s, link.Consent{})
				for range 3 {
					act(s, upload("stub.json", stubForm))
					act(s, link.SubmitDocuments{})
					act(s, link.LinkAnother{})
				}
				act(s, upload("stub.json", stubForm))
			})
		}
		together.Go(func() {
			act(updating, link.SubmitCredentials{Username: "user_bank_income", Password: "{}"})
		})
		together.Go(func() {
			for range 5 {
				_, err := a.RunLink(t.Context(), requestID, documents, link.Script{})
				fair("a script", err)
			}
		})
		together.Go(func() {
			for range 10 {
				fair("the clock", a.MoveClock(t.Context(), ClockMove{Advance: 7 * time.Minute}))
			}
		})
		together.Go(func() {
			_, err := a.ItemRemove(t.Context(), who, fill[toile.ItemRemoveRequest](t, p, `{"access_token":"$ACCESS"}`))
			fair("removing the Item", err)
		})
		together.Wait()
		for _, s := range seats {
			together.Go(func() { act(s, upload("last.json", stubForm)) })
		}
		together.Go(func() {
			_, err := a.UserRemove(t.Context(), who, fill[toile.UserRemoveRequest](t, p, `{"user_id":"$USER"}`))
			fair("removing the user", err)
		})
		together.Wait()
		for _, s := range seats {
			if names := s.waiting(t); len(names) > 0 {
				t.Errorf("there still wait %q", names)
			}
		}
	})
}
