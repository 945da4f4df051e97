//go:build unix

package store_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"toile/internal/pgtest"
	"toile/internal/store"
)

// The test binary runs itself as the process that is killed or kept from writing.
const (
	childRole = "TOILE_STORE_TEST_CHILD"
	childPath = "TOILE_STORE_TEST_PATH"
	childFrom = "TOILE_STORE_TEST_FROM"
)

func TestMain(m *testing.M) {
	var err error
	switch os.Getenv(childRole) {
	case "writer":
		err = writeUntilKilled()
	case "full":
		err = writeUntilFull()
	default:
		os.Exit(pgtest.Main(m))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func child(t *testing.T, role, path string, from int) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0])
	c.Env = append(os.Environ(), childRole+"="+role, childPath+"="+path, childFrom+"="+strconv.Itoa(from))
	c.Stderr = os.Stderr
	return c
}

// put writes the n-th user with two sessions.
func put(ctx context.Context, s *store.Store, n int) error {
	u := newUser(n)
	return s.Update(ctx, func(tx *store.Tx) error {
		if _, err := tx.CreateUser(u); err != nil {
			return err
		}
		for i := range 2 {
			session := newSession(u, i)
			if err := tx.CreateSession(session); err != nil {
				return err
			}
			if err := tx.PutCreditSession(session, document(session, "")); err != nil {
				return err
			}
		}
		return nil
	})
}

// whole looks whether the n-th user is there with both sessions, or not at all.
func whole(t *testing.T, s *store.Store, n int) (there bool) {
	t.Helper()
	u := newUser(n)
	view(t, s, func(tx *store.Tx) error {
		_, err := tx.User(u.Key)
		there = err == nil
		sessions, err := tx.SessionsByToken(newSession(u, 0).TokenKey)
		if there != (len(sessions) == 2) {
			t.Errorf("user %d is there: %t, with %d sessions", n, there, len(sessions))
		}
		return err
	})
	list, err := s.SessionList(t.Context(), u.Key)
	if there != (err == nil && bytes.Count(list.JSON, []byte("link_session_id")) == 2) {
		t.Errorf("user %d is there: %t, with the list %s, %v", n, there, list.JSON, err)
	}
	return there
}

// writeUntilKilled writes users and prints the number of each that is acknowledged.
func writeUntilKilled() error {
	ctx := context.Background()
	s, err := store.Open(ctx, os.Getenv(childPath), store.Options{})
	if err != nil {
		return err
	}
	from, err := strconv.Atoi(os.Getenv(childFrom))
	if err != nil {
		return err
	}
	var writers sync.WaitGroup
	const together = 8
	for w := range together {
		writers.Go(func() {
			for n := from + w; ; n += together {
				if err := put(ctx, s, n); err != nil {
					fmt.Fprintln(os.Stderr, err)
					return
				}
				fmt.Fprintln(os.Stdout, n)
			}
		})
	}
	writers.Wait()
	return s.Close()
}

// Whatever was acknowledged is there after SIGKILL, and nothing is half there.
func TestKill(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "toile.db")
	deadline := time.Now().Add(4 * time.Second)
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	acknowledged := map[int]bool{}
	next := 0
	for round := 0; round < 12 && (round < 2 || time.Now().Before(deadline)); round++ {
		c := child(t, "writer", path, next)
		out, err := c.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		lines, last := bufio.NewReader(out), 1+random.IntN(300)
		for i := 0; ; i++ {
			if i == last {
				c.Process.Signal(syscall.SIGKILL)
			}
			line, err := lines.ReadString('\n')
			if err == io.EOF {
				break
			}
			n, err := strconv.Atoi(strings.TrimSpace(line))
			if err != nil {
				t.Fatal(err)
			}
			acknowledged[n] = true
			next = max(next, n+16)
		}
		c.Wait() // killed
		s, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for n := range next {
			if there := whole(t, s, n); acknowledged[n] && !there {
				t.Errorf("user %d was acknowledged and is gone", n)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(acknowledged) == 0 {
		t.Error("nothing was written")
	}
}

// writeUntilFull runs with files that must not grow, then with room again. It prints the
// users that were acknowledged, and after "failed" those that were not.
func writeUntilFull() error {
	ctx := context.Background()
	s, err := store.Open(ctx, os.Getenv(childPath), store.Options{})
	if err != nil {
		return err
	}
	// While somebody else has the file open, a writer that starts anew cannot empty the log.
	if err := s.View(ctx, func(tx *store.Tx) error { _, err := tx.ItemsByUser(newUser(0).Key); return err }); err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	var before syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	tight := before
	tight.Cur = 400_000
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &tight); err != nil {
		return err
	}
	var mu sync.Mutex
	var failed []int
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for n := w; ; n += 4 {
				err := put(ctx, s, n)
				mu.Lock()
				if err != nil {
					failed = append(failed, n)
				} else {
					fmt.Println(n)
				}
				mu.Unlock()
				if err != nil {
					return
				}
			}
		})
	}
	writers.Wait()
	for i := 0; err == nil; i++ { // what room there is for small things
		err = s.Update(ctx, func(tx *store.Tx) error { return tx.SetMeta("small", strconv.Itoa(i)) })
	}
	if err := s.Ping(ctx); err == nil {
		return fmt.Errorf("no room to write, and the store is ready")
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before); err != nil {
		return err
	}
	if err := s.Ping(ctx); err != nil {
		return fmt.Errorf("there is room again: %w", err)
	}
	if err := put(ctx, s, 1_000_000); err != nil {
		return err
	}
	fmt.Println(1_000_000)
	for _, n := range failed {
		fmt.Println("failed", n)
	}
	return s.Close()
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "toile.db")
	out, err := child(t, "full", path, 0).Output()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s := open(t, path, store.Options{})
	refused := 0
	for line := range strings.Lines(string(out)) {
		line, failed := strings.CutPrefix(strings.TrimSpace(line), "failed ")
		n, err := strconv.Atoi(line)
		if err != nil {
			t.Fatal(err)
		}
		if there := whole(t, s, n); there == failed {
			t.Errorf("user %d failed: %t, is there: %t", n, failed, there)
		}
		if failed {
			refused++
		}
	}
	if refused != 4 {
		t.Errorf("%d writes were refused, want 4", refused)
	}
}
