package store

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"toile/internal/id"
)

// chunkBytes is how long the documents of a chunk may get before it is split: what fits
// two pages of the database with the rest of its row. Measured, shorter chunks read slower
// and longer ones write more.
const chunkBytes = 7200

// chunk is a part of a user's session list.
type chunk struct {
	bound   order   // its oldest possible session
	entries []entry // newest first
}

// order places a session among those of its user.
type order struct{ startedAt, number int64 }

// entry is a session in a chunk.
type entry struct {
	at      order
	session id.Key // of the link_session_id; which of two equal starts comes first must not hang on luck
	doc     []byte
}

func newEntry(linkSessionID string, at order, doc []byte) entry {
	return entry{at: at, session: id.KeyOf(linkSessionID), doc: doc}
}

func compare(a, b order) int {
	return cmp.Or(cmp.Compare(a.startedAt, b.startedAt), cmp.Compare(a.number, b.number))
}

// put inserts an entry, or replaces the one of the same session.
func (c *chunk) put(e entry) {
	i, found := slices.BinarySearchFunc(c.entries, e, func(a, b entry) int {
		return -cmp.Or(compare(a.at, b.at), bytes.Compare(a.session[:], b.session[:]))
	})
	if found {
		c.entries[i] = e
	} else {
		c.entries = slices.Insert(c.entries, i, e)
	}
}

// split takes what is too much out of a chunk and gives it back as newer chunks.
//
// Sessions mostly come in the order of their start: then the newest alone begins a new
// chunk and the full ones are left alone. Otherwise the chunk is halved.
func (c *chunk) split(limit int) (newer []chunk) {
	if c.size() <= limit {
		return nil
	}
	cut := c.cut(limit)
	if cut == 0 {
		return nil
	}
	head := chunk{bound: c.entries[cut-1].at, entries: c.entries[:cut:cut]}
	c.entries = c.entries[cut:]
	return append(append(head.split(limit), head), c.split(limit)...)
}

// cut says how many of the newest entries move out: not all, and none when every
// entry has the same order, because a bound could not tell them apart.
func (c *chunk) cut(limit int) int {
	splittable := func(i int) bool { return c.entries[i-1].at != c.entries[i].at }
	last := len(c.entries)
	if last > 1 && splittable(1) && c.size()-len(c.entries[0].doc) <= limit {
		return 1
	}
	half, best := c.size()/2, 0
	for i, size := 1, 0; i < last; i++ {
		size += len(c.entries[i-1].doc)
		if splittable(i) && (best == 0 || size <= half) {
			best = i
		}
	}
	return best
}

func (c *chunk) size() int {
	size := 0
	for _, e := range c.entries {
		size += len(e.doc) + len(",")
	}
	return size
}

// encode gives the documents as a JSON array, and the marks that find them again.
func (c *chunk) encode() (docs, marks []byte) {
	docs = append(make([]byte, 0, len("[]")+c.size()), '[')
	marks = make([]byte, 0, len(c.entries)*32)
	for i, e := range c.entries {
		if i > 0 {
			docs = append(docs, ',')
		}
		docs = append(docs, e.doc...)
		marks = append(marks, e.session[:]...)
		marks = binary.AppendVarint(marks, e.at.startedAt)
		marks = binary.AppendVarint(marks, e.at.number)
		marks = binary.AppendUvarint(marks, uint64(len(e.doc)))
	}
	return append(docs, ']'), marks
}

// join makes one array of the arrays of several chunks.
func join(chunks [][]byte) []byte {
	switch len(chunks) {
	case 0:
		return []byte("[]")
	case 1:
		return chunks[0]
	}
	size := 0
	for _, docs := range chunks {
		size += len(docs)
	}
	array := make([]byte, 0, size)
	for i, docs := range chunks {
		if i > 0 {
			array[len(array)-1] = ','
			docs = docs[len("["):]
		}
		array = append(array, docs...)
	}
	return array
}

var errMarks = errors.New("store: a session list whose marks do not fit its documents")

// parseEntries reads what encode wrote.
func parseEntries(docs, marks []byte) (entries []entry, err error) {
	for len(marks) > 0 && len(docs) > 0 {
		var e entry
		marks = marks[copy(e.session[:], marks):]
		docs = docs[len("["):] // or the comma
		var length uint64
		var n [3]int
		e.at.startedAt, n[0] = binary.Varint(marks)
		e.at.number, n[1] = binary.Varint(marks[max(n[0], 0):])
		length, n[2] = binary.Uvarint(marks[max(n[0], 0)+max(n[1], 0):])
		if min(n[0], n[1], n[2]) <= 0 || length > uint64(len(docs)) {
			return nil, errMarks
		}
		marks = marks[n[0]+n[1]+n[2]:]
		e.doc, docs = docs[:length:length], docs[length:]
		entries = append(entries, e)
	}
	if len(marks) > 0 || string(docs) != "]" {
		return nil, errMarks
	}
	return entries, nil
}
