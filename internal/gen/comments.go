package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// describe says where a type is used.
func (u *use) describe(schema string) string {
	switch {
	case u.responses[everyPath] && schema == errorSchema:
		return "the body of every response that is no success, and what went wrong with an Item or a session " +
			"(schema " + schema + ")"
	case len(u.requests) == 1 && !u.inResponse() && strings.HasSuffix(schema, "Request"):
		return "the request of " + sortedKeys(u.requests)[0]
	case len(u.responses) == 1 && !u.inRequest() && strings.HasSuffix(schema, "Response"):
		return "the response of " + sortedKeys(u.responses)[0]
	}
	var parts []string
	if u.inRequest() {
		parts = append(parts, "the "+plural("request", len(u.requests))+" of "+listed(u.requests))
	}
	if u.inResponse() {
		parts = append(parts, "the "+plural("response", len(u.responses))+" of "+listed(u.responses))
	}
	return "part of " + strings.Join(parts, " and of ")
}

func plural(word string, n int) string {
	if n > 1 {
		return word + "s"
	}
	return word
}

// listed names up to three paths.
func listed(paths map[string]bool) string {
	const most = 3
	names := sortedKeys(paths)
	if i := slices.Index(names, everyPath); i >= 0 {
		return "every operation"
	}
	if len(names) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
	}
	return strings.Join(names, ", ")
}

// describe makes the comment of a field from its structure.
func (f *field) describe() string {
	parts := []string{f.json + ": optional"}
	if f.required {
		parts[0] = f.json + ": required"
	}
	if f.nullable {
		parts[0] += ", may be null"
	}
	parts = append(parts, describeLimits(f.typ)...)
	if f.deprecated {
		parts = append(parts, "deprecated in the API")
	}
	return strings.Join(parts, "; ")
}

func describeLimits(t *goType) []string {
	s := t.schema
	var parts []string
	if s == nil {
		return nil
	}
	switch t.kind {
	case kindDate:
		parts = append(parts, "a date, YYYY-MM-DD")
	case kindString:
		if len(s.enum) > 0 {
			parts = append(parts, "one of "+strings.Join(s.enum, ", "))
		}
		if s.format != "" && s.format != "cognito_id" {
			parts = append(parts, s.format)
		}
		parts = append(parts, between(s.minLength, s.maxLength, "characters")...)
	case kindInt, kindFloat:
		parts = append(parts, between(s.minimum, s.maximum, "")...)
	case kindObject:
		parts = append(parts, "an object of any form")
	case kindSlice:
		parts = append(parts, between(s.minItems, s.maxItems, "items")...)
		if t.elem.kind == kindString || t.elem.kind == kindDate {
			parts = append(parts, describeLimits(t.elem)...)
		}
	}
	return parts
}

func between[N int | float64](low, high *N, unit string) []string {
	text := ""
	switch {
	case low != nil && high != nil && *low == *high:
		text = fmt.Sprintf("%v %s", *low, unit)
	case low != nil && high != nil:
		text = fmt.Sprintf("%v to %v %s", *low, *high, unit)
	case low != nil:
		text = fmt.Sprintf("at least %v %s", *low, unit)
	case high != nil:
		text = fmt.Sprintf("at most %v %s", *high, unit)
	default:
		return nil
	}
	return []string{strings.TrimSpace(text)}
}

// writeComment writes text as a comment of lines that are not too long.
func writeComment(b *bytes.Buffer, text string) {
	line := "//"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > 110 {
			b.WriteString(line + "\n")
			line = "//"
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
}
