package sdktest

import (
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestHostedLink asks for a hosted session with the official client, looks at its address as a browser does, and
// collects the public token by /link/token/get, and by the webhook, as a back end without a front end must
// (facts ecosystem A.4).
func TestHostedLink(t *testing.T) {
	c := here(t)
	hosted := plaid.NewLinkTokenCreateHostedLink()
	hosted.SetCompletionRedirectUri("https://example.com/done")
	hosted.SetUrlLifetimeSeconds(3600)
	request := tokenFor(user{clientUserID: "hosted"}, plaid.PRODUCTS_AUTH)
	request.SetHostedLink(*hosted)
	request.SetWebhook(c.hook())
	created := ok(c.LinkTokenCreate(c.ctx).LinkTokenCreateRequest(*request).Execute())(t)
	if address := created.GetHostedLinkUrl(); !regexp.MustCompile(`^` + regexp.QuoteMeta(c.url) + `/hl/[0-9a-z]{34}$`).MatchString(address) {
		t.Fatalf("hosted_link_url is %q", address)
	}
	r, err := http.NewRequestWithContext(c.ctx, http.MethodGet, created.GetHostedLinkUrl(), nil)
	if err != nil {
		t.Fatal(err)
	}
	page, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	text, err := io.ReadAll(page.Body)
	if err != nil || page.StatusCode != http.StatusOK || !strings.Contains(string(text), `action="/link/open"`) {
		t.Fatalf("its page answers %s %v %s", page.Status, err, text)
	}
	result := c.link(created.LinkToken, nil)
	got := ok(c.LinkTokenGet(c.ctx).LinkTokenGetRequest(*plaid.NewLinkTokenGetRequest(created.LinkToken)).Execute())(t)
	added := got.GetLinkSessions()[0].Results.Get().ItemAddResults
	if len(added) != 1 || added[0].PublicToken != result.PublicTokens[0] {
		t.Fatalf("item_add_results is %s", spell(added))
	}
	var item plaid.ItemAddResultWebhook
	var end plaid.LinkSessionFinishedWebhook
	var events plaid.LinkEventsWebhook
	came := c.ear.check(c)
	for webhook, into := range map[string]any{"LINK ITEM_ADD_RESULT": &item, "LINK SESSION_FINISHED": &end, "LINK EVENTS": &events} {
		for body := range came[webhook] {
			if err := json.Unmarshal([]byte(body), into); err != nil || len(came[webhook]) > 1 {
				t.Fatalf("%s came as %d webhooks, %v\n%s", webhook, len(came[webhook]), err, body)
			}
		}
	}
	if end.Status != "SUCCESS" || end.LinkToken != created.LinkToken || end.LinkSessionId != result.LinkSessionID || len(end.GetPublicTokens()) != 1 {
		t.Fatalf("SESSION_FINISHED says %s", spell(end))
	}
	if item.PublicToken != added[0].PublicToken || item.LinkToken != created.LinkToken || item.Environment != plaid.WEBHOOKENVIRONMENTVALUES_SANDBOX {
		t.Errorf("ITEM_ADD_RESULT says %s", spell(item))
	}
	shown := got.GetLinkSessions()[0].GetEvents()
	slices.Reverse(shown)
	if events.LinkToken != created.LinkToken || string(spell(events.Events)) != string(spell(shown)) {
		t.Errorf("EVENTS says %s, /link/token/get %s", spell(events.Events), spell(shown))
	}
	if access, _ := c.exchange(end.GetPublicTokens()[0]); !strings.HasPrefix(access, "access-sandbox-") {
		t.Errorf("exchanged for %q", access)
	}
}
