package courier

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"toile/internal/app"
	"toile/internal/webhook"
)

// bodyTime is how long the body of an answer may take to come after its headers, which decide.
const bodyTime = time.Second

// newClient makes a client that follows no redirects: only the address that was given is told.
func newClient(r *roads) *http.Client {
	return &http.Client{
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:                  r.proxy,
			DialContext:            r.dial,
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
			ForceAttemptHTTP2:      true,
			DisableCompression:     true, // what is kept of an answer is what was sent
			MaxIdleConnsPerHost:    laneWidth,
			MaxIdleConns:           most,
			IdleConnTimeout:        30 * time.Second,
			TLSHandshakeTimeout:    webhook.Timeout,
			MaxResponseHeaderBytes: maxAnswer,
		},
	}
}

// send makes one attempt, signed as of now. An error is our own, or the end of the courier, and no answer of the
// receiver.
func (c *Courier) send(ctx context.Context, o app.Outgoing) (app.Done, error) {
	done := app.Done{Outgoing: o}
	attempt := webhook.Attempt{At: c.Now().UTC()}
	signature, err := o.Key.Sign([]byte(o.Body), attempt.At)
	if err != nil {
		return done, err
	}
	attempt.Signature = signature
	reached, err := c.post(ctx, o, &attempt)
	refused, isRefused := errors.AsType[refusal](err)
	switch {
	case isRefused:
		attempt.Signature, attempt.Error, done.Why = "", refused.says, refused.why
	case err != nil && ctx.Err() != nil:
		return done, ctx.Err()
	case err != nil:
		attempt.Error = fault(err, reached, c.timeout)
	case attempt.Status >= 300 && attempt.Status < 400:
		attempt.Error = fmt.Sprintf("it redirects, with status %d, which is not followed", attempt.Status)
	}
	done.Attempt = &attempt
	return done, nil
}

// post sends a webhook and reads the answer. Its headers decide: they have to come in time, and the body
// has a moment more, but not more than the time in all.
func (c *Courier) post(ctx context.Context, o app.Outgoing, attempt *webhook.Attempt) (reached bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	connected := atomic.Bool{}
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }})
	request, err := http.NewRequestWithContext(traced, http.MethodPost, o.URL, strings.NewReader(o.Body))
	if err == nil {
		err = c.roads.checkURL(request.URL)
	}
	if err != nil {
		return false, err
	}
	for name, value := range webhook.Headers(attempt.Signature) {
		request.Header.Set(name, value)
	}
	answer, err := c.client.Do(request)
	attempt.Took = c.Now().Sub(attempt.At)
	if err != nil {
		return connected.Load(), err
	}
	body := answer.Body
	defer body.Close()
	attempt.Status = answer.StatusCode
	attempt.RetryAfter = retryAfter(answer.Header.Get("Retry-After"), attempt.At)
	late := time.AfterFunc(bodyTime, cancel)
	defer late.Stop()
	attempt.Answer = keep(answer)
	return true, nil
}

// retryAfter reads the header of that name: seconds, or a date. What is no such thing is 0.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<30)) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
