package web_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Keys as templates and functions name them: whole, or the beginning of several.
var (
	wholeKey = regexp.MustCompile(`\.T "([^"]+)"|p\.T\("([^"]+)"`)
	someKeys = regexp.MustCompile(`printf "([^"%]+)%s`)
)

// TestWordsAreThere finds texts that templates name and nobody wrote.
func TestWordsAreThere(t *testing.T) {
	t.Parallel()
	var words map[string]string
	text, err := os.ReadFile("words/en.json")
	if err == nil {
		err = json.Unmarshal(text, &words)
	}
	if err != nil {
		t.Fatal(err)
	}
	templates, _ := filepath.Glob("templates/*.html")
	sources, _ := filepath.Glob("*.go")
	named := 0
	for _, name := range append(templates, sources...) {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range wholeKey.FindAllStringSubmatch(string(text), -1) {
			named++
			if key := found[1] + found[2]; words[key] == "" && !strings.HasSuffix(key, ".") {
				t.Errorf("%s names the text %q, which English lacks", name, key)
			}
		}
		for _, found := range someKeys.FindAllStringSubmatch(string(text), -1) {
			any := false
			for key := range words {
				any = any || strings.HasPrefix(key, found[1])
			}
			if !any && strings.HasSuffix(name, ".html") {
				t.Errorf("%s names texts that begin with %q, of which English has none", name, found[1])
			}
		}
	}
	if named < 50 {
		t.Errorf("only %d texts were found in the templates", named)
	}
}
