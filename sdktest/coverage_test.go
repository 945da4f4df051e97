package sdktest

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
)

// What the suite has come across: paths answered with success, and tolerances that were needed.
var answered, needed sync.Map

// covered says what a run of the whole suite left out: an operation that no client called with
// success, or a tolerance that nothing needs any more.
func covered() error {
	if flag.Lookup("test.run").Value.String() != "" || flag.Lookup("test.skip").Value.String() != "" {
		return nil
	}
	paths, err := operations()
	if err != nil {
		return err
	}
	var errs []error
	for _, path := range paths {
		if _, did := answered.Load(path); !did && !slices.Contains(gone, path) {
			errs = append(errs, fmt.Errorf("no client called %s with success", path))
		}
	}
	for _, t := range tolerances() {
		if _, did := needed.Load(t); !did {
			errs = append(errs, fmt.Errorf("the tolerance of %q in the %s of %s is not needed", t.problem, t.side, t.path))
		}
	}
	return errors.Join(errs...)
}

// gone are operations that refuse everybody: what they did was taken away from Plaid (facts api 2.2).
var gone = []string{"/credit/bank_income/refresh"}

// operations lists the paths that toile serves.
func operations() (paths []string, err error) {
	text, err := os.ReadFile("../spec/ops.txt")
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		paths = append(paths, strings.Fields(line)...)
	}
	return paths, err
}
