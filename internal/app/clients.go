package app

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"toile"
	"toile/internal/store"
)

// clients are the pairs of client_id and secret that may call. The database keeps them, with
// hashes for secrets, so that all servers of it admit the same; each server has them in memory.
// While the database has none, the fallback's may call.
type clients struct {
	fallback map[string][]byte
	known    atomic.Pointer[knownClients]
	reading  sync.Mutex
}

type knownClients struct {
	secrets map[string][]byte // hashes, by client_id
	read    time.Time         // by the machine's clock
}

// clientsAge is for how long a server goes by what it read, where others may change it: a pair
// that was removed elsewhere is refused here after that time.
const clientsAge = time.Second

func hashed(pairs map[string]string) map[string][]byte {
	secrets := make(map[string][]byte, len(pairs))
	for clientID, secret := range pairs {
		sum := sha256.Sum256([]byte(secret))
		secrets[clientID] = sum[:]
	}
	return secrets
}

func (k *knownClients) admit(clientID, secret string) bool {
	want, known := k.secrets[clientID]
	got := sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(want, got[:]) == 1 && known
}

// load adds pairs to those of the database and reads them all.
func (c *clients) load(tx *store.Tx, added map[string][]byte) error {
	for _, clientID := range slices.Sorted(maps.Keys(added)) {
		if err := tx.SetClient(clientID, added[clientID]); err != nil {
			return err
		}
	}
	return c.read(tx, time.Time{})
}

// read takes up what the database has.
func (c *clients) read(tx *store.Tx, now time.Time) error {
	secrets, err := tx.Clients()
	if len(secrets) == 0 {
		secrets = c.fallback
	}
	if err == nil {
		c.known.Store(&knownClients{secrets, now})
	}
	return err
}

// Admits reports whether a pair of keys may call. A pair that is not known is looked up, so
// that one that was just added elsewhere is admitted.
func (a *App) Admits(ctx context.Context, clientID, secret string) (bool, error) {
	known := a.clients.known.Load()
	admitted := known.admit(clientID, secret)
	if !a.store.Shared() || admitted && a.clock.real().Sub(known.read) < clientsAge {
		return admitted, nil
	}
	known, err := a.readClients(ctx)
	return err == nil && known.admit(clientID, secret), err
}

// readClients reads the pairs anew. Those who want it at the same time wait for one read.
func (a *App) readClients(ctx context.Context) (*knownClients, error) {
	asked := a.clock.real()
	a.clients.reading.Lock()
	defer a.clients.reading.Unlock()
	if known := a.clients.known.Load(); known.read.After(asked) {
		return known, nil
	}
	now := a.clock.real()
	err := a.store.View(ctx, func(tx *store.Tx) error { return a.clients.read(tx, now) })
	return a.clients.known.Load(), err
}

// Clients lists the client_ids that the database has, sorted.
func (a *App) Clients(ctx context.Context) (clientIDs []string, err error) {
	err = a.store.View(ctx, func(tx *store.Tx) error {
		secrets, err := tx.Clients()
		clientIDs = slices.Sorted(maps.Keys(secrets))
		return err
	})
	return clientIDs, err
}

// SetClient lets a pair of keys call, in place of the client's earlier secret.
func (a *App) SetClient(ctx context.Context, clientID, secret string) error {
	switch {
	case clientID == "":
		return toile.ErrMissingFields("client_id")
	case secret == "":
		return toile.ErrMissingFields("secret")
	}
	return a.changeClients(ctx, func(tx *store.Tx) error {
		sum := sha256.Sum256([]byte(secret))
		return tx.SetClient(clientID, sum[:])
	})
}

// RemoveClient lets a client call no more. The last one stays: without any, everybody's
// development keys would be admitted.
func (a *App) RemoveClient(ctx context.Context, clientID string) error {
	return a.changeClients(ctx, func(tx *store.Tx) error {
		secrets, err := tx.Clients()
		if err != nil {
			return err
		}
		switch _, known := secrets[clientID]; {
		case !known:
			return toile.ErrInvalidField("client_id: the database has no such client")
		case len(secrets) == 1:
			return toile.ErrInvalidField("client_id: it is the only one; add another one first")
		}
		return tx.RemoveClient(clientID)
	})
}

// changeClients changes the pairs, one change at a time at all servers.
func (a *App) changeClients(ctx context.Context, change func(tx *store.Tx) error) error {
	err := withStack(a.store.Update(ctx, func(tx *store.Tx) error {
		if _, err := tx.LockMeta(seedMeta); err != nil { // it is there and nobody else locks it
			return err
		}
		return change(tx)
	}))
	if err == nil {
		_, err = a.readClients(ctx)
	}
	return err
}
