package toile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-jose/go-jose/v4"

	"toile"
	"toile/internal/webhook"
)

const firstKid, secondKid = "6c5516e1-92dc-479e-a8ff-5a51992e0001", "6c5516e1-92dc-479e-a8ff-5a51992e0002"

var body = []byte("{\n  \"environment\": \"sandbox\",\n  \"webhook_code\": \"ERROR\",\n  \"webhook_type\": \"ITEM\"\n}")

// keyAPI is an API that has keys, as a transport: it needs no network, so that time can be the test's.
type keyAPI struct {
	mu    sync.Mutex
	keys  map[string]webhook.Key
	asked []string
	fails error
	slow  time.Duration
}

// RoundTrip answers /webhook_verification_key/get.
func (a *keyAPI) RoundTrip(r *http.Request) (*http.Response, error) {
	text, err := io.ReadAll(r.Body)
	if err != nil || r.URL.Path != "/webhook_verification_key/get" {
		return nil, fmt.Errorf("%s, %w", r.URL, err)
	}
	req, _, err := toile.WebhookVerificationKeyGet.DecodeRequest(text)
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	a.asked = append(a.asked, req.KeyID)
	key, known := a.keys[req.KeyID]
	fails, slow := a.fails, a.slow
	a.mu.Unlock()
	select {
	case <-time.After(slow):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	if fails != nil {
		return nil, fails
	}
	status, answer := http.StatusOK, []byte(nil)
	if known {
		public, err := key.Public()
		if err != nil {
			return nil, err
		}
		answer = toile.WebhookVerificationKeyGet.EncodeResponse(nil, &toile.WebhookVerificationKeyGetResponse{Key: public}, "m8MDnv9okwxFNBV")
	} else {
		refusal := toile.ErrInvalidWebhookVerificationKeyID()
		status, answer = refusal.HTTPStatus(), refusal.AppendResponse(nil, "m8MDnv9okwxFNBV")
	}
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(answer)), Request: r}, nil
}

// times is how often keys were asked for.
func (a *keyAPI) times() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.asked)
}

func (a *keyAPI) set(change func(*keyAPI)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	change(a)
}

