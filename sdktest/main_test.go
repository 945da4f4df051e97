// Package sdktest is proof by clients that nobody here wrote: Plaid's own Go and Node libraries walk
// every road through the binary, and each request and response on the way is held against Plaid's own
// OpenAPI file.
//
// It is a module of its own, so that the root module never requires those clients. The binary is built
// from the checkout above, or taken from TOILE_BIN. Most tests share one server and keep apart by their
// client_user_ids; those that need flags, a clock or a kill of their own start one.
package sdktest

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// shared is the server that most tests use, and binary the program that it runs.
var (
	shared *server
	binary string
)

// Two clients, so that tests can see that one does not see what is the other's.
var (
	us   = keys{"64f1a0c3b5d2e7f8a9b0c1d2", "0123456789abcdef0123456789abcd"}
	them = keys{"aaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "sdktest")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	if binary, err = build(dir); err != nil {
		return 1, err
	}
	if official, err = loadContract(); err != nil {
		return 1, err
	}
	clients := filepath.Join(dir, "clients")
	pairs := fmt.Sprintf("%s %s # us\n\n%s %s\n", us.clientID, us.secret, them.clientID, them.secret)
	if err := os.WriteFile(clients, []byte(pairs), 0o600); err != nil {
		return 1, err
	}
	shared, err = start("--database", filepath.Join(dir, "shared.db"), "--clients", clients)
	if err != nil {
		return 1, err
	}
	code = m.Run()
	if err := shared.stop(); err != nil {
		return 1, fmt.Errorf("stopping the shared server: %w\n%s", err, shared.log())
	}
	if code == 0 {
		if err := covered(); err != nil {
			return 1, err
		}
	}
	return code, nil
}
