package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// schema is one OpenAPI schema, as far as it says something about the shape of a value.
type schema struct {
	where string // its place in the file, for messages

	ref        string // name of the schema that stands for this one
	typ        string
	format     string
	nullable   bool
	deprecated bool
	properties []property
	required   []string
	items      *schema
	enum       []string
	allOf      []*schema

	extra       *schema // schema of additional properties
	extraForbid bool    // additionalProperties: false

	minLength, maxLength, minItems, maxItems, maxProperties *int
	minimum, maximum                                        *float64
	pattern                                                 string
	uniqueItems                                             bool
}

type property struct {
	name string
	*schema
}

func (s *schema) property(name string) *schema {
	for _, p := range s.properties {
		if p.name == name {
			return p.schema
		}
	}
	return nil
}

// errorAt is an error about a place in the file.
func errorAt(where, format string, args ...any) error {
	return fmt.Errorf("%s: %s", where, fmt.Sprintf(format, args...))
}

// members calls f for each member of a mapping.
func members(n *yaml.Node, where string, f func(key string, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return errorAt(where, "line %d: expected a mapping", n.Line)
	}
	for i := 0; i < len(n.Content); i += 2 {
		if err := f(n.Content[i].Value, n.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func parseSchema(n *yaml.Node, where string) (*schema, error) {
	s := &schema{where: where}
	err := members(n, where, func(key string, v *yaml.Node) error { return s.parseKeyword(key, v) })
	if err != nil {
		return nil, err
	}
	if s.ref != "" && len(n.Content) > 2 {
		return nil, errorAt(where, "keywords beside $ref")
	}
	return s, nil
}

func (s *schema) parseKeyword(key string, v *yaml.Node) (err error) {
	at := s.where + "." + key
	switch key {
	case "description", "title", "example", "x-examples", "default", "readOnly", "externalDocs",
		"x-hidden-from-docs", "x-override-enum-values-shown", "x-reserved-keys":
		// Prose and hints: they do not change which values are allowed.
	case "$ref":
		s.ref, err = refName(v, at)
	case "type":
		s.typ, err = knownScalar(v, at, "string", "number", "integer", "boolean", "object", "array")
	case "format":
		s.format, err = knownScalar(v, at, "date", "date-time", "url", "uri", "uri-reference", "email", "uuid",
			"cognito_id", "double", "float", "binary")
	case "nullable":
		s.nullable, err = parseBool(v, at)
	case "deprecated":
		s.deprecated, err = parseBool(v, at)
	case "uniqueItems":
		s.uniqueItems, err = parseBool(v, at)
	case "exclusiveMinimum":
		if exclusive, e := parseBool(v, at); e != nil || exclusive {
			return errorAt(at, "only false is known")
		}
	case "pattern":
		s.pattern = v.Value
	case "minLength":
		s.minLength, err = parseInt(v, at)
	case "maxLength":
		s.maxLength, err = parseInt(v, at)
	case "minItems":
		s.minItems, err = parseInt(v, at)
	case "maxItems":
		s.maxItems, err = parseInt(v, at)
	case "maxProperties":
		s.maxProperties, err = parseInt(v, at)
	case "minimum":
		s.minimum, err = parseFloat(v, at)
	case "maximum":
		s.maximum, err = parseFloat(v, at)
	case "required":
		s.required, err = parseStrings(v, at)
	case "enum":
		s.enum, err = s.parseEnum(v, at)
	case "items":
		s.items, err = parseSchema(v, s.where+"[]")
	case "allOf":
		if v.Kind != yaml.SequenceNode {
			return errorAt(at, "expected a list")
		}
		for i, m := range v.Content {
			member, err := parseSchema(m, fmt.Sprintf("%s[%d]", at, i))
			if err != nil {
				return err
			}
			s.allOf = append(s.allOf, member)
		}
	case "properties":
		return members(v, at, func(name string, p *yaml.Node) error {
			prop, err := parseSchema(p, s.where+"."+name)
			s.properties = append(s.properties, property{name, prop})
			return err
		})
	case "additionalProperties":
		if v.Kind == yaml.MappingNode {
			s.extra, err = parseSchema(v, s.where+"{}")
			return err
		}
		allowed, err := parseBool(v, at)
		s.extraForbid = !allowed
		return err
	default:
		return errorAt(at, "unknown keyword")
	}
	return err
}

// parseEnum reads the values of an enum; null among them makes the schema nullable.
func (s *schema) parseEnum(v *yaml.Node, at string) ([]string, error) {
	if v.Kind != yaml.SequenceNode {
		return nil, errorAt(at, "expected a list")
	}
	var values []string
	for _, n := range v.Content {
		switch {
		case n.Kind != yaml.ScalarNode:
			return nil, errorAt(at, "a value that is no scalar")
		case n.Tag == "!!null":
			s.nullable = true
		case slices.Contains(values, n.Value):
			return nil, errorAt(at, "%q comes twice", n.Value)
		default:
			values = append(values, n.Value)
		}
	}
	return values, nil
}

func refName(v *yaml.Node, at string) (string, error) {
	name, ok := strings.CutPrefix(v.Value, "#/components/schemas/")
	if !ok {
		return "", errorAt(at, "unknown reference %q", v.Value)
	}
	return name, nil
}

func knownScalar(v *yaml.Node, at string, known ...string) (string, error) {
	if !slices.Contains(known, v.Value) {
		return "", errorAt(at, "unknown value %q", v.Value)
	}
	return v.Value, nil
}

func parseBool(v *yaml.Node, at string) (bool, error) {
	if v.Tag != "!!bool" {
		return false, errorAt(at, "%q is not a boolean", v.Value)
	}
	return v.Value == "true", nil
}

func parseInt(v *yaml.Node, at string) (*int, error) {
	n, err := strconv.Atoi(v.Value)
	if err != nil {
		return nil, errorAt(at, "%q is not an integer", v.Value)
	}
	return &n, nil
}

func parseFloat(v *yaml.Node, at string) (*float64, error) {
	f, err := strconv.ParseFloat(v.Value, 64)
	if err != nil {
		return nil, errorAt(at, "%q is not a number", v.Value)
	}
	return &f, nil
}

func parseStrings(v *yaml.Node, at string) ([]string, error) {
	if v.Kind != yaml.SequenceNode {
		return nil, errorAt(at, "expected a list")
	}
	var list []string
	for _, n := range v.Content {
		if n.Kind != yaml.ScalarNode {
			return nil, errorAt(at, "expected a list of strings")
		}
		list = append(list, n.Value)
	}
	return list, nil
}
