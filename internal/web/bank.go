package web

import (
	"net/http"

	"toile/internal/link"
)

// bank shows the pretend site of a bank, on which a person logs in and allows Link what it asks for. It is
// no part of Link's page: it may not be framed, and looks like the bank.
func (h *Handler) bank(x *exchange) error { return h.showBank(x, http.StatusOK, "", "") }

// showBank shows where the person is at the bank. Who is done there is led back; a pop-up says that it can
// be closed.
func (h *Handler) showBank(x *exchange, status int, notice, alert string) error {
	p, err := h.pageOf(x)
	if err != nil {
		return err
	}
	p.Notice, p.Alert = notice, alert
	x.policy.leads = p.Leads
	x.status = status
	switch {
	case p.Pane == link.PaneBankLogin || p.Pane == link.PaneBankAccounts:
		h.show(x, string(p.Pane), p)
	case p.ReturnURI != "":
		x.seeOther(string(safeAddress(p.ReturnURI)))
	case p.OAuthRedirect:
		x.seeOther(sessionPath + p.Visit.Key)
	default:
		h.show(x, "bank_over", p)
	}
	return nil
}

// BankPane names the page of the bank's site.
func (p *Page) BankPane() string {
	if p.Pane == link.PaneBankLogin || p.Pane == link.PaneBankAccounts {
		return string(p.Pane)
	}
	return "bank_over"
}
