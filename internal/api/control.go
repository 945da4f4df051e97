package api

import (
	"bytes"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"toile"
	"toile/internal/app"
	"toile/internal/link"
)

// Control guards the surface below /toile/. Without a token it answers only callers on this
// machine; with one, whoever sends "Authorization: Bearer TOKEN".
type Control struct {
	Token string
}

const controlPrefix = "/toile/"

type serveFunc func(http.ResponseWriter, *http.Request, *exchange) error

// controls finds what serves a request to the control surface. Everything below its prefix
// is its own, so that nothing there is mistaken for an operation.
func (h *Handler) controls(r *http.Request) (serveFunc, bool) {
	if !strings.HasPrefix(r.URL.Path, controlPrefix) {
		return nil, false
	}
	serve := map[string]serveFunc{
		"POST /toile/link":  h.runLink,
		"GET /toile/clock":  h.showClock,
		"POST /toile/clock": h.moveClock,
	}[r.Method+" "+r.URL.Path]
	return func(w http.ResponseWriter, r *http.Request, x *exchange) error {
		if err := h.Control.admit(r); err != nil {
			return err
		}
		if serve == nil {
			return toile.ErrNotFound()
		}
		return serve(w, r, x)
	}, true
}

// admit lets a caller in, or not. A page in a browser on this machine is not its person: a
// foreign Origin or Host is refused, and so is whoever comes through a proxy.
func (c Control) admit(r *http.Request) error {
	if c.Token != "" {
		got := sha256.Sum256([]byte(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")))
		want := sha256.Sum256([]byte(c.Token))
		if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			return errControlToken
		}
		return nil
	}
	address, err := netip.ParseAddrPort(r.RemoteAddr)
	forwarded := r.Header["X-Forwarded-For"] != nil || r.Header["Forwarded"] != nil
	if err != nil || !address.Addr().Unmap().IsLoopback() || forwarded || !localHost(r.Host) || !localOrigin(r.Header.Get("Origin")) {
		return errControlRemote
	}
	return nil
}

// What a caller who is not let in is told.
var (
	errControlToken  = because(toile.ErrUnauthorizedRouteAccess(), "the control surface needs the header Authorization: Bearer TOKEN with the token that the server was started with")
	errControlRemote = because(toile.ErrUnauthorizedRouteAccess(), "the control surface answers only direct callers on this machine; start the server with --control-token to open it to others")
)

func localHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return host == "localhost" || err == nil && address.IsLoopback()
}

func localOrigin(origin string) bool {
	_, host, ok := strings.Cut(origin, "://")
	return origin == "" || ok && localHost(host)
}

// readControl reads a control request: JSON without unknown members.
func readControl(w http.ResponseWriter, r *http.Request, x *exchange, into any) error {
	if err := x.read(w, r); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(x.body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return toile.ErrInvalidField(fmt.Sprintf("request: %v", err))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return toile.ErrInvalidBody()
	}
	return nil
}

func (x *exchange) reply(answer any) error {
	encoded, err := json.Marshal(answer)
	x.out = append(x.out, encoded...)
	return err
}

// runLink plays a script on a link token and answers what the page that embeds Link would learn.
func (h *Handler) runLink(w http.ResponseWriter, r *http.Request, x *exchange) error {
	var req struct {
		LinkToken string `json:"link_token"`
		link.Script
	}
	if err := readControl(w, r, x, &req); err != nil {
		return err
	}
	result, err := h.App.RunLink(r.Context(), x.caller.RequestID, req.LinkToken, req.Script)
	if err != nil {
		return err
	}
	return x.reply(struct {
		link.Result
		RequestID string `json:"request_id"`
	}{result, x.caller.RequestID})
}

// clockState is what the clock shows.
type clockState struct {
	Now       time.Time `json:"now"`
	Frozen    bool      `json:"frozen"`
	RequestID string    `json:"request_id"`
}

func (h *Handler) showClock(_ http.ResponseWriter, _ *http.Request, x *exchange) error {
	now, frozen := h.App.Clock()
	return x.reply(clockState{now, frozen, x.caller.RequestID})
}

// moveClock stops the clock at an instant, moves it forward, or lets it run.
func (h *Handler) moveClock(w http.ResponseWriter, r *http.Request, x *exchange) error {
	var req struct {
		Now            *time.Time `json:"now"`
		AdvanceSeconds float64    `json:"advance_seconds"`
		Real           bool       `json:"real"`
	}
	if err := readControl(w, r, x, &req); err != nil {
		return err
	}
	seconds := min(req.AdvanceSeconds, 2*app.MaxAdvance.Seconds()) // what is too far is refused there
	move := app.ClockMove{Real: req.Real, Now: req.Now, Advance: time.Duration(seconds * float64(time.Second))}
	if err := h.App.MoveClock(r.Context(), move); err != nil {
		return err
	}
	return h.showClock(w, r, x)
}
