package sdktest

import (
	"net/http"
	"sync"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// crowd is how many callers do the same thing at once.
const crowd = 12

// atOnce runs a call many times at the same time.
func atOnce(call func(n int)) {
	var callers sync.WaitGroup
	for n := range crowd {
		callers.Go(func() { call(n) })
	}
	callers.Wait()
}

// TestCrowdExchanges gives one of many callers the access token of a public token.
func TestCrowdExchanges(t *testing.T) {
	c := here(t)
	linked := c.link(c.linkToken(bankToken(c.legacyUser())), nil)
	request := *plaid.NewItemPublicTokenExchangeRequest(linked.PublicTokens[0])
	var errs [crowd]error
	atOnce(func(n int) {
		_, _, errs[n] = c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(request).Execute()
	})
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if e, convertErr := plaid.ToPlaidError(err); convertErr != nil || e.ErrorCode != "INVALID_PUBLIC_TOKEN" {
			t.Errorf("a caller who came too late is told %v %s", err, e.ErrorCode)
		}
	}
	if won != 1 {
		t.Errorf("%d of %d exchanges succeeded, want 1", won, crowd)
	}
}

// TestCrowdCreates makes one user for many who ask for the same.
func TestCrowdCreates(t *testing.T) {
	c := here(t)
	for _, upgraded := range []bool{true, false} {
		request := plaid.NewUserCreateRequest(t.Name())
		if upgraded {
			request.SetWithUpgradedUser(true)
		} else {
			request = plaid.NewUserCreateRequest(t.Name() + "/legacy")
		}
		var statuses [crowd]int
		var ids [crowd]string
		atOnce(func(n int) {
			created, resp, _ := c.UserCreate(c.ctx).UserCreateRequest(*request).Execute()
			if resp != nil {
				statuses[n], ids[n] = resp.StatusCode, created.UserId
			}
		})
		made, distinct := 0, map[string]bool{}
		for n, status := range statuses {
			want := map[bool][2]int{true: {http.StatusCreated, http.StatusOK}, false: {http.StatusOK, http.StatusBadRequest}}[upgraded]
			switch status {
			case want[0]:
				made++
			case want[1]:
			default:
				t.Errorf("a caller is answered %d", status)
			}
			if ids[n] != "" {
				distinct[ids[n]] = true
			}
		}
		if made != 1 || len(distinct) != 1 {
			t.Errorf("%d users were made with the ids %v, want 1 (upgraded: %t)", made, distinct, upgraded)
		}
	}
}

// TestCrowdSessions lists every session of a user who opens Link many times at once.
func TestCrowdSessions(t *testing.T) {
	c := here(t)
	u := c.upgradedUser()
	token := c.linkToken(bankToken(u))
	var ids sync.Map
	atOnce(func(int) {
		if result, _, err := c.linkOnce(token); err == nil {
			ids.Store(result.LinkSessionID, true)
		}
	})
	sessions, resp, err := c.sessions(u)
	if len(ok(sessions, resp, err)(t)) != crowd {
		t.Errorf("%d sessions are listed, want %d", len(sessions), crowd)
	}
	for n, s := range sessions {
		if _, known := ids.LoadAndDelete(s.GetLinkSessionId()); !known {
			t.Errorf("session %s is listed twice or was never told", s.GetLinkSessionId())
		}
		if n > 0 && s.GetSessionStartTime().After(sessions[n-1].GetSessionStartTime()) {
			t.Errorf("session %d is newer than the one before it", n)
		}
	}
}
