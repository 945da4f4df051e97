package sdktest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
)

// official is the OpenAPI file that Plaid publishes, as the pinned Go client ships it.
var official *openapi3.T

// webhooksAnnounced are the webhooks of that file.
var webhooksAnnounced map[string]announcement

func loadContract() (*openapi3.T, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/plaid/plaid-go/v43").Output()
	if err != nil {
		return nil, fmt.Errorf("finding plaid-go: %w", err)
	}
	doc, err := openapi3.NewLoader().LoadFromFile(filepath.Join(strings.TrimSpace(string(out)), "api", "openapi.yaml"))
	if err != nil {
		return nil, fmt.Errorf("reading Plaid's OpenAPI file: %w", err)
	}
	webhooksAnnounced = announced(doc)
	return doc, nil
}

// contract is an http.RoundTripper that holds each exchange against the official file and fails the
// test where one of the two sides breaks it.
type contract struct {
	t    testing.TB
	next http.RoundTripper
	seen *fields // notes what answers fill; may be nil
}

type contextKey int

const (
	malformedKey contextKey = iota // the request breaks the contract on purpose
	editKey                        // a func(object) that changes the request's body on its way
)

// malformed marks requests that break the contract on purpose. What is answered must still keep it.
func malformed(ctx context.Context) context.Context {
	return context.WithValue(ctx, malformedKey, true)
}

// edited changes bodies on their way, for what the typed client cannot say.
func edited(ctx context.Context, edit func(body object)) context.Context {
	return context.WithValue(ctx, editKey, edit)
}

func (c contract) RoundTrip(r *http.Request) (*http.Response, error) {
	c.t.Helper()
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	r = r.Clone(r.Context())
	if edit, ok := r.Context().Value(editKey).(func(object)); ok {
		body = change(c.t, body, edit)
	}
	r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	c.checkRequest(r, body)
	resp, err := c.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	answer, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(answer))
	c.checkResponse(r, resp, answer)
	return resp, nil
}

func change(t testing.TB, body []byte, edit func(object)) []byte {
	var members object
	if err := json.Unmarshal(body, &members); err != nil {
		t.Errorf("editing a request: %v", err)
	}
	edit(members)
	body, err := json.Marshal(members)
	if err != nil {
		t.Errorf("editing a request: %v", err)
	}
	return body
}

// route finds the operation that a request calls; there is none for the control surface and for
// paths that do not exist.
func route(r *http.Request) (*openapi3.Operation, bool) {
	item := official.Paths.Value(r.URL.Path)
	if item == nil || item.Post == nil || r.Method != http.MethodPost {
		return nil, false
	}
	return item.Post, true
}

func (c contract) checkRequest(r *http.Request, body []byte) {
	c.t.Helper()
	operation, known := route(r)
	if r.Context().Value(malformedKey) != nil || !known {
		return
	}
	media := operation.RequestBody.Value.Content.Get(r.Header.Get("Content-Type"))
	if media == nil {
		c.t.Errorf("%s: the request's content type %q is not in the contract", r.URL.Path, r.Header.Get("Content-Type"))
		return
	}
	c.check(r.URL.Path, request, media.Schema, body, openapi3.VisitAsRequest())
}

func (c contract) checkResponse(r *http.Request, resp *http.Response, body []byte) {
	c.t.Helper()
	if isFile(resp) {
		c.checkFile(r, resp, body)
	} else {
		c.checkEnvelope(r, resp, body)
	}
	operation, known := route(r)
	if !known {
		return
	}
	// The filter reads status, headers and content type; the body is checked below, with the tolerances.
	err := openapi3filter.ValidateResponse(r.Context(), &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{
			Request: r, Route: routeOf(r, operation),
		},
		Status: resp.StatusCode, Header: resp.Header, Body: io.NopCloser(bytes.NewReader(body)),
		Options: &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: true},
	})
	if err != nil {
		c.t.Errorf("%s answered %d: %v", r.URL.Path, resp.StatusCode, err)
		return
	}
	declared := operation.Responses.Status(resp.StatusCode)
	if declared == nil {
		declared = operation.Responses.Default()
	}
	media := declared.Value.Content.Get(resp.Header.Get("Content-Type"))
	if media == nil {
		c.t.Errorf("%s answered %d with the content type %q", r.URL.Path, resp.StatusCode, resp.Header.Get("Content-Type"))
		return
	}
	if !isFile(resp) {
		c.check(r.URL.Path, response, media.Schema, body, openapi3.VisitAsResponse())
	}
	if resp.StatusCode < 300 {
		answered.Store(r.URL.Path, true)
		c.seen.note(r.URL.Path, body)
	}
}

var requestIDShape = regexp.MustCompile(`^[0-9A-Za-z]{15}$`)

// checkEnvelope checks what every answer has and the file does not say: facts of real servers.
func (c contract) checkEnvelope(r *http.Request, resp *http.Response, body []byte) {
	c.t.Helper()
	var members struct {
		RequestID string `json:"request_id"`
	}
	if err := json.Unmarshal(body, &members); err != nil {
		c.t.Errorf("%s answered no JSON: %v: %.200s", r.URL.Path, err, body)
		return
	}
	if !requestIDShape.MatchString(members.RequestID) {
		c.t.Errorf("%s answered request_id %q, want 15 letters and digits", r.URL.Path, members.RequestID)
	}
	if header := resp.Header.Get("Plaid-Request-ID"); header != members.RequestID {
		c.t.Errorf("%s answered request_id %q but header Plaid-Request-ID %q", r.URL.Path, members.RequestID, header)
	}
	if got := resp.Header.Get("Content-Type"); got != "application/json; charset=utf-8" {
		c.t.Errorf("%s answered Content-Type %q", r.URL.Path, got)
	}
}

// pdf is the content type of documents: exactly that, as clients compare it.
const pdf = "application/pdf"

// beginningOf says how files begin, by the content types with which operations answer them.
var beginningOf = map[string]string{pdf: "%PDF-", "application/zip": "PK\x03\x04"}

func isFile(resp *http.Response) bool { return beginningOf[resp.Header.Get("Content-Type")] != "" }

// checkFile checks what a document comes with (facts ecosystem A.5).
func (c contract) checkFile(r *http.Request, resp *http.Response, body []byte) {
	c.t.Helper()
	if hash := fmt.Sprintf("%x", sha256.Sum256(body)); resp.Header.Get("Plaid-Content-Hash") != hash {
		c.t.Errorf("%s answered Plaid-Content-Hash %q, want %s", r.URL.Path, resp.Header.Get("Plaid-Content-Hash"), hash)
	}
	if media := resp.Header.Get("Content-Type"); !strings.HasPrefix(string(body), beginningOf[media]) || resp.StatusCode != http.StatusOK {
		c.t.Errorf("%s answered %d with an %s that begins %.20q", r.URL.Path, resp.StatusCode, media, body)
	}
	if id := resp.Header.Get("Plaid-Request-ID"); !requestIDShape.MatchString(id) {
		c.t.Errorf("%s answered Plaid-Request-ID %q, want 15 letters and digits", r.URL.Path, id)
	}
}
