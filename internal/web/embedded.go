package web

import (
	"errors"

	"toile"
	"toile/internal/app"
)

// mostTiles is how many institutions Embedded Link shows at most; the stylesheet shows as many of them as
// the frame has room for (facts link 1.8).
const mostTiles = 15

// embedded is the page of Embedded Link's tiles. One that is pressed opens Link, which is the loader's to do.
func (h *Handler) embedded(x *exchange) error {
	opening := app.Opening{LinkToken: x.query("token"), Door: app.DoorFrame}
	origin, ok := embedder(x.query("origin"))
	if !ok {
		return errOrigin
	}
	opening.Origin, x.policy.ancestor = origin, ancestorOf(app.DoorFrame, origin)
	config, err := h.App.Invitation(x.r.Context(), opening)
	page := &Page{Language: languageOf(x.r), Opening: &opening}
	switch {
	case errors.As(err, &page.TokenError):
		x.status = page.TokenError.HTTPStatus()
	case errors.Is(err, toile.ErrNotFound()):
		page.TokenError = toile.ErrInvalidLinkToken()
		x.status = page.TokenError.HTTPStatus()
	case err != nil:
		return err
	default:
		page.Language, page.Config = config.Language, config
		page.Tiles = h.App.Tiles(config, mostTiles)
	}
	h.show(x, "embedded", page)
	return nil
}
