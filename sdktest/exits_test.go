package sdktest

import (
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// wayTo leads to a pane: the token, what the person does before, and the exit's documented status.
type wayTo struct {
	pane   string
	token  func(user) *plaid.LinkTokenCreateRequest
	script object
	exit   string
	seen   func(linkResult) object // results that stand by then
}

var panes = []wayTo{
	{pane: "consent", token: bankToken},
	{pane: "choose_flow", token: eitherToken},
	{pane: "institution", token: bankToken, exit: "requires_credentials"},
	{pane: "credentials", token: bankToken, exit: "requires_credentials"},
	{pane: "mfa", token: bankToken, script: object{"password": "mfa_device"}, exit: "choose_device"},
	{pane: "mfa", token: bankToken, script: object{"password": "mfa_device", "mfa": list{"xxx-xxx-5309"}}, exit: "requires_code"},
	{pane: "mfa", token: bankToken, script: object{"password": "mfa_questions_1_1"}, exit: "requires_questions"},
	{pane: "mfa", token: bankToken, script: object{"password": "mfa_selections"}, exit: "requires_selections"},
	{pane: "accounts", token: bankToken, exit: "requires_account_selection"},
	{pane: "oauth", token: bankToken, script: ownPages, exit: "requires_oauth"},
	{pane: "bank_login", token: bankToken, script: ownPages, exit: "requires_oauth"},
	{pane: "bank_accounts", token: bankToken, script: ownPages, exit: "requires_oauth"},
	{pane: "income", token: incomeToken, script: earner, seen: noItem(bankIncome)},
	{pane: "employment", token: employmentToken, script: earner, seen: noItem(bankEmployment)},
	{pane: "documents", token: documentToken},
}

// TestExits leaves on each pane, with and without an error.
func TestExits(t *testing.T) {
	for _, way := range panes {
		for _, code := range []string{"", "INSTITUTION_NOT_RESPONDING"} {
			t.Run(way.pane+" "+way.exit+" "+code, func(t *testing.T) {
				c := here(t)
				exit := object{"at": way.pane}
				if code != "" {
					exit["error_code"] = code
				}
				c.play(c.legacyUser(), story{
					token: way.token, script: merged(way.script, object{"exit": exit}),
					status: "EXITED", exit: way.exit, results: way.seen, errors: code,
					also: func(t *testing.T, s told) { leftWith(t, s, code) },
				})
			})
		}
	}
}

// leftWith checks the error of an exit in both of its places, and that nothing was linked.
func leftWith(t *testing.T, s told, code string) {
	t.Helper()
	for name, e := range map[string]*plaid.PlaidError{
		"exit": s.link.Exit.Get().Error.Get(), "on_exit": s.link.OnExit.Get().Error.Get(),
	} {
		switch {
		case (e == nil) != (code == ""):
			t.Errorf("the error of %s is %s, want %q", name, spell(e), code)
		case e != nil && (e.ErrorCode != code || e.ErrorType == "" || e.ErrorMessage == ""):
			t.Errorf("the error of %s is %s, want %s", name, spell(e), code)
		}
	}
	if s.link.HasOnSuccess() {
		t.Errorf("a session that was left has on_success %s", spell(s.link.OnSuccess.Get()))
	}
	if len(s.result.ItemIDs) != 0 {
		t.Errorf("a session that was left linked %v", s.result.ItemIDs)
	}
}

// TestExitWithStatus takes the status that the script says, and refuses one that is not documented.
func TestExitWithStatus(t *testing.T) {
	c := here(t)
	u := c.legacyUser()
	c.play(u, story{token: bankToken, status: "EXITED", exit: "requires_oauth", script: object{
		"exit": object{"at": "institution", "status": "requires_oauth"},
	}})
	for _, test := range []struct {
		name, code string
		script     object
	}{
		{"status", "INVALID_FIELD", object{"exit": object{"status": "requires_patience"}}},
		{"error code", "INVALID_FIELD", object{"exit": object{"error_code": "NO_SUCH_CODE"}}},
		{"pane", "INVALID_FIELD", object{"exit": object{"at": "cellar"}}},
		{"member", "UNKNOWN_FIELDS", object{"leave": true}},
	} {
		if status, answer := c.tryLink(c.linkToken(bankToken(u)), test.script); status != 400 || answer["error_code"] != test.code {
			t.Errorf("a script with an unknown %s is answered %d %v", test.name, status, answer)
		}
	}
	if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(t)) != 1 {
		t.Errorf("refused scripts left sessions behind: %s", spell(sessions))
	}
}

// TestExitAfterItem keeps what was linked before the person left a session that takes several Items.
func TestExitAfterItem(t *testing.T) {
	kept := func(r linkResult) object { return object{"item_add_results": list{added(r, 0, platypus)}} }
	t.Run("without an error", func(t *testing.T) {
		c := here(t)
		c.play(c.legacyUser(), story{token: multiToken, script: leave("another"), results: kept})
	})
	t.Run("with an error", func(t *testing.T) {
		c := here(t)
		c.play(c.legacyUser(), story{
			token: multiToken, status: "EXITED", results: kept, errors: "INSTITUTION_DOWN",
			script: object{"exit": object{"at": "another", "error_code": "INSTITUTION_DOWN"}},
		})
	})
}

// TestAbandoned closes the window before there is anything to tell: the session runs and is not listed.
func TestAbandoned(t *testing.T) {
	for _, way := range panes {
		if way.seen != nil {
			continue // TestFlows has these
		}
		t.Run(way.pane+" "+way.exit, func(t *testing.T) {
			c := here(t)
			u := c.legacyUser()
			token := c.linkToken(way.token(u))
			if result := c.link(token, merged(way.script, abandon(way.pane))); result.Status != "RUNNING" || result.Pane != way.pane {
				t.Errorf("the session is %s on %s", result.Status, result.Pane)
			}
			if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(t)) != 0 {
				t.Errorf("/credit/sessions/get lists it: %s", spell(sessions))
			}
			sessions := c.linkSessions(token)
			if len(sessions) != 1 {
				t.Fatalf("/link/token/get has %d sessions, want 1", len(sessions))
			}
			if s := sessions[0]; s.FinishedAt.Get() != nil || s.Results.Get() != nil || s.Exit.Get() != nil || s.OnSuccess.Get() != nil {
				t.Errorf("/link/token/get has %s", spell(s))
			}
		})
	}
}
