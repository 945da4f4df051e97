package webhook_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"

	"toile"
	"toile/internal/webhook"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func newKey(t *testing.T, number byte) webhook.Key {
	t.Helper()
	secret := make([]byte, 32)
	secret[31] = number
	k, err := webhook.NewKey(webhook.SandboxKeyID, secret, noon)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func public(t *testing.T, k webhook.Key) toile.JWKPublicKey {
	t.Helper()
	p, err := k.Public()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func decode(t *testing.T, text string) []byte {
	t.Helper()
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// verified checks a JWT by the standard library alone, so that no library judges itself.
func verified(t *testing.T, k toile.JWKPublicKey, jwt string) bool {
	t.Helper()
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		t.Fatalf("%q has %d parts", jwt, len(parts))
	}
	signature, x, y := decode(t, parts[2]), decode(t, k.X), decode(t, k.Y)
	if len(signature) != 64 || len(x) != 32 || len(y) != 32 {
		t.Fatalf("a signature of %d bytes, a point of %d and %d", len(signature), len(x), len(y))
	}
	point, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, x...), y...))
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	return ecdsa.Verify(point, digest[:], new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]))
}

func TestSign(t *testing.T) {
	t.Parallel()
	k, body := newKey(t, 7), []byte("{\n  \"a\": 1\n}")
	jwt, err := k.Sign(body, noon.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if !verified(t, public(t, k), jwt) {
		t.Error("the signature does not fit its key")
	}
	if verified(t, public(t, newKey(t, 8)), jwt) {
		t.Error("the signature fits another key")
	}
	parts := strings.Split(jwt, ".")
	var header, payload map[string]any
	for part, into := range map[string]*map[string]any{parts[0]: &header, parts[1]: &payload} {
		if err := json.Unmarshal(decode(t, part), into); err != nil {
			t.Fatal(err)
		}
	}
	if len(header) != 3 || header["alg"] != "ES256" || header["typ"] != "JWT" || header["kid"] != webhook.SandboxKeyID {
		t.Errorf("the header is %v", header)
	}
	digest := sha256.Sum256(body)
	if len(payload) != 2 || payload["iat"] != float64(noon.Unix()+60) || payload["request_body_sha256"] != hex.EncodeToString(digest[:]) {
		t.Errorf("the payload is %v", payload)
	}
	other := strings.Join([]string{parts[0], base64.RawURLEncoding.EncodeToString([]byte(`{"iat":1,"request_body_sha256":""}`)), parts[2]}, ".")
	if verified(t, public(t, k), other) {
		t.Error("the signature fits another payload")
	}
}

// A key is the same after it was stored, and shows when it expired.
func TestKey(t *testing.T) {
	t.Parallel()
	k := newKey(t, 7)
	text, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	var stored webhook.Key
	if err := json.Unmarshal(text, &stored); err != nil {
		t.Fatal(err)
	}
	before, after := public(t, k), public(t, stored)
	if before.X != after.X || before.Y != after.Y || after.Kid != webhook.SandboxKeyID || after.CreatedAt != int(noon.Unix()) || after.ExpiredAt != nil {
		t.Errorf("%+v was stored, %+v came back", before, after)
	}
	jwt, err := stored.Sign([]byte("{}"), noon)
	if err != nil || !verified(t, before, jwt) {
		t.Errorf("what the stored key signs does not fit: %v", err)
	}
	stored.ExpiredAt = new(noon.Add(time.Hour))
	if p := public(t, stored); p.ExpiredAt == nil || *p.ExpiredAt != int(noon.Unix())+3600 {
		t.Errorf("expired at %v", p.ExpiredAt)
	}
	for name, secret := range map[string][]byte{"nothing": make([]byte, 32), "too large": bytes.Repeat([]byte{255}, 32), "too short": {1}} {
		if _, err := webhook.NewKey("kid", secret, noon); err == nil {
			t.Errorf("%s is a key", name)
		}
	}
	if _, err := (webhook.Key{}).Public(); err == nil {
		t.Error("no key is shown")
	}
	if _, err := (webhook.Key{}).Sign(nil, noon); err == nil {
		t.Error("no key signs")
	}
}
