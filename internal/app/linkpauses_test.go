package app

import (
	"errors"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/link"
	"toile/internal/store"
)

// TestEventsAfterPause tells the events of a hosted session whenever its person has paused for ten minutes, each time
// all of them, and at its end; then no more.
func TestEventsAfterPause(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, database func() string) {
		a := begin(t, database())
		p := newPerson(t, a, "ann")
		s := p.sit(t, p.token(t, `"hosted_link":{"url_lifetime_seconds":86400},`+hookAsked+bankAsked))
		a.advance(t, 6*time.Minute)
		s.do(t, link.Consent{})
		a.advance(t, 10*time.Minute-time.Second)
		a.hears(t, "before the pause is over", "")
		a.advance(t, time.Second)
		paused := a.hears(t, "ten minutes after the second action", "EVENTS")[0]
		if want := noon.Add(16 * time.Minute); !paused.At.Equal(want) {
			t.Errorf("the events are told at %s, want %s", paused.At, want)
		}
		first := eventsOf(t, paused)
		a.advance(t, 15*time.Minute)
		a.hears(t, "when nothing more happens", "")
		s.do(t, link.SelectInstitution{InstitutionID: "ins_109508"})
		a.advance(t, time.Hour)
		second := eventsOf(t, a.hears(t, "after another pause", "EVENTS")[0])
		s = p.sit(t, p.token(t, hostedAsked+bankAsked))
		s.links(t, "user_good")
		third := eventsOf(t, a.hears(t, "at the end", "ITEM_ADD_RESULT SESSION_FINISHED EVENTS")[2])
		a.advance(t, 24*time.Hour)
		a.hears(t, "after the end", "")
		if len(second) <= len(first) || spell(t, second[:len(first)]) != spell(t, first) {
			t.Errorf("first is told %s, then %s", spell(t, first), spell(t, second))
		}
		if last := third[len(third)-1].EventName; last != "HANDOFF" {
			t.Errorf("the last event is %s", last)
		}
		a.must(t, func(c call) error {
			if task, err := c.FirstTask(); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("left to do: %+v, %v", task, err)
			}
			return nil
		})
	})
}

// TestEventsThenEnd tells the events of a session that paused twice and ended in one row, each time all of them.
func TestEventsThenEnd(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	s := p.sit(t, p.token(t, hostedAsked+bankAsked))
	a.advance(t, 11*time.Minute)
	told := eventsOf(t, a.hears(t, "after a pause", "EVENTS")[0])
	s.do(t, link.Consent{})
	a.advance(t, time.Minute)
	s.do(t, link.Exit{})
	after := eventsOf(t, a.hears(t, "at the end", "SESSION_FINISHED EVENTS")[1])
	if len(after) <= len(told) || spell(t, after[:len(told)]) != spell(t, told) {
		t.Errorf("first is told %s, then %s", spell(t, told), spell(t, after))
	}
	a.advance(t, time.Hour)
	a.hears(t, "after the end", "")
}

// TestAbandoned holds that a session whose person walked away has its events told and no end: it has one when they come
// back and find that it ran out.
func TestAbandoned(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	token := p.token(t, hostedAsked+bankAsked)
	s := p.sit(t, token)
	a.advance(t, 24*time.Hour)
	a.hears(t, "a day later", "EVENTS")
	got, err := p.LinkTokenGet(t.Context(), who, &toile.LinkTokenGetRequest{LinkToken: token})
	if err != nil || got.LinkSessions[0].FinishedAt.Value != nil {
		t.Errorf("it is shown as %+v, %v", got.LinkSessions, err)
	}
	s.do(t, link.Consent{})
	told := a.hears(t, "when they come back", "SESSION_FINISHED EVENTS")
	if !strings.Contains(told[0].Body, `"status": "EXITED"`) || !strings.Contains(told[1].Body, "INVALID_LINK_TOKEN") {
		t.Errorf("they are told %s %s", told[0].Body, told[1].Body)
	}
}
