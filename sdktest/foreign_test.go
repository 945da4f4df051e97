package sdktest

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestForeignTokens calls each operation with what belongs to another client: the answer must be the
// same, but for its request_id, as with what was never given to anyone, and nothing may change.
func TestForeignTokens(t *testing.T) {
	c := here(t)
	u, upgraded := c.legacyUser(), c.upgradedUser()
	linkToken := c.linkToken(bankToken(u))
	first, second := c.link(linkToken, nil), c.link(linkToken, nil)
	access, _ := c.exchange(first.PublicTokens[0])
	public := second.PublicTokens[0]

	foreign := ask(t, shared, them)
	tokenBody := func(members string) string {
		return `{"client_name":"x","language":"en","country_codes":["US"],"user":{"client_user_id":"x"},` + members + `}`
	}
	for _, test := range []struct{ path, body, theirs, unknown string }{
		{"/credit/sessions/get", `{"user_token":"%"}`, u.token, unknownUser},
		{"/credit/sessions/get", `{"user_id":"%"}`, upgraded.id, unknownUserID},
		{"/user/get", `{"user_id":"%"}`, upgraded.id, unknownUserID},
		{"/user/update", `{"user_token":"%"}`, u.token, unknownUser},
		{"/user/update", `{"user_id":"%","identity":{"name":{"given_name":"A","family_name":"B"}}}`, upgraded.id, unknownUserID},
		{"/user/items/get", `{"user_token":"%"}`, u.token, unknownUser},
		{"/user/items/get", `{"user_id":"%"}`, upgraded.id, unknownUserID},
		{"/user/remove", `{"user_token":"%"}`, u.token, unknownUser},
		{"/user/remove", `{"user_id":"%"}`, upgraded.id, unknownUserID},
		{"/link/token/create", tokenBody(`"products":["auth"],"user_token":"%"`), u.token, unknownUser},
		{"/link/token/create", tokenBody(`"products":["auth"],"user_id":"%"`), upgraded.id, unknownUserID},
		{"/link/token/create", tokenBody(`"access_token":"%"`), access, unknownAccess},
		{"/link/token/get", `{"link_token":"%"}`, linkToken, unknownLink},
		{"/sandbox/public_token/create", `{"institution_id":"ins_109508","initial_products":["auth"],"user_token":"%"}`, u.token, unknownUser},
		{"/item/public_token/exchange", `{"public_token":"%"}`, public, unknownPublic},
		{"/item/public_token/create", `{"access_token":"%"}`, access, unknownAccess},
		{"/item/get", `{"access_token":"%"}`, access, unknownAccess},
		{"/item/webhook/update", `{"access_token":"%","webhook":"https://receiver.example"}`, access, unknownAccess},
		{"/item/access_token/invalidate", `{"access_token":"%"}`, access, unknownAccess},
		{"/item/remove", `{"access_token":"%"}`, access, unknownAccess},
	} {
		t.Run(test.path+" "+strings.SplitN(test.theirs, "-", 2)[0], func(t *testing.T) {
			var answers [2]string
			for i, token := range []string{test.theirs, test.unknown} {
				status, answer := foreign.post(foreign.ctx, test.path, "application/json", strings.ReplaceAll(test.body, "%", token), them)
				delete(answer, "request_id")
				text, _ := json.Marshal(answer)
				answers[i] = http.StatusText(status) + string(text)
			}
			if answers[0] != answers[1] || !strings.HasPrefix(answers[0], "Bad Request") {
				t.Errorf("with another client's: %s\nwith an unknown: %s", answers[0], answers[1])
			}
		})
	}

	// The owner finds everything as it was.
	if sessions, resp, err := c.sessions(u); len(ok(sessions, resp, err)(t)) != 2 {
		t.Errorf("the user's sessions are %s", spell(sessions))
	}
	if got := ok(c.UserGet(c.ctx).UserGetRequest(*plaid.NewUserGetRequest(upgraded.id)).Execute())(t); got.Identity.Get() != nil {
		t.Errorf("a stranger gave the user the identity %s", spell(got.Identity.Get()))
	}
	if webhook := c.item(access).Webhook.Get(); webhook != nil && *webhook != "" {
		t.Errorf("a stranger set the webhook %s", *webhook)
	}
	c.exchange(public)
}

// TestClientUserIDsApart lets two clients use the same client_user_id for different people.
func TestClientUserIDsApart(t *testing.T) {
	c := here(t)
	request := plaid.NewUserCreateRequest(t.Name())
	request.SetWithUpgradedUser(true)
	foreign := ask(t, shared, them)
	ours := ok(c.UserCreate(c.ctx).UserCreateRequest(*request).Execute())(t).UserId
	theirs := ok(foreign.UserCreate(c.ctx).UserCreateRequest(*request).Execute())(t).UserId
	if ours == theirs {
		t.Errorf("two clients share the user %s", ours)
	}
}
