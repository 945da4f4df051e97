package sdktest

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"
)

// How long a server may take to start or to stop before the test gives up on it.
const patience = 20 * time.Second

// build makes the binary, unless the caller brought one.
func build(dir string) (path string, err error) {
	if path := os.Getenv("TOILE_BIN"); path != "" {
		return filepath.Abs(path)
	}
	path = filepath.Join(dir, "toile")
	cmd := exec.Command("go", "build", "-o", path, "./cmd/toile")
	cmd.Dir = ".."
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building toile: %w\n%s", err, out)
	}
	return path, nil
}

// server is a running binary.
type server struct {
	url     string
	process *exec.Cmd
	stderr  *journal
	stdout  chan struct{} // closed once all that it printed has been read
}

var readyLine = regexp.MustCompile(`^toile is ready at (https?://127\.0\.0\.1:\d+)$`)

// start runs the binary on a free port and waits until it is ready. Its webhooks go to this machine only, also those of
// the official clients' own tests, which name hosts that there are.
func start(flags ...string) (*server, error) {
	args := append([]string{"serve", "--addr", "127.0.0.1:0", "--log-level", "info", "--local-webhooks"}, flags...)
	s := &server{process: kept(exec.Command(binary, args...)), stderr: &journal{}, stdout: make(chan struct{})}
	s.process.Stderr = s.stderr
	out, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if m := readyLine.FindStringSubmatch(lines.Text()); m != nil {
			s.url = m[1]
			break
		}
	}
	go func() {
		io.Copy(io.Discard, out)
		close(s.stdout)
	}()
	if s.url == "" {
		return nil, fmt.Errorf("toile said no address before it ended: %w\n%s", s.wait(), s.log())
	}
	if err := s.ready(); err != nil {
		return nil, errors.Join(err, s.kill())
	}
	return s, nil
}

// anyCertificate is a client for which it is enough that somebody answers.
var anyCertificate = &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}

// ready waits on /readyz.
func (s *server) ready() error {
	deadline := time.Now().Add(patience)
	for {
		resp, err := anyCertificate.Get(s.url + "/readyz")
		if err == nil {
			resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return nil
			}
			err = errors.New(resp.Status)
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("toile does not get ready: %w\n%s", err, s.log())
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// stop asks the server to end. Anything but a clean end is an error.
func (s *server) stop() error {
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	return s.wait()
}

// kill ends the server where it stands.
func (s *server) kill() error {
	if err := s.process.Process.Kill(); err != nil {
		return err
	}
	if err := s.wait(); s.process.ProcessState == nil {
		return err
	}
	return nil
}

// wait waits for the end of the process and its exit code 0.
func (s *server) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { s.process.Process.Kill() })
	defer stop()
	<-s.stdout
	err := s.process.Wait()
	if ctx.Err() != nil {
		return fmt.Errorf("toile did not end within %s", patience)
	}
	return err
}

// startFor runs a server of the test's own, which must end cleanly with the test.
func startFor(t *testing.T, flags ...string) *server {
	t.Helper()
	s, err := start(flags...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if s.process.ProcessState == nil { // else the test ended it
			if err := s.stop(); err != nil {
				t.Errorf("stopping toile: %v", err)
			}
		}
		if t.Failed() {
			t.Logf("the server's log ends with:\n%s", s.log())
		}
	})
	return s
}

// journal keeps what a server logs, up to a bound.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Bounds on what a journal keeps and on what a failing test shows of it, in bytes.
const (
	keepLog = 8 << 20
	showLog = 8 << 10
)

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.text.Len() < keepLog {
		j.text.Write(p)
	}
	return len(p), nil
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// log is the end of what the server logged.
func (s *server) log() string {
	text := s.stderr.String()
	return text[max(0, len(text)-showLog):]
}
