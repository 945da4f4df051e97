// Package web is Link in a browser: pages that a person clicks through, the script that embeds
// them in the page of whoever offers Link, and the pretend sites of banks.
//
// A page is derived from the stored session each time that it is asked for: a GET writes nothing, so
// a browser may fetch ahead, reload and go back as it likes. What a person does is a form that names
// its action and the turn of the session that it was made for; a form of an earlier turn changes
// nothing and is answered with the page as it is now. There are no cookies: the key of a visit, which
// stands in the page's address, is the right to act in its session.
//
// Everything works without a script. What link.js adds is that panes change without loading the page
// and that whoever embeds Link hears of it.
//
// A request passes the routes' table and one adaptor, which gives it a request_id (one of the API's sequence only
// where it acts in a session), refuses forms of
// foreign pages, sets the security headers, answers an error with a page and writes one line into the
// log that holds no key and no token.
package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"toile"
	"toile/internal/app"
)

// Config is what a Handler is made of.
type Config struct {
	App *app.App
	Log *slog.Logger
	Now func() time.Time // the machine's clock, for how long requests take
}

// Handler serves the pages.
type Handler struct {
	Config
	table []route
	pages pages
}

// New makes the handler.
func New(c Config) *Handler {
	h := &Handler{Config: c, pages: parsed()}
	h.table = h.routes()
	return h
}

// ServeHTTP answers one request.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := h.Now()
	x := newExchange(w, r, h.App.NextLookID())
	err := h.answer(x)
	if err != nil {
		h.refuse(x, err)
	}
	x.write()
	h.logged(x, err, start)
}

// answer fills the exchange, or says why it cannot.
func (h *Handler) answer(x *exchange) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	serve, err := h.find(x)
	if err != nil {
		return err
	}
	if x.r.Method == http.MethodPost {
		if err := sameSite(x.r); err != nil {
			return err
		}
	}
	return serve(x)
}

// refuse turns an error into a page. What the person did not cause is not shown.
func (h *Handler) refuse(x *exchange, err error) {
	var shown *refusal
	var known *toile.Error
	switch {
	case errors.As(err, &shown):
	case errors.Is(err, toile.ErrNotFound()):
		shown = errUnknownPage
	case errors.As(err, &known):
		shown = &refusal{status: known.HTTPStatus(), what: "other", text: known.ErrorMessage}
	default:
		shown = &refusal{status: http.StatusInternalServerError, what: "broken"}
	}
	x.status = shown.status
	h.show(x, "error", &Page{Language: languageOf(x.r), Refusal: shown})
}

// logged writes the request's line. The path is the route's: keys and tokens stand in addresses.
func (h *Handler) logged(x *exchange, err error, start time.Time) {
	var known *toile.Error
	var shown *refusal
	refused, canceled := errors.As(err, &known) || errors.As(err, &shown), errors.Is(err, context.Canceled)
	level, ctx := slog.LevelInfo, x.r.Context()
	if err != nil && !refused && !canceled {
		level = slog.LevelError
	}
	if !h.Log.Enabled(ctx, level) {
		return
	}
	line := []slog.Attr{
		slog.String("request_id", x.requestID), slog.String("path", x.route), slog.Int("status", x.status),
		slog.Int64("us", h.Now().Sub(start).Microseconds()),
	}
	switch {
	case canceled:
		line = append(line, slog.String("error", "the caller went away"))
	case known != nil:
		line = append(line, slog.String("error_code", known.ErrorCode))
	case err != nil && !refused:
		line = append(line, slog.String("error", x.redacted(err.Error())))
	}
	h.Log.LogAttrs(ctx, level, "page", line...)
}
