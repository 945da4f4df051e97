package pgtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
)

// Variable names the environment variable with the URL of a server for tests: of any
// database, as a superuser.
const Variable = "TOILE_TEST_POSTGRES"

var (
	own    *Cluster // the one that this test binary started, if it did
	server = sync.OnceValues(func() (url string, err error) {
		if url := os.Getenv(Variable); url != "" {
			return url, nil
		}
		if own, err = Start(context.Background(), Options{Fast: true}); err != nil {
			return "", err
		}
		return own.URL("postgres"), nil
	})
)

// Main runs the tests of a package that calls [Database], and closes what they started. It
// returns the exit status.
func Main(m *testing.M) int {
	status := m.Run()
	if err := Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return max(status, 1)
	}
	return status
}

// Close ends the server that was started for this process, if one was.
func Close() error {
	if own == nil {
		return nil
	}
	return own.Close()
}

// New makes an empty database, and says how to drop it.
func New(ctx context.Context) (databaseURL string, dropIt func(context.Context) error, err error) {
	server, err := server()
	if err != nil {
		return "", nil, err
	}
	address, err := url.Parse(server)
	if err != nil {
		return "", nil, err
	}
	name := "test_" + strings.ToLower(rand.Text())
	if err := create(ctx, server, name); err != nil {
		return "", nil, err
	}
	address.Path = "/" + name
	return address.String(), func(ctx context.Context) error { return drop(ctx, server, name) }, nil
}

// Engine names the environment variable that chooses what [Chosen] gives.
const Engine = "TOILE_TEST_ENGINE"

// Chosen is the database for a test that runs on every engine: a new one of PostgreSQL when
// $TOILE_TEST_ENGINE is postgres, otherwise empty, which means memory.
func Chosen(t testing.TB) string {
	t.Helper()
	switch engine := os.Getenv(Engine); engine {
	case "":
		return ""
	case "postgres":
		return Database(t)
	default:
		t.Fatalf("$%s is %q, which is no engine: leave it out, or say postgres", Engine, engine)
		return ""
	}
}

// Database is the URL of a new empty database that is gone after the test.
func Database(t testing.TB) string {
	t.Helper()
	url, drop, err := New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := drop(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return url
}
