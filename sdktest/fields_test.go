package sdktest

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

// fields notes which members of successful answers were filled, per path of an operation. A member is
// filled when it is neither null nor an empty string, list or object.
type fields struct {
	mu     sync.Mutex
	filled map[string]map[string]bool
}

// note reads one answer. A nil receiver notes nothing.
func (f *fields) note(path string, body []byte) {
	var answer any
	if f == nil || json.Unmarshal(body, &answer) != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.filled == nil {
		f.filled = map[string]map[string]bool{}
	}
	if f.filled[path] == nil {
		f.filled[path] = map[string]bool{}
	}
	walk(answer, "", f.filled[path])
}

// walk adds the places of all that is filled in a value: accounts[].balances.current.
func walk(value any, place string, filled map[string]bool) {
	switch value := value.(type) {
	case list:
		for _, element := range value {
			walk(element, place+"[]", filled)
		}
	case object:
		for key, member := range value {
			inner := strings.TrimPrefix(place+"."+key, ".")
			if holds(member) {
				filled[inner] = true
			}
			walk(member, inner, filled)
		}
	}
}

func holds(value any) bool {
	switch value := value.(type) {
	case nil:
		return false
	case string:
		return value != ""
	case list:
		return len(value) > 0
	case object:
		return len(value) > 0
	}
	return true
}

// field is a member that the official file names in the answer of an operation.
type field struct {
	place string // accounts[].balances.current
	name  string // AccountBalance.current, the same wherever the file uses that schema
}

// fieldsOf lists the members of an operation's answer, each before its own members. There are none where
// the answer is no JSON.
func fieldsOf(path string) (all []field) {
	media := official.Paths.Value(path).Post.Responses.Status(200).Value.Content.Get("application/json")
	if media == nil {
		return nil
	}
	collect(media.Schema, "", "", &all)
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(f field) bool {
		again := seen[f.place]
		seen[f.place] = true
		return again
	})
}

// collect adds the members of a schema, and those of the schemas that it is made of. No schema in scope
// contains itself. (The file writes the values of some strings as properties: those are no members.)
func collect(schema *openapi3.SchemaRef, place, owner string, all *[]field) {
	if named := schema.Ref; named != "" {
		owner = strings.TrimSuffix(named[strings.LastIndex(named, "/")+1:], "_allOf")
	}
	if schema.Value.Type.Is("string") {
		return
	}
	if schema.Value.Items != nil {
		collect(schema.Value.Items, place+"[]", owner, all)
	}
	for _, key := range sorted(schema.Value.Properties) {
		one := field{strings.TrimPrefix(place+"."+key, "."), owner + "." + key}
		*all = append(*all, one)
		collect(schema.Value.Properties[key], one.place, one.name, all)
	}
	for _, parts := range []openapi3.SchemaRefs{schema.Value.AllOf, schema.Value.OneOf, schema.Value.AnyOf} {
		for _, part := range parts {
			collect(part, place, owner, all)
		}
	}
}
