package web

import (
	"toile/internal/document"
	"toile/internal/link"
)

// LastKind is what the person said of the file before, which the next one most likely is, too.
func (p *Page) LastKind() document.Kind {
	if n := len(p.Uploads); n > 0 {
		return p.Uploads[n-1].Kind
	}
	return document.Paystub
}

// FileMegabytes is how large a file may be.
func (p *Page) FileMegabytes() int { return p.Bounds.FileBytes >> 20 }

// WhyRefused says why a file was not taken.
func (p *Page) WhyRefused(r link.Refusal) string { return p.failureText(&r.Failure) }
