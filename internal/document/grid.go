package document

import "strings"

// gridRow is a row of a grid: plain, or the head of a group of rows.
type gridRow struct {
	cells []string
	group bool
}

const (
	gridFont   = 8.5
	gridLine   = 4.1 // the height of a line of text in a cell
	gridPad    = 1.5 // above and below the text of a row together
	gridDeep   = 3   // lines in a cell at most
	gridHeader = 6.4
)

// grid writes a table whose cells wrap. The names of the columns stand on each of its pages, and
// the head of a group never stands alone at the end of one.
func (p *paper) grid(columns []column, rows []gridRow) {
	p.room(gridHeader + 3*gridLine)
	p.gridNames(columns)
	for i, row := range rows {
		lines, height := p.broken(columns, row)
		needed := height
		if row.group && i+1 < len(rows) {
			_, next := p.broken(columns, rows[i+1])
			needed += next
		}
		if p.room(needed) {
			p.gridNames(columns)
		}
		p.gridRow(columns, row, lines, height)
	}
	p.color(black)
}

// gridNames writes the names of the columns.
func (p *paper) gridNames(columns []column) {
	p.font("B", gridFont-0.5)
	p.color(accent)
	for _, c := range columns {
		p.line(c.name, textWidth*c.width, c.align)
	}
	p.pdf.Ln(lineHeight + 0.4)
	y := p.pdf.GetY()
	p.stroke(accent)
	p.pdf.SetLineWidth(0.35)
	p.pdf.Line(margin, y, margin+textWidth, y)
	p.pdf.SetLineWidth(0.2)
	p.pdf.SetY(y + 0.4)
}

// broken breaks the cells of a row into lines, and tells how high the row is.
func (p *paper) broken(columns []column, row gridRow) (lines [][]string, height float64) {
	p.font(row.style(), gridFont)
	deepest := 1
	for i, c := range columns {
		cell := p.linesOf(row.cells[i], c)
		deepest = max(deepest, len(cell))
		lines = append(lines, cell)
	}
	return lines, float64(deepest)*gridLine + gridPad
}

// linesOf breaks the text of a cell into lines. Numbers never break but where they say so; they are
// written smaller where they do not fit.
func (p *paper) linesOf(text string, c column) []string {
	if c.align != "R" {
		return p.split(text, textWidth*c.width, gridDeep)
	}
	const most = 12
	lines := strings.Split(text, "\n")
	return lines[:min(len(lines), most)]
}

func (r gridRow) style() string {
	if r.group {
		return "B"
	}
	return ""
}

// gridRow writes a row that was wrapped, and a thin line below it.
func (p *paper) gridRow(columns []column, row gridRow, lines [][]string, height float64) {
	p.font(row.style(), gridFont)
	x, y := margin, p.pdf.GetY()
	if row.group {
		p.fill(shade)
		p.pdf.Rect(x, y, textWidth, height, "F")
	}
	for i, c := range columns {
		p.font(row.style(), gridFont)
		p.color(black)
		if c.align == "R" && strings.HasPrefix(row.cells[i], "-") && len(row.cells[i]) > 1 {
			p.color(reddish)
		}
		for j, line := range lines[i] {
			p.pdf.SetXY(x, y+gridPad/2+float64(j)*gridLine)
			if c.align == "R" {
				p.fontFor(line, textWidth*c.width, row.style(), gridFont, 5)
				line = p.fit(line, textWidth*c.width)
			}
			p.cell(line, textWidth*c.width, gridLine, c.align)
		}
		x += textWidth * c.width
	}
	p.color(black) // which the head of the next page is written in
	p.stroke(hair)
	p.pdf.Line(margin, y+height, margin+textWidth, y+height)
	p.pdf.SetXY(margin, y+height)
}
