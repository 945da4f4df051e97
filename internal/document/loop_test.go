package document_test

import (
	"fmt"
	"strings"
	"testing"

	"toile/internal/document"
)

// TestWrongLengths reads files of which the length of a stream is wrong, as viewers do.
func TestWrongLengths(t *testing.T) {
	t.Parallel()
	file, err := document.WritePaystub(stub(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, length := range []string{"9999", "1000", "9999999999999", "-5"} {
		at := streams.FindSubmatchIndex(file)
		wrong := append(append(append([]byte(nil), file[:at[2]]...), length...), file[at[3]:]...)
		changed := refer(t, wrong[:strings.LastIndex(string(wrong), "\nxref\n")+1], wrong[strings.LastIndex(string(wrong), "trailer"):])
		got, err := document.Read(document.File{Content: changed})
		if err != nil || got.Error != "" || got.Preset || got.Paystub.Gross == nil {
			t.Errorf("a length of %s: %+v, %v", length, got, err)
		}
	}
}

// TestFormsThatLoop reads a file with a form that paints itself, which none can show to an end.
func TestFormsThatLoop(t *testing.T) {
	t.Parallel()
	for paints, want := range map[string]string{"/Me Do": "PROCESSING_ERROR", "0 0 9 9 re f": "PROCESSING_COMPLETE"} {
		body := "%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type /Pages /Count 1 /Kids [3 0 R]>>\nendobj\n" +
			"3 0 obj\n<</Type /Page /Parent 2 0 R /Contents 4 0 R /Resources <</XObject <</Me 5 0 R>>>>>>\nendobj\n4 0 obj\n<</Length 6>>\nstream\n/Me Do\nendstream\nendobj\n" +
			fmt.Sprintf("5 0 obj\n<</Subtype /Form /BBox [0 0 99 99] /Length %d /Resources <</XObject <</Me 5 0 R>>>>>>\nstream\n%s\nendstream\nendobj\n", len(paints), paints)
		got, err := document.Read(document.File{Content: refer(t, []byte(body), []byte("trailer\n<</Root 1 0 R /Size 6>>\nstartxref"))})
		if err != nil || got.Risk.Status != want {
			t.Errorf("a form that says %s: %+v, %v", paints, got, err)
		}
	}
}
