package document

import (
	"time"

	"toile"
	"toile/internal/bank"
)

// Kind is what a document is.
type Kind string

// The kinds of document.
const (
	Paystub       Kind = "paystub"
	W2            Kind = "w2"
	BankStatement Kind = "bank_statement"
	Form1099      Kind = "1099"
	I20           Kind = "i20"
)

// Kinds lists every kind.
var Kinds = []Kind{Paystub, W2, BankStatement, Form1099, I20}

// Format is what kind of file a document is.
type Format string

// The formats that are taken (facts link 2.5 and 7).
const (
	PDF  Format = "PDF"
	PNG  Format = "PNG"
	JPEG Format = "JPEG"
	GIF  Format = "GIF"
	BMP  Format = "BMP"
	TIFF Format = "TIFF"
	JSON Format = "JSON"
)

// File is a document as it is uploaded.
type File struct {
	Name    string
	Kind    Kind // that the person says it is; empty for a pay stub
	Content []byte

	// What the reading of a file falls back on that says nothing itself (facts link 7): the people
	// of a world, as they are when the file is uploaded. Without them it is a world of its own, on a
	// day in 2026.
	World *bank.World
	At    time.Time
}

// Reading is what was read in a document.
type Reading struct {
	Kind     Kind                     `json:"kind"`
	Format   Format                   `json:"format"`
	FileType toile.RiskSignalFileType `json:"file_type,omitempty"` // as far as that is known
	Pages    int                      `json:"pages,omitempty"`
	Error    string                   `json:"error,omitempty"`  // why nothing could be read in it; empty when all is well
	Preset   bool                     `json:"preset,omitempty"` // what it says was not read in it, but set beforehand

	Paystub   *bank.Paystub   `json:"paystub,omitempty"`
	W2        *bank.W2        `json:"w2,omitempty"`
	Form1099  *bank.Form1099  `json:"form_1099,omitempty"`
	Statement *bank.Statement `json:"statement,omitempty"`
	Bank      string          `json:"bank,omitempty"` // that issued the statement

	Risk Risk `json:"risk,omitzero"`
}

// The statuses of a document in which something was looked for (spec, CreditDocumentMetadata).
const (
	Complete = "PROCESSING_COMPLETE"
	Failed   = "DOCUMENT_ERROR"
)

// Status says whether the document could be read.
func (r Reading) Status() string {
	if r.Error != "" {
		return Failed
	}
	return Complete
}

// Risk is what the analysis of a document for fraud says.
type Risk struct {
	Status  string   `json:"status,omitempty"` // of the document's reference: PROCESSING_COMPLETE, PASSWORD_PROTECTED, …
	Score   *float64 `json:"score,omitempty"`  // 0 (trustworthy) to 100
	Signals []Signal `json:"signals,omitempty"`
}

// Signal is one thing about a document that speaks for or against it. Empty is what is not known.
type Signal struct {
	Type        string `json:"type"`
	Field       string `json:"field,omitempty"`
	FraudRisk   *bool  `json:"fraud_risk,omitempty"`
	Expected    string `json:"expected,omitempty"`
	Actual      string `json:"actual,omitempty"`
	Description string `json:"description,omitempty"`
	Page        *int   `json:"page,omitempty"`    // from 1; 0 is the document as a whole
	ItemID      string `json:"item_id,omitempty"` // of the institution that the document is held against
}
