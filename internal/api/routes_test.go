package api_test

import (
	"slices"
	"testing"

	"toile"
	"toile/internal/api"
)

// TestRoutesAreTheOperations ties the table of routes to the operations that are generated
// from spec/ops.txt, and so the README's coverage table to what is served.
func TestRoutesAreTheOperations(t *testing.T) {
	t.Parallel()
	if got, want := api.New(api.Config{}).Paths(), toile.Operations(); !slices.Equal(got, want) {
		t.Errorf("routes are %v, operations %v", got, want)
	}
}
