package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"toile"
	"toile/toiletest"
)

// What the command signs is genuine, or as old as it was asked to be, and signed by the newest key.
func TestSignAndRotate(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	body := []byte("{\n  \"webhook_code\": \"ERROR\"\n}\n")
	file := filepath.Join(t.TempDir(), "body.json")
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	sign := func(flags ...string) string {
		t.Helper()
		text, err := run(t.Context(), append([]string{"webhooks", "sign", "--url=" + srv.URL, file}, flags...)...)
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(text)
	}
	old := sign()
	if text, err := run(t.Context(), "webhooks", "rotate-key", "--url="+srv.URL, "--expire-in=0s"); err != nil || !strings.Contains(text, `"expired_key_id"`) {
		t.Fatal(text, err)
	}
	for name, test := range map[string]struct {
		signature string
		want      error
	}{
		"now":                  {sign(), nil},
		"six minutes ago":      {sign("--age=6m"), toile.ErrWebhookTooOld},
		"before the rotation":  {old, toile.ErrWebhookKeyExpired},
		"in a minute from now": {sign("--age=-1m"), toile.ErrWebhookFromFuture},
	} {
		if err := srv.VerifyWebhook(t.Context(), body, test.signature); !errors.Is(err, test.want) {
			t.Errorf("signed %s: %v, want %v", name, err, test.want)
		}
	}
	if _, err := run(t.Context(), "webhooks", "sign", "--url="+srv.URL, "--age=90000h", file); err == nil || !strings.Contains(err.Error(), "age_seconds") {
		t.Errorf("an age of ten years: %v", err)
	}
}
