package link_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"toile/internal/document"
	"toile/internal/link"
)

// longest is the number of actions within which every valid script ends. The server gives up
// on a script that goes on for longer.
const longest = 1000

// FuzzScript plays random scripts on random link tokens: every script that is valid ends, and
// unless the person closes the window or the script does not fit, so does the session.
func FuzzScript(f *testing.F) {
	for config := range 128 {
		for words := range 4 {
			seed := []byte{byte(config), 0, 0, 0, 0}
			for n := range 80 {
				seed = append(seed, byte(n*words+config))
			}
			f.Add(seed)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := &dice{data: data}
		w := newWalk(t, d)
		script := d.script()
		if script.Validate() != nil {
			return
		}
		if text, err := json.Marshal(script); err != nil {
			t.Fatal(err)
		} else {
			var read link.Script
			readJSON(t, string(text), &read)
			if !reflect.DeepEqual(script, read) {
				t.Fatalf("%+v is read as %+v", script, read)
			}
		}
		player := link.NewPlayer(script, w.token)
		var action link.Action = link.Open{}
		more := true
		for n := 0; more; n++ {
			if n == longest {
				t.Fatalf("no end after %d actions: %+v on %+v", n, script, w.token.Config)
			}
			events, err := link.Decide(w.token, w.session, action, w.env)
			if err != nil {
				w.check()
				return
			}
			w.session.Events = append(w.session.Events, events...)
			action, more = player.Next(link.StateOf(w.session))
		}
		state := link.StateOf(w.session)
		if !state.Ended && state.Pane != script.AbandonAt {
			t.Fatalf("stopped on %s: %+v on %+v", state.Pane, script, w.token.Config)
		}
		w.check()
	})
}

// script is a script whose words exist, and that may or may not fit a token.
func (d *dice) script() link.Script {
	script := link.Script{Part: d.part(), Flow: pick(d, "", "", link.FlowPayroll, link.FlowDocuments)}
	for range d.roll(4) {
		script.Items = append(script.Items, d.part())
	}
	for range d.roll(4) {
		script.Documents = append(script.Documents, link.Document{Kind: pick(d, document.Kinds...)})
	}
	if d.roll(3) == 1 {
		script.Exit = &link.Leaving{
			At:     pick(d, append([]link.Pane{""}, link.Panes...)...),
			Status: pick(d, append([]string{""}, link.ExitStatuses...)...), ErrorCode: pick(d, "", "ITEM_LOCKED"),
		}
	}
	if d.roll(4) == 1 {
		script.AbandonAt = pick(d, link.Panes...)
	}
	return script
}

func (d *dice) part() link.Part {
	part := link.Part{
		InstitutionID: pick(d, append([]string{"", "", ""}, institutions...)...), Search: pick(d, "", "platypus", "nowhere"),
		Username: pick(d, append([]string{"", ""}, usernames...)...), Password: pick(d, append([]string{"", ""}, passwords[:8]...)...),
		Income: pick(d, "", link.AnswerApprove, link.AnswerNone, link.AnswerFail), Employment: pick(d, "", link.AnswerApprove, link.AnswerNotListed, link.AnswerFail),
	}
	for range d.roll(3) {
		part.Before = append(part.Before, link.Credentials{Username: pick(d, usernames...), Password: pick(d, passwords[:8]...)})
	}
	for range d.roll(6) {
		part.MFA = append(part.MFA, pick(d, replies[:8]...))
	}
	for range d.roll(3) {
		part.Accounts = append(part.Accounts, pick(d, "checking", "0000", "1111", "Plaid Saving", "nothing"))
	}
	return part
}
