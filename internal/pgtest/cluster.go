// Package pgtest runs PostgreSQL servers for tests, the soak and the benchmark, from the
// programs of Debian's package.
//
// A [Cluster] is a server of the caller's own: on a free port of 127.0.0.1, with its files in
// a temporary directory, as a user who is not root. It is gone when it is closed, and also
// when the process that started it ends in any other way: Linux then tells the server to
// quit (process.go), and a shell that waits for it removes the files (directory.go).
//
// Tests call [Database] for an empty database of their own. The server below it is that of
// $TOILE_TEST_POSTGRES, or one that the test binary starts at the first call and that
// [Main] closes. The command in pgtest/run starts one for all that is run below it.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// superuser is who initdb makes, and who connects.
const superuser = "toile"

// startTimeout bounds what comes before a server answers: copying a primary, above all.
const startTimeout = 2 * time.Minute

// Options say how a cluster is run.
type Options struct {
	// Fast waits for no disk, and uses none where memory has room. It may lose what it
	// acknowledged when the server is killed.
	Fast bool

	// Settings go to postgresql.conf, after those of this package.
	Settings map[string]string
}

// Cluster is a PostgreSQL server of the caller's own.
type Cluster struct {
	files *directory
	port  int

	mu       sync.Mutex
	server   *process // nil when it does not run
	standbys []string // the names of those that commits wait for
}

// Start makes a new cluster and runs it.
func Start(ctx context.Context, o Options) (*Cluster, error) {
	parent := ""
	if o.Fast {
		parent = memory()
	}
	return open(ctx, parent, func(ctx context.Context, c *Cluster) error {
		err := c.files.run(ctx, "initdb", "--pgdata", c.files.data(), "--username", superuser,
			"--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions")
		if err != nil {
			return err
		}
		return appendSettings(c.files.in("data", "postgresql.conf"), o.all())
	})
}

// open makes a cluster in a directory, with the data that fill writes, and runs it.
func open(ctx context.Context, parent string, fill func(context.Context, *Cluster) error) (*Cluster, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	files, err := newDirectory(parent)
	if err != nil {
		return nil, err
	}
	c := &Cluster{files: files}
	if err = fill(ctx, c); err == nil {
		err = c.launchAnywhere(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (o Options) all() map[string]string {
	settings := map[string]string{
		"listen_addresses":        "127.0.0.1",
		"unix_socket_directories": "",
		"max_connections":         "300",
	}
	if o.Fast {
		for _, name := range []string{"fsync", "full_page_writes", "synchronous_commit"} {
			settings[name] = "off"
		}
	}
	maps.Copy(settings, o.Settings)
	return settings
}

// appendSettings writes settings below those that a file has; the last one of a name counts.
func appendSettings(path string, settings map[string]string) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		fmt.Fprintf(file, "%s = '%s'\n", name, strings.ReplaceAll(settings[name], "'", "''"))
	}
	return file.Close()
}

// URL is how to connect to a database of the cluster. It stays the same over restarts.
func (c *Cluster) URL(database string) string {
	return fmt.Sprintf("postgres://%s@127.0.0.1:%d/%s?sslmode=disable", superuser, c.port, database)
}

// Stop ends the server: "fast" cuts its connections off and writes everything down,
// "immediate" leaves the rest to recovery, as a crash does. It does nothing when the server
// does not run.
func (c *Cluster) Stop(mode string) error {
	signals, known := stopSignals[mode]
	if !known {
		return fmt.Errorf("no way to stop PostgreSQL is called %q", mode)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.stop(signals)
}

// Restart stops the server, unless it is stopped, and runs it again at the same URL.
func (c *Cluster) Restart(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.stop(stopSignals["fast"]); err != nil {
		return err
	}
	return c.launch(ctx)
}

// Close stops the server and removes its files. Closing again does nothing.
func (c *Cluster) Close() error {
	return errors.Join(c.Stop("immediate"), c.files.remove())
}
