package toiletest_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"toile"
	"toile/toiletest"
)

// A handler for webhooks is tested alone, with a webhook that it is to take and with one that comes too late.
func ExampleServer_WebhookRequest() {
	t := begin() // in a test, t is the test's
	defer t.end()

	srv := toiletest.New(t)
	verifier := toile.NewWebhookVerifier(srv.Client)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := verifier.Read(r); err != nil {
			http.Error(w, "refused", http.StatusUnauthorized)
		}
	})

	body := []byte(`{"webhook_type": "ITEM", "webhook_code": "ERROR", "item_id": "M5eVJqLnv3tbzdngLDp9FL5OlDNxlNhlE55op"}`)
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, srv.WebhookRequest("/plaid", body))
	fmt.Println("signed now:", answer.Code)

	late := srv.WebhookRequest("/plaid", body)
	late.Header.Set(toile.WebhookSignatureHeader, srv.SignOldWebhook(body, 6*time.Minute))
	answer = httptest.NewRecorder()
	handler.ServeHTTP(answer, late)
	fmt.Println("signed six minutes ago:", answer.Code)
	// Output:
	// signed now: 200
	// signed six minutes ago: 401
}

// A test sees what the server tells of, without a pause.
func ExampleReceiver() {
	t := begin() // in a test, t is the test's
	defer t.end()

	srv := toiletest.New(t)
	hooks := srv.Receiver()
	srv.Client.SandboxBankIncomeFireWebhook(t.Context(), toile.SandboxBankIncomeFireWebhookRequest{
		WebhookCode:     "BANK_INCOME_REFRESH_UPDATE",
		WebhookFields:   toile.SandboxBankIncomeWebhookFireRequestWebhookFields{UserID: "usr_9nSp2KuZ2x4JDw"},
		WebhookOverride: &hooks.URL,
	})
	update := hooks.Next("INCOME", "BANK_INCOME_REFRESH_UPDATE") // waits; fails the test if it does not come
	fmt.Println(update.Fields["user_id"])
	hooks.None("", "") // and that is all
	// Output: usr_9nSp2KuZ2x4JDw
}

// exampleT is the t of examples, which have none.
type exampleT struct {
	testing.TB
	cleanups []func()
}

func begin() *exampleT { return &exampleT{} }

func (t *exampleT) Name() string                       { return "Example" }
func (t *exampleT) Helper()                            {}
func (t *exampleT) Context() context.Context           { return context.Background() }
func (t *exampleT) Cleanup(f func())                   { t.cleanups = append(t.cleanups, f) }
func (t *exampleT) Errorf(format string, words ...any) { fmt.Printf(format+"\n", words...) }
func (t *exampleT) Fatalf(format string, words ...any) { panic(fmt.Sprintf(format, words...)) }

// end does what is done when a test ends.
func (t *exampleT) end() {
	for _, f := range slices.Backward(t.cleanups) {
		f()
	}
}
