package proxy

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

var dialer = &net.Dialer{Timeout: dialTimeout}

// connect opens a tunnel, or says why not.
func (p *Proxy) connect(w http.ResponseWriter, r *http.Request) {
	t, ok := targetOf(r.Host, "443")
	switch {
	case !ok:
		p.say(w, http.StatusBadRequest, fmt.Sprintf("the proxy cannot reach %q", r.Host))
	case t.isPlaid():
		if c, ok := p.say(w, http.StatusOK, ""); ok {
			p.end(c)
		}
	case !p.lets(t):
		p.say(w, http.StatusForbidden, p.refusal(t))
	default:
		p.through(w, r, t)
	}
}

// through joins the caller with a host that may be reached.
func (p *Proxy) through(w http.ResponseWriter, r *http.Request, t target) {
	host, err := dialer.DialContext(r.Context(), "tcp", t.String())
	if err != nil {
		p.say(w, http.StatusBadGateway, fmt.Sprintf("the proxy cannot reach %s: %v", t, err))
		return
	}
	defer host.Close()
	if c, ok := p.say(w, http.StatusOK, ""); ok {
		p.join(c, host)
	}
}

// say answers CONNECT. The words of a refusal are the status line's, which is all that many programs show,
// and the body's. A tunnel is the caller's to close; after a refusal there is none.
func (p *Proxy) say(w http.ResponseWriter, status int, words string) (*conn, bool) {
	raw, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, words, status)
		return nil, false
	}
	raw.SetDeadline(p.config.Now().Add(headerTimeout))
	if status != http.StatusOK {
		defer raw.Close()
		fmt.Fprintf(raw, "HTTP/1.1 %d %s\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n", status, words, len(words)+1, words)
		return nil, false
	}
	if _, err := io.WriteString(raw, "HTTP/1.1 200 Connection established\r\n\r\n"); err != nil {
		raw.Close()
		return nil, false
	}
	return &conn{raw, buffered.Reader}, true
}

// conn is a connection of which something may have been read already.
type conn struct {
	net.Conn
	buffered *bufio.Reader
}

func (c *conn) Read(p []byte) (int, error) { return c.buffered.Read(p) }

// CloseWrite says that nothing more comes.
func (c *conn) CloseWrite() error { return closeWrite(c.Conn) }

func closeWrite(c net.Conn) error {
	if half, ok := c.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return c.Close()
}

// The first byte of a TLS connection (RFC 8446 5.1: a record of the handshake).
const handshake = 22

// end hands a tunnel to the server that ends it. In most there is TLS; what begins otherwise is plain HTTP.
func (p *Proxy) end(c *conn) {
	stop := context.AfterFunc(p.ctx, func() { c.Close() })
	defer stop()
	first, err := c.buffered.Peek(1)
	if err != nil {
		c.Close()
		return
	}
	c.SetDeadline(time.Time{}) // the server sets its own
	if first[0] == handshake {
		p.tunnels.hand(tls.Server(c, p.config.Authority.TLS()))
		return
	}
	p.tunnels.hand(c)
}

// join copies between a caller and a host until both have ended, one breaks, nothing was said for long, or
// the proxy stops.
func (p *Proxy) join(c *conn, host net.Conn) {
	defer c.Close()
	stop := context.AfterFunc(p.ctx, func() {
		c.Close()
		host.Close()
	})
	defer stop()
	var both sync.WaitGroup
	both.Go(func() { p.stream(host, c) })
	p.stream(c, host)
	both.Wait()
}

// stream copies one direction.
func (p *Proxy) stream(to, from net.Conn) {
	buffer := make([]byte, 32<<10)
	for {
		late := p.config.Now().Add(tunnelTimeout)
		to.SetDeadline(late)
		from.SetDeadline(late)
		n, err := from.Read(buffer)
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				from.Close()
				return
			}
		}
		if errors.Is(err, io.EOF) {
			closeWrite(to)
			return
		}
		if err != nil {
			to.Close()
			from.Close()
			return
		}
	}
}
