package toile

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"
)

const (
	webhookKeyRefresh = 10 * time.Minute // a key without an expiry is asked for again
	webhookKeyGood    = time.Hour        // it is good for as long when the API does not answer
	webhookKeyAgain   = 10 * time.Second // and is asked for again
	webhookKeyUnknown = 20 * time.Second // a kid stays unknown
	webhookKeyTimeout = 5 * time.Second  // a sender waits ten for its answer (facts link 4.1)
	// webhookKeysAMinute bounds how often the API is asked about kids that are not known.
	webhookKeysAMinute = 30
)

// webhookKeys keeps the public keys of webhooks by kid, as long as they may be kept (facts link 4.2).
type webhookKeys struct {
	client *Client
	turn   chan struct{} // is held by who asks the API

	mu     sync.Mutex
	kept   map[string]webhookKey
	minute time.Time // when counting began
	asked  int       // how often since then, about kids that were not known
}

// webhookKey is what the API said about a kid.
type webhookKey struct {
	public  *ecdsa.PublicKey // nil where it knows none
	expires time.Time        // zero if it does not
	told    time.Time
	askFrom time.Time // the API is to be asked again from then on
}

func newWebhookKeys(client *Client) *webhookKeys {
	return &webhookKeys{client: client, turn: make(chan struct{}, 1), kept: map[string]webhookKey{}}
}

// get gives the key with a kid, which has not expired.
func (k *webhookKeys) get(ctx context.Context, kid string) (*ecdsa.PublicKey, error) {
	kept, fresh := k.look(kid)
	if fresh {
		return kept.usable(kid)
	}
	select {
	case k.turn <- struct{}{}:
	default:
		if kept.public != nil && time.Since(kept.told) < webhookKeyGood { // somebody else is asking
			return kept.usable(kid)
		}
		select {
		case k.turn <- struct{}{}:
		case <-ctx.Done():
			return nil, fmt.Errorf("%w: %w", ErrWebhookKeyUnavailable, ctx.Err())
		}
	}
	defer func() { <-k.turn }()
	if kept, fresh = k.look(kid); fresh { // somebody else has asked
		return kept.usable(kid)
	}
	kept, err := k.ask(ctx, kid, kept)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWebhookKeyUnavailable, err)
	}
	return kept.usable(kid)
}

func (w webhookKey) usable(kid string) (*ecdsa.PublicKey, error) {
	switch {
	case w.public == nil:
		return nil, fmt.Errorf("%w: %q", ErrWebhookKeyUnknown, kid)
	case !w.expires.IsZero() && !time.Now().Before(w.expires):
		return nil, fmt.Errorf("%w: %q at %s", ErrWebhookKeyExpired, kid, w.expires.UTC())
	}
	return w.public, nil
}

// look gives what is kept of a kid, and whether nobody needs to be asked.
func (k *webhookKeys) look(kid string) (kept webhookKey, fresh bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	kept, ok := k.kept[kid]
	return kept, ok && time.Now().Before(kept.askFrom)
}

// ask asks the API for a key, in its turn, and keeps the answer. Where there is none, or none that can be used, a key that
// was kept goes on for a while.
func (k *webhookKeys) ask(ctx context.Context, kid string, kept webhookKey) (webhookKey, error) {
	if kept.public == nil && !k.mayAsk() {
		return kept, fmt.Errorf("the API was asked about %d unknown keys within a minute", webhookKeysAMinute)
	}
	ctx, cancel := context.WithTimeout(ctx, webhookKeyTimeout)
	defer cancel()
	answer, err := k.client.WebhookVerificationKeyGet(ctx, WebhookVerificationKeyGetRequest{KeyID: kid})
	now, told := time.Now(), webhookKey{}
	if err == nil {
		told, err = readWebhookKey(answer.Key, kid, now)
	}
	switch {
	case err == nil:
		if kept.public == nil {
			k.doubt()
		}
		kept = told
	case errors.Is(err, ErrInvalidWebhookVerificationKeyID()):
		kept = webhookKey{told: now, askFrom: now.Add(webhookKeyUnknown)}
	case kept.public != nil && now.Sub(kept.told) < webhookKeyGood:
		kept.askFrom = now.Add(webhookKeyAgain)
	default:
		return kept, err
	}
	k.keep(kid, kept, now)
	return kept, nil
}

// mayAsk counts a question about a kid that is not known.
func (k *webhookKeys) mayAsk() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if now := time.Now(); now.Sub(k.minute) >= time.Minute {
		k.minute, k.asked = now, 0
	}
	k.asked++
	return k.asked <= webhookKeysAMinute
}

// doubt has keys asked for again that had no expiry: there is a new one, so they may have been rotated out.
func (k *webhookKeys) doubt() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for kid, kept := range k.kept {
		if kept.public != nil && kept.expires.IsZero() {
			kept.askFrom = time.Time{}
			k.kept[kid] = kept
		}
	}
}

// keep keeps an answer and forgets those that are good for nothing any more, so that there are never many.
func (k *webhookKeys) keep(kid string, kept webhookKey, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	maps.DeleteFunc(k.kept, func(_ string, old webhookKey) bool {
		return old.public == nil && !now.Before(old.askFrom) || now.Sub(old.told) >= webhookKeyGood
	})
	k.kept[kid] = kept
}

// readWebhookKey reads a key as the API gives it: a JWK that is good for ES256 and nothing else.
func readWebhookKey(jwk JWKPublicKey, kid string, now time.Time) (webhookKey, error) {
	if jwk.Kid != kid || jwk.Kty != "EC" || jwk.Crv != "P-256" || jwk.Alg != "ES256" || jwk.Use != "sig" {
		return webhookKey{}, fmt.Errorf("the API gives the key %q for %q: %s %s %s %s", jwk.Kid, kid, jwk.Kty, jwk.Crv, jwk.Alg, jwk.Use)
	}
	x, xErr := base64.RawURLEncoding.DecodeString(jwk.X)
	y, yErr := base64.RawURLEncoding.DecodeString(jwk.Y)
	if err := errors.Join(xErr, yErr); err != nil {
		return webhookKey{}, fmt.Errorf("key %q: %w", kid, err)
	}
	public, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, x...), y...))
	if err != nil {
		return webhookKey{}, fmt.Errorf("key %q: %w", kid, err)
	}
	key := webhookKey{public: public, told: now, askFrom: now.Add(webhookKeyRefresh)}
	if jwk.ExpiredAt != nil { // which is final
		key.expires, key.askFrom = time.Unix(int64(*jwk.ExpiredAt), 0), now.Add(webhookKeyGood)
	}
	return key, nil
}
