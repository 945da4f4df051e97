// Package app is every operation of the API, one method each, and the only package that
// opens transactions.
//
// A method takes the time once, opens one transaction, asks the pure packages (user, link,
// item, bank) what follows, saves it and answers. What a caller may cause is answered with a
// *toile.Error; anything else rises as it is and becomes a 500 above.
//
// Rules that the API's sources leave open are taken as docs/decisions.md says.
package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/link"
	"toile/internal/store"
)

// App answers operations.
type App struct {
	store    *store.Store
	ids      *id.Source
	world    *bank.World
	clock    clock
	requests *id.Requests
}

// Caller is who asks, once the keys were found right.
type Caller struct {
	ClientID  string
	RequestID string
	NewUsers  bool // asks for users of the new generation (header Plaid-New-User-API-Enabled)
}

// call is one operation under way: its transaction, its caller and its instant.
type call struct {
	*App
	*store.Tx
	Caller
	at time.Time
}

// view runs an operation that only reads.
func (a *App) view(ctx context.Context, c Caller, fn func(call) error) error {
	at := a.instant()
	return withStack(a.store.View(ctx, func(tx *store.Tx) error { return fn(call{a, tx, c, at}) }))
}

// update runs an operation that writes. It may run more than once; only the last run counts.
func (a *App) update(ctx context.Context, c Caller, fn func(call) error) error {
	at := a.instant()
	return withStack(a.store.Update(ctx, func(tx *store.Tx) error { return fn(call{a, tx, c, at}) }))
}

// withStack makes the error of a transaction that panicked say where.
func withStack(err error) error {
	var p *store.PanicError
	if errors.As(err, &p) {
		return fmt.Errorf("%w\n%s", err, p.Stack)
	}
	return err
}

// env is what a decision in Link may use.
func (c call) env() link.Env {
	return link.Env{Now: c.at, RequestID: c.RequestID, World: c.world, IDs: c.ids}
}

// Ready reports whether operations would succeed now.
func (a *App) Ready(ctx context.Context) error { return a.store.Ping(ctx) }
