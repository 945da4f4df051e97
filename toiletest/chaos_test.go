package toiletest_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"toile/internal/pgtest"
	"toile/internal/server"
	"toile/toiletest"
)

// With chaos a webhook comes twice and late, and a clock that is moved forward brings it at once.
func TestWebhookChaos(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.WebhookChaos("duplicates,delay"), toiletest.Database(pgtest.Chosen(t)), toiletest.At(time.Date(2031, 1, 31, 12, 0, 0, 0, time.UTC)))
	r := srv.Receiver()
	fire(t, srv, r.URL)
	if came := r.Waiting(); len(came) > 0 {
		t.Errorf("at once come %v", came)
	}
	srv.Advance(12 * time.Second)
	first, second := r.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE"), r.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE")
	if string(first.Body) != string(second.Body) {
		t.Errorf("the second time it says %s", second.Body)
	}
}

// A server sends nothing to itself, nothing to another machine unless a test asks for it, and nothing to this one where
// only public addresses are wanted.
func TestNotSent(t *testing.T) {
	t.Parallel()
	srv, public := toiletest.New(t), toiletest.New(t, toiletest.PublicWebhooks())
	private := public.Receiver()
	for _, test := range []struct {
		srv      *toiletest.Server
		url, why string
	}{
		{srv, srv.URL + "/toile/clock", "the address is this server's own"},
		{srv, "https://receiver.example/hook", "the address is not of this machine"},
		{srv, "http://192.0.2.1/", "the address is not of this machine"},
		{public, private.URL, "the address is private"},
	} {
		fire(t, test.srv, test.url)
		if state, why := becameOf(t, test.srv, test.url); state != "failed" || why != test.why {
			t.Errorf("to %s it is %s, %q", test.url, state, why)
		}
	}
	if came := private.Waiting(); len(came) > 0 {
		t.Errorf("to a private address come %v", came)
	}
}

// becameOf waits until a webhook to an address waits no longer, and gives what became of it.
func becameOf(t *testing.T, srv *toiletest.Server, url string) (state, why string) {
	t.Helper()
	for late := time.Now().Add(20 * time.Second); time.Now().Before(late); time.Sleep(5 * time.Millisecond) {
		answer, err := srv.Client.Do(t.Context(), "/toile/webhooks/list", map[string]any{"url": url})
		var list struct{ Webhooks []struct{ State, Why string } }
		if err = errors.Join(err, json.Unmarshal(answer, &list)); err != nil || len(list.Webhooks) != 1 {
			t.Fatalf("%s, %v", answer, err)
		}
		if w := list.Webhooks[0]; w.State != "waiting" {
			return w.State, w.Why
		}
	}
	t.Fatalf("the webhook to %s still waits", url)
	return "", ""
}

func TestChaosIsUnknown(t *testing.T) {
	t.Parallel()
	opened, err := server.Open(t.Context(), server.Config{WebhookChaos: "everything"})
	if err == nil {
		opened.Close()
		t.Fatal("it is open")
	}
	if want := `the webhook chaos "everything" is none of duplicates, order, delay (several with commas between them) and all`; err.Error() != want {
		t.Errorf("it says %q", err)
	}
	if opened, err := server.Open(t.Context(), server.Config{PublicWebhooks: true, LocalWebhooks: true}); err == nil {
		opened.Close()
		t.Error("with webhooks to public addresses only and to none it is open")
	}
}
