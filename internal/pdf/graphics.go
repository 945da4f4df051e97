package pdf

import "math"

// Ink is a colour as red, green and blue from 0 to 1; what is not known, such as that of a pattern
// or a picture, is like no other.
type Ink [3]float32

// Differs reports whether one sees one colour on the other, painted with an opacity.
func (i Ink) Differs(ground Ink, opacity float64) bool {
	const least = 0.1
	var most float64
	for n := range i {
		if i[n] != i[n] || ground[n] != ground[n] {
			return opacity > least
		}
		most = max(most, math.Abs(float64(i[n]-ground[n])))
	}
	return most*opacity > least
}

// White is the colour of paper.
var White = Ink{1, 1, 1}

var unknownInk = Ink{float32(math.NaN()), float32(math.NaN()), float32(math.NaN())}

// inkOf gives the colour that operands name: grey, red with green and blue, or what printers mix.
func inkOf(operands array) Ink {
	var n [4]float32
	for i, one := range operands {
		number, ok := one.(float64)
		if !ok || i >= len(n) {
			return unknownInk
		}
		n[i] = float32(min(max(number, 0), 1))
	}
	switch len(operands) {
	case 1:
		return Ink{n[0], n[0], n[0]}
	case 3:
		return Ink{n[0], n[1], n[2]}
	case 4:
		return Ink{(1 - n[0]) * (1 - n[3]), (1 - n[1]) * (1 - n[3]), (1 - n[2]) * (1 - n[3])}
	}
	return unknownInk
}

// look is how things are painted.
type look struct {
	fill, stroke               Ink
	fillOpacity, strokeOpacity float64
	pen                        float64 // the width of lines
	caps                       bool    // lines go on beyond their ends
	clip                       Box     // outside of which nothing is seen
}

// plain is how a page begins.
var plain = look{fillOpacity: 1, strokeOpacity: 1, pen: 1, clip: Box{math.Inf(-1), math.Inf(-1), math.Inf(1), math.Inf(1)}}

// dress does what an operator says about the look of things, and reports whether it says anything.
func (p *painter) dress(operator word, operands array, n [6]float64) bool {
	switch operator {
	case "g", "rg", "k", "sc", "scn":
		p.fill = inkOf(operands)
	case "G", "RG", "K", "SC", "SCN":
		p.stroke = inkOf(operands)
	case "cs":
		p.fill = Ink{}
	case "CS":
		p.stroke = Ink{}
	case "w":
		p.pen = n[0]
	case "J":
		p.caps = n[0] != 0
	case "gs":
		if key, ok := first(operands).(name); ok {
			said := p.dict(p.dict(p.resources["ExtGState"])[key])
			p.fillOpacity = p.number(said["ca"], p.fillOpacity)
			p.strokeOpacity = p.number(said["CA"], p.strokeOpacity)
			p.pen = p.number(said["LW"], p.pen)
		}
	case "sh":
		p.area(Mark{Filled: true, Ink: unknownInk, Box: p.clip})
	default:
		return false
	}
	return true
}

// area marks an area, as much of it as one sees. One through which one sees hides nothing.
func (p *painter) area(m Mark) {
	m.Area, m.Box = true, m.Box.within(p.clip)
	if m.Box.Left <= m.Box.Right && m.Box.Bottom <= m.Box.Top {
		p.mark(m)
	}
}
