package app

import (
	"context"
	"time"

	"toile/internal/store"
)

// SweepEvery is how often a server should call Sweep.
const SweepEvery = time.Hour

// sweepLease is for how long a server has the sweeping for itself: a little less than the time
// between two, so that one that was killed is followed by whoever comes next.
const sweepLease = SweepEvery - 5*time.Minute

// Sweep removes what a shared database no longer needs, unless another server has just done so.
func (a *App) Sweep(ctx context.Context) (removed int64, err error) {
	if !a.store.Shared() {
		return 0, nil
	}
	held := false
	err = a.store.Update(ctx, func(tx *store.Tx) error {
		_, now, _, err := tx.Clock()
		if err == nil {
			held, err = tx.Lease("sweep", a.holder, now, now.Add(sweepLease))
		}
		return err
	})
	if err != nil || !held {
		return 0, err
	}
	return a.store.Sweep(ctx)
}
