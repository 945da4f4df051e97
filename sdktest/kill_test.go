package sdktest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// How the kill test goes: rounds of writers that are cut off after a random part of the longest.
const (
	killRounds  = 6
	killWriters = 8
	killAfter   = 800 * time.Millisecond
)

// acknowledged is what one writer was told is done.
type acknowledged struct {
	users    []user
	sessions map[string][]string // by user_token, oldest first
	access   map[string]string   // item_id by access_token
	unused   []string            // public tokens that nobody tried to exchange
	used     []string            // public tokens whose exchange was answered
}

// TestKill cuts the server off under writes, again and again on one database: whatever it answered is there.
func TestKill(t *testing.T) {
	flags := []string{"--database", database(t), "--client-id", us.clientID, "--secret", us.secret}
	var all []*acknowledged
	for round := range killRounds {
		s := startFor(t, flags...)
		ctx, cancel := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for n := range killWriters {
			a := &acknowledged{sessions: map[string][]string{}, access: map[string]string{}}
			all = append(all, a)
			c := ask(t, s, us)
			c.ctx = ctx
			writers.Go(func() { a.write(c, fmt.Sprintf("round %d writer %d", round, n)) })
		}
		time.Sleep(killAfter/4 + rand.N(killAfter*3/4))
		if err := s.kill(); err != nil {
			t.Fatal(err)
		}
		writers.Wait()
		cancel()
	}

	c := ask(t, startFor(t, flags...), us)
	var users, sessions, tokens int
	for _, a := range all {
		a.check(c)
		users, tokens = users+len(a.users), tokens+len(a.access)
		for _, list := range a.sessions {
			sessions += len(list)
		}
	}
	if users == 0 || sessions == 0 || tokens == 0 {
		t.Error("the writers got nothing done")
	}
	t.Logf("%d users, %d sessions and %d access tokens outlived %d kills", users, sessions, tokens, killRounds)
}

// write makes users, sessions and access tokens until the server is gone, and notes what was answered.
func (a *acknowledged) write(c *caller, name string) {
	for n := 0; ; n++ {
		u := user{clientUserID: fmt.Sprintf("%s user %d", name, n)}
		created, _, err := c.UserCreate(c.ctx).UserCreateRequest(*plaid.NewUserCreateRequest(u.clientUserID)).Execute()
		if err != nil {
			return
		}
		u.token = created.GetUserToken()
		a.users = append(a.users, u)
		token, _, err := c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(*bankToken(u)).Execute()
		if err != nil {
			return
		}
		for range 2 {
			result, _, err := c.linkOnce(token.LinkToken)
			if err != nil {
				return
			}
			a.sessions[u.token] = append(a.sessions[u.token], result.LinkSessionID)
			a.unused = append(a.unused, result.PublicTokens...)
		}
		public := a.unused[len(a.unused)-1]
		a.unused = a.unused[:len(a.unused)-1]
		exchanged, _, err := c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(*plaid.NewItemPublicTokenExchangeRequest(public)).Execute()
		if err != nil {
			return
		}
		a.used = append(a.used, public)
		a.access[exchanged.AccessToken] = exchanged.ItemId
	}
}

// check finds all that was acknowledged.
func (a *acknowledged) check(c *caller) {
	c.t.Helper()
	for _, u := range a.users {
		sessions, resp, err := c.sessions(u)
		if err != nil {
			c.t.Errorf("user %s is lost: %s", u.clientUserID, reason(resp, err))
			continue
		}
		var found []string
		for _, s := range sessions {
			found = append(found, s.GetLinkSessionId())
		}
		slices.Reverse(found)
		// A session whose answer was cut off may be there as well.
		if want := a.sessions[u.token]; len(found) < len(want) || len(found) > len(want)+1 || !slices.Equal(found[:len(want)], want) {
			c.t.Errorf("user %s has the sessions %v, want %v", u.clientUserID, found, want)
		}
	}
	for access, itemID := range a.access {
		if item, resp, err := c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(access)).Execute(); err != nil || item.Item.ItemId != itemID {
			c.t.Errorf("the access token of Item %s is lost: %s", itemID, reason(resp, err))
		}
	}
	for _, public := range a.used {
		request := *plaid.NewItemPublicTokenExchangeRequest(public)
		refused(c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(request).Execute())(c.t, http.StatusBadRequest, "INVALID_INPUT", "INVALID_PUBLIC_TOKEN")
	}
	for _, public := range a.unused {
		c.exchange(public)
	}
}
