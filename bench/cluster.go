package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"toile/internal/pgtest"
)

// cluster is a PostgreSQL server whose files stay from run to run, unlike those of package
// pgtest. It shares the CPU of the servers.
type cluster struct {
	*process
	programs, data string // folders
}

// clusterSettings differ from what PostgreSQL does by itself. Every commit waits for the disk.
var clusterSettings = []string{
	"fsync=on", "synchronous_commit=on",
	"shared_buffers=2GB", "max_wal_size=4GB", "checkpoint_timeout=15min",
}

const (
	clusterUser  = "toile"
	clusterOwner = "postgres" // who runs PostgreSQL instead of root
)

// startCluster runs the server whose files are in a folder, which it makes.
func startCluster(ctx context.Context, data string) (c *cluster, err error) {
	c = &cluster{}
	if c.programs, err = pgtest.Programs(); err != nil {
		return nil, err
	}
	if c.data, err = filepath.Abs(data); err != nil {
		return nil, err
	}
	if _, err := os.Stat(c.data); errors.Is(err, fs.ErrNotExist) {
		err = c.create(ctx)
		if err != nil {
			return nil, errors.Join(err, os.RemoveAll(c.data))
		}
	}
	if _, err := os.Stat(filepath.Join(c.data, "postmaster.pid")); err == nil {
		c.stop() // of a run that was killed; an error means that it is gone
	}
	c.process, err = startProcess(ctx, c.data+".log", func(addr string) []string {
		_, port, _ := strings.Cut(addr, ":")
		args := c.command("postgres", "-D", c.data, "-p", port, "-h", "127.0.0.1", "-k", "")
		for _, setting := range clusterSettings {
			args = append(args, "-c", setting)
		}
		return args
	})
	if err != nil {
		return nil, err
	}
	err = c.answers(func(string) error { return c.query(ctx, "postgres", "SELECT 1") })
	if err != nil {
		return nil, errors.Join(err, c.stop())
	}
	return c, nil
}

// create makes the files.
func (c *cluster) create(ctx context.Context) error {
	if err := os.MkdirAll(c.data, 0o700); err != nil {
		return err
	}
	if os.Geteuid() == 0 {
		if err := runProgram(ctx, "chown", clusterOwner, c.data); err != nil {
			return err
		}
	}
	args := c.command("initdb", "--pgdata", c.data, "--username", clusterUser, "--auth", "trust", "--encoding", "UTF8", "--locale", "C")
	return runProgram(ctx, args...)
}

// command is one of PostgreSQL's programs, which do not run as root.
func (c *cluster) command(program string, args ...string) []string {
	command := append([]string{filepath.Join(c.programs, program)}, args...)
	if os.Geteuid() == 0 {
		command = append([]string{"setpriv", "--reuid", clusterOwner, "--regid", clusterOwner, "--clear-groups"}, command...)
	}
	return command
}

// runProgram runs a program to its end.
func runProgram(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = "/" // which PostgreSQL's user may enter
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, output)
	}
	return nil
}

// stop ends the server, which writes all down first.
func (c *cluster) stop() error {
	return runProgram(context.Background(), c.command("pg_ctl", "stop", "-D", c.data, "-m", "fast", "-t", "600")...)
}

func (c *cluster) databaseURL(database string) string {
	return fmt.Sprintf("postgres://%s@%s/%s?sslmode=disable", clusterUser, c.addr, database)
}

func (c *cluster) query(ctx context.Context, database string, statements ...string) error {
	args := []string{filepath.Join(c.programs, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", c.databaseURL(database)}
	for _, statement := range statements {
		args = append(args, "-c", statement)
	}
	return runProgram(ctx, args...)
}

// fill copies the sessions of a file into a database, unless they are there.
func (c *cluster) fill(ctx context.Context, from plan, database string, users []string) error {
	url := c.databaseURL(database)
	err := from.answersFor(ctx, url, users)
	if err == nil || ctx.Err() != nil {
		return err
	}
	progress("database %s in %s is of no use and made anew: %s", database, c.data, firstLine(err))
	err = c.query(ctx, "postgres", "DROP DATABASE IF EXISTS "+database, "CREATE DATABASE "+database)
	if err != nil {
		return err
	}
	began := time.Now()
	copying := exec.CommandContext(ctx, from.binary, "db", "copy", "--from", from.database, "--to", url)
	copying.Stdout, copying.Stderr = os.Stderr, os.Stderr // for a person who waits
	if err := copying.Run(); err != nil {
		return fmt.Errorf("toile db copy: %w", err)
	}
	copied := time.Since(began)
	if err := c.query(ctx, database, "VACUUM (ANALYZE)", "CHECKPOINT"); err != nil {
		return err
	}
	progress("copied %d users into %s in %s, and put it in order in %s", len(users), database,
		copied.Round(time.Second), (time.Since(began) - copied).Round(time.Second))
	return from.answersFor(ctx, url, users)
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// warm brings all of the server's files into the system's memory, as far as they fit.
func (c *cluster) warm() error {
	return filepath.WalkDir(filepath.Join(c.data, "base"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		return copyFile(path, os.DevNull)
	})
}

// cpu gives the time that the server has computed: the one that began it, those that serve a
// connection each, and those that are gone.
func (c *cluster) cpu() (time.Duration, error) {
	self, err := statOf(c.cmd.Process.Pid)
	if err != nil {
		return 0, err
	}
	sum := self.own + self.children
	entries, err := os.ReadDir("/proc")
	for _, entry := range entries {
		pid, notOne := strconv.Atoi(entry.Name())
		if notOne != nil {
			continue
		}
		if s, gone := statOf(pid); gone == nil && s.parent == c.cmd.Process.Pid {
			sum += s.own
		}
	}
	return sum, err
}

// size is how much disk the server's files need.
func (c *cluster) size() (bytes int64, err error) {
	err = filepath.WalkDir(filepath.Join(c.data, "base"), func(_ string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			bytes += info.Size()
		}
		return err
	})
	return bytes, err
}
