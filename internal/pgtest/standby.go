package pgtest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// Standby copies the cluster to a second one that follows it. From then on the cluster
// acknowledges a commit only when the standby has it too; while the standby is stopped,
// or when it is closed, commits wait.
func (c *Cluster) Standby(ctx context.Context) (*Cluster, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	c.mu.Lock()
	defer c.mu.Unlock()
	name := fmt.Sprintf("standby_%d", len(c.standbys)+1)
	standby, err := open(ctx, filepath.Dir(c.files.path), func(ctx context.Context, s *Cluster) error { return s.copyFrom(ctx, c, name) })
	if err != nil {
		return nil, err
	}
	c.standbys = append(c.standbys, name)
	if err := c.awaitSync(ctx, name); err != nil {
		return nil, errors.Join(err, standby.Close())
	}
	return standby, nil
}

// copyFrom fills the data directory from a primary. A slot keeps what the standby has yet
// to read, under the standby's name.
func (c *Cluster) copyFrom(ctx context.Context, primary *Cluster, name string) error {
	address := fmt.Sprintf("host=127.0.0.1 port=%d user=%s application_name=%s", primary.port, superuser, name)
	err := c.files.run(ctx, "pg_basebackup", "--dbname", address, "--pgdata", c.files.data(), "--checkpoint", "fast",
		"--wal-method", "stream", "--create-slot", "--slot", name, "--write-recovery-conf", "--no-sync")
	if err != nil {
		return err
	}
	// What the primary waits for is not what the standby will wait for once it is promoted.
	return appendSettings(c.files.in("data", "postgresql.auto.conf"), map[string]string{"synchronous_standby_names": ""})
}

// awaitSync has commits wait for the standbys, and returns once they do. The server's
// checkpointer is what switches the waiting on when it reads the settings, which it does
// before the checkpoint that is asked for here.
func (c *Cluster) awaitSync(ctx context.Context, name string) error {
	url := c.URL("postgres")
	err := execute(ctx, url,
		fmt.Sprintf("ALTER SYSTEM SET synchronous_standby_names = 'FIRST %d (%s)'", len(c.standbys), strings.Join(c.standbys, ", ")),
		"ALTER SYSTEM SET synchronous_commit = 'on'",
		"SELECT pg_reload_conf()")
	for synced := false; err == nil && !synced; {
		synced, err = ask(ctx, url, "SELECT count(*) = 1 FROM pg_stat_replication WHERE application_name = $1 AND sync_state = 'sync'", name)
		time.Sleep(pollEvery)
	}
	if err != nil {
		return err
	}
	return execute(ctx, url, "CHECKPOINT")
}

// Promote makes a standby a server that writes. It waits for no standby.
func (c *Cluster) Promote(ctx context.Context) error {
	promoted, err := ask(ctx, c.URL("postgres"), "SELECT pg_promote(true, 60)")
	if err == nil && !promoted {
		err = fmt.Errorf("the standby was not promoted\n%s", c.files.logTail())
	}
	return err
}
