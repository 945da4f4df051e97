package sdktest

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestRunCodes ends with the program's exit code, and with a shell's where it was not run.
func TestRunCodes(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	for _, test := range []struct {
		words []string
		code  int
		says  string
	}{
		{[]string{"--", "sh", "-c", "exit 0"}, 0, ""},
		{[]string{"--", "sh", "-c", "exit 7"}, 7, ""},
		{[]string{"sh", "-c", "exit 7"}, 7, ""},
		{[]string{"--", "sh", "-c", "kill -9 $$"}, 137, ""},
		{[]string{"--", "no-such-program"}, 127, "no-such-program"},
		{[]string{"--", "/"}, 126, "is a directory"},
		{nil, 1, "at least 1"},
		{[]string{"--allow", "https://example.com", "--", "true"}, 1, "is no host"},
		{[]string{"--url", "http://127.0.0.1:1", "--", "true"}, 1, "no server answers"},
		{[]string{"--url", "gopher://127.0.0.1", "--", "true"}, 1, "--url"},
		{[]string{"--url", shared.url, "--seed", "1", "--", "true"}, 1, "--seed is for a server that toile run starts"},
		{[]string{"--url", shared.url, "--log-level", "debug", "--", "true"}, 1, "--log-level is for a server that toile run starts"},
		{[]string{"--now", "noon", "--", "true"}, 1, "--now"},
		{[]string{"--authority", "/dev/null/x", "--", "true"}, 1, "authority"},
	} {
		got := toileRun(t, nil, test.words...)
		if got.code != test.code || !strings.Contains(got.stderr, test.says) || test.says != "" && strings.Count(got.stderr, "toile: ") != 1 {
			t.Errorf("toile run %v ends with %d, want %d; it says\n%s", test.words, got.code, test.code, got.stderr)
		}
	}
}

// TestRunVariables says that a variable is not heeded, and refuses a flag whatever the variables are.
func TestRunVariables(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	env := []string{"TOILE_URL=" + shared.url, "TOILE_SEED=1"}
	if got := toileRun(t, env, "--", "true"); got.code != 0 || !strings.Contains(got.stderr, "TOILE_SEED changes nothing here") || strings.Contains(got.stderr, "TOILE_URL changes") {
		t.Errorf("with a variable it ends with %d and says\n%s", got.code, got.stderr)
	}
	if got := toileRun(t, env, "--seed", "2", "--", "true"); got.code != 1 || !strings.Contains(got.stderr, "--seed is for a server that toile run starts") {
		t.Errorf("with a flag it ends with %d and says\n%s", got.code, got.stderr)
	}
}

// TestRunUntidy ends with the program's code even where its files cannot be removed, and says so.
func TestRunUntidy(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	for code, end := range map[int]string{0: "true", 7: "exit 7"} {
		got := toileRun(t, nil, "-q", "--", "sh", "-c", `mv "$TMPDIR" "$TMPDIR.away" && : > "$TMPDIR"; `+end)
		if got.code != code || !strings.Contains(got.stderr, "toile run: tidying up: ") {
			t.Errorf("after %s it ends with %d and says\n%s", end, got.code, got.stderr)
		}
	}
}

// TestRunLeft removes its files while processes that the program left still write among them.
func TestRunLeft(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	dir := t.TempDir()
	left := `cd "${SSL_CERT_FILE%/*}"; for w in 1 2 3 4; do
		(exec >&- 2>&-; n=0; end=$(($(date +%s%N) / 1000000 + 150)); while [ $(($(date +%s%N) / 1000000)) -lt $end ]; do n=$((n + 1)); : > $w.$n; done) & done; sleep 0.02`
	got := toileRun(t, []string{"TMPDIR=" + dir}, "-q", "--", "sh", "-c", left)
	if got.code != 0 || got.stderr != "" {
		t.Errorf("it ends with %d and says\n%s", got.code, got.stderr)
	}
	if there, err := os.ReadDir(dir); err != nil || len(there) > 0 {
		t.Errorf("files are left: %v %v", there, err)
	}
}

// TestRunPasses gives the program our standard input and leaves its output alone.
func TestRunPasses(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	cmd := kept(exec.CommandContext(t.Context(), binary, "run", "-q", "--", "sh", "-c", "cat; echo err >&2"))
	cmd.Stdin = strings.NewReader("a\nb")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil || stdout.String() != "a\nb" || stderr.String() != "err\n" {
		t.Errorf("%v: %q %q", err, &stdout, &stderr)
	}
}

// TestRunSignals gives the program the signals that toile gets, waits for it however long it takes, and leaves
// nothing behind: no server, no proxy, no file.
func TestRunSignals(t *testing.T) {
	onlyOn(t, sqlite)
	t.Parallel()
	for _, test := range []struct {
		send syscall.Signal
		trap string
		code int
	}{
		{syscall.SIGTERM, `trap 'echo got; exit 9' TERM`, 9},
		{syscall.SIGINT, `trap 'echo got; exit 10' INT`, 10},
		{syscall.SIGHUP, `trap 'echo got; exit 11' HUP`, 11},
		{syscall.SIGTERM, `trap 'curl -sf -o /dev/null https://sandbox.plaid.com/readyz && echo got; exit 12' TERM`, 12}, // Plaid is there until the end
		{syscall.SIGTERM, `trap 'echo got; kill -KILL $$' TERM`, 137},
	} {
		dir := t.TempDir()
		cmd := kept(exec.CommandContext(t.Context(), binary, "run", "-q", "--", "sh", "-c", test.trap+`; echo $TOILE_URL $HTTPS_PROXY; while :; do sleep 0.02; done`))
		cmd.Env = append(os.Environ(), "TMPDIR="+dir)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(out)
		addresses, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Process.Signal(test.send); err != nil {
			t.Fatal(err)
		}
		rest, _ := io.ReadAll(lines)
		cmd.Wait()
		if got := cmd.ProcessState.ExitCode(); got != test.code || string(rest) != "got\n" {
			t.Errorf("%v, %s: it ends with %d after %q, want %d", test.send, test.trap, got, rest, test.code)
		}
		for _, address := range strings.Fields(addresses) {
			if c, err := net.Dial("tcp", strings.TrimPrefix(address, "http://")); err == nil {
				c.Close()
				t.Errorf("%v: %s still listens", test.send, address)
			}
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
			t.Errorf("%v: files are left: %v %v", test.send, left, err)
		}
	}
}
