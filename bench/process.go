package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server that is measured, pinned to its CPU.
type process struct {
	cmd  *exec.Cmd
	addr string
	url  string
	log  string // file that takes what it writes to stderr
	done chan error
}

const (
	startTimeout = 30 * time.Second
	stopTimeout  = 60 * time.Second
)

// startProcess starts a server; args follow once its address is known. It does not wait until
// the server answers.
func startProcess(ctx context.Context, log string, args func(addr string) []string) (*process, error) {
	addr, err := freeAddress()
	if err != nil {
		return nil, err
	}
	logFile, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer logFile.Close()
	p := &process{addr: addr, url: "http://" + addr, log: log, done: make(chan error, 1)}
	p.cmd = exec.CommandContext(ctx, "taskset", append([]string{"-c", serverCPU}, args(addr)...)...)
	p.cmd.Stderr = logFile
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { p.done <- p.cmd.Wait() }()
	return p, nil
}

// startServer starts toile on a database, with its log in a file. More are flags of it.
func (p plan) startServer(ctx context.Context, database string, more ...string) (*process, error) {
	return p.startLogged(ctx, database, filepath.Join(p.folder(), "bench.log"), more...)
}

func (p plan) startLogged(ctx context.Context, database, log string, more ...string) (*process, error) {
	return startProcess(ctx, log, func(addr string) []string {
		return append([]string{p.binary, "serve", "--addr", addr, "--database", database, "--log-level", "info"}, more...)
	})
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// answers waits until a request made by ask succeeds.
func (p *process) answers(ask func(url string) error) error {
	const pause = 200 * time.Microsecond
	deadline := time.After(startTimeout)
	for {
		err := ask(p.url)
		if err == nil {
			return nil
		}
		select {
		case exit := <-p.done:
			p.done <- exit
			return fmt.Errorf("the server ended: %v\n%s", exit, p.lastLines())
		case <-deadline:
			return fmt.Errorf("no answer within %s: %w\n%s", startTimeout, err, p.lastLines())
		case <-time.After(pause):
		}
	}
}

// stop ends the server and waits for it.
func (p *process) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case err := <-p.done:
		p.done <- err
		if err != nil {
			return fmt.Errorf("the server ended: %w\n%s", err, p.lastLines())
		}
		return nil
	case <-time.After(stopTimeout):
		p.cmd.Process.Kill()
		return fmt.Errorf("the server did not end within %s", stopTimeout)
	}
}

func (p *process) lastLines() string {
	text, err := os.ReadFile(p.log)
	if err != nil {
		return err.Error()
	}
	const shown = 2000
	return string(text[max(0, len(text)-shown):])
}

// cpu gives the time that the server has computed, as fine as the kernel counts it.
func (p *process) cpu() (time.Duration, error) {
	s, err := statOf(p.cmd.Process.Pid)
	return s.own, err
}

// cpuOf sums up what several servers have computed.
func cpuOf(servers []*process) (sum time.Duration, err error) {
	for _, srv := range servers {
		own, err := srv.cpu()
		if err != nil {
			return 0, err
		}
		sum += own
	}
	return sum, nil
}

// stat is what the kernel counts of a process.
type stat struct {
	parent        int
	own, children time.Duration // computed by itself, and by those of its children that have ended
}

func statOf(pid int) (s stat, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return s, err
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	const parent, user, userOfChildren, tick = 1, 11, 13, 10 * time.Millisecond // proc(5), counted from the state
	if len(fields) <= userOfChildren+1 {
		return s, fmt.Errorf("unreadable: %s", text)
	}
	var numbers [5]int
	for i, at := range []int{parent, user, user + 1, userOfChildren, userOfChildren + 1} {
		var bad error
		numbers[i], bad = strconv.Atoi(fields[at])
		err = errors.Join(err, bad)
	}
	s.parent = numbers[0]
	s.own, s.children = time.Duration(numbers[1]+numbers[2])*tick, time.Duration(numbers[3]+numbers[4])*tick
	return s, err
}

// memory is what a process has in memory: with everything, and without the pages of the
// database file, which the system takes back when it needs them.
type memory struct{ residentMB, ownMB float64 }

func (p *process) memory() (m memory, err error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return m, err
	}
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		kB, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
		switch name {
		case "VmRSS":
			m.residentMB = kB / 1024
		case "RssAnon":
			m.ownMB = kB / 1024
		}
	}
	return m, nil
}

// get asks the way a load balancer would.
func get(url string) error {
	res, err := http.Get(url + "/readyz")
	if err != nil {
		return err
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return errors.New(res.Status)
	}
	return nil
}
