package main

import (
	"context"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"toile/internal/server"
)

// TestBanks measures a few Items of every kind of login, on a server of this process.
func TestBanks(t *testing.T) {
	t.Parallel()
	opened, err := server.Open(t.Context(), server.Config{AtOnce: true})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	listening := httptest.NewServer(opened)
	defer listening.Close()
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	srv := &process{cmd: &exec.Cmd{Process: self}, addr: listening.Listener.Addr().String(), log: os.DevNull}

	items, ever := 4*len(bankPersonas), time.Now().Add(time.Hour)
	tokens, err := importItems(t.Context(), srv, items, ever)
	if err != nil || len(tokens) != items {
		t.Fatalf("%d Items, %v; want %d", len(tokens), err, items)
	}
	r := bankReport{made: items, perSec: 1, load: [2]string{loadAverage(), "none"}, footprints: []footprint{{"that", memory{20, 10}}}}
	r.read, r.transactions, err = readItems(t.Context(), srv, tokens, ever)
	if err != nil || r.read != items || r.transactions < items {
		t.Errorf("%d transactions of %d Items, %v; want some of each of %d", r.transactions, r.read, err, items)
	}
	if read, _, err := readItems(t.Context(), srv, tokens, time.Now()); err != nil || read != 0 {
		t.Errorf("%d Items, %v; want none when the time is over", read, err)
	}
	if r.measured, err = measureBanks(t.Context(), srv, 1, time.Millisecond); err != nil {
		t.Fatal(err)
	}
	for _, request := range r.measured {
		if request.transactions == 0 != strings.Contains(request.name, "balance") || len(request.one) != 1 || len(request.many) != 1 {
			t.Errorf("%+v", request)
		}
	}
	var text strings.Builder
	if err := r.print(&text, "a machine"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a machine; load average", "72 Items", "| that | 20 | 10 |", "| user_good |", "| " + largestPersona + " |"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the report lacks %q:\n%s", want, text.String())
		}
	}
}

// TestInSteps stops at what fails, and at the end of the time with what was done so far.
func TestInSteps(t *testing.T) {
	t.Parallel()
	listening := httptest.NewServer(nil)
	defer listening.Close()
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	srv := &process{cmd: &exec.Cmd{Process: self}, addr: listening.Listener.Addr().String(), log: os.DevNull}
	broken := errors.New("broken")
	_, err = inSteps(t.Context(), srv, 100, time.Now().Add(time.Hour), "tried", func(_ *caller, n int) error {
		if n == 50 {
			return broken
		}
		return nil
	})
	if !errors.Is(err, broken) {
		t.Errorf("%v, want %v", err, broken)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := inSteps(ctx, srv, 100, time.Now().Add(time.Hour), "tried", func(*caller, int) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want %v", err, context.Canceled)
	}
}

func TestCustomConfig(t *testing.T) {
	t.Parallel()
	now := time.Now()
	one, other := customConfig(3, now), customConfig(7, now)
	if one == other || len(one) < 3000 || len(one) > 6000 {
		t.Errorf("%d bytes, want some thousand of their own:\n%s", len(one), one)
	}
}

func TestThousands(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
