package web

import (
	"errors"
	"net/http"

	"toile"
	"toile/internal/app"
	"toile/internal/link"
)

// hostedPath is Hosted Link's address, in front of the key of a link token (facts link 3).
const hostedPath = app.HostedPath

// hosted is the page that asks a person in who was sent its address. As every start page it opens nothing
// itself, so whatever looks at an address in a message before the person does uses nothing up.
func (h *Handler) hosted(x *exchange) error {
	opening := app.Opening{HostedKey: x.key, Door: app.DoorHosted}
	config, err := h.App.Invitation(x.r.Context(), opening)
	var refused *toile.Error
	switch {
	case errors.Is(err, toile.ErrNotFound()):
		return err
	case errors.As(err, &refused): // it has expired
		return h.refuseToken(x, opening, refused)
	case err != nil:
		return err
	}
	page := &Page{Language: config.Language, Opening: &opening}
	page.Config = config
	h.show(x, "start", page)
	return nil
}

// leadAway leads a person who has left to where the session leads, instead of showing that it is over. A script
// that fetched the page is shown it and leads there itself, for it could not follow.
func (x *exchange) leadAway(p *Page) bool {
	if to := p.Redirect(); to != "" && p.Left() && !x.scripted() {
		x.seeOther(string(to))
		return true
	}
	return false
}

// Left reports whether the person left without success, or could not begin.
func (p *Page) Left() bool {
	return p.TokenError != nil || p.Pane == link.PaneDone && p.Result.Status != link.Success
}

// scripted reports whether a script asked, and not a browser that goes to the page. Where no header says so, as to a
// server without TLS on another machine, it is told from what the script accepts.
func (x *exchange) scripted() bool {
	if mode := x.r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode != "navigate"
	}
	return x.r.Method == http.MethodGet && x.r.Header.Get("Accept") == "text/html"
}
