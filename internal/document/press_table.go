package document

// table writes a table. Every cell has a box; the names of the columns stand on each page again.
func (p *press) table(t *table) {
	p.room(20)
	p.heads(t)
	for i := range t.rows() {
		p.rowOf(t, t.row(i), false)
	}
	if t.total != nil {
		p.rowOf(t, t.total, true)
	}
}

// heads writes the names of the columns.
func (p *press) heads(t *table) {
	const height = 5.4
	y := p.pdf.GetY()
	x := margin
	p.font("B", headSize)
	p.pdf.SetDrawColor(170, 178, 190)
	p.pdf.SetFillColor(225, 231, 239)
	for _, column := range t.columns {
		width, align := textWidth*float64(column.width)/12, "L"
		if column.right {
			align = "R"
		}
		p.pdf.Rect(x, y, width, height, "FD")
		p.pdf.SetXY(x, y)
		p.cell(column.label, width, height, align)
		x += width
	}
	p.pdf.SetXY(margin, y+height)
}

// rowOf writes a row, in bold where it is the total.
func (p *press) rowOf(t *table, slots []slot, total bool) {
	lines := make([][]string, len(t.columns))
	most := 1
	p.font("", rowSize)
	for i, column := range t.columns {
		width := textWidth * float64(column.width) / 12
		if total && i == 0 {
			width -= totalWidth
		}
		lines[i] = p.wrap(slots[i].shown(column.width), width)
		most = max(most, len(lines[i]))
	}
	height := valueHeight*float64(most) + 0.6
	if p.room(height) {
		p.heads(t)
	}
	x, y := margin, p.pdf.GetY()
	p.pdf.SetDrawColor(170, 178, 190)
	for i, column := range t.columns {
		width := textWidth * float64(column.width) / 12
		p.pdf.Rect(x, y, width, height, "D")
		if total && i == 0 {
			p.pdf.SetXY(x, y)
			p.font("B", headSize)
			p.cell(totalLabel, totalWidth, valueHeight, "L")
			x, width = x+totalWidth, width-totalWidth
		}
		p.lines(lines[i], column, rowSize, x, y+0.3, width)
		x += width
	}
	p.pdf.SetXY(margin, y+height)
}

// totalLabel stands in the first column of the last row of a table, in front of its value.
const (
	totalLabel = "Total"
	totalWidth = 12.0
)
