package sdktest

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestRefusesToStart ends with exit code 1 and a sentence where it cannot serve.
func TestRefusesToStart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	seeded := filepath.Join(dir, "seeded.db")
	if err := startFor(t, "--database", seeded, "--seed", "apple").stop(); err != nil {
		t.Fatal(err)
	}
	open := filepath.Join(dir, "open.db")
	busy := startFor(t, "--database", open)

	for _, test := range []struct {
		name  string
		flags []string
		says  string
	}{
		{"time", []string{"--now", "yesterday"}, "--now"},
		{"log level", []string{"--log-level", "loud"}, "--log-level"},
		{"half a pair", []string{"--client-id", us.clientID}, "go together"},
		{"no such file of clients", []string{"--clients", filepath.Join(dir, "none")}, "--clients"},
		{"client twice", []string{"--clients", file("twice", "a b\na c\n")}, "twice:2"},
		{"address in use", []string{"--addr", strings.TrimPrefix(busy.url, "http://")}, "--addr"},
		{"other seed", []string{"--database", seeded, "--seed", "pear"}, "another seed"},
		{"database in use", []string{"--database", open}, "open.db"},
		{"no database", []string{"--database", file("letter", strings.Repeat("Dear reader, this is no database.\n", 200))}, "letter"},
		{"folder that is not there", []string{"--database", filepath.Join(dir, "no", "toile.db")}, "toile.db"},
	} {
		t.Run(test.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			flags := []string{"serve", "--addr", "127.0.0.1:0", "--database", ":memory:"}
			cmd := exec.CommandContext(ctx, binary, append(flags, test.flags...)...)
			var stderr bytes.Buffer
			cmd.Stderr = &stderr
			err := cmd.Run()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.ExitCode() != 1 {
				t.Errorf("it ended with %v, want exit code 1", err)
			}
			if text := stderr.String(); !strings.Contains(text, test.says) || strings.Contains(text, "goroutine ") {
				t.Errorf("it says %q, want %q in it", text, test.says)
			}
		})
	}
}

// TestSeededRestart never gives a request_id twice, and goes on where it stopped.
func TestSeededRestart(t *testing.T) {
	t.Parallel()
	flags := []string{"--database", filepath.Join(t.TempDir(), "toile.db"), "--seed", "apple", "--client-id", us.clientID, "--secret", us.secret}
	seen := map[any]int{}
	for run := range 3 {
		s := startFor(t, flags...)
		c := ask(t, s, us)
		for range 5 {
			_, answer := c.post(c.ctx, "/user/get", "application/json", `{"user_id":"`+unknownUserID+`"}`, us)
			if before, twice := seen[answer["request_id"]]; twice {
				t.Errorf("runs %d and %d both gave the request_id %s", before, run, answer["request_id"])
			}
			seen[answer["request_id"]] = run
		}
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
	}
}
