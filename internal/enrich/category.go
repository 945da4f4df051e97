package enrich

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// Category is one personal finance category: what a transaction was for.
type Category struct {
	Primary  string
	Detailed string // the full name, which begins with the primary one
	Icon     string // where the icon of the primary one is shown
	Versions string // of the taxonomy that have it: "1", "2" or "12"
}

// In reports whether a version of the taxonomy, "1" or "2", has the category.
func (c *Category) In(version string) bool { return strings.Contains(c.Versions, version) }

//go:embed taxonomy.txt
var taxonomyText string

// categories is the whole taxonomy of personal finance categories in both its versions, by their
// order in taxonomy.txt. Version 1 has 16 primary and 104 detailed ones, version 2 18 and 128.
var categories = parseTaxonomy(taxonomyText)

// categoryByName finds a category by its detailed name. It is made once, when the program starts.
var categoryByName = func() map[string]*Category {
	byName := make(map[string]*Category, len(categories))
	for i := range categories {
		byName[categories[i].Detailed] = &categories[i]
	}
	return byName
}()

// parseTaxonomy reads taxonomy.txt. The file is ours, so a line that it cannot read is a mistake
// in the program.
func parseTaxonomy(text string) []Category {
	var all []Category
	primary := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		versions, rest, detailed := strings.Cut(line, " ")
		switch {
		case line == "" || line[0] == '#':
		case !detailed:
			primary = line
		case !slices.Contains([]string{"1", "2", "12"}, versions):
			panic(fmt.Sprintf("taxonomy.txt: %q", line))
		default:
			name, _, _ := strings.Cut(strings.TrimSpace(rest), " ") // what it holds is for the reader of the file
			all = append(all, Category{
				Primary: primary, Detailed: primary + "_" + name, Versions: versions,
				Icon: "https://plaid-category-icons.plaid.com/PFC_" + primary + ".png",
			})
		}
	}
	return all
}

// category finds one of the taxonomy by its detailed name. Names stand in our own tables, so one
// that is missing is a mistake in the program.
func category(detailed, version string) *Category {
	c, ok := categoryByName[detailed]
	if !ok || !c.In(version) {
		panic(fmt.Sprintf("version %s of the taxonomy has no %q", version, detailed))
	}
	return c
}
