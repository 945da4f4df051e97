// Package layout holds the house in its shape: who may import whom, and what only certain
// packages may do. It is one test.
package layout

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport lists, for each package, the packages of this module that it may import. A package
// stands below all that it imports.
var mayImport = []struct{ name, imports string }{
	{"internal/wire", ""},
	{"", "internal/wire"},
	{"internal/gen/official", ""},
	{"internal/gen", "internal/gen/official"},
	{"internal/id", ""},
	{"internal/enrich", "internal/id"},
	{"internal/bank", ". internal/enrich"},
	{"internal/income", ". internal/enrich internal/bank"},
	{"internal/pdf", ""},
	{"internal/document", ". internal/bank internal/pdf"},
	{"internal/user", ". internal/id"},
	{"internal/item", ". internal/id internal/bank"},
	{"internal/product", ". internal/enrich internal/id internal/bank internal/item"},
	{"internal/link", ". internal/id internal/bank internal/income internal/document internal/item"},
	{"internal/credit", ". internal/id internal/enrich internal/bank internal/income internal/document internal/item internal/product internal/link"},
	{"internal/asset", ". internal/id internal/enrich internal/bank internal/item internal/product"},
	{"internal/webhook", ". internal/id"},
	{"internal/store", "internal/id internal/bank internal/user internal/item internal/link internal/credit internal/asset internal/webhook"},
	{"internal/app", ". internal/enrich internal/id internal/bank internal/user internal/item internal/document internal/product internal/link internal/credit internal/asset internal/webhook internal/store"},
	{"internal/courier", "internal/webhook internal/app"},
	{"internal/api", ". internal/id internal/wire internal/link internal/webhook internal/app"},
	{"internal/web", ". internal/id internal/bank internal/document internal/item internal/link internal/app"},
	{"internal/authority", ""},
	{"internal/proxy", "internal/authority"},
	{"internal/guest", "internal/authority"},
	{"internal/server", "internal/api internal/web internal/app internal/courier internal/link internal/webhook internal/store"},
	{"internal/server", "internal/api internal/web internal/app internal/courier internal/link internal/store internal/webhook"},
	{"internal/pgtest", ""},
	{"internal/pgtest/run", "internal/pgtest"},
	{"toiletest", ". internal/link internal/server"},
	{"cmd/toile", ". internal/authority internal/bank internal/document internal/guest internal/link internal/proxy internal/server internal/store"},
	{"bench", ". internal/link internal/pgtest internal/server"},
	{"internal/layout", ""},
}

// only lists what is done in few packages: a package that is imported or a call that is made.
var only = []struct{ what, where string }{
	{"database/sql", ""},
	{"sql/driver", "internal/store"},
	{"modernc.org/sqlite", "internal/store"},
	{"net/http", ". internal/api internal/web internal/proxy internal/courier internal/server toiletest bench"},
	{"time.Now", ". internal/server cmd/toile bench"}, // whoever verifies a webhook has the time of his own machine; a command without a server: toile document writes what there is today
	{"go statement", "cmd/toile internal/server internal/pgtest internal/pgtest/run bench"},
	{"os/exec", "cmd/toile internal/gen/official internal/pgtest internal/pgtest/run bench"},
	{"crypto/rand", "internal/id internal/app internal/authority internal/pgtest"},
	{"math/rand", ""},
	{"math/rand/v2", "internal/store bench"},
	{"jackc", "internal/store internal/pgtest"},
	{"plaid-go", ""},
	{"go-pdf", "internal/document"},
	{"x/image", "internal/document"},
	{"ledongthuc", ""},
	{"go-jose", ". internal/webhook"},
	{"go-pkcs12", "internal/guest"},
}

// needed is what the files of the house use of what the tables allow: the package in front of what it does.
type needed map[string]bool

func TestLayout(t *testing.T) {
	t.Parallel()
	root, used := "../..", needed{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(path, root), "/"))
		if entry.IsDir() {
			if name == "sdktest" || name == "bin" || strings.HasPrefix(entry.Name(), ".") && path != root || entry.Name() == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		return used.checkFile(t, path, strings.TrimSuffix(strings.TrimSuffix(name, entry.Name()), "/"))
	})
	if err != nil {
		t.Fatal(err)
	}
	used.all(t)
}

// all finds allowances that no file uses.
func (used needed) all(t *testing.T) {
	for _, row := range mayImport {
		allowed, _ := imports(row.name)
		for _, own := range allowed {
			if !used[row.name+" "+own] {
				t.Errorf("the table lets %q import %s, which it does not", row.name, own)
			}
		}
	}
	for _, rule := range only {
		for _, pkg := range strings.Fields(rule.where) {
			if !used[strings.TrimPrefix(pkg, ".")+" "+rule.what] {
				t.Errorf("the table keeps %s for %q, which does not need it", rule.what, pkg)
			}
		}
	}
}

func (used needed) checkFile(t *testing.T, path, pkg string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	allowed, listed := imports(pkg)
	if !listed {
		t.Errorf("%s: package %q is not in the table; add a row where it belongs", path, pkg)
	}
	for _, spec := range file.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		own, inside := strings.CutPrefix(name+"/", "toile/")
		used[pkg+" "+strings.TrimSuffix("./"+own, "/")] = inside
		if inside && !slices.Contains(allowed, strings.TrimSuffix("./"+own, "/")) {
			t.Errorf("%s: %s may not import %s", path, pkg, name)
		}
		used.confined(t, path, pkg, name)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			used.confined(t, path, pkg, "go statement")
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" && n.Sel.Name == "Now" {
				used.confined(t, path, pkg, "time.Now")
			}
		}
		return true
	})
	return nil
}

// imports gives the packages that a package may import, each with a leading "./".
func imports(pkg string) (allowed []string, listed bool) {
	for _, row := range mayImport {
		if row.name == pkg {
			for _, name := range strings.Fields(row.imports) {
				allowed = append(allowed, strings.TrimSuffix("./"+strings.TrimPrefix(name, "."), "/"))
			}
			return allowed, true
		}
	}
	return nil, false
}

func (used needed) confined(t *testing.T, path, pkg, what string) {
	for _, rule := range only {
		if rule.what != what && !strings.Contains(what, "/"+rule.what) {
			continue
		}
		used[pkg+" "+rule.what] = true
		where := strings.Fields(strings.ReplaceAll(" "+rule.where, " . ", "  "))
		root := strings.Contains(" "+rule.where+" ", " . ")
		if !slices.Contains(where, pkg) && !(root && pkg == "") {
			t.Errorf("%s: %s is not for package %q", path, what, pkg)
		}
	}
}

// TestTableHasNoGhosts finds rows of packages that are gone.
func TestTableHasNoGhosts(t *testing.T) {
	t.Parallel()
	for _, row := range mayImport {
		files, err := filepath.Glob(filepath.Join("../..", row.name, "*.go"))
		if err != nil || len(files) == 0 {
			t.Errorf("the table names %q, which has no Go files (%v)", row.name, err)
		}
		if _, err := os.Stat(filepath.Join("../..", row.name)); err != nil {
			t.Error(err)
		}
	}
}
