package app

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"toile"
	"toile/internal/store"
)

// clients are the pairs of client_id and secret that may call. The database keeps them, with
// hashes for secrets, so that all servers of it admit the same; each server has them in memory.
// While the database has none, the fallback's may call.
type clients struct {
	fallback map[string][]byte
	known    atomic.Pointer[knownClients]
	reads    singleflight.Group // those who want to read at the same time share one read
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

// load adds pairs to those of the database and reads them all. A pair that the database knows
// otherwise is refused: a server that was started again with old keys must not undo what toile
// keys has changed for all.
func (c *clients) load(tx *store.Tx, added map[string][]byte) error {
	for _, clientID := range slices.Sorted(maps.Keys(added)) {
		if err := checkClientID(clientID); err != nil {
			return fmt.Errorf("client_id %q: %w", clientID, err)
		}
		kept, err := tx.InitClient(clientID, added[clientID])
		switch {
		case err != nil:
			return err
		case len(kept) == 0:
			return fmt.Errorf("the client_id %q was removed from this database: leave it out, or let it call again with toile keys set", clientID)
		case !bytes.Equal(kept, added[clientID]):
			return fmt.Errorf("this database has another secret for the client_id %q: give that one, or start without it and change it with toile keys set", clientID)
		}
	}
	return c.read(tx, time.Time{})
}

// checkClientID refuses what could not be told from others: ids follow from "client_id/name".
func checkClientID(clientID string) error {
	if clientID == "" || len(clientID) > 128 || strings.ContainsAny(clientID, "/ \t\r\n") {
		return toile.ErrInvalidField("client_id must be 1 to 128 bytes without spaces and slashes")
	}
	return nil
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
	for asked := a.clock.real(); ; {
		if err := a.readClients(ctx); err != nil {
			return false, err
		}
		known = a.clients.known.Load()
		admitted = known.admit(clientID, secret)
		// A read that had begun before may have missed what was just added.
		if admitted || !known.read.Before(asked) {
			return admitted, nil
		}
	}
}

// readClients reads the pairs anew, together with others who want that. A caller who goes away does
// not end the read for them.
func (a *App) readClients(ctx context.Context) error {
	read := a.clients.reads.DoChan("", func() (any, error) {
		now := a.clock.real()
		return nil, a.store.View(context.WithoutCancel(ctx), func(tx *store.Tx) error { return a.clients.read(tx, now) })
	})
	select {
	case result := <-read:
		return result.Err
	case <-ctx.Done():
		return ctx.Err()
	}
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
	if err := checkClientID(clientID); err != nil {
		return err
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
		err = a.readClients(context.WithoutCancel(ctx))
	}
	return err
}
