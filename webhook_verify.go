package toile

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"
)

const (
	maxWebhookAge       = 5 * time.Minute // facts link 4.2
	maxWebhookSkew      = 30 * time.Second
	maxWebhookSignature = 4 << 10 // Plaid's has some 300 bytes
	maxWebhookKeyID     = 128     // it is a UUID
)

// WebhookVerifier tells genuine webhooks from others, by the rules that Plaid gives to receivers (facts link 4.2).
// It works with the webhooks of toile and of Plaid: the client says whose keys count. One verifier is enough for a
// program; its methods may be called at the same time.
//
// A webhook is genuine when
//
//   - its signature is a JWT with typ JWT and alg ES256, and nothing else;
//   - it says when it was signed (iat): at most five minutes ago, and not in the future, but for 30 seconds by which
//     clocks may differ;
//   - its request_body_sha256 is that of the body's bytes;
//   - the API has the key that it names (kid) and that key has not expired;
//   - that key signed it.
//
// Keys come from /webhook_verification_key/get and are kept by kid. One that the API gave no expiry is asked for again
// after ten minutes, and as soon as a new key is met, for then keys were rotated; while the API does not answer, it is
// good for an hour. The API is asked for one key at a time, for five seconds at most, and about kids that are not known
// at most 30 times a minute: whoever sends forged webhooks does not make the receiver flood the API. Webhooks by
// keys that are known are not held up by that.
//
// The same webhook is accepted again while its signature is young enough: receivers are to be idempotent (facts link
// 4.1).
type WebhookVerifier struct {
	keys *webhookKeys
}

// NewWebhookVerifier returns a verifier that asks client for keys. Any pair of keys of the environment will do, and
// signatures of another environment are by unknown keys.
func NewWebhookVerifier(client *Client) *WebhookVerifier {
	return &WebhookVerifier{newWebhookKeys(client)}
}

// Verify returns nil if signature, which is the header Plaid-Verification, makes body a genuine webhook. Body must be
// the bytes that came: JSON that was parsed and written again is another body. The error wraps one of the
// ErrWebhook… values. It waits for the API only where the key is not known or was not asked for lately, and no longer
// than ctx.
func (v *WebhookVerifier) Verify(ctx context.Context, body []byte, signature string) error {
	jws, err := parseWebhookSignature(signature)
	if err != nil {
		return err
	}
	// What costs nothing comes first: for what cannot be genuine nobody asks the API.
	if err := checkWebhookClaims(jws.UnsafePayloadWithoutVerification(), body, time.Now()); err != nil {
		return err
	}
	key, err := v.keys.get(ctx, jws.Signatures[0].Header.KeyID)
	if err != nil {
		return err
	}
	if _, err := jws.Verify(key); err != nil {
		return fmt.Errorf("%w: %w", ErrWebhookSignature, err)
	}
	return nil
}

// parseWebhookSignature reads a signature whose form is good, and verifies nothing.
func parseWebhookSignature(signature string) (*jose.JSONWebSignature, error) {
	if signature == "" {
		return nil, ErrWebhookUnsigned
	}
	if len(signature) > maxWebhookSignature {
		return nil, fmt.Errorf("%w: it has %d bytes", ErrWebhookMalformed, len(signature))
	}
	jws, err := jose.ParseSignedCompact(signature, []jose.SignatureAlgorithm{jose.ES256})
	if _, other := errors.AsType[*jose.ErrUnexpectedSignatureAlgorithm](err); other {
		return nil, fmt.Errorf("%w: %w", ErrWebhookAlgorithm, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWebhookMalformed, err)
	}
	header := jws.Signatures[0].Header
	if kind := header.ExtraHeaders[jose.HeaderType]; kind != "JWT" {
		return nil, fmt.Errorf("%w: its typ is %q", ErrWebhookAlgorithm, fmt.Sprint(kind))
	}
	if header.KeyID == "" || len(header.KeyID) > maxWebhookKeyID {
		return nil, fmt.Errorf("%w: its kid has %d bytes", ErrWebhookMalformed, len(header.KeyID))
	}
	return jws, nil
}

// checkWebhookClaims says whether a payload is of a body and of now.
func checkWebhookClaims(payload, body []byte, now time.Time) error {
	var says struct {
		IssuedAt *int64 `json:"iat"`
		Digest   string `json:"request_body_sha256"`
	}
	if err := json.Unmarshal(payload, &says); err != nil {
		return fmt.Errorf("%w: %w", ErrWebhookMalformed, err)
	}
	if says.IssuedAt == nil {
		return fmt.Errorf("%w: it has no iat", ErrWebhookMalformed)
	}
	// Seconds are compared, for a Duration cannot hold the age of every number.
	switch issued := *says.IssuedAt; {
	case issued < now.Add(-maxWebhookAge).Unix():
		return fmt.Errorf("%w: it is of %s", ErrWebhookTooOld, time.Unix(issued, 0).UTC())
	case issued > now.Add(maxWebhookSkew).Unix():
		return fmt.Errorf("%w: it is of %s", ErrWebhookFromFuture, time.Unix(issued, 0).UTC())
	}
	digest := sha256.Sum256(body)
	if subtle.ConstantTimeCompare([]byte(hex.EncodeToString(digest[:])), []byte(says.Digest)) != 1 {
		return ErrWebhookBody
	}
	return nil
}
