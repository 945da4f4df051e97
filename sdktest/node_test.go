package sdktest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"
)

// How long npm may take to install and the story to run.
const (
	installTimeout = 3 * time.Minute
	storyTimeout   = time.Minute
)

// TestNode runs the story of Plaid's Node client.
func TestNode(t *testing.T) {
	t.Parallel()
	runNode(t, shared, "node/story.test.js")
}

// TestNodeWebhooks receives webhooks in Node, from a server of its own, whose clock it moves.
func TestNodeWebhooks(t *testing.T) {
	t.Parallel()
	runNode(t, startFor(t, "--database", database(t), "--client-id", us.clientID, "--secret", us.secret), "node/webhooks.test.mjs")
}

func runNode(t *testing.T, s *server, story string) {
	t.Helper()
	nodeModules(t)
	output(t, storyTimeout, []string{"TOILE_URL=" + s.url, "TOILE_CLIENT_ID=" + us.clientID, "TOILE_SECRET=" + us.secret}, "node", "--test", story)
}

// modules installs what package.json names, once, where something of it is missing or of another version.
var modules = sync.OnceValue(func() error {
	want, err := os.ReadFile("package-lock.json")
	if err != nil {
		return err
	}
	const stamp = "node_modules/.toile-installed"
	if have, err := os.ReadFile(stamp); err == nil && bytes.Equal(have, want) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), installTimeout)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "npm", "ci", "--no-audit", "--no-fund").CombinedOutput(); err != nil {
		return fmt.Errorf("npm ci: %w\n%s", err, out)
	}
	return os.WriteFile(stamp, want, 0o644)
})

func nodeModules(t *testing.T) {
	t.Helper()
	for _, program := range []string{"node", "npm"} {
		installed(t, program)
	}
	if err := modules(); err != nil {
		t.Fatal(err)
	}
}

// output runs a program and fails the test with what it said where it fails.
func output(t *testing.T, timeout time.Duration, env []string, program string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
}
