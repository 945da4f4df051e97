package sdktest

import (
	"context"
	"os"
	"os/exec"
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
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%s is not installed; make test in the folder above installs it", program)
		}
	}
	if _, err := os.Stat("node_modules/plaid"); err != nil {
		output(t, installTimeout, nil, "npm", "ci", "--no-audit", "--no-fund")
	}
	output(t, storyTimeout, []string{
		"TOILE_URL=" + shared.url, "TOILE_CLIENT_ID=" + us.clientID, "TOILE_SECRET=" + us.secret,
	}, "node", "--test", "node/story.test.js")
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
