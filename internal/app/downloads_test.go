package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"toile"
	"toile/internal/document"
	"toile/internal/pgtest"
	"toile/toiletest"
)

// fetched is what came of fetching an address.
type fetched struct {
	status int
	header http.Header
	body   []byte
}

func fetch(t *testing.T, method, url string, header http.Header) fetched {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return fetched{resp.StatusCode, resp.Header, body}
}

// fetchRefused fetches an address at which there is nothing.
func fetchRefused(t *testing.T, url string) {
	t.Helper()
	got := fetch(t, http.MethodGet, url, nil)
	var e toile.Error
	if err := json.Unmarshal(got.body, &e); err != nil || got.status != 400 || e.ErrorCode != "INCOME_VERIFICATION_DOCUMENT_NOT_FOUND" {
		t.Errorf("GET %s answered %d %s", url, got.status, got.body)
	}
}

// unpacked gives the files of an archive by their names.
func unpacked(t *testing.T, archive []byte) map[string]string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range r.File {
		file, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(file)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}

// statementURL gives a new address of the newest statement of the world's user.
func (w world) statementURL(t *testing.T) string {
	t.Helper()
	return *w.statements(t)[0].BankStatements[0].DocumentMetadata.DownloadURL
}

// TestDownloadsWorkOnce fetches a document from its address: once, in time, as it was uploaded.
func TestDownloadsWorkOnce(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	w.upload(t, w.uploading(t), file(document.BankStatement, "../my/statement: march.json", blurred))

	url := w.statementURL(t)
	if !strings.HasPrefix(url, w.URL+"/documents/document-sandbox-") {
		t.Fatalf("the address is %s on the server %s", url, w.URL)
	}
	for _, ahead := range []http.Header{{"Sec-Purpose": {"prefetch;prerender"}}, {"Purpose": {"prefetch"}}, {"X-Moz": {"prefetch"}}} {
		if got := fetch(t, http.MethodGet, url, ahead); got.status != 404 || got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("fetched ahead: %d %v", got.status, got.header)
		}
	}
	head := fetch(t, http.MethodHead, url, nil)
	got := fetch(t, http.MethodGet, url, nil)
	if got.status != 200 || got.header.Get("Content-Type") != "application/zip" || got.header.Get("Content-Disposition") != `attachment; filename="documents.zip"` {
		t.Errorf("fetched: %d %v", got.status, got.header)
	}
	if head.status != 200 || head.header.Get("Content-Length") != fmt.Sprint(len(got.body)) {
		t.Errorf("HEAD answered %d %v", head.status, head.header)
	}
	if diff := cmp.Diff(map[string]string{"statement_ march.json": blurred}, unpacked(t, got.body)); diff != "" {
		t.Errorf("the archive: (-want +got)\n%s", diff)
	}
	fetchRefused(t, url)
	if head := fetch(t, http.MethodHead, url, nil); head.status != 400 {
		t.Errorf("HEAD answered %d after it was used", head.status)
	}
	if got := fetch(t, http.MethodPost, w.statementURL(t), nil); got.status != 404 {
		t.Errorf("POST answered %d", got.status)
	}
	for _, token := range []string{"", "nothing", "document-sandbox-00000000-0000-4000-8000-000000000000"} {
		if got := fetch(t, http.MethodGet, w.URL+"/documents/"+token, nil); got.status != 400 {
			t.Errorf("the token %q answered %d", token, got.status)
		}
	}

	url = w.statementURL(t)
	w.Advance(2*time.Minute - time.Second)
	if got := fetch(t, http.MethodGet, url, nil); got.status != 200 {
		t.Errorf("after two minutes but a second: %d", got.status)
	}
	url = w.statementURL(t)
	w.Advance(2 * time.Minute)
	fetchRefused(t, url)
}

