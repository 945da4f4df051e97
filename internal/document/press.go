package document

import (
	"fmt"
	"strings"
)

// The sizes of letters, in points. A reader tells labels from values by them, so their ranges do
// not meet: what is smaller than labelsBelow is a label, below headsBelow the head of a table.
const (
	labelSize   = 6.3
	labelsBelow = 6.9
	headSize    = 7.5
	headsBelow  = 8.2
	valueSize   = 9.5
	rowSize     = 9 // of values in tables
)

// The heights of lines in boxes, in millimetres.
const (
	labelHeight = 3.4
	valueHeight = 4.4
	boxPadding  = 0.8
)

// simulated stands at the foot of what is no paper of anybody.
const simulated = "Simulated by toile. Nobody has paid or withheld this money."

// press writes a sheet on paper: boxes with labels, tables with a box for each cell, so that a
// program finds on it what a person finds.
type press struct {
	*paper
	said []string // what stands on each page outside of boxes
}

// write renders a sheet and seals it.
func (s sheet) write() ([]byte, error) {
	p := &press{paper: blankPaper(s.issuer, s.title, s.made)}
	p.pdf.SetHeaderFunc(func() { // and the foot, so that all is said when the last part is written
		p.foot()
		p.band(s.issuer, s.title)
	})
	p.pdf.SetLineWidth(0.15)
	p.pdf.AddPage()
	for _, one := range s.parts {
		if one.optional && len(sheet{parts: []part{one}}.fields()) == 0 {
			continue
		}
		if one.title != "" {
			p.section(one.title)
		}
		p.boxes(one.boxes)
		switch {
		case one.table == nil:
		case one.table.rows() == 0 && one.empty != "":
			p.font("", 10)
			p.say(one.empty, textWidth, "L")
		default:
			p.table(one.table)
		}
	}
	seal, err := sealOf(s, p.spoken()).encode()
	if err != nil {
		return nil, err
	}
	p.pdf.SetXmpMetadata(seal)
	return p.bytes()
}

// spoken gives what stands on each page outside of boxes.
func (p *press) spoken() []string {
	pages := make([]string, len(p.said))
	for i, text := range p.said {
		pages[i] = strings.ReplaceAll(text, pageCount, fmt.Sprint(len(p.said)))
	}
	return pages
}

// say writes text outside of boxes, cut where it does not fit.
func (p *press) say(text string, width float64, align string) {
	text = p.fit(text, width)
	for len(p.said) < p.pdf.PageNo() {
		p.said = append(p.said, "")
	}
	p.said[p.pdf.PageNo()-1] += text
	p.cell(text, width, lineHeight, align)
}

// band is the head of a page: who issues it and what it is, white on blue.
func (p *press) band(issuer, title string) {
	const height = 15
	p.pdf.SetFillColor(31, 58, 95)
	p.pdf.Rect(0, 0, pageWidth, height, "F")
	p.pdf.SetTextColor(255, 255, 255)
	p.pdf.SetXY(margin, 5)
	p.font("B", 13)
	p.say(issuer, textWidth*0.6, "L")
	p.font("", 11)
	p.say(title, textWidth*0.4, "R")
	p.pdf.SetTextColor(0, 0, 0)
	p.pdf.SetXY(margin, height+4)
}

// foot is the foot of a page.
func (p *press) foot() {
	p.pdf.SetY(-margin)
	p.font("", 8)
	p.say(simulated, textWidth*4/5, "L")
	p.say(fmt.Sprintf("Page %d of %s", p.pdf.PageNo(), pageCount), textWidth/5, "R")
}

// section writes the title of a part.
func (p *press) section(title string) {
	p.room(24)
	p.pdf.Ln(2)
	p.font("B", 10)
	p.pdf.SetTextColor(31, 58, 95)
	p.say(title, textWidth, "L")
	p.pdf.SetTextColor(0, 0, 0)
	p.pdf.Ln(lineHeight + 0.6)
}

// boxes writes boxes in rows, each row as high as its longest value.
func (p *press) boxes(slots []slot) {
	for len(slots) > 0 {
		n, used := 0, 0
		for n < len(slots) && used+slots[n].width <= 12 {
			used += slots[n].width
			n++
		}
		lines := make([][]string, n)
		most := 1
		p.font("", valueSize)
		for i, one := range slots[:n] {
			lines[i] = p.wrap(one.shown(one.width), textWidth*float64(one.width)/12)
			most = max(most, len(lines[i]))
		}
		height := labelHeight + valueHeight*float64(most) + boxPadding
		p.room(height)
		x, y := margin, p.pdf.GetY()
		for i, one := range slots[:n] {
			width := textWidth * float64(one.width) / 12
			p.pdf.SetDrawColor(170, 178, 190)
			p.pdf.Rect(x, y, width, height, "D")
			p.pdf.SetXY(x, y+0.4)
			p.font("", labelSize)
			p.pdf.SetTextColor(95, 105, 120)
			p.cell(p.fit(one.label, width), width, labelHeight, "L")
			p.pdf.SetTextColor(0, 0, 0)
			p.lines(lines[i], one, valueSize, x, y+labelHeight, width)
			x += width
		}
		p.pdf.SetXY(margin, y+height)
		slots = slots[n:]
	}
}

// lines writes the lines of a value below each other.
func (p *press) lines(lines []string, one slot, size, x, y, width float64) {
	align := "L"
	if one.right {
		align = "R"
	}
	p.font("", size)
	for i, line := range lines {
		p.pdf.SetXY(x, y+valueHeight*float64(i))
		p.cell(line, width, valueHeight, align)
	}
}
