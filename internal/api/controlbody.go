package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"time"

	"toile/internal/wire"
)

// controlBody reads a control request into a struct, as strictly as the operations' requests
// are read: exact keys, no duplicates, no unknown members, types by path. The structs are
// known by their json tags; there are few calls, so reflection is quick enough.
type controlBody struct{ into reflect.Value }

// DecodeJSON reads the struct.
func (b controlBody) DecodeJSON(d *wire.Decoder) { decodeStruct(d, b.into) }

func decodeStruct(d *wire.Decoder, v reflect.Value) {
	if !d.BeginObject() {
		return
	}
	members := map[string]member{}
	addMembers(members, v)
	var seen uint64
	var unknown wire.KeySet
	for {
		key, ok := d.NextKey()
		if !ok {
			return
		}
		member, known := members[string(key)]
		switch {
		case !known:
			d.Unknown(&unknown, key)
		case d.First(&seen, member.bit):
			decodeValue(d, member.value)
		}
	}
}

// member is a member of a struct, with the bit that stands for it among those that were met.
type member struct {
	value reflect.Value
	bit   uint
}

// addMembers adds the members of a struct and of those that it embeds, by their keys.
func addMembers(members map[string]member, v reflect.Value) {
	for field, value := range v.Fields() {
		if field.Anonymous {
			addMembers(members, value)
			continue
		}
		if !field.IsExported() {
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		members[name] = member{value, uint(len(members))}
	}
}

// decodeValue reads one value. null leaves it as it is.
func decodeValue(d *wire.Decoder, v reflect.Value) {
	if d.Null() {
		return
	}
	if raw, ok := v.Addr().Interface().(*json.RawMessage); ok {
		*raw = d.Raw()
		return
	}
	if content, ok := v.Addr().Interface().(*[]byte); ok {
		*content = d.Base64()
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(d.String())
	case reflect.Bool:
		v.SetBool(d.Bool())
	case reflect.Int:
		v.SetInt(int64(d.Int()))
	case reflect.Float64:
		v.SetFloat(d.Float())
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if at, ok := v.Interface().(*time.Time); ok {
			*at, _ = d.Time()
			return
		}
		decodeStruct(d, v.Elem())
	case reflect.Slice:
		if !d.BeginArray() {
			return
		}
		for d.NextElement() {
			element := reflect.New(v.Type().Elem()).Elem()
			decodeValue(d, element)
			v.Set(reflect.Append(v, element))
		}
	case reflect.Struct:
		decodeStruct(d, v)
	default:
		panic("api: a control request has a member of kind " + v.Kind().String())
	}
}
