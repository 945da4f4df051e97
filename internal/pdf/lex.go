package pdf

import (
	"bytes"
	"strconv"
)

// lexer cuts bytes into tokens: names, strings, numbers and words.
type lexer struct {
	text []byte
	at   int
}

// The kinds of bytes in a file.
func isSpace(c byte) bool { return bytes.IndexByte([]byte(" \t\r\n\f\x00"), c) >= 0 }
func isDelim(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// skip goes over white space and comments.
func (l *lexer) skip() {
	for l.at < len(l.text) {
		switch c := l.text[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			for l.at < len(l.text) && l.text[l.at] != '\r' && l.text[l.at] != '\n' {
				l.at++
			}
		default:
			return
		}
	}
}

// token gives the next token, an empty word at the end.
func (l *lexer) token() any {
	l.skip()
	if l.at >= len(l.text) {
		return word("")
	}
	switch c := l.text[l.at]; c {
	case '/':
		l.at++
		return l.name()
	case '(':
		l.at++
		return l.literal()
	case '<', '>':
		if l.at+1 < len(l.text) && l.text[l.at+1] == c {
			l.at += 2
			return word([]byte{c, c})
		}
		l.at++
		if c == '<' {
			return l.hex()
		}
		return word(">")
	case '[', ']', '{', '}', ')':
		l.at++
		return word([]byte{c})
	}
	text := string(l.plain())
	if number, ok := numberOf(text); ok {
		return number
	}
	return word(text)
}

// plain gives the bytes up to the next white space or delimiter.
func (l *lexer) plain() []byte {
	start := l.at
	for l.at < len(l.text) && !isSpace(l.text[l.at]) && !isDelim(l.text[l.at]) {
		l.at++
	}
	return l.text[start:l.at]
}

// numberOf reads a number as files write it: no exponents, no infinities.
func numberOf(text string) (float64, bool) {
	if text == "" || len(text) > 40 {
		return 0, false
	}
	for i := range len(text) {
		if c := text[i]; (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' {
			return 0, false
		}
	}
	number, err := strconv.ParseFloat(text, 64)
	return number, err == nil
}

func (l *lexer) name() name {
	plain := l.plain()
	if bytes.IndexByte(plain, '#') < 0 {
		return name(plain)
	}
	var text []byte
	for i := 0; i < len(plain); i++ {
		if plain[i] == '#' && i+2 < len(plain) && digit(plain[i+1]) < 16 && digit(plain[i+2]) < 16 {
			text = append(text, digit(plain[i+1])<<4|digit(plain[i+2]))
			i += 2
			continue
		}
		text = append(text, plain[i])
	}
	return name(text)
}

// digit gives the value of a hexadecimal digit, 16 of anything else.
func digit(c byte) byte {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 16
}

// hex reads a string of hexadecimal digits; a missing last one is 0.
func (l *lexer) hex() string {
	var text []byte
	half, odd := byte(0), false
	for l.at < len(l.text) {
		c := l.text[l.at]
		l.at++
		if c == '>' {
			if odd {
				text = append(text, half<<4)
			}
			return string(text)
		}
		d := digit(c)
		switch {
		case d == 16:
		case odd:
			text, odd = append(text, half<<4|d), false
		default:
			half, odd = d, true
		}
	}
	fail("a string in the file breaks off")
	return ""
}

// escapes are what letters after a backslash stand for.
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

// literal reads a string in parentheses, which may stand in it in pairs.
func (l *lexer) literal() string {
	var text []byte
	for depth := 1; l.at < len(l.text); {
		c := l.text[l.at]
		l.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(text)
			}
		case '\\':
			text = l.escaped(text)
			continue
		case '\r': // ends of lines are all alike
			if l.at < len(l.text) && l.text[l.at] == '\n' {
				l.at++
			}
			c = '\n'
		}
		text = append(text, c)
	}
	fail("a string in the file breaks off")
	return ""
}

// escaped reads what follows a backslash: a letter, up to three octal digits, or the end of a line,
// which stands for nothing.
func (l *lexer) escaped(text []byte) []byte {
	if l.at >= len(l.text) {
		return text
	}
	c := l.text[l.at]
	l.at++
	switch {
	case c == '\n':
		return text
	case c == '\r':
		if l.at < len(l.text) && l.text[l.at] == '\n' {
			l.at++
		}
		return text
	case escapes[c] != 0:
		return append(text, escapes[c])
	case c < '0' || c > '7':
		return append(text, c)
	}
	code := c - '0'
	for range 2 {
		if l.at >= len(l.text) || l.text[l.at] < '0' || l.text[l.at] > '7' {
			break
		}
		code = code<<3 | l.text[l.at] - '0'
		l.at++
	}
	return append(text, code)
}
