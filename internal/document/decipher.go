package document

// found is a value as it was found on paper: where, and in which box.
type found struct {
	field
	cell  cell
	plain bool // it is what such a value looks like
}

// decipher reads the values of a sheet out of the boxes of its pages, by their labels, into what the
// slots of the sheet stand for. Labels are looked for in the order of the sheet, so that some may
// stand in it several times.
func (s sheet) decipher(pages []page) []found {
	var cells []cell
	for _, p := range pages {
		cells = append(cells, p.cells...)
	}
	d := decipherer{cells: cells}
	for _, one := range s.parts {
		for _, box := range one.boxes {
			d.box(box)
		}
		if one.table != nil {
			d.table(one.table)
		}
	}
	return d.found
}

// decipherer goes through the boxes of a document in the order in which they were painted.
type decipherer struct {
	cells []cell
	next  int
	found []found
}

// box reads the next box with a label.
func (d *decipherer) box(one slot) {
	for i := d.next; i < len(d.cells); i++ {
		if d.cells[i].label() == one.label {
			d.next = i + 1
			d.take("", one, d.cells[i])
			return
		}
	}
}

// take reads a value.
func (d *decipherer) take(prefix string, one slot, c cell) {
	if one.take == nil {
		return
	}
	text := c.value()
	plain := one.take(text)
	d.found = append(d.found, found{field{prefix + one.name, text}, c, plain})
}

// table reads a table: below each row of its heads, on whatever page, rows of boxes in the same
// columns.
func (d *decipherer) table(t *table) {
	row := 0
	for i := d.next; i+len(t.columns) <= len(d.cells); i++ {
		if !d.heads(t, i) {
			continue
		}
		heads := d.cells[i : i+len(t.columns)]
		for i += len(t.columns); i+len(t.columns) <= len(d.cells); i += len(t.columns) {
			cells := d.cells[i : i+len(t.columns)]
			if !below(heads, cells) {
				break
			}
			if t.total != nil && cells[0].head() == totalLabel {
				d.row("", t.total, cells)
			} else {
				d.row(rowName(t.name, row), t.row(row), cells)
				row++
			}
		}
		d.next = i
		i-- // where the heads may stand again
	}
}

// heads reports whether boxes from the i-th on are the heads of a table.
func (d *decipherer) heads(t *table, i int) bool {
	for n, column := range t.columns {
		if d.cells[i+n].head() != column.label {
			return false
		}
	}
	return true
}

// below reports whether boxes are a row below others, and neither heads nor boxes with labels.
func below(heads, cells []cell) bool {
	for i, c := range cells {
		head := c.head()
		if c.page != heads[i].page || !near(c.box, heads[i].box) || c.box.Top > heads[i].box.Bottom+1 || c.label() != "" || head != "" && (i > 0 || head != totalLabel) {
			return false
		}
	}
	return true
}

func (d *decipherer) row(prefix string, slots []slot, cells []cell) {
	for i, one := range slots {
		d.take(prefix, one, cells[i])
	}
}
