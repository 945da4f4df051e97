package pdf

import "math"

// Mark is one thing that is painted on a page: text, or an area.
type Mark struct {
	Text string  // of one operator; empty for an area
	Font string  // the name of its font
	Size float64 // of its letters, in points
	Box  Box     // about where it is

	Area    bool // a path or a picture
	Filled  bool // so that it hides what is below it
	Stroked bool // it has a line around it

	Ink     Ink     // of text, and of what an area is filled with
	Opacity float64 // of text: 0 for what nobody can see
}

// Box is a place on a page, in points from the lower left corner.
type Box struct{ Left, Bottom, Right, Top float64 }

// upright puts the corners in order.
func (b Box) upright() Box {
	return Box{min(b.Left, b.Right), min(b.Bottom, b.Top), max(b.Left, b.Right), max(b.Bottom, b.Top)}
}

// within gives what two boxes have in common; its corners are not upright when that is nothing.
func (b Box) within(o Box) Box {
	return Box{max(b.Left, o.Left), max(b.Bottom, o.Bottom), min(b.Right, o.Right), min(b.Top, o.Top)}
}

// Shared gives the area that two boxes have in common.
func (b Box) Shared(o Box) float64 {
	both := b.within(o)
	return max(both.Right-both.Left, 0) * max(both.Top-both.Bottom, 0)
}

// Touches reports whether two boxes meet.
func (b Box) Touches(o Box) bool {
	both := b.within(o)
	return both.Left <= both.Right && both.Bottom <= both.Top
}

// Letters gives the places of the letters of a text above their line, as far as they can be told: the
// signs one by one, and no spaces.
func (m Mark) Letters() (list []Box) {
	all := width(m.Text)
	if all == 0 {
		return nil
	}
	along, tall := 0.0, m.Box.Top-m.Box.Bottom
	scale := (m.Box.Right - m.Box.Left) / all
	for _, r := range m.Text {
		wide := width(string(r))
		if r != ' ' && wide > 0 {
			const line = 0.2 / 0.95 // of the height lies below it
			list = append(list, Box{m.Box.Left + along*scale, m.Box.Bottom + line*tall, m.Box.Left + (along+wide)*scale, m.Box.Top})
		}
		along += wide
	}
	return list
}

// Covers reports whether one box hides a good part of another: a quarter of its area.
func (b Box) Covers(o Box) bool {
	width := min(b.Right, o.Right) - max(b.Left, o.Left)
	height := min(b.Top, o.Top) - max(b.Bottom, o.Bottom)
	return width > 0 && height > 0 && width*height*4 >= (o.Right-o.Left)*(o.Top-o.Bottom)
}

// Holds reports whether a point lies in the box, or less than a point beside it.
func (b Box) Holds(x, y float64) bool {
	const near = 1
	return x >= b.Left-near && x <= b.Right+near && y >= b.Bottom-near && y <= b.Top+near
}

// matrix places what is painted: x' = ax + cy + e, y' = bx + dy + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times gives the matrix that does m and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) at(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// scale gives how much larger things become, about.
func (m matrix) scale() float64 { return math.Sqrt(math.Abs(m[0]*m[3] - m[1]*m[2])) }

// box gives where a rectangle comes to lie.
func (m matrix) box(left, bottom, right, top float64) Box {
	x, y := m.at(left, bottom)
	b := Box{x, y, x, y}
	for _, corner := range [][2]float64{{right, bottom}, {left, top}, {right, top}} {
		x, y := m.at(corner[0], corner[1])
		b = Box{min(b.Left, x), min(b.Bottom, y), max(b.Right, x), max(b.Top, y)}
	}
	return b
}
