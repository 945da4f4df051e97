package credit_test

import (
	"testing"

	"toile"
	"toile/internal/credit"
	"toile/internal/document"
)

// TestRiskFileType shows what kind of file a document is, as far as that is known.
func TestRiskFileType(t *testing.T) {
	t.Parallel()
	for kind, want := range map[toile.RiskSignalFileType]toile.RiskSignalFileType{
		toile.RiskSignalFileTypeImagePDF: toile.RiskSignalFileTypeImagePDF, toile.RiskSignalFileTypeTruePDF: toile.RiskSignalFileTypeTruePDF,
		"": toile.RiskSignalFileTypeUnknown,
	} {
		uploads := []credit.Upload{{ID: "one", Reading: document.Reading{Kind: document.Paystub, Format: document.PDF, FileType: kind}}}
		for _, view := range []toile.DocumentRiskSignalsObject{credit.RiskSignals(uploads), credit.Examining(uploads)} {
			if got, ok := view.SingleDocumentRiskSignals[0].DocumentReference.FileType.Get(); !ok || got != want {
				t.Errorf("a file of %q is shown as %q", kind, got)
			}
		}
	}
}
