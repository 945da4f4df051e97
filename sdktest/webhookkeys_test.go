package sdktest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/plaid/plaid-go/v43/plaid"
)

func (s sent) kid() string {
	token, _, err := jwt.NewParser().ParseUnverified(s.signature, jwt.MapClaims{})
	if err != nil {
		return err.Error()
	}
	kid, _ := token.Header["kid"].(string)
	return kid
}

// TestWebhookRotation rotates the key between deliveries. Receivers that keep keys by kid accept what both keys signed
// until the old one has expired, and the webhook that was refused comes again by the new key.
func TestWebhookRotation(t *testing.T) {
	t.Parallel()
	s := startFor(t, "--database", database(t), "--client-id", us.clientID, "--secret", us.secret)
	c := ask(t, s, us)
	came, statuses := make(chan sent, 10), make(chan int, 1)
	listening := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		select {
		case status := <-statuses:
			w.WriteHeader(status)
		default:
		}
		came <- sent{body, r.Header.Get("Plaid-Verification")}
	}))
	t.Cleanup(listening.Close)
	next := func() sent {
		select {
		case hook := <-came:
			return hook
		case <-time.After(hookPatience):
			t.Fatalf("no webhook came; the server says\n%s", s.log())
			return sent{}
		}
	}
	now := time.Now
	keeps := &recipe{caller: c, keys: map[string]plaid.JWKPublicKey{}, now: func() time.Time { return now() }}
	accepts := func(what string, hook sent) {
		t.Helper()
		if err := errors.Join(keeps.verify(hook.body, hook.signature), c.verify(hook.body, hook.signature)); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}

	statuses <- http.StatusServiceUnavailable
	c.fire(listening.URL, "ann")
	old := next()
	accepts("before", old)
	if old.kid() != sandboxKeyID {
		t.Errorf("at first %s signs", old.kid())
	}
	output(t, storyTimeout, nil, binary, "webhooks", "rotate-key", "--url", c.url, "--expire-in", "1m")
	c.advance(30)
	again := next()
	c.fire(listening.URL, "ben")
	fresh := next()
	accepts("the same, by the new key", again)
	accepts("after", fresh)
	accepts("by the old key, which has not expired", old)
	if string(again.body) != string(old.body) || again.kid() != fresh.kid() || fresh.kid() == old.kid() {
		t.Errorf("after the rotation %s signs %s and %s signs %s", again.kid(), again.body, fresh.kid(), fresh.body)
	}
	oldKey, newKey := c.mustKeyOf(old.kid()), c.mustKeyOf(fresh.kid())
	ends := oldKey.ExpiredAt.Get()
	if ends == nil || newKey.ExpiredAt.Get() != nil {
		t.Fatalf("the old key is %s, the new %s", spell(oldKey), spell(newKey))
	}
	if left := time.Until(time.Unix(int64(*ends), 0)); left < 0 || left > time.Minute {
		t.Errorf("the old key ends in %s", left)
	}

	// When the minute is over, both who keeps keys and who asks each time refuse the old key and no other.
	now = func() time.Time { return time.Unix(int64(*ends)+1, 0) }
	for name, key := range map[string]func(string) (plaid.JWKPublicKey, error){"who keeps": keeps.key, "who asks": c.keyOf} {
		if err := checkWebhook(old.body, old.signature, now, key); !errors.Is(err, errKeyExpired) {
			t.Errorf("%s keys, about the one that has expired: %v", name, err)
		}
		if err := checkWebhook(fresh.body, fresh.signature, now, key); err != nil {
			t.Errorf("%s keys, about the new one: %v", name, err)
		}
	}
}

// TestWebhookForged holds what a receiver must refuse against the recipe, beside real ones.
func TestWebhookForged(t *testing.T) {
	c := here(t)
	body := []byte("{}")
	sign := func(age float64) string {
		t.Helper()
		status, answer := c.control("/toile/webhooks/sign", object{"body": string(body), "age_seconds": age})
		signature, ok := answer["signature"].(string)
		if status != http.StatusOK || !ok {
			t.Fatalf("signing answers %d %v", status, answer)
		}
		return signature
	}
	good := sign(0)
	token, _, err := jwt.NewParser().ParseUnverified(good, jwt.MapClaims{})
	if err != nil {
		t.Fatal(err)
	}
	strangers, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	by := func(method jwt.SigningMethod, secret any) string {
		t.Helper()
		forged := jwt.NewWithClaims(method, token.Claims)
		forged.Header["kid"] = sandboxKeyID
		text, err := forged.SignedString(secret)
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	for name, forged := range map[string]sent{
		"tampered":    {[]byte("{} "), good},
		"too old":     {body, sign(301)},
		"future":      {body, sign(-60)},
		"HS256":       {body, by(jwt.SigningMethodHS256, []byte(c.mustKeyOf(sandboxKeyID).X))},
		"none":        {body, by(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType)},
		"another key": {body, by(jwt.SigningMethodES256, strangers)},
		"unsigned":    {body, ""},
	} {
		if err := c.verify(forged.body, forged.signature); err == nil {
			t.Errorf("%s: it is taken for genuine", name)
		}
	}
	for _, age := range []float64{0, 290} {
		if err := c.verify(body, sign(age)); err != nil {
			t.Errorf("signed %.0f s ago: %v", age, err)
		}
	}
}
