package document

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"toile/internal/pdf"
)

// cell is a box on a page with what one sees in it.
type cell struct {
	page  int // from 1
	order int // in which it was painted
	box   pdf.Box
	runs  []run
}

// run is a piece of text on a page.
type run struct {
	pdf.Mark
	order int
	concealment
}

// page is a page as one sees it: its boxes, and the text outside of them.
type page struct {
	shows   showing
	cells   []cell
	outside []run
	scale   float64 // how much larger it is than it was made
}

// maxPairs bounds what is held against each other on a page.
const maxPairs = 50_000_000

// look puts the marks of a page in order: what stands in which box, and what is hidden below what.
func look(number int, marks []pdf.Mark) page {
	p := page{shows: shown(marks)}
	var runs []run
	var areas []run
	for i, m := range marks {
		const least = 6 // points: a box has room for letters
		switch tall := m.Box.Top-m.Box.Bottom >= least && m.Box.Right-m.Box.Left >= least; {
		case !m.Area:
			runs = append(runs, run{Mark: m, order: i})
		case m.Stroked && tall:
			p.cells = append(p.cells, cell{page: number, order: i, box: m.Box})
			if m.Filled {
				areas = append(areas, run{Mark: m, order: i})
			}
		case m.Filled || m.Stroked:
			areas = append(areas, run{Mark: m, order: i})
		}
	}
	if len(runs)*(len(areas)+len(p.cells)) > maxPairs {
		return page{shows: p.shows} // of nothing that toile made
	}
	for i := range runs {
		runs[i].conceal(areas)
		p.put(runs[i])
	}
	for i := range p.cells {
		p.cells[i].settle()
		p.cells[i].touch(areas)
	}
	p.outside = overwritten(p.outside)
	return p
}

// put puts a text into the smallest box in which it begins.
func (p *page) put(r run) {
	x, y := r.Box.Left+0.5, r.Box.Bottom+(r.Box.Top-r.Box.Bottom)/2
	best, area := -1, math.Inf(1)
	for i, c := range p.cells {
		if size := (c.box.Right - c.box.Left) * (c.box.Top - c.box.Bottom); size < area && c.box.Holds(x, y) {
			best, area = i, size
		}
	}
	if best < 0 {
		p.outside = append(p.outside, r)
		return
	}
	p.cells[best].runs = append(p.cells[best].runs, r)
}

// settle puts the texts of a box in the order in which they are read, and finds those that others
// were written over.
func (c *cell) settle() {
	c.runs = overwritten(c.runs)
	slices.SortStableFunc(c.runs, func(a, b run) int {
		if math.Abs(a.Box.Bottom-b.Box.Bottom) > 2 {
			return cmp.Compare(b.Box.Bottom, a.Box.Bottom)
		}
		return cmp.Compare(a.Box.Left, b.Box.Left)
	})
}

// overwritten marks the texts over which a later one was written. A box with more texts than any
// value has lines is left as it is.
func overwritten(runs []run) []run {
	const most = 200
	if len(runs) > most {
		return runs
	}
	for i := range runs {
		runs[i].written = slices.ContainsFunc(runs[i+1:], func(later run) bool {
			return later.order > runs[i].order && !later.faded && strings.TrimSpace(later.Text) != "" && later.writtenOver(runs[i])
		})
	}
	return runs
}

// writtenOver reports whether a text stands on another, if only on a letter of it.
func (r run) writtenOver(under run) bool {
	const few, inside = 3, 0.7
	return r.Box.Covers(under.Box) || len(r.Text) <= few && r.Box.Shared(under.Box) > inside*r.Box.Shared(r.Box)
}

// label gives the small letters in a box, head the larger ones that name a column.
func (c cell) label() string { return c.said(0, labelsBelow, visible) }
func (c cell) head() string  { return c.said(labelsBelow, headsBelow, visible) }

func visible(r run) bool { return r.seen() }

// value gives what one reads in a box, nothing where one sees a part of it only; hidden gives what
// stands in it and cannot be seen.
func (c cell) value() string {
	if !c.whole() {
		return ""
	}
	return c.readable()
}
func (c cell) readable() string { return c.said(headsBelow, math.Inf(1), visible) }
func (c cell) hidden() string {
	return c.said(headsBelow, math.Inf(1), func(r run) bool { return !r.seen() })
}

// has reports whether something of a kind was done to the value.
func (c cell) has(what func(concealment) bool) bool {
	return slices.ContainsFunc(c.runs, func(r run) bool { return r.Size >= headsBelow && what(r.concealment) })
}

func (c cell) masked() bool  { return c.has(func(c concealment) bool { return c.masked }) }
func (c cell) written() bool { return c.has(func(c concealment) bool { return c.written }) }
func (c cell) touched() bool { return c.has(func(c concealment) bool { return c.touched }) }

// changed reports whether what one sees in a box is not all that was written there.
func (c cell) changed() bool { return c.masked() || c.written() || !c.whole() }

// font gives a font of the value that toile does not write with.
func (c cell) font() string {
	for _, r := range c.runs {
		if !slices.ContainsFunc(ownFonts, func(own string) bool { return strings.HasSuffix(strings.ToLower(r.Font), own) }) {
			return r.Font
		}
	}
	return ""
}

// ownFonts are the names of the fonts of documents, which may have the mark of a subset in front.
var ownFonts = []string{"helvetica", "helvetica-bold", "utf8go", "utf8gob", "go", "gob"}

// said puts together the texts of a box whose letters are of a size.
func (c cell) said(from, below float64, which func(run) bool) string {
	var text strings.Builder
	for _, r := range c.runs {
		if r.Size >= from && r.Size < below && which(r) {
			text.WriteString(r.Text)
		}
	}
	return text.String()
}

// near reports whether two boxes are as wide as each other and stand in one column.
func near(a, b pdf.Box) bool {
	const close = 1.5
	return math.Abs(a.Left-b.Left) < close && math.Abs(a.Right-b.Right) < close
}

// spokenOn gives what one reads on a page outside of boxes, in the order in which it was painted.
func (p page) spokenOn() string {
	var text strings.Builder
	for _, r := range p.outside {
		if r.seen() {
			text.WriteString(r.Text)
		}
	}
	return text.String()
}
