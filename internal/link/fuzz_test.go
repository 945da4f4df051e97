package link_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"toile"
	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/link"
)

// FuzzDecide lets somebody act at random in front of a random link token while the clock
// jumps, and holds what the package promises against every step and every prefix.
func FuzzDecide(f *testing.F) {
	for config := range 64 {
		seed := []byte{byte(config), byte(config >> 2), 0}
		for n := range 60 {
			seed = append(seed, 0, byte(n*7+config)) // go on in the way that the pane suggests
		}
		f.Add(seed)
		for _, redirect := range []byte{0, 1} { // the same at a bank with its own pages, to and fro
			f.Add(slices.Concat([]byte{byte(config) & 7, 3 * redirect, 0, 0, 0, 0, 0, 0, 5, 9, 0, 18, redirect, 0, 20, 1, 0, 0, 22, 0, 23, 0, 18, redirect, 0, 20, 1, 0}, bytes.Repeat([]byte{0, 0, 0}, 10)))
		}
	}
	for kind := range actionKinds { // each action wherever it may be, and a little later the usual one
		var seed []byte
		for n := range 40 {
			seed = append(seed, byte(kind), byte(n), 0, byte(n), byte(n*13))
		}
		f.Add(append([]byte{0xff, 0xff, 0}, seed...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := &dice{data: data}
		w := newWalk(t, d)
		for range 300 {
			if len(d.data) == 0 {
				break
			}
			w.step(d)
		}
		w.check()
	})
}

// dice turns the fuzzer's bytes into choices. When they are used up it answers zero.
type dice struct{ data []byte }

func (d *dice) roll(n int) int {
	if len(d.data) == 0 {
		return 0
	}
	b := d.data[0]
	d.data = d.data[1:]
	return int(b) % n
}

func (d *dice) flag() bool { return d.roll(2) == 1 }

func pick[T any](d *dice, of ...T) T { return of[d.roll(len(of))] }

// config is one of every kind of link token, also such as no request makes.
func (d *dice) config() link.Config {
	bits := d.roll(256)
	is := func(bit int) bool { return bits>>bit&1 == 1 }
	c := link.Config{
		ClientName: "Fuzz", Language: "en", CountryCodes: []string{"US"}, Products: []string{"auth"},
		BankIncome: is(0), BankEmployment: is(1), MultiItem: is(2), DigitalPayroll: is(3), PayrollDocuments: is(4),
	}
	if c.DigitalPayroll {
		c.Products = []string{"income_verification"}
	}
	if is(5) {
		c.InstitutionID = pick(d, institutions...)
	}
	if is(6) {
		c.Update = &link.Update{
			ItemID: "item", InstitutionID: pick(d, institutions...), Username: pick(d, usernames...), AccountSelection: d.flag(),
		}
	}
	if d.roll(4) == 3 {
		c.RedirectURI = "https://shop.example/back"
	}
	if is(7) {
		c.AccountFilters = json.RawMessage(pick(d, `{}`, `{"depository":{"account_subtypes":["checking"]}}`, `{"credit":{"account_subtypes":[]}}`))
	}
	return c
}

// walk is one session on its way.
type walk struct {
	t        *testing.T
	token    link.Token
	session  link.Session
	env      link.Env
	listed   bool
	starts   []int // where in the events each turn began
	startEnv []link.Env
	actions  []link.Action
}

func newWalk(t *testing.T, d *dice) *walk {
	ids := id.New("fuzz")
	return &walk{
		t:       t,
		token:   link.Token{Key: id.KeyOf("token"), UserKey: id.KeyOf("user"), ClientID: "client", CreatedAt: start, Expiration: start.Add(4 * time.Hour), Config: d.config()},
		session: link.Session{ID: ids.UUID("link session", "fuzz", 1), TokenKey: id.KeyOf("token"), UserKey: id.KeyOf("user"), ClientID: "client", Number: 1, StartedAt: start},
		env:     link.Env{Now: start, RequestID: "request", World: bank.New("fuzz"), IDs: ids},
	}
}

// step does one thing at random and checks what follows.
func (w *walk) step(d *dice) {
	state := link.StateOf(w.session)
	w.clock(d)
	action := w.action(d, state)
	events, err := link.Decide(w.token, w.session, action, w.env)
	again, errAgain := link.Decide(w.token, w.session, action, w.env)
	if !reflect.DeepEqual(events, again) || !reflect.DeepEqual(err, errAgain) {
		w.t.Fatalf("%#v: decided twice, differently:\n%v %v\n%v %v", action, events, err, again, errAgain)
	}
	var refusal *toile.Error
	switch {
	case err != nil && (events != nil || !errors.As(err, &refusal)):
		w.t.Fatalf("%#v: refused with %v and %d events", action, err, len(events))
	case err == nil && len(events) == 0 && !searchedAlready(action, state):
		w.t.Fatalf("%#v: nothing followed", action)
	case state.Ended && err == nil:
		w.t.Fatalf("%#v: changed a session that had ended: %v", action, events)
	case err != nil, len(events) == 0:
		return
	}
	w.starts, w.startEnv, w.actions = append(w.starts, len(w.session.Events)), append(w.startEnv, w.env), append(w.actions, action)
	w.session.Events = append(w.session.Events, events...)
	_, listed := link.CreditSession(w.session)
	if w.listed && !listed {
		w.t.Fatalf("%#v: the session is no longer listed", action)
	}
	w.listed = listed
	w.checkTimes(events)
	w.checkNoDeadEnd()
	w.checkPage()
}

// searchedAlready reports whether an action finds the list that is there already. It alone changes nothing.
func searchedAlready(action link.Action, state link.State) bool {
	search, ok := action.(link.Search)
	return ok && state.Searched && search.Query == state.Query
}

// clock lets time pass: mostly little, at times enough to run out, and backwards too.
func (w *walk) clock(d *dice) {
	if d.roll(8) != 7 {
		w.env.Now = w.env.Now.Add(time.Second)
		return
	}
	w.env.Now = w.env.Now.Add(pick(d, -time.Hour, 0, time.Minute, 4*time.Minute, 6*time.Minute, 25*time.Minute, 31*time.Minute, 4*time.Hour))
}

func (w *walk) checkTimes(events []link.Event) {
	last := w.session.StartedAt
	for _, e := range w.session.Events {
		if e.At.Before(last) {
			w.t.Fatalf("%s at %v comes after %v", e.Kind, e.At, last)
		}
		last = e.At
	}
	if len(events) > 30 {
		w.t.Fatalf("one action led to %d events", len(events))
	}
}

// checkNoDeadEnd holds that whoever has not ended can do what the pane asks of them.
func (w *walk) checkNoDeadEnd() {
	state := link.StateOf(w.session)
	if state.Ended {
		return
	}
	if _, err := link.Decide(w.token, w.session, usual(state), w.env); err != nil {
		w.t.Fatalf("dead end on %s: %v", state.Pane, err)
	}
	if _, err := link.Decide(w.token, w.session, link.Exit{}, w.env); err != nil {
		w.t.Fatalf("no exit from %s: %v", state.Pane, err)
	}
}

// check looks back over the whole session.
func (w *walk) check() {
	w.checkReplay()
	w.checkViews()
	w.checkCallbacks()
	w.checkStored()
	w.checkIDs()
}

// checkReplay decides every action again on the events before it.
func (w *walk) checkReplay() {
	for i, action := range w.actions {
		prefix := w.session
		prefix.Events = w.session.Events[:w.starts[i]:w.starts[i]]
		events, err := link.Decide(w.token, prefix, action, w.startEnv[i])
		end := len(w.session.Events)
		if i+1 < len(w.starts) {
			end = w.starts[i+1]
		}
		if err != nil || !reflect.DeepEqual(events, w.session.Events[w.starts[i]:end]) {
			w.t.Fatalf("replay of %#v: %v %v", action, events, err)
		}
		prefix.Events = append(prefix.Events, events...)
		state := link.StateOf(prefix)
		if pane := events[len(events)-1].Pane; state.Pane != pane || state.Ended != (pane == link.PaneDone) {
			w.t.Fatalf("after %#v the state is on %s, ended %v; the last event says %s", action, state.Pane, state.Ended, pane)
		}
	}
}

// checkStored writes the session as a record and reads it back.
func (w *walk) checkStored() {
	text, err := json.Marshal(w.session)
	if err != nil {
		w.t.Fatal(err)
	}
	var stored link.Session
	if err := json.Unmarshal(text, &stored); err != nil {
		w.t.Fatal(err)
	}
	beside := cmpopts.IgnoreFields(link.Upload{}, "Reading", "Content") // files are kept elsewhere
	passing := cmpopts.IgnoreFields(link.Event{}, "Seen")               // what a call sees is found again
	if diff := cmp.Diff(w.session, stored, beside, passing); diff != "" {
		w.t.Fatalf("a stored session differs: (-before +after)\n%s", diff)
	}
	if before, after := shown(w.t, w.session), shown(w.t, stored); before != after {
		w.t.Fatalf("a stored session is shown differently: %s", cmp.Diff(before, after))
	}
	if !reflect.DeepEqual(link.StateOf(w.session), link.StateOf(stored)) {
		w.t.Fatal("a stored session is in another state")
	}
}

// shown is all that anyone is shown of a session.
func shown(t *testing.T, s link.Session) string {
	credit, listed := link.CreditSession(s)
	text, err := json.Marshal([]any{credit, listed, link.LinkSession(s), link.ResultOf(s), link.CallbackEvents(s), link.CallbacksOf(s)})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// checkIDs holds that no id or token stands for two things. Accounts of an Item that was only reserved are
// none: it may be made at another bank.
func (w *walk) checkIDs() {
	seen := map[string]bool{w.session.ID: true}
	add := func(id string) {
		if seen[id] {
			w.t.Fatalf("%s stands for two things", id)
		}
		seen[id] = true
	}
	var accounts map[string]bool
	for _, e := range w.session.Events {
		if e.Kind == link.OAuthOpened {
			add(e.OAuth.StateID)
		}
		switch e.Kind {
		case link.LoggedIn:
			accounts = map[string]bool{}
			for _, a := range e.Item.Accounts {
				if accounts[a.ID] {
					w.t.Fatalf("%s stands for two accounts", a.ID)
				}
				accounts[a.ID] = true
			}
		case link.ItemAdded, link.ItemUpdated:
			add(e.Item.ID)
			add(e.Item.PublicToken)
			for accountID := range accounts {
				add(accountID)
			}
			accounts = nil
		}
	}
	for _, e := range link.LinkEvents(w.session) {
		add(e.EventID)
	}
}
