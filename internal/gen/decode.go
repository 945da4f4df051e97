package main

import (
	"bytes"
	"fmt"
)

const wordBits = 64

func (p *plan) writeDecode(b *bytes.Buffer, st *structType, fields []*field) {
	strict := st.use.inRequest()
	fmt.Fprintf(b, "// DecodeJSON reads v from d.\nfunc (v *%s) DecodeJSON(d *wire.Decoder) {\n", st.name)
	fmt.Fprintf(b, "*v = %s{}\nif !d.BeginObject() {\nreturn\n}\n", st.name)
	words := (len(fields) + wordBits - 1) / wordBits
	switch {
	case words == 1:
		b.WriteString("var seen uint64\n")
	case words > 1:
		fmt.Fprintf(b, "var seen [%d]uint64\n", words)
	}
	if !st.use.inResponse() {
		b.WriteString("var unknown wire.KeySet\n")
	}
	b.WriteString("for {\nkey, ok := d.NextKey()\nif !ok {\nbreak\n}\nswitch string(key) {\n")
	for i, f := range fields {
		fmt.Fprintf(b, "case %q:\nif d.First(&%s, %d)", f.json, seenWord(words, i/wordBits), i%wordBits)
		if f.skipsNull() {
			b.WriteString(" && !d.Null()")
		}
		b.WriteString(" {\n")
		writeDecodeField(b, f, strict)
		b.WriteString("}\n")
	}
	if st.use.inResponse() {
		b.WriteString("default:\nd.Extra(&v.AdditionalProperties, key)\n}\n}\n")
	} else {
		b.WriteString("default:\nd.Unknown(&unknown, key)\n}\n}\n")
	}
	if strict {
		writeMissing(b, fields, words)
	}
	b.WriteString("}\n\n")
}

func seenWord(words, i int) string {
	if words == 1 {
		return "seen"
	}
	return fmt.Sprintf("seen[%d]", i)
}

// writeMissing writes the check that every required key was there.
func writeMissing(b *bytes.Buffer, fields []*field, words int) {
	for w := range words {
		var mask uint64
		var checks bytes.Buffer
		for i, f := range fields {
			if f.required && i/wordBits == w {
				mask |= 1 << (i % wordBits)
				fmt.Fprintf(&checks, "if %s&(1<<%d) == 0 {\nd.Missing(%q)\n}\n", seenWord(words, w), i%wordBits, f.json)
			}
		}
		if mask != 0 {
			fmt.Fprintf(b, "if d.Strict() && %s&%#x != %#x {\n%s}\n", seenWord(words, w), mask, mask, checks.String())
		}
	}
}

// skipsNull reports whether null leaves the field as it is.
func (f *field) skipsNull() bool {
	switch {
	case f.typ.kind == kindRaw, f.typ.kind == kindObject && f.nullable && !f.required, f.form() == formOptional:
		return false
	}
	return !f.required || f.nullable
}

func writeDecodeField(b *bytes.Buffer, f *field, strict bool) {
	target := "v." + f.name
	t := f.typ
	form := f.form()
	switch {
	case t.kind == kindRaw:
		fmt.Fprintf(b, "%s = d.Raw()\n", target)
	case t.kind == kindObject && f.nullable && !f.required:
		fmt.Fprintf(b, "if d.Null() {\n%s = json.RawMessage(\"null\")\n} else {\n%s = d.RawObject()\n}\n", target, target)
	case form == formPlain:
		writeDecodeValue(b, t, target, strict, 0)
	case form == formPointer:
		writeDecodeNew(b, t, target, strict)
	default:
		fmt.Fprintf(b, "if d.Null() {\n%s.Null = true\n} else {\n", target)
		writeDecodeNew(b, t, target+".Value", strict)
		b.WriteString("}\n")
	}
}

// writeDecodeNew writes statements that make pointer target point to the next value.
func writeDecodeNew(b *bytes.Buffer, t *goType, target string, strict bool) {
	if e := decodeExpr(t, strict); e != "" {
		fmt.Fprintf(b, "%s = new(%s)\n", target, e)
		return
	}
	fmt.Fprintf(b, "%s = new(%s)\n", target, goText(t))
	if t.kind == kindStruct || t.kind == kindTime {
		fmt.Fprintf(b, "%s.DecodeJSON(d)\n", target)
		return
	}
	writeDecodeValue(b, t, "*"+target, strict, 0)
}

