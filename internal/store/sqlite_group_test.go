package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"testing/synctest"

	"toile/internal/id"
	"toile/internal/store"
)

// crowd runs writers that all wait behind one, so that they share transactions, and gives
// the errors of each.
func crowd(t *testing.T, s *store.Store, writers ...func(tx *store.Tx) error) []error {
	t.Helper()
	release, errs := make(chan struct{}), make([]error, len(writers))
	done := make(chan int)
	started := make(chan struct{})
	go func() {
		err := s.Update(t.Context(), func(tx *store.Tx) error {
			close(started)
			<-release
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		done <- -1
	}()
	<-started
	for i, fn := range writers {
		go func() {
			defer func() { done <- i }() // even if fn ends the goroutine
			errs[i] = errors.New("it never returned")
			errs[i] = s.Update(t.Context(), fn)
		}()
		synctest.Wait()
	}
	close(release)
	for range len(writers) + 1 {
		<-done
	}
	return errs
}

// inBubble runs a test on each engine where it can wait until every writer waits.
func inBubble(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	for _, engine := range []string{"file", "memory"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				path := ":memory:"
				if engine == "file" {
					path = filepath.Join(t.TempDir(), "toile.db")
				}
				test(t, open(t, path, store.Options{}))
			})
		})
	}
}

var errRefused = errors.New("refused")

func TestGroupFailureStaysAlone(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *store.Store) {
		var writers []func(tx *store.Tx) error
		for n := range 60 {
			writers = append(writers, func(tx *store.Tx) error {
				switch _, err := tx.CreateUser(newUser(n)); {
				case err != nil:
					return err
				case n%10 == 3:
					return errRefused
				case n%10 == 7:
					panic("spilt")
				default:
					_, err := tx.Next("users")
					return err
				}
			})
		}
		kept := int64(0)
		for n, err := range crowd(t, s, writers...) {
			want := error(nil)
			switch n % 10 {
			case 3:
				want = errRefused
			case 7:
				panicked, ok := errors.AsType[*store.PanicError](err)
				if !ok || panicked.Value != "spilt" || len(panicked.Stack) == 0 {
					t.Errorf("a panic became %v", err)
				}
				want = err
			default:
				kept++
			}
			wantErr(t, err, want)
			view(t, s, func(tx *store.Tx) error {
				_, got := tx.User(newUser(n).Key)
				if (got == nil) != (want == nil) {
					t.Errorf("user %d: %v after %v", n, got, err)
				}
				return nil
			})
		}
		update(t, s, func(tx *store.Tx) error {
			n, err := tx.Next("users")
			if n != kept+1 {
				t.Errorf("%d were counted, want %d", n-1, kept)
			}
			return err
		})
	})
}

func TestGroupContext(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *store.Store) {
		release := make(chan struct{})
		first, second := make(chan error), make(chan error)
		go func() {
			first <- s.Update(t.Context(), func(tx *store.Tx) error {
				<-release
				return tx.SetMeta("first", "")
			})
		}()
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		go func() {
			second <- s.Update(ctx, func(tx *store.Tx) error {
				t.Error("a cancelled write ran")
				return nil
			})
		}()
		synctest.Wait()
		cancel()
		wantErr(t, <-second, context.Canceled)
		close(release)
		wantErr(t, <-first, nil)

		// Cancelled in its turn, its half-done writes go.
		ctx, cancel = context.WithCancel(t.Context())
		err := s.Update(ctx, func(tx *store.Tx) error {
			if err := tx.SetMeta("half", ""); err != nil {
				return err
			}
			cancel()
			return tx.SetMeta("whole", "")
		})
		wantErr(t, err, context.Canceled)
		wantErr(t, s.Update(ctx, func(tx *store.Tx) error { return nil }), context.Canceled)
		view(t, s, func(tx *store.Tx) error {
			_, err := tx.Meta("half")
			wantErr(t, err, store.ErrNotFound)
			_, err = tx.Meta("first")
			return err
		})
	})
}

// A function that ends its goroutine, as a failing test does, fails its group and stops nobody.
func TestGroupGoexit(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *store.Store) {
		set := func(key string) func(tx *store.Tx) error {
			return func(tx *store.Tx) error { return tx.SetMeta(key, "") }
		}
		for i, err := range crowd(t, s, set("a"), func(*store.Tx) error { runtime.Goexit(); return nil }, set("b")) {
			if err == nil {
				t.Errorf("writer %d was told that it wrote", i)
			}
		}
		update(t, s, set("after"))
		view(t, s, func(tx *store.Tx) error {
			_, err := tx.Meta("a")
			wantErr(t, err, store.ErrNotFound)
			_, err = tx.Meta("after")
			return err
		})
	})
}

func TestGroupLargerThanATransaction(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *store.Store) {
		var writers []func(tx *store.Tx) error
		for range 600 {
			writers = append(writers, func(tx *store.Tx) error {
				_, err := tx.Next("n")
				return err
			})
		}
		if err := errors.Join(crowd(t, s, writers...)...); err != nil {
			t.Fatal(err)
		}
		update(t, s, func(tx *store.Tx) error {
			n, err := tx.Next("n")
			if n != 601 {
				t.Errorf("got %d", n)
			}
			return err
		})
	})
}

func TestTxAfterItsEnd(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		var kept []*store.Tx
		keep := func(tx *store.Tx) error {
			kept = append(kept, tx)
			return nil
		}
		update(t, s, keep)
		view(t, s, keep)
		for _, tx := range kept {
			if _, err := tx.User(id.KeyOf("x")); err == nil || errors.Is(err, store.ErrNotFound) {
				t.Errorf("a transaction that is over answered %v", err)
			}
		}
	})
}

// A view sees one state, whatever is written meanwhile.
func TestViewIsASnapshot(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "toile.db"), store.Options{})
	for round := range 20 {
		key := fmt.Sprint(round)
		view(t, s, func(tx *store.Tx) error {
			_, err := tx.Meta(key)
			wantErr(t, err, store.ErrNotFound)
			written := make(chan struct{})
			go func() {
				defer close(written)
				if err := s.Update(t.Context(), func(tx *store.Tx) error { return tx.SetMeta(key, "") }); err != nil {
					t.Error(err)
				}
			}()
			<-written
			_, err = tx.Meta(key)
			wantErr(t, err, store.ErrNotFound)
			return nil
		})
		view(t, s, func(tx *store.Tx) error {
			_, err := tx.Meta(key)
			return err
		})
	}
}

func TestClosed(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, s *store.Store) {
		wantErr(t, s.Ping(t.Context()), nil)
		for range 2 {
			wantErr(t, s.Close(), nil)
		}
		wantErr(t, s.Update(t.Context(), func(*store.Tx) error { return nil }), store.ErrClosed)
		wantErr(t, s.View(t.Context(), func(*store.Tx) error { return nil }), store.ErrClosed)
		_, err := s.SessionList(t.Context(), id.KeyOf("x"))
		wantErr(t, err, store.ErrClosed)
		wantErr(t, s.Ping(t.Context()), store.ErrClosed)
	})
}
