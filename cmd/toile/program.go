package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"toile/internal/guest"
)

// exit is how a program ended that toile ran: with its code toile ends, too. Where there is no cause the program has
// said itself what there is to say.
type exit struct {
	code  int
	cause error
}

func (e *exit) Error() string {
	if e.cause == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.cause.Error()
}

// The exit codes by which shells say that a program was not run.
const (
	notExecutable = 126
	notFound      = 127
	bySignal      = 128 // and the signal's number
)

// start runs a program with our own standard input and output until it ends, and gives its exit code as shells
// tell it. Signals that we get are the program's.
func start(command, environ []string) (code int, err error) {
	path, code, err := find(command[0], environ)
	if err != nil {
		return code, err
	}
	program := exec.Command(path, command[1:]...)
	program.Args[0] = command[0]
	program.Env = environ
	program.Stdin, program.Stdout, program.Stderr = os.Stdin, os.Stdout, os.Stderr
	signals := make(chan os.Signal, 16)
	signal.Notify(signals, forwarded...)
	defer signal.Stop(signals)
	if err := program.Start(); err != nil {
		return notExecutable, err
	}
	ended := make(chan error, 1)
	go func() { ended <- program.Wait() }()
	for {
		select {
		case s := <-signals:
			if !terminalSent(s) {
				program.Process.Signal(s) // one that has ended tells so below
			}
		case err := <-ended:
			return codeOf(err)
		}
	}
}

// find finds a program in the PATH that it will have: a browser's script comes first there.
func find(name string, environ []string) (path string, code int, err error) {
	path, err = guest.Find(name, environ)
	if errors.Is(err, fs.ErrNotExist) {
		return "", notFound, err
	}
	return path, notExecutable, err
}

// codeOf gives the exit code of a program that has ended.
func codeOf(err error) (int, error) {
	var ended *exec.ExitError
	if !errors.As(err, &ended) {
		return 0, err
	}
	if status, ok := ended.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		return bySignal + int(status.Signal()), nil
	}
	return ended.ExitCode(), nil
}
