package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"toile/internal/bank"
)

// plain gives a record as a person reads it: under the names that it has in JSON and in their order,
// but with amounts as decimal numbers, which records keep in millionths, and with days as dates,
// which they count.
func plain(v reflect.Value) any {
	switch one := v.Interface().(type) {
	case bank.Money:
		return json.Number(one.String())
	case bank.Date:
		return one.String()
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return plain(v.Elem())
	case reflect.Slice, reflect.Array:
		list := make([]any, v.Len())
		for i := range list {
			list[i] = plain(v.Index(i))
		}
		return list
	case reflect.Struct:
		return members(nil, v)
	}
	return v.Interface()
}

// object is what stands in braces, in its order.
type object []member

type member struct {
	name  string
	value any
}

// members adds the fields of a struct to an object: those that have a name in JSON, and are not empty
// where they may be left out.
func members(o object, v reflect.Value) object {
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous && name == "":
			o = members(o, value)
		case name == "" || name == "-" || options != "" && value.IsZero():
		default:
			o = append(o, member{name, plain(value)})
		}
	}
	return o
}

// MarshalJSON writes the object.
func (o object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	w := json.NewEncoder(&out)
	w.SetEscapeHTML(false)
	for i, one := range o {
		out.WriteByte("{,"[min(i, 1)])
		if err := w.Encode(one.name); err != nil {
			return nil, err
		}
		out.WriteByte(':')
		if err := w.Encode(one.value); err != nil {
			return nil, err
		}
	}
	if len(o) == 0 {
		out.WriteByte('{')
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}
