package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

const oldestVersion = 15

// Programs is the directory of PostgreSQL's programs, all of one version: pg_config's, or the newest
// of Debian, or that of the path.
var Programs = sync.OnceValues(func() (string, error) {
	for _, dir := range candidates() {
		if Version(dir) >= oldestVersion && hasAll(dir, "initdb", "pg_basebackup") {
			return dir, nil
		}
	}
	return "", fmt.Errorf("PostgreSQL %d or newer is not installed: apt-get install postgresql", oldestVersion)
})

// candidates are the directories that may hold the programs, the likeliest first.
func candidates() (dirs []string) {
	if dir, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(dir)))
	}
	debian, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is well formed
	slices.SortFunc(debian, func(a, b string) int { return Version(b) - Version(a) })
	dirs = append(dirs, debian...)
	if path, err := exec.LookPath("postgres"); err == nil {
		dirs = append(dirs, filepath.Dir(path))
	}
	return dirs
}

// Version is the first number of the PostgreSQL in a directory, or zero.
func Version(dir string) (major int) {
	text, err := exec.Command(filepath.Join(dir, "postgres"), "--version").Output()
	if err == nil {
		_, err = fmt.Sscanf(string(text), "postgres (PostgreSQL) %d", &major)
	}
	if err != nil {
		return 0
	}
	return major
}

func hasAll(dir string, names ...string) bool {
	for _, name := range names {
		if _, err := exec.LookPath(filepath.Join(dir, name)); err != nil {
			return false
		}
	}
	return true
}

// run waits for a program to succeed.
func (d *directory) run(ctx context.Context, program string, args ...string) error {
	cmd, err := d.command(ctx, program, args...)
	if err != nil {
		return err
	}
	// The thread that starts the program must not end before it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", program, errors.Join(err, ctx.Err()), tail(output))
	}
	return nil
}

// command prepares one of PostgreSQL's programs. Nothing of the caller's home or of its own
// way to a database reaches it.
func (d *directory) command(ctx context.Context, program string, args ...string) (*exec.Cmd, error) {
	dir, err := Programs()
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, filepath.Join(dir, program), args...)
	cmd.Dir = d.path
	cmd.Env = append(slices.DeleteFunc(os.Environ(), ofClient), "HOME="+d.path, "LC_ALL=C")
	return cmd, confine(cmd)
}

func ofClient(variable string) bool { return strings.HasPrefix(variable, "PG") }
