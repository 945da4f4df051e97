package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"toile/internal/server"
	"toile/toiletest"
)

// seeded gives a server whose ids are the same for everybody who names the seed.
func seeded(t *testing.T, seed string) *toiletest.Server {
	t.Helper()
	return serving(t, server.Config{Seed: seed})
}

// TestLooksMoveNoIDs has two people do the same at two servers of one seed, of whom one looks at everything again and
// again. The API's request ids do not tell which.
func TestLooksMoveNoIDs(t *testing.T) {
	t.Parallel()
	ids := func(look bool) (list []string) {
		srv := seeded(t, t.Name())
		looks := func(w *walker) {
			if !look {
				return
			}
			at := w.at
			for _, path := range []string{at, at + "?leave=1", "/link/v2/assets/link.css", "/link/v2/assets/none", loaderPath, "/link/v2/stable/embedded.html", "/hl/none", "/link/s/none"} {
				w.get(path)
			}
			w.post("/link/heartbeat", nil)
			w.post(at, url.Values{"action": {"none"}})
			w.post(at, nil, "Origin", "https://evil.example")
			w.get(at)
		}
		next := func(w *walker) {
			list = append(list, w.header.Get("Plaid-Request-Id"))
			list = append(list, ask[struct {
				ID string `json:"request_id"`
			}](t, srv, "/categories/get", map[string]any{}).ID)
		}
		w := opened(t, srv, nil)
		list = append(list, w.data("key"))
		looks(w)
		w.press("#aut-button")
		looks(w)
		w.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		w.press("#aut-ins_109508") // whose own id stands in the answer that leads to the page
		next(w)
		return list
	}
	still, looking := ids(false), ids(true)
	if strings.Join(still, " ") != strings.Join(looking, " ") {
		t.Errorf("who looks gets the ids %q, who does not %q", looking, still)
	}
	seen := map[string]bool{}
	w := newWalker(t, seeded(t, "looks"))
	for range 100 {
		w.get(loaderPath)
		seen[w.header.Get("Plaid-Request-Id")] = true
	}
	if len(seen) != 100 {
		t.Errorf("100 looks have %d ids", len(seen))
	}
}

// TestGone answers the key of a session that the database does not have, as one that was set back.
func TestGone(t *testing.T) {
	t.Parallel()
	w := opened(t, seeded(t, "gone"), nil)
	at, page := w.data("key"), "/link/s/"
	back := newWalker(t, seeded(t, "gone"))
	for _, path := range []string{page + at, "/link/bank/" + at} {
		back.get(path)
		back.answers(http.StatusNotFound)
		back.on("error")
		back.post(path, url.Values{"action": {"consent"}, "turn": {"1"}})
		back.answers(http.StatusNotFound)
		back.on("error")
	}
	back.get(page + at)
	if policy := back.header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-ancestors https://shop.example") {
		t.Errorf("the page that embeds Link cannot show it: %s", policy)
	}
}

// TestServes leaves to the API what is no address of a page.
func TestServes(t *testing.T) {
	t.Parallel()
	w := newWalker(t, toiletest.New(t))
	for path, page := range map[string]bool{
		"/link/token/create": false, "/link/": false, "/link/openly": false, "/link/item/created": false, "/link/v2/": false, "/hl": false,
		"/link/open": true, "/link/item/create": true, "/link/item/mfa": true, "/link/heartbeat": true, "/link/s/": true, "/link/s/a/b": true, "/link/bank/x": true,
		"/link/v2/stable/link.html": true, "/link/v2/stable/embedded.html": true, "/link/v2/assets/none": true, "/link/v2/home/ins_0": true, "/hl/x": true,
	} {
		w.get(path)
		if got := strings.HasPrefix(w.header.Get("Content-Type"), "text/html"); got != page {
			t.Errorf("%s is a page's: %t, want %t", path, got, page)
		}
	}
}
