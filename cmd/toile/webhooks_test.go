package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"toile/internal/pgtest"
	"toile/toiletest"
)

// fire causes a webhook about an Item for an address.
func fire(t *testing.T, url, receiver, item string) {
	t.Helper()
	text, err := run(t.Context(), "api", url, "/sandbox/income/fire_webhook", "webhook="+receiver, "item_id="+item, "user_id=user",
		"verification_status=VERIFICATION_STATUS_PROCESSING_COMPLETE", "webhook_code=INCOME_VERIFICATION")
	if err != nil {
		t.Fatal(text, err)
	}
}

// TestWebhooksAreShown lists webhooks, shows one and sends it again.
func TestWebhooksAreShown(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	url, ctx := "--url="+srv.URL, t.Context()
	hooks := srv.Receiver()
	webhooks := func(args ...string) string {
		t.Helper()
		text, err := run(ctx, append([]string{"webhooks", args[0], url}, args[1:]...)...)
		if err != nil {
			t.Fatalf("%v printed %s, %v", args, text, err)
		}
		return text
	}
	if text := webhooks("list"); text != "no webhooks\n" {
		t.Errorf("at first there are %s", text)
	}
	hooks.Refuse(1, http.StatusServiceUnavailable)
	for _, item := range []string{"one", "two", "three"} {
		fire(t, url, hooks.URL, item)
		hooks.Next("INCOME", "INCOME_VERIFICATION")
	}
	settled := func(wanted ...string) (lines []string) {
		t.Helper()
		for limit := time.Now().Add(20 * time.Second); time.Now().Before(limit); time.Sleep(10 * time.Millisecond) {
			text := webhooks("list")
			if lines = strings.Split(strings.TrimSpace(text), "\n"); len(lines) == len(wanted)+1 {
				fits := true
				for i, want := range wanted {
					fits = fits && regexp.MustCompile(want).MatchString(lines[i+1])
				}
				if fits {
					return lines
				}
			}
		}
		t.Fatalf("listed are\n%s", strings.Join(lines, "\n"))
		return nil
	}
	lines := settled(`delivered  1 +200 in \d.* three`, `delivered  1 +200 in .* two`, `waiting    1 +503 in .* INCOME INCOME_VERIFICATION +one`)
	if strings.Index(lines[0], "STATE") != strings.Index(lines[1], "delivered") || !strings.Contains(lines[1], hooks.URL) {
		t.Errorf("the table is\n%s", strings.Join(lines, "\n"))
	}
	var listed struct {
		ID   string `json:"id"`
		Item string `json:"item_id"`
	}
	if err := json.Unmarshal([]byte(webhooks("list", "--json", "--state", "waiting", "--type", "INCOME", "--limit", "700")), &listed); err != nil || listed.Item != "one" {
		t.Fatalf("%+v, %v", listed, err)
	}
	if text := webhooks("list", "--limit", "2"); strings.Count(text, "\n") != 3 || strings.Contains(text, " one ") {
		t.Errorf("two of three are %s", text)
	}
	if text := webhooks("list", "--item", "two", "--client", srv.ClientID, "--to", hooks.URL, "--code", "INCOME_VERIFICATION"); strings.Count(text, "\n") != 2 {
		t.Errorf("of one Item there are %s", text)
	}
	if text := webhooks("resend", listed.ID); !strings.Contains(text, listed.ID) {
		t.Errorf("printed %s", text)
	}
	again := hooks.Next("INCOME", "INCOME_VERIFICATION")
	settled("three", "two", `delivered  2 +200 in .* one`)
	text := webhooks("show", listed.ID)
	for _, want := range []string{"state      delivered", "item       one", string(again.Body), "attempt 1, ", ": 503 in ", "attempt 2, ", ": 200 in ", "> Plaid-Verification: " + again.Header.Get("Plaid-Verification"), "> User-Agent: toile", "< Content-Length: 0"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	var shown map[string]any
	if err := json.Unmarshal([]byte(webhooks("show", "--json", listed.ID)), &shown); err != nil || shown["body"] != string(again.Body) {
		t.Errorf("shown is %v, %v", shown, err)
	}
	for _, args := range [][]string{{"show", "absent"}, {"resend", "absent"}, {"list", "--state", "lost"}, {"list", "--limit", "0"}, {"listen", "--forward", "localhost:3000"}} {
		if text, err := run(ctx, append([]string{"webhooks", args[0], url}, args[1:]...)...); err == nil || text != "" {
			t.Errorf("%v printed %q, %v", args, text, err)
		}
	}
}

// TestWebhooksNotSent shows a webhook that the server refused to send as such, and no name as what steers a terminal.
func TestWebhooksNotSent(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	url := "--url=" + srv.URL
	lines, notes, _ := listening(t, url)
	next(t, notes, "listening")
	for item, to := range map[string]string{"\x1b[2Jown": srv.URL + "/hook", "another": "https://receiver.example/hook"} {
		fire(t, url, to, item)
		for !strings.Contains(next(t, lines, strings.TrimPrefix(item, "\x1b")), "failed, not sent, the address is ") {
		}
	}
	text, err := run(t.Context(), "webhooks", "list", url, "--state", "failed")
	if err != nil || strings.Count(text, "not sent") != 2 || strings.Contains(text, "\x1b") {
		t.Errorf("listed is %q, %v", text, err)
	}
	id := text[strings.LastIndex(text, " ")+1 : len(text)-1]
	if text, err = run(t.Context(), "webhooks", "show", url, id); err != nil || !strings.Contains(text, ": not sent\n! not sent: ") {
		t.Errorf("shown is %s, %v", text, err)
	}
}

// TestWebhookLinesStayLines shows webhooks whose Item and address would break a table or steer a terminal.
func TestWebhookLinesStayLines(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	url, receiver := "--url="+srv.URL, srv.Receiver().URL+"/\u202e"+strings.Repeat("x", 500)
	fire(t, url, receiver, "first\nsecond\u009b31m\u202e")
	text, err := run(t.Context(), "webhooks", "list", url)
	if err != nil || strings.Count(text, "\n") != 2 || !strings.Contains(text, "first\ufffdsecond\ufffd31m\ufffd ") || strings.Contains(text, strings.Repeat("x", 100)) {
		t.Errorf("listed are %q, %v", text, err)
	}
	lines := strings.Fields(text)
	text, err = run(t.Context(), "webhooks", "show", url, lines[len(lines)-1])
	if err != nil || strings.ContainsAny(text, "\u009b\u202e") || !strings.Contains(text, "\n  \"item_id\": \"first\\nsecond\ufffd31m\ufffd\",\n") || !strings.Contains(text, strings.Repeat("x", 500)+"\n") {
		t.Errorf("shown is %q, %v", text, err)
	}
}

// TestWebhooksSign signs exact bytes, by the new key after a rotation.
func TestWebhooksSign(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	url, ctx := "--url="+srv.URL, t.Context()
	body := []byte("{\n  \"a\": \"é & <\\u0000>\"\n}\n")
	file := filepath.Join(t.TempDir(), "body.json")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	sign := func(in io.Reader, args ...string) (string, error) {
		cmd := root()
		var out bytes.Buffer
		cmd.SetIn(in)
		cmd.SetOut(&out)
		cmd.SetErr(io.Discard)
		cmd.SetArgs(append([]string{"webhooks", "sign", url}, args...))
		err := cmd.ExecuteContext(ctx)
		return strings.TrimSuffix(out.String(), "\n"), err
	}
	for _, round := range []string{"at first", "after a rotation"} {
		for _, args := range [][]string{{file}, {"-"}, {}} {
			signature, err := sign(bytes.NewReader(body), args...)
			if err == nil {
				err = srv.VerifyWebhook(ctx, body, signature)
			}
			if err != nil {
				t.Errorf("%s, %v: %q, %v", round, args, signature, err)
			}
			if srv.VerifyWebhook(ctx, body[:len(body)-1], signature) == nil {
				t.Errorf("%s, %v: other bytes are taken", round, args)
			}
		}
		text, err := run(ctx, "webhooks", "rotate-key", url, "--expire-in", "1h")
		if err != nil || !strings.Contains(text, `"expires_at"`) {
			t.Errorf("printed %s, %v", text, err)
		}
	}
	for want, in := range map[string]string{"UTF-8": "\xff", "INVALID_BODY": strings.Repeat(" ", 1<<20)} {
		if text, err := sign(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("printed %q, %v, want %s", text, err, want)
		}
	}
	if text, err := run(ctx, "webhooks", "rotate-key", url, "--expire-in", "-1s"); err == nil {
		t.Errorf("printed %s", text)
	}
}
