package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strconv"
	"time"

	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
	"toile/internal/store"
	"toile/internal/webhook"
)

// DefaultLoginDays is how many days a login lasts where nothing else is said.
const DefaultLoginDays = item.LoginDays

// Settings say how an App starts.
type Settings struct {
	Seed     string            // ids and the simulated world follow from it; random when empty
	Now      *time.Time        // stops the clock of a new database there
	Real     func() time.Time  // the machine's clock
	Clients  map[string]string // secrets by client_id, added to those that the database has
	AtOnce   bool              // what Plaid does in the background is done at once, and not as late as in the sandbox
	Fallback map[string]string // the pairs that may call while neither Clients nor the database has any

	LoginDays int           // how long the login of an Item lasts that is linked from now on; 0 for ever
	Chaos     webhook.Chaos // what goes wrong with webhooks on purpose
}

// delays say how late things are that Plaid does in the background.
type delays struct {
	transactions item.Delays
	products     time.Duration // from the linking to the first webhooks about investments and debts
	statements   time.Duration // from the request to the webhook about it
	reports      time.Duration // from the request to the report
	documents    time.Duration // from the end of the session to what was read in its documents
	risks        time.Duration // from there to their risk signals
}

// sandboxDelays are about those of the sandbox (facts link 5.6 and 7, facts api 3.11).
var sandboxDelays = delays{
	transactions: item.SandboxDelays,
	products:     90 * time.Second, statements: time.Second,
	reports: time.Second, documents: time.Second, risks: time.Second,
}

// ErrOtherSeed is the refusal to continue a database with a seed that it was not made with.
var ErrOtherSeed = errors.New("this database was made with another seed: leave --seed out, give the one it was made with, or start with a new database")

// seedMeta holds the seed of the simulated world. It is no secret: tokens do not follow from it.
const seedMeta = "world seed"

// sealMeta holds the secret behind the addresses of documents, which all servers of a database share.
const sealMeta = "download secret"

// Start makes an App on a store. It numbers this run, so that no request_id comes twice, and
// takes up the world and the clock where the last run left them.
func Start(ctx context.Context, s *store.Store, settings Settings) (*App, error) {
	a := &App{store: s, ids: id.Random(), loginDays: settings.LoginDays, chaos: settings.Chaos, delays: sandboxDelays, tasksLeft: newSignal(), webhooksLeft: newSignal()}
	a.clock.real = settings.Real
	a.waiting, a.endWaits = context.WithCancel(context.WithoutCancel(ctx))
	if len(settings.Clients) == 0 {
		a.clients.fallback = hashed(settings.Fallback)
	}
	if settings.AtOnce {
		a.delays = delays{}
	}
	if settings.Seed != "" {
		a.ids = id.New(settings.Seed)
	}
	err := s.Update(ctx, func(tx *store.Tx) error {
		if s.Shared() {
			if err := tx.Serve(); err != nil {
				return err
			}
		}
		seed, err := worldSeed(tx, settings.Seed)
		if err != nil {
			return err
		}
		a.world, a.dataIDs = bank.New(seed), id.New("bank data "+seed)
		run, err := tx.Next("runs")
		if err != nil {
			return err
		}
		a.requests, a.looks = a.ids.Requests(run), a.ids.Looks(run)
		a.holder = strconv.FormatInt(run, 10)
		if err := a.clock.load(tx, settings.Now); err != nil {
			return err
		}
		if err := a.loadWebhooks(tx); err != nil {
			return err
		}
		secret, err := tx.InitMeta(sealMeta, a.ids.Hex("seal", "", 1))
		if err != nil {
			return err
		}
		a.seal = id.NewSeal(secret)
		return a.clients.load(tx, hashed(settings.Clients))
	})
	return a, err
}

// worldSeed gives the seed of the database's world, which is settled when it is new.
func worldSeed(tx *store.Tx, seed string) (string, error) {
	world := bank.SeedOf(seed)
	if seed == "" {
		var drawn [32]byte
		rand.Read(drawn[:])
		world = hex.EncodeToString(drawn[:])
	}
	known, err := tx.InitMeta(seedMeta, world)
	if err == nil && seed != "" && known != world {
		err = ErrOtherSeed
	}
	return known, err
}

// NextRequestID gives the id of a request that has just come in.
func (a *App) NextRequestID() string { return a.requests.Next() }

// NextLookID gives the id of a request that only looks, so that what a browser fetches, and what it has kept, leaves
// the ids of the operations as they are.
func (a *App) NextLookID() string { return a.looks.Next() }
