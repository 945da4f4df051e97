package web_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"toile/toiletest"
)

// TestForged sends what no page sends. It is refused with a page that says so, and nothing happens.
func TestForged(t *testing.T) {
	t.Parallel()
	w := opened(t, toiletest.New(t), nil)
	w.press("#aut-button")
	w.on("institution")
	page, turn := w.at, w.data("turn")
	form := func(action string, more ...string) url.Values {
		values := url.Values{"action": {action}, "turn": {turn}}
		for i := 0; i < len(more); i += 2 {
			values.Add(more[i], more[i+1])
		}
		return values
	}
	for _, test := range []struct {
		values url.Values
		status int
		says   string
	}{
		{form("consent"), 422, "not possible on the pane"},
		{form("finish"), 422, "not possible on the pane"},
		{form("submit_credentials", "username", "user_good", "password", "pass_good"), 422, "not possible on the pane"},
		{form("no_such_action"), 422, "Link's pages do not have"},
		{form(""), 422, "Link's pages do not have"},
		{url.Values{}, 422, "Link's pages do not have"},
		{form("select_institution"), 422, ""},
		{form("select_institution", "institution_id", "ins_<b>"), 422, ""},
		{form("search", "query", strings.Repeat("x", 257)), 422, "at most 256 bytes"},
		{form("search", "query", strings.Repeat("x", 1<<20)), 413, "too large"},
		{form("search", "query", "\xff\xfe"), 400, "cannot be read"},
		{form("search", "query", "a\x00b"), 400, "cannot be read"},
		{url.Values{"action": {"search"}, "turn": {"1"}}, 409, "Nothing was changed"},
		{url.Values{"action": {"search"}, "turn": {"-1"}}, 409, "Nothing was changed"},
		{url.Values{"action": {"search"}, "turn": {"2147483648"}}, 409, "Nothing was changed"},
		{url.Values{"action": {"search"}, "turn": {"99999999999999999999999999"}}, 422, "turn"},
		{url.Values{"action": {"search"}, "turn": {"one"}}, 422, "turn"},
		{url.Values{"action": {"search"}}, 422, "turn"},
		{url.Values{"account": make([]string, 1000)}, 400, "cannot be read"},
	} {
		w.post(page, test.values)
		w.answers(test.status)
		w.says(test.says)
		if w.status != http.StatusConflict {
			w.says("Request ID: ")
		}
	}
	if w.get(page); w.data("turn") != turn {
		t.Errorf("forged forms led from turn %s to %s", turn, w.data("turn"))
	}
}

// TestForeign refuses forms of foreign pages and lets those of its own pass, however a browser says it.
func TestForeign(t *testing.T) {
	t.Parallel()
	w := opened(t, toiletest.New(t), nil)
	page, own := w.at, w.server.URL
	values := url.Values{"action": {"consent"}, "turn": {w.data("turn")}}
	for _, header := range [][]string{
		{"Origin", "https://evil.example"}, {"Origin", own + ".evil.example"}, {"Origin", "nonsense"}, {"Origin", "file://"},
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", "cross-site", "Origin", own},
		{"Sec-Fetch-Site", "same-origin", "Origin", "https://evil.example"},
	} {
		for _, path := range []string{page, "/link/open", "/link/heartbeat"} {
			w.post(path, values, header...)
			w.answers(http.StatusForbidden)
			w.says("another site")
		}
	}
	w.post(page, values, "Sec-Fetch-Site", "same-origin", "Origin", "null")
	w.on("institution")
	values = url.Values{"action": {"search"}, "turn": {w.data("turn")}}
	w.post(page, values, "Origin", own)
	w.answers(http.StatusOK)
	values.Set("turn", w.data("turn"))
	w.post(page, values, "Sec-Fetch-Site", "none")
	w.answers(http.StatusOK)
}

// TestKeys takes the key of a session for that session and nothing else for a key.
func TestKeys(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	w := opened(t, server, nil)
	page := w.at
	key := w.data("key")
	other := opened(t, server, nil).data("key")
	const code = len("visit-sandbox-")
	wrong := []string{"", "x", strings.Repeat("k", 4000), key + "A", key[:len(key)-1], key[:code+22] + other[code+22:], "visit-sandbox-", "../consent", "%00", "%ff"}
	for i := range 8 { // one bit changed, in several places
		changed := []byte(key)
		at := code + i*(len(key)-code)/8
		if changed[at] ^= 1; !strings.ContainsRune("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", rune(changed[at])) {
			changed[at] ^= 1 ^ 'a' ^ 'b' ^ 2
		}
		wrong = append(wrong, string(changed))
	}
	for _, key := range wrong {
		for _, path := range []string{"/link/s/" + key, "/link/item/create?session=" + key, "/link/item/mfa?session=" + key} {
			w.get(path)
			w.answers(http.StatusNotFound)
			w.post(path, url.Values{"action": {"consent"}, "turn": {"1"}})
			w.answers(http.StatusNotFound)
		}
	}
	if w.get(page); w.data("turn") != "1" {
		t.Error("a wrong key led on")
	}
}