func newKey(t testing.TB, kid string) webhook.Key {
	t.Helper()
	key, err := webhook.NewKey(kid, bytes.Repeat([]byte(kid[len(kid)-1:]), 32), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// verifier gives a verifier that knows no key yet, and its API, which has the first.
func verifier(t testing.TB) (*toile.WebhookVerifier, *keyAPI) {
	t.Helper()
	api := &keyAPI{keys: map[string]webhook.Key{firstKid: newKey(t, firstKid)}}
	return toile.NewWebhookVerifier(toile.NewClient("id", "secret", toile.WithHTTPClient(&http.Client{Transport: api}))), api
}

func sign(t testing.TB, kid string, at time.Time) string {
	t.Helper()
	signature, err := newKey(t, kid).Sign(body, at)
	if err != nil {
		t.Fatal(err)
	}
	return signature
}

// forge signs any payload, with any header.
func forge(t testing.TB, alg jose.SignatureAlgorithm, key any, kind, kid, payload string) string {
	t.Helper()
	options := new(jose.SignerOptions).WithHeader("kid", kid)
	if kind != "" {
		options = options.WithType(jose.ContentType(kind))
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, options)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign([]byte(payload))
	if err != nil {
		t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func wants(t *testing.T, v *toile.WebhookVerifier, what, signature string, want error) {
	t.Helper()
	if err := v.Verify(t.Context(), body, signature); !errors.Is(err, want) {
		t.Errorf("%s: %v, want %v", what, err, want)
	}
}

func TestWebhookVerifier(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, api := verifier(t)
		now, private := time.Now(), newKey(t, firstKid).Private.Key
		good := sign(t, firstKid, now)
		header, rest, _ := strings.Cut(good, ".")
		says := fmt.Sprintf(`{"iat": %d, "request_body_sha256": "%s"}`, now.Unix(), "1d0ed27c04ef7f0d22ab2de3c6b3c2ec2f3d1d7ad1d7b4d6f7fd5a4c3c58a8d1")
		for _, test := range []struct {
			name, signature string
			want            error
		}{
			{"none", "", toile.ErrWebhookUnsigned},
			{"text", "signature", toile.ErrWebhookMalformed},
			{"two parts", header + ".e30", toile.ErrWebhookMalformed},
			{"long", good + strings.Repeat("A", 4096), toile.ErrWebhookMalformed},
			{"no algorithm", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0." + rest, toile.ErrWebhookAlgorithm},
			{"HS256", forge(t, jose.HS256, bytes.Repeat([]byte("1"), 32), "JWT", firstKid, says), toile.ErrWebhookAlgorithm},
			{"no typ", forge(t, jose.ES256, private, "", firstKid, says), toile.ErrWebhookAlgorithm},
			{"another typ", forge(t, jose.ES256, private, "at+jwt", firstKid, says), toile.ErrWebhookAlgorithm},
			{"no kid", forge(t, jose.ES256, private, "JWT", "", says), toile.ErrWebhookMalformed},
			{"no JSON", forge(t, jose.ES256, private, "JWT", firstKid, "hello"), toile.ErrWebhookMalformed},
			{"null", forge(t, jose.ES256, private, "JWT", firstKid, "null"), toile.ErrWebhookMalformed},
			{"no iat", forge(t, jose.ES256, private, "JWT", firstKid, `{"request_body_sha256": ""}`), toile.ErrWebhookMalformed},
			{"another body", forge(t, jose.ES256, private, "JWT", firstKid, says), toile.ErrWebhookBody},
			{"5 min", sign(t, firstKid, now.Add(-5*time.Minute)), nil},
			{"5 min 1 s", sign(t, firstKid, now.Add(-5*time.Minute-time.Second)), toile.ErrWebhookTooOld},
			{"long ago", forge(t, jose.ES256, private, "JWT", firstKid, `{"iat": -9223372036854775808}`), toile.ErrWebhookTooOld},
			{"in 30 s", sign(t, firstKid, now.Add(30*time.Second)), nil},
			{"in 31 s", sign(t, firstKid, now.Add(31*time.Second)), toile.ErrWebhookFromFuture},
			{"in long", forge(t, jose.ES256, private, "JWT", firstKid, `{"iat": 9223372036854775807}`), toile.ErrWebhookFromFuture},
			{"unknown key", sign(t, secondKid, now), toile.ErrWebhookKeyUnknown},
			{"another's key", forge(t, jose.ES256, newKey(t, secondKid).Private.Key, "JWT", firstKid, payloadOf(t, good)), toile.ErrWebhookSignature},
			{"cut", good[:len(good)-6], toile.ErrWebhookSignature},
			{"good", good, nil},
		} {
			wants(t, v, test.name, test.signature, test.want)
		}
		if err := v.Verify(t.Context(), append(body[:len(body):len(body)], '\n'), good); !errors.Is(err, toile.ErrWebhookBody) {
			t.Errorf("a body with one more byte: %v", err)
		}
		if api.times() != 2 {
			t.Errorf("keys were asked for %d times: %v", api.times(), api.asked)
		}
	})
}

func payloadOf(t *testing.T, signature string) string {
	t.Helper()
	jws, err := jose.ParseSignedCompact(signature, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		t.Fatal(err)
	}
	return string(jws.UnsafePayloadWithoutVerification())
}

// Keys are asked for once while they are young, also by many at a time.
func TestWebhookKeysAreKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, api := verifier(t)
		api.slow = time.Second
		signature := sign(t, firstKid, time.Now())
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() { wants(t, v, "one of 50", signature, nil) })
		}
		all.Wait()
		if api.times() != 1 {
			t.Errorf("50 at a time ask %d times", api.times())
		}
		time.Sleep(10*time.Minute - 2*time.Second)
		wants(t, v, "before ten minutes", sign(t, firstKid, time.Now()), nil)
		if api.times() != 1 {
			t.Errorf("before ten minutes the key was asked for %d times", api.times())
		}
		time.Sleep(2 * time.Second)
		wants(t, v, "after ten minutes", sign(t, firstKid, time.Now()), nil)
		if api.times() != 2 {
			t.Errorf("after ten minutes the key was asked for %d times", api.times())
		}
	})
}

