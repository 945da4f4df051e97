package web_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"toile/toiletest"
)

// walker is a person with a browser that runs no scripts: it reads pages, fills in forms and follows
// links. It fails the test on what a browser would stumble over.
type walker struct {
	t      *testing.T
	server *toiletest.Server
	client *http.Client

	at     string // address of the page
	status int
	header http.Header
	text   string
	page   *html.Node
}

// newWalker gives a person at a server, who is on no page yet.
func newWalker(t *testing.T, server *toiletest.Server) *walker {
	return &walker{t: t, server: server, client: &http.Client{}, at: server.URL}
}

// linkToken makes a link token. The request says what is asked besides the ordinary.
func linkToken(t *testing.T, server *toiletest.Server, asked map[string]any) string {
	t.Helper()
	body := map[string]any{
		"client_name": "Shop", "language": "en", "country_codes": []string{"US"}, "products": []string{"transactions"},
		"user": map[string]any{"client_user_id": "person"},
	}
	for name, value := range asked {
		if body[name] = value; value == nil {
			delete(body, name)
		}
	}
	return ask[struct {
		LinkToken string `json:"link_token"`
	}](t, server, "/link/token/create", body).LinkToken
}

// ask calls the API.
func ask[T any](t *testing.T, server *toiletest.Server, path string, body any) (answer T) {
	t.Helper()
	text, err := server.Client.Do(t.Context(), path, body)
	if err == nil {
		err = json.Unmarshal(text, &answer)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return answer
}

// opened gives a person who has opened a link token, asked as [linkToken] says, in a frame.
func opened(t *testing.T, server *toiletest.Server, asked map[string]any) *walker {
	t.Helper()
	w := newWalker(t, server)
	w.get("/link/v2/stable/link.html?origin=https://shop.example&token=" + linkToken(t, server, asked))
	w.press("#aut-button")
	return w
}

// get follows an address.
func (w *walker) get(address string) {
	w.t.Helper()
	w.send(http.MethodGet, address, "", nil)
}

func (w *walker) send(method, address, media string, body io.Reader, header ...string) {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.address(address), body)
	if err != nil {
		w.t.Fatal(err)
	}
	if media != "" {
		req.Header.Set("Content-Type", media)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := w.client.Do(req)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	w.at, w.status, w.header, w.text = resp.Request.URL.String(), resp.StatusCode, resp.Header, string(text)
	if w.page, err = html.Parse(bytes.NewReader(text)); err != nil {
		w.t.Fatal(err)
	}
	if w.status >= http.StatusInternalServerError {
		w.t.Errorf("%s %s answered %d: %s", method, w.at, w.status, w.words())
	}
	if resp.Header.Get("Plaid-Request-Id") == "" {
		w.t.Errorf("%s %s has no request id", method, w.at)
	}
}

// address makes an address whole, as the page that it stands on does.
func (w *walker) address(text string) string {
	base, err := url.Parse(w.at)
	if err != nil {
		w.t.Fatal(err)
	}
	whole, err := base.Parse(text)
	if err != nil {
		w.t.Fatal(err)
	}
	return whole.String()
}

// fields are what is typed and ticked in a form, over what stands there. Several values tick several boxes.
type fields map[string][]string

// press clicks on a button or a link: what the selector finds, see [walker.find].
func (w *walker) press(selector string, typed ...fields) {
	w.t.Helper()
	target := w.find(selector)
	if target == nil {
		w.t.Fatalf("%s on the pane %q has no %s: %s", w.at, w.pane(), selector, w.words())
	}
	if target.DataAtom == atom.A {
		w.get(attr(target, "href"))
		return
	}
	if inner := first(target, func(n *html.Node) bool { return n.DataAtom == atom.Button }); inner != nil {
		target = inner // a wrapper that carries the second name of a button
	}
	if hasAttr(target, "disabled") {
		w.t.Fatalf("%s: %s is disabled", w.at, selector)
	}
	w.submit(w.formOf(target), target, merged(typed))
}

// formOf gives the form that a button sends: the one that it names, or the one around it.
func (w *walker) formOf(button *html.Node) *html.Node {
	if id := attr(button, "form"); id != "" {
		return w.find("#" + id)
	}
	return ancestor(button, atom.Form)
}

func (w *walker) submit(form, button *html.Node, typed fields) {
	w.t.Helper()
	if form == nil {
		w.t.Fatalf("%s: the button stands in no form", w.at)
	}
	values, file := controls(form, button), attr(form, "enctype") == "multipart/form-data"
	for name, list := range typed {
		values[name] = list
	}
	method := attr(form, "method")
	if hasAttr(button, "formmethod") {
		method = attr(button, "formmethod")
	}
	if strings.ToLower(method) != "post" {
		w.get(attr(form, "action") + "?" + values.Encode())
		return
	}
	if !file {
		w.send(http.MethodPost, attr(form, "action"), "application/x-www-form-urlencoded", strings.NewReader(values.Encode()))
		return
	}
	w.upload(attr(form, "action"), values, "", nil)
}

// upload sends a form with a file, or without where it has no name.
func (w *walker) upload(address string, values url.Values, name string, content []byte) {
	w.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, list := range values {
		for _, value := range list {
			if err := form.WriteField(field, value); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	part, err := form.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.send(http.MethodPost, address, form.FormDataContentType(), &body)
}

// post sends a form that the page may not have, as somebody would who forges one.
func (w *walker) post(address string, values url.Values, header ...string) {
	w.t.Helper()
	w.send(http.MethodPost, address, "application/x-www-form-urlencoded", strings.NewReader(values.Encode()), header...)
}

// controls gives what a form sends when a button is pressed.
func controls(form, button *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name, kind := attr(n, "name"), attr(n, "type")
		if name == "" || hasAttr(n, "disabled") {
			continue
		}
		switch n.DataAtom {
		case atom.Input:
			if kind == "file" || (kind == "checkbox" || kind == "radio") && !hasAttr(n, "checked") {
				continue
			}
			values.Add(name, attr(n, "value"))
		case atom.Select:
			values.Add(name, selected(n))
		}
	}
	if name := attr(button, "name"); name != "" {
		values.Add(name, attr(button, "value"))
	}
	return values
}

// selected gives the value of a list to choose from: the chosen option, or the first.
func selected(list *html.Node) (value string) {
	for n := range list.Descendants() {
		if n.DataAtom != atom.Option || value != "" && !hasAttr(n, "selected") {
			continue
		}
		if value = attr(n, "value"); value == "" {
			value = strings.TrimSpace(textOf(n))
		}
	}
	return value
}

// find gives the first element that a selector means: #id, [attribute=value], button with a text, or nil.
func (w *walker) find(selector string) *html.Node {
	id, byID := strings.CutPrefix(selector, "#")
	name, value, byAttribute := strings.Cut(strings.Trim(selector, "[]"), "=")
	return first(w.page, func(n *html.Node) bool {
		switch {
		case byID:
			return attr(n, "id") == id
		case byAttribute:
			return hasAttr(n, name) && attr(n, name) == strings.Trim(value, `"`)
		}
		return (n.DataAtom == atom.Button || n.DataAtom == atom.A) && strings.TrimSpace(textOf(n)) == selector
	})
}

// data gives an attribute of main#link.
func (w *walker) data(name string) string {
	if main := w.find("#link"); main != nil {
		return attr(main, "data-"+name)
	}
	return ""
}

// pane is where the page says that it is.
func (w *walker) pane() string { return w.data("pane") }

// on fails the test unless the page shows a pane.
func (w *walker) on(pane string) {
	w.t.Helper()
	if w.pane() != pane {
		w.t.Fatalf("%s shows the pane %q (%d), want %q: %s", w.at, w.pane(), w.status, pane, w.words())
	}
}

// says fails the test unless the page shows a text.
func (w *walker) says(text string) {
	w.t.Helper()
	if !strings.Contains(w.words(), text) {
		w.t.Errorf("%s does not say %q: %s", w.at, text, w.words())
	}
}

// answers fails the test unless the page came with a status.
func (w *walker) answers(status int) {
	w.t.Helper()
	if w.status != status {
		w.t.Errorf("%s answered %d, want %d: %s", w.at, w.status, status, w.words())
	}
}

// words is what a person reads on the page.
func (w *walker) words() string {
	body := first(w.page, func(n *html.Node) bool { return n.DataAtom == atom.Main })
	if body == nil {
		body = w.page
	}
	return strings.Join(strings.Fields(textOf(body)), " ")
}

// values lists the values of a field, in their order.
func (w *walker) values(field string) (list []string) {
	for n := range w.page.Descendants() {
		if attr(n, "name") == field {
			list = append(list, attr(n, "value"))
		}
	}
	return list
}

func first(root *html.Node, fits func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && fits(n) {
			return n
		}
	}
	return nil
}

func ancestor(n *html.Node, kind atom.Atom) *html.Node {
	for up := range n.Ancestors() {
		if up.DataAtom == kind {
			return up
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func textOf(root *html.Node) string {
	var text strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Template {
			text.WriteString(n.Data + " ")
		}
	}
	return text.String()
}

// merged gives what is typed as one.
func merged(typed []fields) fields {
	all := fields{}
	for _, some := range typed {
		maps.Copy(all, some)
	}
	return all
}
