package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	pollEvery   = 5 * time.Millisecond
	stopTimeout = 20 * time.Second // for each of the signals in stopSignals
)

// stopSignals ends a server, each signal being sent when those before it were not enough.
var stopSignals = map[string][]os.Signal{
	"fast":      {syscall.SIGINT, syscall.SIGQUIT, syscall.SIGKILL},
	"immediate": {syscall.SIGQUIT, syscall.SIGKILL},
}

// The ports lie below those that systems give to outgoing connections, so that a stopped
// server finds its own still free.
const (
	firstPort = 20_000
	ports     = 10_000
	portTries = 10
)

var (
	lastPort     atomic.Int64
	errPortTaken = errors.New("another program took the port")
)

// launchAnywhere runs the server on a port that is free. Another program may take that port
// between the look and the server's start.
func (c *Cluster) launchAnywhere(ctx context.Context) (err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for range portTries {
		if c.port, err = freePort(); err != nil {
			return err
		}
		if err = c.launch(ctx); !errors.Is(err, errPortTaken) {
			return err
		}
	}
	return err
}

// freePort looks from a place that depends on the process, for many look at the same time.
func freePort() (int, error) {
	for range ports {
		port := firstPort + (37*os.Getpid()+int(lastPort.Add(1)))%ports
		listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			return port, listener.Close()
		}
	}
	return 0, fmt.Errorf("no port of %d to %d is free", firstPort, firstPort+ports-1)
}

// launch runs the server and waits until it takes connections.
func (c *Cluster) launch(ctx context.Context) error {
	log, err := os.Create(c.files.log())
	if err != nil {
		return err
	}
	defer log.Close()
	// The server outlives the call, so the call's context is not its own.
	cmd, err := c.files.command(context.WithoutCancel(ctx), "postgres", "-D", c.files.data(), "-p", strconv.Itoa(c.port))
	if err != nil {
		return err
	}
	cmd.Stdout, cmd.Stderr = log, log
	if c.server, err = startProcess(cmd); err != nil {
		return err
	}
	if err := c.awaitReady(ctx); err != nil {
		return errors.Join(err, c.stop(stopSignals["immediate"]))
	}
	return nil
}

func (c *Cluster) awaitReady(ctx context.Context) error {
	for !c.ready() {
		select {
		case <-c.server.ended:
			if strings.Contains(c.files.logTail(), "could not bind") {
				return fmt.Errorf("%w %d", errPortTaken, c.port)
			}
			return fmt.Errorf("PostgreSQL did not start: %w\n%s", c.server.err, c.files.logTail())
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL did not start: %w\n%s", ctx.Err(), c.files.logTail())
		case <-time.After(pollEvery):
		}
	}
	return nil
}

// ready reads what the server says of itself in postmaster.pid: its process in the first
// line, its state in the eighth. Whether a port answers would not tell whose it is.
func (c *Cluster) ready() bool {
	text, err := os.ReadFile(c.files.in("data", "postmaster.pid"))
	lines := strings.Split(string(text), "\n")
	return err == nil && len(lines) >= 8 && lines[0] == strconv.Itoa(c.server.pid()) && strings.TrimSpace(lines[7]) == "ready"
}

func (c *Cluster) stop(signals []os.Signal) error {
	if c.server == nil {
		return nil
	}
	for _, signal := range signals {
		if c.server.end(signal, stopTimeout) {
			c.server = nil
			return nil
		}
	}
	return fmt.Errorf("PostgreSQL, process %d, does not stop\n%s", c.server.pid(), c.files.logTail())
}
