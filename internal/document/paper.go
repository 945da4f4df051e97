package document

import (
	"bytes"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// The measures of a page, in millimetres: US letter, as American banks print.
const (
	margin     = 18.0
	pageWidth  = 215.9
	lineHeight = 5.2
	textWidth  = pageWidth - 2*margin
)

// paper is a document being written from top to bottom.
type paper struct {
	pdf   *fpdf.Fpdf
	latin func(string) string // from UTF-8 to what the standard fonts have

	style  string // of the font
	size   float64
	widths map[letter]float64 // of those letters that were measured, in sizes of the font
}

// about says in the properties of a report what it is, whose, and which one.
func (p *paper) about(kind, person, id string) {
	if person != people(nil) {
		kind += " of " + person
	}
	p.pdf.SetTitle(surrogates(kind), true)
	p.pdf.SetAuthor(maker, true)
	p.pdf.SetSubject(surrogates(id), true)
}

// maker is who writes reports, which no bank has issued.
const maker = "toile (simulated)"

// newPaper begins a document. Who issues it stands on top of every page, a note at the foot; the
// date is what the file says about its making.
func newPaper(issuer, title, note string, date time.Time) *paper {
	p := blankPaper(issuer, title, date)
	pdf := p.pdf
	pdf.SetHeaderFunc(func() {
		p.font("B", 13)
		p.line(issuer, textWidth/2, "L")
		p.font("", 11)
		p.line(title, textWidth/2, "R")
		pdf.Ln(lineHeight + 1)
		p.rule()
		pdf.Ln(3)
	})
	pdf.SetFooterFunc(func() {
		pdf.SetY(-margin)
		p.font("", 8)
		p.line(note, textWidth*4/5, "L")
		p.line(fmt.Sprintf("Page %d of %s", pdf.PageNo(), pageCount), textWidth/5, "R")
	})
	pdf.AddPage()
	return p
}

// pageCount stands for the number of pages until it is known. It is about as wide as a number.
const pageCount = "{n}"

// blankPaper begins a document without a page, and without anything on top or at the foot of them.
func blankPaper(issuer, title string, date time.Time) *paper {
	pdf := fpdf.New("P", "mm", "Letter", "")
	p := &paper{pdf: pdf, latin: pdf.UnicodeTranslatorFromDescriptor(""), widths: map[letter]float64{}} // Windows-1252
	pdf.SetCreationDate(date)
	pdf.SetModificationDate(date)
	pdf.SetCatalogSort(true)
	pdf.SetProducer(producer, true)
	pdf.SetTitle(surrogates(title), true)
	pdf.SetAuthor(surrogates(issuer), true)
	pdf.SetLang("en-US")
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(false, margin)
	pdf.AliasNbPages(pageCount)
	return p
}

// bytes ends the document.
func (p *paper) bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := p.pdf.Output(&b); err != nil {
		return nil, fmt.Errorf("writing a PDF: %w", err)
	}
	return b.Bytes(), nil
}

func (p *paper) rule() {
	y := p.pdf.GetY()
	p.pdf.SetDrawColor(150, 150, 150)
	p.pdf.Line(margin, y, pageWidth-margin, y)
}

// room begins a new page where less than so many millimetres are left on this one, and reports it.
// What stands on top of the new page has fonts of its own.
func (p *paper) room(height float64) (turned bool) {
	const above = 4 // the foot
	_, page := p.pdf.GetPageSize()
	if p.pdf.GetY()+height <= page-margin-above {
		return false
	}
	style, size := p.style, p.size
	p.pdf.AddPage()
	p.font(style, size)
	return true
}

// pair is a name with what it stands for.
type pair struct{ name, value string }

// column is a column of a table.
type column struct {
	name  string
	width float64 // part of the page's
	align string  // L or R
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
