package web

import (
	"bytes"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestLogOfFailure logs a failure that nobody but the server caused, without what its text gives away: the tokens of a
// form, which stand in no address, and the key of the address.
func TestLogOfFailure(t *testing.T) {
	t.Parallel()
	const token, hosted, key = "link-sandbox-11111111-1111-4111-8111-111111111111", "0m9zxk3c5v7b1n2q4w6e8r0t2y4u6i8o1p", "some key"
	var log bytes.Buffer
	h := &Handler{Config: Config{Log: slog.New(slog.NewTextHandler(&log, nil)), Now: time.Now}}
	x := newExchange(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, openPath, nil), "request")
	x.route, x.key = openPath, key
	h.logged(x, fmt.Errorf("opening %q, hosted as %q, for %q: the disk is full", token, hosted, key), time.Now())
	text := log.String()
	for _, secret := range []string{"11111111-1111", hosted, key} {
		if strings.Contains(text, secret) {
			t.Errorf("the log holds %q: %s", secret, text)
		}
	}
	if !strings.Contains(text, "the disk is full") || !strings.Contains(text, "path="+openPath) {
		t.Errorf("the log does not tell of the failure: %s", text)
	}
}
