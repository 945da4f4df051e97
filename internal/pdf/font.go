package pdf

import "strings"

// font says what the codes of a text mean.
type font struct {
	name   string
	wide   bool // codes of two bytes
	ranges []codes
	other  map[byte]string // where single bytes mean something of their own
}

// codes are codes in a row and what the first of them means.
type codes struct {
	low, high int
	text      string // UTF-16
}

// fontOf reads a font, each one once.
func (f *File) fontOf(value any) *font {
	key, isRef := value.(ref)
	if isRef && f.fonts[key] != nil {
		return f.fonts[key]
	}
	if len(f.fonts) == maxFonts {
		fail("the file has too many fonts")
	}
	members := f.dict(value)
	base, _ := f.resolve(members["BaseFont"]).(name)
	result := &font{name: string(base), wide: members["Subtype"] == name("Type0")}
	if s, ok := f.resolve(members["ToUnicode"]).(stream); ok {
		result.ranges = f.meanings(f.unpack(s))
	}
	if encoding := f.dict(members["Encoding"]); encoding != nil {
		result.other = f.differences(f.array(encoding["Differences"]))
	}
	if isRef {
		f.fonts[key] = result
	} else {
		f.fonts[len(f.fonts)] = result // counted, and not found again
	}
	return result
}

// meanings reads which characters the codes of a font stand for.
func (f *File) meanings(text []byte) (list []codes) {
	p := newParser(text, 0)
	defer func() { f.spend(len(text)) }()
	var before array
	for {
		p.values = 0
		switch value := p.value(0); value {
		case word(""):
			return list
		case word("beginbfchar"), word("beginbfrange"):
			before = before[:0]
		case word("endbfchar"):
			for i := 0; i+1 < len(before); i += 2 {
				list = appendCodes(list, before[i], before[i], before[i+1])
			}
		case word("endbfrange"):
			for i := 0; i+2 < len(before); i += 3 {
				list = appendCodes(list, before[i], before[i+1], before[i+2])
			}
		default:
			if before = append(before, value); len(before) > maxRanges {
				fail("a font of the file is too large")
			}
		}
	}
}

func appendCodes(list []codes, low, high, to any) []codes {
	first, ok1 := low.(string)
	last, ok2 := high.(string)
	if !ok1 || !ok2 || len(first) > 2 || len(last) > 2 {
		return list
	}
	if len(list) > maxRanges {
		fail("a font of the file is too large")
	}
	switch to := to.(type) {
	case string:
		list = append(list, codes{codeOf(first), codeOf(last), to})
	case array:
		for i, one := range to {
			if text, ok := one.(string); ok {
				list = append(list, codes{codeOf(first) + i, codeOf(first) + i, text})
			}
		}
	}
	return list
}

func codeOf(raw string) (code int) {
	for i := range len(raw) {
		code = code<<8 | int(raw[i])
	}
	return code
}

// glyphs are the names of characters that differences in an encoding may give, beside letters.
var glyphs = map[name]string{
	"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
	"space": " ", "period": ".", "comma": ",", "hyphen": "-", "minus": "-", "dollar": "$", "colon": ":", "slash": "/", "parenleft": "(",
	"parenright": ")", "percent": "%", "asterisk": "*",
}

func (f *File) differences(list array) map[byte]string {
	other := map[byte]string{}
	code := 0
	for _, one := range list {
		switch one := f.resolve(one).(type) {
		case float64:
			code = int(one)
		case name:
			switch text, known := glyphs[one]; {
			case known:
				other[byte(code)] = text
			case len(one) == 1:
				other[byte(code)] = string(one)
			}
			code++
		}
	}
	return other
}

// text gives what codes mean. Two bytes without a meaning of their own are UTF-16, one byte is Latin.
func (f *font) text(raw string) string {
	if f == nil {
		return latin(raw)
	}
	if len(f.ranges) == 0 && f.other == nil {
		if f.wide {
			return utf16Text(raw)
		}
		return latin(raw)
	}
	step := 1
	if f.wide {
		step = 2
	}
	var units strings.Builder
	for i := 0; i+step <= len(raw); i += step {
		units.WriteString(f.units(raw[i : i+step]))
	}
	return utf16Text(units.String())
}

// units gives the UTF-16 of one code.
func (f *font) units(raw string) string {
	code := codeOf(raw)
	for _, r := range f.ranges {
		if code >= r.low && code <= r.high && len(r.text) >= 2 {
			last := codeOf(r.text[len(r.text)-2:]) + code - r.low
			return r.text[:len(r.text)-2] + string([]byte{byte(last >> 8), byte(last)})
		}
	}
	if text, ok := f.other[raw[0]]; ok && !f.wide {
		raw = text
	}
	var units strings.Builder
	for _, r := range latin(raw) {
		units.Write([]byte{byte(r >> 8), byte(r)})
	}
	return units.String()
}

// latin reads Windows-1252, in which the standard fonts are written.
func latin(raw string) string {
	var text strings.Builder
	for i := range len(raw) {
		c := raw[i]
		if c >= 0x80 && c < 0xa0 {
			text.WriteRune(windows[c-0x80])
			continue
		}
		text.WriteRune(rune(c))
	}
	return text.String()
}

// windows are the characters of Windows-1252 that Latin-1 has not; it leaves some codes free.
var windows = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}

// widths are those of Helvetica's letters from the space to the tilde, in thousandths of their height.
var widths = [...]float64{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// width gives about how wide a text is in heights of its letters, whatever its font: near enough to
// say what lies over what.
func width(text string) (sum float64) {
	for _, r := range text {
		if i := int(r) - ' '; i >= 0 && i < len(widths) {
			sum += widths[i] / 1000
		} else if i >= 0 {
			sum += 0.55
		}
	}
	return sum
}
