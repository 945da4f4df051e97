package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// writeCodec writes the methods that append and decode a struct.
func (p *plan) writeCodec(b *bytes.Buffer, st *structType) {
	fields := slices.Clone(st.fields)
	slices.SortFunc(fields, func(a, b *field) int { return strings.Compare(a.json, b.json) })
	p.writeAppend(b, st, fields)
	p.writeDecode(b, st, fields)
	fmt.Fprintf(b, "// MarshalJSON makes encoding/json use AppendJSON.\n"+
		"func (v %s) MarshalJSON() ([]byte, error) { return v.AppendJSON(nil), nil }\n\n", st.name)
	fmt.Fprintf(b, "// UnmarshalJSON makes encoding/json decode leniently with DecodeJSON.\n"+
		"func (v *%s) UnmarshalJSON(b []byte) error { return wire.Unmarshal(b, v) }\n\n", st.name)
}

// requestID returns the request_id of the response of an operation.
func (p *plan) requestID(st *structType) *field {
	for _, op := range p.ops {
		if op.goResponse == st {
			for _, f := range st.fields {
				if f.json == "request_id" && f.typ.kind == kindString && f.form() != formOptional {
					return f
				}
			}
		}
	}
	return nil
}

func (p *plan) writeAppend(b *bytes.Buffer, st *structType, fields []*field) {
	fmt.Fprintf(b, "// AppendJSON appends v as JSON, keys in alphabetical order.\n")
	fmt.Fprintf(b, "func (v *%s) AppendJSON(b []byte) []byte {\n", st.name)
	if id := p.requestID(st); id != nil {
		fmt.Fprintf(b, "return v.appendAs(b, v.RequestID)\n}\n\n")
		fmt.Fprintf(b, "// appendAs is AppendJSON with another request_id.\n")
		fmt.Fprintf(b, "func (v *%s) appendAs(b []byte, requestID %s) []byte {\n", st.name, id.text())
	}
	b.WriteString("start := len(b)\n")
	id := p.requestID(st)
	for _, f := range fields {
		target := "v." + f.name
		if f == id {
			target = "requestID"
		}
		writeAppendField(b, f, target)
	}
	if st.use.inResponse() {
		b.WriteString("b = wire.AppendExtra(b, v.AdditionalProperties)\n")
	}
	b.WriteString("return wire.CloseObject(b, start)\n}\n\n")
}

func writeAppendField(b *bytes.Buffer, f *field, target string) {
	key := fmt.Sprintf("b = append(b, `,%q:`...)\n", f.json)
	nilable := f.typ.kind == kindSlice || f.typ.kind == kindMap || f.typ.isRaw()
	switch form := f.form(); {
	case form == formOptional:
		fmt.Fprintf(b, "if %s.Value != nil {\n%s", target, key)
		writeAppendValue(b, f.typ, "(*"+target+".Value)", 0)
		fmt.Fprintf(b, "} else if %s.Null {\nb = append(b, `,%q:null`...)\n}\n", target, f.json)
	case form == formPointer && f.required, form == formPlain && f.required && f.nullable && !f.typ.isRaw():
		fmt.Fprintf(b, "if %s != nil {\n%s", target, key)
		writeAppendValue(b, f.typ, deref(f, target), 0)
		fmt.Fprintf(b, "} else {\nb = append(b, `,%q:null`...)\n}\n", f.json)
	case form == formPointer, nilable && !f.required:
		fmt.Fprintf(b, "if %s != nil {\n%s", target, key)
		writeAppendValue(b, f.typ, deref(f, target), 0)
		b.WriteString("}\n")
	case f.typ.kind == kindObject && !f.nullable:
		fmt.Fprintf(b, "%sb = wire.AppendRawObject(b, %s)\n", key, target)
	default:
		b.WriteString(key)
		writeAppendValue(b, f.typ, target, 0)
	}
}

func deref(f *field, target string) string {
	if f.form() == formPointer && f.typ.kind != kindStruct && f.typ.kind != kindTime {
		return "*" + target
	}
	return target
}

// writeAppendValue writes statements that append the value of expression v.
func writeAppendValue(b *bytes.Buffer, t *goType, v string, level int) {
	switch t.kind {
	case kindString, kindDate:
		fmt.Fprintf(b, "b = wire.AppendString(b, %s)\n", v)
	case kindEnum:
		fmt.Fprintf(b, "b = wire.AppendString(b, string(%s))\n", v)
	case kindInt:
		fmt.Fprintf(b, "b = wire.AppendInt(b, %s)\n", v)
	case kindFloat:
		fmt.Fprintf(b, "b = wire.AppendFloat(b, %s)\n", v)
	case kindBool:
		fmt.Fprintf(b, "b = wire.AppendBool(b, %s)\n", v)
	case kindRaw, kindObject:
		fmt.Fprintf(b, "b = wire.AppendRaw(b, %s)\n", v)
	case kindStruct, kindTime:
		fmt.Fprintf(b, "b = %s.AppendJSON(b)\n", v)
	case kindSlice:
		at, i := fmt.Sprintf("at%d", level), fmt.Sprintf("i%d", level)
		fmt.Fprintf(b, "{\n%s := len(b)\nfor %s := range %s {\nb = append(b, ',')\n", at, i, v)
		writeAppendElem(b, t, v+"["+i+"]", level)
		fmt.Fprintf(b, "}\nb = wire.CloseArray(b, %s)\n}\n", at)
	case kindMap:
		at, k, e := fmt.Sprintf("at%d", level), fmt.Sprintf("k%d", level), fmt.Sprintf("e%d", level)
		fmt.Fprintf(b, "{\n%s := len(b)\nfor _, %s := range wire.SortedKeys(%s) {\nb = wire.AppendKey(b, %s)\n%s := %s[%s]\n",
			at, k, v, k, e, v, k)
		writeAppendElem(b, t, e, level)
		fmt.Fprintf(b, "}\nb = wire.CloseObject(b, %s)\n}\n", at)
	}
}

func writeAppendElem(b *bytes.Buffer, t *goType, v string, level int) {
	if !t.elemNullable || t.elem.isRaw() {
		writeAppendValue(b, t.elem, v, level+1)
		return
	}
	fmt.Fprintf(b, "if %s == nil {\nb = append(b, \"null\"...)\n} else {\n", v)
	if t.elem.kind != kindStruct && t.elem.kind != kindTime {
		v = "(*" + v + ")"
	}
	writeAppendValue(b, t.elem, v, level+1)
	b.WriteString("}\n")
}
