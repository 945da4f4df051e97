package document_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"toile/internal/document"
)

// TestResizedPages reads pages that were made smaller or larger, as printing to fit does: all stands
// there as before, and nobody is accused of editing it.
func TestResizedPages(t *testing.T) {
	t.Parallel()
	file, err := document.WritePaystub(stub(t))
	if err != nil {
		t.Fatal(err)
	}
	made, err := document.Read(document.File{Content: file})
	if err != nil {
		t.Fatal(err)
	}
	for _, scale := range []float64{0.5, 0.7, 0.9, 1.1, 1.2, 1.6, 2} {
		t.Run(fmt.Sprint(scale), func(t *testing.T) {
			t.Parallel()
			got, err := document.Read(document.File{Content: rewrite(t, file, resize(scale))})
			if err != nil || got.Preset {
				t.Fatalf("read %+v, %v", got, err)
			}
			if diff := cmp.Diff(made.Paystub, got.Paystub); diff != "" {
				t.Errorf("another stub was read (-made +read):\n%s", diff)
			}
			if len(got.Risk.Signals) != 1 || got.Risk.Signals[0].Type != "PDF_ALIGNMENT" || *got.Risk.Score >= 80 {
				t.Errorf("score %v, signals %+v", *got.Risk.Score, got.Risk.Signals)
			}
		})
	}
}
