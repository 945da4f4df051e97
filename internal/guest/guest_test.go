package guest_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"toile/internal/authority"
	"toile/internal/guest"
)

const proxy = "http://127.0.0.1:4321"

// prepare gives the variables that a program is handed, and the directory of the files.
func prepare(t *testing.T, dir string, environ ...string) (map[string]string, *authority.Authority) {
	t.Helper()
	ca, err := authority.New(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	list, err := guest.Prepare(guest.Config{Dir: dir, Proxy: proxy, Authority: ca, Environ: environ})
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{}
	for _, line := range list {
		name, value, _ := strings.Cut(line, "=")
		if _, twice := values[name]; twice {
			t.Errorf("%s stands twice", name)
		}
		values[name] = value
	}
	return values, ca
}

// TestVariables sets what programs read, and leads nothing around the proxy.
func TestVariables(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	values, _ := prepare(t, dir, "HOME=/home/ann", "HTTPS_PROXY=http://proxy.corp:3128", "https_proxy=http://proxy.corp:3128", "ALL_PROXY=socks5://proxy.corp",
		"NO_PROXY=*", "NODE_OPTIONS=--max-old-space-size=100", "PYTHONPATH=/own", "PATH=/usr/bin", "JAVA_TOOL_OPTIONS=-Xmx1g", "HOME=/home/ben")
	for name, want := range map[string]string{
		"HOME": "/home/ben", "HTTPS_PROXY": proxy, "https_proxy": proxy, "HTTP_PROXY": proxy, "http_proxy": proxy,
		"NODE_OPTIONS": "--max-old-space-size=100 --require=" + dir + "/preload.cjs", "NODE_USE_ENV_PROXY": "1",
		"PYTHONPATH": dir + "/python:/own", "PATH": dir + "/browsers:/usr/bin",
		"SSL_CERT_FILE": dir + "/roots.pem", "CURL_CA_BUNDLE": dir + "/roots.pem", "REQUESTS_CA_BUNDLE": dir + "/roots.pem", "NODE_EXTRA_CA_CERTS": dir + "/ca.pem",
	} {
		if values[name] != want {
			t.Errorf("%s is %q, want %q", name, values[name], want)
		}
	}
	if _, there := values["ALL_PROXY"]; there || strings.Contains(values["NO_PROXY"], "*") || values["NO_PROXY"] != values["no_proxy"] {
		t.Errorf("a way leads around the proxy: %v", values)
	}
	if java := values["JAVA_TOOL_OPTIONS"]; !strings.HasPrefix(java, "-Xmx1g -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=4321 ") {
		t.Errorf("Java is told %q", java)
	}
}

// TestWindowsPath lists the browsers where Windows does: a second variable in another case would hide the first.
func TestWindowsPath(t *testing.T) {
	t.Parallel()
	dir, bin := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "program"), []byte("#!/bin/sh\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	values, _ := prepare(t, dir, "Path="+bin)
	if _, second := values["PATH"]; second || values["Path"] != dir+"/browsers:"+bin {
		t.Errorf("PATH is %q, Path is %q", values["PATH"], values["Path"])
	}
	if file, err := guest.Find("program", []string{"Path=" + bin}); err != nil || file != bin+"/program" {
		t.Errorf("it finds %q, %v", file, err)
	}
}

// TestFind looks where a shell looks, and says why a program cannot be run.
func TestFind(t *testing.T) {
	t.Parallel()
	first, second := t.TempDir(), t.TempDir()
	for file, mode := range map[string]os.FileMode{first + "/script": 0o644, second + "/script": 0o755, first + "/tool": 0o755, second + "/tool": 0o755} {
		if err := os.WriteFile(file, nil, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(first+"/folder", 0o755); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, path, want string
		err              error
	}{
		{"tool", first + ":" + second, first + "/tool", nil},
		{"script", first + ":" + second, second + "/script", nil}, // the first cannot be run
		{"tool", "", "", fs.ErrNotExist},
		{"go.mod", "::.", "", fs.ErrNotExist},
		{"folder", first, "", fs.ErrNotExist},
		{second + "/tool", first, second + "/tool", nil},
		{first + "/script", second, "", fs.ErrPermission},
		{first + "/absent", first, "", fs.ErrNotExist},
		{first + "/folder", first, "", syscall.EISDIR},
		{"", first, "", fs.ErrNotExist},
	} {
		file, err := guest.Find(test.name, []string{"PATH=" + test.path})
		if file != test.want || !errors.Is(err, test.err) {
			t.Errorf("%q in %q is %q, %v, want %q, %v", test.name, test.path, file, err, test.want, test.err)
		}
	}
}

// TestSpaces quotes where a program would split.
func TestSpaces(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a b")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	values, _ := prepare(t, dir)
	if want := `--require="` + dir + `/preload.cjs"`; values["NODE_OPTIONS"] != want {
		t.Errorf("Node is told %q, want %q", values["NODE_OPTIONS"], want)
	}
	if want := `"-Djavax.net.ssl.trustStore=` + dir + `/trust.p12"`; !strings.Contains(values["JAVA_TOOL_OPTIONS"], want) {
		t.Errorf("Java is told %q, want %q", values["JAVA_TOOL_OPTIONS"], want)
	}
}

// TestRoots hands over what the user trusts beside the authority, so that allowed hosts are verified as before.
func TestRoots(t *testing.T) {
	t.Parallel()
	own, err := authority.New(time.Now)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "own.pem")
	if err := os.WriteFile(file, own.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE"} {
		dir := t.TempDir()
		values, ca := prepare(t, dir, name+"="+file, "CURL_CA_BUNDLE=/missing")
		roots, err := os.ReadFile(values["SSL_CERT_FILE"])
		if err != nil || !bytes.Contains(roots, own.PEM()) || !bytes.Contains(roots, ca.PEM()) {
			t.Errorf("%s: the authorities are not handed over: %v", name, err)
		}
		store, err := os.ReadFile(filepath.Join(dir, "trust.p12"))
		if err != nil {
			t.Fatal(err)
		}
		certs, err := pkcs12.DecodeTrustStore(store, "changeit")
		if err != nil || !slices.ContainsFunc(certs, own.Certificate().Equal) || !slices.ContainsFunc(certs, ca.Certificate().Equal) {
			t.Errorf("%s: Java is not given the authorities: %v", name, err)
		}
	}
}

// TestNothingSecret writes no key: whoever reads the files can sign nothing.
func TestNothingSecret(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	prepare(t, dir)
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if bytes.Contains(text, []byte("PRIVATE KEY")) {
			t.Errorf("%s holds a key", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestBrowsers stands in front of the browsers of PATH, and of nothing else.
func TestBrowsers(t *testing.T) {
	t.Parallel()
	bin, dir := t.TempDir(), t.TempDir()
	for name, mode := range map[string]os.FileMode{"chromium": 0o755, "google-chrome": 0o644, "node": 0o755} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"), mode); err != nil {
			t.Fatal(err)
		}
	}
	_, ca := prepare(t, dir, "PATH="+bin+":/nowhere")
	scripts, err := filepath.Glob(dir + "/browsers/*")
	if err != nil || len(scripts) != 1 || filepath.Base(scripts[0]) != "chromium" {
		t.Fatalf("the scripts are %v, %v", scripts, err)
	}
	text, err := os.ReadFile(scripts[0])
	if err != nil || !bytes.Contains(text, []byte("exec '"+bin+"/chromium' --proxy-server='"+proxy+"' --ignore-certificate-errors-spki-list='"+ca.SPKI()+"'")) {
		t.Errorf("the script is\n%s\n%v", text, err)
	}
}
