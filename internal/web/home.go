package web

// home is the pretend home page of a bank, to which an error leads that a person can only put right there.
func (h *Handler) home(x *exchange) error {
	institution, ok := h.App.Institution(x.key)
	if !ok {
		return errUnknownPage
	}
	h.show(x, "home", &Page{Language: languageOf(x.r), Home: &institution})
	return nil
}
