package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"strings"
	"time"

	"toile/internal/webhook"
)

// Forwarder hands webhooks on to an address, as the server sends them.
type Forwarder struct {
	url    string
	client *http.Client
}

// maxForwardAnswer is how much of an answer is read, so that the connection can be used again.
const maxForwardAnswer = 64 << 10

// NewForwarder makes a forwarder to an address that takes certificates of an authority. It follows no redirects:
// only the address that was given is told.
func NewForwarder(address string, roots *x509.CertPool) *Forwarder {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots}
	transport.MaxResponseHeaderBytes = maxForwardAnswer
	return &Forwarder{address, &http.Client{
		Timeout: webhook.Timeout, Transport: transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Send hands a body on with a signature. It gives the status of the answer and how long that took.
func (f *Forwarder) Send(ctx context.Context, body, signature string) (status int, took time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.url, strings.NewReader(body))
	if err != nil {
		return 0, 0, err
	}
	for name, value := range webhook.Headers(signature) {
		req.Header.Set(name, value)
	}
	start := time.Now()
	res, err := f.client.Do(req)
	took = time.Since(start)
	if err != nil {
		return 0, took, err
	}
	io.CopyN(io.Discard, res.Body, maxForwardAnswer) // what it says makes no difference
	return res.StatusCode, took, res.Body.Close()
}
