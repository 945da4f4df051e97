package courier

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"toile/internal/app"
	"toile/internal/webhook"
)

// How far a lane goes ahead of its receiver.
const (
	quick  = 100 * time.Millisecond // so soon answers who gets more claimed than is under way
	ahead  = 7 * laneWidth          // and so many more
	tooOld = 5 * time.Second        // a claim that began so long ago leaves too little time for an attempt
)

// lane is one receiver's turn: its webhooks are claimed, sent by a few workers side by side, and settled, until nothing
// is due or the receiver does not answer.
type lane struct {
	c        *Courier
	receiver int64
	width    int               // how many workers there are at most
	wake     chan struct{}     // gets something when more is due
	jobs     chan app.Outgoing // both have room for all that is claimed
	results  chan result
	over     atomic.Bool // nothing more is sent

	// Of the lane's own goroutine.
	claimed int  // and not settled
	quick   bool // the last answer came at once
	failed  bool // by our own fault

	// Under the courier's lock.
	workers int
	tried   bool // it has answered
	wanted  bool // more became due since it last claimed
}

// result is what came of a webhook that was claimed. An error is our own.
type result struct {
	app.Done
	err error
}

func newLane(c *Courier, receiver int64, silent bool) *lane {
	l := &lane{
		c: c, receiver: receiver, width: laneWidth, workers: 1,
		wake: make(chan struct{}, 1), jobs: make(chan app.Outgoing, laneWidth+ahead), results: make(chan result, laneWidth+ahead),
	}
	if silent {
		l.width = 1
	}
	return l
}

// run claims and settles until the lane ends.
func (l *lane) run(ctx, sending context.Context) {
	defer l.end()
	var done []app.Done
	for {
		room := l.room(ctx)
		if len(done) > 0 || room > 0 {
			settled, claimed, err := l.c.App.TurnWebhooks(context.WithoutCancel(ctx), l.receiver, done, room)
			l.tell(done, settled, err)
			if err != nil || l.failed {
				l.over.Store(true)
				pause(ctx, afterError)
			}
			l.claimed += len(claimed)
			for _, o := range claimed {
				l.jobs <- o
			}
			l.widen(ctx, sending)
		}
		if l.claimed == 0 {
			return
		}
		done = l.gather()
		l.widen(ctx, sending)
	}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// room gives how many more may be claimed.
func (l *lane) room(ctx context.Context) int {
	if l.over.Load() || ctx.Err() != nil {
		return 0
	}
	l.c.mu.Lock()
	defer l.c.mu.Unlock()
	l.wanted = false
	room := l.width - l.claimed
	if l.quick {
		room += ahead
	}
	return max(0, min(room, laneWidth+ahead-l.claimed))
}

// widen lets more workers begin, as many as there is work for and room in all.
func (l *lane) widen(ctx, sending context.Context) {
	c := l.c
	c.mu.Lock()
	defer c.mu.Unlock()
	for l.workers < min(l.width, l.claimed) && c.slots < mostMore && (l.tried || c.untried < mostWide) {
		l.workers, c.slots = l.workers+1, c.slots+1
		if !l.tried {
			c.untried++
		}
		c.running.Go(func() { l.work(ctx, sending) })
	}
}

// work sends webhooks until the lane ends. What it comes to too late, or after the end, is given back.
func (l *lane) work(ctx, sending context.Context) {
	for o := range l.jobs {
		r := result{Done: app.Done{Outgoing: o}}
		if ctx.Err() == nil && !l.over.Load() && l.c.Now().Sub(o.Since) < tooOld {
			r.Done, r.err = l.c.send(sending, o)
		}
		l.results <- r
	}
}

// gather waits until there is something to settle, or more to claim, and takes all that there is.
func (l *lane) gather() (done []app.Done) {
	select {
	case r := <-l.results:
		done = append(done, l.learn(r))
	case <-l.wake:
	}
	for {
		select {
		case r := <-l.results:
			done = append(done, l.learn(r))
		default:
			return done
		}
	}
}

// learn takes up what a result says of the receiver. One that does not answer in time has one webhook at a time from
// then on, until it answers.
func (l *lane) learn(r result) app.Done {
	l.claimed--
	a := r.Attempt
	if a == nil {
		if r.err != nil && !errors.Is(r.err, context.Canceled) {
			l.c.Log.Error("a webhook could not be sent; it is tried again", "webhook", r.Delivery.String(), "error", r.err)
			l.failed = true
		}
		return r.Done
	}
	late := a.Status == 0 && a.Took >= l.c.timeout/2
	l.quick = a.Took < quick
	if late {
		l.over.Store(true)
	}
	c := l.c
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case late && len(c.silent) < mostKnown:
		c.silent[l.receiver] = true
	case !late:
		delete(c.silent, l.receiver)
		l.width = laneWidth
		if !l.tried {
			l.tried, c.untried = true, c.untried-l.workers
		}
	}
	return r.Done
}

// end makes room for others, and lets those look who found none.
func (l *lane) end() {
	close(l.jobs)
	c := l.c
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.lanes, l.receiver)
	c.slots -= l.workers
	if !l.tried {
		c.untried -= l.workers
	}
	if l.wanted || c.crowded || l.over.Load() {
		raise(c.freed)
	}
}

// tell writes into the log what became of webhooks.
func (l *lane) tell(done []app.Done, settled []app.Settled, err error) {
	log := l.c.Log
	if err != nil {
		log.Warn("what was sent cannot be kept, or what waits be claimed; it is tried again", "webhooks", len(done), "error", err)
	}
	for i, s := range settled {
		a := done[i].Attempt
		switch {
		case errors.Is(s.Err, app.ErrClaimOver):
			log.Warn("a webhook took so long that it is sent again", "webhook", s.String())
		case s.Err != nil:
			log.Error("what came of a webhook could not be kept; it is sent again", "webhook", s.String(), "error", s.Err)
		case a == nil: // given back
		case s.State == webhook.Delivered:
			log.Info("webhook delivered", "webhook", s.String(), "url", s.URL, "attempt", len(s.Attempts), "took", a.Took)
		case s.State == webhook.Failed:
			log.Warn("webhook given up", "webhook", s.String(), "url", s.URL, "why", s.Why, "attempts", len(s.Attempts), "status", a.Status, "error", a.Error)
		default:
			log.Warn("webhook not taken", "webhook", s.String(), "url", s.URL, "attempt", len(s.Attempts), "status", a.Status, "error", a.Error, "again_in", s.Wait)
		}
	}
}
