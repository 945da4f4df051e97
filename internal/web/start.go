package web

import (
	"errors"
	"net/http"
	"net/url"

	"toile"
	"toile/internal/app"
	"toile/internal/link"
)

// start is the page before a session: it opens nothing itself, so a browser may fetch it ahead of its
// person. Its form does.
func (h *Handler) start(x *exchange) error {
	opening := app.Opening{
		LinkToken: x.query("token"), Door: app.DoorFrame, Origin: x.query("origin"), InstitutionID: x.query("institution"),
		OAuthStateID: oauthStateID(x.query("receivedRedirectUri")),
	}
	if x.query("isWebview") == "true" {
		opening.Door = app.DoorWebview
	}
	origin, ok := embedder(opening.Origin)
	if !ok {
		return errOrigin
	}
	opening.Origin, x.policy.ancestor = origin, ancestorOf(opening.Door, origin)
	x.policy.leads = startLeads(opening.Door)
	h.show(x, "start", &Page{Language: languageOf(x.r), Opening: &opening, Phone: x.query("phone")})
	return nil
}

// oauthStateID reads the state out of the address to which a bank sent its customer back.
func oauthStateID(received string) string {
	u, err := url.Parse(received)
	if err != nil {
		return ""
	}
	return u.Query().Get("oauth_state_id")
}

// open opens a session and leads to its page. A link token that opens none is told to the person and to
// onExit (facts link 2.4, INVALID_LINK_TOKEN).
func (h *Handler) open(x *exchange) error {
	form, err := x.form()
	if err != nil {
		return err
	}
	opening := app.Opening{
		LinkToken: form.Get("token"), HostedKey: form.Get("hosted"), Door: app.Door(form.Get("door")), Origin: form.Get("origin"),
		InstitutionID: form.Get("institution"), OAuthStateID: form.Get("oauth_state_id"),
	}
	origin, ok := embedder(opening.Origin)
	if !ok {
		return errOrigin
	}
	opening.Origin, x.policy.ancestor = origin, ancestorOf(opening.Door, origin)
	switch opening.Door {
	case app.DoorFrame, app.DoorHosted, app.DoorWebview:
	default:
		return errForm
	}
	x.requestID = h.App.NextRequestID()
	visit, err := h.App.OpenLink(x.r.Context(), x.requestID, opening)
	var refused *toile.Error
	switch {
	case errors.Is(err, toile.ErrNotFound()):
		return err
	case errors.As(err, &refused):
		return h.refuseToken(x, opening, refused)
	case err != nil:
		return err
	}
	x.seeOther(sessionPath + visit.Key)
	return nil
}

// refuseToken shows that a link token opens no session, with what onExit is told of it.
func (h *Handler) refuseToken(x *exchange, opening app.Opening, refused *toile.Error) error {
	exit := link.RefusedExit(refused, x.requestID)
	page := &Page{Language: languageOf(x.r), Opening: &opening, TokenError: refused}
	page.End.Exit = &exit
	if x.leadAway(page) {
		return nil
	}
	x.status = refused.HTTPStatus()
	h.show(x, "refused", page)
	return nil
}

// heartbeat answers what the script sends when Link is shown, as browser tests of Link wait for it
// (facts ecosystem A.7).
func (h *Handler) heartbeat(x *exchange) error {
	x.header.Del("Content-Type")
	x.status = http.StatusNoContent
	return nil
}
