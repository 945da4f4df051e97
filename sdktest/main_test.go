// Package sdktest is proof by clients that nobody here wrote: Plaid's own Go and Node libraries walk
// every road through the binary, and each request and response on the way is held against Plaid's own
// OpenAPI file. plaid-go's own tests run too (TestPlaidGo), and docs/fields.md counts the fields of the
// answers that are ever filled (TestFields). TestBrowser takes Chromium through Link on customers' pages, with
// react-plaid-link among them, and compares what the callbacks told with the API and with headless sessions;
// axe-core looks at every pane, and pictures of panes are compared (browser/). TestLinkSpeed measures it.
//
// It is a module of its own, so that the root module never requires those clients. The binary is built
// from the checkout above, or taken from TOILE_BIN. The suite runs on SQLite, then on a PostgreSQL of its
// own; go test . -engine sqlite runs it on one of them. Most tests share one server and keep apart by
// their client_user_ids; those that need flags, a clock or a kill of their own start one.
package sdktest

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"toile/internal/pgtest"
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
	flag.Parse()
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
	release, err := keep(dir)
	if err != nil {
		return 1, err
	}
	defer release()
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
	defer func() { err = errors.Join(err, pgtest.Close()) }()
	for _, on = range engines {
		database := filepath.Join(dir, "shared.db")
		if on == postgresql {
			url, drop, err := pgtest.New(context.Background())
			if err != nil {
				return 1, err
			}
			defer drop(context.Background())
			database = url
		}
		fmt.Println("on", on)
		failed, err := runOn(m, "--database", database, "--clients", clients)
		if err != nil {
			return 1, fmt.Errorf("on %s: %w", on, err)
		}
		code = max(code, failed)
	}
	return code, nil
}

// runOn runs the suite with a shared server of its own.
func runOn(m *testing.M, flags ...string) (code int, err error) {
	answered.Clear()
	needed.Clear()
	if shared, err = start(flags...); err != nil {
		return 1, err
	}
	code = m.Run()
	if err := shared.stop(); err != nil {
		return 1, fmt.Errorf("stopping the shared server: %w\n%s", err, shared.log())
	}
	if code == 0 {
		return 0, covered()
	}
	return code, nil
}
