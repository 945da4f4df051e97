package courier

import (
	"context"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"toile/internal/app"
	"toile/internal/webhook"
)

// maxAnswer is how much of an answer is read, so that the connection can be used again.
const maxAnswer = 64 << 10

// newClient makes a client that follows no redirects: only the address that was given is told.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       webhook.Timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: webhook.Timeout}).DialContext,
			ForceAttemptHTTP2:      true,
			MaxIdleConnsPerHost:    laneWidth,
			MaxIdleConns:           most,
			IdleConnTimeout:        30 * time.Second,
			TLSHandshakeTimeout:    webhook.Timeout,
			MaxResponseHeaderBytes: maxAnswer,
		},
	}
}

// send makes one attempt, signed as of now. An error is our own and no answer of the receiver.
func (c *Courier) send(ctx context.Context, o app.Outgoing) (webhook.Attempt, error) {
	attempt := webhook.Attempt{At: c.now().UTC()}
	signature, err := o.Key.Sign([]byte(o.Body), attempt.At)
	if err != nil {
		return attempt, err
	}
	answer, err := c.post(ctx, o, signature)
	attempt.Took = c.now().Sub(attempt.At)
	if err != nil {
		attempt.Error = err.Error()
		return attempt, nil
	}
	defer answer.Body.Close()
	attempt.Status = answer.StatusCode
	attempt.RetryAfter = retryAfter(answer.Header.Get("Retry-After"), attempt.At)
	io.CopyN(io.Discard, answer.Body, maxAnswer) // what it says makes no difference
	return attempt, nil
}

// post sends a webhook and waits for an answer to begin.
func (c *Courier) post(ctx context.Context, o app.Outgoing, signature string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, o.URL, strings.NewReader(o.Body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "toile")
	request.Header.Set("Plaid-Verification", signature)
	return c.client.Do(request)
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
