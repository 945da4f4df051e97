package main

import (
	"bytes"
	"fmt"
)

// goText is a type as it is written in Go.
func goText(t *goType) string {
	switch t.kind {
	case kindString, kindDate:
		return "string"
	case kindTime:
		return "Timestamp"
	case kindInt:
		return "int"
	case kindFloat:
		return "float64"
	case kindBool:
		return "bool"
	case kindRaw, kindObject:
		return "json.RawMessage"
	case kindEnum:
		return t.enumType.name
	case kindStruct:
		return t.structType.name
	case kindSlice:
		return "[]" + elemText(t)
	default:
		return "map[string]" + elemText(t)
	}
}

func elemText(t *goType) string {
	if t.elemNullable && !t.elem.isRaw() {
		return "*" + goText(t.elem)
	}
	return goText(t.elem)
}

func (t *goType) isRaw() bool { return t.kind == kindRaw || t.kind == kindObject }

// form is how a struct holds a field.
type form int

const (
	formPlain    form = iota // T: the key is always there, or a nil T says that it is not
	formPointer              // *T: nil stands for null if the key is required, for absent otherwise
	formOptional             // Optional[T]: value, null or absent
)

func (f *field) form() form {
	nilable := f.typ.kind == kindSlice || f.typ.kind == kindMap
	switch {
	case f.typ.isRaw():
		return formPlain
	case f.nullable && !f.required:
		return formOptional
	case nilable || f.required && !f.nullable:
		return formPlain
	}
	return formPointer
}

func (f *field) text() string {
	switch f.form() {
	case formPointer:
		return "*" + goText(f.typ)
	case formOptional:
		return "Optional[" + goText(f.typ) + "]"
	}
	return goText(f.typ)
}

func writeStruct(b *bytes.Buffer, st *structType) {
	writeComment(b, st.name+" is "+st.use.describe(st.schema)+".")
	if len(st.fields) == 0 && !st.use.inResponse() {
		fmt.Fprintf(b, "type %s struct{}\n\n", st.name)
		return
	}
	fmt.Fprintf(b, "type %s struct {\n", st.name)
	for _, f := range st.fields {
		fmt.Fprintf(b, "%s %s // %s\n", f.name, f.text(), f.describe())
	}
	if st.use.inResponse() {
		b.WriteString("\n// AdditionalProperties are the members that this package has no field for.\n")
		b.WriteString("AdditionalProperties map[string]json.RawMessage\n")
	}
	b.WriteString("}\n\n")
}

func (p *plan) writeEnum(b *bytes.Buffer, e *enumType) error {
	writeComment(b, e.name+" is "+e.use.describe(e.schema)+". Responses may hold values that are not listed here.")
	fmt.Fprintf(b, "type %s string\n\n// Values of %s.\nconst (\n", e.name, e.name)
	for _, v := range e.values {
		name := constName(e.name, v)
		if err := p.claim(name, fmt.Sprintf("value %q of schema %s", v, e.schema)); err != nil {
			return err
		}
		fmt.Fprintf(b, "%s %s = %q\n", name, e.name, v)
	}
	b.WriteString(")\n\n")
	if e.use.inRequest() {
		fmt.Fprintf(b, "var %s = []string{", enumTable(e))
		for _, v := range e.values {
			fmt.Fprintf(b, "%q, ", v)
		}
		b.WriteString("}\n\n")
	}
	return nil
}

func enumTable(e *enumType) string { return lowerFirst(e.name) + "Values" }
