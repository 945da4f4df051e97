package sdktest

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// excuse is the reason why a field is never filled.
type excuse struct {
	text  string
	field string   // a field's name, or its place
	paths []string // of the operations it speaks of; all when empty
	used  bool
}

// readExcuses reads fields.txt: a line at the margin is a reason, and each indented line below it has a
// field and, where it is filled elsewhere, the operations that leave it empty.
func readExcuses() (excuses []*excuse, err error) {
	text, err := os.ReadFile("fields.txt")
	if err != nil {
		return nil, err
	}
	heading := ""
	for line := range strings.Lines(string(text)) {
		content, _, _ := strings.Cut(line, "#")
		words := strings.Fields(content)
		switch {
		case len(words) == 0:
		case strings.TrimLeft(line, " \t") == line:
			heading = strings.Join(words, " ")
		case heading == "":
			return nil, fmt.Errorf("fields.txt: %q stands below no reason", words[0])
		default:
			excuses = append(excuses, &excuse{text: heading, field: words[0], paths: words[1:]})
		}
	}
	return excuses, nil
}

// of reports whether the reason speaks of a field of an operation.
func (e *excuse) of(path string, f field) bool {
	return (e.field == f.name || e.field == f.place) && (len(e.paths) == 0 || slices.Contains(e.paths, path))
}

// coverage is what the scenes filled of one operation's answer.
type coverage struct {
	path          string
	filled, total int
	left          []left // what was never filled, without the members of what is in it
}

// left is a field that was never filled, with the reason.
type left struct{ place, reason string }

// cover compares what was filled with the official file, and says what is wrong with the reasons: one is
// missing, or not needed, or speaks of a field that is filled.
func (f *fields) cover(excuses []*excuse) (all []coverage, problems []string) {
	paths, err := operations()
	if err != nil {
		return nil, []string{err.Error()}
	}
	for _, path := range paths {
		one := coverage{path: path}
		for _, field := range fieldsOf(path) {
			one.total++
			why := excuseFor(excuses, path, field)
			switch {
			case f.filled[path][field.place]:
				one.filled++
				if why != nil {
					problems = append(problems, fmt.Sprintf("%s fills %s (%s), and yet there is a reason: %s", path, field.place, field.name, why.text))
				}
			case slices.ContainsFunc(one.left, func(l left) bool { return within(field.place, l.place) }):
			case why == nil:
				problems = append(problems, fmt.Sprintf("%s never fills %s (%s), and there is no reason", path, field.place, field.name))
				one.left = append(one.left, left{place: field.place})
			default:
				why.used = true
				one.left = append(one.left, left{field.place, why.text})
			}
		}
		all = append(all, one)
	}
	for _, e := range excuses {
		if !e.used {
			problems = append(problems, fmt.Sprintf("fields.txt: the reason for %s %s is not needed: %s", e.field, strings.Join(e.paths, " "), e.text))
		}
	}
	return all, problems
}

func excuseFor(excuses []*excuse, path string, f field) *excuse {
	i := slices.IndexFunc(excuses, func(e *excuse) bool { return e.of(path, f) })
	if i < 0 {
		return nil
	}
	return excuses[i]
}

func within(place, outer string) bool {
	return strings.HasPrefix(place, outer+".") || strings.HasPrefix(place, outer+"[]")
}
