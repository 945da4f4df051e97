package link

import (
	"encoding/json"
	"time"

	"toile/internal/bank"
	"toile/internal/id"
	"toile/internal/item"
)

// Token is the record of a link token: what Link was asked to do, for whom and until when.
//
// The token itself is kept only as a key, but for those that webhooks have to name: the webhook of a browser's
// session comes from a request that does not have it. Whoever reads the database can open Link with such a token
// until it runs out; what they could link by it stands beside it, public tokens included. The token of a record
// that was written before webhooks told of sessions has no text, and nobody is told of its sessions.
type Token struct {
	Key          id.Key    `json:"key"`
	Text         string    `json:"text,omitempty"`
	ClientID     string    `json:"client_id"`
	UserKey      id.Key    `json:"user_key,omitzero"` // zero when it was made without a user
	UserID       string    `json:"user_id,omitempty"` // of that user
	ClientUserID string    `json:"client_user_id,omitempty"`
	CreatedAt    time.Time `json:"created_at"`
	Expiration   time.Time `json:"expiration"`
	Sessions     int64     `json:"sessions"` // numbers the sessions opened so far
	Config       Config    `json:"config"`
}

// Config is what /link/token/create asked for, reduced to what Link and its echoes need.
type Config struct {
	ClientName     string          `json:"client_name"`
	Language       string          `json:"language"`
	CountryCodes   []string        `json:"country_codes"`
	Products       []string        `json:"products,omitempty"`
	IfSupported    []string        `json:"if_supported,omitempty"` // wanted where the institution offers them
	Optional       []string        `json:"optional,omitempty"`     // the same, and not billed before they are used
	Consented      []string        `json:"consented,omitempty"`    // for later
	Everything     bool            `json:"everything,omitempty"`   // the person agrees to all that the institution offers
	Webhook        string          `json:"webhook,omitempty"`
	RedirectURI    string          `json:"redirect_uri,omitempty"`
	AccountFilters json.RawMessage `json:"account_filters,omitempty"`
	RoutingNumber  string          `json:"routing_number,omitempty"`
	InstitutionID  string          `json:"institution_id,omitempty"` // chosen beforehand
	MultiItem      bool            `json:"multi_item,omitempty"`
	BankIncome     bool            `json:"bank_income,omitempty"`
	BankEmployment bool            `json:"bank_employment,omitempty"`

	BankIncomeDays     int `json:"bank_income_days,omitempty"` // to look back for income; 0 for the default
	BankEmploymentDays int `json:"bank_employment_days,omitempty"`

	DigitalPayroll   bool         `json:"digital_payroll,omitempty"`
	PayrollDocuments bool         `json:"payroll_documents,omitempty"`
	Parsing          []string     `json:"parsing,omitempty"`    // what is done with documents: ocr, risk_signals; empty for ocr
	Statements       *bank.Period `json:"statements,omitempty"` // whose statements are wanted
	Hosted           *Hosted      `json:"hosted,omitempty"`     // where the person comes by an address of this server
	Update           *Update      `json:"update,omitempty"`
	History          item.History `json:"history,omitzero"` // of transactions
}

// fixedInstitution gives the institution that the person need not choose, if there is one.
func (c Config) fixedInstitution() string {
	if c.Update != nil {
		return c.Update.InstitutionID
	}
	return c.InstitutionID
}

// Update says which Item an update-mode session repairs or extends.
type Update struct {
	ItemID           string         `json:"item_id"`
	InstitutionID    string         `json:"institution_id"`
	Username         string         `json:"username"`
	Accounts         []item.Account `json:"accounts,omitempty"` // that the Item shares
	AccountSelection bool           `json:"account_selection,omitempty"`
}
