// Package server joins the parts: it opens the store, starts the operations on it and gives
// one http.Handler. The binary and package toiletest both run what Open gives, so what a test
// sees is what a user gets.
//
// What a command needs that calls a server is here, too: [Reach] finds one that runs, [Client] calls it, and [Roots]
// are the authorities that it trusts.
//
// Of the packages that serve it alone reads the machine's clock, and gives it to the others.
package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"toile/internal/api"
	"toile/internal/app"
	"toile/internal/courier"
	"toile/internal/store"
	"toile/internal/web"
	"toile/internal/webhook"
)

// The keys of a server that was given none. They are the same everywhere and protect nothing.
const (
	DevelopmentClientID = "70117e5eed5a9d0f00c11e47"
	DevelopmentSecret   = "70117e5eed5a9d0f005ec4e7000000"
)

// Memory is the database that lives as long as its server.
const Memory = ":memory:"

// DefaultLoginDays is how many days a login lasts where nothing else is said.
const DefaultLoginDays = app.DefaultLoginDays

// maxLoginDays is how many a login lasts at most: as long as the clock can show.
const maxLoginDays = 36500

// Config says what a server is.
type Config struct {
	Database     string            // path of a file or postgres:// URL; [Memory] when empty
	Replica      string            // postgres:// URL of read replicas, for reads that may lag
	Clients      map[string]string // secrets by client_id, added to the database's; the development pair while that has none
	Seed         string            // makes ids and the simulated world repeatable
	Now          *time.Time        // stops the clock of a new database there
	LoginDays    *int              // after how many days an Item needs another login, if not [DefaultLoginDays]; 0 for never
	AtOnce       bool              // what Plaid does in the background is done at once, and not as late as in the sandbox
	ControlToken string            // opens /toile/ to callers on other machines
	PublicURL    string            // by which everybody reaches the server, such as https://toile.example; "" where requests tell
	Log          *slog.Logger      // nil logs nothing

	WebhookChaos   string // what goes wrong with webhooks on purpose: duplicates, order, delay, several with commas between them, or all
	PublicWebhooks bool   // send webhooks to public addresses only
	LocalWebhooks  bool   // send webhooks to this machine only
}

// Server is an open server. It serves until it is closed.
type Server struct {
	http.Handler
	app     *app.App
	store   *store.Store
	courier *courier.Courier
	log     *slog.Logger
	loops   sync.WaitGroup
	stop    context.CancelFunc // ends the loops
}

// Clock gives what the server's clock shows and whether it stands still.
func (s *Server) Clock(ctx context.Context) (now time.Time, frozen bool, err error) {
	return s.app.Clock(ctx)
}

// Clients lists the client_ids that may call; none means that the development pair may.
func (s *Server) Clients(ctx context.Context) ([]string, error) { return s.app.Clients(ctx) }

// Open opens the store, making it if need be, and starts on it.
func Open(ctx context.Context, c Config) (*Server, error) {
	if c.Database == "" {
		c.Database = Memory
	}
	if strings.Contains(c.Database, "dbname=") {
		return nil, errors.New("the database is given as words: give it as postgres://USER@HOST/NAME")
	}
	if strings.Contains(c.Database, "://") && !store.IsURL(c.Database) {
		return nil, fmt.Errorf("the database %q is a URL of a kind that toile does not know: give postgres://…, the path of a file, or %s", scheme(c.Database), Memory)
	}
	if c.Log == nil {
		c.Log = slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError + 1}))
	}
	if c.LoginDays == nil {
		c.LoginDays = new(DefaultLoginDays)
	}
	if *c.LoginDays < 0 || *c.LoginDays > maxLoginDays {
		return nil, fmt.Errorf("%d login days are not between 0 and %d", *c.LoginDays, maxLoginDays)
	}
	public, err := publicOf(c.PublicURL)
	if err != nil {
		return nil, err
	}
	if c.PublicWebhooks && c.LocalWebhooks {
		return nil, errors.New("webhooks go to public addresses only, or to this machine only, not both: leave one of the two out")
	}
	chaos, err := webhook.ParseChaos(c.WebhookChaos)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, c.Database, store.Options{Replica: c.Replica, Logger: c.Log})
	if err != nil {
		return nil, err
	}
	operations, err := app.Start(ctx, s, app.Settings{
		Seed: c.Seed, Now: c.Now, Real: time.Now, Clients: c.Clients,
		Fallback:  map[string]string{DevelopmentClientID: DevelopmentSecret},
		LoginDays: *c.LoginDays, AtOnce: c.AtOnce, Chaos: chaos,
	})
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	handler := api.New(api.Config{
		App: operations, Control: api.Control{Token: c.ControlToken},
		Log: c.Log, Now: time.Now,
	})
	pages := web.New(web.Config{App: operations, Log: c.Log, Now: time.Now})
	opened := &Server{Handler: public.reached(join(handler, pages)), app: operations, store: s, log: c.Log}
	opened.courier = courier.New(courier.Config{App: operations, Now: time.Now, Log: c.Log, PublicOnly: c.PublicWebhooks, LocalOnly: c.LocalWebhooks, PublicURL: c.PublicURL})
	if c.PublicWebhooks {
		c.Log.Info("webhooks are sent to public addresses only")
	}
	if c.WebhookChaos != "" {
		c.Log.Warn("webhooks come in chaos, as asked for", "chaos", chaos.String())
	}
	opened.start(context.WithoutCancel(ctx))
	return opened, nil
}

// join gives Link's pages what is theirs, and everything else to the API.
func join(api http.Handler, pages *web.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if pages.Serves(r.URL.Path) {
			pages.ServeHTTP(w, r)
			return
		}
		api.ServeHTTP(w, r)
	})
}

// start runs what a server does without being asked.
func (s *Server) start(ctx context.Context) {
	ctx, s.stop = context.WithCancel(ctx)
	s.loops.Go(func() { s.work(ctx) })
	s.loops.Go(func() { s.courier.Run(ctx) })
	if s.store.Shared() {
		s.loops.Go(func() { s.sweep(ctx) })
	}
}

// How long a server waits before it looks for work again, if nobody calls it earlier.
const (
	lookShared = time.Second // what a server left that is gone
	lookAlone  = time.Minute
	lookAgain  = time.Second // after a failure
)

// work does what operations left for later, when it is due.
func (s *Server) work(ctx context.Context) {
	for ctx.Err() == nil {
		wait := lookAlone
		if s.app.Shared() {
			wait = lookShared
		}
		next, err := s.app.RunTasks(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			s.log.Warn("work that was left for later failed; it is tried again", "error", err)
			wait = lookAgain
		case next != nil:
			wait = min(wait, *next)
		}
		select {
		case <-time.After(wait):
		case <-s.app.TasksLeft():
		case <-ctx.Done():
		}
	}
}

func (s *Server) sweep(ctx context.Context) {
	for {
		if removed, err := s.app.Sweep(ctx); err != nil && ctx.Err() == nil {
			s.log.Warn("sweeping the database failed; it is tried again later", "error", err)
		} else if removed > 0 {
			s.log.Info("swept the database", "removed", removed)
		}
		select {
		case <-time.After(app.SweepEvery):
		case <-ctx.Done():
			return
		}
	}
}

// scheme shows of a URL only what can hold no password.
func scheme(url string) string {
	name, _, _ := strings.Cut(url, "://")
	return name + "://…"
}

// Close writes what is left and gives the database free. The caller has stopped sending requests.
func (s *Server) Close() error {
	s.stop()
	s.loops.Wait()
	return s.store.Close()
}
