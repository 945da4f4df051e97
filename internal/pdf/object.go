package pdf

// The values of a file are nil, bool, float64, string, and these.
type (
	name   string
	word   string // an operator, or a word of the file's own structure
	array  []any
	dict   map[name]any
	ref    struct{ number, generation int }
	stream struct {
		dict  dict
		start int // in the file; of one in an object stream there is none
	}
)

// parser reads values out of bytes.
type parser struct {
	lexer
	values int
}

func newParser(text []byte, at int) *parser { return &parser{lexer: lexer{text: text, at: at}} }

// value reads a value. What is neither is a word, such as an operator or endobj; nil at the end is
// the word of nothing.
func (p *parser) value(depth int) any {
	if p.values++; p.values > maxValues || depth > maxDepth {
		fail("an object in the file is too large")
	}
	switch token := p.token(); token {
	case word("["):
		var list array
		for {
			switch item := p.value(depth + 1); item {
			case word("]"):
				return list
			case word(""), word(">>"), word("endobj"):
				fail("an array in the file breaks off")
			case word("R"):
				list = referTo(list)
			default:
				list = append(list, item)
			}
		}
	case word("<<"):
		return p.dict(depth)
	case word("null"):
		return nil
	case word("true"):
		return true
	case word("false"):
		return false
	default:
		return token
	}
}

// dict reads the members of a dictionary up to its end.
func (p *parser) dict(depth int) dict {
	members := dict{}
	var key name
	var list array // the values since the key: one, or a reference of three words
	keep := func() {
		if len(list) > 0 {
			members[key] = list[len(list)-1]
		}
		list = nil
	}
	keyed := false
	for {
		switch item := p.value(depth + 1); item {
		case word(">>"):
			keep()
			return members
		case word(""), word("endobj"), word("stream"):
			fail("a dictionary in the file breaks off")
		case word("R"):
			list = referTo(list)
		default:
			if n, ok := item.(name); ok && (!keyed || len(list) > 0) {
				keep()
				key, keyed = n, true
			} else if keyed {
				list = append(list, item)
			}
		}
	}
}

// referTo puts a reference in the place of its two numbers.
func referTo(list array) array {
	if len(list) < 2 {
		fail("a reference in the file breaks off")
	}
	number, ok1 := whole(list[len(list)-2])
	generation, ok2 := whole(list[len(list)-1])
	if !ok1 || !ok2 {
		fail("a reference in the file is none")
	}
	return append(list[:len(list)-2], ref{number, generation})
}

// whole gives a number that is a whole one, at least 0 and small enough for any place in a file.
func whole(value any) (int, bool) {
	number, ok := value.(float64)
	if !ok || number < 0 || number > 1<<40 || number != float64(int(number)) {
		return 0, false
	}
	return int(number), true
}
