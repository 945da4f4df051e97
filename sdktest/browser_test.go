package sdktest

import (
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// browserTimeout bounds the walks of TestBrowser, and browserEnd how long the browser may take to end.
const (
	browserTimeout = 6 * time.Minute
	browserEnd     = 10 * time.Second
)

// browserWalks says which of the walks in browser/ are taken: go test . -run TestBrowser -walks 'mfa*'.
var browserWalks = flag.String("walks", "*", "take the walks of browser/PATTERN.test.mjs only")

// speedWalk measures: nothing may run beside it.
const speedWalk = "browser/speed.test.mjs"

// TestBrowser walks through Link in Chromium, on a customer's page that knows nothing of toile. Two servers
// of one seed, with clocks that stand, make it possible to compare a session that was clicked with the same
// one driven by POST /toile/link. What the engines keep is the same (internal/app), so one engine is enough.
func TestBrowser(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	walks, err := filepath.Glob("browser/" + *browserWalks + ".test.mjs")
	walks = slices.DeleteFunc(walks, func(walk string) bool { return walk == speedWalk })
	if err != nil || len(walks) == 0 {
		t.Fatalf("no walk is called browser/%s.test.mjs: %v", *browserWalks, err)
	}
	takeWalks(t, walks)
}

// TestLinkSpeed measures how long a person waits for the next pane. It is not parallel, so the tests that are
// wait for its end. With TOILE_AT_REST it asserts the goal (make bench-link), else what a busy machine keeps.
func TestLinkSpeed(t *testing.T) {
	onlyOn(t, sqlite)
	takeWalks(t, []string{speedWalk})
}

// takeWalks takes walks in one browser, with two servers.
func takeWalks(t *testing.T, walks []string) {
	t.Helper()
	chromium := browser(t)
	nodeModules(t)
	flags := []string{"--database", ":memory:", "--seed", "browser", "--now", "2026-05-04T12:00:00Z", "--delays", "none",
		"--client-id", us.clientID, "--secret", us.secret}
	s, twin := startFor(t, flags...), startFor(t, flags...)

	ctx, cancel := context.WithTimeout(t.Context(), browserTimeout)
	defer cancel()
	cmd := kept(exec.CommandContext(ctx, "node", append([]string{"browser/run.mjs"}, walks...)...))
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = browserEnd
	cmd.Env = append(os.Environ(), "CHROMIUM="+chromium, "TOILE_BIN="+binary,
		"TOILE_URL="+s.url, "TOILE_TWIN_URL="+twin.url, "TOILE_CLIENT_ID="+us.clientID, "TOILE_SECRET="+us.secret)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("node browser/run.mjs: %v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// browser finds Chromium by the names that systems give it.
func browser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("chromium is not installed; make test in the folder above installs it")
	return ""
}
