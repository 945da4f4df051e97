package sdktest

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/plaid/plaid-go/v43/plaid"
)

// TestHostedLink asks for a hosted session with the official client, looks at its address as a browser does, and
// collects the public token by /link/token/get, as a back end without a front end must (facts ecosystem A.4).
func TestHostedLink(t *testing.T) {
	c := here(t)
	hosted := plaid.NewLinkTokenCreateHostedLink()
	hosted.SetCompletionRedirectUri("https://example.com/done")
	hosted.SetUrlLifetimeSeconds(3600)
	request := tokenFor(user{clientUserID: "hosted"}, plaid.PRODUCTS_AUTH)
	request.SetHostedLink(*hosted)
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
	if access, _ := c.exchange(added[0].PublicToken); !strings.HasPrefix(access, "access-sandbox-") {
		t.Errorf("exchanged for %q", access)
	}
}
