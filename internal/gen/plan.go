package main

import (
	"maps"
	"slices"
	"strings"
)

// plan says which Go types stand for the schemas that the operations reach.
type plan struct {
	api     *api
	renames map[string]string
	ops     []*goOp

	named   map[string]*resolved // by schema name
	structs []*structType
	enums   []*enumType
	goNames map[string]string // Go name to what it stands for
}

type goOp struct {
	*operation
	name                  string
	goRequest, goResponse *structType // no response where it is a file
}

// mediaJSON is the media type of most responses.
const mediaJSON = "application/json"

// fileMedia gives for each media type of responses that are files what Go calls it.
var fileMedia = map[string]string{"application/pdf": "MediaPDF", "application/zip": "MediaZIP"}

// file reports whether the response is a file and not JSON.
func (op *operation) file() bool { return fileMedia[op.content] != "" }

type structType struct {
	name   string // in Go
	schema string
	fields []*field
	use    use
}

type enumType struct {
	name   string
	schema string
	values []string
	use    use
}

// use is where a type appears.
type use struct {
	requests, responses map[string]bool // by path
}

func (u *use) inRequest() bool  { return len(u.requests) > 0 }
func (u *use) inResponse() bool { return len(u.responses) > 0 }
func (u *use) unused() bool     { return !u.inRequest() && !u.inResponse() }

// add notes a use and reports whether it is new.
func (u *use) add(path string, response bool) bool {
	if u.requests == nil {
		u.requests, u.responses = map[string]bool{}, map[string]bool{}
	}
	m := u.requests
	if response {
		m = u.responses
	}
	if m[path] {
		return false
	}
	m[path] = true
	return true
}

// family names the group of operations that use a type: the first part of their paths, or shared.
func (u *use) family() string {
	family := ""
	for _, m := range []map[string]bool{u.requests, u.responses} {
		for path := range m {
			first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
			if family != "" && family != first {
				return "shared"
			}
			family = first
		}
	}
	return family
}

type field struct {
	json               string
	name               string
	typ                *goType
	required, nullable bool
	deprecated         bool
}

// errorSchema is the body of every response that is not a success.
const errorSchema = "PlaidError"

// everyPath stands for all operations as users of a type.
const everyPath = "/shared"

func newPlan(a *api, renames map[string]string, paths []string) (*plan, error) {
	p := &plan{api: a, renames: renames, named: map[string]*resolved{}, goNames: map[string]string{}}
	for _, path := range paths {
		op := a.operations[path]
		switch {
		case op == nil:
			return nil, errorAt(path, "the spec has no such operation")
		case op.content != mediaJSON && !op.file():
			return nil, errorAt(path, "the response is %q, neither JSON nor a file of a known kind", op.content)
		case op.request == "" || op.response == "" && !op.file():
			return nil, errorAt(path, "the operation lacks a request or a response")
		}
		p.ops = append(p.ops, &goOp{operation: op, name: pathName(path)})
	}
	slices.SortFunc(p.ops, func(a, b *goOp) int { return strings.Compare(a.path, b.path) })
	for _, op := range p.ops {
		var err error
		if err = p.claim(op.name, "operation "+op.path); err != nil {
			return nil, err
		}
		if op.request == op.response {
			return nil, errorAt(op.path, "one schema for request and response")
		}
		if op.goRequest, err = p.root(op.request, op.path, false); err != nil {
			return nil, err
		}
		if op.file() {
			continue
		}
		if op.goResponse, err = p.root(op.response, op.path, true); err != nil {
			return nil, err
		}
	}
	if _, err := p.root(errorSchema, everyPath, true); err != nil {
		return nil, err
	}
	// What only stands for the parts of an allOf is not used itself.
	p.structs = slices.DeleteFunc(p.structs, func(st *structType) bool { return st.use.unused() })
	p.enums = slices.DeleteFunc(p.enums, func(e *enumType) bool { return e.use.unused() })
	slices.SortFunc(p.structs, func(a, b *structType) int { return strings.Compare(a.name, b.name) })
	slices.SortFunc(p.enums, func(a, b *enumType) int { return strings.Compare(a.name, b.name) })
	return p, nil
}

// claim makes name the Go name of what, if it is free.
func (p *plan) claim(name, what string) error {
	if other, ok := p.goNames[name]; ok && other != what {
		return errorAt(what, "the Go name %s is taken by %s: rename one in the overlay", name, other)
	}
	p.goNames[name] = what
	return nil
}

// root resolves the schema of a request or response and marks what it reaches.
func (p *plan) root(name, path string, response bool) (*structType, error) {
	r, err := p.resolveNamed(name, true)
	if err != nil {
		return nil, err
	}
	if r.typ.kind != kindStruct {
		return nil, errorAt(name, "expected an object")
	}
	p.mark(r.typ, path, response)
	return r.typ.structType, nil
}

func (p *plan) mark(t *goType, path string, response bool) {
	switch t.kind {
	case kindEnum:
		t.enumType.use.add(path, response)
	case kindSlice, kindMap:
		p.mark(t.elem, path, response)
	case kindStruct:
		if t.structType.use.add(path, response) {
			for _, f := range t.structType.fields {
				p.mark(f.typ, path, response)
			}
		}
	}
}

// sortedKeys returns the keys of a set in order.
func sortedKeys(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }
