package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"toile"
	"toile/internal/server"
)

// TestFillGoesOn cuts a fill off after users were made that are not listed, one of them in part,
// and in the middle of a line of the list.
func TestFillGoesOn(t *testing.T) {
	t.Parallel()
	p := plan{database: filepath.Join(t.TempDir(), "filled.db"), users: 4}
	if err := p.fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	whole, err := p.listedUsers()
	if err != nil || len(whole) != p.users {
		t.Fatal(whole, err)
	}

	p.database = filepath.Join(t.TempDir(), "mended.db")
	p.users = 1
	if err := p.fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	withServer(t, p.database, func(ctx context.Context, client *toile.Client) {
		if _, err := fillUser(ctx, client, 1); err != nil {
			t.Error(err)
		}
		if _, err := createUser(ctx, client, 2, false); err != nil {
			t.Error(err)
		}
	})
	if err := p.listUsers([]string{"cut off"}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(p.userList())
	if err == nil {
		err = os.WriteFile(p.userList(), text[:len(text)-len(" off\n")], 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	p.users = 4
	if err := p.fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	mended, err := p.listedUsers()
	if err != nil || !slices.Equal(mended, whole) {
		t.Errorf("listed %v (%v), want %v", mended, err, whole)
	}
	withServer(t, p.database, func(ctx context.Context, client *toile.Client) {
		for _, handle := range mended {
			userToken, userID := handleFields(handle)
			found, err := client.CreditSessionsGet(ctx, toile.CreditSessionsGetRequest{UserToken: userToken, UserID: userID})
			if err != nil || len(found.Sessions) != sessionsPerUser {
				t.Errorf("%s has %v (%v), want %d sessions", handle, found, err, sessionsPerUser)
			}
		}
	})
}

// TestFillBeginsAnew has a list left of a database that is gone.
func TestFillBeginsAnew(t *testing.T) {
	t.Parallel()
	p := plan{database: filepath.Join(t.TempDir(), "gone.db"), users: 2}
	if err := p.listUsers([]string{"somebody"}); err != nil {
		t.Fatal(err)
	}
	if err := p.fill(t.Context()); err != nil {
		t.Fatal(err)
	}
	if users, err := p.listedUsers(); err != nil || len(users) != 2 || users[0] == "somebody" {
		t.Errorf("listed %v (%v), want two new users", users, err)
	}
}

func withServer(t *testing.T, database string, do func(context.Context, *toile.Client)) {
	t.Helper()
	opened, err := server.Open(t.Context(), server.Config{Database: database, Seed: fillSeed})
	if err != nil {
		t.Fatal(err)
	}
	do(t.Context(), toile.NewClient(server.DevelopmentClientID, server.DevelopmentSecret,
		toile.WithHTTPClient(&http.Client{Transport: inProcess{opened}})))
	if err := opened.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestGrowthRatio compares within rounds: a machine that is slow for a while is slow for both.
func TestGrowthRatio(t *testing.T) {
	t.Parallel()
	g := growth{small: []time.Duration{100, 300, 100}, large: []time.Duration{110, 360, 500}}
	if got := g.ratio(); got != 1.2 {
		t.Errorf("the ratio is %v, want 1.2", got)
	}
}

func TestStock(t *testing.T) {
	t.Parallel()
	var users []string
	for n := range 26 {
		users = append(users, fmt.Sprint(n))
	}
	s := newStock("", users)
	if want := []string{"5", "14"}; !slices.Equal(s.writers, want) {
		t.Errorf("writers %v, want %v", s.writers, want)
	}
	if len(s.readers) != 24 || s.readers[0] != "0" || s.readers[23] != "25" {
		t.Errorf("readers %v", s.readers)
	}
	d, seen := newDeck(s.readers), []string(nil)
	for d.left() > 0 {
		seen = append(seen, d.draw(7)...)
	}
	slices.Sort(seen)
	if want := slices.Sorted(slices.Values(s.readers)); !slices.Equal(seen, want) {
		t.Errorf("drew %v, want each once", seen)
	}
	some := sample(s.readers, 24)
	slices.Sort(some)
	if !slices.Equal(some, seen) {
		t.Errorf("sampled %v, want each once", some)
	}
}

// TestCall has callers share a job, and fail on an answer that is no success.
func TestCall(t *testing.T) {
	t.Parallel()
	opened, err := server.Open(t.Context(), server.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	listening := httptest.NewServer(opened)
	defer listening.Close()
	client := toile.NewClient(server.DevelopmentClientID, server.DevelopmentSecret, toile.WithBaseURL(listening.URL))
	handle, err := fillUser(t.Context(), client, 0)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	servers := fleet{{cmd: &exec.Cmd{Process: self}, addr: listening.Listener.Addr().String(), log: os.DevNull}}
	f, err := call(t.Context(), servers, 3, asks([]string{handle, handle, handle, handle, handle}))
	if err != nil || f.requests != 5 || f.p50 <= 0 || f.p99 < f.p50 || f.perSec <= 0 {
		t.Errorf("%+v, %v; want five requests", f, err)
	}
	if f, err = call(t.Context(), servers, 2, sessions([]string{handle}, time.Now().Add(50*time.Millisecond))); err != nil || f.requests < 1 {
		t.Errorf("%+v, %v; want sessions", f, err)
	}
	if _, err := call(t.Context(), servers, 2, asks([]string{handle, "nobody"})); err == nil {
		t.Error("an answer that is no success does not fail")
	}
}