// TestReplay does once what a form asks, however often and at the same time it is sent.
func TestReplay(t *testing.T) {
	t.Parallel()
	w := opened(t, toiletest.New(t), nil)
	values := url.Values{"action": {"consent"}, "turn": {w.data("turn")}}
	const times = 1000
	statuses := make(chan int, times)
	var all sync.WaitGroup
	slots := make(chan struct{}, 50)
	client := &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport:     &http.Transport{MaxConnsPerHost: 50, MaxIdleConnsPerHost: 50},
	}
	defer client.CloseIdleConnections()
	for range times {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			resp, err := client.PostForm(w.at, values)
			if err != nil {
				t.Error(err)
				return
			}
			resp.Body.Close()
			statuses <- resp.StatusCode
		})
	}
	all.Wait()
	close(statuses)
	count := map[int]int{}
	for status := range statuses {
		count[status]++
	}
	if count[http.StatusSeeOther] != 1 || count[http.StatusConflict] != times-1 {
		t.Errorf("one form sent %d times was answered %v", times, count)
	}
}

// TestMarkup shows names as text, whatever they look like.
func TestMarkup(t *testing.T) {
	t.Parallel()
	const nasty = `<img src=x onerror=alert(1)>`
	server := toiletest.New(t)
	w := opened(t, server, map[string]any{"client_name": nasty})
	clean := func() {
		t.Helper()
		if strings.Contains(w.text, "<img") || w.find("[onerror=alert(1)]") != nil {
			t.Errorf("%s holds markup of a stranger", w.at)
		}
	}
	clean()
	w.says(nasty)
	w.press("#aut-button")
	w.press("#search-input-input-form", fields{"query": {`"><img src=x onerror=alert(1)>`}})
	clean()
	w.says("Nothing was found for “\"><img")
	w.press("#search-input-input-form", fields{"query": {""}})
	w.press("#aut-ins_109508")
	w.press("#aut-button", login("user_custom", `{"override_accounts":[{"type":"depository","subtype":"checking","meta":{"name":"<img src=x onerror=alert(1)>"}}]}`))
	w.on("accounts")
	clean()
	w.says(nasty)
	w.press("#aut-button")
	w.answers(http.StatusUnprocessableEntity)
	clean()
	w.get("/link/v2/stable/link.html?token=" + url.QueryEscape(`"><img src=x onerror=alert(1)>`) + "&institution=" + url.QueryEscape(nasty))
	clean()
	w.press("#aut-button")
	clean()
	w.get("/link/v2/stable/link.html?origin=" + url.QueryEscape("https://shop.example; script-src *"))
	w.answers(http.StatusUnprocessableEntity)
}

// TestBodies refuses bodies of wrong kinds and sizes.
func TestBodies(t *testing.T) {
	t.Parallel()
	w := documents(t, toiletest.New(t))
	page, turn := w.at, w.data("turn")
	send := func(media, body string, status int) {
		t.Helper()
		w.send(http.MethodPost, page, media, strings.NewReader(body))
		w.answers(status)
	}
	send("application/json", `{"action":"consent"}`, http.StatusUnsupportedMediaType)
	send("text/plain", "action=consent", http.StatusUnsupportedMediaType)
	send("", "action=consent", http.StatusUnsupportedMediaType)
	send("nonsense;;", "action=consent", http.StatusUnsupportedMediaType)
	send("multipart/form-data", "", http.StatusBadRequest)
	send("multipart/form-data; boundary=x", "no part", http.StatusUnprocessableEntity)
	send("application/x-www-form-urlencoded", "a=%zz", http.StatusBadRequest)
	send("application/x-www-form-urlencoded", strings.Repeat("a", 2<<20), http.StatusRequestEntityTooLarge)

	form := func(kind, name string, size, files int) (media string, body *bytes.Buffer) {
		body = &bytes.Buffer{}
		writer := multipart.NewWriter(body)
		for field, value := range map[string]string{"action": "upload_document", "turn": turn, "kind": kind} {
			if err := writer.WriteField(field, value); err != nil {
				t.Fatal(err)
			}
		}
		for range files {
			part, err := writer.CreateFormFile("file", name)
			if err != nil {
				t.Fatal(err)
			}
			part.Write(bytes.Repeat([]byte("x"), size))
		}
		writer.Close()
		return writer.FormDataContentType(), body
	}
	for i, test := range []struct {
		kind, name  string
		size, files int
		status      int
	}{
		{"paystub", "a.pdf", 0, 1, 422},
		{"paystub", "", 0, 0, 422},
		{"passport", "a.pdf", 10, 1, 422},
		{"paystub", strings.Repeat("n", 300), 10, 1, 422},
		{"paystub", "a\xff.pdf", 10, 1, 400},
		{"paystub", "a.pdf", 10, 2, 400},
		{"paystub", "a.pdf", 10<<20 + 1, 1, 413},
		{"paystub", "a.pdf", 12 << 20, 1, 413},
		{strings.Repeat("k", 1<<20+1), "a.pdf", 10, 1, 413},
	} {
		media, body := form(test.kind, test.name, test.size, test.files)
		w.send(http.MethodPost, page, media, body)
		if w.status != test.status {
			t.Errorf("upload %d answered %d, want %d: %s", i, w.status, test.status, w.words())
		}
	}
	if w.get(page); w.data("turn") != turn {
		t.Error("a refused upload changed the session")
	}
	media, body := form("paystub", "<b>.exe", 10, 1) // of a wrong format: Link says so, as an event
	w.send(http.MethodPost, page, media, body)
	w.on("documents")
}

