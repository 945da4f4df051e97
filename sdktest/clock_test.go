package sdktest

import (
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// frozen makes a caller of a server of its own, whose clock stands still until the test moves it.
func frozen(t *testing.T) *caller {
	t.Helper()
	t.Parallel()
	s := startFor(t, "--database", database(t), "--now", "2026-05-04T12:00:00Z",
		"--client-id", us.clientID, "--secret", us.secret)
	return ask(t, s, us)
}

const minute, hour = 60, 60 * 60

// TestTokensExpire moves the clock past the life of each kind of token.
func TestTokensExpire(t *testing.T) {
	c := frozen(t)
	u := c.legacyUser()
	expired := func(token string) {
		t.Helper()
		if status, answer := c.tryLink(token, nil); status != 400 || answer["error_code"] != "INVALID_LINK_TOKEN" {
			t.Errorf("the link token is answered %d %v, want 400 INVALID_LINK_TOKEN", status, answer)
		}
	}
	created := ok(c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(*bankToken(u)).Execute())(t)
	if got := created.Expiration.Format("2006-01-02T15:04:05Z"); got != "2026-05-04T16:00:00Z" {
		t.Errorf("the link token expires at %s, want four hours from now", got)
	}
	linked := c.link(created.LinkToken, nil)
	late := c.link(created.LinkToken, nil)
	access, _ := c.exchange(linked.PublicTokens[0])
	update := c.linkToken(updateOf(access)(u))

	c.advance(30*minute - 1)
	c.link(update, nil)
	c.advance(1)
	expired(update)
	request := *plaid.NewItemPublicTokenExchangeRequest(late.PublicTokens[0])
	e := refused(c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(request).Execute())(t, 400, "INVALID_INPUT", "INVALID_PUBLIC_TOKEN")
	if want := "provided public token is expired. Public tokens expire 30 minutes after creation at which point they can no longer be exchanged"; e.ErrorMessage != want {
		t.Errorf("the message is %q", e.ErrorMessage)
	}

	c.advance(3*hour + 30*minute)
	expired(created.LinkToken)
	if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(t)) != 3 {
		t.Errorf("the user has %d sessions, want 3: %s", len(sessions), spell(sessions))
	}
	if n := len(c.linkSessions(created.LinkToken)); n != 2 {
		t.Errorf("the expired link token shows %d sessions, want 2", n)
	}

	// The link token forgets its sessions six hours after their end; the user's history does not.
	c.advance(2 * hour)
	if n := len(c.linkSessions(created.LinkToken)); n != 0 {
		t.Errorf("after six hours the link token shows %d sessions", n)
	}
	if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(t)) != 3 {
		t.Errorf("after six hours the user has %d sessions, want 3", len(sessions))
	}
	if c.item(access).Error.Get() != nil {
		t.Error("the Item is broken")
	}
}

// TestStandingClock puts sessions that began at one instant in the order of their beginnings.
func TestStandingClock(t *testing.T) {
	c := frozen(t)
	u := c.upgradedUser()
	tokens := []string{c.linkToken(bankToken(u)), c.linkToken(bankToken(u))}
	var want []string
	for n := range 12 {
		want = append([]string{c.link(tokens[n%2], nil).LinkSessionID}, want...)
	}
	sessions, resp, err := c.sessions(u)
	for n, s := range ok(sessions, resp, err)(t) {
		if s.GetLinkSessionId() != want[n] {
			t.Errorf("session %d is %s, want %s", n, s.GetLinkSessionId(), want[n])
		}
	}
	raw := tree(t, bodyOf(t, resp)).(object)["sessions"].(list)[0].(object)
	if got := raw["session_start_time"]; got != "2026-05-04T12:00:00.000000Z" {
		t.Errorf("session_start_time is %v", got)
	}
}
