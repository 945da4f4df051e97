package proxy_test

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"toile"
	"toile/internal/authority"
	"toile/internal/proxy"
	"toile/toiletest"
)

// patience bounds how long a test waits for anything.
const patience = 20 * time.Second

// fixture is a proxy in front of a handler.
type fixture struct {
	*proxy.Proxy
	t     *testing.T
	roots *x509.CertPool

	mu      sync.Mutex
	refused []string
}

func listen(t *testing.T, server http.Handler, allow ...string) *fixture {
	t.Helper()
	return listenFor(t, proxy.Config{Server: server, Allow: allow})
}

// forward is a proxy in front of a running server.
func forward(t *testing.T, running string) *fixture {
	t.Helper()
	return listenFor(t, proxy.Config{Running: running})
}

func listenFor(t *testing.T, c proxy.Config) *fixture {
	t.Helper()
	ca, err := authority.New(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{t: t, roots: x509.NewCertPool()}
	f.roots.AddCert(ca.Certificate())
	c.Authority, c.Log, c.Now = ca, slog.New(slog.DiscardHandler), time.Now
	c.Refused = func(host string) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.refused = append(f.refused, host)
	}
	f.Proxy, err = proxy.Listen("127.0.0.1:0", c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Stop(context.Background()); err != nil {
			t.Errorf("stopping: %v", err)
		}
	})
	return f
}

// client is a program that was told of the proxy.
func (f *fixture) client() *http.Client {
	at, err := url.Parse(f.URL)
	if err != nil {
		f.t.Fatal(err)
	}
	transport := &http.Transport{Proxy: http.ProxyURL(at), TLSClientConfig: &tls.Config{RootCAs: f.roots}, ForceAttemptHTTP2: true}
	f.t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: patience}
}

// dial opens a connection to the proxy for a test that writes what no client writes.
func (f *fixture) dial() net.Conn {
	f.t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(f.URL, "http://"))
	if err != nil {
		f.t.Fatal(err)
	}
	c.SetDeadline(time.Now().Add(patience))
	f.t.Cleanup(func() { c.Close() })
	return c
}

// say writes one request and reads its answer.
func say(t *testing.T, c net.Conn, request string) (*http.Response, string) {
	t.Helper()
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	method, _, _ := strings.Cut(request, " ")
	res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodConnect && res.StatusCode == http.StatusOK {
		return res, ""
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func get(t *testing.T, c *http.Client, address string) (int, string) {
	t.Helper()
	res, err := c.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// told answers with what the server is told of a request.
var told = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%s://%s%s host %s proto %q by %q %s", r.URL.Scheme, r.URL.Host, r.URL.RequestURI()[strings.Index(r.URL.RequestURI(), "/x"):], r.Host,
		r.Header["X-Forwarded-Proto"], r.Header["X-Forwarded-Host"], body)
})

// TestToile calls a whole server by the address that Plaid's clients have.
func TestToile(t *testing.T) {
	t.Parallel()
	server := toiletest.New(t)
	f := forward(t, server.URL)
	for _, host := range []string{"sandbox.plaid.com", "production.plaid.com", "development.plaid.com"} {
		c := toile.NewClient(server.ClientID, server.Secret, toile.WithBaseURL("https://"+host), toile.WithHTTPClient(f.client()))
		created, err := c.UserCreate(t.Context(), toile.UserCreateRequest{ClientUserID: host})
		if err != nil || created.UserID == "" {
			t.Errorf("%s: %v %v", host, created, err)
		}
	}
	if f.Served() != 3 {
		t.Errorf("%d requests were served, want 3", f.Served())
	}
}

