package web

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// Where classes are given to elements: in templates and Go's own SVG, and by scripts.
var (
	classGiven  = regexp.MustCompile(`class="([^"]*)"|className = '([^']*)'|classList\.\w+\('([^']*)'`)
	classStyled = regexp.MustCompile(`\.([a-z][a-z-]*)`)
	selector    = regexp.MustCompile(`([^{}]+)\{`)
	cssComment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// TestClasses holds that the stylesheets have a rule for every class that an element has, and for no other.
func TestClasses(t *testing.T) {
	t.Parallel()
	given, styled := map[string]bool{}, map[string]bool{}
	for _, pattern := range []string{"templates/*.html", "assets/*.js", "*.go"} {
		for _, text := range texts(t, pattern) {
			for _, found := range classGiven.FindAllStringSubmatch(text, -1) {
				for _, class := range strings.Fields(found[1] + found[2] + found[3]) {
					given[class] = true
				}
			}
		}
	}
	for _, text := range texts(t, "assets/*.css") {
		for _, found := range selector.FindAllStringSubmatch(cssComment.ReplaceAllString(text, ""), -1) {
			for _, class := range classStyled.FindAllStringSubmatch(found[1], -1) {
				styled[class[1]] = true
			}
		}
	}
	if len(given) < 20 {
		t.Fatalf("only %d classes are read", len(given))
	}
	for class := range styled {
		if !given[class] {
			t.Errorf("no element has the class %q, which has a rule", class)
		}
	}
	for class := range given {
		if !styled[class] {
			t.Errorf("no rule is for the class %q, which an element has", class)
		}
	}
}

// What scripts export, and what they import from each other.
var (
	exported = regexp.MustCompile(`(?m)^export (?:async )?(?:function|const|class) (\w+)`)
	imported = regexp.MustCompile(`(?m)^import \{ ([^}]*) \} from './([\w-]+\.js)'`)
)

// TestExports holds that scripts export what another one imports, and nothing else.
func TestExports(t *testing.T) {
	t.Parallel()
	scripts := texts(t, "assets/*.js")
	wanted := map[string]bool{}
	for _, text := range scripts {
		for _, found := range imported.FindAllStringSubmatch(text, -1) {
			for _, name := range strings.Split(found[1], ", ") {
				wanted["assets/"+found[2]+" "+name] = true
			}
		}
	}
	if len(wanted) < 20 {
		t.Fatalf("only %d imports are read", len(wanted))
	}
	for file, text := range scripts {
		for _, found := range exported.FindAllStringSubmatch(text, -1) {
			name := file + " " + found[1]
			if !wanted[name] {
				t.Errorf("nobody imports %s", name)
			}
			delete(wanted, name)
		}
	}
	for name := range wanted {
		t.Errorf("%s is imported, and not exported", name)
	}
}

// texts reads the package's files of a pattern, without its tests.
func texts(t *testing.T, pattern string) map[string]string {
	t.Helper()
	names, err := fs.Glob(os.DirFS("."), pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no file is called %s: %v", pattern, err)
	}
	list := map[string]string{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		list[name] = string(text)
	}
	return list
}
