package store

import (
	"context"
	"errors"
	"slices"
	"sync"
)

// ErrClosed says that the store was closed.
var ErrClosed = errors.New("store: closed")

// pool bounds how many connections are in use. The one given back last is taken first, so
// that there are no more of them than are needed at once, and their pages are warm.
type pool struct {
	dial   func() (*sqliteConn, error)
	keep   bool          // the connection is the database: it is repaired, not replaced
	places chan struct{} // one for each connection that may still be taken
	closed chan struct{}

	mu      sync.Mutex
	resting []*sqliteConn // never more than there are places
}

func newPool(size int, dial func() (*sqliteConn, error)) *pool {
	p := &pool{dial: dial, places: make(chan struct{}, size), closed: make(chan struct{})}
	for range size {
		p.places <- struct{}{}
	}
	return p
}

// take waits for a connection.
func (p *pool) take(ctx context.Context) (*sqliteConn, error) {
	select {
	case <-p.places:
	default:
		select {
		case <-p.places:
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-p.closed:
			return nil, ErrClosed
		}
	}
	if c := p.pop(); c != nil {
		return c, nil
	}
	c, err := p.dial()
	if err != nil {
		p.places <- struct{}{}
	}
	return c, err
}

// give takes a connection back. A broken one is closed, which undoes its transaction.
func (p *pool) give(c *sqliteConn) {
	p.push(c)
	p.places <- struct{}{}
}

func (p *pool) pop() (c *sqliteConn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if n := len(p.resting); n > 0 {
		c, p.resting = p.resting[n-1], p.resting[:n-1]
	}
	return c
}

func (p *pool) push(c *sqliteConn) {
	if c.broken != nil && !p.keep {
		c.close() // what broke it was told to whoever used it
		return
	}
	if c.broken != nil {
		c.broken = nil
		c.exec("ROLLBACK") // fails when the engine has undone the transaction already
		c.broken = nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.resting = append(p.resting, c)
}

// each calls fn with every connection that nobody uses at the moment.
func (p *pool) each(fn func(c *sqliteConn)) {
	var held []*sqliteConn
	defer func() {
		for _, c := range slices.Backward(held) {
			p.give(c)
		}
	}()
	for {
		select {
		case <-p.places:
		default:
			return
		}
		c := p.pop()
		if c == nil {
			p.places <- struct{}{}
			return
		}
		held = append(held, c)
		fn(c)
	}
}

// pause waits until every connection is given back, ends what they read, and lets nobody
// take one while fn runs. A pool that is being closed is left alone.
func (p *pool) pause(fn func()) {
	held := 0
	defer func() {
		for range held {
			p.places <- struct{}{}
		}
	}()
	for ; held < cap(p.places); held++ {
		select {
		case <-p.places:
		case <-p.closed:
			return
		}
	}
	for _, c := range p.resting {
		c.endRead() // an error stays with the connection, whose next user meets it
	}
	fn()
}

// close waits until every connection is given back and closes them, after last has seen
// them. Nothing can be taken from then on.
func (p *pool) close(last func(c *sqliteConn) error) error {
	close(p.closed)
	for range cap(p.places) {
		<-p.places
	}
	var errs []error
	for _, c := range p.resting {
		errs = append(errs, last(c), c.close())
	}
	return errors.Join(errs...)
}
