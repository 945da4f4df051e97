package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"toile/toiletest"
)

// atOAuth gives a person on the pane that sends them to a bank's site.
func atOAuth(t *testing.T, server *toiletest.Server, asked map[string]any) *walker {
	t.Helper()
	w := opened(t, server, asked)
	w.press("#aut-button")
	w.press("#aut-ins_127287")
	w.on("oauth")
	w.says("Platypus OAuth Bank")
	return w
}

// TestBankSite goes to a bank's site in place of Link, as a browser without scripts does, and comes back.
func TestBankSite(t *testing.T) {
	t.Parallel()
	w := atOAuth(t, toiletest.New(t), nil)
	page := w.at
	w.press("#aut-button")
	w.says("Log in to Platypus OAuth Bank")
	if policy := w.header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors 'none'") {
		t.Errorf("the bank's site may be framed: %s", policy)
	}
	bank := w.at
	w.get(page)
	w.on("bank_login")
	w.says("Waiting for Platypus OAuth Bank")
	w.get(bank)
	w.press("#aut-button")
	w.says("Share your accounts")
	w.press("Allow", fields{"account": nil})
	w.answers(http.StatusUnprocessableEntity)
	w.press("Allow")
	w.on("done")
}

// TestBankSiteDeclined comes back with an error, and may go there again.
func TestBankSiteDeclined(t *testing.T) {
	t.Parallel()
	w := atOAuth(t, toiletest.New(t), nil)
	w.press("#aut-button")
	w.press("#aut-secondary-button")
	w.on("oauth")
	w.says("You did not allow Platypus OAuth Bank")
	w.press("Try again")
	w.press("#aut-button")
	w.press("Allow")
	w.on("done")
}

// TestBankWindow goes to a bank's site in a window of its own, which the script opens.
func TestBankWindow(t *testing.T) {
	t.Parallel()
	w := atOAuth(t, toiletest.New(t), nil)
	page, key := w.at, w.data("key")
	w.post(page, url.Values{"action": {"open_oauth"}, "turn": {w.data("turn")}})
	w.on("bank_login")
	w.press("#aut-secondary-button")
	w.on("oauth") // the window was closed
	w.post(page, url.Values{"action": {"open_oauth"}, "turn": {w.data("turn")}})
	window := newWalker(t, w.server)
	window.get("/link/bank/" + key)
	turn := window.values("turn")[0]
	window.press("#aut-button")
	window.press("Allow")
	window.says("You can close this window")
	window.post("/link/bank/"+key, url.Values{"action": {"bank_login"}, "turn": {turn}})
	window.answers(http.StatusConflict)
	w.get(page)
	w.on("done")
}

// TestBankRedirect leads back to the page that embeds Link, which opens it again (facts link 1.7).
func TestBankRedirect(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := atOAuth(t, server, map[string]any{"redirect_uri": "https://shop.example/return"})
	w.client.CheckRedirect = func(req *http.Request, _ []*http.Request) error {
		if req.URL.Host == "shop.example" {
			return http.ErrUseLastResponse
		}
		return nil
	}
	w.press("#aut-button")
	if policy := w.header.Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self' https://shop.example") {
		t.Errorf("the form may not lead back: %s", policy)
	}
	w.press("#aut-button")
	w.press("Allow")
	back := w.header.Get("Location")
	if !strings.HasPrefix(back, "https://shop.example/return?oauth_state_id=") {
		t.Fatalf("the bank leads to %q", back)
	}
	w.get("/link/v2/stable/link.html?origin=https://shop.example&token=" + linkToken(t, server, nil) + "&receivedRedirectUri=" + url.QueryEscape(back))
	if got := w.values("oauth_state_id"); len(got) != 1 || !strings.HasSuffix(back, got[0]) {
		t.Errorf("the start page takes %q up as %q", back, got)
	}
}

// TestBankFromHostedLink comes back to the page that it left, whatever address the link token has for pages that embed
// Link: nobody else would open this session again.
func TestBankFromHostedLink(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	created := ask[map[string]any](t, server, "/link/token/create", map[string]any{
		"client_name": "Shop", "language": "en", "country_codes": []string{"US"}, "products": []string{"transactions"},
		"user": map[string]any{"client_user_id": "person"}, "redirect_uri": "https://shop.example/return", "hosted_link": map[string]any{},
	})
	for _, decline := range []bool{false, true} {
		p := invited(t, server, created["hosted_link_url"].(string))
		p.press("#aut-button")
		page := p.at
		p.press("#aut-button")
		p.press("#aut-ins_127287")
		p.on("oauth")
		p.press("#aut-button")
		p.says("Log in to Platypus OAuth Bank")
		if strings.Contains(p.header.Get("Content-Security-Policy"), "shop.example") {
			t.Error("the bank's site may lead to the page that embeds Link")
		}
		want := "done"
		if decline {
			want = "oauth"
			p.press("#aut-secondary-button")
		} else {
			p.press("#aut-button")
			p.press("Allow")
		}
		if p.on(want); p.left != "" || p.at != page {
			t.Errorf("the bank leads to %q, %q; want %q", p.left, p.at, page)
		}
	}
}

// TestBack goes back to choose another institution, and to choose another way.
func TestBack(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := opened(t, server, nil)
	w.press("#aut-button")
	w.press("#aut-ins_109508")
	w.on("credentials")
	w.press("#aut-back")
	w.on("institution")
	w = documents(t, server)
	w.press("#aut-back")
	w.on("choose_flow")
	w.press("#aut-button")
	w.on("institution")
	w.says("Select your payroll provider")
}

// TestUnsupported says why an institution cannot be linked.
func TestUnsupported(t *testing.T) {
	t.Parallel()
	w := opened(t, toiletest.New(t), nil)
	w.press("#aut-button")
	w.press("#search-input-input-form", fields{"query": {"unhealthy"}})
	w.says("Logging in may fail")
	w.press("#aut-ins_132361")
	w.on("institution")
	w.says("Unhealthy Platypus Bank - Down does not answer")
	w.press("#aut-button")
	w.press("#aut-ins_132363")
	w.on("credentials")
	w.says("Logging in may fail")
	w.press("#aut-back")
	w.press("#search-input-input-form", fields{"query": {"unsupported"}})
	w.says("Cannot be used here")
	w.press("#aut-" + w.values("institution_id")[0])
	w.on("institution")
	w.says("Connectivity not supported")
}

// TestUpdate repairs an Item.
func TestUpdate(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	public := ask[map[string]string](t, server, "/sandbox/public_token/create", map[string]any{"institution_id": "ins_109508", "initial_products": []string{"auth"}})["public_token"]
	access := ask[map[string]string](t, server, "/item/public_token/exchange", map[string]any{"public_token": public})["access_token"]
	w := opened(t, server, map[string]any{"products": nil, "access_token": access})
	w.on("credentials")
	w.says("once more")
	w.press("#aut-button", login("somebody_else", "pass_good"))
	w.on("credentials")
	w.says("another login")
	w.press("#aut-button", login("user_good", "pass_good"))
	w.on("done")
	w.says("repaired")
}

// TestExpired says that a session ran out, at the next action.
func TestExpired(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := opened(t, server, nil)
	server.Advance(31 * 60 * 1e9)
	w.get(w.at)
	w.on("consent")
	w.press("#aut-button")
	w.on("done")
	w.says("This session has expired")
}
