package pdf

import "math"

// write does what the operators of text say.
func (p *painter) write(operator word, operands array, n [6]float64) {
	switch operator {
	case "BT":
		p.text, p.line = identity, identity
	case "Tf":
		if key, ok := first(operands).(name); ok {
			p.font = p.fontOf(p.dict(p.resources["Font"])[key])
			p.size = n[1]
		}
	case "Tc":
		p.between = n[0]
	case "Tw":
		p.word = n[0]
	case "Tz":
		p.stretch = n[0] / 100
	case "TL":
		p.leading = n[0]
	case "Ts":
		p.rise = n[0]
	case "Tr":
		p.mode = n[0]
	case "Td", "TD":
		if operator == "TD" {
			p.leading = -n[1]
		}
		p.next(n[0], n[1])
	case "Tm":
		p.text, p.line = matrix(n), matrix(n)
	case "T*":
		p.next(0, -p.leading)
	case "Tj":
		p.say(operands)
	case "'":
		p.next(0, -p.leading)
		p.say(operands)
	case `"`:
		p.word, p.between = n[0], n[1]
		p.next(0, -p.leading)
		if len(operands) > 2 {
			p.say(operands[2:])
		}
	case "TJ":
		if list, ok := first(operands).(array); ok {
			p.say(list)
		}
	}
}

// next goes to a line of text.
func (p *painter) next(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.times(p.line)
	p.text = p.line
}

// say writes text: strings, with numbers between them that move what follows to the left.
func (p *painter) say(parts array) {
	place := matrix{p.stretch, 0, 0, 1, 0, p.rise}.times(p.text).times(p.place)
	text, along, natural := "", 0.0, 0.0
	for _, part := range parts {
		switch part := part.(type) {
		case float64:
			if along -= part / 1000 * p.size; part < -250 { // as wide as a space, and meant as one
				text += " "
			}
		case string:
			said := p.font.text(part)
			text += said
			wide := width(said) * p.size
			along, natural = along+wide+p.between*float64(len(part)), natural+wide
			if len(text) > maxText {
				fail("the file paints too much")
			}
		}
	}
	p.text = matrix{1, 0, 0, 1, along * p.stretch, 0}.times(p.text)
	if text == "" {
		return
	}
	box := place.box(0, -0.2*p.size, along, 0.75*p.size)
	m := Mark{Text: text, Size: (box.Top - box.Bottom) / 0.95, Box: box}
	if p.font != nil {
		m.Font = p.font.name
	}
	m.Ink, m.Opacity = p.inkOfText()
	if place.squeezes() || math.Abs(along) < natural/2 || !box.mostlyIn(p.clip) {
		m.Opacity = 0
	}
	p.mark(m)
}

// inkOfText gives the colour of text and how much of it one sees.
func (p *painter) inkOfText() (ink Ink, opacity float64) {
	switch p.mode {
	case 3, 7: // none
		return p.fill, 0
	case 1, 5: // lines
		return p.stroke, p.strokeOpacity
	case 2, 6: // both
		if p.fill != p.stroke {
			return unknownInk, max(p.fillOpacity, p.strokeOpacity)
		}
	}
	return p.fill, p.fillOpacity
}

// squeezes reports whether letters become so narrow that nobody reads them.
func (m matrix) squeezes() bool {
	const least = 0.3
	return math.Hypot(m[0], m[1]) < least*math.Hypot(m[2], m[3])
}

// mostlyIn reports whether one sees every letter of a text in what is not clipped away.
func (b Box) mostlyIn(clip Box) bool {
	seen := b.within(clip)
	tall := b.Top - b.Bottom
	const letter = 0.3 // of the height of a line: the narrowest
	return seen.Right-seen.Left > b.Right-b.Left-letter*tall && seen.Top-seen.Bottom > tall*0.6
}