// After a rotation a new key is met, and that the old one expires is learnt with it.
func TestWebhookKeysAreRotated(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, api := verifier(t)
		wants(t, v, "before", sign(t, firstKid, time.Now()), nil)
		wants(t, v, "not yet known", sign(t, secondKid, time.Now()), toile.ErrWebhookKeyUnknown)
		api.set(func(a *keyAPI) {
			old := a.keys[firstKid]
			old.ExpiredAt = new(time.Now().Add(5 * time.Minute))
			a.keys[firstKid], a.keys[secondKid] = old, newKey(t, secondKid)
		})
		wants(t, v, "still unknown", sign(t, secondKid, time.Now()), toile.ErrWebhookKeyUnknown)
		time.Sleep(20 * time.Second)
		wants(t, v, "the new key", sign(t, secondKid, time.Now()), nil)
		wants(t, v, "the old key", sign(t, firstKid, time.Now()), nil)
		asked := api.times()
		time.Sleep(5*time.Minute - 21*time.Second)
		wants(t, v, "the old key at last", sign(t, firstKid, time.Now()), nil)
		time.Sleep(time.Second)
		wants(t, v, "the old key when it has expired", sign(t, firstKid, time.Now()), toile.ErrWebhookKeyExpired)
		if api.times() != asked {
			t.Errorf("of a key that expires the API is asked again")
		}
		fresh, _ := verifier(t)
		wants(t, fresh, "another verifier", sign(t, firstKid, time.Now()), nil)
		time.Sleep(2 * time.Hour)
		wants(t, v, "the old key long after", sign(t, firstKid, time.Now()), toile.ErrWebhookKeyExpired)
		wants(t, v, "the new key long after", sign(t, secondKid, time.Now()), nil)
	})
}

// An API that is away says nothing against webhooks: keys go on for an hour, and unknown ones are told apart.
func TestWebhookKeysWithoutAPI(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, api := verifier(t)
		away := errors.New("away")
		api.set(func(a *keyAPI) { a.fails = away })
		wants(t, v, "at first", sign(t, firstKid, time.Now()), toile.ErrWebhookKeyUnavailable)
		wants(t, v, "why", sign(t, firstKid, time.Now()), away)
		api.set(func(a *keyAPI) { a.fails = nil })
		wants(t, v, "back", sign(t, firstKid, time.Now()), nil)
		api.set(func(a *keyAPI) { a.fails = away })
		time.Sleep(59 * time.Minute)
		asked := api.times()
		for range 20 {
			wants(t, v, "for an hour", sign(t, firstKid, time.Now()), nil)
		}
		if again := api.times() - asked; again != 1 {
			t.Errorf("an API that is away is asked %d times at once", again)
		}
		time.Sleep(time.Minute)
		wants(t, v, "after an hour", sign(t, firstKid, time.Now()), toile.ErrWebhookKeyUnavailable)
		api.set(func(a *keyAPI) { a.fails, a.slow = nil, time.Hour })
		began := time.Now()
		wants(t, v, "an API that never answers", sign(t, firstKid, time.Now()), context.DeadlineExceeded)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("it took %s", took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := v.Verify(ctx, body, sign(t, secondKid, time.Now())); !errors.Is(err, toile.ErrWebhookKeyUnavailable) || !errors.Is(err, context.Canceled) {
			t.Errorf("a request that went away: %v", err)
		}
	})
}

// Keys that the API should not give are not used.
func TestWebhookKeyOfAnotherKind(t *testing.T) {
	t.Parallel()
	v, api := verifier(t)
	api.keys[secondKid] = api.keys[firstKid] // whose kid is another
	wants(t, v, "the key of another kid", sign(t, secondKid, time.Now()), toile.ErrWebhookKeyUnavailable)
}

// What the API gives in place of a key that is known counts no more than no answer: the key goes on, and the API is not
// asked for it with every webhook.
func TestWebhookKeyGoesBad(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, api := verifier(t)
		wants(t, v, "before", sign(t, firstKid, time.Now()), nil)
		api.set(func(a *keyAPI) { a.keys[firstKid] = newKey(t, secondKid) })
		time.Sleep(10 * time.Minute)
		asked := api.times()
		for range 20 {
			wants(t, v, "meanwhile", sign(t, firstKid, time.Now()), nil)
		}
		if again := api.times() - asked; again != 1 {
			t.Errorf("the API is asked %d times at once", again)
		}
	})
}