// TestNamesOfFiles uploads files with names that would do harm where an archive is unpacked.
func TestNamesOfFiles(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	want := map[string]string{
		"statement.json": "statement.json", "../../etc/cron.d/x.json": "x.json", `C:\Windows\win.json`: "win.json", "/absolute.json": "absolute.json",
		`a<b>c:d"e|f?g*h.json`: "a_b_c_d_e_f_g_h.json", "..json": "json", ".hidden.json": "hidden.json", "bell\a and line\n.json": "bell and line.json",
		"mars.json\u202egpj.json": "mars.jsongpj.json", "  ": "document", "": "bank_statement.json", "Kontoauszug März 株.json": "Kontoauszug März 株.json",
		strings.Repeat("é", 125) + ".json": strings.Repeat("é", 97) + ".json", "dir/": "document",
	}
	var documents []toiletest.Document
	for name := range want {
		documents = append(documents, file(document.BankStatement, name, blurred))
	}
	w.upload(t, w.uploading(t), documents...)
	for i, s := range w.statements(t)[0].BankStatements {
		files := unpacked(t, fetch(t, http.MethodGet, *s.DocumentMetadata.DownloadURL, nil).body)
		if name := documents[i].Name; len(files) != 1 || files[want[name]] != blurred {
			t.Errorf("%q is unpacked as %v, want %q", name, files, want[name])
		}
	}
}

// TestDownloadsRace lets many fetch one address at once. One gets it.
func TestDownloadsRace(t *testing.T) {
	t.Parallel()
	database := pgtest.Chosen(t)
	w := world{Server: toiletest.New(t, toiletest.Database(database), toiletest.At(noon), toiletest.AtOnce(), toiletest.Seed("race"))}
	w.userID = w.post(t, "/user/create", `{"client_user_id":"new","with_upgraded_user":true}`)["user_id"].(string)
	w.upload(t, w.uploading(t), toiletest.Document{Kind: document.BankStatement})
	servers := []string{w.URL}
	if database != "" { // another server on the same database
		servers = append(servers, toiletest.New(t, toiletest.Database(database), toiletest.Seed("race")).URL)
	}
	for range 5 {
		url := w.statementURL(t)
		var group sync.WaitGroup
		answers := make([]fetched, 8)
		for i := range answers {
			group.Go(func() {
				answers[i] = fetch(t, http.MethodGet, servers[i%len(servers)]+strings.TrimPrefix(url, w.URL), nil)
			})
		}
		group.Wait()
		won := 0
		for _, got := range answers {
			switch got.status {
			case 200:
				won++
			case 400:
			default:
				t.Errorf("answered %d %s", got.status, got.body)
			}
		}
		if won != 1 {
			t.Fatalf("%d of %d got the documents", won, len(answers))
		}
	}
}

// TestAddressesNameTheServer asks by other names of the server.
func TestAddressesNameTheServer(t *testing.T) {
	t.Parallel()
	w := still(t, toiletest.AtOnce())
	w.upload(t, w.uploading(t), toiletest.Document{Kind: document.BankStatement})
	ask := func(host string, header ...string) fetched {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, w.URL+"/credit/bank_statements/uploads/get", strings.NewReader(w.fill(`{"user_id":"$USER"}`)))
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		req.Header = http.Header{"Content-Type": {"application/json"}, "Plaid-Client-Id": {w.ClientID}, "Plaid-Secret": {w.Secret}}
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return fetched{resp.StatusCode, resp.Header, body}
	}
	for _, host := range []string{"toile.test", "toile.test:8643", "[::1]:80", "10.0.0.1"} {
		if got := ask(host); got.status != 200 || !strings.Contains(string(got.body), `"download_url":"http://`+host+`/documents/`) {
			t.Errorf("as %s: %d %s", host, got.status, got.body)
		}
	}
	for _, test := range []struct{ proto, host, origin string }{
		{"https", "", "https://direct.test"},
		{"https, http", "toile.test, inner.test:80", "https://toile.test"},
		{"HTTPS", "Toile.test:8443", "https://toile.test:8443"},
		{"gopher", "toile.test", "http://toile.test"},
	} {
		header := []string{"X-Forwarded-Proto", test.proto}
		if test.host != "" {
			header = append(header, "X-Forwarded-Host", test.host)
		}
		if got := ask("direct.test", header...); got.status != 200 || !strings.Contains(string(got.body), `"download_url":"`+test.origin+`/documents/`) {
			t.Errorf("through %v: %d %s", test, got.status, got.body)
		}
	}
	if got := ask("direct.test", "X-Forwarded-Host", "a/b"); got.status != 400 {
		t.Errorf("through a proxy that says no host: %d %s", got.status, got.body)
	}
	for _, host := range []string{"toile.test/path", "user@toile.test", "toile.test:port", `"quoted"`} {
		if got := ask(host); got.status != 400 {
			t.Errorf("as %s: %d %s", host, got.status, got.body)
		}
	}
}
