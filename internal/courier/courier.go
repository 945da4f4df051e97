// Package courier delivers webhooks: it takes what is due from the outbox, sends it signed, and
// keeps what came of it.
//
// Each receiver has a lane, so that one who is slow or dead keeps nobody else waiting. A webhook
// is claimed before it is sent and settled after it. Whoever dies in between leaves a claim that runs
// out, and the webhook is sent again: at least once, by whatever server of the database comes first.
// A lane settles what came meanwhile and claims more in one transaction, so that the receiver and not the disk sets
// the pace.
//
// Nothing is sent to the server itself, nor, where that is wanted, to addresses that are not public, or not of this machine (road.go).
package courier

import (
	"context"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"toile/internal/app"
	"toile/internal/webhook"
)

// Bounds on what is under way, and on how long nobody looks.
const (
	laneWidth   = 8    // webhooks for one receiver at a time
	most        = 1024 // webhooks at a time
	mostUntried = 768  // of them, to receivers that have not answered yet, one to each
	mostWide    = 256  // while there are so many of those, more to each
	mostSilent  = 512  // of them, to receivers that did not answer the last time
	mostMore    = 768  // while there are so many in all, one to each at a time: the rest is for receivers that have none yet
	pollShared  = time.Second
	pollAlone   = time.Minute // only what is due wakes it earlier
	roundEvery  = 5 * time.Millisecond
	afterError  = time.Second
	grace       = time.Second // for those under way when it is stopped
	forgetEvery = time.Hour
	mostKnown   = 10_000 // receivers that are remembered to be silent
)

// Config says what a courier works with.
type Config struct {
	App        *app.App
	Now        func() time.Time // the machine's clock, which receivers share
	Log        *slog.Logger
	PublicOnly bool   // send to public addresses only
	LocalOnly  bool   // send to this machine only, and ask nobody for names
	PublicURL  string // of the server, if it has one
}

// Courier delivers the webhooks of a database.
type Courier struct {
	Config
	roads   *roads
	client  *http.Client
	timeout time.Duration

	mu      sync.Mutex
	lanes   map[int64]*lane
	silent  map[int64]bool // receivers that did not answer the last time
	slots   int            // webhooks that may be under way now
	untried int            // of them, to receivers that have not answered yet
	crowded bool           // somebody waits for a slot
	last    int64          // the receiver whose lane began last
	freed   chan struct{}  // gets something when there is reason to look again
	running sync.WaitGroup
}

// New makes a courier.
func New(c Config) *Courier {
	r := &roads{publicOnly: c.PublicOnly, localOnly: c.LocalOnly}
	if u, err := url.Parse(c.PublicURL); err == nil && u.Host != "" {
		r.publicHost = hostPort(u)
	}
	return &Courier{
		Config: c, roads: r, client: newClient(r), timeout: webhook.Timeout,
		lanes: map[int64]*lane{}, silent: map[int64]bool{}, freed: make(chan struct{}, 1),
	}
}

// ListensOn tells an address on which the server itself listens: no webhook goes there.
func (c *Courier) ListensOn(addr net.Addr) { c.roads.listens(addr) }

// Run delivers until the context ends. Those under way then have a moment to end; what has not is
// given back.
func (c *Courier) Run(ctx context.Context) {
	sending, abort := context.WithCancel(context.WithoutCancel(ctx))
	forgotten := time.Time{}
	for ctx.Err() == nil {
		if now := c.Now(); now.Sub(forgotten) >= forgetEvery {
			forgotten = now
			c.running.Go(func() { c.forget(ctx) })
		}
		wait := c.round(ctx, sending)
		select { // what comes together is looked for together
		case <-time.After(roundEvery):
		case <-ctx.Done():
		}
		select {
		case <-time.After(wait):
		case <-c.App.WebhooksLeft():
		case <-c.freed:
		case <-ctx.Done():
		}
	}
	timer := time.AfterFunc(grace, abort)
	c.running.Wait()
	timer.Stop()
	abort()
	c.client.CloseIdleConnections()
}

func (c *Courier) forget(ctx context.Context) {
	if removed, err := c.App.ForgetWebhooks(ctx); err != nil && ctx.Err() == nil {
		c.Log.Warn("old webhooks could not be removed; it is tried again later", "error", err)
	} else if removed > 0 {
		c.Log.Info("removed old webhooks", "removed", removed)
	}
}

// round begins a lane for each receiver for whom something is due, as far as there is room. The one after whom the last
// round ended comes first, so that everybody has a turn. It gives for how long there is nothing to do then, unless
// something comes up.
func (c *Courier) round(ctx, sending context.Context) time.Duration {
	wait := pollAlone
	if c.App.Shared() {
		wait = pollShared
	}
	receivers, err := c.App.Receivers(ctx)
	if err != nil && ctx.Err() == nil {
		c.Log.Warn("webhooks that wait cannot be read; it is tried again", "error", err)
		return afterError
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.crowded = false
	first := 0
	for first < len(receivers) && receivers[first].Number <= c.last {
		first++
	}
	for i := range receivers {
		if r := receivers[(first+i)%len(receivers)]; r.Wait > 0 {
			wait = min(wait, r.Wait)
		} else {
			c.begin(ctx, sending, r.Number)
		}
	}
	return wait
}

// begin begins a receiver's lane, or tells the one that there is.
func (c *Courier) begin(ctx, sending context.Context, receiver int64) {
	if l := c.lanes[receiver]; l != nil {
		l.wanted = true
		raise(l.wake)
		return
	}
	silent := c.silent[receiver]
	if c.slots >= most || c.untried >= mostUntried || silent && c.untried >= mostSilent {
		c.crowded = true
		return
	}
	l := newLane(c, receiver, silent)
	c.lanes[receiver], c.last = l, receiver
	c.slots, c.untried = c.slots+1, c.untried+1
	c.running.Go(func() { l.run(ctx, sending) })
	c.running.Go(func() { l.work(ctx, sending) })
}

// raise tells a listener that there is something to look for, once for all that came since it last looked.
func raise(signal chan struct{}) {
	select {
	case signal <- struct{}{}:
	default:
	}
}
