package wire

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"
)

// AppendString appends s as a JSON string. Only what JSON demands is escaped; invalid UTF-8 becomes U+FFFD.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	if i := plainText(s); i < len(s) {
		return appendHardString(b, s, i)
	}
	b = append(b, s...)
	return append(b, '"')
}

const hexDigits = "0123456789abcdef"

func appendHardString(b []byte, s string, i int) []byte {
	b = append(b, s[:i]...)
	for i < len(s) {
		c := s[i]
		switch {
		case plain[c]:
			b = append(b, c)
			i++
			continue
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(s[i:])
			b = utf8.AppendRune(b, r)
			i += n
			continue
		case c == '"', c == '\\':
			b = append(b, '\\', c)
		case c == '\b':
			b = append(b, '\\', 'b')
		case c == '\f':
			b = append(b, '\\', 'f')
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c == '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
	}
	return append(b, '"')
}

// AppendInt appends n.
func AppendInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }

// AppendFloat appends f in the shortest form that reads back as f, in the way encoding/json does. JSON has no
// NaN and no infinity: they become null.
func AppendFloat(b []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(b, "null"...)
	}
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	return strconv.AppendFloat(b, f, format, -1, 64)
}

// AppendBool appends v.
func AppendBool(b []byte, v bool) []byte { return strconv.AppendBool(b, v) }

// AppendRaw appends a value that is JSON already; nil becomes null.
func AppendRaw(b []byte, raw json.RawMessage) []byte {
	if raw == nil {
		return append(b, "null"...)
	}
	return append(b, raw...)
}

// AppendKey appends a comma, key and a colon.
func AppendKey(b []byte, key string) []byte {
	b = append(b, ',')
	b = AppendString(b, key)
	return append(b, ':')
}

// SortedKeys returns the keys of m in order.
func SortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// AppendExtra appends the members of extra, in order, each after a comma.
func AppendExtra(b []byte, extra map[string]json.RawMessage) []byte {
	if len(extra) == 0 {
		return b
	}
	for _, key := range SortedKeys(extra) {
		b = AppendKey(b, key)
		b = AppendRaw(b, extra[key])
	}
	return b
}

// CloseObject ends the object that starts at b[start]. Every member has been appended after a comma; the
// first comma becomes the opening brace.
func CloseObject(b []byte, start int) []byte { return enclose(b, start, '{', '}') }

// CloseArray ends the array that starts at b[start], as CloseObject does an object.
func CloseArray(b []byte, start int) []byte { return enclose(b, start, '[', ']') }

func enclose(b []byte, start int, opening, closing byte) []byte {
	if len(b) == start {
		return append(b, opening, closing)
	}
	b[start] = opening
	return append(b, closing)
}

// AppendRawObject appends an object that is JSON already; nil becomes an empty one.
func AppendRawObject(b []byte, raw json.RawMessage) []byte {
	if raw == nil {
		return append(b, '{', '}')
	}
	return append(b, raw...)
}
