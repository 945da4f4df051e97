package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"io"
	"maps"
	"slices"
)

// raw gives the bytes of a stream as they stand in the file. Where its length is wrong it ends with
// the word endstream.
func (f *File) raw(s stream) []byte {
	if s.start <= 0 || s.start > len(f.text) {
		fail("a stream of the file lies outside it")
	}
	rest := f.text[s.start:]
	ending := []byte("endstream")
	if length, ok := whole(f.resolve(s.dict["Length"])); ok && length <= len(rest) {
		p := lexer{text: rest[length:min(len(rest), length+64)]}
		p.skip()
		if bytes.HasPrefix(p.text[p.at:], ending) {
			return rest[:length]
		}
	}
	end := bytes.Index(rest, ending)
	if end < 0 {
		fail("the file breaks off in a stream")
	}
	f.spend(end)
	return bytes.TrimSuffix(bytes.TrimSuffix(rest[:end], []byte("\n")), []byte("\r"))
}

// filters gives the filters of a stream and their parameters.
func (f *File) filters(s stream) (names []name, params []dict) {
	switch filter := f.resolve(s.dict["Filter"]).(type) {
	case name:
		return []name{filter}, []dict{f.dict(s.dict["DecodeParms"])}
	case array:
		given := f.array(s.dict["DecodeParms"])
		if len(filter) > 4 {
			fail("a stream of the file has too many filters")
		}
		for i, one := range filter {
			n, _ := f.resolve(one).(name)
			names, params = append(names, n), append(params, nil)
			if i < len(given) {
				params[i] = f.dict(given[i])
			}
		}
	}
	return names, params
}

// errForeign is about a filter that is not read here: those of pictures, mostly.
var errForeign = errors.New("a filter that is not read")

// unpacking gives what a stream unpacks to as it is read.
func (f *File) unpacking(s stream) (io.Reader, error) {
	var r io.Reader = bytes.NewReader(f.raw(s))
	names, params := f.filters(s)
	for i, filter := range names {
		switch filter {
		case "FlateDecode", "Fl":
			unzipped, err := zlib.NewReader(r)
			if err != nil {
				fail("a stream of the file is damaged")
			}
			r = f.predicted(f.counted(unzipped), params[i])
		case "ASCIIHexDecode", "AHx":
			text, err := io.ReadAll(io.LimitReader(r, maxStream))
			if err != nil {
				fail("a stream of the file is damaged")
			}
			l := lexer{text: append(text, '>')}
			r = bytes.NewReader([]byte(l.hex()))
		case "ASCII85Decode", "A85":
			text, err := io.ReadAll(io.LimitReader(r, maxStream))
			if err != nil {
				fail("a stream of the file is damaged")
			}
			text, _, _ = bytes.Cut(bytes.ReplaceAll(text, []byte{0}, nil), []byte("~"))
			r = ascii85.NewDecoder(bytes.NewReader(text))
		default:
			return nil, errForeign
		}
	}
	return r, nil
}

// counting counts what is unpacked, in all of a file.
type counting struct {
	f *File
	r io.Reader
}

func (f *File) counted(r io.Reader) io.Reader { return counting{f, r} }

func (c counting) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	if c.f.unpacked += n; c.f.unpacked > maxUnpacked {
		fail("the file unpacks to more than may be read")
	}
	return n, err
}

// unpack gives what a stream unpacks to, nothing for one whose filters are not read here.
func (f *File) unpack(s stream) []byte {
	r, err := f.unpacking(s)
	if err != nil {
		return nil
	}
	text, err := io.ReadAll(io.LimitReader(r, maxStream+1))
	if err != nil {
		fail("a stream of the file is damaged")
	}
	if f.kept += len(text); len(text) > maxStream || f.kept > maxKept {
		fail("the file unpacks to more than may be read")
	}
	return text
}

// checkStreams unpacks every stream and forgets it.
func (f *File) checkStreams() {
	buffer := make([]byte, 64<<10)
	for _, number := range slices.Sorted(maps.Keys(f.objects)) {
		where := f.objects[number]
		if where.free || where.pack != 0 {
			continue
		}
		s, ok := f.object(number).(stream)
		if !ok {
			continue
		}
		r, err := f.unpacking(s)
		if err != nil {
			continue
		}
		if _, err := io.CopyBuffer(io.Discard, struct{ io.Reader }{r}, buffer); err != nil {
			fail("a stream of the file is damaged")
		}
	}
}

// predicted undoes the prediction of rows, as streams of the cross-reference have it: PNG's, in
// bytes.
func (f *File) predicted(r io.Reader, params dict) io.Reader {
	kind := f.number(params["Predictor"], 1)
	if kind < 2 {
		return r
	}
	columns, ok := whole(f.resolve(params["Columns"]))
	if f.resolve(params["Columns"]) == nil {
		columns, ok = 1, true
	}
	if kind < 10 || f.number(params["Colors"], 1) != 1 || f.number(params["BitsPerComponent"], 8) != 8 {
		return r // of a picture, of which nobody looks at the pixels
	}
	if !ok || columns == 0 || columns > 1<<16 {
		fail("a stream of the file is damaged")
	}
	return &rows{r: r, row: make([]byte, columns+1), above: make([]byte, columns)}
}

// rows undoes PNG's prediction, row by row.
type rows struct {
	r          io.Reader
	row, above []byte
	rest       []byte
}

func (p *rows) Read(b []byte) (int, error) {
	if len(p.rest) == 0 {
		if n, err := io.ReadFull(p.r, p.row); err != nil {
			if n > 0 && errors.Is(err, io.ErrUnexpectedEOF) {
				err = io.EOF // an unfinished row is left out
			}
			return 0, err
		}
		line := p.row[1:]
		for i := range line {
			var left, corner byte
			if i > 0 {
				left, corner = line[i-1], p.above[i-1]
			}
			line[i] += guess(p.row[0], left, p.above[i], corner)
			if i > 0 {
				p.above[i-1] = left
			}
		}
		p.above[len(line)-1] = line[len(line)-1]
		p.rest = line
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// guess gives what PNG's prediction of a kind says of a byte, for its neighbours.
func guess(kind, left, above, corner byte) byte {
	switch kind {
	case 1:
		return left
	case 2:
		return above
	case 3:
		return byte((int(left) + int(above)) / 2)
	case 4:
		a, b, c := int(left), int(above), int(corner)
		p := a + b - c
		distance := func(x int) int { return max(p-x, x-p) }
		switch {
		case distance(a) <= distance(b) && distance(a) <= distance(c):
			return left
		case distance(b) <= distance(c):
			return above
		}
		return corner
	}
	return 0
}
