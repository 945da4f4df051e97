package app_test

import (
	"maps"
	"testing"

	"toile/toiletest"
)

// TestCustomUpdates logs in again with other configurations, in update mode: what they still say keeps
// its ids, and a login that finds nothing of what the Item shares fails.
func TestCustomUpdates(t *testing.T) {
	t.Parallel()
	const (
		older    = `{"date_transacted":"2026-02-20","amount":5,"description":"Older"}`
		newer    = `{"date_transacted":"2026-02-25","amount":7,"description":"Newer"}`
		checking = `{"subtype":"checking","transactions":[` + older + `,` + newer + `]}`
		savings  = `{"subtype":"savings","transactions":[]}`
	)
	for name, test := range map[string]struct {
		config string
		keeps  []string // descriptions
	}{
		"spelled otherwise": {`{ "override_accounts": [` + checking + `] }`, []string{"Older", "Newer"}},
		"another in front":  {`{"override_accounts":[` + savings + `,` + checking + `]}`, []string{"Older", "Newer"}},
		"one gone":          {`{"override_accounts":[{"subtype":"checking","transactions":[` + newer + `]}]}`, []string{"Newer"}},
		"another before":    {`{"override_accounts":[{"subtype":"checking","transactions":[{"date_transacted":"2026-02-22","amount":1,"description":"New"},` + older + `]}]}`, []string{"Older"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := still(t, toiletest.AtOnce())
			w.link(t, `"products":["transactions"]`, toiletest.Part{Username: "user_custom", Password: `{"override_accounts":[` + checking + `]}`})
			account := w.post(t, "/accounts/get", `{"access_token":"$ACCESS"}`)["accounts"].([]any)[0].(map[string]any)["account_id"]
			before := w.transactionIDs(t)
			w.link(t, `"access_token":"$ACCESS"`, toiletest.Part{Username: "user_custom", Password: test.config})
			accounts := w.post(t, "/accounts/get", `{"access_token":"$ACCESS"}`)["accounts"].([]any)
			if len(accounts) != 1 || accounts[0].(map[string]any)["account_id"] != account {
				t.Errorf("accounts after the update: %v, want %v", accounts, account)
			}
			after := w.transactionIDs(t)
			for _, description := range test.keeps {
				if after[description] != before[description] || before[description] == "" {
					t.Errorf("%s was %q and is %q", description, before[description], after[description])
				}
				delete(after, description)
			}
			for id := range maps.Values(after) {
				if id == before["Older"] || id == before["Newer"] {
					t.Errorf("another transaction has the id %s", id)
				}
			}
		})
	}
	w := still(t)
	w.link(t, `"products":["transactions"]`, toiletest.Part{Username: "user_custom", Password: `{"override_accounts":[` + checking + `]}`})
	token := w.post(t, "/link/token/create", `{$LINK,"user_id":"$USER","access_token":"$ACCESS"}`)["link_token"].(string)
	script := toiletest.Script{Part: toiletest.Part{Username: "user_custom", Password: `{"override_accounts":[` + savings + `]}`}}
	if result := w.FinishLink(token, script); result.Error == nil || result.Error.ErrorCode != "NO_ACCOUNTS" {
		t.Errorf("an update that finds no account of the Item ended with %+v", result)
	}
}

// transactionIDs gives the ids of the Item's transactions by their names.
func (w world) transactionIDs(t *testing.T) map[string]string {
	t.Helper()
	ids := map[string]string{}
	answer := w.post(t, "/transactions/get", `{"access_token":"$ACCESS","start_date":"2026-01-01","end_date":"2026-12-31"}`)
	for _, listed := range answer["transactions"].([]any) {
		transaction := listed.(map[string]any)
		ids[transaction["name"].(string)] = transaction["transaction_id"].(string)
	}
	return ids
}
