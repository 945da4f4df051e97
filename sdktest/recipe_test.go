package sdktest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/plaid/plaid-go/v43/plaid"
)

var errKeyExpired = errors.New("the key has expired")

// checkWebhook checks a webhook at some time as Plaid's guide tells receivers to, with a JWT library that toile does
// not use.
func checkWebhook(body []byte, signature string, now func() time.Time, key func(kid string) (plaid.JWKPublicKey, error)) error {
	token, err := jwt.Parse(signature, func(token *jwt.Token) (any, error) {
		kid, _ := token.Header["kid"].(string)
		found, err := key(kid)
		if err != nil {
			return nil, err
		}
		return publicKey(found, now())
	}, jwt.WithValidMethods([]string{"ES256"}), jwt.WithIssuedAt(), jwt.WithTimeFunc(now))
	if err != nil {
		return err
	}
	issued, err := token.Claims.GetIssuedAt()
	if err != nil || issued == nil || now().Sub(issued.Time) > 5*time.Minute {
		return fmt.Errorf("the signature is of %v, %v", issued, err)
	}
	digest := sha256.Sum256(body)
	if said := token.Claims.(jwt.MapClaims)["request_body_sha256"]; said != hex.EncodeToString(digest[:]) {
		return fmt.Errorf("the signature is of the body %v, this one is %x", said, digest)
	}
	return nil
}

// publicKey reads a key that is good at some time.
func publicKey(key plaid.JWKPublicKey, now time.Time) (*ecdsa.PublicKey, error) {
	if expired := key.ExpiredAt.Get(); expired != nil && time.Unix(int64(*expired), 0).Before(now) {
		return nil, errKeyExpired
	}
	x, xErr := base64.RawURLEncoding.DecodeString(key.X)
	y, yErr := base64.RawURLEncoding.DecodeString(key.Y)
	if err := errors.Join(xErr, yErr); err != nil || key.Kty != "EC" || key.Crv != "P-256" || key.Alg != "ES256" || key.Use != "sig" {
		return nil, fmt.Errorf("the key is %s, %v", spell(key), err)
	}
	return ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, x...), y...))
}

// keyOf asks for a key with the official client.
func (c *caller) keyOf(kid string) (plaid.JWKPublicKey, error) {
	answer, _, err := c.WebhookVerificationKeyGet(c.ctx).WebhookVerificationKeyGetRequest(*plaid.NewWebhookVerificationKeyGetRequest(kid)).Execute()
	return answer.Key, err
}

// mustKeyOf asks for a key that must be there.
func (c *caller) mustKeyOf(kid string) plaid.JWKPublicKey {
	c.t.Helper()
	key, err := c.keyOf(kid)
	if err != nil {
		c.t.Fatal(err)
	}
	return key
}

// recipe verifies webhooks as Plaid's guide tells receivers that keep keys: by kid, and when a new one is met, those
// without an end are asked for again.
type recipe struct {
	*caller
	keys map[string]plaid.JWKPublicKey
	now  func() time.Time
}

func (r *recipe) verify(body []byte, signature string) error {
	return checkWebhook(body, signature, r.now, r.key)
}

func (r *recipe) key(kid string) (plaid.JWKPublicKey, error) {
	if _, kept := r.keys[kid]; !kept {
		ask := []string{kid}
		for old, key := range r.keys {
			if key.ExpiredAt.Get() == nil {
				ask = append(ask, old)
			}
		}
		for _, kid := range ask {
			key, err := r.keyOf(kid)
			if err != nil {
				return key, err
			}
			r.keys[kid] = key
		}
	}
	return r.keys[kid], nil
}
