package webhook

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"

	"toile"
)

// SandboxKeyID is the kid of the sandbox's key, which clients know by heart (facts api 1.4).
const SandboxKeyID = "6c5516e1-92dc-479e-a8ff-5a51992e0001"

// Key is the record of a key that signs webhooks.
type Key struct {
	ID        string          `json:"kid"`
	Private   jose.JSONWebKey `json:"private"`
	CreatedAt time.Time       `json:"created_at"`
	ExpiredAt *time.Time      `json:"expired_at,omitempty"` // nil while it signs
}

// NewKey makes the key that has a secret number, 32 bytes. Hardly any numbers are none of the
// curve's; those are refused.
func NewKey(kid string, secret []byte, at time.Time) (Key, error) {
	private, err := ecdsa.ParseRawPrivateKey(elliptic.P256(), secret)
	if err != nil {
		return Key{}, fmt.Errorf("webhook: %w", err)
	}
	jwk := jose.JSONWebKey{Key: private, KeyID: kid, Algorithm: string(jose.ES256), Use: "sig"}
	return Key{ID: kid, Private: jwk, CreatedAt: at}, nil
}

// signed is what a signature says (facts link 4.2).
type signed struct {
	IssuedAt int64  `json:"iat"`
	Digest   string `json:"request_body_sha256"`
}

// Sign gives the JWT of the header Plaid-Verification for a body that is sent at an instant, by
// the clock of those who receive it.
func (k Key) Sign(body []byte, at time.Time) (string, error) {
	digest := sha256.Sum256(body)
	payload, err := json.Marshal(signed{at.Unix(), hex.EncodeToString(digest[:])})
	if err != nil {
		return "", fmt.Errorf("webhook: %w", err)
	}
	key := jose.SigningKey{Algorithm: jose.ES256, Key: k.Private}
	signer, err := jose.NewSigner(key, new(jose.SignerOptions).WithType("JWT"))
	if err != nil {
		return "", fmt.Errorf("webhook: key %s: %w", k.ID, err)
	}
	signature, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("webhook: key %s: %w", k.ID, err)
	}
	return signature.CompactSerialize()
}

// Public gives the key by which receivers verify what this one signed.
func (k Key) Public() (toile.JWKPublicKey, error) {
	private, ok := k.Private.Key.(*ecdsa.PrivateKey)
	if !ok {
		return toile.JWKPublicKey{}, fmt.Errorf("webhook: key %s is a %T", k.ID, k.Private.Key)
	}
	point, err := private.PublicKey.Bytes() // 4, then x and y
	if err != nil {
		return toile.JWKPublicKey{}, fmt.Errorf("webhook: key %s: %w", k.ID, err)
	}
	size := len(point) / 2
	public := toile.JWKPublicKey{
		Alg: string(jose.ES256), Crv: "P-256", Kid: k.ID, Kty: "EC", Use: "sig",
		X:         base64.RawURLEncoding.EncodeToString(point[1 : 1+size]),
		Y:         base64.RawURLEncoding.EncodeToString(point[1+size:]),
		CreatedAt: int(k.CreatedAt.Unix()),
	}
	if k.ExpiredAt != nil {
		public.ExpiredAt = new(int(k.ExpiredAt.Unix()))
	}
	return public, nil
}
