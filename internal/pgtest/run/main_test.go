//go:build unix

package main_test

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"toile/internal/pgtest"
)

// command runs a shell script beside a server.
func command(t *testing.T, script string) *exec.Cmd {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "run")
	if output, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	c := exec.CommandContext(t.Context(), binary, "--", "sh", "-c", script)
	c.Env = append(os.Environ(), pgtest.Variable+"=")
	c.Stderr = os.Stderr
	return c
}

func TestExitStatusPassesOn(t *testing.T) {
	t.Parallel()
	for script, want := range map[string]int{"exit 0": 0, "exit 7": 7, "kill -9 $$": 137} {
		t.Run(script, func(t *testing.T) {
			t.Parallel()
			c := command(t, "echo $"+pgtest.Variable+"; "+script)
			output, _ := c.Output() // the status is looked at below
			if got := c.ProcessState.ExitCode(); got != want {
				t.Errorf("exit status %d, want %d", got, want)
			}
			if err := connect(t.Context(), strings.TrimSpace(string(output))); err == nil {
				t.Error("the server outlives the command")
			}
		})
	}
}

func TestSignalPassesOn(t *testing.T) {
	t.Parallel()
	c := command(t, `trap "exit 9" TERM; echo $`+pgtest.Variable+`; while :; do sleep 0.01; done`)
	output, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	url, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	if err := connect(t.Context(), strings.TrimSpace(url)); err != nil {
		t.Error(err)
	}
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if _ = c.Wait(); c.ProcessState.ExitCode() != 9 {
		t.Errorf("%v, want the exit status 9", c.ProcessState)
	}
}

func connect(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}
