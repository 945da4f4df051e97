package main

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// parsePaths reads a list of paths, one a line, with comments after #.
func parsePaths(list []byte) ([]string, error) {
	var paths []string
	lines := bufio.NewScanner(bytes.NewReader(list))
	for lines.Scan() {
		path, _, _ := strings.Cut(lines.Text(), "#")
		path = strings.TrimSpace(path)
		if path == "" {
			continue
		}
		if slices.Contains(paths, path) {
			return nil, fmt.Errorf("%s is listed twice", path)
		}
		paths = append(paths, path)
	}
	return paths, lines.Err()
}
