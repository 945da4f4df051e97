package sdktest

import (
	"strings"
	"testing"
)

// TestCustomMistakes gives configurations that cannot be: the error names the field by its path, in Link as
// without it, and nothing is linked.
func TestCustomMistakes(t *testing.T) {
	c := here(t)
	account := func(members string) string { return `{"override_accounts":[{},{` + members + `}]}` }
	row := func(members string) string {
		return account(`"type":"depository","subtype":"checking","transactions":[{"amount":1,"date_posted":"2026-01-01"},{` + members + `}]`)
	}
	u := c.legacyUser()
	linkToken := c.linkToken(bankToken(u))
	for _, test := range []struct{ name, config, path string }{
		{"no JSON", "pass_good", "password"},
		{"a list", "[]", "password"},
		{"broken off", `{"override_accounts":[`, "password"},
		{"more than there may be", `{"seed":"` + strings.Repeat("a", 128<<10-8) + `"}`, "password"},
		{"nesting without end", strings.Repeat(`{"mfa":`, 5000) + strings.Repeat("}", 5000), ""},
		{"unknown key", `{"color":"red"}`, "color"},
		{"unknown key inside", account(`"colour":"red"`), "override_accounts[1].colour"},
		{"accounts that are none", `{"override_accounts":7}`, "override_accounts"},
		{"too many accounts", `{"override_accounts":[` + strings.Repeat("{},", 10) + `{}]}`, "override_accounts"},
		{"no such type", account(`"type":"boat"`), "override_accounts[1].type"},
		{"no such subtype", account(`"type":"depository","subtype":"mortgage"`), "override_accounts[1].subtype"},
		{"text for a balance", account(`"starting_balance":"12"`), "override_accounts[1].starting_balance"},
		{"endless balance", account(`"starting_balance":1e400`), "override_accounts[1].starting_balance"},
		{"negative limit", account(`"type":"credit","meta":{"limit":-1}`), "override_accounts[1].meta.limit"},
		{"long mask", account(`"meta":{"mask":"12345"}`), "override_accounts[1].meta.mask"},
		{"impossible date", row(`"amount":1,"date_posted":"2026-02-30"`), "override_accounts[1].transactions[1].date_posted"},
		{"text for an amount", row(`"amount":"1"`), "override_accounts[1].transactions[1].amount"},
		{"number for a description", row(`"amount":1,"description":7`), "override_accounts[1].transactions[1].description"},
		{"no such error", `{"force_error":"NONSENSE"}`, "force_error"},
		{"no such challenge", `{"mfa":{"type":"riddle"}}`, "mfa.type"},
	} {
		t.Run(test.name, func(t *testing.T) {
			request := *custom(platypus, test.config, "transactions")
			e := refused(c.SandboxPublicTokenCreate(c.ctx).SandboxPublicTokenCreateRequest(request).Execute())(t, 400, "INVALID_REQUEST", "INVALID_FIELD")
			if !strings.Contains(e.ErrorMessage, test.path) {
				t.Errorf("the message is %q, want %q in it", e.ErrorMessage, test.path)
			}
			_, result := c.tryLink(linkToken, object{"username": "user_custom", "password": test.config})
			failure, inLink := result["error"].(object) // otherwise it is the answer itself
			if !inLink {
				failure = result
			}
			if failure["error_code"] != "INVALID_FIELD" || inLink && result["status"] != "EXITED" {
				t.Errorf("Link ended with %s", spell(result))
			}
		})
	}
}
