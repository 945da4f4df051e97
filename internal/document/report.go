package document

import (
	"strconv"
	"strings"
)

// reportNote stands at the foot of each page of a report.
const reportNote = "Simulated by toile from test data. No bank has issued this report, and no money is behind it."

// ink is a colour.
type ink struct{ r, g, b int }

// The colours of reports: one accent, greys, and nothing that a copier loses.
var (
	black   = ink{25, 32, 40}
	accent  = ink{31, 78, 121}
	quiet   = ink{98, 108, 120}
	hair    = ink{214, 220, 227}
	shade   = ink{243, 246, 249}
	reddish = ink{168, 50, 45}
)

func (p *paper) color(c ink)  { p.pdf.SetTextColor(c.r, c.g, c.b) }
func (p *paper) fill(c ink)   { p.pdf.SetFillColor(c.r, c.g, c.b) }
func (p *paper) stroke(c ink) { p.pdf.SetDrawColor(c.r, c.g, c.b) }

// opening writes whom a report is about, in large letters, with the facts of the report below.
func (p *paper) opening(person string, facts ...pair) {
	p.font("", 8.5)
	p.color(quiet)
	p.line("About", textWidth, "L")
	p.pdf.Ln(lineHeight)
	p.fontFor(person, textWidth, "B", 17, 11)
	p.color(black)
	p.cell(p.fit(person, textWidth), textWidth, 8, "L")
	p.pdf.Ln(9)
	for _, one := range facts {
		p.font("", 9)
		p.color(quiet)
		p.line(one.name, 32, "L")
		p.color(black)
		p.line(one.value, textWidth-32, "L")
		p.pdf.Ln(lineHeight - 0.4)
	}
	p.pdf.Ln(3)
}

// tile is one figure of a panel: what it is, and a line for each of its values.
type tile struct {
	name   string
	values []string
}

// panel writes the figures that a reader looks for first, side by side in a shaded box.
func (p *paper) panel(tiles ...tile) {
	const pad, valueHeight, most = 4.0, 6.2, 6
	rows := 1
	for i := range tiles {
		if more := len(tiles[i].values) - most; more > 0 {
			tiles[i].values = append(tiles[i].values[:most:most], "and "+strconv.Itoa(more)+" more")
		}
		rows = max(rows, len(tiles[i].values))
	}
	height := 2*pad + 4.5 + float64(rows)*valueHeight
	p.room(height + 2)
	x, y := margin, p.pdf.GetY()
	p.fill(shade)
	p.pdf.RoundedRect(x, y, textWidth, height, 1.6, "1234", "F")
	p.fill(accent)
	p.pdf.Rect(x, y+1.6, 1.1, height-3.2, "F")
	const share = 1.5 // of the first one, which holds the sums
	each := (textWidth - 2*pad) / (float64(len(tiles)-1) + share)
	left, width := x+pad, each*share
	for _, one := range tiles {
		p.pdf.SetXY(left, y+pad-0.8)
		p.font("", 8)
		p.color(quiet)
		p.line(one.name, width, "L")
		p.color(black)
		for j, value := range one.values {
			p.pdf.SetXY(left, y+pad+4.5+float64(j)*valueHeight)
			p.fontFor(value, width, "B", 13, 8)
			p.line(value, width, "L")
		}
		left, width = left+width, each
	}
	p.pdf.SetXY(margin, y+height+2)
}

// fontFor sets the largest font, between two sizes, in which a text fits a width.
func (p *paper) fontFor(text string, width float64, style string, largest, smallest float64) {
	for size := largest; ; size -= 0.5 {
		p.font(style, size)
		if size <= smallest || p.width(text) <= p.inside(width) {
			return
		}
	}
}

// chapter begins a part of a report, which has so many millimetres that stay together.
func (p *paper) chapter(text string, together float64) {
	p.room(together + 12)
	p.pdf.Ln(5)
	p.font("B", 12)
	p.color(accent)
	p.line(text, textWidth, "L")
	p.pdf.Ln(lineHeight + 1.6)
	p.color(black)
}

// aside writes a quiet remark, on as many lines as it takes.
func (p *paper) aside(text string) {
	p.font("", 8.5)
	for _, line := range p.split(text, textWidth, 4) {
		p.room(lineHeight)
		p.color(quiet)
		p.cell(line, textWidth, lineHeight-0.6, "L")
		p.pdf.Ln(lineHeight - 0.6)
	}
	p.color(black)
}

// split breaks a text into at most so many lines of a width; the last one is cut.
func (p *paper) split(text string, width float64, most int) []string {
	const longest = 1000 // characters that are looked at
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	lines := p.wrap(strings.Join(strings.Fields(text), " "), width)
	if len(lines) > most {
		lines[most-1] = p.fit(lines[most-1]+lines[most], width)
		lines = lines[:most]
	}
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return lines
}