// TestMethods says what an address does and what not.
func TestMethods(t *testing.T) {
	t.Parallel()
	w := opened(t, toiletest.New(t), nil)
	page := w.at
	for _, test := range []struct {
		method, path string
		status       int
	}{
		{http.MethodPut, page, 405}, {http.MethodDelete, page, 405}, {http.MethodGet, "/link/open", 405}, {http.MethodPost, "/link/v2/stable/link.html", 405},
		{http.MethodGet, "/link/heartbeat", 405}, {http.MethodOptions, page, 405}, {http.MethodGet, page + "/more", 404}, {http.MethodGet, "/link/v2/", 404},
		{http.MethodGet, "/link/v2/assets/none.js", 404}, {http.MethodGet, "/link/v2/assets/", 404}, {http.MethodGet, "/link/v2/home/ins_0", 404},
		{http.MethodHead, page, 200}, {http.MethodGet, page, 200},
	} {
		w.send(test.method, test.path, "", nil)
		if w.status != test.status {
			t.Errorf("%s %s answered %d, want %d", test.method, test.path, w.status, test.status)
		}
	}
	w.send(http.MethodHead, page, "", nil)
	if w.text != "" || w.header.Get("Content-Length") == "0" {
		t.Errorf("HEAD answered %d bytes and says %s", len(w.text), w.header.Get("Content-Length"))
	}
}

// TestHeaders keeps the page to itself and to the page that embeds it.
func TestHeaders(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	token := linkToken(t, server, nil)
	for origin, ancestors := range map[string]string{
		"https://shop.example": "; frame-ancestors https://shop.example", "http://localhost:3000/": "; frame-ancestors http://localhost:3000",
		"null": "", "": "; frame-ancestors 'none'",
	} {
		w := newWalker(t, server)
		w.get("/link/v2/stable/link.html?token=" + token + "&origin=" + url.QueryEscape(origin))
		for range 2 { // on the start page, and on the page of the session
			policy := w.header.Get("Content-Security-Policy")
			want := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'" + ancestors
			if policy != want {
				t.Errorf("embedded by %q the policy of %s is %s", origin, w.pane(), policy)
			}
			for name, value := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Set-Cookie": ""} {
				if got := w.header.Get(name); got != value {
					t.Errorf("%s: %q, want %q", name, got, value)
				}
			}
			if w.pane() == "start" {
				w.press("#aut-button")
			}
		}
	}
}

// TestGetWritesNothing fetches every view of a page as a browser may fetch ahead.
func TestGetWritesNothing(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	token := linkToken(t, server, nil)
	w := newWalker(t, server)
	w.get("/link/v2/stable/link.html?token=" + token)
	if sessions := linkSessions(t, server, token); len(sessions) != 0 {
		t.Fatalf("the start page opened %d sessions", len(sessions))
	}
	w.press("#aut-button")
	turn, page := w.data("turn"), w.at
	for _, view := range []string{"", "?leave=1", "?list=1", "?all=1"} {
		w.send(http.MethodGet, page+view, "", nil, "Sec-Purpose", "prefetch")
		if w.answers(http.StatusOK); w.data("turn") != turn {
			t.Errorf("%q changed the session", view)
		}
	}
}

// TestRefusedToken tells the person and onExit of a link token that opens nothing.
func TestRefusedToken(t *testing.T) {
	t.Parallel()
	w := newWalker(t, toiletest.New(t))
	for _, token := range []string{"", "nonsense", "link-sandbox-00000000-0000-0000-0000-000000000000", strings.Repeat("t", 5000)} {
		w.get("/link/v2/stable/link.html?origin=https://shop.example&token=" + token)
		w.press("#aut-button")
		w.on("refused")
		w.answers(http.StatusBadRequest)
		if end := w.data("end"); !strings.Contains(end, `"error_code":"INVALID_LINK_TOKEN"`) || !strings.Contains(end, w.header.Get("Plaid-Request-Id")) {
			t.Errorf("onExit is told %s", end)
		}
	}
	for i, values := range []url.Values{{}, {"door": {"cellar"}}, {"door": {"frame"}, "origin": {"javascript:alert(1)"}}, {"door": {"hosted"}, "hosted": {"none"}}} {
		if w.post("/link/open", values); w.status < 400 {
			t.Errorf("opening %d answered %d: %s", i, w.status, fmt.Sprint(values))
		}
	}
}
