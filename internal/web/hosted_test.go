package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/id"
	"toile/toiletest"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// host makes a link token for Hosted Link.
func host(t *testing.T, srv *toiletest.Server, hosted toile.LinkTokenCreateHostedLink) *toile.LinkTokenCreateResponse {
	t.Helper()
	created, err := srv.Client.LinkTokenCreate(t.Context(), toile.LinkTokenCreateRequest{
		ClientName: "Shop & Co", Language: "en", CountryCodes: []toile.CountryCode{toile.CountryCodeUS},
		Products: toile.Some([]toile.Products{toile.ProductsAuth}), User: &toile.LinkTokenCreateRequestUser{ClientUserID: "ann"}, HostedLink: &hosted,
	})
	if err != nil {
		t.Fatal(err)
	}
	return created
}

// hostedPerson is a person at a server whose browser tells of the address, away from the server, to which it is led.
type hostedPerson struct {
	*walker
	left string
}

// mostRedirects bounds how often the server may send a person on.
const mostRedirects = 5

// invited gives a person who has opened the address of a hosted session, or one below the server's.
func invited(t *testing.T, srv *toiletest.Server, address string) *hostedPerson {
	t.Helper()
	p := &hostedPerson{walker: newWalker(t, srv)}
	p.client.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		if to := r.URL.String(); !strings.HasPrefix(to, srv.URL) {
			p.left = to
			if sources := p.sources("form-action"); p.page != nil && !within(to, sources) {
				t.Errorf("a browser lets no form lead to %s: the page allows %q", to, sources)
			}
			return http.ErrUseLastResponse
		}
		if len(via) > mostRedirects {
			return fmt.Errorf("sent on without end, at last to %s", r.URL)
		}
		return nil
	}
	p.get(address)
	return p
}

// sources gives what the page's policy allows for a directive.
func (p *hostedPerson) sources(directive string) []string {
	for part := range strings.SplitSeq(p.header.Get("Content-Security-Policy"), ";") {
		if words := strings.Fields(part); len(words) > 0 && words[0] == directive {
			return words[1:]
		}
	}
	return nil
}

// within reports whether an address has one of the origins or schemes of a policy.
func within(address string, sources []string) bool {
	for _, source := range sources {
		if rest, ok := strings.CutPrefix(address, source); ok && (strings.HasSuffix(source, ":") || rest == "" || strings.ContainsAny(rest[:1], "/?#")) {
			return true
		}
	}
	return false
}

// leave leaves from where the person is.
func (p *hostedPerson) leave() {
	p.t.Helper()
	p.press("#aut-close")
	p.press("#aut-button")
}

// linkBank walks from the start page to the page that says that it is done.
func (p *hostedPerson) linkBank() {
	p.t.Helper()
	p.press("#aut-button")
	p.press("#aut-button")
	p.press("#aut-ins_109508")
	p.press("#aut-button", fields{"username": {"user_good"}, "password": {"pass_good"}})
	p.press("#submit-accounts", fields{"account": p.values("account")[:1]})
	p.on("done")
}

// TestHostedLink walks a hosted session from its address to the completion redirect, and reads with
// /link/token/get what came of it (facts ecosystem A.4, tiny-quickstart).
func TestHostedLink(t *testing.T) {
	t.Parallel()
	for _, redirect := range []string{"https://shop.example/done?order=1&x=%22", "http://localhost:3000", "myapp://linked"} {
		srv := toiletest.New(t)
		created := host(t, srv, toile.LinkTokenCreateHostedLink{CompletionRedirectURI: &redirect})
		p := invited(t, srv, *created.HostedLinkURL)
		if p.on("start"); p.data("door") != "hosted" {
			t.Errorf("the person came by %q", p.data("door"))
		}
		if got := p.sources("frame-ancestors"); len(got) != 1 || got[0] != "'none'" {
			t.Errorf("the start page may be framed by %q", got)
		}
		if got := sessionsOf(t, srv, created.LinkToken); len(got) != 0 {
			t.Errorf("looking at the address has opened %d sessions", len(got))
		}
		p.linkBank()
		if p.data("redirect") != redirect || attr(p.find("#aut-button"), "href") != redirect {
			t.Errorf("the last page leads to %q, want %q", p.data("redirect"), redirect)
		}
		sessions := sessionsOf(t, srv, created.LinkToken)
		if len(sessions) != 1 || sessions[0].Results.Value == nil {
			t.Fatalf("sessions: %+v", sessions)
		}
		public := sessions[0].Results.Value.ItemAddResults[0].PublicToken
		if _, err := srv.Client.ItemPublicTokenExchange(t.Context(), toile.ItemPublicTokenExchangeRequest{PublicToken: public}); err != nil {
			t.Error(err)
		}
	}
}

