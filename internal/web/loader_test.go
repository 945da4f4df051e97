package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"toile/toiletest"
)

// loaderPath is the script's address under the CDN's.
const loaderPath = "/link/v2/stable/link-initialize.js"

// maxLoader is how large the script that pages embed may be when compressed.
const maxLoader = 4 << 10

// loaderAs asks for the script as a browser that reached the server by a host, perhaps through a proxy.
func loaderAs(t *testing.T, server *toiletest.Server, host string, header http.Header) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+loaderPath, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		req.Header[name] = values
	}
	if host != "" {
		req.Host = host
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
	return resp, body
}

// TestLoader asks for the script that pages embed.
func TestLoader(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	resp, script := loaderAs(t, server, "", nil)
	for name, want := range map[string]string{"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"} {
		if got := resp.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if text := string(script); resp.StatusCode != http.StatusOK || !strings.Contains(text, `new URL("`+server.URL+`")`) || strings.Contains(text, "/**") {
		t.Errorf("%s: the script does not name the server, or is sent with its comments", resp.Status)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(script)
	w.Close()
	if packed.Len() > maxLoader {
		t.Errorf("the script has %d bytes compressed, more than %d", packed.Len(), maxLoader)
	}
}

// TestLoaderNamesTheServer asks by other names of the server.
func TestLoaderNamesTheServer(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	for _, c := range []struct {
		host      string
		forwarded http.Header
		want      string // origin in the script, or "" for a refusal
	}{
		{"cdn.plaid.com", nil, "http://cdn.plaid.com"},
		{"cdn.plaid.com", http.Header{"X-Forwarded-Proto": {"https"}}, "https://cdn.plaid.com"},
		{"", http.Header{"X-Forwarded-Host": {"toile.example:8443"}, "X-Forwarded-Proto": {"https"}}, "https://toile.example:8443"},
		{"", http.Header{"X-Forwarded-Host": {`x");alert(1)//`}}, ""},
		{"", http.Header{"X-Forwarded-Host": {"a.example/path"}}, ""},
		{"", http.Header{"X-Forwarded-Host": {"user@a.example"}}, ""},
		{"", http.Header{"X-Forwarded-Host": {"</script>"}}, ""},
	} {
		resp, script := loaderAs(t, server, c.host, c.forwarded)
		if c.want == "" {
			if resp.StatusCode != http.StatusBadRequest || strings.Contains(string(script), "Plaid.create") {
				t.Errorf("%v: %s, want a refusal", c, resp.Status)
			}
			continue
		}
		if !strings.Contains(string(script), `new URL("`+c.want+`")`) {
			t.Errorf("%v: the script does not name %s", c, c.want)
		}
	}
}
