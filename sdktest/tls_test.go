package sdktest

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// secureServer starts a server that speaks HTTPS, and gives what a client needs who trusts its authority.
func secureServer(t *testing.T, dir string, flags ...string) (*server, *x509.CertPool) {
	t.Helper()
	s := startFor(t, append(flags, "--authority", dir, "--database", ":memory:", "--client-id", us.clientID, "--secret", us.secret)...)
	text, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	return s, roots
}

// to gives a client that finds every host at a server, as a hosts entry would.
func (s *server) to(t *testing.T, roots *x509.CertPool) *http.Client {
	dialer := &net.Dialer{}
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true,
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, strings.TrimPrefix(s.url, "https://"))
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: patience}
}

// TestTLS serves this machine's names and Plaid's by HTTPS and HTTP/2, and no other name.
func TestTLS(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	s, roots := secureServer(t, filepath.Join(t.TempDir(), "authority"), "--tls")
	client := s.to(t, roots)
	for _, host := range []string{"localhost", "127.0.0.1", "[::1]", "shop.localhost", "cdn.plaid.com", "sandbox.plaid.com", "production.plaid.com", "development.plaid.com", "secure.plaid.com"} {
		resp, err := client.Get("https://" + host + "/readyz")
		if err != nil {
			t.Errorf("%s: %v", host, err)
			continue
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK || resp.ProtoMajor != 2 {
			t.Errorf("%s: %s %s", host, resp.Status, resp.Proto)
		}
	}
	if _, err := client.Get("https://example.com/readyz"); err == nil {
		t.Error("there is a certificate for example.com")
	}
	if _, err := s.to(t, nil).Get("https://localhost/readyz"); err == nil {
		t.Error("a client that does not trust the authority takes its certificates")
	}
}

// TestTLSCommands reaches a server with HTTPS by the commands, whatever scheme they are told.
func TestTLSCommands(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "authority")
	s, _ := secureServer(t, dir, "--tls", "--demo")
	for _, scheme := range []string{"https://", "http://"} {
		env := []string{"TOILE_URL=" + scheme + strings.TrimPrefix(s.url, "https://"), "TOILE_AUTHORITY=" + dir, "TOILE_CLIENT_ID=" + us.clientID, "TOILE_SECRET=" + us.secret}
		output(t, patience, env, binary, "clock")
		output(t, patience, env, binary, "demo")
		output(t, patience, env, binary, "api", "/user/create", "client_user_id="+scheme)
		output(t, patience, env, binary, "run", "--", "sh", "-c", "curl -sSf https://sandbox.plaid.com/readyz && "+binary+" clock")
	}
	for _, words := range [][]string{{"authority"}, {"authority", "show"}, {"authority", "pem"}, {"authority", "trust"}} {
		out, err := exec.Command(binary, append(words, "--authority", dir)...).Output()
		if err != nil || !bytes.Contains(out, []byte("ca.pem")) && !bytes.Contains(out, []byte("BEGIN CERTIFICATE")) || bytes.Contains(out, []byte("PRIVATE")) {
			t.Errorf("toile %v: %v\n%s", words, err, out)
		}
	}
}

// TestAuthorityCommands makes an authority only where somebody asks for what it is needed for.
func TestAuthorityCommands(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	for _, test := range []struct {
		words []string
		says  string
		fails bool
		made  bool
	}{
		{nil, "there is no authority in ", false, false},
		{[]string{"show"}, "there is no authority in ", false, false},
		{[]string{"pem"}, "there is no authority in ", true, false},
		{[]string{"nonsense"}, `unknown command "nonsense"`, true, false},
		{[]string{"show", "more"}, "more", true, false},
		{[]string{"add"}, "at least 1", true, false},
		{[]string{"trust"}, "update-ca-certificates", false, true},
		{[]string{"add", "shop.test"}, "    shop.test\n", false, true},
	} {
		dir := filepath.Join(t.TempDir(), "authority")
		out, err := exec.Command(binary, append([]string{"authority", "--authority", dir}, test.words...)...).CombinedOutput()
		if (err != nil) != test.fails || !strings.Contains(string(out), test.says) {
			t.Errorf("toile authority %v: %v, want %q in\n%s", test.words, err, test.says, out)
		}
		if _, err := os.Stat(dir); (err == nil) != test.made {
			t.Errorf("toile authority %v: the directory is there: %v, want %v", test.words, err == nil, test.made)
		}
	}
}

// TestTLSOwn speaks HTTPS with a certificate of the user's own.
func TestTLSOwn(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	dir := t.TempDir()
	cert, key := ownCertificate(t, dir)
	s := startFor(t, "--tls-cert", cert, "--tls-key", key, "--database", ":memory:")
	text, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(text)
	resp, err := s.to(t, roots).Get("https://toile.example/readyz")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
}

// ownCertificate writes a certificate for toile.example and its key.
func ownCertificate(t *testing.T, dir string) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"toile.example"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	cert, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, kind string, der []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	return write("own.pem", "CERTIFICATE", cert), write("own-key.pem", "PRIVATE KEY", private)
}

// TestTLSRefused starts no server with what is not whole.
func TestTLSRefused(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	dir := t.TempDir()
	cert, key := ownCertificate(t, dir)
	broken := filepath.Join(dir, "broken")
	if err := os.Mkdir(broken, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(broken, "ca-key.pem"), []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	for says, flags := range map[string][]string{
		"leave out --tls-cert":           {"--tls-cert", cert, "--tls-key", key, "--tls"},
		"or leave out --tls":             {"--tls-cert", cert, "--tls-key", key, "--authority", dir},
		"go together":                    {"--tls-cert", cert},
		"no such file":                   {"--tls-cert", cert, "--tls-key", "missing"},
		"--tls-key":                      {"--tls-cert", key, "--tls-key", cert},
		"is no PEM file":                 {"--tls", "--authority", broken},
		"toile authority add toile.test": {"--tls", "--authority", filepath.Join(dir, "new"), "--addr", "toile.test:0"},
	} {
		cmd := exec.Command(binary, append([]string{"serve", "--addr", "127.0.0.1:0", "--database", ":memory:"}, flags...)...)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), says) {
			t.Errorf("toile serve %v: %v, want %q in\n%s", flags, err, says, out)
		}
	}
}
