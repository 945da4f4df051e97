package pdf

import "slices"

// page is a page: its own dictionary, with what it inherits.
type page struct {
	dict      dict
	resources any
}

// collect gathers the pages below a node of the page tree. A node that was met before is a loop, or
// a page that is shown twice, which no program makes.
func (f *File) collect(node any, above dict, depth int, seen map[ref]bool) {
	if r, ok := node.(ref); ok {
		if seen[r] {
			fail("the pages of the file loop")
		}
		seen[r] = true
	}
	members := f.dict(node)
	if members == nil || depth > maxDepth {
		fail("the pages of the file are damaged")
	}
	resources := members["Resources"]
	if resources == nil {
		resources = above["Resources"]
	}
	if kids := f.array(members["Kids"]); kids != nil || f.resolve(members["Type"]) == name("Pages") {
		for _, kid := range kids {
			f.collect(kid, dict{"Resources": resources}, depth+1, seen)
		}
		return
	}
	f.resolve(members["Contents"]) // which is there, and no loop
	if len(f.pages) == maxPages {
		fail("the file has too many pages")
	}
	f.pages = append(f.pages, page{members, resources})
}

// Annotations gives the boxes of what was stuck onto a page, counted from 0: notes, marks, fields.
func (f *File) Annotations(number int) (list []Mark, err error) {
	defer caught(&err)
	for _, one := range f.array(f.pages[number].dict["Annots"]) {
		members := f.dict(one)
		corners := f.array(members["Rect"])
		if members["Subtype"] == name("Link") || len(corners) != 4 {
			continue
		}
		text, _ := f.resolve(members["Contents"]).(string)
		box := Box{f.number(corners[0], 0), f.number(corners[1], 0), f.number(corners[2], 0), f.number(corners[3], 0)}
		if list = append(list, Mark{Text: textOf(text), Box: box.upright()}); len(list) > maxMarks {
			fail("the file has too many annotations")
		}
	}
	return list, nil
}

// content gives what is painted on a page: one stream, or several as one.
func (f *File) content(value any) []byte {
	switch value := f.resolve(value).(type) {
	case stream:
		return f.unpack(value)
	case array:
		var parts [][]byte
		for _, one := range value {
			if s, ok := f.resolve(one).(stream); ok {
				parts = append(parts, f.unpack(s), []byte("\n"))
			}
		}
		return slices.Concat(parts...)
	}
	return nil
}
