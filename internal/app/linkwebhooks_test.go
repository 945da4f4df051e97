package app

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/link"
	"toile/internal/webhook"
)

const (
	hookAsked   = `"webhook":"` + hook + `",`
	hostedAsked = `"hosted_link":{},` + hookAsked
)

// heard takes the webhooks of Link sessions that wait, in the order in which they were made.
func (a *App) heard(t *testing.T) (told []webhook.Delivery) {
	t.Helper()
	receivers, err := a.Receivers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range receivers {
		claimed, err := a.ClaimWebhooks(t.Context(), r.Number, 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range claimed {
			if _, _, err := a.SettleWebhook(t.Context(), o, webhook.Attempt{At: time.Now(), Status: 200}); err != nil {
				t.Fatal(err)
			}
			if o.Type == "LINK" {
				told = append(told, o.Delivery)
			}
		}
	}
	slices.SortFunc(told, func(a, b webhook.Delivery) int { return a.MadeAt.Compare(b.MadeAt) })
	return told
}

// codes gives the codes of webhooks, in words.
func codes(told []webhook.Delivery) string {
	var all []string
	for _, d := range told {
		all = append(all, d.Code)
	}
	return strings.Join(all, " ")
}

// hears fails the test unless just these webhooks wait, and gives them.
func (a *App) hears(t *testing.T, when, want string) []webhook.Delivery {
	t.Helper()
	told := a.heard(t)
	if got := codes(told); got != want {
		t.Fatalf("%s the webhooks are %q, want %q", when, got, want)
	}
	return told
}

// eventsOf gives the events of an EVENTS webhook.
func eventsOf(t *testing.T, d webhook.Delivery) []toile.LinkEvent {
	t.Helper()
	var body struct{ Events []toile.LinkEvent }
	if err := json.Unmarshal([]byte(d.Body), &body); err != nil || len(body.Events) == 0 {
		t.Fatalf("%v %s", err, d.Body)
	}
	return body.Events
}

// linkTold are sessions with what webhooks tell of them.
var linkTold = []struct {
	twin
	told string
}{
	{twin{"hosted", hostedAsked + bankAsked, link.Script{}}, "ITEM_ADD_RESULT SESSION_FINISHED EVENTS"},
	{twin{"hosted, at a bank's own pages", hostedAsked + bankAsked, alone(link.Part{InstitutionID: "ins_127287"})}, "ITEM_ADD_RESULT SESSION_FINISHED EVENTS"},
	{twin{"hosted, a wrong password first", hostedAsked + bankAsked, alone(link.Part{Before: []link.Credentials{{Password: "wrong"}}})}, "ITEM_ADD_RESULT SESSION_FINISHED EVENTS"},
	{twin{"hosted and left", hostedAsked + bankAsked, link.Script{Exit: &link.Leaving{At: link.PaneCredentials}}}, "SESSION_FINISHED EVENTS"},
	{twin{"hosted and abandoned", hostedAsked + bankAsked, link.Script{AbandonAt: link.PaneAccounts}}, ""},
	{twin{"hosted payroll", hostedAsked + payrollAsked, link.Script{Flow: link.FlowPayroll}}, "ITEM_ADD_RESULT SESSION_FINISHED EVENTS"},
	{twin{"hosted documents", hostedAsked + documentsAsked, link.Script{}}, "ITEM_ADD_RESULT SESSION_FINISHED EVENTS"},
	{twin{"several", hookAsked + severalAsked + bankAsked, link.Script{Items: []link.Part{{InstitutionID: "ins_109509"}}}}, "ITEM_ADD_RESULT ITEM_ADD_RESULT SESSION_FINISHED"},
	{twin{"several, left at the second", hookAsked + severalAsked + bankAsked, link.Script{
		Items: []link.Part{{}}, Exit: &link.Leaving{At: link.PaneAccounts, Item: 2},
	}}, "ITEM_ADD_RESULT SESSION_FINISHED"},
	{twin{"several, hosted, left with an error", hostedAsked + severalAsked + bankAsked, link.Script{
		Items: []link.Part{{}}, Exit: &link.Leaving{At: link.PaneAccounts, Item: 2, ErrorCode: "INTERNAL_SERVER_ERROR"},
	}}, "ITEM_ADD_RESULT SESSION_FINISHED EVENTS"},
	{twin{"plain", hookAsked + bankAsked, link.Script{}}, ""},
	{twin{"hosted without an address", `"hosted_link":{},` + bankAsked, link.Script{}}, ""},
	{twin{"an update", updateAsked, link.Script{}}, ""},
	{twin{"a hosted update", hostedAsked + updateAsked, link.Script{}}, "SESSION_FINISHED EVENTS"},
}

// TestLinkWebhooks plays sessions twice, by a script and action by action: of both the same is told, in order, to the
// address of the link token, or of the Item that it updates.
func TestLinkWebhooks(t *testing.T) {
	t.Parallel()
	const itemHook = "http://item.example/hook"
	eachEngine(t, func(t *testing.T, database func() string) {
		scripted, clicked := begin(t, database()), begin(t, database())
		for _, test := range linkTold {
			var bodies [2][]string
			for i, a := range []*App{scripted, clicked} {
				p := newPerson(t, a, test.name)
				p.link(t)
				_, err := p.ItemWebhookUpdate(t.Context(), who, fill[toile.ItemWebhookUpdateRequest](t, p, `{"access_token":"$ACCESS","webhook":"`+itemHook+`"}`))
				if err != nil {
					t.Fatal(err)
				}
				a.heard(t)
				token := p.token(t, test.asked)
				var result link.Result
				if a == clicked {
					result = p.browser(t, token, test.script, 0)
				} else {
					result = p.headless(t, token, test.script)
				}
				for _, d := range a.hears(t, test.name, test.told) {
					to := hook
					if strings.Contains(test.asked, updateAsked) {
						to = itemHook
					}
					if d.URL != to || d.ClientID != client || !d.At.Equal(noon) {
						t.Errorf("%s: %s of %s goes to %s at %s", test.name, d.Code, d.ClientID, d.URL, d.At)
					}
					bodies[i] = append(bodies[i], d.Body)
					checkTold(t, p, d, token, result)
				}
			}
			if !slices.Equal(bodies[0], bodies[1]) {
				t.Errorf("%s: by script\n%s\nin a browser\n%s", test.name, bodies[0], bodies[1])
			}
		}
	})
}

// checkTold holds a webhook against what the callbacks and /link/token/get say.
func checkTold(t *testing.T, p *person, d webhook.Delivery, token string, result link.Result) {
	t.Helper()
	got, err := p.LinkTokenGet(t.Context(), who, &toile.LinkTokenGetRequest{LinkToken: token})
	if err != nil {
		t.Fatal(err)
	}
	var body struct {
		Token        string   `json:"link_token"`
		SessionID    string   `json:"link_session_id"`
		Status       string   `json:"status"`
		PublicToken  *string  `json:"public_token"`
		PublicTokens []string `json:"public_tokens"`
		UserID       string   `json:"user_id"`
		Events       []toile.LinkEvent
	}
	if err := json.Unmarshal([]byte(d.Body), &body); err != nil {
		t.Fatal(err)
	}
	fits := body.Token == token && body.SessionID == result.LinkSessionID
	switch d.Code {
	case "ITEM_ADD_RESULT":
		fits = fits && slices.Contains(result.PublicTokens, *body.PublicToken) && body.Status == ""
	case "SESSION_FINISHED":
		fits = fits && body.Status == result.Status && body.PublicTokens != nil && slices.Equal(body.PublicTokens, result.PublicTokens) && body.UserID == p.userID
		if first := body.PublicToken; first != nil {
			fits = fits && *first == result.PublicTokens[0]
		} else {
			fits = fits && len(result.PublicTokens) == 0
		}
	case "EVENTS":
		newestFirst := got.LinkSessions[0].Events
		slices.Reverse(body.Events)
		fits = fits && spell(t, body.Events) == spell(t, newestFirst)
	}
	if !fits {
		t.Errorf("%s says %s\nof %+v", d.Code, d.Body, result)
	}
}

func spell(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestLinkWebhookBodies holds every byte of what is told of a session of two Items, and of one that was left.
func TestLinkWebhookBodies(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	p := newPerson(t, a, "ann")
	several := p.token(t, hookAsked+severalAsked+bankAsked)
	linked := p.headless(t, several, link.Script{Items: []link.Part{{InstitutionID: "ins_109509"}}})
	hosted := p.token(t, hostedAsked+bankAsked)
	left := p.headless(t, hosted, link.Script{Exit: &link.Leaving{}})
	words := []string{several, "$LINK1", hosted, "$LINK2", linked.LinkSessionID, "$SESSION1", left.LinkSessionID, "$SESSION2", p.userID, "$USER"}
	for n, token := range linked.PublicTokens {
		words = append(words, token, "$PUBLIC"+string(rune('1'+n)))
	}
	eventID := regexp.MustCompile(`"event_id": "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"`)
	var bodies []string
	for _, d := range a.heard(t) {
		bodies = append(bodies, eventID.ReplaceAllLiteralString(strings.NewReplacer(words...).Replace(d.Body), `"event_id": "$EVENT"`))
	}
	added := func(public string) string {
		return `{
  "environment": "sandbox",
  "link_session_id": "$SESSION1",
  "link_token": "$LINK1",
  "public_token": "` + public + `",
  "webhook_code": "ITEM_ADD_RESULT",
  "webhook_type": "LINK"
}`
	}
	want := []string{added("$PUBLIC1"), added("$PUBLIC2"), `{
  "environment": "sandbox",
  "link_session_id": "$SESSION1",
  "link_token": "$LINK1",
  "public_token": "$PUBLIC1",
  "public_tokens": [
    "$PUBLIC1",
    "$PUBLIC2"
  ],
  "status": "SUCCESS",
  "user_id": "$USER",
  "webhook_code": "SESSION_FINISHED",
  "webhook_type": "LINK"
}`, `{
  "environment": "sandbox",
  "link_session_id": "$SESSION2",
  "link_token": "$LINK2",
  "public_tokens": [],
  "status": "EXITED",
  "user_id": "$USER",
  "webhook_code": "SESSION_FINISHED",
  "webhook_type": "LINK"
}`, `{
  "environment": "sandbox",
  "events": [
    {
      "event_id": "$EVENT",
      "event_metadata": {
        "request_id": "request",
        "view_name": "CONSENT"
      },
      "event_name": "OPEN",
      "timestamp": "2026-03-01T12:00:00Z"
    },
    {
      "event_id": "$EVENT",
      "event_metadata": {
        "request_id": "request",
        "view_name": "EXIT"
      },
      "event_name": "TRANSITION_VIEW",
      "timestamp": "2026-03-01T12:00:00Z"
    },
    {
      "event_id": "$EVENT",
      "event_metadata": {
        "request_id": "request"
      },
      "event_name": "EXIT",
      "timestamp": "2026-03-01T12:00:00Z"
    }
  ],
  "link_session_id": "$SESSION2",
  "link_token": "$LINK2",
  "webhook_code": "EVENTS",
  "webhook_type": "LINK"
}`}
	if !slices.Equal(bodies, want) {
		t.Errorf("the webhooks are\n%s\nwant\n%s", strings.Join(bodies, "\n"), strings.Join(want, "\n"))
	}
}
