package document

import (
	"strings"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
)

// The fonts of a document. Helvetica is in every reader and need not be in the file; it has the
// characters of Windows-1252. Text with any other is written in Go's fonts, of which the file gets
// the letters it uses: Łukasz keeps his name. Their codes are those of Unicode, so that a reader
// gets the text even of what the fonts have no picture of.
const unicodeFont = "Go"

// letter is a letter in a font.
type letter struct {
	style string
	latin bool
	r     rune
}

func (p *paper) font(style string, size float64) {
	p.style, p.size = style, size
	p.pdf.SetFont("Helvetica", style, size)
}

// line writes text into a cell as wide as given, cut where it does not fit.
func (p *paper) line(text string, width float64, align string) {
	p.cell(p.fit(text, width), width, lineHeight, align)
}

// cell writes text as it is.
func (p *paper) cell(text string, width, height float64, align string) {
	encoded, latin := p.encode(text)
	if !latin {
		defer p.font(p.style, p.size)
		if len(encoded) != len(text) {
			align = "L" // fpdf takes surrogates for wider than they are
		}
	}
	p.pdf.CellFormat(width, height, encoded, "", 0, align, false, 0, "")
}

// encode gives a text as the current font wants it, and whether that is the standard one. For
// another the font is changed.
func (p *paper) encode(text string) (encoded string, latin bool) {
	if isLatin(text) {
		return p.latin(text), true
	}
	p.pdf.AddUTF8FontFromBytes(unicodeFont, "", goregular.TTF) // once only
	p.pdf.AddUTF8FontFromBytes(unicodeFont, "B", gobold.TTF)
	p.pdf.SetFont(unicodeFont, p.style, p.size)
	return surrogates(text), false
}

// width gives how wide a text is.
func (p *paper) width(text string) float64 {
	encoded, latin := p.encode(text)
	if !latin {
		defer p.font(p.style, p.size)
	}
	return p.pdf.GetStringWidth(encoded)
}

// wide gives how wide a letter is, in the standard font or in the other one.
func (p *paper) wide(r rune, latin bool) float64 {
	key := letter{p.style, latin, r}
	width, known := p.widths[key]
	if !known {
		width = p.width(string(r)) / p.size
		if !latin && isLatin(string(r)) {
			width = (p.width(string([]rune{r, '→'})) - p.width("→")) / p.size
		}
		p.widths[key] = width
	}
	return width * p.size
}

// inside gives how much of the width of a cell is left for text.
func (p *paper) inside(width float64) float64 { return width - 2*p.pdf.GetCellMargin() }

// fit gives as much of a text as a width has room for.
func (p *paper) fit(text string, width float64) string {
	latin, room := isLatin(text), p.inside(width)
	end, along := 0, 0.0 // where it is cut if it does not fit
	for i, r := range text {
		if along+p.wide('…', latin) <= room {
			end = i
		}
		if along += p.wide(r, latin); along > room {
			return text[:end] + "…"
		}
	}
	return text
}

// wrap breaks a text into lines that fit a width. The space at which it breaks stays at the end of
// its line, so that the lines put together are the text.
func (p *paper) wrap(text string, width float64) []string {
	if text == "" {
		return nil
	}
	latin, room := isLatin(text), p.inside(width)
	var lines []string
	start, space, along := 0, 0, 0.0 // of the line: where it begins, may break, and how wide it is
	for i, r := range text {
		wide := p.wide(r, latin)
		if along+wide > room && i > start {
			end := i
			if space > start && r != ' ' {
				end = space
			}
			lines = append(lines, text[start:end])
			start, along = end, p.along(text[end:i], latin)
		}
		along += wide
		if r == ' ' {
			space = i + 1
		}
	}
	return append(lines, text[start:])
}

// along gives how wide a piece of a text is.
func (p *paper) along(piece string, latin bool) (sum float64) {
	for _, r := range piece {
		sum += p.wide(r, latin)
	}
	return sum
}

// windows are the characters of Windows-1252 beyond those of Latin-1.
const windows = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"

// isLatin reports whether a text can be written in Windows-1252, and without control characters,
// which would not come back as they were.
func isLatin(text string) bool {
	for _, r := range text {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r > 0xff && !strings.ContainsRune(windows, r) {
			return false
		}
	}
	return true
}

// surrogates writes characters beyond the first 65,536 as the two that UTF-16 makes of them, each
// in three bytes: fpdf passes on such ones as they are.
func surrogates(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool { return r > 0xffff }) {
		return text
	}
	var out strings.Builder
	for _, r := range text {
		if r <= 0xffff {
			out.WriteRune(r)
			continue
		}
		r -= 0x10000
		for _, half := range [2]rune{0xd800 | r>>10, 0xdc00 | r&0x3ff} {
			out.Write([]byte{0xe0 | byte(half>>12), 0x80 | byte(half>>6)&0x3f, 0x80 | byte(half)&0x3f})
		}
	}
	return out.String()
}
