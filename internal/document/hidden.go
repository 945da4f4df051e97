package document

import (
	"math"
	"slices"

	"toile/internal/pdf"
)

// concealment is how a text is kept from being read.
type concealment struct {
	masked  bool // an area was painted over some of it
	partly  bool // not over all of it
	written bool // other text was painted over it
	faded   bool // it has the colour of its ground, or is clipped away or pressed together
	touched bool // something was drawn onto it, or beside it
}

// seen reports whether one can read the text.
func (c concealment) seen() bool { return c == concealment{} }

// conceal finds what keeps a text from being read among the areas of its page.
func (r *run) conceal(areas []run) {
	letters := r.Letters()
	sums := make([]float64, len(letters))
	ground := pdf.White
	for _, a := range areas {
		switch {
		case a.order > r.order:
			for i, letter := range letters {
				sums[i] += letter.Shared(a.Box)
			}
		case a.Box.Holds((r.Box.Left+r.Box.Right)/2, (r.Box.Bottom+r.Box.Top)/2):
			ground = a.Ink
		}
	}
	covered := 0
	for i, letter := range letters {
		const least = 0.4 // of a letter
		if sums[i] > least*letter.Shared(letter) {
			covered++
		}
	}
	r.masked, r.partly = covered > 0, covered > 0 && covered < len(letters)
	r.faded = !r.Ink.Differs(ground, r.Opacity)
}

// touch finds values that something was drawn onto, or so close to that it reads as a digit more. No
// document has lines within its boxes.
func (c *cell) touch(areas []run) {
	const edge = 1 // of the box, which is a line itself
	inner := pdf.Box{Left: c.box.Left + edge, Bottom: c.box.Bottom + edge, Right: c.box.Right - edge, Top: c.box.Top - edge}
	within := slices.Collect(func(yield func(run) bool) {
		for _, a := range areas {
			if a.order != c.order && a.Box.Touches(inner) && a.Ink.Differs(c.ground(areas), 1) && !yield(a) {
				return
			}
		}
	})
	for i := range c.runs {
		r := &c.runs[i]
		if r.Size < headsBelow {
			continue
		}
		digit, tall := r.Size*0.6, r.Box.Top-r.Box.Bottom
		around := pdf.Box{Left: r.Box.Left - digit, Bottom: r.Box.Bottom + 0.25*tall, Right: r.Box.Right + digit, Top: r.Box.Top}
		r.touched = slices.ContainsFunc(within, func(a run) bool {
			beneath := a.order < r.order && a.Box.Left <= r.Box.Left && a.Box.Right >= r.Box.Right && a.Box.Bottom <= r.Box.Bottom+0.25*tall && a.Box.Top >= r.Box.Top-0.25*tall
			return !beneath && a.Box.Touches(around)
		})
	}
}

// ground gives the colour of a box.
func (c cell) ground(areas []run) pdf.Ink {
	ground := pdf.White
	for _, a := range areas {
		if a.order <= c.order && a.Box.Covers(c.box) && a.Box.Holds(c.box.Left, c.box.Bottom) && a.Box.Holds(c.box.Right, c.box.Top) {
			ground = a.Ink
		}
	}
	return ground
}

// whole reports whether what one sees in a box is all that one would: nothing of it is hidden but
// what other text stands in place of.
func (c cell) whole() bool {
	for _, r := range c.runs {
		if r.Size < headsBelow || r.seen() {
			continue
		}
		if r.partly || r.touched {
			return false
		}
		var replaced float64
		for _, other := range c.runs {
			if other.seen() && other.Size >= headsBelow {
				replaced += other.Box.Shared(r.Box)
			}
		}
		const least = 0.2
		if replaced < least*r.Box.Shared(r.Box) {
			return false
		}
	}
	return true
}

// scaleOf gives how much larger than it was made a page is, by the sizes of the labels that are
// known; 1 where too few are. It is the middle one, of each label the smallest: titles may say the same
// in larger letters.
func scaleOf(marks []pdf.Mark) float64 {
	smallest := map[string]float64{}
	for _, m := range marks {
		size, known := labelSizes[m.Text]
		if !known || m.Size <= 0 || m.Opacity == 0 {
			continue
		}
		if before, there := smallest[m.Text]; !there || m.Size/size < before {
			smallest[m.Text] = m.Size / size
		}
	}
	const least, low, high = 3, 0.2, 10
	var all []float64
	for _, one := range smallest {
		all = append(all, one)
	}
	if len(all) < least {
		return 1
	}
	slices.Sort(all)
	return min(max(all[len(all)/2], low), high)
}

// labelSizes are the sizes in which labels are written.
var labelSizes = func() map[string]float64 {
	sizes := map[string]float64{}
	for _, make := range documents {
		for _, p := range make().parts {
			if p.table == nil {
				continue
			}
			for _, s := range p.table.columns {
				sizes[s.label] = headSize
			}
		}
	}
	for _, make := range documents {
		for _, p := range make().parts {
			for _, s := range p.boxes {
				sizes[s.label] = labelSize
			}
		}
	}
	return sizes
}()

// resized reports whether a scale is another than that of the making.
func resized(scale float64) bool { return math.Abs(scale-1) > 0.01 }

// normal brings the marks of a page to the size in which they were made.
func normal(marks []pdf.Mark, scale float64) []pdf.Mark {
	if !resized(scale) {
		return marks
	}
	marks = slices.Clone(marks)
	for i := range marks {
		m := &marks[i]
		m.Size /= scale
		m.Box = pdf.Box{Left: m.Box.Left / scale, Bottom: m.Box.Bottom / scale, Right: m.Box.Right / scale, Top: m.Box.Top / scale}
	}
	return marks
}
