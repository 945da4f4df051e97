package main

import (
	"context"
	"sync/atomic"
	"time"

	"toile"
)

// growth is how much longer an answer takes when there are many users. Its rounds stand in
// pairs.
type growth struct {
	engine, asked string
	connections   int
	small, large  []time.Duration // median latencies
}

// growthTarget is what the ratio is to stay under.
const growthTarget = 1.3

// ratio is the median over the rounds of the latency with many users for each of that with few.
func (g growth) ratio() float64 {
	ratios := make([]float64, len(g.small))
	for i := range g.small {
		ratios[i] = float64(g.large[i]) / float64(g.small[i])
	}
	return median(ratios)
}

// growthConnections are over how many connections latencies are compared.
var growthConnections = []int{1, 16}

const (
	growthRounds = 3 // for each of the plan's: they are short
	firstHand    = 600
	anyHand      = 3000
)

// measureGrowth compares both sizes in rounds that take turns in random order. Users are drawn
// from all alike, so that what is asked for lies anywhere.
func (p plan) measureGrowth(ctx context.Context, e engine) (results []growth, err error) {
	if e.cached {
		results, err = p.growthRounds(e, "not asked before", func(s stock, connections int) (figures, error) {
			return p.askFirst(ctx, s, connections)
		})
		if err != nil {
			return nil, err
		}
	}
	err = p.withFleet(ctx, e.small, 1, func(few fleet) error {
		return p.withFleet(ctx, e.large, 1, func(many fleet) error {
			of := map[string]fleet{e.small.database: few, e.large.database: many}
			for _, s := range []stock{e.small, e.large} {
				if _, err := call(ctx, of[s.database], 16, asks(hand(s.readers, e.asksToWarm))); err != nil {
					return err
				}
			}
			more, err := p.growthRounds(e, "anybody", func(s stock, connections int) (figures, error) {
				return call(ctx, of[s.database], connections, asks(hand(s.readers, anyHand)))
			})
			results = append(results, more...)
			return err
		})
	})
	return results, err
}

func (p plan) growthRounds(e engine, asked string, ask func(s stock, connections int) (figures, error)) (results []growth, err error) {
	for _, connections := range growthConnections {
		g := growth{engine: e.name, asked: asked, connections: connections}
		for range p.rounds * growthRounds {
			few, many, err := inTurns(
				func() (figures, error) { return ask(e.small, connections) },
				func() (figures, error) { return ask(e.large, connections) })
			if err != nil {
				return nil, err
			}
			g.small, g.large = append(g.small, few.p50), append(g.large, many.p50)
		}
		progress("growth, %s, %s, %d connections: %s → %s, %.2f", e.name, asked, connections, median(g.small), median(g.large), g.ratio())
		results = append(results, g)
	}
	return results, nil
}

// askFirst has a new server asked for users for whom it was not asked before.
func (p plan) askFirst(ctx context.Context, s stock, connections int) (f figures, err error) {
	err = p.withFleet(ctx, s, 1, func(servers fleet) (err error) {
		wakers := s.wakers()
		users := sample(s.readers, wakers+firstHand)
		if _, err := call(ctx, servers, 16, asks(hand(users[:wakers], maxWakers))); err != nil {
			return err
		}
		f, err = call(ctx, servers, connections, asks(users[wakers:]))
		return err
	})
	return f, err
}

// asks is the job of asking for users, each once.
func asks(users []string) job {
	var next atomic.Int64
	return func(c *caller) (more bool, err error) {
		n := int(next.Add(1)) - 1
		if n >= len(users) {
			return false, nil
		}
		_, err = c.post(toile.CreditSessionsGet.Path(), sessionsBody(users[n]))
		return true, err
	}
}
