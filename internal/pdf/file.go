package pdf

import (
	"bytes"
	"unicode/utf16"
)

// File is a file whose skeleton was read.
type File struct {
	text    []byte // from its mark on
	objects map[int]place
	trailer dict
	root    dict
	pages   []page

	Sections int // of the cross-reference: one, and one more for each update that was appended

	work, unpacked, kept int
	marks, written       int
	packs                map[int]*pack // object streams that are unpacked
	fonts                map[any]*font
}

// place is where an object stands: at an offset, or in an object stream as its n-th.
type place struct {
	offset int
	pack   int // number of the object stream; 0 without one
	free   bool
}

// Open reads the skeleton of a file, and unpacks all of its streams. An error is an *[Error].
func Open(content []byte) (f *File, err error) {
	defer caught(&err)
	start := bytes.Index(content[:min(len(content), 1024)], []byte("%PDF-"))
	if start < 0 {
		fail("the file has not the mark of a PDF")
	}
	f = &File{text: content[start:], objects: map[int]place{}, packs: map[int]*pack{}, fonts: map[any]*font{}}
	f.readSections(f.lastSection())
	if f.trailer["Encrypt"] != nil {
		return f, &Error{Reason: "the file is protected by a password", Locked: true}
	}
	root, ok := f.resolve(f.trailer["Root"]).(dict)
	if !ok {
		fail("the file has no catalogue")
	}
	f.root = root
	f.collect(root["Pages"], dict{}, 0, map[ref]bool{})
	if len(f.pages) == 0 {
		fail("the file has no pages")
	}
	f.checkStreams()
	return f, nil
}

// Pages gives how many pages there are.
func (f *File) Pages() int { return len(f.pages) }

// Rewritten reports whether qpdf wrote the file: it marks its files in the second line.
func (f *File) Rewritten() bool {
	return bytes.Contains(f.text[:min(len(f.text), 32)], []byte("\xbf\xf7\xa2\xfe"))
}

// spend counts work.
func (f *File) spend(bytes int) {
	if f.work += bytes + 16; f.work > maxWork {
		fail("the file takes too much work to read")
	}
}

// resolve gives what a value refers to. References to nothing are nil, as the format has it.
func (f *File) resolve(value any) any {
	for range maxDepth {
		r, ok := value.(ref)
		if !ok {
			return value
		}
		value = f.object(r.number)
	}
	fail("references in the file loop")
	return nil
}

// object reads an object.
func (f *File) object(number int) any {
	where, known := f.objects[number]
	switch {
	case !known || where.free:
		return nil
	case where.pack != 0:
		return f.packed(where.pack, number)
	}
	return f.objectAt(where.offset, number)
}

// objectAt reads the object that stands at an offset; its number is checked unless it is negative.
func (f *File) objectAt(offset, number int) (value any) {
	if offset <= 0 || offset >= len(f.text) {
		fail("an object of the file lies outside it")
	}
	p := newParser(f.text, offset)
	defer func() { f.spend(p.at - offset) }()
	found, ok := whole(p.token())
	_, ok2 := whole(p.token())
	if !ok || !ok2 || p.token() != word("obj") || number >= 0 && found != number {
		fail("an object of the file is not where it should be")
	}
	value = p.value(0)
	switch members, isDict := value.(dict); {
	case value == word("endobj"): // of nothing
		return nil
	case isDict:
		after := p.at
		if p.token() == word("stream") {
			return stream{members, f.afterLine(p.at)}
		}
		p.at = after
	default:
		if number, ok := value.(float64); ok { // perhaps a reference
			after := p.at
			if second, third := p.token(), p.token(); third == word("R") {
				return referTo(array{number, second})[0]
			}
			p.at = after
		}
	}
	return value
}

// afterLine gives the place after the end of a line.
func (f *File) afterLine(at int) int {
	if at < len(f.text) && f.text[at] == '\r' {
		at++
	}
	if at < len(f.text) && f.text[at] == '\n' {
		at++
	}
	return at
}

func (f *File) dict(value any) dict {
	switch value := f.resolve(value).(type) {
	case dict:
		return value
	case stream:
		return value.dict
	}
	return nil
}

func (f *File) array(value any) array {
	list, _ := f.resolve(value).(array)
	return list
}

// number gives a number, or what stands in for it.
func (f *File) number(value any, otherwise float64) float64 {
	if number, ok := f.resolve(value).(float64); ok {
		return number
	}
	return otherwise
}

// Info gives an entry of the document information, such as CreationDate, and whether it is there.
func (f *File) Info(key string) (text string, there bool, err error) {
	defer caught(&err)
	raw, there := f.resolve(f.dict(f.trailer["Info"])[name(key)]).(string)
	return textOf(raw), there, nil
}

// textOf reads a text string: UTF-16 with its mark, UTF-8 with its mark, or Latin.
func textOf(raw string) string {
	switch {
	case len(raw) >= 2 && raw[:2] == "\xfe\xff":
		return utf16Text(raw[2:])
	case len(raw) >= 3 && raw[:3] == "\xef\xbb\xbf":
		return raw[3:]
	}
	return latin(raw)
}

// utf16Text reads UTF-16 with the high byte first.
func utf16Text(raw string) string {
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// Metadata gives the metadata stream of the document, nothing where there is none.
func (f *File) Metadata() (text []byte, err error) {
	defer caught(&err)
	s, ok := f.resolve(f.root["Metadata"]).(stream)
	if !ok {
		return nil, nil
	}
	return f.unpack(s), nil
}
