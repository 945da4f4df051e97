package enrich

import (
	_ "embed"
	"fmt"
	"strings"
)

// LegacyCategory is one of the categories that transactions had before the personal finance ones.
type LegacyCategory struct {
	ID        string
	Group     string // place or special
	Hierarchy []string
}

//go:embed legacy.txt
var legacyText string

// LegacyCategories are all of them by id. They are read only.
var LegacyCategories = parseLegacy(legacyText)

// parseLegacy reads legacy.txt. The file is ours, so a line that it cannot read is a mistake in
// the program.
func parseLegacy(text string) []LegacyCategory {
	var all []LegacyCategory
	var above [3]string
	groups := map[string]string{"p": "place", "s": "special"}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		words := strings.SplitN(line, " ", 3)
		if len(words) != 3 || len(words[0]) != 8 || groups[words[1]] == "" {
			panic(fmt.Sprintf("legacy.txt: %q", line))
		}
		level := 2
		switch id := words[0]; {
		case id[2:] == "000000":
			level = 0
		case id[5:] == "000":
			level = 1
		}
		above[level] = words[2]
		all = append(all, LegacyCategory{words[0], groups[words[1]], append([]string(nil), above[:level+1]...)})
	}
	return all
}
