package proxy

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"time"
)

// What is kept of connections to those to whom requests are sent on.
const (
	maxIdle = 100
	// Servers close connections that are idle, and a request that is on its way then is lost. Node's wait the
	// shortest of those in use, for five seconds.
	keptIdle = 3 * time.Second
)

// forward gives the handler that sends requests to a running toile server. They keep their Host, so that the
// addresses in its answers are those that the program knows.
func (p *Proxy) forward(base string, trusted *x509.CertPool) (http.Handler, error) {
	to, err := url.Parse(base)
	if err != nil || to.Scheme != "http" && to.Scheme != "https" || to.Host == "" || to.Path != "" && to.Path != "/" {
		return nil, fmt.Errorf("%q is no address of a server such as http://127.0.0.1:8643", base)
	}
	rewrite := func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host, r.Out.Host = to.Scheme, to.Host, r.In.Host
		r.Out.Header.Set("X-Forwarded-Proto", r.In.URL.Scheme)
	}
	return p.onward(trusted, rewrite, "the toile server at "+base), nil
}

// passOn gives the handler that sends a request on to the host that it names.
func (p *Proxy) passOn() http.Handler {
	return p.onward(nil, func(r *httputil.ProxyRequest) { r.Out.Host = r.In.Host }, "")
}

// onward gives a handler that sends requests on to where rewrite leads them, and whom it cannot reach it calls by
// a name, or else by the request's own. It takes no proxy from the environment: that would be this one.
func (p *Proxy) onward(trusted *x509.CertPool, rewrite func(*httputil.ProxyRequest), name string) http.Handler {
	transport := &http.Transport{
		DialContext: dialer.DialContext, TLSHandshakeTimeout: dialTimeout, ResponseHeaderTimeout: bodyTimeout,
		MaxIdleConns: maxIdle, MaxIdleConnsPerHost: maxIdle, IdleConnTimeout: keptIdle,
		DisableCompression: true, // answers stay as they are
		TLSClientConfig:    &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: trusted},
	}
	p.onwards = append(p.onwards, transport)
	return &httputil.ReverseProxy{
		Rewrite: rewrite, FlushInterval: -1, Transport: transport,
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, err error) {
			if errors.Is(err, r.Context().Err()) {
				return // the program went away
			}
			http.Error(w, fmt.Sprintf("the proxy cannot reach %s: %v", cmp.Or(name, r.URL.Host), err), http.StatusBadGateway)
		},
	}
}
