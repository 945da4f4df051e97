package toile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

const (
	// DefaultBaseURL is where a toile server listens unless it is told otherwise.
	DefaultBaseURL = "http://127.0.0.1:8643"
	// APIVersion is the value of the header Plaid-Version that every current client sends.
	APIVersion = "2020-09-14"

	clientTimeout    = 60 * time.Second
	maxResponseBytes = 64 << 20
	// maxErrorText bounds what an error quotes of a body that is not JSON.
	maxErrorText = 200
)

// Client calls the operations of a server that speaks the Plaid API. Its methods may be called at the same time.
// An answer that is no success is an error that errors.As finds an *Error in. Nothing is called twice.
type Client struct {
	clientID, secret string
	baseURL          string
	http             *http.Client
	header           http.Header
}

// Option changes a Client while it is made.
type Option func(*Client)

// WithBaseURL sets the address of the server.
func WithBaseURL(url string) Option {
	return func(c *Client) { c.baseURL = strings.TrimRight(url, "/") }
}

// WithHTTPClient makes the client send with h, which then decides about timeouts. The default is a client of
// its own that waits a minute for an answer.
func WithHTTPClient(h *http.Client) Option { return func(c *Client) { c.http = h } }

// WithHeader adds a header to every request.
func WithHeader(key, value string) Option { return func(c *Client) { c.header.Add(key, value) } }

// NewClient returns a client that sends clientID and secret in headers.
func NewClient(clientID, secret string, opts ...Option) *Client {
	c := &Client{
		clientID: clientID,
		secret:   secret,
		baseURL:  DefaultBaseURL,
		http:     &http.Client{Timeout: clientTimeout},
		header:   http.Header{},
	}
	for _, opt := range opts {
		opt(c)
	}
	return c
}

// Do posts body, which is encoded unless it is a json.RawMessage, to path and returns the response as it is.
// It is for endpoints that have no method here.
func (c *Client) Do(ctx context.Context, path string, body any) (json.RawMessage, error) {
	raw, ok := body.(json.RawMessage)
	if !ok {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return nil, fmt.Errorf("%s: encoding the request: %w", path, err)
		}
	}
	answer, err := c.post(ctx, path, raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return answer, nil
}

func call[Req, Resp any](ctx context.Context, c *Client, op Op[Req, Resp], req *Req) (*Resp, error) {
	answer, err := c.post(ctx, op.Path(), op.EncodeRequest(nil, req))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", op.Path(), err)
	}
	resp, err := op.DecodeResponse(answer)
	if err != nil {
		return nil, fmt.Errorf("%s: decoding the response: %w", op.Path(), err)
	}
	return resp, nil
}

// post returns the body of a success.
func (c *Client) post(ctx context.Context, path string, body []byte) ([]byte, error) {
	answer, _, err := c.send(ctx, path, body)
	return answer, err
}

// send returns the body and the headers of a success.
func (c *Client) send(ctx context.Context, path string, body []byte) ([]byte, http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.baseURL+path, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Plaid-Version", APIVersion)
	req.Header.Set("Plaid-Client-Id", c.clientID)
	req.Header.Set("Plaid-Secret", c.secret)
	for key, values := range c.header {
		req.Header[key] = append(req.Header[key], values...)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxResponseBytes+1))
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("reading the response: %w", err)
	case len(answer) > maxResponseBytes:
		return nil, nil, ErrResponseTooLarge
	case res.StatusCode < 200 || res.StatusCode > 299:
		return nil, nil, errorFromResponse(res, answer)
	}
	return answer, res.Header, nil
}

// ErrResponseTooLarge says that a response had more bytes than a client reads.
var ErrResponseTooLarge = errors.New("the response is too large")

// errorFromResponse makes an error of an answer that is no success.
func errorFromResponse(res *http.Response, body []byte) error {
	e := &Error{}
	if err := e.UnmarshalJSON(body); err != nil || e.ErrorCode == "" {
		return &HTTPError{StatusCode: res.StatusCode, ContentType: mediaType(res.Header), Body: clip(body)}
	}
	e.Status = Some(res.StatusCode)
	return e
}

func mediaType(header http.Header) string {
	media, _, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return media
}

func clip(body []byte) string {
	if len(body) > maxErrorText {
		body = body[:maxErrorText]
	}
	return strings.ToValidUTF8(string(body), "�")
}

// HTTPError is an answer that the API does not give: no success and none of its errors, or no file where one was
// asked for. Something between client and server has answered.
type HTTPError struct {
	StatusCode  int
	ContentType string
	Body        string // its beginning
}

func (e *HTTPError) Error() string {
	return fmt.Sprintf("status %d with a body that is no API error (%s): %q", e.StatusCode, e.ContentType, e.Body)
}
