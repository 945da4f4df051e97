package document_test

import (
	"testing"

	"toile"
	"toile/internal/document"
)

// TestFileType tells text from scans.
func TestFileType(t *testing.T) {
	t.Parallel()
	const (
		page    = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources <</XObject <</X 6 0 R>> /Font <</F 7 0 R>>>>>>"
		other   = "<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 8 0 R /Resources <</XObject <</X 6 0 R>> /Font <</F 7 0 R>>>>>>"
		two     = "<</Type /Pages /Count 2 /Kids [3 0 R 4 0 R]>>"
		scan    = "q 612 0 0 792 0 0 cm /X Do Q"
		letters = "BT /F 12 Tf 72 700 Td (Gross pay) Tj ET"
		unseen  = "BT 3 Tr /F 12 Tf 72 700 Td (Gross pay) Tj ET"
	)
	for _, test := range []struct {
		name, first, second string
		want                toile.RiskSignalFileType
	}{
		{"text", letters, letters, toile.RiskSignalFileTypeTruePDF},
		{"text on a picture", scan + " " + letters, letters, toile.RiskSignalFileTypeTruePDF},
		{"text and an empty page", letters, "", toile.RiskSignalFileTypeTruePDF},
		{"a scan", scan, scan, toile.RiskSignalFileTypeImagePDF},
		{"a scan that a program read", scan + " " + unseen, scan, toile.RiskSignalFileTypeImagePDF},
		{"a scan and an empty page", scan, "", toile.RiskSignalFileTypeImagePDF},
		{"a letter with a scan", letters, scan, toile.RiskSignalFileTypeMixedPagePDF},
		{"nothing", "", "q Q", toile.RiskSignalFileTypeEmptyPDF},
	} {
		file := makeFile("", catalogue, two, page, other, streamOf("", test.first),
			streamOf("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", "x"),
			"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>", streamOf("", test.second))
		reading, err := document.Read(document.File{Name: "scan.pdf", Content: file})
		if err != nil || reading.Error != "" || reading.FileType != test.want || !reading.Preset {
			t.Errorf("%s: %s, %v, %+v", test.name, reading.FileType, err, reading)
		}
	}
	written, err := document.WritePaystub(stub(t))
	if got := again(t, written, err, document.Paystub).FileType; got != toile.RiskSignalFileTypeTruePDF {
		t.Errorf("a stub of toile is %s", got)
	}
	for format, content := range pictures(t) {
		if reading, err := document.Read(document.File{Content: content}); err != nil || reading.FileType != toile.RiskSignalFileTypeImage {
			t.Errorf("%s: %s, %v", format, reading.FileType, err)
		}
	}
}
