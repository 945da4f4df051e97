package api

import (
	"net/http"

	"toile"
)

// fetchDocuments answers the address of documents, which needs no keys and works once. Who only looks
// does not use it up: HEAD is answered as GET would be, and a browser that fetches ahead of its person
// is turned away. Nothing is to be kept on the way.
func (h *Handler) fetchDocuments(w http.ResponseWriter, r *http.Request, x *exchange, token string) error {
	w.Header().Set("Cache-Control", "no-store")
	fetch := h.App.FetchDocument
	switch {
	case r.Method == http.MethodHead:
		fetch = h.App.PeekDocument
	case r.Method != http.MethodGet, fetchesAhead(r.Header):
		return toile.ErrNotFound()
	}
	packed, err := fetch(r.Context(), token)
	if err != nil {
		return err
	}
	file := toile.NewFile(packed)
	x.out = append(x.out, file.Content...)
	x.media, x.fileHash, x.fileName = toile.MediaZIP, file.ContentHash, "documents.zip"
	return nil
}

// fetchesAhead reports whether a browser fetches before its person asked for it.
func fetchesAhead(h http.Header) bool {
	for _, name := range []string{"Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"} {
		if h.Get(name) != "" {
			return true
		}
	}
	return false
}
