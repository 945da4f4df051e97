package app

import (
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"toile"
	"toile/internal/pgtest"
	"toile/internal/webhook"
)

// kidOf reads by which key something is signed.
func kidOf(t *testing.T, jwt string) string {
	t.Helper()
	signed, err := jose.ParseSigned(jwt, []jose.SignatureAlgorithm{jose.ES256})
	if err != nil {
		t.Fatal(err)
	}
	return signed.Signatures[0].Header.KeyID
}

func (a *App) publicKey(t *testing.T, kid string) toile.JWKPublicKey {
	t.Helper()
	resp, err := a.WebhookVerificationKeyGet(t.Context(), Caller{}, &toile.WebhookVerificationKeyGetRequest{KeyID: kid})
	if err != nil {
		t.Fatal(kid, err)
	}
	return resp.Key
}

// After a rotation everything is signed by the new key, also what was tried before, and the old one has an end
// in real time, while the server's clock stands still.
func TestRotateWebhookKey(t *testing.T) {
	t.Parallel()
	a := begin(t, place(t))
	a.tell(t, 1)
	o := a.claims(t, 1)[0]
	if o.Key.ID != webhook.SandboxKeyID {
		t.Errorf("at first %s signs", o.Key.ID)
	}
	if _, _, err := a.SettleWebhook(t.Context(), o, webhook.Attempt{At: time.Now(), Status: 503}); err != nil {
		t.Fatal(err)
	}
	before := time.Now().Add(time.Hour - time.Second)
	newKid, oldKid, expiresAt, err := a.RotateWebhookKey(t.Context(), time.Hour)
	if err != nil || oldKid != webhook.SandboxKeyID || expiresAt.Before(before) || expiresAt.After(time.Now().Add(time.Hour)) {
		t.Fatalf("%s took the place of %s, which ends at %s; %v", newKid, oldKid, expiresAt, err)
	}
	a.advance(t, time.Minute)
	if o = a.claims(t, 1)[0]; o.Key.ID != newKid {
		t.Errorf("the next attempt is signed by %s, want %s", o.Key.ID, newKid)
	}
	signature, err := a.SignWebhook(t.Context(), []byte("body"))
	if err != nil || kidOf(t, signature) != newKid {
		t.Errorf("signed by %s, %v", kidOf(t, signature), err)
	}
	old, fresh := a.publicKey(t, oldKid), a.publicKey(t, newKid)
	if old.ExpiredAt == nil || *old.ExpiredAt != int(expiresAt.Unix()) || fresh.ExpiredAt != nil || fresh.X == old.X {
		t.Errorf("the old key is %+v, the new %+v", old, fresh)
	}
	other := begin(t, filepath.Join(t.TempDir(), "toile.db"))
	if kid, _, _, err := other.RotateWebhookKey(t.Context(), 0); err != nil || kid != newKid || other.publicKey(t, kid).X != fresh.X {
		t.Errorf("with the same seed the new key is %s, %v; want %s", kid, err, newKid)
	}
	for _, wrong := range []time.Duration{-1, MaxKeyEnding + 1} {
		if _, _, _, err := a.RotateWebhookKey(t.Context(), wrong); err == nil || !strings.Contains(err.Error(), "expires_in_seconds") {
			t.Errorf("an end in %s: %v", wrong, err)
		}
	}
	if again, err := a.SignWebhook(t.Context(), nil); err != nil || kidOf(t, again) != newKid {
		t.Errorf("after refusals %s signs, %v", kidOf(t, again), err)
	}
}

// However many rotate at once, one key has no end, and that one signs.
func TestRotateTogether(t *testing.T) {
	t.Parallel()
	for name, database := range map[string]string{"file": filepath.Join(t.TempDir(), "toile.db"), "postgres": pgtest.Database(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := begin(t, database)
			servers := []*App{first, first}
			if name == "postgres" {
				servers[1] = begin(t, database)
			}
			var together sync.WaitGroup
			var mu sync.Mutex
			kids, ended := []string{webhook.SandboxKeyID}, []string{}
			for _, server := range servers {
				for range 8 {
					together.Go(func() {
						newKid, oldKid, _, err := server.RotateWebhookKey(t.Context(), time.Minute)
						mu.Lock()
						defer mu.Unlock()
						if err != nil {
							t.Error(err)
						}
						kids, ended = append(kids, newKid), append(ended, oldKid)
					})
				}
			}
			together.Wait()
			slices.Sort(ended)
			if ended = slices.Compact(ended); len(ended) != len(kids)-1 {
				t.Errorf("%d keys took the place of %d", len(kids)-1, len(ended))
			}
			signature, err := servers[1].SignWebhook(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, kid := range kids {
				if signs, endless := kid == kidOf(t, signature), first.publicKey(t, kid).ExpiredAt == nil; signs != endless {
					t.Errorf("%s signs: %t, has no end: %t", kid, signs, endless)
				}
			}
		})
	}
}