// TestTold tells the server by which address a program reached it, however the program asked.
func TestTold(t *testing.T) {
	t.Parallel()
	behind := httptest.NewServer(told)
	defer behind.Close()
	for name, f := range map[string]*fixture{"inside": listen(t, told), "forward": forward(t, behind.URL)} {
		for address, want := range map[string]string{
			"https://cdn.plaid.com/x?y=1":      `host cdn.plaid.com proto ["https"] by []`,
			"https://CDN.plaid.com.:443/x":     `proto ["https"] by []`,
			"http://sandbox.plaid.com/x":       `host sandbox.plaid.com proto ["http"] by []`,
			"https://sandbox.plaid.com:8443/x": `host sandbox.plaid.com:8443 proto ["https"] by []`,
		} {
			if status, body := get(t, f.client(), address); status != 200 || !strings.Contains(body, want) {
				t.Errorf("%s: %s is told as %d %q, want %q", name, address, status, body, want)
			}
		}
		// Older axios sends the absolute form even for https; what a program says of proxies is dropped.
		_, body := say(t, f.dial(), "POST https://sandbox.plaid.com/x HTTP/1.1\r\nHost: sandbox.plaid.com\r\nContent-Length: 2\r\n"+
			"X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: http\r\n\r\nhi")
		if want := `host sandbox.plaid.com proto ["https"] by [] hi`; !strings.HasSuffix(body, want) {
			t.Errorf("%s: the absolute form is told as %q, want %q", name, body, want)
		}
		// Plain HTTP inside of a tunnel.
		c := f.dial()
		if res, _ := say(t, c, "CONNECT sandbox.plaid.com:80 HTTP/1.1\r\nHost: sandbox.plaid.com:80\r\n\r\n"); res.StatusCode != 200 {
			t.Fatal(res.Status)
		}
		if _, body := say(t, c, "GET /x HTTP/1.1\r\nHost: sandbox.plaid.com\r\n\r\n"); !strings.Contains(body, `proto ["http"]`) {
			t.Errorf("%s: plain HTTP in a tunnel is told as %q", name, body)
		}
	}
}

