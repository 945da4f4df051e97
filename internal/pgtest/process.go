package pgtest

import (
	"os"
	"os/exec"
	"runtime"
	"time"
)

// process is a program that runs. It is told to quit when the thread that started it ends,
// which is why that thread does nothing else.
type process struct {
	cmd   *exec.Cmd
	ended chan struct{}
	err   error // how it ended, once ended is closed
}

func startProcess(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, ended: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			p.err = cmd.Wait()
			close(p.ended)
		}
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

func (p *process) pid() int { return p.cmd.Process.Pid }

// end sends a signal and reports whether the process ended in time.
func (p *process) end(signal os.Signal, within time.Duration) bool {
	_ = p.cmd.Process.Signal(signal) // it fails when the process has ended, which is seen below
	select {
	case <-p.ended:
		return true
	case <-time.After(within):
		return false
	}
}
