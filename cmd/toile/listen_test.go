package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"toile/internal/pgtest"
	"toile/internal/server"
	"toile/toiletest"
)

// listening runs toile webhooks listen until stop, and hands its lines on as they come.
func listening(t *testing.T, args ...string) (lines, notes *bufio.Scanner, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), time.Minute) // the lines end then
	out, outWriter := io.Pipe()
	errs, errWriter := io.Pipe()
	cmd := root()
	cmd.SetOut(outWriter)
	cmd.SetErr(errWriter)
	cmd.SetArgs(append([]string{"webhooks", "listen"}, args...))
	done := make(chan error, 1)
	go func() {
		err := cmd.ExecuteContext(ctx)
		outWriter.Close()
		errWriter.Close()
		done <- err
	}()
	stop = sync.OnceValue(func() error {
		cancel()
		go io.Copy(io.Discard, out)
		go io.Copy(io.Discard, errs)
		return <-done
	})
	t.Cleanup(func() { stop() })
	return bufio.NewScanner(out), bufio.NewScanner(errs), stop
}

// next reads a line that must hold some words.
func next(t *testing.T, lines *bufio.Scanner, wanted ...string) string {
	t.Helper()
	if !lines.Scan() {
		t.Fatalf("no line with %v came", wanted)
	}
	for _, want := range wanted {
		if !strings.Contains(lines.Text(), want) {
			t.Errorf("%q is not in %q", want, lines.Text())
		}
	}
	return lines.Text()
}

// TestWebhooksListen hears of webhooks as they are made, hands them on with a good signature, goes on after errors
// and a restart of the server, and ends when it is told to.
func TestWebhooksListen(t *testing.T) {
	t.Parallel()
	database := pgtest.Chosen(t)
	if database == "" {
		database = filepath.Join(t.TempDir(), "toile.db")
	}
	start := func(addr string) (*server.Server, *server.Listening) {
		t.Helper()
		opened, err := server.Open(context.WithoutCancel(t.Context()), server.Config{Database: database})
		if err != nil {
			t.Fatal(err)
		}
		on, err := opened.Listen(addr, nil)
		if err != nil {
			t.Fatal(err)
		}
		return opened, on
	}
	stop := func(opened *server.Server, on *server.Listening) {
		t.Helper()
		began := time.Now()
		if err := on.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("who listens kept the server from ending for %s", took)
		}
	}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a redirect was followed") }))
	t.Cleanup(elsewhere.Close)
	came := make(chan string, 10)
	local := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		came <- r.Header.Get("Plaid-Verification") + " " + string(body)
		switch len(came) {
		case 1:
			panic(http.ErrAbortHandler)
		case 2:
			http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
		}
	}))
	local.Config.ErrorLog = nil
	t.Cleanup(local.Close)
	dead := httptest.NewServer(nil)
	dead.Close() // so that nothing comes of the server's own attempts

	opened, on := start("127.0.0.1:0")
	url := "--url=" + on.URL
	lines, notes, end := listening(t, url, "--forward", local.URL)
	next(t, notes, "listening to the webhooks of "+on.URL)
	about := func(item string, forwarded string) {
		t.Helper()
		fire(t, url, dead.URL, item)
		first := next(t, lines, "INCOME INCOME_VERIFICATION "+item+" to "+dead.URL)
		next(t, lines, "forwarded: "+forwarded)
		if !strings.Contains(first, "no answer") { // then what came of the server's own attempt is told later
			next(t, lines, "INCOME_VERIFICATION "+item+": waiting, no answer")
		}
	}
	about("one", "no answer in")
	about("two", "307 in")
	about("three", "200 in")
	for n := range 3 {
		signature, body, _ := strings.Cut(<-came, " ")
		if signed, err := run(t.Context(), "api", url, "/webhook_verification_key/get", "key_id=6c5516e1-92dc-479e-a8ff-5a51992e0001"); err != nil || strings.Count(signature, ".") != 2 || !strings.HasPrefix(body, "{\n  \"environment\"") {
			t.Errorf("%d: handed on is %q %q, key %s, %v", n, signature, body, signed, err)
		}
	}
	stop(opened, on)
	next(t, notes, "the server is away")
	opened, on = start(strings.TrimPrefix(on.URL, "http://"))
	next(t, notes, "the server is back")
	fire(t, url, dead.URL, "four")
	next(t, lines, "INCOME_VERIFICATION four")
	if err := end(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	stop(opened, on)
}

// TestWebhooksListenJSON prints objects, one a line, and what was made before nobody hears of.
func TestWebhooksListenJSON(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	url, hooks, local := "--url="+srv.URL, srv.Receiver(), srv.Receiver()
	fire(t, url, hooks.URL, "before")
	lines, notes, end := listening(t, url, "--json", "--forward", local.URL)
	next(t, notes, "listening")
	for _, item := range []string{"one", "two"} {
		fire(t, url, hooks.URL, item)
		var told, forwarded struct {
			ID, Body, Signature string
			Item                string `json:"item_id"`
			Forwarded           struct{ Status int }
		}
		if err := json.Unmarshal([]byte(next(t, lines)), &told); err != nil || told.Item != item {
			t.Fatalf("told is %+v, %v", told, err)
		}
		if err := json.Unmarshal([]byte(next(t, lines)), &forwarded); err != nil || forwarded.ID != told.ID || forwarded.Forwarded.Status != 200 {
			t.Fatalf("forwarded is %+v, %v", forwarded, err)
		}
		if got := local.Next("INCOME", "INCOME_VERIFICATION"); string(got.Body) != told.Body || got.Header.Get("Plaid-Verification") != told.Signature {
			t.Errorf("handed on is %s", fmt.Sprint(got))
		}
	}
	if err := end(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	if text, err := run(t.Context(), "webhooks", "listen", "--url=http://127.0.0.1:1"); err == nil || !strings.Contains(err.Error(), "toile serve") {
		t.Errorf("without a server it printed %s, %v", text, err)
	}
}
