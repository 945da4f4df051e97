package sdktest

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

// indented writes JSON in lines, its members in the order that they have.
func indented(text string) string {
	var lines bytes.Buffer
	if err := json.Indent(&lines, []byte(text), "", "  "); err != nil {
		panic(err)
	}
	return lines.String()
}

// TestAnnounced sees what is wrong with webhooks: a proof is worth what its checker is.
func TestAnnounced(t *testing.T) {
	t.Parallel()
	const good = `{"environment":"sandbox","item_id":"a","new_transactions":3,"webhook_code":"INITIAL_UPDATE","webhook_type":"TRANSACTIONS"}`
	change := func(old, new string) string { return strings.Replace(good, old, new, 1) }
	for name, test := range map[string]struct{ body, problem string }{
		"all well":                       {good, ""},
		"null where the example is mute": {change(`"item_id"`, `"error":null,"item_id"`), ""},
		"a member too few":               {change(`"item_id":"a",`, ``), "/item_id: missing"},
		"a member too many":              {change(`"item_id"`, `"iban":1,"item_id"`), "/iban: unknown"},
		"another type":                   {change(`3`, `"3"`), "/new_transactions: value must be a number"},
		"null where none may be":         {change(`3`, `null`), "/new_transactions: Value is not nullable"},
		"another environment":            {change(`sandbox`, `production`), "/environment: production"},
		"no environment":                 {change(`sandbox`, `here`), "/environment: value is not one of the allowed values"},
		"no such code":                   {change(`INITIAL_UPDATE`, `UPDATE`), "no such webhook"},
		"what no example shows":          {change(`"item_id"`, `"error":"x","item_id"`), "/error: not in the example"},
		"what each example shows": {`{"environment":"sandbox","item_id":"a","reason":"INSTITUTION_MIGRATION","webhook_code":"PENDING_DISCONNECT",` +
			`"webhook_type":"ITEM"}`, "/disconnect_time: missing"},
		"another reason": {`{"disconnect_time":"2026-01-01T00:00:00Z","environment":"sandbox","item_id":"a","reason":"WHY",` +
			`"webhook_code":"PENDING_DISCONNECT","webhook_type":"ITEM"}`, "/reason: value is not one of the allowed values"},
		"a day for a time": {`{"disconnect_time":"2026-01-01","environment":"sandbox","item_id":"a","reason":"INSTITUTION_MIGRATION",` +
			`"webhook_code":"PENDING_DISCONNECT","webhook_type":"ITEM"}`, "/disconnect_time: string doesn't match the format"},
		"an error without its type": {`{"environment":"sandbox","error":{"error_code":"X","error_message":"","status":400},"item_id":"a",` +
			`"webhook_code":"ERROR","webhook_type":"ITEM"}`, "/error/error_type: missing"},
		"an error of another type": {`{"environment":"sandbox","error":{"display_message":null,"error_code":"USER_PERMISSION_REVOKED","error_message":"` +
			`the holder of this account has revoked their permission for your application to access it","error_type":"INVALID_INPUT","status":400},` +
			`"item_id":"a","user_id":"b","webhook_code":"USER_PERMISSION_REVOKED","webhook_type":"ITEM"}`, "/error/error_type: INVALID_INPUT, want ITEM_ERROR"},
		"a status of its own": {`{"environment":"sandbox","link_session_id":"a","link_token":"b","status":"DONE","webhook_code":"SESSION_FINISHED",` +
			`"webhook_type":"LINK"}`, "/status: DONE is none of its values"},
		"no object": {`[]`, "no JSON object"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := examine([]byte(indented(test.body)))
			if got := strings.Join(problems, "\n"); (got == "") != (test.problem == "") || !strings.Contains(got, test.problem) {
				t.Errorf("it says %q, want %q", got, test.problem)
			}
		})
	}
	for name, body := range map[string]string{
		"on one line": good, "a newline at the end": indented(good) + "\n", "other order": indented(`{"webhook_type":"a","environment":"b"}`),
		"escaped": strings.Replace(indented(good), `"a"`, `"\u0026"`, 1),
	} {
		if _, problems := examine([]byte(body)); len(problems) != 1 || !strings.Contains(problems[0], "the form that is signed") {
			t.Errorf("%s: it says %q", name, problems)
		}
	}
	if n := len(webhooksAnnounced); n < 70 {
		t.Errorf("the official file has %d webhooks", n)
	}
}