// writeDecodeValue writes statements that set target to the next value.
func writeDecodeValue(b *bytes.Buffer, t *goType, target string, strict bool, level int) {
	if e := decodeExpr(t, strict); e != "" {
		fmt.Fprintf(b, "%s = %s\n", target, e)
		return
	}
	switch t.kind {
	case kindStruct, kindTime:
		fmt.Fprintf(b, "%s.DecodeJSON(d)\n", target)
	case kindSlice:
		fmt.Fprintf(b, "if d.BeginArray() {\n")
		list := fmt.Sprintf("list%d", level)
		fmt.Fprintf(b, "%s := %s{}\nfor d.NextElement() {\n", list, goText(t))
		writeDecodeElem(b, t, list, strict, level)
		fmt.Fprintf(b, "}\n")
		if s := t.schema; strict && (s.minItems != nil || s.maxItems != nil) {
			fmt.Fprintf(b, "d.Items(len(%s), %s)\n", list, limits(s.minItems, s.maxItems))
		}
		if strict && t.schema.uniqueItems {
			fmt.Fprintf(b, "wire.Unique(d, %s)\n", list)
		}
		fmt.Fprintf(b, "%s = %s\n}\n", target, list)
	case kindMap:
		m, k, e := fmt.Sprintf("m%d", level), fmt.Sprintf("k%d", level), fmt.Sprintf("e%d", level)
		fmt.Fprintf(b, "if d.BeginObject() {\n%s := %s{}\nfor {\n%s, ok := wire.NextName(d, %s)\nif !ok {\nbreak\n}\n", m, goText(t), k, m)
		fmt.Fprintf(b, "var %s %s\n", e, elemText(t))
		if t.elemNullable && !t.elem.isRaw() {
			b.WriteString("if !d.Null() {\n")
			writeDecodeNew(b, t.elem, e, strict)
			b.WriteString("}\n")
		} else {
			writeDecodeValue(b, t.elem, e, strict, level+1)
		}
		fmt.Fprintf(b, "%s[%s] = %s\n}\n", m, k, e)
		if s := t.schema; strict && s.maxProperties != nil {
			fmt.Fprintf(b, "d.Properties(len(%s), %d)\n", m, *s.maxProperties)
		}
		fmt.Fprintf(b, "%s = %s\n}\n", target, m)
	}
}

func writeDecodeElem(b *bytes.Buffer, t *goType, list string, strict bool, level int) {
	elem := decodeExpr(t.elem, strict)
	last := list + "[len(" + list + ")-1]"
	switch {
	case t.elemNullable && !t.elem.isRaw():
		fmt.Fprintf(b, "%s = append(%s, nil)\nif !d.Null() {\n", list, list)
		writeDecodeNew(b, t.elem, last, strict)
		b.WriteString("}\n")
	case elem != "":
		fmt.Fprintf(b, "%s = append(%s, %s)\n", list, list, elem)
	case t.elem.kind == kindStruct || t.elem.kind == kindTime:
		fmt.Fprintf(b, "%s = append(%s, %s{})\n%s.DecodeJSON(d)\n", list, list, goText(t.elem), last)
	default:
		fmt.Fprintf(b, "%s = append(%s, nil)\n", list, list)
		writeDecodeValue(b, t.elem, last, strict, level+1)
	}
}

// decodeExpr is an expression for the next value, empty if it takes statements. Limits are checked only where
// the type appears in requests.
func decodeExpr(t *goType, strict bool) string {
	s := t.schema
	switch t.kind {
	case kindString:
		switch {
		case strict && len(s.enum) > 0:
			return fmt.Sprintf("d.StringIn(%#v)", s.enum)
		case strict && s.pattern != "":
			return fmt.Sprintf("d.StringMatch(%q)", s.pattern)
		case strict && (s.minLength != nil || s.maxLength != nil):
			return fmt.Sprintf("d.StringLen(%s)", limits(s.minLength, s.maxLength))
		}
		return "d.String()"
	case kindDate:
		return "d.Date()"
	case kindEnum:
		if strict {
			return fmt.Sprintf("%s(d.StringIn(%s))", t.enumType.name, enumTable(t.enumType))
		}
		return t.enumType.name + "(d.String())"
	case kindInt:
		if strict && (s.minimum != nil || s.maximum != nil) {
			return fmt.Sprintf("d.IntRange(%s, %s)", bound(s.minimum, "math.MinInt"), bound(s.maximum, "math.MaxInt"))
		}
		return "d.Int()"
	case kindFloat:
		if strict && (s.minimum != nil || s.maximum != nil) {
			return fmt.Sprintf("d.FloatRange(%s, %s)", bound(s.minimum, "math.Inf(-1)"), bound(s.maximum, "math.Inf(1)"))
		}
		return "d.Float()"
	case kindBool:
		return "d.Bool()"
	case kindRaw:
		return "d.Raw()"
	case kindObject:
		return "d.RawObject()"
	}
	return ""
}

func limits(low, high *int) string {
	text := "0, "
	if low != nil {
		text = fmt.Sprintf("%d, ", *low)
	}
	if high != nil {
		return text + fmt.Sprint(*high)
	}
	return text + "wire.NoLimit"
}

func bound(limit *float64, none string) string {
	if limit == nil {
		return none
	}
	return fmt.Sprint(*limit)
}
