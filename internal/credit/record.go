package credit

import (
	"time"

	"toile/internal/document"
	"toile/internal/id"
)

// The kinds of report that a Link session leaves behind.
const (
	BankIncome     = "bank_income"
	BankEmployment = "bank_employment"
)

// Report is the record of what a Link session found out about a user's income or employment. It is
// made when the session ends and never changes, as what it says: a CreditBankIncome or a
// CreditBankEmploymentReport as the API has it, which is kept beside the record.
type Report struct {
	ID            string `json:"id"`
	Kind          string `json:"kind"`
	ClientID      string `json:"client_id"`
	UserKey       id.Key `json:"user_key"`
	LinkSessionID string `json:"link_session_id"`
}

// Upload is the record of a document that a person uploaded.
type Upload struct {
	ID         string           `json:"id"` // document_id
	ItemID     string           `json:"item_id"`
	ClientID   string           `json:"client_id"`
	Name       string           `json:"name"`
	Size       int              `json:"size"`
	UploadedAt time.Time        `json:"uploaded_at"`
	ReadyAt    time.Time        `json:"ready_at,omitzero"` // when what was read in it is shown; zero for never
	RisksAt    time.Time        `json:"risks_at,omitzero"` // when its risk signals are; zero for never
	Reading    document.Reading `json:"reading"`
}
