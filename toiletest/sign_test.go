package toiletest_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"toile"
	"toile/internal/pgtest"
	"toile/toiletest"
)

const itemError = `{"environment": "sandbox", "item_id": "1", "webhook_code": "ERROR", "webhook_type": "ITEM"}`

// A receiver is tested alone: what it is to take, and everything that it is to refuse.
func TestSignWebhook(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)), toiletest.At(time.Date(2031, 1, 31, 12, 0, 0, 0, time.UTC)))
	body := []byte(itemError)
	for _, test := range []struct {
		age  time.Duration
		want error
	}{
		{0, nil},
		{4 * time.Minute, nil},
		{6 * time.Minute, toile.ErrWebhookTooOld},
		{-2 * time.Minute, toile.ErrWebhookFromFuture},
	} {
		if err := srv.VerifyWebhook(t.Context(), body, srv.SignOldWebhook(body, test.age)); !errors.Is(err, test.want) {
			t.Errorf("signed %s ago: %v, want %v", test.age, err, test.want)
		}
	}
	if err := srv.VerifyWebhook(t.Context(), []byte("{}"), srv.SignWebhook(body)); !errors.Is(err, toile.ErrWebhookBody) {
		t.Errorf("another body: %v", err)
	}
	if _, err := srv.Client.Do(t.Context(), "/toile/webhooks/sign", map[string]any{"body": "", "age_seconds": 1e300}); !errors.Is(err, toile.ErrInvalidField("")) {
		t.Errorf("an age that is too high: %v", err)
	}
}

// What a key signed that has expired is refused: at once by who has never seen it, and as soon as a new key was met by
// who keeps it.
func TestRotateWebhookKey(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t, toiletest.Database(pgtest.Chosen(t)))
	body := []byte(itemError)
	old := srv.SignWebhook(body)
	verify := func(what string, v *toile.WebhookVerifier, signature string, want error) {
		t.Helper()
		if err := v.Verify(t.Context(), body, signature); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	keeps := toile.NewWebhookVerifier(srv.Client)
	verify("before", keeps, old, nil)
	second := srv.RotateWebhookKey(time.Hour)
	between := srv.SignWebhook(body)
	verify("the new key", keeps, between, nil)
	verify("the old key", keeps, old, nil)
	if third := srv.RotateWebhookKey(0); third == second || third == "" {
		t.Errorf("after %s comes %s", second, third)
	}
	verify("an old key, to who never saw it", toile.NewWebhookVerifier(srv.Client), between, toile.ErrWebhookKeyExpired)
	verify("the newest key", keeps, srv.SignWebhook(body), nil)
	verify("an old key", keeps, between, toile.ErrWebhookKeyExpired)
	verify("the oldest key", keeps, old, nil)
	r := srv.Receiver()
	fire(t, srv, r.URL)
	r.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE") // which verifies
}

func TestWebhookRequest(t *testing.T) {
	t.Parallel()
	srv := toiletest.New(t)
	verifier := toile.NewWebhookVerifier(srv.Client)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got, err := verifier.Read(r); err != nil || got.Type != "ITEM" || string(got.Body) != itemError {
			t.Errorf("%s, %v", got.Body, err)
		}
		w.WriteHeader(http.StatusTeapot)
	})
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, srv.WebhookRequest("/hook", []byte(itemError)))
	if answer.Code != http.StatusTeapot {
		t.Errorf("the handler answers %d", answer.Code)
	}
	listening := httptest.NewServer(handler)
	defer listening.Close()
	res, err := http.DefaultClient.Do(srv.WebhookRequest(listening.URL, []byte(itemError)))
	if err != nil {
		t.Fatal(err)
	}
	if res.Body.Close(); res.StatusCode != http.StatusTeapot {
		t.Errorf("the receiver answers %d", res.StatusCode)
	}
}
