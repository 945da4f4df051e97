// Package proxy sends what a program says to Plaid's host names to a toile server: a CONNECT proxy that
// ends TLS for them with certificates of the machine's own authority.
//
// A program asks its proxy in one of two ways, and both are answered: CONNECT opens a tunnel, in which TLS or
// plain HTTP is spoken; a request with a whole address ("absolute form", as older axios sends even for
// https) is a request already. What is meant for a host name of Plaid goes to the server. Loopback addresses
// and hosts that the user allows are let through as they are. Every other host is refused, in words.
//
// Nothing outlives Stop: every connection and tunnel is counted, closed and waited for.
package proxy

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"toile/internal/authority"
)

// Bounds on what callers may hold.
const (
	maxAtOnce     = 1024 // requests, and tunnels to elsewhere
	headerTimeout = 10 * time.Second
	bodyTimeout   = 5 * time.Minute
	answerTimeout = 10 * time.Minute
	idleTimeout   = 2 * time.Minute
	dialTimeout   = 10 * time.Second
	tunnelTimeout = 10 * time.Minute // without a byte in either direction
	drainTimeout  = 2 * time.Second  // for answers in flight when the proxy is told to stop
	maxHeader     = 64 << 10
)

// Config is what a Proxy is made of.
type Config struct {
	Authority *authority.Authority
	Server    http.Handler      // answers what is meant for Plaid; requests have the scheme and host of their address
	Running   string            // where Server is nil: the address of a running toile server that does
	Trusted   *x509.CertPool    // whose certificates the running server may show; nil for what the machine trusts
	Allow     []string          // hosts that are let through: example.com, *.example.com, either with :PORT, or *
	Refused   func(host string) // told of each host that was refused, as often as it was; nil tells nobody
	Log       *slog.Logger
	Now       func() time.Time // the machine's clock
}

// Proxy is a proxy on an address. It serves until it is stopped.
type Proxy struct {
	URL string

	config  Config
	allowed patterns
	plaid   http.Handler // answers what is meant for Plaid
	pass    http.Handler // sends on what is let through
	outer   *http.Server // what callers reach
	inner   *http.Server // what they reach through a tunnel to Plaid
	tunnels *handed      // the tunnels on their way to it

	ctx     context.Context // ends with Stop
	cancel  context.CancelFunc
	running sync.WaitGroup
	slots   chan struct{} // one for each request, and for each tunnel to elsewhere
	served  atomic.Int64
	onwards []*http.Transport // what was sent on goes by these
}

// Listen starts a proxy on an address.
func Listen(addr string, c Config) (*Proxy, error) {
	allowed, err := parsePatterns(c.Allow)
	if err != nil {
		return nil, err
	}
	p := &Proxy{config: c, allowed: allowed, plaid: c.Server, slots: make(chan struct{}, maxAtOnce)}
	p.pass = p.passOn()
	if c.Server == nil {
		if p.plaid, err = p.forward(c.Running, c.Trusted); err != nil {
			return nil, err
		}
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("the proxy cannot listen on %s: %w", addr, err)
	}
	p.URL, p.tunnels = "http://"+listener.Addr().String(), newHanded(listener.Addr())
	p.ctx, p.cancel = context.WithCancel(context.Background())
	p.outer = p.server(p.answer)
	p.inner = p.server(p.toPlaid)
	p.running.Go(func() { p.outer.Serve(listener) })
	p.running.Go(func() { p.inner.Serve(p.tunnels) })
	return p, nil
}

func (p *Proxy) server(h http.HandlerFunc) *http.Server {
	return &http.Server{
		Handler: p.counted(h), ConnState: p.count, MaxHeaderBytes: maxHeader,
		ReadHeaderTimeout: headerTimeout, ReadTimeout: bodyTimeout, WriteTimeout: answerTimeout, IdleTimeout: idleTimeout,
		BaseContext: func(net.Listener) context.Context { return p.ctx },
		ErrorLog:    slog.NewLogLogger(p.config.Log.Handler(), slog.LevelWarn),
	}
}

// count lets Stop wait for connections. One that a tunnel is made of leaves its server; the handler that took
// it is counted for it.
func (p *Proxy) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		p.running.Add(1)
	case http.StateHijacked, http.StateClosed:
		p.running.Done()
	}
}

// counted bounds how much is done at the same time, and lets Stop wait for it.
func (p *Proxy) counted(h http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case p.slots <- struct{}{}:
		default:
			http.Error(w, "the proxy is busy with too many requests", http.StatusServiceUnavailable)
			return
		}
		p.running.Add(1)
		defer func() {
			<-p.slots
			p.running.Done()
		}()
		h(w, r)
	})
}

// Served tells how many requests for Plaid's host names were answered.
func (p *Proxy) Served() int64 { return p.served.Load() }

// Stop takes nothing more, lets the server's answers in flight end, closes every tunnel and waits for all of it.
func (p *Proxy) Stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	var late error
	for _, s := range []*http.Server{p.outer, p.inner} {
		if err := s.Shutdown(ctx); err != nil {
			late = errors.Join(late, s.Close())
		}
	}
	p.cancel()
	p.tunnels.Close()
	p.running.Wait()
	for _, t := range p.onwards {
		t.CloseIdleConnections()
	}
	return late
}
