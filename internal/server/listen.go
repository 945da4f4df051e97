package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"time"
)

// How long a listening server waits for others.
const (
	headerTimeout = 10 * time.Second
	bodyTimeout   = 60 * time.Second
	idleTimeout   = 2 * time.Minute
	drainTimeout  = 20 * time.Second // for requests in flight when it is told to stop
)

// Listening is a server on an address.
type Listening struct {
	URL  string     // by which this machine reaches it, without a path
	Done chan error // gets the reason when listening ends by itself

	http *http.Server
}

// Listen serves on an address until Stop: HTTPS with the certificates of secure, or HTTP where it is nil.
func (s *Server) Listen(addr string, secure *tls.Config) (*Listening, error) {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", addr, err)
	}
	s.courier.ListensOn(listener.Addr()) // no webhook goes there
	l := &Listening{
		URL: "http://" + reachable(listener.Addr()), Done: make(chan error, 1),
		http: &http.Server{
			Handler: s, ReadHeaderTimeout: headerTimeout, ReadTimeout: bodyTimeout, IdleTimeout: idleTimeout,
			ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn), TLSConfig: secure,
		},
	}
	l.http.RegisterOnShutdown(s.app.EndWaits) // who waits for webhooks would keep it from ending
	serve := l.http.Serve
	if secure != nil {
		l.URL = "https://" + reachable(listener.Addr())
		serve = func(listener net.Listener) error { return l.http.ServeTLS(listener, "", "") }
	}
	go func() { l.Done <- serve(listener) }()
	return l, nil
}

// reachable gives an address to call: one that stands for every address of the machine is
// none to call.
func reachable(addr net.Addr) string {
	if tcp, ok := addr.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
	}
	return addr.String()
}

// Stop takes no more requests and finishes those in flight.
func (l *Listening) Stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	if err := l.http.Shutdown(ctx); err != nil {
		return errors.Join(fmt.Errorf("requests were still running after %s: %w", drainTimeout, err), l.http.Close())
	}
	return nil
}
