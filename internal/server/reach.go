package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"
)

// callTimeout is how long a command waits for an answer.
const callTimeout = time.Minute

// Roots gives what this machine trusts and, beside it, the authority whose certificate is in a file, if there
// is one.
func Roots(file string) *x509.CertPool {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if text, err := os.ReadFile(file); err == nil {
		roots.AppendCertsFromPEM(text)
	}
	return roots
}

// Client gives the client with which commands call a server. It takes certificates of an authority, and goes
// over to https where a server speaks nothing else: one address is a server's with --tls and without.
func Client(roots *x509.CertPool) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}
	return &http.Client{Timeout: callTimeout, Transport: overToTLS{transport}}
}

// reachTimeout is how long a running server may take to say that it is ready.
const reachTimeout = 10 * time.Second

// Reach checks that a server is ready at an address, and gives the address as it is to be called: with https
// where the server speaks that only.
func Reach(ctx context.Context, address string, roots *x509.CertPool) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, reachTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimRight(address, "/")+"/readyz", nil)
	if err != nil {
		return "", err
	}
	res, err := Client(roots).Do(req)
	if err != nil {
		return "", err
	}
	if err := res.Body.Close(); err != nil {
		return "", err
	}
	if res.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s answers %s", req.URL, res.Status)
	}
	return res.Request.URL.Scheme + "://" + res.Request.URL.Host, nil
}

// plainRefused is what net/http's server says to plain HTTP on an address where it speaks TLS.
const plainRefused = "Client sent an HTTP request to an HTTPS server."

// overToTLS sends a request again by https after a server that speaks TLS refused it unread.
type overToTLS struct{ next http.RoundTripper }

func (o overToTLS) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := o.next.RoundTrip(req)
	if err != nil || res.StatusCode != http.StatusBadRequest || req.URL.Scheme != "http" || req.Body != nil && req.GetBody == nil {
		return res, err
	}
	begin := make([]byte, len(plainRefused))
	n, err := io.ReadFull(res.Body, begin)
	if err == nil && string(begin) == plainRefused {
		return o.again(req, res)
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, errors.Join(err, res.Body.Close())
	}
	res.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(begin[:n]), res.Body), res.Body}
	return res, nil
}

func (o overToTLS) again(req *http.Request, refused *http.Response) (*http.Response, error) {
	if err := refused.Body.Close(); err != nil {
		return nil, err
	}
	again := req.Clone(req.Context())
	again.URL.Scheme = "https"
	if req.Body != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		again.Body = body
	}
	return o.next.RoundTrip(again)
}
