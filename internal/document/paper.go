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
	pdf    *fpdf.Fpdf
	encode func(string) string // from UTF-8 to what the standard fonts have
}

// newPaper begins a document. Who issues it stands on top of every page, a note at the foot; the
// date is what the file says about its making.
func newPaper(issuer, title, note string, date time.Time) *paper {
	pdf := fpdf.New("P", "mm", "Letter", "")
	p := &paper{pdf: pdf, encode: pdf.UnicodeTranslatorFromDescriptor("")} // Windows-1252
	pdf.SetCreationDate(date)
	pdf.SetModificationDate(date)
	pdf.SetCatalogSort(true)
	pdf.SetProducer("toile", true)
	pdf.SetTitle(title, true)
	pdf.SetAuthor(issuer, true)
	pdf.SetLang("en-US")
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(false, margin)
	pdf.AliasNbPages("{pages}")
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
		p.line(fmt.Sprintf("Page %d of {pages}", pdf.PageNo()), textWidth/5, "R")
	})
	pdf.AddPage()
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

func (p *paper) font(style string, size float64) { p.pdf.SetFont("Helvetica", style, size) }

// line writes text into a cell as wide as given, cut where it does not fit.
func (p *paper) line(text string, width float64, align string) {
	p.pdf.CellFormat(width, lineHeight, p.fit(text, width), "", 0, align, false, 0, "")
}

// fit gives as much of a text as a width has room for, encoded.
func (p *paper) fit(text string, width float64) string {
	const most = 400 // characters that could ever fit a line
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most])
	}
	encoded := p.encode(text)
	room := width - 2*p.pdf.GetCellMargin()
	if p.pdf.GetStringWidth(encoded) <= room {
		return encoded
	}
	more := p.encode("…")
	for encoded != "" && p.pdf.GetStringWidth(encoded+more) > room {
		encoded = encoded[:len(encoded)-1] // one byte is one character here
	}
	return encoded + more
}

func (p *paper) rule() {
	y := p.pdf.GetY()
	p.pdf.SetDrawColor(150, 150, 150)
	p.pdf.Line(margin, y, pageWidth-margin, y)
}

// need begins a new page where less than so many lines are left on this one, and reports it.
func (p *paper) need(lines float64) (turned bool) {
	_, height := p.pdf.GetPageSize()
	if p.pdf.GetY()+lines*lineHeight <= height-margin-2*lineHeight {
		return false
	}
	p.pdf.AddPage()
	return true
}

// heading begins a section.
func (p *paper) heading(text string) {
	p.need(4)
	p.pdf.Ln(4)
	p.font("B", 11)
	p.line(text, textWidth, "L")
	p.pdf.Ln(lineHeight + 1)
}

// text writes lines below each other.
func (p *paper) text(lines ...string) {
	p.font("", 10)
	for _, line := range lines {
		if line != "" {
			p.need(1)
			p.line(line, textWidth, "L")
			p.pdf.Ln(lineHeight)
		}
	}
}

// pair is a name with what it stands for.
type pair struct{ name, value string }

// pairs writes names on the left and values beside them.
func (p *paper) pairs(list ...pair) {
	for _, one := range list {
		p.need(1)
		p.font("", 10)
		p.line(one.name, textWidth/3, "L")
		p.font("B", 10)
		p.line(one.value, textWidth*2/3, "L")
		p.pdf.Ln(lineHeight)
	}
}

// column is a column of a table.
type column struct {
	name  string
	width float64 // part of the page's
	align string  // L or R
}

// table writes rows below the names of the columns, which stand on each of its pages again.
func (p *paper) table(columns []column, rows [][]string) {
	p.need(3)
	p.row(columns, nil, "B")
	for _, cells := range rows {
		if p.need(1) {
			p.row(columns, nil, "B")
		}
		p.row(columns, cells, "")
	}
	p.rule()
}

// row writes the cells of a row, or the names of the columns.
func (p *paper) row(columns []column, cells []string, style string) {
	p.font(style, 9)
	for i, c := range columns {
		text := c.name
		if cells != nil {
			text = cells[i]
		}
		p.line(text, textWidth*c.width, c.align)
	}
	p.pdf.Ln(lineHeight)
	if cells == nil {
		p.rule()
		p.pdf.Ln(1)
	}
}
