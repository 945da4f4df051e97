package api

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net"
	"net/http"
	"net/netip"
	"reflect"
	"strings"
	"time"

	"toile"
	"toile/internal/app"
	"toile/internal/link"
	"toile/internal/wire"
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
		"GET /toile/keys":   h.showKeys,
		"POST /toile/keys":  h.changeKeys,

		"POST /toile/custom_users/get":    h.showCustomUser,
		"POST /toile/custom_users/list":   h.listCustomUsers,
		"POST /toile/custom_users/remove": h.removeCustomUser,
		"POST /toile/custom_users/save":   h.saveCustomUser,

		"POST /toile/webhooks/get":        h.showWebhook,
		"POST /toile/webhooks/list":       h.listWebhooks,
		"POST /toile/webhooks/listen":     h.awaitWebhooks,
		"POST /toile/webhooks/resend":     h.resendWebhook,
		"POST /toile/webhooks/rotate_key": h.rotateWebhookKey,
		"POST /toile/webhooks/sign":       h.signWebhook,
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

// admit lets a caller in, or not. A page in a browser on this machine is not its person, so a
// foreign Origin, Host or site is refused, and so is whoever came through a proxy that says so.
func (c Control) admit(r *http.Request) error {
	if c.Token != "" {
		token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		got, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(c.Token))
		if !bearer || subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
			return errControlToken
		}
		return nil
	}
	address, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil || !address.Addr().Unmap().IsLoopback() || !localHost(r.Host) || foreignPage(r.Header) || proxied(r.Header) {
		return errControlRemote
	}
	return nil
}

// foreignPage reports whether a browser sent the request for a page of another machine.
func foreignPage(h http.Header) bool {
	if origin := h.Get("Origin"); origin != "" {
		_, host, ok := strings.Cut(origin, "://")
		return !ok || !localHost(host)
	}
	return h.Get("Sec-Fetch-Site") == "cross-site"
}

// proxied reports whether a proxy says that it handed the request on.
func proxied(h http.Header) bool {
	for name := range h {
		if name == "Forwarded" || name == "Via" || name == "X-Real-Ip" || strings.HasPrefix(name, "X-Forwarded-") {
			return true
		}
	}
	return false
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

// readControl reads a control request into a pointer to a struct.
func readControl(w http.ResponseWriter, r *http.Request, x *exchange, into any) error {
	return readControlOf(w, r, x, MaxBody, into)
}

// readControlOf reads one whose body has at most so many bytes.
func readControlOf(w http.ResponseWriter, r *http.Request, x *exchange, most int64, into any) error {
	if err := x.read(w, r, most); err != nil {
		return err
	}
	problems, err := wire.UnmarshalStrict(x.body, controlBody{reflect.ValueOf(into).Elem()})
	if err != nil {
		return toile.ErrInvalidBody()
	}
	return refusal(problems)
}

func (x *exchange) reply(answer any) error {
	encoded, err := json.Marshal(answer)
	x.out = append(x.out, encoded...)
	return err
}

// maxScript is the size of the largest script of Link, in bytes: files stand in it as base64.
const maxScript = MaxBody + (link.MaxUploads+2)/3*4

// runLink plays a script on a link token and answers what the page that embeds Link would learn.
func (h *Handler) runLink(w http.ResponseWriter, r *http.Request, x *exchange) error {
	var req struct {
		LinkToken string `json:"link_token"`
		link.Script
	}
	if err := readControlOf(w, r, x, maxScript, &req); err != nil {
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

func (h *Handler) showClock(_ http.ResponseWriter, r *http.Request, x *exchange) error {
	now, frozen, err := h.App.Clock(r.Context())
	if err != nil {
		return err
	}
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

// keysState tells whose keys the database has.
type keysState struct {
	ClientIDs []string `json:"client_ids"`
	RequestID string   `json:"request_id"`
}

func (h *Handler) showKeys(_ http.ResponseWriter, r *http.Request, x *exchange) error {
	clientIDs, err := h.App.Clients(r.Context())
	if err != nil {
		return err
	}
	return x.reply(keysState{append([]string{}, clientIDs...), x.caller.RequestID})
}

// changeKeys lets a pair of keys call at every server of the database, or a client no more.
// What says nothing changes nothing.
func (h *Handler) changeKeys(w http.ResponseWriter, r *http.Request, x *exchange) error {
	var req struct {
		ClientID string `json:"client_id"`
		Secret   string `json:"secret"`
		Remove   bool   `json:"remove"`
	}
	err := readControl(w, r, x, &req)
	switch {
	case err != nil:
	case req.Remove:
		err = h.App.RemoveClient(r.Context(), req.ClientID)
	case req.ClientID != "" || req.Secret != "":
		err = h.App.SetClient(r.Context(), req.ClientID, req.Secret)
	}
	if err != nil {
		return err
	}
	return h.showKeys(w, r, x)
}
