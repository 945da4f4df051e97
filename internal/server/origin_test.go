package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"toile/internal/server"
)

// TestPublicURL refuses addresses that are none, before anything is opened.
func TestPublicURL(t *testing.T) {
	t.Parallel()
	for _, address := range []string{
		"toile.example", "ftp://toile.example", "https://", "https://user@toile.example", "https://toile.example/path",
		"https://toile.example?a=b", "https://toile.example#a", "https://toile.example:port", "https://a b", "javascript:alert(1)", "https:toile.example",
	} {
		opened, err := server.Open(t.Context(), server.Config{PublicURL: address})
		if err == nil {
			opened.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "public URL") {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// TestPublicURLNamesTheServer lets no header change an address that the owner named. The control surface goes
// on looking at the host that the caller really asked for.
func TestPublicURLNamesTheServer(t *testing.T) {
	t.Parallel()
	opened, err := server.Open(t.Context(), server.Config{PublicURL: "https://toile.example/"})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	for host, status := range map[string]int{"127.0.0.1:8643": http.StatusOK, "toile.example": http.StatusBadRequest} {
		r := httptest.NewRequest(http.MethodGet, "/toile/clock", nil)
		r.RemoteAddr, r.Host = "127.0.0.1:4711", host
		w := httptest.NewRecorder()
		opened.ServeHTTP(w, r)
		if w.Code != status {
			t.Errorf("the control surface as %s: %d %s", host, w.Code, w.Body)
		}
		if r.URL.Scheme != "https" || r.URL.Host != "toile.example" || r.Host != host {
			t.Errorf("reached by %s %s, host %s", r.URL.Scheme, r.URL.Host, r.Host)
		}
	}
}

// FuzzHost takes no text for a host that could end a script, an attribute or an address.
func FuzzHost(f *testing.F) {
	opened, err := server.Open(f.Context(), server.Config{})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { opened.Close() })
	for _, host := range []string{"toile.test", "toile.test:8643", "[::1]:80", "a:b:c", "[", "]:1", "a\"b", "a<b", "a,b", "", ":80", "a:999999"} {
		f.Add(host)
	}
	f.Fuzz(func(t *testing.T, host string) {
		r := httptest.NewRequest(http.MethodGet, "/readyz", nil)
		r.Header.Set("X-Forwarded-Host", host)
		opened.ServeHTTP(httptest.NewRecorder(), r)
		if strings.Trim(r.URL.Host, "0123456789abcdefghijklmnopqrstuvwxyz._-:[]") != "" || len(r.URL.Host) > 259 {
			t.Errorf("%q is taken for the host %q", host, r.URL.Host)
		}
		for _, c := range `"'<>/\?#@ ` + "\n\x00`" {
			if strings.ContainsRune(r.URL.Host, c) {
				t.Errorf("%q is taken for the host %q", host, r.URL.Host)
			}
		}
	})
}
