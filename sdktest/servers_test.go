package sdktest

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// rounds is how often servers race.
const rounds = 20

// onOneDatabase makes callers of two servers that share a database.
func onOneDatabase(t *testing.T, flags ...string) [2]*caller {
	t.Helper()
	onlyOn(t, postgresql)
	t.Parallel()
	flags = append(flags, "--database", database(t), "--client-id", us.clientID, "--secret", us.secret)
	return [2]*caller{ask(t, startFor(t, flags...), us), ask(t, startFor(t, flags...), us)}
}

// race runs a call twice at each of the servers, all at once.
func race[T any](callers [2]*caller, call func(*caller) T) []T {
	results := make([]T, 2*len(callers))
	var racers sync.WaitGroup
	for n := range results {
		racers.Go(func() { results[n] = call(callers[n%len(callers)]) })
	}
	racers.Wait()
	return results
}

// outcome is what a racer was answered: what it won, or the code of its error.
type outcome struct {
	status int
	won    string
	code   string
}

func outcomeOf(won string, resp *http.Response, err error) outcome {
	o := outcome{won: won}
	if resp != nil {
		o.status = resp.StatusCode
	}
	if err != nil {
		e, _ := plaid.ToPlaidError(err)
		o.won, o.code = "", e.ErrorCode
	}
	return o
}

// oneWinner checks that one racer won and the others were told why not.
func oneWinner(t *testing.T, outcomes []outcome, code string) {
	t.Helper()
	winners := 0
	for _, o := range outcomes {
		switch {
		case o.won != "":
			winners++
		case o.status != http.StatusBadRequest || o.code != code:
			t.Errorf("a racer is answered %d %s, want 400 %s", o.status, o.code, code)
		}
	}
	if winners != 1 {
		t.Errorf("%d of %d won, want 1", winners, len(outcomes))
	}
}

// TestServersCreate makes one user where several servers are asked for the same.
func TestServersCreate(t *testing.T) {
	servers := onOneDatabase(t)
	for n := range rounds {
		upgraded := plaid.NewUserCreateRequest(fmt.Sprint("upgraded ", n))
		upgraded.SetWithUpgradedUser(true)
		statuses, ids := map[int]int{}, map[string]bool{}
		for _, o := range race(servers, func(c *caller) outcome {
			created, resp, err := c.UserCreate(c.ctx).UserCreateRequest(*upgraded).Execute()
			return outcomeOf(created.UserId, resp, err)
		}) {
			statuses[o.status]++
			ids[o.won] = true
		}
		if len(ids) != 1 || statuses[http.StatusCreated] != 1 || statuses[http.StatusOK] != 3 {
			t.Errorf("the users %v were made, with the statuses %v", ids, statuses)
		}
		legacy := *plaid.NewUserCreateRequest(fmt.Sprint("legacy ", n))
		oneWinner(t, race(servers, func(c *caller) outcome {
			created, resp, err := c.UserCreate(c.ctx).UserCreateRequest(legacy).Execute()
			return outcomeOf(created.GetUserToken(), resp, err)
		}), "INVALID_FIELD")
	}
}

// TestServersTokens exchanges a public token once and invalidates an access token once.
func TestServersTokens(t *testing.T) {
	servers := onOneDatabase(t)
	u := servers[0].legacyUser()
	for range rounds {
		linked := servers[0].link(servers[1].linkToken(bankToken(u)), nil)
		exchange := *plaid.NewItemPublicTokenExchangeRequest(linked.PublicTokens[0])
		exchanges := race(servers, func(c *caller) outcome {
			answer, resp, err := c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(exchange).Execute()
			return outcomeOf(answer.AccessToken, resp, err)
		})
		oneWinner(t, exchanges, "INVALID_PUBLIC_TOKEN")
		access := exchanges[slices.IndexFunc(exchanges, func(o outcome) bool { return o.won != "" })].won
		invalidate := *plaid.NewItemAccessTokenInvalidateRequest(access)
		oneWinner(t, race(servers, func(c *caller) outcome {
			answer, resp, err := c.ItemAccessTokenInvalidate(c.ctx).ItemAccessTokenInvalidateRequest(invalidate).Execute()
			return outcomeOf(answer.NewAccessToken, resp, err)
		}), "INVALID_ACCESS_TOKEN")
	}
}

// TestServersSessions lists every session of a user once and in order, wherever it was held, and at both
// servers alike.
func TestServersSessions(t *testing.T) {
	servers := onOneDatabase(t)
	for _, u := range []user{servers[0].legacyUser(), servers[1].upgradedUser()} {
		tokens := []string{servers[0].linkToken(bankToken(u)), servers[1].linkToken(incomeToken(u))}
		told := map[string]bool{}
		for n := range rounds {
			for _, r := range race(servers, func(c *caller) linkResult { return c.link(tokens[n%2], earner) }) {
				told[r.LinkSessionID] = true
			}
		}
		var lists [2][]byte
		for i, c := range servers {
			sessions, resp, err := c.sessions(u)
			if len(ok(sessions, resp, err)(t)) != 4*rounds || len(told) != 4*rounds {
				t.Errorf("%d sessions are listed and %d were told of, want %d", len(sessions), len(told), 4*rounds)
			}
			listed(t, sessions)
			for _, s := range sessions {
				if !told[s.GetLinkSessionId()] {
					t.Errorf("nobody was told of session %s", s.GetLinkSessionId())
				}
			}
			_, lists[i], _ = bytes.Cut(bodyOf(t, resp), []byte(`"sessions":`))
		}
		if !bytes.Equal(lists[0], lists[1]) {
			t.Errorf("the servers list\n%s\n%s", lists[0], lists[1])
		}
	}
}