// TestRefused refuses every host that nobody allowed, and says so where programs look.
func TestRefused(t *testing.T) {
	t.Parallel()
	f := listen(t, told, "good.example", "*.better.example", "best.example:8443")
	for _, address := range []string{"example.com:443", "plaid.com:443", "evil-good.example:443", "better.example:443", "best.example:443", "10.0.0.1:443", "0.0.0.0:80", "[::]:80", "localhost.example:1"} {
		res, body := say(t, f.dial(), "CONNECT "+address+" HTTP/1.1\r\nHost: "+address+"\r\n\r\n")
		if res.StatusCode != 403 || !strings.Contains(res.Status, "--allow") || !strings.Contains(body, "--allow") {
			t.Errorf("%s: %s %q", address, res.Status, body)
		}
	}
	if status, body := get(t, f.client(), "http://example.org/x"); status != 403 || !strings.Contains(body, "toile run --allow example.org") {
		t.Errorf("the absolute form is answered %d %q", status, body)
	}
	if _, err := f.client().Get("https://example.net/"); err == nil || !strings.Contains(err.Error(), "--allow example.net") {
		t.Errorf("a Go program is told %v", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, host := range []string{"example.com", "example.org", "example.net", "10.0.0.1"} {
		if !slices.Contains(f.refused, host) {
			t.Errorf("the user is not told of %s but of %v", host, f.refused)
		}
	}
}

// TestBadRequests answers what is no request for a proxy.
func TestBadRequests(t *testing.T) {
	t.Parallel()
	f := listen(t, told)
	for _, line := range []string{"GET / HTTP/1.1", "GET ftp://example.com/x HTTP/1.1", "GET http:///x HTTP/1.1", "CONNECT :443 HTTP/1.1", "CONNECT / HTTP/1.1", "nonsense"} {
		res, _ := say(t, f.dial(), line+"\r\nHost: x\r\n\r\n")
		if res.StatusCode < 400 || res.StatusCode >= 500 {
			t.Errorf("%q is answered %s", line, res.Status)
		}
	}
}

// TestLetThrough reaches this machine, and elsewhere what was allowed.
func TestLetThrough(t *testing.T) {
	t.Parallel()
	here := httptest.NewTLSServer(told)
	defer here.Close()
	plain := httptest.NewServer(told)
	defer plain.Close()
	f := listen(t, http.NotFoundHandler(), "allowed.invalid")
	f.roots.AddCert(here.Certificate())
	for _, address := range []string{here.URL, plain.URL, strings.Replace(plain.URL, "127.0.0.1", "localhost", 1)} {
		if status, body := get(t, f.client(), address+"/x"); status != 200 || !strings.Contains(body, "/x") {
			t.Errorf("%s is answered %d %q", address, status, body)
		}
	}
	// A host that is allowed and not there is no refusal.
	if res, _ := say(t, f.dial(), "CONNECT allowed.invalid:443 HTTP/1.1\r\nHost: allowed.invalid:443\r\n\r\n"); res.StatusCode != 502 {
		t.Errorf("an allowed host that is not there is answered %s", res.Status)
	}
	if status, _ := get(t, f.client(), "http://allowed.invalid/x"); status != 502 {
		t.Errorf("an allowed host that is not there is answered %d", status)
	}
	if len(f.refused) != 0 {
		t.Errorf("%v were refused", f.refused)
	}
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	ca, err := authority.New(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"", " ", "a*b", "*a", "https://example.com", "a,b", "*.*"} {
		p, err := proxy.Listen("127.0.0.1:0", proxy.Config{Authority: ca, Allow: []string{word}, Log: slog.New(slog.DiscardHandler), Now: time.Now})
		if err == nil {
			t.Errorf("%q is taken", word)
			p.Stop(t.Context())
		}
	}
}

// TestStreams passes an answer on while it is being written.
func TestStreams(t *testing.T) {
	t.Parallel()
	asked := make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "first ")
		http.NewResponseController(w).Flush()
		select {
		case <-asked:
		case <-r.Context().Done():
		}
		io.WriteString(w, "second")
	})
	behind := httptest.NewServer(slow)
	defer behind.Close()
	res, err := forward(t, behind.URL).client().Get("https://sandbox.plaid.com/")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	part := make([]byte, 6)
	if _, err := io.ReadFull(res.Body, part); err != nil || string(part) != "first " {
		t.Fatalf("%q %v", part, err)
	}
	close(asked)
	if rest, err := io.ReadAll(res.Body); err != nil || string(rest) != "second" {
		t.Errorf("%q %v", rest, err)
	}
}

// TestStop ends with callers in every state: none keeps it, and all are cut.
func TestStop(t *testing.T) {
	t.Parallel()
	here := httptest.NewServer(told)
	defer here.Close()
	f := listen(t, told)
	silent := f.dial()
	var cut []net.Conn
	for _, host := range []string{"sandbox.plaid.com:443", strings.TrimPrefix(here.URL, "http://")} {
		c := f.dial()
		if res, _ := say(t, c, "CONNECT "+host+" HTTP/1.1\r\nHost: "+host+"\r\n\r\n"); res.StatusCode != 200 {
			t.Fatal(res.Status)
		}
		cut = append(cut, c)
	}
	half := f.dial() // in the midst of a handshake
	say(t, half, "CONNECT cdn.plaid.com:443 HTTP/1.1\r\nHost: cdn.plaid.com:443\r\n\r\n")
	half.Write([]byte{22, 3, 1})
	cut = append(cut, half, silent)
	begun := time.Now()
	f.Stop(t.Context())
	if took := time.Since(begun); took > patience/2 {
		t.Errorf("stopping took %s", took)
	}
	for n, c := range cut {
		if _, err := io.ReadAll(c); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Errorf("caller %d is not cut", n)
		}
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(f.URL, "http://")); err == nil {
		t.Error("the proxy still listens")
	}
}
