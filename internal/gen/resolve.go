package main

import "slices"

type kind int

const (
	kindString kind = iota
	kindDate
	kindTime
	kindInt
	kindFloat
	kindBool
	kindRaw    // any value
	kindObject // any object
	kindEnum
	kindStruct
	kindSlice
	kindMap
)

// goType is the Go side of a schema.
type goType struct {
	kind         kind
	schema       *schema // limits
	structType   *structType
	enumType     *enumType
	elem         *goType // of slices and maps
	elemNullable bool
}

type resolved struct {
	typ      *goType
	nullable bool
}

// resolveNamed resolves a schema of components. A root becomes a struct even if it has no properties.
func (p *plan) resolveNamed(name string, root bool) (*resolved, error) {
	if r, ok := p.named[name]; ok {
		if r == nil {
			return nil, errorAt(name, "the schema refers to itself without an object between")
		}
		return r, nil
	}
	s := p.api.schemas[name]
	if s == nil {
		return nil, errorAt(name, "no such schema")
	}
	p.named[name] = nil
	if root && s.typ == "object" && len(s.properties) == 0 && len(s.allOf) == 0 {
		return p.structFor(s, name)
	}
	r, err := p.resolve(s, name)
	p.named[name] = r
	return r, err
}

// resolve finds the Go type of s, which is called name if it stands in components.
func (p *plan) resolve(s *schema, name string) (*resolved, error) {
	if s.ref != "" {
		return p.resolveNamed(s.ref, false)
	}
	if len(s.allOf) > 0 {
		return p.resolveAllOf(s, name)
	}
	if err := checkKeywords(s); err != nil {
		return nil, err
	}
	r := &resolved{typ: &goType{schema: s}, nullable: s.nullable}
	switch t := r.typ; {
	case len(s.enum) > 0 && (s.typ == "string" || s.typ == ""):
		if name == "" {
			t.kind = kindString
			return r, nil
		}
		t.kind = kindEnum
		t.enumType = &enumType{name: p.typeName(name), schema: name, values: s.enum}
		p.enums = append(p.enums, t.enumType)
		return r, p.claim(t.enumType.name, "schema "+name)
	case s.typ == "string": // properties of a string schema only list its values
		switch s.format {
		case "date":
			t.kind = kindDate
		case "date-time":
			t.kind = kindTime
		case "binary":
			return nil, errorAt(s.where, "binary string in JSON")
		default:
			t.kind = kindString
		}
	case s.typ == "integer":
		t.kind = kindInt
	case s.typ == "number":
		t.kind = kindFloat
	case s.typ == "boolean":
		t.kind = kindBool
	case s.typ == "array":
		return r, p.resolveElem(t, kindSlice, s.items)
	case len(s.properties) > 0:
		return p.structFor(s, name)
	case s.extra != nil:
		return r, p.resolveElem(t, kindMap, s.extra)
	case s.typ == "object":
		t.kind = kindObject
	default:
		t.kind = kindRaw
	}
	return r, nil
}

func (p *plan) resolveElem(t *goType, k kind, elem *schema) error {
	if elem == nil {
		return errorAt(t.schema.where, "array without items")
	}
	r, err := p.resolve(elem, "")
	if err != nil {
		return err
	}
	t.kind, t.elem, t.elemNullable = k, r.typ, r.nullable
	return nil
}

func (p *plan) typeName(schema string) string {
	if name, ok := p.renames[schema]; ok {
		return name
	}
	return typeName(schema)
}

// checkKeywords refuses keywords that have no meaning for the type of s.
func checkKeywords(s *schema) error {
	text := s.typ == "string"
	number := s.typ == "integer" || s.typ == "number"
	array := s.typ == "array"
	object := s.typ == "object" || s.typ == ""
	for _, k := range []struct {
		name        string
		set, allows bool
	}{
		{"minLength", s.minLength != nil, text},
		{"maxLength", s.maxLength != nil, text},
		{"pattern", s.pattern != "", text},
		{"minimum", s.minimum != nil, number},
		{"maximum", s.maximum != nil, number},
		{"minItems", s.minItems != nil, array},
		{"maxItems", s.maxItems != nil, array},
		{"uniqueItems", s.uniqueItems, array},
		{"items", s.items != nil, array},
		{"maxProperties", s.maxProperties != nil, object},
		{"additionalProperties", s.extra != nil, object && len(s.properties) == 0},
		{"properties", len(s.properties) > 0, object || text},
		{"required", len(s.required) > 0, len(s.properties) > 0},
		{"enum", len(s.enum) > 0, text || s.typ == ""},
	} {
		if k.set && !k.allows {
			return errorAt(s.where, "keyword %s does not fit type %q", k.name, s.typ)
		}
	}
	return nil
}

