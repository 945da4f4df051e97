package pdf

import (
	"math"
	"slices"
)

// state is what painting depends on, and what q and Q keep and bring back.
type state struct {
	place         matrix
	font          *font
	size          float64
	stretch       float64 // of text, 1 is none
	leading       float64
	between, word float64 // letters and words
	rise          float64
	mode          float64 // how text is painted
	look
}

// painter interprets what is painted on a page.
type painter struct {
	*File
	state
	stack     []state
	resources dict
	text      matrix // of the line of text
	line      matrix
	path      []outline
	strokes   int  // parts of paths, in all
	clipping  bool // what is painted next is clipped by the path
	marks     []Mark
	forms     []int // that are being painted, by where they stand
}

// Marks gives what a page shows, in the order in which it is painted. Pages count from 0.
func (f *File) Marks(number int) (marks []Mark, err error) {
	defer caught(&err)
	p := painter{File: f, state: state{place: identity, stretch: 1, look: plain}, resources: f.dict(f.pages[number].resources)}
	p.run(f.content(f.pages[number].dict["Contents"]))
	return p.marks, nil
}

// run paints what a content stream says.
func (p *painter) run(content []byte) {
	values := newParser(content, 0)
	var operands array
	for {
		values.values = 0
		before := values.at
		value := values.value(0)
		p.spend(values.at - before)
		operator, ok := value.(word)
		switch {
		case ok && operator == "":
			return
		case ok && operator == "BI":
			p.skipPicture(values)
			operands = operands[:0]
		case ok:
			p.do(operator, operands)
			operands = operands[:0]
		case len(operands) < 64:
			operands = append(operands, value)
		}
	}
}

// skipPicture goes over a picture that stands among the operators, and marks its place.
func (p *painter) skipPicture(values *parser) {
	for token := values.token(); token != word("ID"); token = values.token() {
		if token == word("") {
			return
		}
	}
	for at := values.at; at+3 < len(values.text); at++ {
		if isSpace(values.text[at]) && values.text[at+1] == 'E' && values.text[at+2] == 'I' && isSpace(values.text[at+3]) {
			p.spend(at - values.at)
			values.at = at + 3
			p.area(Mark{Filled: true, Ink: unknownInk, Box: p.place.box(0, 0, 1, 1)})
			return
		}
	}
	values.at = len(values.text)
}

func (p *painter) mark(m Mark) {
	p.written += len(m.Text)
	if p.File.marks++; p.File.marks > maxMarks || p.written > maxText {
		fail("the file paints too much")
	}
	p.marks = append(p.marks, m)
}

// numbers gives the operands as numbers, 0 for what is missing or none.
func numbers(operands array) (n [6]float64) {
	for i := range min(len(operands), len(n)) {
		number, _ := operands[i].(float64)
		if !math.IsInf(number, 0) && math.Abs(number) < 1e7 {
			n[i] = number
		}
	}
	return n
}

// do does what an operator says. Those that change nothing of what is asked for are left out.
func (p *painter) do(operator word, operands array) {
	n := numbers(operands)
	switch operator {
	case "q":
		if len(p.stack) < 1000 {
			p.stack = append(p.stack, p.state)
		}
	case "Q":
		if last := len(p.stack) - 1; last >= 0 {
			p.state, p.stack = p.stack[last], p.stack[:last]
		}
	case "cm":
		p.place = matrix(n).times(p.place)
	case "Do":
		if key, ok := first(operands).(name); ok {
			p.show(p.resolve(p.dict(p.resources["XObject"])[key]))
		}
	case "m", "l", "c", "v", "y", "re", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n", "h", "W", "W*":
		p.draw(operator, n)
	default:
		if !p.dress(operator, operands, n) {
			p.write(operator, operands, n)
		}
	}
}

func first(operands array) any {
	if len(operands) == 0 {
		return nil
	}
	return operands[0]
}

// show paints a form, or marks the place of a picture.
func (p *painter) show(value any) {
	s, ok := value.(stream)
	if !ok {
		return
	}
	if s.dict["Subtype"] != name("Form") {
		p.area(Mark{Filled: p.fillOpacity >= 0.5, Ink: unknownInk, Box: p.place.box(0, 0, 1, 1)})
		return
	}
	if slices.Contains(p.forms, s.start) {
		panic(&Error{Reason: "a form in the file paints itself", Loop: true})
	}
	if len(p.forms) == maxForms {
		fail("the file has forms in forms in forms")
	}
	outer, resources, stack := p.state, p.resources, p.stack
	p.forms = append(p.forms, s.start)
	if list := p.array(s.dict["Matrix"]); len(list) == 6 {
		p.place = matrix(numbers(list)).times(p.place)
	}
	if list := p.array(s.dict["BBox"]); len(list) == 4 {
		n := numbers(list)
		p.clip = p.clip.within(p.place.box(n[0], n[1], n[2], n[3]))
	}
	if own := p.dict(s.dict["Resources"]); own != nil {
		p.resources = own
	}
	p.stack = nil
	p.run(p.unpack(s))
	p.forms = p.forms[:len(p.forms)-1]
	p.state, p.resources, p.stack = outer, resources, stack
}
