package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"toile/toiletest"
)

// tiles gives the institutions on the page of Embedded Link's tiles.
func tiles(t *testing.T, server *toiletest.Server, token string) (list []string) {
	t.Helper()
	w := newWalker(t, server)
	w.get("/link/v2/stable/embedded.html?origin=https://shop.example&token=" + token)
	w.answers(http.StatusOK)
	w.on("embedded")
	if first(w.page, func(n *html.Node) bool { return hasAttr(n, "data-more") }) == nil {
		t.Errorf("nothing leads to all institutions: %s", w.words())
	}
	for n := range w.page.Descendants() {
		if id := attr(n, "data-institution"); id != "" {
			list = append(list, id)
		}
	}
	return list
}

// TestTiles offers only tiles that open Link: a token that cannot be opened with an institution has none.
func TestTiles(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	token := linkToken(t, server, nil)
	list := tiles(t, server, token)
	if !slices.Contains(list, "ins_109508") {
		t.Errorf("the tiles are %q", list)
	}
	for _, id := range list {
		w := newWalker(t, server)
		w.get("/link/v2/stable/link.html?origin=https://shop.example&token=" + token + "&institution=" + id)
		w.press("#aut-button")
		w.on("consent")
	}
	public := ask[map[string]string](t, server, "/sandbox/public_token/create", map[string]any{"institution_id": "ins_109508", "initial_products": []string{"auth"}})["public_token"]
	access := ask[map[string]string](t, server, "/item/public_token/exchange", map[string]any{"public_token": public})["access_token"]
	user := ask[struct {
		UserID string `json:"user_id"`
	}](t, server, "/user/create", map[string]any{"client_user_id": "person", "with_upgraded_user": true}).UserID
	for name, asked := range map[string]map[string]any{
		"an update":     {"products": nil, "access_token": access},
		"several Items": {"user": nil, "user_id": user, "enable_multi_item_link": true},
		"documents": {
			"user": nil, "user_id": user, "products": []string{"income_verification"},
			"income_verification": map[string]any{"income_source_types": []string{"payroll"}, "payroll_income": map[string]any{"flow_types": []string{"payroll_document_income"}}},
		},
	} {
		if list := tiles(t, server, linkToken(t, server, asked)); len(list) > 0 {
			t.Errorf("%s: %d tiles, none of which opens Link", name, len(list))
		}
	}
}

// TestFramedErrors lets the page that embeds Link show what went wrong, and nobody else.
func TestFramedErrors(t *testing.T) {
	t.Parallel()
	w := opened(t, toiletest.New(t), nil)
	page, key := w.at, w.data("key")
	ancestors := func(want string) {
		t.Helper()
		if policy := w.header.Get("Content-Security-Policy"); !strings.HasSuffix(policy, "; frame-ancestors "+want) {
			t.Errorf("%s (%d) says %s", w.at, w.status, policy)
		}
	}
	for _, path := range []string{page, "/link/item/create?session=" + key, "/link/item/mfa?session=" + key} {
		w.send(http.MethodPost, path, "text/plain", nil)
		w.answers(http.StatusUnsupportedMediaType)
		ancestors("https://shop.example")
		w.post(path, url.Values{"query": {strings.Repeat("x", 1<<20)}})
		w.answers(http.StatusRequestEntityTooLarge)
		ancestors("https://shop.example")
		w.post(path, url.Values{"query": {"\xff"}})
		w.answers(http.StatusBadRequest)
		ancestors("https://shop.example")
	}
	w.post("/link/open", url.Values{"door": {"cellar"}, "origin": {"https://shop.example"}})
	w.answers(http.StatusBadRequest)
	ancestors("'none'")
	w.send(http.MethodPost, "/link/bank/"+key, "text/plain", nil)
	ancestors("'none'")
	w.get("/link/s/" + key + "A")
	w.answers(http.StatusNotFound)
	ancestors("'none'")
}