// resolveAllOf resolves a schema that is all of several. If only one of them says anything, that one stands
// for the whole; otherwise they are objects and become one struct.
func (p *plan) resolveAllOf(s *schema, name string) (*resolved, error) {
	var speaking []*schema
	for _, m := range s.allOf {
		if m.ref != "" || len(m.properties)+len(m.required)+len(m.enum)+len(m.allOf) > 0 || m.items != nil || m.extra != nil {
			speaking = append(speaking, m)
		}
	}
	if len(speaking) == 1 && len(s.properties)+len(s.required)+len(s.enum) == 0 {
		r, err := p.resolve(speaking[0], "")
		if err != nil {
			return nil, err
		}
		return &resolved{r.typ, p.nullable(s)}, nil
	}
	merged := &schema{where: s.where, typ: "object"}
	if err := p.merge(merged, s); err != nil {
		return nil, err
	}
	merged.nullable = p.nullable(s)
	return p.structFor(merged, name)
}

// nullable reports whether s allows null. A schema that is all of several does if it says so itself, if a member
// written inside it says so, or if every member that it refers to does. The file uses all three ways
// (AddressNullable, AccountBaseNullable, IncomeVerificationPrecheckRequest.transactions_access_token).
func (p *plan) nullable(s *schema) bool {
	switch {
	case s.ref != "":
		target := p.api.schemas[s.ref]
		return target != nil && p.nullable(target)
	case s.nullable || len(s.allOf) == 0:
		return s.nullable
	}
	all := true
	for _, m := range s.allOf {
		if m.ref == "" && m.nullable {
			return true
		}
		if m.ref != "" || m.typ != "" {
			all = all && p.nullable(m)
		}
	}
	return all
}

// merge adds the properties of s and of all it is made of to into.
func (p *plan) merge(into, s *schema) error {
	if s.ref != "" {
		target := p.api.schemas[s.ref]
		if target == nil {
			return errorAt(s.where, "no such schema %q", s.ref)
		}
		return p.merge(into, target)
	}
	if s.typ != "" && s.typ != "object" || len(s.enum) > 0 || s.items != nil || s.extra != nil {
		return errorAt(s.where, "only objects can be merged")
	}
	for _, m := range s.allOf {
		if err := p.merge(into, m); err != nil {
			return err
		}
	}
	for _, prop := range s.properties {
		i := slices.IndexFunc(into.properties, func(old property) bool { return old.name == prop.name })
		if i < 0 {
			into.properties = append(into.properties, prop)
			continue
		}
		old := into.properties[i]
		was, err := p.resolve(old.schema, "")
		if err != nil {
			return err
		}
		is, err := p.resolve(prop.schema, "")
		if err != nil {
			return err
		}
		if was.nullable != is.nullable || !is.typ.refines(was.typ) {
			return errorAt(prop.where, "defined differently at %s", old.where)
		}
		into.properties[i] = prop
	}
	for _, key := range s.required {
		if !slices.Contains(into.required, key) {
			into.required = append(into.required, key)
		}
	}
	return nil
}

// refines reports whether every value of t is one of u: the types are the same, or t has all fields of u and
// more (the balances of InvestmentAccount).
func (t *goType) refines(u *goType) bool {
	if t.kind != kindStruct || u.kind != kindStruct {
		return goText(t) == goText(u)
	}
	for _, f := range u.structType.fields {
		same := func(g *field) bool { return g.json == f.json && g.text() == f.text() }
		if !slices.ContainsFunc(t.structType.fields, same) {
			return false
		}
	}
	return true
}

// structFor makes the struct of an object schema. It is known by name before its fields are resolved, so that
// objects may hold themselves.
func (p *plan) structFor(s *schema, name string) (*resolved, error) {
	if name == "" {
		return nil, errorAt(s.where, "an object without a name")
	}
	st := &structType{name: p.typeName(name), schema: name}
	r := &resolved{&goType{kind: kindStruct, schema: s, structType: st}, s.nullable}
	p.named[name] = r
	p.structs = append(p.structs, st)
	if err := p.claim(st.name, "schema "+name); err != nil {
		return nil, err
	}
	names := map[string]string{"AdditionalProperties": "additional properties"}
	for _, prop := range s.properties {
		t, err := p.resolve(prop.schema, "")
		if err != nil {
			return nil, err
		}
		f := &field{
			json: prop.name, name: goName(prop.name), typ: t.typ, nullable: t.nullable || prop.nullable,
			required: slices.Contains(s.required, prop.name), deprecated: prop.deprecated,
		}
		if other, ok := names[f.name]; ok {
			return nil, errorAt(prop.where, "the Go name %s is taken by %s", f.name, other)
		}
		names[f.name] = f.json
		st.fields = append(st.fields, f)
	}
	for _, key := range s.required {
		if s.property(key) == nil {
			return nil, errorAt(s.where, "required key %q is no property", key)
		}
	}
	return r, nil
}
