package authority_test

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"toile/internal/authority"
)

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func open(t *testing.T, dir string, now func() time.Time) *authority.Authority {
	t.Helper()
	a, err := authority.Open(t.Context(), dir, now)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// verify checks a certificate as a client does who trusts the authority.
func verify(a *authority.Authority, leaf *tls.Certificate, host string, at time.Time) error {
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(a.PEM())
	_, err := leaf.Leaf.Verify(x509.VerifyOptions{DNSName: host, Roots: roots, CurrentTime: at})
	return err
}

func TestFor(t *testing.T) {
	t.Parallel()
	a, err := authority.New(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range append(authority.Plaid(), "localhost", "shop.localhost", "LOCALHOST.", "127.0.0.1", "127.8.9.10", "::1", "[::1]") {
		leaf, err := a.For(host)
		if err != nil {
			t.Errorf("%s: %v", host, err)
			continue
		}
		if err := verify(a, leaf, strings.Trim(host, "[]."), time.Now()); err != nil {
			t.Errorf("%s: %v", host, err)
		}
		if life := leaf.Leaf.NotAfter.Sub(leaf.Leaf.NotBefore); life > 398*24*time.Hour {
			t.Errorf("%s: the certificate is good for %s, longer than browsers take", host, life)
		}
		if again, _ := a.For(host); again != leaf {
			t.Errorf("%s: the certificate is made twice", host)
		}
	}
	for _, host := range []string{"", "plaid.com", "dashboard.plaid.com", "evilcdn.plaid.com", "example.com", "localhost.example.com", "128.0.0.1", "::2", "a b", "*.plaid.com", strings.Repeat("a.", 130)} {
		if _, err := a.For(host); err == nil {
			t.Errorf("the authority signs for %q", host)
		}
	}
}

// TestConstraints signs with a stolen key: nobody who trusts the authority takes it.
func TestConstraints(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	a := open(t, dir, time.Now)
	pair, err := tls.LoadX509KeyPair(authority.File(dir), filepath.Join(dir, "ca-key.pem"))
	if err != nil {
		t.Fatal(err)
	}
	mine, err := a.For("localhost")
	if err != nil {
		t.Fatal(err)
	}
	for host, names := range map[string]x509.Certificate{
		"bank.example": {DNSNames: []string{"bank.example"}},
		"10.0.0.1":     {IPAddresses: []net.IP{net.IPv4(10, 0, 0, 1)}},
	} {
		template := *mine.Leaf
		template.DNSNames, template.IPAddresses = names.DNSNames, names.IPAddresses
		der, err := x509.CreateCertificate(nil, &template, a.Certificate(), mine.Leaf.PublicKey, pair.PrivateKey)
		if err != nil {
			t.Fatal(err)
		}
		forged, err := x509.ParseCertificate(der)
		if err != nil {
			t.Fatal(err)
		}
		if err := verify(a, &tls.Certificate{Leaf: forged}, host, time.Now()); err == nil {
			t.Errorf("a certificate for %s is taken", host)
		}
	}
}

func TestRenewal(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)}
	a, err := authority.New(c.now)
	if err != nil {
		t.Fatal(err)
	}
	first, err := a.For("cdn.plaid.com")
	if err != nil {
		t.Fatal(err)
	}
	for range 40 {
		c.at = c.at.AddDate(0, 0, 20)
		leaf, err := a.For("cdn.plaid.com")
		if err != nil {
			t.Fatal(err)
		}
		if err := verify(a, leaf, "cdn.plaid.com", c.at.AddDate(0, 0, 20)); err != nil {
			t.Fatalf("at %s a caller is given a certificate that ends soon: %v", c.at, err)
		}
	}
	if err := verify(a, first, "cdn.plaid.com", c.at); err == nil {
		t.Error("the first certificate never ends")
	}
}

