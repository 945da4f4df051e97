package pgtest

import (
	"errors"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// detach puts a program out of reach of a terminal's Ctrl-C.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// confine detaches one of PostgreSQL's programs, keeps it from running as root, which it
// refuses, and has it told to quit when the thread that starts it ends.
func confine(cmd *exec.Cmd) error {
	credential, err := account()
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: credential, Setpgid: true, Pdeathsig: syscall.SIGQUIT}
	return err
}

// give makes a file that of the user who runs PostgreSQL.
func give(path string) error {
	credential, err := account()
	if err != nil || credential == nil {
		return err
	}
	return os.Chown(path, int(credential.Uid), int(credential.Gid))
}

// memory is a directory in memory, if there is one with room for tests and $TMPDIR does not
// say where files shall be; else it is "", the usual place.
func memory() string {
	const path, room = "/dev/shm", 2 << 30
	var found syscall.Statfs_t
	if os.Getenv("TMPDIR") != "" || syscall.Statfs(path, &found) != nil || found.Bavail*uint64(found.Bsize) < room {
		return ""
	}
	return path
}

// account is the user who runs PostgreSQL instead of root; nil is oneself.
func account() (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	found, err := user.Lookup("postgres")
	if err != nil {
		found, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, uidErr := strconv.ParseUint(found.Uid, 10, 32)
	gid, gidErr := strconv.ParseUint(found.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(uidErr, gidErr)
}
