package document_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"toile"
	"toile/internal/document"
)

// TestRefused lists what is not taken at all, and what the person is told.
func TestRefused(t *testing.T) {
	t.Parallel()
	stub, err := document.WritePaystub(stub(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"a.pdf", nil, "a.pdf is empty."},
		{"a.pdf", make([]byte, document.MaxSize+1), "a.pdf is larger than 10 MiB."},
		{"a.exe", []byte("MZ\x90\x00 a program"), "a.exe is no PDF, PNG, JPEG, GIF, BMP, TIFF or JSON file."},
		{"a.docx", []byte("PK\x03\x04 a letter"), "is no PDF"},
		{"../x/a.png", stub, "a.png is a PDF file, which its ending .png does not say."},
		{"a.exe", stub, "a.exe is a PDF file"},
		{"a.jpeg ", stub, "which its ending .jpeg does not say."},
		{"", []byte("hello"), "The file is no PDF"},
		{"a.png", []byte("\x89PNG\r\n\x1a\nand then something else altogether"), "a.png begins as a PNG file and is none."},
		{"a.json", []byte("{\n  \"paystub\": {\"earnings\": 7}\n}"), "a.json: paystub.earnings must be an object."},
		{"a.json", []byte("{\n  \"paystub\": \n"), "line 3, column 1"},
		{strings.Repeat("long", 100), []byte("?"), strings.Repeat("long", 15) + "… is no PDF"},
	} {
		reading, err := document.Read(document.File{Name: test.name, Content: test.content})
		var refusal *toile.Error
		if !errors.As(err, &refusal) || refusal.ErrorCode != "INCOME_VERIFICATION_UPLOAD_ERROR" || refusal.ErrorType != toile.ErrorTypeIncomeVerificationError ||
			!strings.Contains(refusal.ErrorMessage, test.want) {
			t.Errorf("%s: %+v, %v, want %q", test.name, reading, err, test.want)
		}
	}
	for _, name := range []string{"", "stub", "stub.PDF", "my.stub.pdf", " . ", "...", "stub.pdf ", "Acme Inc. pay stub", "stub 11.15.2026", "stub.pdf.", "C. Smith, November"} {
		if _, err := document.Read(document.File{Name: name, Content: stub}); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// TestJSON reads the sandbox's own form, where the files are.
func TestJSON(t *testing.T) {
	t.Parallel()
	read := func(text string) document.Reading {
		t.Helper()
		reading, err := document.Read(document.File{Name: "it.json", Content: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		return reading
	}
	if r := read(`{"ocr_status": "ERROR_PROCESSING"}`); r.Error == "" || r.Paystub != nil {
		t.Errorf("a failure is %+v", r)
	}
	for said, want := range map[string]string{
		"SUCCESS": "PROCESSING_COMPLETE", "ERROR_PROCESSING": "PROCESSING_ERROR", "PASSWORD_PROTECTED": "PASSWORD_PROTECTED", "VIRUS_DETECTED": "VIRUS_DETECTED",
	} {
		if r := read(`{"risk_signals_status": "` + said + `"}`); r.Risk.Status != want || r.Paystub == nil {
			t.Errorf("%s is %+v", said, r.Risk)
		}
	}
	r := read(`{"w2": {"tax_year": "2024", "employee": {"name": "Łukasz"}}, "single_document_risk_signals": {"risk_summary": {"risk_score": 70}, "risk_signals": [
		{"type": "MASKING", "actual_value": "2.00", "expected_value": "25.09", "has_fraud_risk": true, "page_number": 0, "institution_metadata": {"item_id": "x"}}]}}`)
	if r.Kind != document.W2 || r.W2 == nil || r.W2.Employee.Name != "Łukasz" || *r.Risk.Score != 70 || len(r.Risk.Signals) != 1 || *r.Risk.Signals[0].Page != 0 ||
		r.Risk.Signals[0].ItemID != "x" {
		t.Errorf("read %+v", r)
	}
	files, _ := filepath.Glob("../../../../shared/data/custom-users/income/document_income/*.json")
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		read(string(text))
	}
}