// listed checks that a list is ordered and has nothing twice.
func listed(t *testing.T, sessions []plaid.CreditSession) {
	t.Helper()
	seen := map[string]bool{}
	for n, s := range sessions {
		if seen[s.GetLinkSessionId()] {
			t.Errorf("session %s is listed twice", s.GetLinkSessionId())
		}
		seen[s.GetLinkSessionId()] = true
		if n > 0 && s.GetSessionStartTime().After(sessions[n-1].GetSessionStartTime()) {
			t.Errorf("session %d is newer than the one before it", n)
		}
	}
}

// TestServersRemove removes a user at one server while they link at the other: they link or are told that
// it is too late, and no Item is left.
func TestServersRemove(t *testing.T) {
	servers := onOneDatabase(t)
	for n := range rounds {
		u := user{clientUserID: fmt.Sprint("leaver ", n)}
		created := ok(servers[0].UserCreate(servers[0].ctx).UserCreateRequest(*plaid.NewUserCreateRequest(u.clientUserID)).Execute())(t)
		u.token = created.GetUserToken()
		linkToken := servers[0].linkToken(bankToken(u))
		remove := plaid.NewUserRemoveRequest()
		remove.SetUserToken(u.token)
		var public []string
		var both sync.WaitGroup
		both.Go(func() {
			status, answer := servers[1].tryLink(linkToken, nil)
			switch {
			case status == http.StatusOK:
				public = append(public, answer["public_tokens"].(list)[0].(string))
			case status != http.StatusBadRequest || answer["error_code"] != "INVALID_LINK_TOKEN":
				t.Errorf("Link is answered %d %v", status, answer)
			}
		})
		both.Go(func() {
			if _, resp, err := servers[0].UserRemove(servers[0].ctx).UserRemoveRequest(*remove).Execute(); err != nil {
				t.Errorf("the removal is refused: %s", reason(resp, err))
			}
		})
		both.Wait()
		for _, token := range public {
			exchange := *plaid.NewItemPublicTokenExchangeRequest(token)
			refused(servers[1].ItemPublicTokenExchange(servers[1].ctx).ItemPublicTokenExchangeRequest(exchange).Execute())(t, 400, "ITEM_ERROR", "ITEM_NOT_FOUND")
		}
		refused(servers[1].sessions(u))(t, 400, "INVALID_INPUT", "INVALID_USER_TOKEN")
	}
}

// TestServersClock moves the clock at one server and sees it at the other by the very next call.
func TestServersClock(t *testing.T) {
	servers := onOneDatabase(t, "--now", "2026-05-04T12:00:00Z")
	u := servers[0].legacyUser()
	for n := range rounds {
		one, other := servers[n%2], servers[(n+1)%2]
		linkToken := one.linkToken(bankToken(u))
		other.link(linkToken, nil)
		one.advance(4 * hour)
		if status, answer := other.tryLink(linkToken, nil); status != 400 || answer["error_code"] != "INVALID_LINK_TOKEN" {
			t.Errorf("the other server takes the link token after its time: %d %v", status, answer)
		}
		want := time.Date(2026, 5, 4, 12+4*(n+1), 0, 0, 0, time.UTC).Format(time.RFC3339)
		if got := other.clock()["now"]; got != want {
			t.Errorf("the other server's clock shows %v, want %s", got, want)
		}
	}
}

// clock reads the server's clock.
func (c *caller) clock() object {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.ctx, http.MethodGet, c.url+"/toile/clock", nil)
	if err != nil {
		c.t.Fatal(err)
	}
	status, answer := c.do(r)
	if status != http.StatusOK {
		c.t.Fatalf("the clock answered %d: %v", status, answer)
	}
	return answer
}

// TestServersKeys takes at each server the keys that any server of the database was given.
func TestServersKeys(t *testing.T) {
	onlyOn(t, postgresql)
	t.Parallel()
	where := database(t)
	pairs := []keys{us, them, {strings.Repeat("c", 24), strings.Repeat("d", 30)}}
	var servers []*server
	for _, pair := range pairs {
		servers = append(servers, startFor(t, "--database", where, "--client-id", pair.clientID, "--secret", pair.secret))
		for _, s := range servers {
			c := ask(t, s, pair)
			refused(c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(unknownUserID)).Execute())(t, 400, "USER_ERROR", "USER_NOT_FOUND")
		}
	}
	for _, pair := range pairs {
		c := ask(t, servers[len(servers)-1], pair)
		refused(c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(unknownUserID)).Execute())(t, 400, "USER_ERROR", "USER_NOT_FOUND")
	}
	c := ask(t, servers[0], keys{us.clientID, them.secret})
	refused(c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(unknownUserID)).Execute())(t, 400, "INVALID_INPUT", "INVALID_API_KEYS")
}
