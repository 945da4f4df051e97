package pgtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
)

// directory holds a cluster's files. It is removed by a shell that waits for the end of its
// input, which comes with remove, or when this process ends.
type directory struct {
	path   string
	remove func() error
}

// sweeper waits for the end of its input, then up to ten seconds for the server, and removes
// the directory.
const sweeper = `cat >/dev/null
n=0
while [ $n -lt 200 ] && kill -0 "$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)" 2>/dev/null; do
	sleep 0.05
	n=$((n + 1))
done
rm -rf "$1"`

func newDirectory(parent string) (*directory, error) {
	path, err := os.MkdirTemp(parent, "toile-postgres-")
	if err != nil {
		return nil, err
	}
	sweep := exec.Command("/bin/sh", "-c", sweeper, "sweeper", path)
	sweep.Dir, sweep.Env = "/", []string{"PATH=/usr/bin:/bin"}
	detach(sweep)
	hold, err := sweep.StdinPipe()
	if err := errors.Join(err, give(path), sweep.Start()); err != nil {
		os.RemoveAll(path)
		return nil, err
	}
	return &directory{path: path, remove: sync.OnceValue(func() error {
		hold.Close()
		if err := sweep.Wait(); err != nil {
			return fmt.Errorf("cannot remove %s: %w", path, err)
		}
		return nil
	})}, nil
}

func (d *directory) in(names ...string) string {
	return filepath.Join(append([]string{d.path}, names...)...)
}

func (d *directory) data() string { return d.in("data") }

func (d *directory) log() string { return d.in("log") }

// logTail is the end of what the server wrote since it was started.
func (d *directory) logTail() string {
	text, err := os.ReadFile(d.log())
	if err != nil {
		return err.Error()
	}
	return tail(text)
}

// tail is the end of a program's output, as much as belongs into an error.
func tail(text []byte) string {
	const most = 3000
	return string(text[max(0, len(text)-most):])
}
