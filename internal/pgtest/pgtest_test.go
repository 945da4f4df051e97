//go:build unix

package pgtest_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"toile/internal/pgtest"
)

// The test binary runs itself as the process that is killed.
const childRole = "TOILE_PGTEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childRole) == "" {
		os.Exit(pgtest.Main(m))
	}
	cluster, err := pgtest.Start(context.Background(), pgtest.Options{Fast: true})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(cluster.URL("postgres"))
	select {}
}

func start(t *testing.T, o pgtest.Options) *pgtest.Cluster {
	t.Helper()
	cluster, err := pgtest.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, cluster)
	return cluster
}

func closeAfter(t *testing.T, c *pgtest.Cluster) {
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// execute runs one statement at a server.
func execute(ctx context.Context, url, statement string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, statement)
	return err
}

func ask[T any](t *testing.T, url, query string) (answer T) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	defer conn.Close(t.Context())
	must(t, conn.QueryRow(t.Context(), query).Scan(&answer))
	return answer
}

// traces are what a server leaves behind unless it is stopped: a process and a directory.
type traces struct {
	pid int
	dir string
}

func tracesOf(t *testing.T, url string) traces {
	t.Helper()
	pid := ask[int](t, url, `SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)::int`)
	return traces{pid, filepath.Dir(ask[string](t, url, "SHOW data_directory"))}
}

// gone waits until nothing is left.
func (left traces) gone(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		_, err := os.Stat(left.dir)
		if errors.Is(syscall.Kill(left.pid, 0), syscall.ESRCH) && errors.Is(err, fs.ErrNotExist) {
			return
		}
	}
	t.Errorf("process %d or directory %s is still there", left.pid, left.dir)
}

func TestDatabase(t *testing.T) {
	t.Parallel()
	names := make(chan string, 8)
	t.Run("parallel", func(t *testing.T) {
		for n := range cap(names) {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				url := pgtest.Database(t)
				must(t, execute(t.Context(), url, "CREATE TABLE mine ()"))
				if got, want := ask[string](t, url, "SHOW server_encoding")+" "+ask[string](t, url, "SELECT datcollate FROM pg_database WHERE datname = current_database()"), "UTF8 C"; got != want {
					t.Errorf("the database is %s, want %s", got, want)
				}
				names <- ask[string](t, url, "SELECT current_database()")
			})
		}
	})
	close(names)
	url := pgtest.Database(t)
	for name := range names {
		if ask[int](t, url, "SELECT count(*) FROM pg_database WHERE datname = '"+name+"'") != 0 {
			t.Errorf("%s outlives its test", name)
		}
	}
}

func TestRestart(t *testing.T) {
	t.Parallel()
	c := start(t, pgtest.Options{Settings: map[string]string{"work_mem": "5MB", "application_name": "it's"}})
	must(t, c.Create(t.Context(), "kept"))
	url := c.URL("kept")
	if got := ask[string](t, url, "SHOW work_mem") + ask[string](t, url, "SHOW application_name"); got != "5MBit's" {
		t.Errorf("the settings are %s", got)
	}
	must(t, execute(t.Context(), url, "CREATE TABLE kept AS SELECT 7 AS n"))
	for _, mode := range []string{"immediate", "fast"} {
		before := tracesOf(t, url)
		must(t, c.Stop(mode))
		must(t, c.Stop(mode))
		if err := syscall.Kill(before.pid, 0); !errors.Is(err, syscall.ESRCH) {
			t.Errorf("process %d outlives Stop: %v", before.pid, err)
		}
		must(t, c.Restart(t.Context()))
		if got := ask[int](t, url, "SELECT n FROM kept"); got != 7 {
			t.Errorf("after %s: %d, want 7", mode, got)
		}
	}
	must(t, c.Drop(t.Context(), "kept"))
	left := tracesOf(t, c.URL("postgres"))
	must(t, c.Close())
	must(t, c.Close())
	left.gone(t)
	if err := c.Stop("gently"); err == nil {
		t.Error("Stop takes any mode")
	}
}

func TestStandby(t *testing.T) {
	t.Parallel()
	primary := start(t, pgtest.Options{Fast: true})
	standby, err := primary.Standby(t.Context())
	must(t, err)
	closeAfter(t, standby)
	url := primary.URL("postgres")

	must(t, execute(t.Context(), url, "CREATE TABLE writes (n int)"))
	must(t, standby.Stop("fast"))
	short, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := execute(short, url, "INSERT INTO writes VALUES (1)"); err == nil {
		t.Error("a write is acknowledged that the standby has not got")
	}
	must(t, standby.Restart(t.Context()))
	must(t, execute(t.Context(), url, "INSERT INTO writes VALUES (2)"))

	must(t, primary.Stop("immediate"))
	must(t, standby.Promote(t.Context()))
	url = standby.URL("postgres")
	must(t, execute(t.Context(), url, "INSERT INTO writes VALUES (3)"))
	if got := ask[int](t, url, "SELECT count(*) FROM writes WHERE n > 1"); got != 2 {
		t.Errorf("%d of the two acknowledged writes are there", got)
	}
}

func TestNothingOutlivesTheProcess(t *testing.T) {
	t.Parallel()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childRole+"=1")
	child.Stderr = os.Stderr
	output, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	url, err := bufio.NewReader(output).ReadString('\n')
	must(t, err)
	left := tracesOf(t, strings.TrimSpace(url))
	must(t, child.Process.Kill())
	if err := child.Wait(); err == nil {
		t.Error("the child was not killed")
	}
	left.gone(t)
}
