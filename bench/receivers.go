package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// manner is how a receiver answers webhooks.
type manner int

const (
	takes   manner = iota
	refuses        // with 500
	dead           // accepts and never answers
)

const (
	// maxWebhooks bounds how many different webhooks receivers tell apart.
	maxWebhooks = 1 << 20
	// heldFor is how long a closed gate holds a webhook: less than a receiver may take.
	heldFor = 9 * time.Second
)

// receivers are some addresses that take webhooks about persons whose names are numbers, of which each stands
// for a webhook.
type receivers struct {
	manners   []manner
	urls      []string
	listening []*http.Server

	came    []atomic.Int64 // to each receiver, of different webhooks
	arrived []atomic.Int64 // when each webhook came first, as nanoseconds since 1970
	strange atomic.Int64   // what is no webhook of ours

	mu   sync.Mutex
	gate chan struct{} // nobody answers until it is closed
	end  chan struct{} // closed for the dead, too
}

// openReceivers makes a receiver for each manner.
func openReceivers(manners ...manner) (*receivers, error) {
	r := &receivers{manners: manners, came: make([]atomic.Int64, len(manners)), arrived: make([]atomic.Int64, maxWebhooks),
		gate: make(chan struct{}), end: make(chan struct{})}
	r.open()
	for i := range manners {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			r.close()
			return nil, err
		}
		srv := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { r.take(i, w, req) })}
		r.listening = append(r.listening, srv)
		r.urls = append(r.urls, fmt.Sprintf("http://%s/hooks", l.Addr()))
		go srv.Serve(l)
	}
	return r, nil
}

// close ends all receivers.
func (r *receivers) close() {
	close(r.end)
	for _, srv := range r.listening {
		srv.Close()
	}
}

// hold makes receivers keep what comes waiting, and open lets them answer it.
func (r *receivers) hold() { r.setGate(make(chan struct{})) }
func (r *receivers) open() { close(r.setGate(nil)) }

func (r *receivers) setGate(to chan struct{}) (was chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	was, r.gate = r.gate, to
	return was
}

// take is what webhooks come to.
func (r *receivers) take(i int, w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	n, ok := numberIn(body)
	if err != nil || !ok {
		r.strange.Add(1)
		return
	}
	if r.manners[i] == dead {
		select {
		case <-req.Context().Done():
		case <-r.end:
		}
		return
	}
	r.mu.Lock()
	gate := r.gate
	r.mu.Unlock()
	if gate != nil {
		select {
		case <-gate:
		case <-time.After(heldFor):
		case <-r.end:
		}
	}
	if r.arrived[n].CompareAndSwap(0, time.Now().UnixNano()) {
		r.came[i].Add(1)
	}
	if r.manners[i] == refuses {
		w.WriteHeader(http.StatusInternalServerError)
	}
}

// numberIn finds the number that a webhook's body tells.
func numberIn(body []byte) (n int, ok bool) {
	_, rest, _ := bytes.Cut(body, []byte(`"user_id": "`))
	text, _, ok := bytes.Cut(rest, []byte(`"`))
	n, err := strconv.Atoi(string(text))
	return n, ok && err == nil && n >= 0 && n < maxWebhooks
}

// of gives to which receiver a webhook goes.
func (r *receivers) of(n int) int { return n % len(r.urls) }

// total is how many different webhooks came to those who are alive.
func (r *receivers) total() (sum int) {
	for i := range r.came {
		sum += int(r.came[i].Load())
	}
	return sum
}

// owed is how many of the webhooks from one number to another go to those who are alive.
func (r *receivers) owed(from, to int) (count int) {
	for n := from; n < to; n++ {
		if r.manners[r.of(n)] != dead {
			count++
		}
	}
	return count
}

// until waits until so many came.
func (r *receivers) until(ctx context.Context, total int, patience time.Duration) error {
	for late := time.Now().Add(patience); r.total() < total; time.Sleep(time.Millisecond) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if time.Now().After(late) {
			return fmt.Errorf("%d of %d webhooks came within %s", r.total(), total, patience)
		}
	}
	if strange := r.strange.Load(); strange > 0 {
		return fmt.Errorf("%d requests came that are none of the webhooks", strange)
	}
	return nil
}
