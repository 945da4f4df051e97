// Package guest prepares what a program is handed so that it reaches Plaid's host names through a proxy,
// unedited: environment variables, and files that they name.
//
// Most programs read the proxy and the authorities that they trust from variables. Three kinds need more.
// Node before version 22.21 has no proxy for fetch and https: a file that NODE_OPTIONS preloads gives it
// one. Python's urllib3, on which Plaid's client is built, reads no variables: a sitecustomize module lends it the
// proxy. Chromium takes certificates by its own list or by a flag: a script of its name that comes first in PATH, and
// the preloaded file, add the flag.
//
// The files live as long as the program and hold no secrets. Nothing of the user's is changed.
package guest

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"toile/internal/authority"
)

// Config says what is prepared.
type Config struct {
	Dir       string // empty; for the files
	Proxy     string // URL of the proxy
	Authority *authority.Authority
	Environ   []string // what the program would have without us
}

//go:embed files
var files embed.FS

// The files, by what they are for.
const (
	caFile      = "ca.pem"    // the authority alone
	rootsFile   = "roots.pem" // what the machine and the user trust, and the authority
	javaFile    = "trust.p12" // the same for Java
	preloadFile = "preload.cjs"
	pythonDir   = "python"
	browserDir  = "browsers"
)

// Prepare writes the files and gives the program's environment.
func Prepare(c Config) ([]string, error) {
	e := read(c.Environ)
	path := func(name string) string { return filepath.Join(c.Dir, name) }
	roots := rootsOf(e)
	settings, err := json.Marshal(map[string]string{"proxy": c.Proxy, "spki": c.Authority.SPKI()})
	if err != nil {
		return nil, err
	}
	store, err := trustStore(append(roots, c.Authority.PEM()...))
	if err != nil {
		return nil, fmt.Errorf("the trust store for Java: %w", err)
	}
	err = errors.Join(
		os.WriteFile(path(caFile), append(named(e, "NODE_EXTRA_CA_CERTS"), c.Authority.PEM()...), 0o600),
		os.WriteFile(path(rootsFile), append(roots, c.Authority.PEM()...), 0o600),
		os.WriteFile(path(javaFile), store, 0o600),
		os.WriteFile(path("guest.json"), settings, 0o600),
		put(path(preloadFile), "files/preload.cjs"),
		os.Mkdir(path(pythonDir), 0o700),
		put(path(pythonDir+"/sitecustomize.py"), "files/sitecustomize.py"),
		os.Mkdir(path(browserDir), 0o700),
	)
	if err != nil {
		return nil, fmt.Errorf("preparing the program: %w", err)
	}
	if err := browsers(e, path(browserDir), c); err != nil {
		return nil, fmt.Errorf("preparing browsers: %w", err)
	}
	e.proxy(c.Proxy)
	for _, name := range []string{"SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE"} {
		e.set(name, path(rootsFile))
	}
	e.set("NODE_EXTRA_CA_CERTS", path(caFile))
	e.set("NODE_USE_ENV_PROXY", "1")
	e.add("NODE_OPTIONS", " ", "--require="+quoted(path(preloadFile)))
	e.first("PYTHONPATH", path(pythonDir))
	e.first(e.path(), path(browserDir))
	if err := e.java(c.Proxy, path(javaFile)); err != nil {
		return nil, err
	}
	return e.list(), nil
}

// put copies one of our own files.
func put(to, from string) error {
	text, err := files.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o600)
}
