package sdktest

import (
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// The institutions of the stories.
const (
	platypus = "ins_109508"
	gingham  = "ins_109509"
	payroll  = "ins_135842"
)

// story is one run of Link: what the token asks for, what the person does, and what both views of the
// session must say of it.
type story struct {
	name    string
	token   func(user) *plaid.LinkTokenCreateRequest
	script  object
	status  string                     // of the result; without it SUCCESS
	exit    string                     // status that the person left with
	results func(linkResult) object    // as /credit/sessions/get has them; without it none
	errors  string                     // codes, in the order of the session
	also    func(t *testing.T, s told) // what else is to be seen
}

// told is a story that was played, as the official client reads it.
type told struct {
	result linkResult
	credit plaid.CreditSession
	link   plaid.LinkTokenGetSessionsResponse
}

// play runs a story for a user and checks both views.
func (c *caller) play(u user, s story) told {
	c.t.Helper()
	request := s.token(u)
	if request.Webhook == nil {
		request.SetWebhook(c.hook())
	}
	text := c.linkToken(request)
	result := c.link(text, s.script)
	if s.status == "" {
		s.status = "SUCCESS"
	}
	if result.Status != s.status || result.ExitStatus != s.exit {
		c.t.Errorf("Link ended with %s %q, want %s %q", result.Status, result.ExitStatus, s.status, s.exit)
	}
	if len(result.PublicTokens) != len(result.ItemIDs) {
		c.t.Errorf("Link gave %d public tokens for %d Items", len(result.PublicTokens), len(result.ItemIDs))
	}
	for i, token := range result.PublicTokens {
		shaped(c.t, "public_token", token, `public-sandbox-`+uuid)
		shaped(c.t, "item_id", result.ItemIDs[i], longID)
	}
	played := told{result: result, credit: c.creditSession(u, s, result), link: c.linkSession(text, s, result)}
	agree(c.t, played)
	if s.also != nil {
		s.also(c.t, played)
	}
	return played
}

// creditSession checks the newest of the user's sessions: each member that must be there and none else.
func (c *caller) creditSession(u user, s story, result linkResult) plaid.CreditSession {
	c.t.Helper()
	sessions, resp, err := c.sessions(u)
	if ok(sessions, resp, err)(c.t); len(sessions) == 0 {
		c.t.Fatal("/credit/sessions/get lists no session")
	}
	raw := tree(c.t, bodyOf(c.t, resp)).(object)["sessions"].(list)[0].(object)
	shaped(c.t, "session_start_time", raw["session_start_time"], micros)
	delete(raw, "session_start_time")

	want := object{"link_session_id": result.LinkSessionID, "results": object{}}
	if s.results != nil {
		want["results"] = s.results(result)
	}
	errs, has := raw["errors"]
	if has != (s.errors != "") {
		c.t.Errorf("errors are %v, want %q", errs, s.errors)
	}
	delete(raw, "errors")
	same(c.t, "the session in /credit/sessions/get", settled(raw, tree(c.t, want)), want)
	if got := codes(sessions[0]); got != s.errors {
		c.t.Errorf("the session's errors are %q, want %q", got, s.errors)
	}
	for _, e := range sessions[0].GetErrors() {
		if e.GetErrorType() == "" || e.GetErrorMessage() == "" {
			c.t.Errorf("an error says too little: %s", spell(e))
		}
	}
	return sessions[0]
}

// linkSession checks what /link/token/get says of the session's state; agree compares its results.
func (c *caller) linkSession(linkToken string, s story, result linkResult) plaid.LinkTokenGetSessionsResponse {
	c.t.Helper()
	answer, resp, err := c.LinkTokenGet(c.ctx).LinkTokenGetRequest(*plaid.NewLinkTokenGetRequest(linkToken)).Execute()
	if ok(answer, resp, err)(c.t); len(answer.GetLinkSessions()) != 1 {
		c.t.Fatalf("/link/token/get has %d sessions, want 1", len(answer.GetLinkSessions()))
	}
	session := answer.GetLinkSessions()[0]
	raw := tree(c.t, bodyOf(c.t, resp)).(object)["link_sessions"].(list)[0].(object)
	shaped(c.t, "started_at", raw["started_at"], nanos)
	if s.status == "RUNNING" {
		if raw["finished_at"] != nil {
			c.t.Errorf("finished_at is %v in a session that still runs", raw["finished_at"])
		}
	} else {
		shaped(c.t, "finished_at", raw["finished_at"], nanos)
	}
	for _, key := range []string{"exit", "on_exit"} {
		if (raw[key] != nil) != (s.status == "EXITED") {
			c.t.Errorf("%s is %v in a session with status %s", key, raw[key], s.status)
		}
	}
	if s.status == "EXITED" {
		same(c.t, "exit and on_exit", raw["exit"], raw["on_exit"])
		metadata := raw["exit"].(object)["metadata"].(object)
		status, _ := metadata["status"].(string)
		if status != s.exit || metadata["link_session_id"] != result.LinkSessionID {
			c.t.Errorf("the exit's metadata is %s", spell(metadata))
		}
		shaped(c.t, "request_id of the exit", metadata["request_id"], requests)
	}
	c.events(session, result)
	return session
}

// events checks what holds for the event stream of every story.
func (c *caller) events(session plaid.LinkTokenGetSessionsResponse, r linkResult) {
	c.t.Helper()
	names := eventNames(session)
	if len(names) == 0 || names[0] != "OPEN" {
		c.t.Fatalf("the events do not begin with OPEN: %v", names)
	}
	if handoffs := count(names, "HANDOFF"); handoffs != len(r.ItemIDs) {
		c.t.Errorf("%d HANDOFF events for %d Items: %v", handoffs, len(r.ItemIDs), names)
	}
	if exits := count(names, "EXIT"); (exits == 1) != (r.Status == "EXITED") || exits > 1 {
		c.t.Errorf("%d EXIT events in a session that ended with %s", exits, r.Status)
	}
	ids := map[string]bool{}
	for _, e := range session.GetEvents() {
		shaped(c.t, "event_id", e.EventId, uuid)
		shaped(c.t, "timestamp", e.Timestamp, seconds)
		ids[e.EventId] = true
	}
	if len(ids) != len(names) {
		c.t.Errorf("%d events have %d event_ids", len(names), len(ids))
	}
}

// eventNames lists a session's events, oldest first; the API has them newest first.
func eventNames(session plaid.LinkTokenGetSessionsResponse) []string {
	events := session.GetEvents()
	names := make([]string, len(events))
	for i, e := range events {
		names[len(events)-1-i] = e.EventName
	}
	return names
}

func count(list []string, name string) (n int) {
	for _, one := range list {
		if one == name {
			n++
		}
	}
	return n
}

// viewNames lists the panes that the events show, oldest first.
func viewNames(session plaid.LinkTokenGetSessionsResponse) string {
	var views []string
	events := session.GetEvents()
	for i := range events {
		e := events[len(events)-1-i]
		if e.EventName == "TRANSITION_VIEW" && e.EventMetadata.HasViewName() {
			views = append(views, e.EventMetadata.GetViewName())
		}
	}
	return strings.Join(views, " ")
}

// anItem stands in an expectation for the id of an Item that was begun and never handed off.
const anItem = "(an item_id)"

// settled puts what stands for any id in the place of ids that have its shape.
func settled(got, want any) any {
	settle(got, want)
	return got
}

func settle(got, want any) {
	switch want := want.(type) {
	case object:
		got, _ := got.(object)
		for key, w := range want {
			if text, is := got[key].(string); w == anItem && is && len(text) == 37 {
				got[key] = anItem
			}
			settle(got[key], w)
		}
	case list:
		got, _ := got.(list)
		for i := range min(len(got), len(want)) {
			settle(got[i], want[i])
		}
	}
}
