package sdktest

import (
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestCredentials calls with keys in headers, in the body, in both and in neither.
func TestCredentials(t *testing.T) {
	t.Parallel()
	good, stranger := us, keys{strings.Repeat("f", 24), strings.Repeat("0", 30)}
	const ok, missing, invalid, field = "", "MISSING_FIELDS", "INVALID_API_KEYS", "INVALID_FIELD"
	for _, test := range []struct {
		name         string
		header, body keys
		code         string
		message      string
	}{
		{"in headers", good, keys{}, ok, ""},
		{"in the body", keys{}, good, ok, ""},
		{"of another client in headers", them, keys{}, ok, ""},
		{"right in the body, wrong in headers", stranger, good, ok, ""},
		{"wrong in the body, right in headers", good, stranger, invalid, "invalid client_id or secret provided"},
		{"unknown", stranger, keys{}, invalid, "invalid client_id or secret provided"},
		{"secret of another client", keys{us.clientID, them.secret}, keys{}, invalid, "invalid client_id or secret provided"},
		{"half and half", keys{clientID: us.clientID}, keys{secret: us.secret}, ok, ""},
		{"none", keys{}, keys{}, missing, "the following required fields are missing: client_id, secret"},
		{"no secret", keys{clientID: us.clientID}, keys{}, missing, "the following required fields are missing: secret"},
		{"no client_id", keys{}, keys{secret: us.secret}, missing, "the following required fields are missing: client_id"},
		{"short client_id", keys{"64f1a0c3b5d2e7f8a9b0c1d", us.secret}, keys{}, field, "client_id must be a properly formatted, non-empty string"},
		{"quoted secret", keys{us.clientID, `"` + us.secret + `"`}, keys{}, field, "secret must be a properly formatted, non-empty string"},
		{"empty in the body", keys{}, keys{" ", " "}, field, "client_id must be a properly formatted, non-empty string"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := withHeaders(t, test.header)
			request := plaid.NewUserGetRequest(unknownUserID)
			if test.body.clientID != "" {
				request.SetClientId(test.body.clientID)
			}
			if test.body.secret != "" {
				request.SetSecret(test.body.secret)
			}
			kind, code := "INVALID_REQUEST", test.code
			switch code {
			case ok: // let in, and told that there is no such user
				kind, code = "USER_ERROR", "USER_NOT_FOUND"
			case invalid:
				kind = "INVALID_INPUT"
			}
			e := refused(c.UserGet(c.ctx).UserGetRequest(*request).Execute())(t, 400, kind, code)
			if test.message != "" && e.ErrorMessage != test.message {
				t.Errorf("the message is %q, want %q", e.ErrorMessage, test.message)
			}
		})
	}
}

// withHeaders makes a caller that sends those of its keys that are not empty.
func withHeaders(t *testing.T, k keys) *caller {
	c := here(t)
	configuration := plaid.NewConfiguration()
	configuration.UseEnvironment(plaid.Environment(c.url))
	configuration.HTTPClient = c.http
	if k.clientID != "" {
		configuration.AddDefaultHeader("PLAID-CLIENT-ID", k.clientID)
	}
	if k.secret != "" {
		configuration.AddDefaultHeader("PLAID-SECRET", k.secret)
	}
	c.PlaidApiService = plaid.NewAPIClient(configuration).PlaidApi
	return c
}

// TestErrorBody has the seven members of a real error and none else.
func TestErrorBody(t *testing.T) {
	c := here(t)
	_, resp, err := c.ItemGet(c.ctx).ItemGetRequest(*plaid.NewItemGetRequest(unknownAccess)).Execute()
	refused(plaid.ItemGetResponse{}, resp, err)(t, 400, "INVALID_INPUT", "INVALID_ACCESS_TOKEN")
	raw := tree(t, bodyOf(t, resp)).(object)
	shaped(t, "request_id", raw["request_id"], requests)
	shaped(t, "documentation_url", raw["documentation_url"], `https?://\S+`)
	delete(raw, "request_id")
	delete(raw, "documentation_url")
	same(t, "the error", raw, object{
		"error_type": "INVALID_INPUT", "error_code": "INVALID_ACCESS_TOKEN", "error_message": "could not find matching access token",
		"display_message": nil, "suggested_action": nil,
	})
	if got := resp.Header.Get("Plaid-Version"); got != "2020-09-14" {
		t.Errorf("Plaid-Version is %q", got)
	}
}
