package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"toile"
)

// hookLoad makes a server send webhooks, each with a number of its own.
type hookLoad struct {
	srv   *process
	to    *receivers
	place hookPlace
	fired int // the first numbers
}

// measure fires webhooks flat out, then at a pace, then a backlog.
func (l *hookLoad) measure(ctx context.Context, r *hookResult) error {
	if err := l.flatOut(ctx, r); err != nil {
		return fmt.Errorf("flat out: %w", err)
	}
	if err := l.paced(ctx, r); err != nil {
		return fmt.Errorf("at a pace: %w", err)
	}
	if err := l.backlog(ctx, r); err != nil {
		return fmt.Errorf("a backlog: %w", err)
	}
	return nil
}

// flatOut fires as fast as the server answers, and counts what comes meanwhile.
func (l *hookLoad) flatOut(ctx context.Context, r *hookResult) error {
	began := time.Now()
	if _, err := l.fire(ctx, maxWebhooks, func(int) bool { return time.Since(began) < hookSeconds }); err != nil {
		return err
	}
	took, came := time.Since(began), l.to.total()
	r.fired, r.during = float64(l.fired)/took.Seconds(), float64(came)/took.Seconds()
	owed := l.to.owed(0, l.fired)
	r.share = float64(came) / float64(owed)
	return l.to.until(ctx, owed, hookPatience)
}

// paced fires so many a second, and sees how much later each comes.
func (l *hookLoad) paced(ctx context.Context, r *hookResult) error {
	first, began := l.fired, time.Now()
	count := int(hookPace * hookSeconds.Seconds())
	asked := make([]time.Time, count)
	_, err := l.fire(ctx, count, func(n int) bool {
		time.Sleep(time.Until(began.Add(time.Duration(n) * time.Second / hookPace)))
		asked[n] = time.Now()
		return true
	})
	if err == nil {
		err = l.to.until(ctx, l.to.owed(0, l.fired), hookPatience)
	}
	if err != nil {
		return err
	}
	var late []time.Duration
	for n, at := range asked {
		if came := l.to.arrived[first+n].Load(); came != 0 {
			late = append(late, time.Unix(0, came).Sub(at))
		}
	}
	slices.Sort(late)
	r.late50, r.late99 = late[len(late)/2], late[len(late)*99/100]
	return nil
}

// backlog lets webhooks pile up before receivers that hold what comes, and then measures how fast they come.
func (l *hookLoad) backlog(ctx context.Context, r *hookResult) error {
	first := l.fired
	l.to.hold()
	if _, err := l.fire(ctx, l.place.backlog, func(int) bool { return true }); err != nil {
		l.to.open()
		return err
	}
	cpu, databaseCPU, err := l.cpus()
	if err != nil {
		l.to.open()
		return err
	}
	came, own, began := l.to.total(), ownCPU(), time.Now()
	l.to.open()
	if err := l.to.until(ctx, l.to.owed(0, l.fired), hookPatience); err != nil {
		return err
	}
	took, own := time.Since(began), ownCPU()-own
	cpuAfter, databaseAfter, err := l.cpus()
	count := l.to.total() - came
	if count == 0 {
		return fmt.Errorf("the %d webhooks from number %d on all came before they were let in", l.place.backlog, first)
	}
	each := time.Duration(count)
	r.drained = float64(count) / took.Seconds()
	r.each = r.drained / float64(alive(l.to.manners))
	r.cpuEach, r.databaseEach, r.loadEach = (cpuAfter-cpu)/each, (databaseAfter-databaseCPU)/each, own/each
	return err
}

// cpus gives what the server and its PostgreSQL have computed.
func (l *hookLoad) cpus() (own, database time.Duration, err error) {
	if own, err = l.srv.cpu(); err == nil && l.place.cluster != nil {
		database, err = l.place.cluster.cpu()
	}
	return own, database, err
}

// fire makes the server send so many webhooks at most, as long as more says of the next that there is to be one.
// It is asked of one after the other.
func (l *hookLoad) fire(ctx context.Context, most int, more func(n int) bool) (figures, error) {
	var turn sync.Mutex
	from, next := l.fired, 0
	most = min(most, maxWebhooks-from)
	f, err := call(ctx, []*process{l.srv}, manyConnections, func(c *caller) (bool, error) {
		turn.Lock()
		n := next
		if n >= most || !more(n) {
			turn.Unlock()
			return false, nil
		}
		next++
		turn.Unlock()
		number := from + n
		_, err := c.post(toile.SandboxBankIncomeFireWebhook.Path(), `{"webhook_code":"BANK_INCOME_REFRESH_UPDATE","webhook_fields":{"user_id":"`+
			strconv.Itoa(number)+`"},"webhook_override":"`+l.to.urls[l.to.of(number)]+`"}`)
		return true, err
	})
	l.fired += f.requests
	return f, err
}
