package wire

import "fmt"

// maxProblems bounds each list of Problems: enough to mend a request, too few to make an answer huge.
const maxProblems = 20

// Problems lists what a schema forbids in a request.
type Problems struct {
	Unknown []string // dotted paths of keys that the schema does not have
	Missing []string // dotted paths of required keys that are absent
	Invalid []string // sentences that begin with the path of the value they speak of
}

// Empty reports whether there is no problem.
func (p *Problems) Empty() bool {
	return len(p.Unknown) == 0 && len(p.Missing) == 0 && len(p.Invalid) == 0
}

func add(list []string, s string) []string {
	if len(list) >= maxProblems {
		return list
	}
	return append(list, s)
}

// SyntaxError says why a text is not JSON, or not JSON that this package takes.
type SyntaxError struct {
	Offset int // bytes read before the error
	Reason string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("invalid JSON at byte %d: %s", e.Offset, e.Reason)
}

// TypeError says that a value in a response has a type or format which its schema does not have.
type TypeError struct {
	Path   string // dotted; empty for the whole value
	Reason string
}

func (e *TypeError) Error() string {
	if e.Path == "" {
		return "the value " + e.Reason
	}
	return e.Path + " " + e.Reason
}
