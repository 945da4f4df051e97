package web

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"toile/internal/bank"
)

func parse(t *testing.T, text string) (c rgb) {
	t.Helper()
	if _, err := fmt.Sscanf(text, "#%02x%02x%02x", &c[0], &c[1], &c[2]); err != nil {
		t.Fatalf("%q is no colour: %v", text, err)
	}
	return c
}

// wellFormed fails on what is no XML.
func wellFormed(t *testing.T, text string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
}

var painted = regexp.MustCompile(`(?:fill|stroke)="(#[0-9a-f]{6})"`)

// TestMarks draws every institution's mark: it is small, well formed, and its letters are readable on
// the ground and on its threads.
func TestMarks(t *testing.T) {
	t.Parallel()
	drawn := map[string]bool{}
	institutions := bank.New("seed").Institutions()
	for _, institution := range institutions {
		svg := string((&Page{}).Mark(institution))
		if again := string((&Page{}).Mark(institution)); again != svg {
			t.Fatalf("%s is drawn in two ways", institution.Name)
		}
		drawn[svg] = true
		wellFormed(t, svg)
		if len(svg) > 1200 || !strings.Contains(svg, `aria-hidden="true"`) || strings.Contains(svg, "style=") {
			t.Errorf("%s: %s", institution.Name, svg)
		}
		colors := painted.FindAllStringSubmatch(svg, -1)
		if len(colors) != 2 {
			t.Fatalf("%s has %d colours besides white", institution.Name, len(colors))
		}
		for _, color := range colors {
			if got := contrast(white, parse(t, color[1])); got < enough {
				t.Errorf("%s: letters on %s have contrast %.2f", institution.Name, color[1], got)
			}
		}
	}
	if len(drawn) < len(institutions)*9/10 {
		t.Errorf("%d marks for %d institutions", len(drawn), len(institutions))
	}
}

// TestReadable darkens every kind of colour only as far as letters need it.
func TestReadable(t *testing.T) {
	t.Parallel()
	for _, color := range []string{"#ffffff", "#ffff00", "#b7b7b7", "#18b7b7", "no colour", ""} {
		c := readable(color)
		if got := contrast(white, c.thread()); got < enough || got > 6.5 {
			t.Errorf("%q becomes %v with contrast %.2f", color, c, got)
		}
	}
	if c := readable("#182038"); c.String() != "#182038" {
		t.Errorf("a dark colour became %v", c)
	}
}

func TestInitials(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"First Platypus Bank": "FP", "Bank of America": "BA", "The Bank": "B", "émile & fils": "ÉF", "": "", "<script>": "S", "1st Union": "1U",
	} {
		if got := initials(name); got != want {
			t.Errorf("initials of %q are %q, want %q", name, got, want)
		}
	}
	for name, drawn := range map[string]int{"漢字 <b>&": 1, "Émile Æ": 1, "漢字": 1, "": 1, "Toile Trust": 2, "1st \"Union\"": 2} {
		svg := string(mark("ins_1", name, "#112233"))
		wellFormed(t, svg)
		if got := strings.Count(svg, "translate("); got != drawn {
			t.Errorf("%q has %d letters, want %d: %s", name, got, drawn, svg)
		}
	}
}
