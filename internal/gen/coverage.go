package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The marks in the README between which the coverage table stands.
const (
	coverageBegin = "<!-- coverage: written by go generate -->\n"
	coverageEnd   = "<!-- end of coverage -->"
)

// cover writes the coverage table into a README: for each family of endpoints, which are
// served and how many the official file has. That the served ones have routes is a test of package api.
func cover(readme []byte, all, served []string) ([]byte, error) {
	before, rest, ok := bytes.Cut(readme, []byte(coverageBegin))
	_, after, ended := bytes.Cut(rest, []byte(coverageEnd))
	if !ok || !ended {
		return nil, errors.New("README.md has no place for the coverage table: " + coverageBegin + coverageEnd)
	}
	var b bytes.Buffer
	b.Write(before)
	b.WriteString(coverageBegin)
	coverageTable(&b, all, served)
	b.WriteString(coverageEnd)
	b.Write(after)
	return b.Bytes(), nil
}

func coverageTable(b *bytes.Buffer, all, served []string) {
	family := func(path string) string { return "/" + strings.Split(path, "/")[1] }
	count := map[string]int{}
	var families []string
	for _, path := range all {
		if count[family(path)]++; count[family(path)] == 1 {
			families = append(families, family(path))
		}
	}
	slices.Sort(families)
	fmt.Fprintf(b, "%d of %d endpoints are served.\n\n| family | served | endpoints |\n|---|---|---|\n", len(served), len(all))
	var none []string
	for _, f := range families {
		var paths []string
		for _, path := range served {
			if family(path) == f {
				paths = append(paths, "`"+path+"`")
			}
		}
		if len(paths) == 0 {
			none = append(none, fmt.Sprintf("`%s` (%d)", f, count[f]))
			continue
		}
		fmt.Fprintf(b, "| `%s` | %d of %d | %s |\n", f, len(paths), count[f], strings.Join(paths, " "))
	}
	fmt.Fprintf(b, "\nNone of: %s.\n", strings.Join(none, ", "))
}
