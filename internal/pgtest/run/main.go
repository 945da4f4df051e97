// Run runs a command beside a PostgreSQL server of its own, which tests find by themselves:
//
//	go run ./internal/pgtest/run -- go test ./...
//
// It ends with the command's exit status, and passes signals on to it. When the environment
// names a server already, that one is used.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"toile/internal/pgtest"
)

func main() {
	args := os.Args[1:]
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: run -- COMMAND [ARGUMENT…]")
		os.Exit(2)
	}
	status, err := beside(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = max(status, 1)
	}
	os.Exit(status)
}

// beside runs a command beside a server and gives its exit status.
func beside(args []string) (status int, err error) {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if os.Getenv(pgtest.Variable) != "" {
		return run(args, signals)
	}
	cluster, err := pgtest.Start(context.Background(), pgtest.Options{Fast: true})
	if err != nil {
		return 1, err
	}
	os.Setenv(pgtest.Variable, cluster.URL("postgres"))
	status, err = run(args, signals)
	return status, errors.Join(err, cluster.Close())
}

func run(args []string, signals <-chan os.Signal) (status int, err error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			_ = cmd.Process.Signal(s) // it may have ended meanwhile
		case err := <-ended:
			return exitStatus(err)
		}
	}
}

// exitStatus is what a shell would say of a command that ended so.
func exitStatus(err error) (int, error) {
	exit, ended := errors.AsType[*exec.ExitError](err)
	if !ended {
		return 0, err
	}
	if ended := exit.Sys().(syscall.WaitStatus); ended.Signaled() {
		return 128 + int(ended.Signal()), nil
	}
	return exit.ExitCode(), nil
}
