package sdktest

import (
	"context"
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
	installing.Lock()
	defer installing.Unlock()
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is not installed; make test in the folder above installs it", program)
		}
	}
	for _, module := range []string{"jose", "plaid"} {
		if _, err := os.Stat("node_modules/" + module); err != nil {
			output(t, installTimeout, nil, "npm", "ci", "--no-audit", "--no-fund")
		}
	}
	output(t, storyTimeout, []string{"TOILE_URL=" + s.url, "TOILE_CLIENT_ID=" + us.clientID, "TOILE_SECRET=" + us.secret}, "node", "--test", story)
}

// installing keeps one story from running in modules that another installs.
var installing sync.Mutex

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
