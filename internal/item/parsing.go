package item

import "slices"

// What can be done with the documents that a person uploads for an Item (the spec's
// IncomeVerificationDocParsingConfig).
const (
	OCR         = "ocr"          // reading them
	RiskSignals = "risk_signals" // examining them for fraud
)

// Parses reports whether something is done with the Item's documents. They are read where nothing else
// is said.
func (i Item) Parses(what string) bool {
	if len(i.Parsing) == 0 {
		return what == OCR
	}
	return slices.Contains(i.Parsing, what)
}
