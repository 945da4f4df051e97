// Package api is the HTTP face of the operations: a table of routes and one adaptor.
//
// The adaptor does what every operation shares, in one order: it gives the request its
// request_id, finds the route, reads a bounded body, authenticates from body or headers,
// checks the request against its schema, calls the method of package app and writes its
// answer or its error. A method cannot forget a step, because it is called after all of them.
//
// An error that a caller may cause is a *toile.Error and is sent as it is; anything else is a
// 500 that tells the caller its request_id and the log the rest. Each request leaves one
// line in the log, by its request_id, without tokens, secrets or bodies.
//
// The control surface below /toile/ runs Link without a browser and moves the clock. It is
// for the person who runs the server, see [Control].
package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"toile"
	"toile/internal/app"
	"toile/internal/id"
)

// Config is what a Handler is made of.
type Config struct {
	App     *app.App
	Control Control
	Log     *slog.Logger
	Now     func() time.Time // the machine's clock, for how long requests take
}

// Handler serves the API, the addresses of documents, the control surface and /readyz.
type Handler struct {
	Config
	byPath map[string]route
}

// New makes the handler.
func New(c Config) *Handler {
	h := &Handler{Config: c, byPath: map[string]route{}}
	for _, r := range h.routes() {
		h.byPath[r.path] = r
	}
	return h
}

// Paths lists the paths of the operations that have a route, sorted.
func (h *Handler) Paths() []string { return slices.Sorted(maps.Keys(h.byPath)) }

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == readyPath {
		h.ready(w, r)
		return
	}
	start := h.Now()
	x := h.newExchange(r)
	defer x.free()
	err := h.answer(w, r, x)
	if err != nil {
		err = h.refuse(x, err)
	}
	h.write(w, x)
	h.logged(r, x, err, start)
}

// answer fills the exchange, or says why it cannot.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request, x *exchange) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if serve, ok := h.controls(r); ok {
		return serve(w, r, x)
	}
	if token, ok := strings.CutPrefix(r.URL.Path, app.DownloadPath); ok {
		return h.fetchDocuments(w, r, x, token)
	}
	route, known := h.byPath[r.URL.Path]
	if !known || r.Method != http.MethodPost {
		return toile.ErrNotFound()
	}
	if err := x.read(w, r, MaxBody); err != nil {
		return err
	}
	x.caller.Origin = app.Origin{Scheme: r.URL.Scheme, Host: r.URL.Host}
	x.caller.NewUsers = x.headerValue("Plaid-New-User-Api-Enabled") == "true"
	x.caller.MayLag = x.headerValue("Toile-May-Lag") == "true"
	return route.serve(r.Context(), x)
}

// refuse turns an error into an answer. What the caller did not cause is not shown.
func (h *Handler) refuse(x *exchange, err error) error {
	var shown *toile.Error
	if !errors.As(err, &shown) {
		shown = toile.ErrInternalServerError()
	}
	x.media, x.fileHash, x.fileName = "", "", ""
	x.status, x.out = shown.HTTPStatus(), shown.AppendResponse(x.out[:0], x.caller.RequestID)
	return err
}

// write sends the exchange. Header names are set as Plaid spells them.
func (h *Handler) write(w http.ResponseWriter, x *exchange) {
	header := w.Header()
	values := []string{strconv.Itoa(len(x.out)), x.caller.RequestID}
	header["Content-Type"] = contentType
	header["Content-Length"] = values[0:1:1]
	header["Plaid-Request-ID"] = values[1:2:2]
	header["Plaid-Version"] = versionHeader
	if x.media != "" {
		header["Content-Type"] = []string{x.media}
		header["Plaid-Content-Hash"] = []string{x.fileHash}
	}
	if x.fileName != "" {
		header["Content-Disposition"] = []string{`attachment; filename="` + x.fileName + `"`}
	}
	w.WriteHeader(x.status)
	w.Write(x.out) // an error here means that the caller is gone
}

var (
	contentType   = []string{"application/json; charset=utf-8"}
	versionHeader = []string{version}
)

// logged writes the request's line. The record goes past slog's front, which would look up the
// caller's source line and the time for every request.
func (h *Handler) logged(r *http.Request, x *exchange, err error, start time.Time) {
	var shown *toile.Error
	refused, canceled := errors.As(err, &shown), errors.Is(err, context.Canceled)
	level := slog.LevelInfo
	if err != nil && !refused && !canceled {
		level = slog.LevelError
	}
	ctx, log := r.Context(), h.Log.Handler()
	if !log.Enabled(ctx, level) {
		return
	}
	now := h.Now()
	line := slog.NewRecord(now, level, "request", 0)
	line.AddAttrs(
		slog.String("request_id", x.caller.RequestID),
		slog.String("path", h.loggedPath(r.URL.Path)),
		slog.Int("status", x.status),
		slog.Int64("us", now.Sub(start).Microseconds()),
		slog.String("client_id", x.caller.ClientID),
	)
	switch {
	case refused:
		line.AddAttrs(slog.String("error_code", shown.ErrorCode), slog.String("error_message", id.Redact(shown.ErrorMessage)))
	case canceled:
		line.AddAttrs(slog.String("error", "the caller went away"))
	case err != nil:
		line.AddAttrs(slog.String("error", id.Redact(err.Error())))
	}
	log.Handle(ctx, line) // a log that cannot be written is no reason to fail
}

// loggedPath gives a path for the log. One that is no route is anything that a caller likes.
func (h *Handler) loggedPath(path string) string {
	if _, known := h.byPath[path]; known {
		return path
	}
	path = id.Redact(path)
	return path[:min(len(path), 80)]
}

const readyPath = "/readyz"

// ready answers 200 when operations would succeed. It takes no request_id, so that however
// often somebody looks, the ids of the operations stay the same, and leaves a line only when
// something is wrong.
func (h *Handler) ready(w http.ResponseWriter, r *http.Request) {
	w.Header()["Content-Type"] = contentType
	if err := h.App.Ready(r.Context()); err != nil {
		h.Log.ErrorContext(r.Context(), "not ready", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		io.WriteString(w, `{"status":"unavailable"}`)
		return
	}
	io.WriteString(w, `{"status":"ready"}`)
}
