package sdktest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/plaid/plaid-go/v43/plaid"
)

// hookPatience is how long webhooks may take that a server was sending when it was killed: its claim has
// to run out.
const hookPatience = 45 * time.Second

// verify checks a webhook as Plaid's guide tells receivers to, and asks for the key each time.
func (c *caller) verify(body []byte, signature string) error {
	return checkWebhook(body, signature, time.Now, c.keyOf)
}

// hooks is a receiver of webhooks, which tells how often each came: by user_id.
type hooks struct {
	url  string
	mu   sync.Mutex
	came map[string]int
	more chan struct{}
}

// hooksOf opens a receiver that holds webhooks against the keys of a server. While answer is not closed it
// takes webhooks and never answers.
func hooksOf(c *caller, answer <-chan struct{}) *hooks {
	h := &hooks{came: map[string]int{}, more: make(chan struct{}, 10000)}
	listening := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		select {
		case <-answer:
		case <-r.Context().Done():
			return
		}
		if err == nil {
			err = c.verify(body, r.Header.Get("Plaid-Verification"))
		}
		var says struct {
			UserID string `json:"user_id"`
		}
		if err = errors.Join(err, json.Unmarshal(body, &says)); err != nil {
			c.t.Errorf("a webhook: %v\n%s", err, body)
		}
		h.mu.Lock()
		h.came[says.UserID]++
		h.mu.Unlock()
		h.more <- struct{}{}
	}))
	c.t.Cleanup(listening.Close)
	h.url = listening.URL
	return h
}

// until waits until so many different webhooks came.
func (h *hooks) until(t *testing.T, n int) map[string]int {
	t.Helper()
	late := time.After(hookPatience)
	for {
		h.mu.Lock()
		different := len(h.came)
		h.mu.Unlock()
		if different >= n {
			break
		}
		select {
		case <-h.more:
		case <-late:
			t.Fatalf("%d of %d webhooks came within %s", different, n, hookPatience)
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.came
}

// fire makes the server send a webhook about somebody.
func (c *caller) fire(url, userID string) {
	c.t.Helper()
	request := plaid.NewSandboxBankIncomeFireWebhookRequest("BANK_INCOME_REFRESH_UPDATE", *plaid.NewSandboxBankIncomeWebhookFireRequestWebhookFields(userID))
	request.SetWebhookOverride(url)
	ok(c.SandboxBankIncomeFireWebhook(c.ctx).SandboxBankIncomeFireWebhookRequest(*request).Execute())(c.t)
}

func always() <-chan struct{} {
	done := make(chan struct{})
	close(done)
	return done
}

// TestWebhooks holds real deliveries against the official recipe.
func TestWebhooks(t *testing.T) {
	c := here(t)
	h := hooksOf(c, always())
	for n := range 20 {
		c.fire(h.url, fmt.Sprint("person ", n))
	}
	for who, times := range h.until(t, 20) {
		if times != 1 {
			t.Errorf("of %s it came %d times", who, times)
		}
	}
	unknown := plaid.NewWebhookVerificationKeyGetRequest("6c5516e1-92dc-479e-a8ff-5a51992e0002")
	refused(c.WebhookVerificationKeyGet(c.ctx).WebhookVerificationKeyGetRequest(*unknown).Execute())(t, 400, "INVALID_INPUT", "INVALID_WEBHOOK_VERIFICATION_KEY_ID")
}

// TestWebhooksAfterKill kills a server while its webhooks are under way: the next one delivers them all, and
// none that nobody asked for. Receivers that know the key from before need no other.
func TestWebhooksAfterKill(t *testing.T) {
	t.Parallel()
	const many = 60
	flags := []string{"--database", database(t), "--client-id", us.clientID, "--secret", us.secret}
	first := startFor(t, flags...)
	c := ask(t, first, us)
	answer := make(chan struct{})
	before := ok(c.WebhookVerificationKeyGet(c.ctx).WebhookVerificationKeyGetRequest(*plaid.NewWebhookVerificationKeyGetRequest(sandboxKeyID)).Execute())(t).Key
	h := hooksOf(c, answer)
	for n := range many {
		c.fire(h.url, fmt.Sprint("person ", n))
	}
	if err := first.kill(); err != nil {
		t.Fatal(err)
	}
	second := ask(t, startFor(t, flags...), us)
	after := ok(second.WebhookVerificationKeyGet(second.ctx).WebhookVerificationKeyGetRequest(*plaid.NewWebhookVerificationKeyGetRequest(sandboxKeyID)).Execute())(t).Key
	if before.X != after.X || before.Y != after.Y || before.CreatedAt != after.CreatedAt {
		t.Errorf("the key was %s and is %s", spell(before), spell(after))
	}
	*c = *second // which receivers ask from now on
	close(answer)
	came := h.until(t, many)
	for n := range many {
		if came[fmt.Sprint("person ", n)] == 0 {
			t.Errorf("the webhook of person %d is lost", n)
		}
	}
	if len(came) != many {
		t.Errorf("%d webhooks came, %d were to", len(came), many)
	}
}