// Forged signatures, each by a key of its own, do not make a flood of questions, and hold up nobody.
func TestWebhookFlood(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		v, api := verifier(t)
		good := sign(t, firstKid, time.Now())
		wants(t, v, "before", good, nil)
		private, payload := newKey(t, secondKid).Private.Key, payloadOf(t, good)
		var unknown, unavailable int
		for n := range 500 {
			err := v.Verify(t.Context(), body, forge(t, jose.ES256, private, "JWT", fmt.Sprint(n), payload))
			switch {
			case errors.Is(err, toile.ErrWebhookKeyUnknown):
				unknown++
			case errors.Is(err, toile.ErrWebhookKeyUnavailable):
				unavailable++
			}
			wants(t, v, "meanwhile", good, nil)
		}
		if asked := api.times(); asked != 30 || unknown != 29 || unavailable != 471 {
			t.Errorf("500 forged ones ask %d times, %d are by unknown keys and %d are not looked up", asked, unknown, unavailable)
		}
		api.set(func(a *keyAPI) { a.keys[secondKid] = newKey(t, secondKid) })
		time.Sleep(time.Minute)
		wants(t, v, "a new key, a minute later", sign(t, secondKid, time.Now()), nil)
	})
}

func TestReadWebhook(t *testing.T) {
	t.Parallel()
	v, _ := verifier(t)
	post := func(body string, signatures map[string][]string) (toile.Webhook, error) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/hook", strings.NewReader(body))
		for name, values := range signatures {
			r.Header[name] = values
		}
		return v.Read(r)
	}
	good := sign(t, firstKid, time.Now())
	for _, name := range []string{"Plaid-Verification", "plaid-verification", "PLAID-VERIFICATION"} {
		got, err := post(string(body), map[string][]string{name: {good}})
		if err != nil || got.Type != "ITEM" || got.Code != "ERROR" || got.Environment != "sandbox" || !bytes.Equal(got.Body, body) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	signed := func(text string) map[string][]string {
		signature, err := newKey(t, firstKid).Sign([]byte(text), time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return map[string][]string{"Plaid-Verification": {signature}}
	}
	long := strings.Repeat(" ", toile.MaxWebhookBytes)
	for name, test := range map[string]struct {
		body   string
		header map[string][]string
		want   error
	}{
		"unsigned":  {string(body), nil, toile.ErrWebhookUnsigned},
		"twice":     {string(body), map[string][]string{"Plaid-Verification": {good, good}}, toile.ErrWebhookUnsigned},
		"two names": {string(body), map[string][]string{"Plaid-Verification": {good}, "plaid-verification": {good}}, toile.ErrWebhookUnsigned},
		"tampered":  {string(body) + " ", map[string][]string{"Plaid-Verification": {good}}, toile.ErrWebhookBody},
		"too large": {long + " ", signed(long + " "), toile.ErrWebhookTooLarge},
		"spaces":    {long, signed(long), toile.ErrWebhookUnreadable},
		"a list":    {"[]", signed("[]"), toile.ErrWebhookUnreadable},
		"no type":   {`{"webhook_code": "ERROR"}`, signed(`{"webhook_code": "ERROR"}`), toile.ErrWebhookUnreadable},
	} {
		if got, err := post(test.body, test.header); !errors.Is(err, test.want) || got.Body != nil {
			t.Errorf("%s: %s, %v, want %v", name, got.Type, err, test.want)
		}
	}
}

// Whatever comes, nothing panics, and nothing is accepted but what was signed.
func FuzzWebhookVerifier(f *testing.F) {
	good := sign(f, firstKid, time.Now())
	header, rest, _ := strings.Cut(good, ".")
	f.Add(body, good)
	f.Add([]byte("{}"), good)
	f.Add(body, "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0."+rest)
	f.Add(body, header+"..")
	f.Add([]byte(nil), "")
	f.Add(body, `{"payload":"e30","protected":"e30","signature":"e30"}`)
	v, _ := verifier(f)
	key := newKey(f, firstKid).Private
	public := key.Public()
	f.Fuzz(func(t *testing.T, sent []byte, signature string) {
		kept := bytes.Clone(sent)
		err := v.Verify(t.Context(), sent, signature)
		if !bytes.Equal(sent, kept) {
			t.Error("the body was changed")
		}
		if err != nil {
			return
		}
		jws, err := jose.ParseSigned(signature, []jose.SignatureAlgorithm{jose.ES256})
		if err == nil {
			_, err = jws.Verify(public)
		}
		if err != nil || !bytes.Equal(sent, body) { // which is all that is signed here
			t.Errorf("%q is accepted with %q: %v", sent, signature, err)
		}
	})
}
