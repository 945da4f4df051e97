// Package app is every operation of the API, one method each, and the only package that
// opens transactions.
//
// A method opens one transaction, which takes the time once, asks the pure packages (user, link,
// item, bank, product, document) what follows, saves it and answers. What a caller may cause is
// answered with a *toile.Error; anything else rises as it is and becomes a 500 above.
//
// Several servers may share a database. What an operation decides upon it locks, in this
// order, so that no two wait for each other: link token, Link session, user, public token, access
// token, Item; several users in the order of their keys, several Items in that of their ids. A user's
// count of link tokens comes before the user, that of sessions after. Files that wait in a session
// belong to it and to its user: who touches them has locked one of the two. A client's counts of reports, relays and
// audit copies come after the user. A report comes before the tokens with which it is read, several
// in the order of their ids, and what names a user's newest one last; who puts a new report behind a
// relay has locked the relay before the user. A task that is being done comes before all that it
// locks; who arranges for one locks nothing that an earlier one of its id would wait for. What it
// only reads may be changed by others at the same time. A function of update
// that finds such a change where it matters returns [store.ErrConflict] and runs again.
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
	"toile/internal/webhook"
)

// App answers operations.
type App struct {
	store     *store.Store
	ids       *id.Source
	dataIDs   *id.Source // of what the simulated world knows: no secret, and the same on every run
	world     *bank.World
	clock     clock
	clients   clients
	requests  *id.Requests
	looks     *id.Requests // those of a browser that change nothing
	seal      id.Seal      // of the addresses of documents
	loginDays int          // how long the login of an Item lasts that is linked from now on
	delays    delays
	chaos     webhook.Chaos   // what goes wrong with webhooks on purpose
	holder    string          // what leases call this run of the server
	moreWork  map[string]work // kinds of tasks that only tests have

	tasksLeft    signal // something is to be done later
	webhooksLeft signal // a webhook waits to be sent
	webhooksMade broadcast
	waiting      context.Context // of those who await webhooks; it ends when the server is about to stop
	endWaits     context.CancelFunc
}

// Caller is who asks, once the keys were found right.
type Caller struct {
	ClientID  string
	RequestID string
	NewUsers  bool   // asks for users of the new generation (header Plaid-New-User-API-Enabled)
	MayLag    bool   // takes answers that are some moments old (header Toile-May-Lag)
	Origin    Origin // by which the caller reached the server
}

// call is one operation under way: its transaction, its caller and its instant.
type call struct {
	*App
	*store.Tx
	Caller
	at     time.Time // by the server's clock; of a task, when it was due
	now    time.Time // by the server's clock
	real   time.Time // by the machine's, the database's where it is shared
	writes bool      // it may write
	left   *left     // and what it then leaves to others
}

// errMustWrite is what a function of view returns that has something to write after all.
var errMustWrite = errors.New("app: something to write in a view")

// view runs an operation that mostly reads. Where it has something to write, such as the first use
// of a product, it runs again as an update.
func (a *App) view(ctx context.Context, c Caller, fn func(call) error) error {
	view := a.store.View
	if c.MayLag {
		view = a.store.ViewLagging
	}
	err := view(ctx, func(tx *store.Tx) error { return a.run(tx, c, nil, fn) })
	if errors.Is(err, errMustWrite) {
		return a.update(ctx, c, fn)
	}
	return withStack(err)
}

// update runs an operation that writes. It may run more than once; only the last run counts.
func (a *App) update(ctx context.Context, c Caller, fn func(call) error) error {
	var left left
	err := a.store.Update(ctx, func(tx *store.Tx) error {
		left.reset()
		return a.run(tx, c, &left, fn)
	})
	if err == nil {
		a.wake(left)
	}
	return withStack(err)
}

func (a *App) run(tx *store.Tx, c Caller, left *left, fn func(call) error) error {
	at, real, err := a.clock.now(tx)
	if err != nil {
		return err
	}
	return fn(call{a, tx, c, at, at, real, left != nil, left})
}

// withStack makes the error of a transaction that panicked say where.
func withStack(err error) error {
	var p *store.PanicError
	if errors.As(err, &p) {
		return fmt.Errorf("%w\n%s", err, p.Stack)
	}
	return err
}

// env is what a decision in Link may use, on a token, where the person may log in by some names.
func (c call) env(token link.Token, usernames []string) (link.Env, error) {
	env := link.Env{Now: c.at, RequestID: c.RequestID, World: c.world, IDs: c.ids}
	var err error
	if token.Config.Update != nil {
		usernames = append(usernames, token.Config.Update.Username)
		if err = c.updated(token.Config, &env); err != nil {
			return env, err
		}
	}
	env.Users, err = c.customUsers(token.ClientID, usernames)
	return env, err
}

// Ready reports whether operations would succeed now.
func (a *App) Ready(ctx context.Context) error { return a.store.Ping(ctx) }
