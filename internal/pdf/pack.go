package pdf

// pack is an object stream that was unpacked: objects that stand in a stream.
type pack struct {
	text   []byte
	starts map[int]int
}

// packed reads an object of an object stream.
func (f *File) packed(number, wanted int) any {
	p := f.packs[number]
	if p == nil {
		p = f.openPack(number)
	}
	start, ok := p.starts[wanted]
	if !ok {
		return nil
	}
	values := newParser(p.text, start)
	value := values.value(0)
	f.spend(values.at - start)
	return value
}

func (f *File) openPack(number int) *pack {
	if where := f.objects[number]; where.pack != 0 || where.free {
		fail("an object stream of the file is none")
	}
	s, ok := f.object(number).(stream)
	if !ok || s.dict["Type"] != name("ObjStm") {
		fail("an object stream of the file is none")
	}
	if f.packs[number] != nil { // its own length stands in it
		fail("references in the file loop")
	}
	p := &pack{starts: map[int]int{}}
	f.packs[number] = p
	p.text = f.unpack(s)
	count, ok1 := whole(f.resolve(s.dict["N"]))
	first, ok2 := whole(f.resolve(s.dict["First"]))
	if !ok1 || !ok2 || count > len(p.text) || first > len(p.text) {
		fail("an object stream of the file is damaged")
	}
	head := newParser(p.text[:first], 0)
	for range count {
		object, ok1 := whole(head.token())
		offset, ok2 := whole(head.token())
		if !ok1 || !ok2 || offset > len(p.text)-first {
			fail("an object stream of the file is damaged")
		}
		if len(p.starts) == maxObjects {
			fail("the file has too many objects")
		}
		p.starts[object] = first + offset
	}
	f.spend(first)
	return p
}