// TestAtOnce opens a directory from many sides: they all have one authority.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "config", "toile")
	var opening sync.WaitGroup
	made := make([]string, 8)
	for n := range made {
		opening.Go(func() {
			a, err := authority.Open(t.Context(), dir, time.Now)
			if err != nil {
				t.Error(err)
				return
			}
			made[n] = string(a.PEM())
		})
	}
	opening.Wait()
	for _, pem := range made {
		if pem != made[0] {
			t.Error("several authorities were made")
		}
	}
	for name, want := range map[string]os.FileMode{"ca.pem": 0o644, "ca-key.pem": 0o600} {
		file, err := os.Stat(filepath.Join(dir, name))
		if err != nil || file.Mode().Perm() != want {
			t.Errorf("%s: %v %v, want mode %v", name, file.Mode(), err, want)
		}
	}
	files, _ := os.ReadDir(dir)
	if len(files) != 3 { // the lock, too
		t.Errorf("files are left: %v", files)
	}
}

func TestAdd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := open(t, dir, time.Now)
	for _, name := range []string{"Shop.Test", "192.168.7.8", "shop.test"} {
		if _, err := authority.Add(t.Context(), dir, time.Now, name); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := authority.Add(t.Context(), dir, time.Now, "no name"); err == nil {
		t.Error("a name with a space is added")
	}
	a := open(t, dir, time.Now)
	for _, host := range []string{"shop.test", "www.shop.test", "192.168.7.8", "localhost", "cdn.plaid.com", "127.0.0.1"} {
		leaf, err := a.For(host)
		if err != nil {
			t.Fatal(err)
		}
		if err := verify(a, leaf, host, time.Now()); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if a.SPKI() != first.SPKI() {
		t.Error("the key is another")
	}
	if want := len(first.Names()) + 2; len(a.Names()) != want {
		t.Errorf("the names are %v, want %d", a.Names(), want)
	}
}

// TestSpoilt tells of each damaged file, changes nothing and says what to do.
func TestSpoilt(t *testing.T) {
	t.Parallel()
	other := t.TempDir()
	open(t, other, time.Now)
	foreign, err := os.ReadFile(authority.File(other))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		spoil func(dir string) error
		years int
		want  string
	}{
		{"cut certificate", func(dir string) error { return os.Truncate(dir+"/ca.pem", 100) }, 0, "is no PEM file"},
		{"empty key", func(dir string) error { return os.Truncate(dir+"/ca-key.pem", 0) }, 0, "is no PEM file"},
		{"swapped", func(dir string) error { return os.Rename(dir+"/ca-key.pem", dir+"/ca.pem") }, 0, "has no key"},
		{"foreign certificate", func(dir string) error { return os.WriteFile(dir+"/ca.pem", foreign, 0o600) }, 0, "is not the certificate of"},
		{"lost key", func(dir string) error { return os.Remove(dir + "/ca-key.pem") }, 0, "has no key"},
		{"open key", func(dir string) error { return os.Chmod(dir+"/ca-key.pem", 0o644) }, 0, "can be read by others"},
		{"ended", func(string) error { return nil }, 11, "has ended on"},
		{"a directory", func(dir string) error {
			os.Remove(dir + "/ca.pem")
			return os.Mkdir(dir+"/ca.pem", 0o700)
		}, 0, "is no PEM file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			open(t, dir, time.Now)
			if err := test.spoil(dir); err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(dir + "/ca.pem")
			_, err := authority.Open(t.Context(), dir, func() time.Time { return time.Now().AddDate(test.years, 0, 0) })
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "remove") {
				t.Errorf("the error is %v, want one with %q that says what to do", err, test.want)
			}
			if after, _ := os.ReadFile(dir + "/ca.pem"); string(after) != string(before) {
				t.Error("the certificate was changed")
			}
		})
	}
}

// TestTLS speaks TLS and chooses the certificate by name and by address.
func TestTLS(t *testing.T) {
	t.Parallel()
	a, err := authority.New(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.Listener = tls.NewListener(s.Listener, a.TLS())
	s.Config.ErrorLog = nil
	s.Start()
	defer s.Close()
	roots := x509.NewCertPool()
	roots.AddCert(a.Certificate())
	address := s.Listener.Addr().String()
	for name, good := range map[string]bool{"cdn.plaid.com": true, "127.0.0.1": true, "localhost": true, "example.com": false} {
		c, err := tls.Dial("tcp", address, &tls.Config{RootCAs: roots, ServerName: name})
		if good != (err == nil) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			c.Close()
		}
	}
}
