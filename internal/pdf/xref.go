package pdf

import "bytes"

// lastSection gives where the newest section of the cross-reference begins: the file says it at its
// end.
func (f *File) lastSection() int {
	const tail = 2048
	from := max(0, len(f.text)-tail)
	at := bytes.LastIndex(f.text[from:], []byte("startxref"))
	if at < 0 || !bytes.Contains(f.text[from+at:], []byte("%%EOF")) {
		fail("the file breaks off: it has no end")
	}
	p := newParser(f.text, from+at+len("startxref"))
	offset, ok := whole(p.token())
	if !ok || offset >= len(f.text) {
		fail("the file breaks off: its cross-reference lies outside it")
	}
	return offset
}

// readSections reads the sections of the cross-reference from the newest to the oldest. What the
// newer say holds.
func (f *File) readSections(offset int) {
	seen := map[int]bool{}
	for {
		if seen[offset] || len(seen) == maxSections {
			fail("the cross-reference of the file loops")
		}
		seen[offset] = true
		trailer := f.readSection(offset)
		f.Sections++
		if f.trailer == nil {
			f.trailer = trailer
		}
		if hybrid, ok := whole(trailer["XRefStm"]); ok && !seen[hybrid] {
			seen[hybrid] = true
			f.readStreamSection(hybrid)
		}
		previous, more := whole(trailer["Prev"])
		if !more {
			return
		}
		offset = previous
	}
}

// readSection reads a section, a table or a stream, and gives its trailer.
func (f *File) readSection(offset int) dict {
	if offset >= len(f.text) {
		fail("the cross-reference of the file lies outside it")
	}
	p := newParser(f.text, offset)
	if p.token() != word("xref") {
		return f.readStreamSection(offset)
	}
	for {
		token := p.token()
		if token == word("trailer") {
			break
		}
		first, ok1 := whole(token)
		count, ok2 := whole(p.token())
		if !ok1 || !ok2 {
			fail("the cross-reference of the file is damaged")
		}
		for i := range count {
			at, ok := whole(p.token())
			p.token() // the generation
			kind := p.token()
			if !ok || kind != word("n") && kind != word("f") {
				fail("the cross-reference of the file is damaged")
			}
			f.put(first+i, place{offset: at, free: kind == word("f")})
		}
	}
	trailer, ok := p.value(0).(dict)
	if !ok {
		fail("the file has no trailer")
	}
	f.spend(p.at - offset)
	return trailer
}

// put says where an object is, unless a newer section did.
func (f *File) put(number int, where place) {
	if _, known := f.objects[number]; known {
		return
	}
	if len(f.objects) == maxObjects {
		fail("the file has too many objects")
	}
	f.objects[number] = where
}

// readStreamSection reads a section that is a stream, and gives its dictionary, which is a trailer.
func (f *File) readStreamSection(offset int) dict {
	s, ok := f.objectAt(offset, -1).(stream)
	if !ok || s.dict["Type"] != name("XRef") {
		fail("the cross-reference of the file is damaged")
	}
	var widths [3]int
	list, _ := s.dict["W"].(array)
	if len(list) < 3 {
		fail("the cross-reference of the file is damaged")
	}
	row := 0
	for i := range widths {
		if widths[i], ok = whole(list[i]); !ok || widths[i] > 8 {
			fail("the cross-reference of the file is damaged")
		}
		row += widths[i]
	}
	index, _ := s.dict["Index"].(array)
	if index == nil {
		index = array{0.0, s.dict["Size"]}
	}
	rows := f.unpack(s)
	for i := 0; i+1 < len(index); i += 2 {
		first, ok1 := whole(index[i])
		count, ok2 := whole(index[i+1])
		if !ok1 || !ok2 || row == 0 || count > len(rows)/row {
			fail("the cross-reference of the file is damaged")
		}
		for n := range count {
			f.placeRow(first+n, rows[:row], widths)
			rows = rows[row:]
		}
	}
	return s.dict
}

// placeRow reads a row of a stream of the cross-reference.
func (f *File) placeRow(number int, row []byte, widths [3]int) {
	var fields [3]int
	for i, width := range widths {
		for _, b := range row[:width] {
			fields[i] = fields[i]<<8&(1<<40-1) | int(b)
		}
		row = row[width:]
	}
	if widths[0] == 0 {
		fields[0] = 1
	}
	switch fields[0] {
	case 1:
		f.put(number, place{offset: fields[1]})
	case 2:
		f.put(number, place{pack: fields[1], free: fields[1] == 0})
	default:
		f.put(number, place{free: true})
	}
}
