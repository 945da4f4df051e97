package pdf

import "math"

// stroke is a straight piece of a path.
type stroke struct{ fromX, fromY, toX, toY float64 }

// outline is a part of a path that hangs together. Of a curve only its ends count, and the box.
type outline struct {
	box     Box
	strokes []stroke
	startX  float64
	startY  float64
	x, y    float64
}

// maxStrokes bounds a path whose pieces are looked at one by one.
const maxStrokes = 2_000

// draw builds paths and paints them.
func (p *painter) draw(operator word, n [6]float64) {
	switch operator {
	case "m":
		p.begin(n[0], n[1])
	case "l":
		p.reach(n[0], n[1], true)
	case "c":
		p.reach(n[0], n[1], false)
		p.reach(n[2], n[3], false)
		p.reach(n[4], n[5], true)
	case "v", "y":
		p.reach(n[0], n[1], false)
		p.reach(n[2], n[3], true)
	case "re":
		p.begin(n[0], n[1])
		p.reach(n[0]+n[2], n[1], true)
		p.reach(n[0]+n[2], n[1]+n[3], true)
		p.reach(n[0], n[1]+n[3], true)
		p.close()
	case "h":
		p.close()
	case "W", "W*":
		p.clipping = true
	default:
		p.paint(operator)
	}
}

func (p *painter) begin(x, y float64) {
	x, y = p.place.at(x, y)
	p.spend(0)
	if p.strokes++; p.strokes > maxMarks {
		fail("the file paints too much")
	}
	p.path = append(p.path, outline{box: Box{x, y, x, y}, startX: x, startY: y, x: x, y: y})
}

// reach goes to a point, with a piece of the path or by a point that only bends it.
func (p *painter) reach(x, y float64, piece bool) {
	if len(p.path) == 0 {
		p.begin(x, y)
		return
	}
	p.path[len(p.path)-1].reach(p, piece, x, y)
}

func (o *outline) reach(p *painter, piece bool, x, y float64) {
	x, y = p.place.at(x, y)
	o.box = Box{min(o.box.Left, x), min(o.box.Bottom, y), max(o.box.Right, x), max(o.box.Top, y)}
	if piece {
		o.to(x, y)
	}
}

func (o *outline) to(x, y float64) {
	if len(o.strokes) < maxStrokes {
		o.strokes = append(o.strokes, stroke{o.x, o.y, x, y})
	}
	o.x, o.y = x, y
}

// close goes back to where the path began.
func (p *painter) close() {
	if last := len(p.path) - 1; last >= 0 {
		o := &p.path[last]
		if o.x != o.startX || o.y != o.startY {
			o.to(o.startX, o.startY)
		}
	}
}

// paint fills a path and draws its lines, and clips by it what comes after it.
func (p *painter) paint(operator word) {
	fills := operator[0] == 'f' || operator[0] == 'F' || operator[0] == 'B' || operator[0] == 'b'
	strokes := operator[0] != 'f' && operator[0] != 'F' && operator != "n"
	if operator[0] == 'b' || operator == "s" {
		p.close()
	}
	const clear = 0.5 // less hides nothing
	bounds := Box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, o := range p.path {
		boxed := strokes && o.isBox()
		if boxed || fills {
			p.area(Mark{Filled: fills && p.fillOpacity >= clear, Stroked: boxed, Ink: p.fill, Box: o.box})
		}
		if strokes && p.strokeOpacity >= clear {
			p.lines(o, boxed)
		}
		bounds = Box{min(bounds.Left, o.box.Left), min(bounds.Bottom, o.box.Bottom), max(bounds.Right, o.box.Right), max(bounds.Top, o.box.Top)}
	}
	if p.clipping {
		p.clip, p.clipping = p.clip.within(bounds), false
	}
	p.path = nil
}

// isBox reports whether a path goes around a rectangle.
func (o outline) isBox() bool {
	const off = 0.05
	if len(o.strokes) != 4 || math.Abs(o.x-o.startX) > off || math.Abs(o.y-o.startY) > off {
		return false
	}
	for _, s := range o.strokes {
		if math.Abs(s.fromX-s.toX) > off && math.Abs(s.fromY-s.toY) > off {
			return false
		}
	}
	return true
}

// lines marks what the lines of a path hide. The thin ones of a box hide nothing.
func (p *painter) lines(o outline, boxed bool) {
	wide := p.pen * p.place.scale()
	const thin = 0.15 // of the shorter side
	if boxed && wide < thin*min(o.box.Right-o.box.Left, o.box.Top-o.box.Bottom) {
		return
	}
	wide = max(wide, 0.1) // there is no line without a width: 0 is the thinnest
	for _, s := range o.strokes {
		for _, part := range s.parts(wide) {
			p.area(Mark{Filled: true, Ink: p.stroke, Box: part.thick(wide, p.caps)})
		}
	}
}

// parts cuts a slanted line into pieces about as long as it is wide, so that their boxes are near to it.
func (s stroke) parts(wide float64) []stroke {
	const most = 40
	x, y := s.toX-s.fromX, s.toY-s.fromY
	n := int(min(max(min(math.Abs(x), math.Abs(y))/max(wide, 1), 1), most))
	parts := make([]stroke, n)
	for i := range parts {
		from, to := float64(i)/float64(n), float64(i+1)/float64(n)
		parts[i] = stroke{s.fromX + x*from, s.fromY + y*from, s.fromX + x*to, s.fromY + y*to}
	}
	return parts
}

// thick gives the place of a line that is so wide. It goes on at its ends where it has caps.
func (s stroke) thick(wide float64, caps bool) Box {
	b := Box{s.fromX, s.fromY, s.toX, s.toY}.upright()
	x, y := wide/2, wide/2
	if !caps && b.Right-b.Left > 10*(b.Top-b.Bottom) {
		x = 0
	}
	if !caps && b.Top-b.Bottom > 10*(b.Right-b.Left) {
		y = 0
	}
	return Box{b.Left - x, b.Bottom - y, b.Right + x, b.Top + y}
}
