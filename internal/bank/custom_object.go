package bank

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"toile"
)

// object is a JSON object of a configuration while it is read. Its methods read a member each:
// one that is absent or null gives nothing, one that is wrong is remembered, the first of all.
type object struct {
	path    string // of the object itself; empty for the whole configuration
	members map[string]any
	asked   map[string]bool
	mistake **toile.Error
}

// parseObject reads a JSON object. What the text is called is said when it is none.
func parseObject(what, text string) (object, error) {
	if !utf8.ValidString(text) {
		return object{}, toile.ErrInvalidField(what + " must be UTF-8")
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var value any
	err := d.Decode(&value)
	at := int(d.InputOffset())
	rest := strings.TrimLeft(text[at:], " \t\r\n")
	reason := "it is " + kindOf(value)
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		reason = fmt.Sprintf("%s: %v", placeOf(text, int(syntax.Offset)-1), err)
	case err != nil: // it breaks off
		reason = placeOf(text, len(text)) + ": unexpected end"
	case rest != "":
		reason = placeOf(text, len(text)-len(rest)) + ": there is something after it"
	}
	members, ok := value.(map[string]any)
	if err != nil || rest != "" || !ok {
		return object{}, toile.ErrInvalidField(fmt.Sprintf("%s must be a JSON object: %s", what, reason))
	}
	return object{members: members, asked: map[string]bool{}, mistake: new(*toile.Error)}, nil
}

// placeOf says where in a text a byte stands.
func placeOf(text string, at int) string {
	before := text[:min(max(at, 0), len(text))]
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return fmt.Sprintf("line %d, column %d", line, column)
}

func kindOf(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case []any:
		return "an array"
	case string:
		return "a string"
	case json.Number:
		return "a number"
	}
	return "true or false"
}

// fail remembers what is wrong with the value at a path, unless something was wrong before.
func (o object) fail(path, reason string) {
	if *o.mistake == nil {
		*o.mistake = toile.ErrInvalidField(path + " " + reason)
	}
}

// refuse says what is wrong with a member.
func (o object) refuse(key, reason string) { o.fail(o.at(key), reason) }

// at gives the path of a member.
func (o object) at(key string) string {
	const longest = 64
	if len(key) > longest {
		key = strings.ToValidUTF8(key[:longest], "") + "…"
	}
	if o.path == "" {
		return key
	}
	return o.path + "." + key
}

// end refuses members that nobody asked for: the configuration says something that would not
// happen.
func (o object) end() {
	for _, key := range slices.Sorted(maps.Keys(o.members)) {
		if !o.asked[key] {
			o.refuse(key, "is not a known field")
		}
	}
}

// blank reports whether the object says nothing: every value in it is null.
func (o object) blank() bool { return blank(o.members) }

func blank(value any) bool {
	switch value := value.(type) {
	case nil:
		return true
	case map[string]any:
		for _, member := range value {
			if !blank(member) {
				return false
			}
		}
		return true
	case []any:
		return len(value) > 0 && !slices.ContainsFunc(value, func(v any) bool { return !blank(v) })
	}
	return false
}

// member gives a member and whether it is there.
func (o object) member(key string) (any, bool) {
	o.asked[key] = true
	value := o.members[key]
	return value, value != nil
}

// has reports whether a member says something.
func (o object) has(key string) bool { return !blank(o.members[key]) }

// object reads a member that is an object; an empty one where there is none.
func (o object) object(key string) object {
	value, there := o.member(key)
	return o.within(o.at(key), value, there)
}

func (o object) within(path string, value any, there bool) object {
	members, ok := value.(map[string]any)
	if there && !ok {
		o.fail(path, "must be an object")
	}
	return object{path, members, map[string]bool{}, o.mistake}
}

// each reads the elements of a member that is an array of objects, without those that are null.
func (o object) each(key string, read func(object)) {
	o.elements(key, func(path string, value any) { read(o.within(path, value, true)) })
}

// oneOrEach reads the same, where a single object is taken for an array of one.
func (o object) oneOrEach(key string, read func(object)) {
	if value, _ := o.member(key); value != nil {
		if _, single := value.(map[string]any); single {
			read(o.object(key))
			return
		}
	}
	o.each(key, read)
}

func (o object) elements(key string, read func(path string, value any)) {
	value, there := o.member(key)
	list, ok := value.([]any)
	if there && !ok {
		o.refuse(key, "must be an array")
	}
	for i, element := range list {
		if element != nil {
			read(o.at(key)+"["+strconv.Itoa(i)+"]", element)
		}
	}
}