func sessionsOf(t *testing.T, srv *toiletest.Server, linkToken string) []toile.LinkTokenGetSessionsResponse {
	t.Helper()
	got, err := srv.Client.LinkTokenGet(t.Context(), toile.LinkTokenGetRequest{LinkToken: linkToken})
	if err != nil {
		t.Fatal(err)
	}
	return got.LinkSessions
}

// TestHostedLinkLeft leads away who leaves, too, and whoever comes back to the page of the session.
func TestHostedLinkLeft(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	const redirect = "myapp://left"
	created := host(t, srv, toile.LinkTokenCreateHostedLink{CompletionRedirectURI: new(redirect)})
	p := invited(t, srv, *created.HostedLinkURL)
	p.press("#aut-button")
	p.on("consent")
	session := p.at
	if p.leave(); p.left != redirect {
		t.Fatalf("led to %q", p.left)
	}
	again := invited(t, srv, session)
	if again.left != redirect {
		t.Errorf("the page of the session leads to %q: %d %s", again.left, again.status, again.text)
	}
	// A script that fetched the page could not follow to another origin: it is told where to go.
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, session, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("a script gets %s %s", resp.Status, resp.Header.Get("Location"))
	}
	if got := sessionsOf(t, srv, created.LinkToken); len(got) != 1 || got[0].Exit.Value == nil {
		t.Errorf("sessions: %+v", got)
	}
}

// TestHostedLinkWithoutRedirect tells the person to go back to where they came from.
func TestHostedLinkWithoutRedirect(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	created := host(t, srv, toile.LinkTokenCreateHostedLink{})
	p := invited(t, srv, *created.HostedLinkURL)
	p.linkBank()
	p.says("return to Shop & Co")
	if p = invited(t, srv, *created.HostedLinkURL); p.data("redirect") != "" {
		t.Errorf("the page leads to %q", p.data("redirect"))
	}
	p.press("#aut-button")
	p.leave()
	p.on("done")
	p.says("Return to Shop & Co")
	if p.left != "" {
		t.Errorf("led to %q", p.left)
	}
}

// TestHostedLinkRefused shows pages that say so to whoever has a key that is none, one of a link token that is no
// hosted one, or one that has run out.
func TestHostedLinkRefused(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.At(noon))
	created := host(t, srv, toile.LinkTokenCreateHostedLink{URLLifetimeSeconds: new(60)})
	key := (*created.HostedLinkURL)[len(srv.URL+"/hl/"):]
	framed, err := srv.Client.LinkTokenCreate(t.Context(), toile.LinkTokenCreateRequest{
		ClientName: "c", Language: "en", CountryCodes: []toile.CountryCode{toile.CountryCodeUS},
		Products: toile.Some([]toile.Products{toile.ProductsAuth}), User: &toile.LinkTokenCreateRequestUser{ClientUserID: "ann"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]string{
		"too short": key[1:], "too long": key + "0", "another digit": key[:33] + string(rune('a'+(key[33]+1)%26)), "no key": strings.Repeat("0", 34),
		"upper case": strings.ToUpper(key), "the link token": created.LinkToken, "a link token's that is not hosted": id.Hosted(framed.LinkToken),
		"a link token's that never was": id.Hosted("link-sandbox-00000000-0000-4000-8000-000000000000"), "markup": "%3Cscript%3E",
	} {
		p := invited(t, srv, "/hl/"+key)
		if p.answers(http.StatusNotFound); p.pane() != "error" {
			t.Errorf("%s: %s", name, p.words())
		}
		p.post("/link/open", url.Values{"hosted": {key}, "door": {"hosted"}, "token": {created.LinkToken}})
		if p.status != http.StatusNotFound {
			t.Errorf("%s: opening answers %d", name, p.status)
		}
	}
	waiting := invited(t, srv, *created.HostedLinkURL)
	srv.Advance(61 * time.Second)
	late := invited(t, srv, *created.HostedLinkURL)
	waiting.press("#aut-button")
	for _, p := range []*hostedPerson{late, waiting} {
		p.answers(http.StatusBadRequest)
		p.on("refused")
	}
	if got := sessionsOf(t, srv, created.LinkToken); len(got) != 0 {
		t.Errorf("sessions: %+v", got)
	}
}
