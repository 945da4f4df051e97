package main

import (
	"slices"

	"go.yaml.in/yaml/v3"
)

// amend applies spec/overlay.yaml and returns the Go names that it gives to schemas. The format:
//
//	rename:                 schema: Go name
//	schemas:
//	  SomeSchema:
//	    properties:         properties to add, in OpenAPI's own form
//	    required:           keys that become required
//	    optional:           keys that stop being required
//	    enum:               values to add
//	    unformatted:        properties whose format is not checked, because the operation answers for it
//	new:
//	  OtherSchema:          a whole schema, in OpenAPI's own form
//
// Each entry must change something: when the official file catches up, the entry has to go.
func (a *api) amend(overlay []byte) (renames map[string]string, err error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(overlay, &doc); err != nil {
		return nil, err
	}
	renames = map[string]string{}
	if len(doc.Content) == 0 {
		return renames, nil
	}
	err = members(doc.Content[0], "overlay", func(key string, v *yaml.Node) error {
		switch key {
		case "rename":
			return members(v, "overlay.rename", func(name string, to *yaml.Node) error {
				if a.schemas[name] == nil || typeName(name) == to.Value {
					return errorAt("overlay.rename."+name, "no such schema, or no change")
				}
				renames[name] = to.Value
				return nil
			})
		case "new":
			return members(v, "overlay.new", func(name string, n *yaml.Node) error {
				if a.schemas[name] != nil {
					return errorAt("overlay.new."+name, "the schema exists")
				}
				s, err := parseSchema(n, name)
				a.schemas[name] = s
				a.names = append(a.names, name)
				return err
			})
		case "schemas":
			return members(v, "overlay", a.amendSchema)
		}
		return errorAt("overlay."+key, "unknown keyword")
	})
	return renames, err
}

func (a *api) amendSchema(name string, n *yaml.Node) error {
	s := a.schemas[name]
	where := "overlay." + name
	if s == nil {
		return errorAt(where, "no such schema")
	}
	return members(n, where, func(key string, v *yaml.Node) error {
		at := where + "." + key
		if key == "properties" {
			return members(v, at, func(prop string, p *yaml.Node) error {
				if s.property(prop) != nil {
					return errorAt(at+"."+prop, "the property exists")
				}
				added, err := parseSchema(p, name+"."+prop)
				s.properties = append(s.properties, property{prop, added})
				return err
			})
		}
		list, err := parseStrings(v, at)
		if err != nil {
			return err
		}
		for _, value := range list {
			if err := s.amendWord(key, value, at); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *schema) amendWord(key, value, at string) error {
	at += "." + value
	switch key {
	case "required":
		if slices.Contains(s.required, value) {
			return errorAt(at, "the key is required already")
		}
		s.required = append(s.required, value)
	case "optional":
		i := slices.Index(s.required, value)
		if i < 0 {
			return errorAt(at, "the key is not required")
		}
		s.required = slices.Delete(s.required, i, i+1)
	case "enum":
		if len(s.enum) == 0 || slices.Contains(s.enum, value) {
			return errorAt(at, "the value exists, or the schema is no enum")
		}
		s.enum = append(s.enum, value)
	case "unformatted":
		p := s.property(value)
		if p == nil || p.format == "" {
			return errorAt(at, "no such property, or it has no format")
		}
		p.format = ""
	default:
		return errorAt(at, "unknown keyword")
	}
	return nil
}
