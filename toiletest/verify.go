package toiletest

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

	"toile"
)

// maxAge is how old a signature may be (facts link 4.2).
const maxAge = 5 * time.Minute

// VerifyWebhook checks what stands in a webhook's header Plaid-Verification as Plaid tells receivers
// to: by the key that the JWT names, asked from the server; not too old; over these very bytes
// (facts link 4.2).
func (s *Server) VerifyWebhook(ctx context.Context, body []byte, signature string) error {
	jws, err := jose.ParseSignedCompact(signature, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		return err
	}
	header := jws.Signatures[0].Header
	if kind := header.ExtraHeaders["typ"]; kind != "JWT" {
		return fmt.Errorf("the signature is a %v", kind)
	}
	key, err := s.Client.WebhookVerificationKeyGet(ctx, toile.WebhookVerificationKeyGetRequest{KeyID: header.KeyID})
	if err != nil {
		return err
	}
	if key.Key.ExpiredAt != nil && time.Until(time.Unix(int64(*key.Key.ExpiredAt), 0)) < 0 {
		return errors.New("the key has expired")
	}
	jwk, err := publicKey(key.Key)
	if err != nil {
		return err
	}
	payload, err := jws.Verify(jwk)
	if err != nil {
		return err
	}
	var says struct {
		IssuedAt int64  `json:"iat"`
		Digest   string `json:"request_body_sha256"`
	}
	if err := json.Unmarshal(payload, &says); err != nil {
		return err
	}
	if age := time.Since(time.Unix(says.IssuedAt, 0)); age > maxAge || age < -maxAge {
		return fmt.Errorf("the signature is %s old", age)
	}
	digest := sha256.Sum256(body)
	if subtle.ConstantTimeCompare([]byte(hex.EncodeToString(digest[:])), []byte(says.Digest)) != 1 {
		return errors.New("the signature is of another body")
	}
	return nil
}

func publicKey(k toile.JWKPublicKey) (jwk jose.JSONWebKey, err error) {
	text, err := json.Marshal(map[string]string{"alg": k.Alg, "crv": k.Crv, "kid": k.Kid, "kty": k.Kty, "use": k.Use, "x": k.X, "y": k.Y})
	if err != nil {
		return jwk, err
	}
	err = json.Unmarshal(text, &jwk)
	return jwk, err
}
