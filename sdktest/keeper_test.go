package sdktest

import (
	"fmt"
	"os/exec"
	"syscall"
)

// keeper leads the process group that all servers join.
var keeper *exec.Cmd

// keep starts the keeper: a shell that waits for the end of its input, which comes with the call of
// release or the end of this process, be it a panic or a kill. Then it removes a directory and kills its
// group, and so nothing outlives the tests.
func keep(dir string) (release func(), err error) {
	keeper = exec.Command("/bin/sh", "-c", `cat >/dev/null; rm -rf "$1"; kill -KILL 0`, "keeper", dir)
	keeper.Dir = "/"
	keeper.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	input, err := keeper.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := keeper.Start(); err != nil {
		return nil, fmt.Errorf("starting the keeper: %w", err)
	}
	return func() {
		input.Close()
		keeper.Wait() // it ends by its own kill
	}, nil
}

// kept makes a program's process one of the keeper's group.
func kept(cmd *exec.Cmd) *exec.Cmd {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pgid: keeper.Process.Pid}
	return cmd
}
