package sdktest

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// user is a user of either generation, by the handle that its generation is called with.
type user struct {
	clientUserID string
	token        string // of a legacy user
	id           string // of a user of the new generation
}

// generations are the two ways in which a user can exist.
var generations = map[string]func(*caller) user{"legacy": (*caller).legacyUser, "upgraded": (*caller).upgradedUser}

// eachGeneration runs a test once for each generation of users.
func eachGeneration(t *testing.T, test func(c *caller, u user)) {
	for name, create := range generations {
		t.Run(name, func(t *testing.T) {
			c := here(t)
			test(c, create(c))
		})
	}
}

func (c *caller) legacyUser() user {
	c.t.Helper()
	u := user{clientUserID: c.t.Name() + "/legacy"}
	created := ok(c.UserCreate(c.ctx).UserCreateRequest(*plaid.NewUserCreateRequest(u.clientUserID)).Execute())(c.t)
	u.token = created.GetUserToken()
	shaped(c.t, "user_token", u.token, `user-sandbox-`+uuid)
	return u
}

func (c *caller) upgradedUser() user {
	c.t.Helper()
	u := user{clientUserID: c.t.Name() + "/upgraded"}
	request := plaid.NewUserCreateRequest(u.clientUserID)
	request.SetWithUpgradedUser(true)
	created := ok(c.UserCreate(c.ctx).UserCreateRequest(*request).Execute())(c.t)
	u.id = created.UserId
	shaped(c.t, "user_id", u.id, `usr_[0-9A-Za-z]{14}`)
	if created.HasUserToken() {
		c.t.Errorf("a user of the new generation was given the user_token %q", created.GetUserToken())
	}
	return u
}

// sessions asks for a user's sessions. The pinned client knows only user_token, so for a user_id the
// body is changed on its way.
func (c *caller) sessions(u user) ([]plaid.CreditSession, *http.Response, error) {
	answer, resp, err := c.CreditSessionsGet(u.calledBy(c.ctx)).CreditSessionsGetRequest(*plaid.NewCreditSessionsGetRequest(u.token)).Execute()
	return answer.GetSessions(), resp, err
}

func (u user) calledBy(ctx context.Context) context.Context {
	if u.id == "" {
		return ctx
	}
	return edited(ctx, func(body object) {
		delete(body, "user_token")
		body["user_id"] = u.id
	})
}

const uuid = `[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`

// The shapes of ids and times.
const (
	longID   = `[0-9A-Za-z]{37}`
	seconds  = `\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ`
	micros   = `\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z`
	nanos    = `\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z`
	requests = `[0-9A-Za-z]{15}`
)

// shaped checks the whole of a string against a pattern.
func shaped(t testing.TB, what string, got any, pattern string) {
	t.Helper()
	text, is := got.(string)
	if !is || !regexp.MustCompile(`^(?:`+pattern+`)$`).MatchString(text) {
		t.Errorf("%s is %v, want the shape %s", what, got, pattern)
	}
}

// linkResult is what POST /toile/link answers.
type linkResult struct {
	LinkSessionID string   `json:"link_session_id"`
	Status        string   `json:"status"`
	Pane          string   `json:"pane"`
	PublicTokens  []string `json:"public_tokens"`
	ItemIDs       []string `json:"item_ids"`
	ExitStatus    string   `json:"exit_status"`
	Error         *struct {
		ErrorCode string `json:"error_code"`
	} `json:"error"`
}

// link runs a link token: a person does what the script says. It must be playable.
func (c *caller) link(linkToken string, script object) linkResult {
	c.t.Helper()
	status, answer := c.tryLink(linkToken, script)
	if status != http.StatusOK {
		c.t.Fatalf("Link answered %d: %v", status, answer)
	}
	text, err := json.Marshal(answer)
	if err != nil {
		c.t.Fatal(err)
	}
	var result linkResult
	if err := json.Unmarshal(text, &result); err != nil {
		c.t.Fatal(err)
	}
	shaped(c.t, "link_session_id", result.LinkSessionID, uuid)
	return result
}

func (c *caller) tryLink(linkToken string, script object) (status int, answer object) {
	c.t.Helper()
	return c.control("/toile/link", merged(script, object{"link_token": linkToken}))
}

// linkOnce runs a link token as link does, for a server that may be gone.
func (c *caller) linkOnce(linkToken string) (result linkResult, resp *http.Response, err error) {
	resp, err = c.send(http.MethodPost, "/toile/link", `{"link_token":"`+linkToken+`"}`, &result)
	return result, resp, err
}

func (c *caller) control(path string, body object) (status int, answer object) {
	c.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.post(c.ctx, path, "application/json", string(text), keys{})
}

// advance moves the server's clock.
func (c *caller) advance(seconds int) {
	c.t.Helper()
	if status, answer := c.control("/toile/clock", object{"advance_seconds": seconds}); status != http.StatusOK {
		c.t.Fatalf("the clock answered %d: %v", status, answer)
	}
}

// now reads the server's clock.
func (c *caller) now() time.Time {
	c.t.Helper()
	_, answer := c.control("/toile/clock", object{})
	text, _ := answer["now"].(string)
	now, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		c.t.Fatal(err)
	}
	return now
}

func merged(objects ...object) object {
	all := object{}
	for _, o := range objects {
		for key, value := range o {
			all[key] = value
		}
	}
	return all
}

// exchange trades a public token for an access token.
func (c *caller) exchange(publicToken string) (accessToken, itemID string) {
	c.t.Helper()
	request := plaid.NewItemPublicTokenExchangeRequest(publicToken)
	answer := ok(c.ItemPublicTokenExchange(c.ctx).ItemPublicTokenExchangeRequest(*request).Execute())(c.t)
	shaped(c.t, "access_token", answer.AccessToken, `access-sandbox-`+uuid)
	shaped(c.t, "item_id", answer.ItemId, longID)
	return answer.AccessToken, answer.ItemId
}

// codes lists the codes of a session's errors.
func codes(s plaid.CreditSession) string {
	var all []string
	for _, e := range s.GetErrors() {
		all = append(all, e.GetErrorCode())
	}
	return strings.Join(all, " ")
}
