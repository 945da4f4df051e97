package web

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestContrast holds the stylesheet's colours to WCAG 2.2 AA, in both schemes: 4.5 for letters, 3 for
// the edges of what can be used and for the ring around what has the focus.
func TestContrast(t *testing.T) {
	t.Parallel()
	sheet, err := os.ReadFile("assets/base.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, ok := strings.Cut(string(sheet), "@media (prefers-color-scheme: dark)")
	dark, _, _ := strings.Cut(rest, "/* What all pages share. */")
	if !ok || dark == "" {
		t.Fatal("the stylesheet has no two schemes")
	}
	for name, text := range map[string]string{"light": light, "dark": dark} {
		colors := properties(t, text)
		for _, pair := range []struct {
			front, back string
			least       float64
		}{
			{"ink", "page", 4.5}, {"ink", "paper", 4.5}, {"ink", "sunk", 4.5}, {"ink", "tint", 4.5},
			{"ink", "bad-tint", 4.5}, {"ink", "warn-tint", 4.5}, {"ink", "good-tint", 4.5},
			{"soft", "page", 4.5}, {"soft", "paper", 4.5}, {"soft", "sunk", 4.5}, {"soft", "tint", 4.5},
			{"thread", "page", 4.5}, {"thread", "paper", 4.5}, {"thread", "sunk", 4.5}, {"thread", "tint", 4.5},
			{"on-thread", "thread", 4.5}, {"on-thread", "thread-deep", 4.5},
			{"bad", "paper", 4.5}, {"bad", "bad-tint", 4.5}, {"warn", "warn-tint", 4.5}, {"good", "good-tint", 4.5},
			{"edge", "paper", 3}, {"edge", "page", 3}, {"edge", "sunk", 3}, {"thread", "line", 3},
		} {
			front, back := colors[pair.front], colors[pair.back]
			if got := contrast(front, back); got < pair.least {
				t.Errorf("%s: %s %v on %s %v has contrast %.2f, want %.1f", name, pair.front, front, pair.back, back, got, pair.least)
			}
		}
	}
}

var property = regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)

// properties reads the colours that a part of a stylesheet defines.
func properties(t *testing.T, text string) map[string]rgb {
	colors := map[string]rgb{}
	for _, found := range property.FindAllStringSubmatch(text, -1) {
		colors[found[1]] = parse(t, found[2])
	}
	if len(colors) < 16 {
		t.Fatalf("%d colours", len(colors))
	}
	return colors
}
