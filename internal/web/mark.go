package web

import (
	"fmt"
	"hash/fnv"
	"html/template"
	"strings"
	"unicode"

	"toile/internal/bank"
)

// Mark draws the mark of an institution: its initials on a swatch of cloth in its colour. The name always
// stands beside it, so it is hidden from who does not see it. Colours stand in attributes of SVG, as the
// pages' policy allows no style attributes.
func (p *Page) Mark(i bank.Institution) template.HTML { return mark(i.ID, i.Name, i.Color()) }

// weaves are the patterns of cloth, each a path of threads on a square of 40. They are drawn thin and
// pale: letters stay readable on them.
var weaves = []string{
	"M0 6h40M0 18h40M0 30h40M6 0v40M18 0v40M30 0v40",                                            // check
	"M-4 12L12-4M-4 24L24-4M-4 36L36-4M-4 48L48-4M4 52L52 4M16 52L52 16M28 52L52 28",            // twill
	"M4 0v40M12 0v40M20 0v40M28 0v40M36 0v40",                                                   // stripe
	"M0 8l10-8 10 8 10-8 10 8M0 20l10-8 10 8 10-8 10 8M0 32l10-8 10 8 10-8 10 8M0 44l10-8 10 8", // herringbone
	"M0 10L10 0M0 30L30 0M10 40L40 10M30 40L40 30M30 0L40 10M10 0L40 30M0 10L30 40M0 30L10 40",  // argyle
	"M4 4h6M18 4h6M32 4h6M11 14h6M25 14h6M4 24h6M18 24h6M32 24h6M11 34h6M25 34h6",               // stitches
}

// mark draws a mark. It follows from its arguments alone.
func mark(id, name, color string) template.HTML {
	hash := fnv.New32a()
	hash.Write([]byte(id)) // never fails
	ground := readable(color)
	var out strings.Builder
	fmt.Fprintf(&out, `<svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">`+
		`<rect width="40" height="40" fill="%s"/><path d="%s" fill="none" stroke="%s" stroke-width="2.5"/>`+
		`<rect x=".5" y=".5" width="39" height="39" rx="9.5" fill="none" stroke="#fff" stroke-opacity=".22"/>`+
		`<g fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round">`,
		ground, weaves[hash.Sum32()%uint32(len(weaves))], ground.thread())
	paths := sewn(initials(name))
	for i, path := range paths {
		fmt.Fprintf(&out, `<path transform="translate(%g 14)" d="%s"/>`, 16-6.5*float64(len(paths)-1)+13*float64(i), path)
	}
	out.WriteString(`</g></svg>`)
	return template.HTML(out.String())
}

// cloth draws the colour of an institution over a place of any size, as the letterhead of its site.
func cloth(color string) template.HTML {
	ground := readable(color)
	return template.HTML(fmt.Sprintf(`<svg class="cloth" viewBox="0 0 40 40" preserveAspectRatio="none" aria-hidden="true" focusable="false">`+
		`<rect width="40" height="40" fill="%s"/></svg>`, ground))
}

// Cloth paints a place in the colour of the bank whose site this is.
func (p *Page) Cloth() template.HTML {
	if p.Institution == nil {
		return cloth("")
	}
	return cloth(p.Institution.Color())
}

// small are words that give no initial, and common those that give one only where a second is wanted.
var (
	small  = map[string]bool{"of": true, "the": true, "and": true, "de": true, "du": true, "la": true}
	common = map[string]bool{"bank": true, "banque": true, "banco": true}
)

// initials gives the first letters of two words of a name, of those that tell it from others where there
// are enough.
func initials(name string) string {
	var words, telling []string
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		lower := strings.ToLower(word)
		if !small[lower] {
			words = append(words, word)
		}
		if !small[lower] && !common[lower] {
			telling = append(telling, word)
		}
	}
	if len(telling) < 2 {
		telling = words
	}
	var letters []rune
	for _, word := range telling[:min(2, len(telling))] {
		letters = append(letters, unicode.ToUpper([]rune(word)[0]))
	}
	return string(letters)
}
