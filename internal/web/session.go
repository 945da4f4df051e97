package web

import (
	"errors"
	"net/http"

	"toile"
	"toile/internal/app"
	"toile/internal/link"
)

// session shows the page of a visit.
func (h *Handler) session(x *exchange) error { return h.showSession(x, http.StatusOK, "", "") }

// toSession leads from the address of a form to the page, for who asks for it as a page.
func (h *Handler) toSession(x *exchange) error {
	visit, err := h.visit(x)
	if err == nil {
		x.seeOther(sessionPath + visit.Key)
	}
	return err
}

// act does what a form asks and leads back to the page. What is refused changes nothing, and the
// page says so.
func (h *Handler) act(x *exchange) error {
	visit, err := h.visit(x)
	if err != nil {
		return err
	}
	form, err := x.form()
	if err != nil {
		return err
	}
	x.sent = &form
	turn, action, err := form.action()
	if err != nil {
		return h.refuseAction(x, err)
	}
	x.requestID = h.App.NextRequestID()
	if err := h.App.ActOnLink(x.r.Context(), x.requestID, visit, turn, action); err != nil {
		return h.refuseAction(x, err)
	}
	x.seeOther(x.after(action) + visit.Key)
	return nil
}

// after gives where a form leads: to the page that it stands on, or in place of Link to the bank's.
func (x *exchange) after(done link.Action) string {
	if opened, ok := done.(link.OpenOAuth); x.route == bankPath || ok && opened.Redirect {
		return bankPath
	}
	return sessionPath
}

// refuseAction shows the page as it is, with the reason why nothing happened.
func (h *Handler) refuseAction(x *exchange, err error) error {
	show := h.showSession
	if x.route == bankPath {
		show = h.showBank
	}
	var refused *toile.Error
	switch {
	case app.IsStale(err):
		return show(x, http.StatusConflict, "stale", "")
	case errors.Is(err, toile.ErrNotFound()):
		return err
	case errors.As(err, &refused) && x.sent != nil && x.sent.tickedNone():
		return show(x, http.StatusUnprocessableEntity, "accounts", "")
	case errors.As(err, &refused):
		return show(x, http.StatusUnprocessableEntity, "", refused.ErrorMessage)
	}
	return err
}

// tickedNone reports whether a form shares accounts and none is ticked, which happens to people.
func (f form) tickedNone() bool {
	action := f.Get("action")
	return (action == "select_accounts" || action == "bank_share") && !f.Has("account")
}

// visit reads the visit of the address. From then on the page that embeds it may frame whatever the answer is, an
// error, too; the bank's site may not be framed.
func (h *Handler) visit(x *exchange) (app.Visit, error) {
	visit, err := h.App.Visit(x.key)
	if err == nil && x.route != bankPath {
		x.policy.ancestor = ancestorOf(visit.Door, visit.Origin)
	}
	return visit, err
}

// pageOf gives what the address's visit shows.
func (h *Handler) pageOf(x *exchange) (*Page, error) {
	visit, err := h.visit(x)
	if err != nil {
		return nil, err
	}
	shown, err := h.App.LinkPage(x.r.Context(), visit)
	return &Page{LinkPage: shown, Language: shown.Config.Language}, err
}

// showSession shows the page of a visit, with a notice by its word or an alert in its words.
func (h *Handler) showSession(x *exchange, status int, notice, alert string) error {
	p, err := h.pageOf(x)
	if err != nil {
		return err
	}
	p.Notice, p.Alert, p.All = notice, alert, x.query("all") != ""
	p.pick(x.asked["source"], x.query("review") != "", x.query("change") != "")
	if status == http.StatusUnprocessableEntity {
		p.Sent = x.sent
	}
	x.status = status
	x.policy.leads = p.Leads
	if x.leadAway(p) {
		return nil
	}
	h.show(x, p.template(x.query("leave") != "", x.query("list") != ""), p)
	return nil
}

// template names the template of a pane. Whether a person is asked if they want to leave, and whether
// they looked at an error, is no matter of the session but of the address.
func (p *Page) template(leaving, listing bool) string {
	switch {
	case p.Pane == link.PaneDone && p.Result.Status == link.Success:
		return "done"
	case p.Pane == link.PaneDone:
		return "ended"
	case leaving:
		return "leave"
	case p.Review:
		return "income_review"
	case p.Pane == link.PaneBankLogin || p.Pane == link.PaneBankAccounts:
		return "bank_wait"
	case p.Pane == link.PaneInstitution && p.justFailed() && !listing:
		return "failure"
	}
	return string(p.Pane)
}
