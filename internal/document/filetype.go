package document

import (
	"slices"
	"strings"

	"toile"
	"toile/internal/pdf"
)

// showing is what stands on a page at the most.
type showing int

const (
	nothing showing = iota
	drawings
	letters
)

// shown looks for letters on a page, and for anything else. Letters without colour, such as programs
// lay over a scan that they read, are none.
func shown(marks []pdf.Mark) showing {
	switch {
	case slices.ContainsFunc(marks, func(m pdf.Mark) bool { return m.Opacity > 0 && strings.TrimSpace(m.Text) != "" }):
		return letters
	case slices.ContainsFunc(marks, func(m pdf.Mark) bool { return m.Area }):
		return drawings
	}
	return nothing
}

// fileTypeOf tells text from scans by the first pages of a PDF, of which some were looked at.
func fileTypeOf(file *pdf.File, pages []page) toile.RiskSignalFileType {
	const most = 20
	var count [letters + 1]int
	for i := range min(file.Pages(), most) {
		if i < len(pages) {
			count[pages[i].shows]++
			continue
		}
		marks, err := file.Marks(i)
		if err != nil {
			return toile.RiskSignalFileTypeUnknown
		}
		count[shown(marks)]++
	}
	switch {
	case count[letters] > 0 && count[drawings] > 0:
		return toile.RiskSignalFileTypeMixedPagePDF
	case count[letters] > 0:
		return toile.RiskSignalFileTypeTruePDF
	case count[drawings] > 0:
		return toile.RiskSignalFileTypeImagePDF
	}
	return toile.RiskSignalFileTypeEmptyPDF
}
