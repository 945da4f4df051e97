package web

import (
	"net/http"

	"toile"
)

// refusal is an answer that is a page saying what is wrong. Its words are refused.<what>.title and
// refused.<what>.text; a text of its own stands instead of the latter.
type refusal struct {
	status int
	what   string
	text   string
}

// Error lets a refusal be returned.
func (r *refusal) Error() string { return r.what }

var (
	errUnknownPage = &refusal{status: http.StatusNotFound, what: "unknown"}
	errMethod      = &refusal{status: http.StatusMethodNotAllowed, what: "method"}
	errForeign     = &refusal{status: http.StatusForbidden, what: "foreign"}
	errTooLarge    = &refusal{status: http.StatusRequestEntityTooLarge, what: "large"}
	errKind        = &refusal{status: http.StatusUnsupportedMediaType, what: "kind"}
	errForm        = &refusal{status: http.StatusBadRequest, what: "form"}
	errOrigin      = &refusal{status: http.StatusUnprocessableEntity, what: "origin"}
)

// errUnknownAction says that a form names no action that there is. It is shown on the page that the form came from.
var errUnknownAction = toile.ErrInvalidField("action: this form asks for something that Link's pages do not have")
