package sdktest

import (
	"bytes"
	"context"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// refusal is a way to start that cannot work, and what the server must say of it.
type refusal struct {
	name  string
	flags []string
	says  string
}

// TestRefusesToStart ends with exit code 1 and a sentence where it cannot serve.
func TestRefusesToStart(t *testing.T) {
	t.Parallel()
	seeded := database(t)
	if err := startFor(t, "--database", seeded, "--seed", "apple").stop(); err != nil {
		t.Fatal(err)
	}
	busy := startFor(t, "--database", database(t))
	twice := file(t, "a b\na c\n")
	for _, r := range []refusal{
		{"time", []string{"--now", "yesterday"}, "--now"},
		{"log level", []string{"--log-level", "loud"}, "--log-level"},
		{"half a pair", []string{"--client-id", us.clientID}, "go together"},
		{"no such file of clients", []string{"--clients", filepath.Join(t.TempDir(), "none")}, "--clients"},
		{"client twice", []string{"--clients", twice}, twice + ":2"},
		{"address in use", []string{"--addr", strings.TrimPrefix(busy.url, "http://")}, "--addr"},
		{"other seed", []string{"--database", seeded, "--seed", "pear"}, "another seed"},
	} {
		r.check(t)
	}
}

// TestRefusesFile starts on what can be no file of its own.
func TestRefusesFile(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	open := database(t)
	startFor(t, "--database", open)
	letter := file(t, strings.Repeat("Dear reader, this is no database.\n", 200))
	for _, r := range []refusal{
		{"in use", []string{"--database", open}, open},
		{"no database", []string{"--database", letter}, letter},
		{"folder that is not there", []string{"--database", filepath.Join(t.TempDir(), "no", "toile.db")}, "toile.db"},
	} {
		r.check(t)
	}
}

// TestRefusesURL starts on what can be no PostgreSQL database of its own, and shows no password.
func TestRefusesURL(t *testing.T) {
	onlyOn(t, postgresql)
	t.Parallel()
	there, err := url.Parse(database(t))
	if err != nil {
		t.Fatal(err)
	}
	missing, stranger := *there, *there
	missing.Path = "/none"
	stranger.User = url.UserPassword("nobody", "pass_good")
	for _, r := range []refusal{
		{"no such database", []string{"--database", missing.String()}, "createdb"},
		{"no such user", []string{"--database", stranger.String()}, "user and password"},
		{"no port", []string{"--database", "postgres://toile:pass_good@127.0.0.1:port/toile"}, "port"},
		{"other kind", []string{"--database", "mysql://toile:pass_good@127.0.0.1/toile"}, "mysql://"},
	} {
		r.check(t)
	}
}

func (r refusal) check(t *testing.T) {
	t.Run(r.name, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		flags := []string{"serve", "--addr", "127.0.0.1:0", "--database", ":memory:"}
		cmd := kept(exec.CommandContext(ctx, binary, append(flags, r.flags...)...))
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		err := cmd.Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 {
			t.Errorf("it ended with %v, want exit code 1", err)
		}
		text := stderr.String()
		if !strings.Contains(text, r.says) || strings.Contains(text, "goroutine ") || secrets.MatchString(text) {
			t.Errorf("it says %q, want %q in it", text, r.says)
		}
	})
}

// file writes a file and gives its path.
func file(t *testing.T, content string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestSeededRestart never gives a request_id twice, and goes on where it stopped.
func TestSeededRestart(t *testing.T) {
	t.Parallel()
	flags := []string{"--database", database(t), "--seed", "apple", "--client-id", us.clientID, "--secret", us.secret}
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
