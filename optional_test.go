package toile_test

import (
	"testing"

	"toile"
)

func TestOptionalOfPointers(t *testing.T) {
	t.Parallel()
	if o := toile.OrNull(toile.NonEmpty("")); !o.Null || o.Value != nil {
		t.Errorf("nothing is %+v", o)
	}
	if o := toile.OrNull(toile.NonEmpty("x")); o.Null || o.Or("") != "x" {
		t.Errorf("x is %+v", o)
	}
	if o := toile.OrNull(new(0)); o.Null || o.Or(1) != 0 {
		t.Errorf("zero is %+v", o)
	}
}
